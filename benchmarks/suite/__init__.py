"""Each operation beside its yardstick, timed by pytest-benchmark: run by `make bench`."""
