"""How fast the regressions are, as ratios within one run.

Run it as ``python tests/benchmarks/regression_speed.py``: one line per claim, exit code 1 where
one fails. Takes some minutes, most of it in fitting a million cases with statsmodels.
"""

import csv
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from statsmodels.discrete.discrete_model import Logit
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_linear_model import GLM

PROJECT = Path(__file__).parents[2]
# run as a script, which has its own folder on the path alone: the imports below need the project's
sys.path.insert(0, str(PROJECT))

from probation.disclosure.estimates.models import stepwise_csv  # noqa: E402
from probation.stepwise.regression import regression  # noqa: E402
from probation.stepwise.roles import Roles  # noqa: E402

CASES = PROJECT / "tests" / "regression_cases" / "speed_1m_grouped.csv"
NAMES = ("x1", "x2", "x3", "x4", "x5", "x6")
ROLES = Roles("y", NAMES)


def cases() -> np.ndarray:
    """The million cases, shuffled: six 0-1 columns and the outcome."""
    with CASES.open(encoding="utf-8", newline="") as file:
        grouped = [{name: int(v) for name, v in row.items()} for row in csv.DictReader(file)]
    rows = [
        [[row[x] for x in NAMES] + [y]] * row[count]
        for row in grouped
        for y, count in ((1, "yes"), (0, "no"))
    ]
    data = np.array([case for same in rows for case in same], dtype=np.int8)
    return data[np.random.default_rng(2019).permutation(len(data))]


def write(data: np.ndarray, path: Path) -> None:
    header = ",".join([*NAMES, "y"])
    np.savetxt(path, data, fmt="%d", delimiter=",", header=header, comments="")


def on_cases(data: np.ndarray) -> list[str]:
    """The same selection with statsmodels' Logit refitted on cases; score tests are GLM's."""
    y = data[:, -1].astype(float)
    column = {name: data[:, i].astype(float) for i, name in enumerate(NAMES)}

    def design(names: list[str]) -> np.ndarray:
        return np.column_stack([np.ones(len(y)), *(column[name] for name in names)])

    def fitted(names: list[str]) -> object:
        return Logit(y, design(names)).fit(disp=0, tol=1e-10)

    inside: list[str] = []
    while True:
        model = fitted(inside)
        frozen = GLM(y, design(inside), family=Binomial()).fit(start_params=model.params, maxiter=1)
        tests = {
            name: frozen.score_test(exog_extra=column[name][:, None])[:2]
            for name in NAMES
            if name not in inside
        }
        best = max(tests, key=lambda name: tests[name][0].item())
        if not tests[best][1].item() < 0.05:
            return inside
        inside.append(best)
        model = fitted(inside)
        for name in inside[:-1]:  # the newest is tested against the model before
            reduced = fitted([other for other in inside if other != name])
            assert 2 * (model.llf - reduced.llf) > 2.71  # p < .1: none of these leaves


def seconds(run: Callable[[], object], repeats: int = 5) -> float:
    """The fastest of some runs."""
    return min(_timed(run) for _ in range(repeats))


def _timed(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def main() -> int:
    data = cases()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cases.csv"
        write(data, path)
        command = [sys.executable, "-m", "probation", "stepwise", str(path), "--outcome", "y"]
        command += ["--candidates", ",".join(NAMES), "--format", "json"]
        in_process = seconds(lambda: stepwise_csv(path, ROLES))
        as_command = seconds(
            lambda: subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.DEVNULL), 3
        )
        found = stepwise_csv(path, ROLES)
    started = time.perf_counter()
    selected = on_cases(data)
    on_every_case = time.perf_counter() - started
    assert list(found.model.variables) == selected
    patterns = found.patterns
    whole = seconds(lambda: regression(patterns), 20)
    print(f"{on_every_case:9.3f} s  statsmodels' Logit on 1,000,000 cases")
    timed = {
        "stepwise on a CSV of 1,000,000 rows": in_process,
        "the same as a command in a process of its own": as_command,
        "stepwise on the 64 patterns": whole,
    }
    for what, took in timed.items():
        print(f"{took:9.3f} s  {on_every_case / took:7.0f} times faster: {what}")
    return 0 if on_every_case / in_process >= 50 else 1


if __name__ == "__main__":
    sys.exit(main())
