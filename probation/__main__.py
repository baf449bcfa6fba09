"""``python -m probation COMMAND``: see probation.cli.commands."""

import sys

if __name__ == "__main__":
    try:
        from probation.cli.commands import main  # takes long enough for a Ctrl-C

        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
