"""Does one reader's long work hold up the others? Two readers of availability, alone and beside it.

The long work is a link to a briefing of 50 regressions of everything, each with other candidates:
minutes of it. It is opened again whenever it has been stopped.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations, count, islice
from pathlib import Path
from urllib.parse import urlencode

from probation.briefing.file import to_address
from probation.briefing.items import MOST_ITEMS, Briefing, item
from probation.domain.address import EVERY_QUESTION
from probation.domain.vocabulary import Dimension
from tests.benchmarks.load import Load, Target, load, p95
from tests.benchmarks.measure import Measure, at_most, milliseconds
from tests.benchmarks.readers import Reader
from tests.benchmarks.servers import DASHBOARD, serving
from tests.benchmarks.sessions import fresh

READERS, RUNS, ROUNDS = 2, 40, 3
LIMIT = 2.0
#: A run of long work must be over by then; a little more than its limit, for drawing the page.
LONGEST_SECONDS = 30.0


def heavy(seed: int) -> str:
    """The query of a briefing of as many different regressions of everything as one can hold."""
    sets = islice(combinations(Dimension, 8), seed * MOST_ITEMS, (seed + 1) * MOST_ITEMS)
    items = (
        item("screen", {"question": [EVERY_QUESTION], "candidates": [d.value for d in chosen]})
        for chosen in sets
    )
    return urlencode({"briefing": to_address(Briefing("", tuple(items)))})


@contextmanager
def long_work(url: str, took: list[float]) -> Iterator[None]:
    """Within the block somebody opens heavy links; afterwards ``took`` has the seconds of each."""
    ended = threading.Event()

    async def again_and_again() -> None:
        for seed in count():
            async with Reader.at(url) as reader:
                start = asyncio.get_running_loop().time()
                await reader.open("briefing", heavy(seed % 3))
                took.append(asyncio.get_running_loop().time() - start)
            if ended.is_set():
                return

    thread = threading.Thread(target=lambda: asyncio.run(again_and_again()))
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def measures(stores: Path) -> list[Measure]:
    """p95 of others beside long work over p95 alone, and how long the long work held on."""
    with serving(DASHBOARD, stores) as url:
        page = Target(url, "availability", "plotly_chart")
        queries = fresh(3)
        load(page, queries, READERS, RUNS)  # warm
        alone, beside, took = Load(), Load(), []
        for _ in range(ROUNDS):
            _add(alone, load(page, queries, READERS, RUNS))
            with long_work(url, took):
                _add(beside, load(page, queries, READERS, RUNS))
        errors = alone.errors + beside.errors
        figure = (
            f"p95 {milliseconds(p95(beside.later))} against {milliseconds(p95(alone.later))};"
            f" errors: {dict(errors) or 'none'}"
        )
        ratio = float("nan") if errors else p95(beside.later) / p95(alone.later)
        return [
            at_most(
                f"{READERS} readers beside a link of {MOST_ITEMS} screens", figure, ratio, LIMIT
            ),
            Measure(
                "the longest run of such a link",
                f"{max(took):.1f} s of {len(took)} runs",
                target=f"at most {LONGEST_SECONDS:g} s",
                met=max(took) <= LONGEST_SECONDS,
            ),
        ]


def _add(all_of: Load, more: Load) -> None:
    all_of.first.extend(more.first)
    all_of.later.extend(more.later)
    all_of.errors.update(more.errors)
