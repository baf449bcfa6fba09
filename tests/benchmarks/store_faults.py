"""How often the store survives: ``python -m tests.benchmarks.store_faults`` counts and says.

Each fault is brought about as in tests/store/test_faults.py, more often, and counted as survived
where a start shows the last good case set or the new one and a later build works; where what is
stored was damaged, planted, cut or swapped, as survived where nothing is shown until somebody
chooses. Takes about ten minutes.
"""

import random
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from probation.store.steps import Step
from tests.benchmarks.measure import Measure, report
from tests.store import surviving
from tests.store.dying import Forks
from tests.store.surviving import Ground

ACTIONS = ("build", "adopt")
KILLED, FLIPPED, AT_ONCE, LIMITED, FULL, PLANTED = 100, 100, 10, 20, 20, 50
SEED = 4
#: Bytes: more than a build takes, so that some are refused and some are not.
LARGEST = 4_000_000


def measures(folder: Path) -> list[Measure]:
    """One line a fault, survived n of m."""
    draw = random.Random(SEED)
    with Forks() as forks:
        ground = Ground(folder, forks)
        seconds = max(ground.run(action, ground.stores())["seconds"] for action in ACTIONS)
        return [_survived(name, runs) for name, runs in _faults(ground, draw, seconds).items()]


def _faults(
    ground: Ground, draw: random.Random, seconds: float
) -> dict[str, list[Callable[[], object]]]:
    def either() -> str:
        return draw.choice(ACTIONS)

    def several(
        times: int, fault: Callable[..., object], most: float
    ) -> list[Callable[[], object]]:
        return [partial(fault, ground, either(), draw.uniform(0, most)) for _ in range(times)]

    return {
        f"kill -9 at {len(Step)} named steps, two ways to build": [
            partial(surviving.killed_at, ground, action, step)
            for action in ACTIONS
            for step in Step
        ],
        "kill -9 at a random time": [_Killing(ground, draw, seconds)] * KILLED,
        "no file may grow beyond a random size": several(LIMITED, _limited, LARGEST),
        "disk full after a random number of bytes": several(FULL, _full, LARGEST),
        "one bit turned in the current file": [
            partial(surviving.flipped, ground, draw.random()) for _ in range(FLIPPED)
        ],
        **{
            name: [partial(fault, ground, draw)] * PLANTED
            for name, fault in (
                ("a file or folder planted beside the current one", surviving.planted),
                ("the pointer cut, gone, or something else in its place", surviving.pointer_cut),
                ("the current file or record swapped with another", surviving.swapped),
            )
        },
        "two imports at once": [
            partial(surviving.at_once, ground, either(), either()) for _ in range(AT_ONCE)
        ],
    }


class _Killing:
    """Kills builds at moments spread over all of a build, however long one takes just then."""

    def __init__(self, ground: Ground, draw: random.Random, seconds: float) -> None:
        self._ground, self._draw, self._most = ground, draw, seconds

    def __call__(self) -> bool:
        """Kills one. Those that ended before their moment must have been survived too."""
        while not surviving.killed_after(
            self._ground, self._draw.choice(ACTIONS), self._draw.uniform(0, self._most)
        ):
            self._most *= 0.8
        self._most *= 1.05
        return True


def _limited(ground: Ground, action: str, size: float) -> bool:
    return surviving.limited(ground, action, int(size))


def _full(ground: Ground, action: str, spare: float) -> bool:
    return surviving.full(ground, action, int(spare))


def _survived(name: str, runs: Iterable[Callable[[], object]]) -> Measure:
    """How many of the runs were survived, and in how many the fault took effect."""
    survived, told, all_runs = 0, [], list(runs)
    for run in all_runs:
        try:
            told.append(run())
            survived += 1
        except PermissionError as error:
            return Measure(name, f"not tried: {error}")
        except AssertionError:
            traceback.print_exc()
    took = f"; took effect in {sum(map(bool, told))}" if any(t is not None for t in told) else ""
    figure = f"survived {survived} of {len(all_runs)}, lost {len(all_runs) - survived}{took}"
    return Measure(name, figure, target="lost 0", met=survived == len(all_runs))


def main() -> int:
    """1 where a store was lost, else 0."""
    with tempfile.TemporaryDirectory() as folder:
        found = measures(Path(folder))
    print(report(found))
    return 1 if any(measure.met is False for measure in found) else 0


if __name__ == "__main__":
    sys.exit(main())
