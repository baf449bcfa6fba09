"""Made-up briefings for the tests of exports; their frames have the columns of the real ones."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from probation.briefing.assembled import AssembledBriefing, AssembledItem
from probation.disclosure.gate import guarded
from probation.domain.codes import codebook
from probation.domain.note import NoteKind, notes_of
from probation.domain.vocabulary import Dimension
from probation.exhibits.exhibit import Exhibit
from probation.statistics.differences import compared
from probation.statistics.intervals import with_percent

CODES = codebook(
    {
        Dimension.DIVISION: {"north": "North"},
        Dimension.CRC_OWNER: {"owner": "Owner & Sons"},
        Dimension.AREA: {"kent": "Kent", "quoted": '=Avon & "Somerset" <A>', "far": "日本"},
    }
)
CASE_SET = "Synthetic cases, made up for this test: they describe no person."


def rates() -> pd.DataFrame:
    """As of estimates.rates by provider: a withheld percentage, a small base, no judgement."""
    counts = [(93, 172), (6, 9), (7, 11), (0, 0)]
    frame = pd.DataFrame(counts, columns=["yes", "n"]).assign(
        question="delivery",
        factor=["accommodation", "accommodation", "ete", "ete"],
        breakdown="provider",
        level=["CRC", "NPS"] * 2,
    )
    names = ["question", "factor", "breakdown", "level", "n", "yes"]
    return guarded(with_percent(frame[names]))


def gaps() -> pd.DataFrame:
    """As of disclosure.estimates.gaps.gaps: two rows, one of them on a base under 30."""
    a = pd.DataFrame({"n": [172, 20], "yes": [93, 20]})
    b = pd.DataFrame({"n": [118, 40], "yes": [87, 40]})
    named = pd.DataFrame(
        {
            "question": "delivery",
            "factor": ["accommodation", "ete"],
            "breakdown": "provider",
            "level_a": "CRC",
            "level_b": "NPS",
            "n_a": a["n"],
            "yes_a": a["yes"],
            "n_b": b["n"],
            "yes_b": b["yes"],
            "percent_a": with_percent(a)["percent"],
            "percent_b": with_percent(b)["percent"],
        }
    )
    flag = pd.Series([None, "u"], dtype=object)
    return named.join(compared(a, b)).assign(p_bh=[0.0001, np.nan], flag=flag)


def funnel() -> pd.DataFrame:
    """As of disclosure.estimates.areas.funnel: areas whose names a program could misread."""
    return pd.DataFrame(
        {
            "area": ["kent", "quoted", "far"],
            "n": [317, 12, 9],
            "yes": [165, 3, 2],
            "percent": [52.05047318611987, 25.0, np.nan],
            "expected": [50.29585798816568] * 3,
            "lower95": [44.794952681388, 25.0, 22.2222],
            "upper95": [55.835962145110, 75.0, 77.7777],
            "lower998": [41.640378548895, 8.3333, 0.0],
            "upper998": [58.990536277602, 91.6666, 100.0],
            "position": ["within", "within", "below 95"],
            "flag": [None, "u", "u"],
        }
    )


USUAL_NOTES = ("Intervals: 95%, Wilson's.", "An exact tie is rounded up.")


def exhibit(
    frame: pd.DataFrame, notes: Sequence[str] = USUAL_NOTES, reading: str = "", **more: object
) -> Exhibit:
    """An exhibit of ``frame``; ``more``: what differs from the usual."""
    usual = Exhibit(
        key="availability",
        topic="Availability of interventions",
        headline="Interventions were available least often for accommodation",
        subtitle="Figure 1: Were interventions available? Percentages are of such cases.",
        who="All cases.",
        count="192 judgements",
        frame=frame,
        table=pd.DataFrame(),
        description="Bar chart.",
        file="availability-synthetic",
        notes=(*notes_of(NoteKind.READING, reading), *notes_of(NoteKind.METHOD, *notes)),
        said={"question_asked": "Were interventions available?", "filters": "All cases."},
    )
    return replace(usual, **more)


def sheet(frame: pd.DataFrame, title: str = "Availability", **more: object) -> AssembledItem:
    """An item with a note and a link; ``more`` as of ``exhibit``."""
    link = "https://example.org/availability?factor=ete&by=provider"
    return AssembledItem(title, "Watch the small bases.", exhibit(frame, **more), link)


def paper(*sheets: AssembledItem, **more: object) -> AssembledBriefing:
    """A briefing of ``sheets``; of the three frames above where none is given."""
    usual = AssembledBriefing(
        title="Interventions in Kent",
        sheets=sheets or (sheet(rates()), sheet(gaps(), "Gaps"), sheet(funnel(), "Areas")),
        case_set=CASE_SET,
        synthetic=True,
        generation="gen-1-0123abcd",
        built_on=date(2026, 11, 1),
        source="HM Inspectorate of Probation, Research & Analysis Bulletin 2019/01",
        made_on=date(2026, 11, 22),
        codes=CODES,
    )
    return replace(usual, **more)
