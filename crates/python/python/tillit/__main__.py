"""The command `tillit`, which is that of the program: `python -m tillit run schools.toml`."""

import sys

from tillit import _tillit


def main() -> int:
    """Runs the command line of this process; its exit code."""
    return _tillit.command(["tillit", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
