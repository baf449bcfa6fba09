"""What a regression on the tally costs as the cases grow, as ratios within one run.

Run it as ``python tests/benchmarks/tally_speed.py [CASES]`` (1,000,000 unless given): one line per
claim, exit code 1 where one fails. Building the larger store takes most of its time.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from probation.disclosure.estimates.models import regress, screened
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import Factor
from probation.store.connection import Store
from tests import builders

SCOPE = Scope(QUESTIONS["availability"], Factor.ETE)
FEW = 1066
#: So many cases are drawn; more are copies of them. Nearly every pattern occurs among them.
DRAWN = 20_000


def store_of(cases: int, folder: Path) -> Store:
    drawn = min(cases, DRAWN)
    files = builders.random_case_files(folder / "data", seed=2019, cases=drawn)
    if cases > drawn:
        files = builders.enlarged_files(files, cases // drawn, folder / "larger")
    return builders.opened(files, folder / "stores")


def seconds(run: Callable[[], object], repeats: int = 20) -> float:
    """The fastest of some runs."""
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return min(times)


def main() -> int:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    took = {}
    with tempfile.TemporaryDirectory() as folder:
        for cases in (FEW, many):
            store = store_of(cases, Path(folder) / str(cases))
            took[cases] = seconds(lambda store=store: regress(store, SCOPE))
            found = regress(store, SCOPE)
            all_models = seconds(lambda store=store: screened(store, SCOPE), 5)
            print(
                f"{cases:9,} cases: stepwise {took[cases]:.4f} s on {len(found.patterns.n)}"
                f" patterns, {found.patterns.rows.total:,} judgements;"
                f" {len(screened(store, SCOPE).regressions)} models in {all_models:.2f} s"
            )
            store.close()
    ratio = took[many] / took[FEW]
    print(f"ratio {ratio:.2f}")
    return 0 if ratio <= 3 and took[many] <= 0.25 and all_models < 2 else 1


if __name__ == "__main__":
    sys.exit(main())
