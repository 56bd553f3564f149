"""`python -m branchline`: the same as the command `branchline`."""

from .cli import main

if __name__ == "__main__":
    main()
