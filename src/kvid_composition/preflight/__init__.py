"""Preflight: what a PATCH would do and destroy, before it is sent."""
