"""The workspace: finding and reading what a team has configured. Reads files, writes none."""
