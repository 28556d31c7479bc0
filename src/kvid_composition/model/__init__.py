"""What a composition is: its fields, items, assets, tracks, and the index over them."""
