"""Merging: two versions that grew from one, made one again without losing an edit."""
