"""What an answer costs on the shipped case set, and on one 500 times larger."""

import statistics
import time
from pathlib import Path

from probation.disclosure.estimates import rates
from probation.domain.scope import Scope, parse
from probation.store.build import build
from probation.store.connection import Store, open_store
from probation.store.folders import data_folder
from probation.store.source import CaseFiles, shipped
from tests.benchmarks.measure import Measure, at_most, milliseconds
from tests.builders import enlarged_files

TIMES = 500
REPEATS = 60
LIMIT = 2.0
BUILD_LIMIT_SECONDS = 5.0

ASKED: tuple[dict[str, list[str]], ...] = (
    {"question": ["availability"]},
    {"question": ["availability"], "by": ["ogrs_band"]},
    {"question": ["delivery"], "by": ["provider"], "area": ["london", "kent"]},
    {"question": ["delivery"], "factor": ["drug_misuse"], "by": ["gender"]},
    {"question": ["partner_risk_focus"], "provider": ["NPS"], "age_group": ["under_30"]},
    {"question": ["contracted_outcomes"], "by": ["ethnic_group"], "rosh_level": ["medium"]},
)


def measures(folder: Path) -> list[Measure]:
    """Builds both stores with the production build in ``folder`` and times answers on each."""
    files = shipped(data_folder())
    larger = enlarged_files(files, TIMES, folder / "larger")
    small, small_seconds = _built(files, folder / "small-store")
    large, large_seconds = _built(larger, folder / "large-store")
    try:
        scopes = [parse(asked, small.codes) for asked in ASKED]
        times = [_both(small, large, scope) for scope in scopes]
        patterns, cases = (
            [store.generation.rows[table] for store in (small, large)]
            for table in ("tally", "cases")
        )
    finally:
        small.close()
        large.close()
    medians = [statistics.median(side) for side in zip(*times, strict=True)]
    ratios = [after / before for before, after in times]
    return [
        Measure(
            f"build, {cases[0]:,} cases",
            f"{small_seconds:.2f} s",
            target=f"under {BUILD_LIMIT_SECONDS:g} s",
            met=small_seconds < BUILD_LIMIT_SECONDS,
        ),
        Measure(f"build, {cases[1]:,} cases", f"{large_seconds:.1f} s"),
        at_most(
            f"an answer, {TIMES} times the cases (slowest growth of {len(ratios)} scopes)",
            f"median {milliseconds(medians[0])} to {milliseconds(medians[1])};"
            f" patterns {patterns[0]:,} and {patterns[1]:,};"
            f" ratios {', '.join(f'{ratio:.2f}' for ratio in ratios)}",
            max(ratios),
            LIMIT,
        ),
    ]


def _built(files: CaseFiles, stores: Path) -> tuple[Store, float]:
    start = time.perf_counter()
    generation = build(files, stores)
    seconds = time.perf_counter() - start
    return open_store(generation.path, generation), seconds


def _both(small: Store, large: Store, scope: Scope) -> tuple[float, float]:
    """Median seconds of one answer on each store, the stores taking turns."""
    seconds: dict[Store, list[float]] = {small: [], large: []}
    for _ in range(REPEATS):
        for store, spent in seconds.items():
            start = time.perf_counter()
            rates(store, scope)
            spent.append(time.perf_counter() - start)
    return statistics.median(seconds[small]), statistics.median(seconds[large])
