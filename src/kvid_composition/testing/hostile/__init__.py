"""Hostile values: what a caller can pass where a JSON document is expected."""
