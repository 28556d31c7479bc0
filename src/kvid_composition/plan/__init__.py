"""Planning: the smallest PATCH that makes one document of another."""
