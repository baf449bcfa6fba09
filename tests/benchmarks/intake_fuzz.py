"""What becomes of 10,000 damaged files: ``python tests/benchmarks/intake_fuzz.py [COUNT [SEED]]``.

Exit code 1 where a reader raised an error instead of giving faults, else 0. The number of
files that killed their child is no failure: that is what the child is for.
"""

import sys
import time
from pathlib import Path

PROJECT = Path(__file__).parents[2]
# run as a script, which has its own folder on the path alone: the imports below need the project's
sys.path.insert(0, str(PROJECT))

from tests.intake import fuzz  # noqa: E402


def main() -> int:
    """Reads the damaged files and says what became of them."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else fuzz.SEED + 1
    began = time.monotonic()
    outcomes = fuzz.survey(count, seed)
    print(fuzz.report(outcomes))
    print(f"{time.monotonic() - began:,.0f} seconds, seed {seed}")
    expected = {fuzz.READ, fuzz.REFUSED, fuzz.KILLED}
    return 0 if set(outcomes) <= expected and sum(outcomes.values()) == count else 1


if __name__ == "__main__":
    sys.exit(main())
