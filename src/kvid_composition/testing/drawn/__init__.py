"""Strategies for Hypothesis: what they give shrinks to what a person can read."""
