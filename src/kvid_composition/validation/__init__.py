"""What can be wrong with a composition: the rules, and the report of what they found."""
