"""Diffing: what changed between two versions of a composition, in the words of an editor."""
