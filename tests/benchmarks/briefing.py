"""The files of a briefing: how long the server works on twelve figures, from counts to bytes."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from probation.briefing.assemble import whole
from probation.briefing.items import Briefing, item
from probation.exports.formats import FORMATS
from probation.store.current import ready
from probation.store.folders import data_folder
from tests.benchmarks.measure import Measure, milliseconds

ROUNDS = 7
#: Seconds of the server for a deck, its figures made and not remembered.
LIMIT = 1.5
_DELIVERY = {"question": ["delivery"]}
_MODEL = _DELIVERY | {"factor": ["emotional_wellbeing"]}
#: Twelve figures of every kind that a slide draws.
TWELVE = Briefing(
    "Twelve figures",
    (
        item("finding_availability", {}),
        item("finding_delivery", {}),
        item("finding_scope", {}),
        item("rates", _DELIVERY | {"by": ["provider"]}),
        item("rates", {"question": ["partner_risk_focus"]}),
        item("bulletin_table", {"question": ["partner_risk_focus"]}),
        item("gaps", _DELIVERY | {"by": ["provider"], "adjusted": ["on"]}),
        item("gap_matrix", {"by": ["provider"]}),
        item("funnel", _DELIVERY),
        item("profile", {"place": ["london"]}),
        item("adjusted", _MODEL),
        item("odds_ratios", _MODEL),
    ),
)


def measures(folder: Path) -> list[Measure]:
    """The time of making the figures, and of each kind of file with its figures."""
    store, _ = ready(data_folder(), folder / "stores")
    with_figures = {
        ending: _median(lambda form=form: form.write(whole(store, TWELVE, "http://localhost")))
        for ending, form in FORMATS.items()
    }
    figures = _median(lambda: whole(store, TWELVE))
    store.close()
    lines = [Measure("twelve figures of a briefing, made", milliseconds(figures))]
    for ending, seconds in with_figures.items():
        limit = LIMIT if ending == "pptx" else None
        lines.append(
            Measure(
                f"the same as .{ending}, figures included",
                milliseconds(seconds),
                target=f"at most {limit:g} s" if limit else "",
                met=seconds <= limit if limit else None,
            )
        )
    return lines


def _median(work: Callable[[], object]) -> float:
    """Seconds of one round, the first (which imports) left out."""
    work()
    found = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        found.append(time.perf_counter() - started)
    return statistics.median(found)
