"""How fast this library and others are at the same work, on the same documents."""
