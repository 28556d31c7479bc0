"""The rules, one family a module; `catalogue` has them all."""
