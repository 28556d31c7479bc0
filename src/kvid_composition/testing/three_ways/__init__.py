"""Two edit scripts over one base: what a three-way merge is given, with the intent on record."""
