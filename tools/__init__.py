"""Tools for those who develop this library."""
