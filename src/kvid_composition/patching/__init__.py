"""Changing a document: the API's operations and the two patch standards."""
