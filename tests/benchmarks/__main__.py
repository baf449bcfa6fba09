"""Is the dashboard as quick as it must be? ``python -m tests.benchmarks`` measures and says.

The figures of one machine say little; the ratios are to something measured in the same minutes.
Other work on the machine disturbs them: run it on a quiet one. Takes about six minutes.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import briefing, exhibits, fairness, growth, office_line, sessions, startup
from tests.benchmarks.measure import report

SECTIONS = {
    "exhibits": exhibits.measures,
    "sessions": sessions.measures,
    "growth": growth.measures,
    "startup": startup.measures,
    "office_line": office_line.measures,
    "briefing": briefing.measures,
    "fairness": fairness.measures,
}


def main() -> int:
    """Runs the sections asked for; 1 where a target is missed, else 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("section", nargs="*", help=f"any of {', '.join(SECTIONS)}; default: all")
    asked = parser.parse_args().section or list(SECTIONS)
    if unknown := set(asked) - set(SECTIONS):
        parser.error(f"there is no section {', '.join(sorted(unknown))}")
    measures = []
    with tempfile.TemporaryDirectory() as folder:
        for name in asked:
            print(f"Measuring {name} ...", file=sys.stderr)
            measures += SECTIONS[name](Path(folder))
    print(report(measures))
    return 1 if any(measure.met is False for measure in measures) else 0


if __name__ == "__main__":
    sys.exit(main())
