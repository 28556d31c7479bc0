"""Reporting: what was found, as text and as JSON; pure, nothing is printed here."""
