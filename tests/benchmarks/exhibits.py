"""What it costs to answer a question that nobody asked before: the figure of a page, made anew."""

import statistics
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import parse_qs

from probation.charts import page
from probation.charts.theme import LIGHT
from probation.domain.address import Params
from probation.domain.scope import Scope, parse
from probation.domain.vocabulary import Dimension
from probation.exhibits.registry import made
from probation.store.build import build
from probation.store.connection import Store, open_store
from probation.store.folders import data_folder
from probation.store.source import shipped
from tests.benchmarks.load import Target, load
from tests.benchmarks.measure import Measure, at_most, milliseconds
from tests.benchmarks.servers import DASHBOARD, serving
from tests.benchmarks.sessions import COMMON, fresh

QUESTIONS = 60
ROUNDS = 5
RUNS = 41
EXHIBIT_LIMIT = 4.0
NEW_LIMIT_SECONDS = 0.012
MOST_MESSAGES = 35

#: The reference, frozen as it was on 30 November 2026: a condition a dimension, whatever is asked.
FILTERS = " AND ".join(
    f"(len(${dim}) = 0 OR list_contains(${dim}, {dim}::VARCHAR))"
    for dim in (
        "provider", "division", "crc_owner", "area", "gender", "age_group", "ethnic_group",
        "supervision_type", "ogrs_band", "rosh_level", "mappa",
    )
)  # fmt: skip
REFERENCE = f"""
    SELECT factor::VARCHAR AS factor,
           CASE $breakdown
               WHEN 'provider' THEN provider::VARCHAR
               WHEN 'gender' THEN gender::VARCHAR
               WHEN 'age_group' THEN age_group::VARCHAR
               WHEN 'ethnic_group' THEN ethnic_group::VARCHAR
               WHEN 'supervision_type' THEN supervision_type::VARCHAR
               WHEN 'ogrs_band' THEN ogrs_band::VARCHAR
               ELSE 'all'
           END AS level,
           sum(n)::BIGINT AS n, sum(yes)::BIGINT AS yes
    FROM tally
    WHERE question::VARCHAR = $question
      AND ($factor IS NULL OR factor::VARCHAR = $factor)
      AND {FILTERS}
    GROUP BY ALL
"""


def measures(folder: Path) -> list[Measure]:
    """An exhibit against the reference query, and a run of the page against a remembered one."""
    generation = build(shipped(data_folder()), folder / "store")
    store = open_store(generation.path, generation)
    try:
        exhibit = _exhibits(store)
    finally:
        store.close()
    with serving(DASHBOARD, folder / "stores") as server:
        page = Target(server, "availability", "plotly_chart")
        return [exhibit, _new_runs(page), _messages(page)]


def _exhibits(store: Store) -> Measure:
    """The processor's time of one exhibit with its figure, over that of one reference query."""
    asked = [
        parse_qs(query) | {"question": ["availability"]}
        for query in islice(fresh(3), QUESTIONS * (ROUNDS + 1))
    ]
    pairs = []
    for start in range(0, len(asked), QUESTIONS):
        some = asked[start : start + QUESTIONS]
        reference = _seconds(lambda params: _refer(store, parse(params, store.codes)), some)
        pairs.append((reference, _seconds(lambda params: _figure(store, params), some)))
    pairs.pop(0)  # warm: imports, the pages of the file
    reference, exhibit = (statistics.median(side) for side in zip(*pairs, strict=True))
    figure = f"{milliseconds(exhibit)} against {milliseconds(reference)} of the processor"
    return at_most("an exhibit made anew", figure, exhibit / reference, EXHIBIT_LIMIT)


def _seconds(answer: Callable[[Params], object], asked: list[Params]) -> float:
    started = time.process_time()
    for params in asked:
        answer(params)
    return (time.process_time() - started) / len(asked)


def _figure(store: Store, params: Params) -> None:
    made("rates", store, params).drawn(page.draw, LIGHT)


def _refer(store: Store, scope: Scope) -> None:
    asked = {
        "question": scope.question.key,
        "factor": scope.factor,
        "breakdown": scope.breakdown and scope.breakdown.value,
    }
    store.frame(REFERENCE, asked | {dim.value: list(scope.codes(dim)) for dim in Dimension})


def _new_runs(page: Target) -> Measure:
    """How much longer a run takes one reader where the question is new, of runs in turn."""
    load(page, islice(cycle(COMMON), 2 * len(COMMON)), 1, 2 * len(COMMON))
    kinds: tuple[Iterator[str], Iterator[str]] = (cycle(COMMON), fresh(4))
    remembered, new = (statistics.median(load(page, queries, 1, RUNS).later) for queries in kinds)
    over = new - remembered
    return Measure(
        "a run with a new question, over a remembered one",
        f"{milliseconds(over)} ({milliseconds(new)} against {milliseconds(remembered)})",
        target=f"at most {milliseconds(NEW_LIMIT_SECONDS)}",
        met=over <= NEW_LIMIT_SECONDS,
    )


def _messages(page: Target) -> Measure:
    """What one run sends, a breakdown chosen and no filter in force."""
    sent = max(load(page, cycle(["by=provider", "by=gender"]), 1, RUNS).messages)
    target = f"at most {MOST_MESSAGES}"
    return Measure("messages of a run", f"{sent}", target=target, met=sent <= MOST_MESSAGES)
