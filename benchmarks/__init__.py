"""Benchmarks: every figure that the docs state comes from a command in here."""
