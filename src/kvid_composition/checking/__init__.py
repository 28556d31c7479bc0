"""Checking files: what one call of `validate` is asked for, and what it finds. Pure."""
