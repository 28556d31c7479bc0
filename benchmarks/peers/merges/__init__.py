"""Three-way merges of this library and of others, on the same documents."""
