"""Tools for AI agents: what the library does, as calls of the Model Context Protocol."""
