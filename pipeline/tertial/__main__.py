"""Lets `python -m tertial` be the command `tertial`."""

from tertial.cli import main

if __name__ == "__main__":
    main()
