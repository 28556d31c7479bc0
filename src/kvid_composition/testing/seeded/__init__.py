"""Makers that draw from a seeded `random.Random`: for fuzzers, which need speed and a number."""
