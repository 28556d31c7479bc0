"""Edits of a composition, and scripts of them that record what they came to."""
