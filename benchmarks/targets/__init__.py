"""The targets for speed and memory, and whether this machine meets them."""
