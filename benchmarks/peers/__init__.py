"""This library and others on the same documents: how fast they are, and what their merges lose."""
