"""``python -m probation COMMAND``, or ``probation COMMAND``: see probation.cli.commands."""

import sys


def run() -> int:
    """One command; its exit code, 130 where Ctrl-C ended it."""
    try:
        from probation.cli.commands import main  # takes long enough for a Ctrl-C

        return main()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(run())
