"""Fifty readers at once, each changing the filters of the availability page again and again."""

import random
import statistics
from collections import Counter
from collections.abc import Iterator
from itertools import chain, cycle, islice, pairwise
from pathlib import Path
from urllib.parse import urlencode

from probation.domain.vocabulary import BREAKDOWNS, Dimension
from probation.store.folders import data_folder
from probation.store.source import places, read_areas, shipped
from tests.benchmarks.load import Target, load, p95
from tests.benchmarks.measure import Measure, at_most, milliseconds
from tests.benchmarks.servers import APPS, DASHBOARD, serving

SESSIONS = 50
RUNS = 11  # the first of a session and ten later ones
TITLE_RUNS = 41  # quick ones: more of them, for a steadier figure
ROUNDS = 3

#: What readers ask again and again: every control of the page, and most filters.
COMMON = (
    "",
    "by=provider",
    "by=gender&order=value",
    "by=ethnic_group&scale=percent",
    "by=age_group&intervals=off",
    "by=ogrs_band&scale=percent&order=gap",
    "provider=NPS",
    "provider=CRC&by=gender&intervals=off",
    "gender=female",
    "age_group=under_30&by=provider",
    "ogrs_band=high_very_high&scale=percent",
    "supervision_type=post_custody&by=provider&order=gap",
    "area=london&area=greater_manchester",
    "factor=accommodation",
    "factor=drug_misuse&provider=CRC",
    "rosh_level=medium&mappa=no",
)

LARGE_GROUPS = (
    ("provider", "CRC"),
    ("gender", "male"),
    ("age_group", "30_plus"),
    ("ethnic_group", "white"),
    ("supervision_type", "community"),
    ("ogrs_band", "low_medium"),
    ("mappa", "no"),
)


def fresh(seed: int) -> Iterator[str]:
    """Query strings that never repeat: areas, a group and a breakdown drawn at random.

    Groups so large that there are judgements in any five areas: every run draws a figure.
    """
    draw = random.Random(seed)
    areas = list(places(read_areas(shipped(data_folder()).areas))[Dimension.AREA])
    seen: set[str] = set()
    while True:
        asked: dict[str, object] = {"area": sorted(draw.sample(areas, draw.randint(5, 12)))}
        asked |= dict([draw.choice(LARGE_GROUPS)])
        asked["by"] = draw.choice(BREAKDOWNS).value
        query = urlencode(asked, doseq=True)
        if query not in seen:
            seen.add(query)
            yield query


def mixed(seed: int) -> Iterator[str]:
    """Common questions and new ones in turn: half of the runs find an answer remembered."""
    return chain.from_iterable(zip(cycle(COMMON), fresh(seed), strict=False))


def measures(stores: Path) -> list[Measure]:
    """The availability page against a page that prints a title, both servers warm."""
    with serving(APPS / "title.py", stores) as title, serving(DASHBOARD, stores) as dashboard:
        least = Target(title, "", "heading")
        page = Target(dashboard, "availability", "plotly_chart")
        loads = [
            ("common and new questions in turn", mixed(1), 8.0),
            ("common questions only (all remembered)", cycle(COMMON), 5.0),
            ("new questions only (none remembered)", fresh(2), 10.0),
        ]
        for target in (least, page):  # warm: imports, the store, every common answer
            load(target, islice(cycle(COMMON), 2 * len(COMMON)), 2, len(COMMON))
        return [
            _against(f"{SESSIONS} sessions, {name}", least, page, queries, limit)
            for name, queries, limit in loads
        ]


def _against(
    name: str, least: Target, page: Target, queries: Iterator[str], limit: float
) -> Measure:
    """p95 of later runs, page over title: the median of rounds.

    The title is measured before and after each round of the page, since what else the machine
    does changes from one minute to the next.
    """
    bare = [load(least, cycle(COMMON), SESSIONS, TITLE_RUNS)]
    full = []
    for _ in range(ROUNDS):
        full.append(load(page, queries, SESSIONS, RUNS))
        bare.append(load(least, cycle(COMMON), SESSIONS, TITLE_RUNS))
    around = [
        statistics.fmean((p95(before.later), p95(after.later))) for before, after in pairwise(bare)
    ]
    ratios = [p95(seen.later) / title for seen, title in zip(full, around, strict=True)]
    errors = sum((seen.errors for seen in (*bare, *full)), start=Counter())
    figure = (
        f"p95 {milliseconds(statistics.median(p95(seen.later) for seen in full))}"
        f" against {milliseconds(statistics.median(around))};"
        f" first runs {milliseconds(statistics.median(p95(seen.first) for seen in full))};"
        f" {sum(len(seen.later) for seen in full):,} later runs; errors: {dict(errors) or 'none'}"
    )
    # an error misses the target, whatever the ratio
    return at_most(name, figure, float("nan") if errors else statistics.median(ratios), limit)
