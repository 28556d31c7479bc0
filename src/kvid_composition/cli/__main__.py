"""`python -m kvid_composition.cli`: the command line where no script is installed."""

from kvid_composition.cli import main

if __name__ == "__main__":
    main()
