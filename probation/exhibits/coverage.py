"""What is loaded, as tables: the case set, the inspections, and whom they cover."""

import textwrap
from typing import Any

import pandas as pd

from probation.bulletin.printed import of_cases
from probation.charts.printed import SIGN
from probation.charts.theme import percent
from probation.disclosure.estimates import cases as estimates
from probation.domain.address import Params
from probation.domain.codes import Codebook
from probation.domain.note import Note, NoteKind
from probation.domain.vocabulary import Dimension
from probation.domain.wording import counted, day, month_name, plural
from probation.exhibits import printed
from probation.exhibits.exhibit import OF_OWNERS, WHOLE_SET, Exhibit
from probation.exhibits.file_names import case_set_code
from probation.store.connection import Store

#: When the bulletin's cases were inspected (its section 1).
_TIME = "March 2016 to December 2017"


def loaded(store: Store, params: Params) -> Exhibit:
    """What the store says of itself."""
    generation = store.generation
    built = generation.built_at
    filed: dict[str, str | int] = {
        "Case set": generation.label,
        "Synthetic": "Yes" if generation.synthetic else "No",
        "Generation": generation.name,
        "Built": built.isoformat(),
        "Cases": generation.rows["cases"],
        "Priority factors": generation.rows["priorities"],
        "Judgements": generation.rows["judgements"],
        "Checksum (SHA-256)": generation.sha256,
    }
    if generation.mapped:
        filed["Mapping"] = generation.mapped
    seen = {name: f"{v:,}" if isinstance(v, int) else v for name, v in filed.items()} | {
        "Built": f"{day(built)}, {built:%H:%M} UTC",
        "Checksum (SHA-256)": " ".join(textwrap.wrap(generation.sha256, 8)),
    }
    return Exhibit(
        key="loaded",
        topic="What is loaded",
        headline="What is loaded",
        noun="case set",
        subtitle="The case set that every figure is made of.",
        who=WHOLE_SET,
        count=counted(generation.rows["cases"], "case"),
        frame=pd.DataFrame({"row": filed.keys(), "text": filed.values()}),
        table=pd.DataFrame({"Value": seen.values()}, index=pd.Index(seen, name="What")),
        description="The case set loaded, and its counts",
        file=f"loaded-{case_set_code(store)}",
        said={"question_asked": "What is loaded?"},
    )


def inspections(store: Store, params: Params) -> Exhibit:
    """Every inspection loaded, and which of two counts."""
    frame = estimates.inspections(store)
    latest = int(frame["latest"].sum())
    return Exhibit(
        key="inspections",
        topic="Inspections loaded",
        headline=f"{counted(latest, 'inspection')} {plural(latest, 'counts', 'count')}",
        noun="inspections",
        subtitle="Where an area was inspected again, its latest inspection alone counts.",
        who=WHOLE_SET,
        count=counted(int(frame.loc[frame["latest"], "cases"].sum()), "case"),
        frame=frame,
        table=inspections_table(frame, store.codes),
        description="Inspections loaded",
        file=f"inspections-{case_set_code(store)}",
        said={"question_asked": "Which inspections are loaded?"},
    )


def coverage(store: Store, params: Params) -> Exhibit:
    """How many cases each level of each dimension has."""
    frame = of_cases(store, estimates.levels(store))
    total = int(frame.loc[frame["breakdown"].isna(), "n"].iloc[0])
    parts = {d: levels_table(frame, d, store.codes) for d in Dimension}
    table = pd.concat([part.reset_index(names="Level") for part in parts.values()])
    heads = [d.label for d, part in parts.items() for _ in range(len(part))]
    return Exhibit(
        key="coverage",
        topic="Whom the case set covers",
        headline="Whom the case set covers",
        noun="coverage",
        subtitle="Percentages are of all inspected cases.",
        who=WHOLE_SET,
        count=counted(total, "case"),
        frame=frame,
        table=table.set_index(pd.Index(heads, name="Dimension")),
        description="Cases by level of each dimension",
        file=f"coverage-{case_set_code(store)}",
        notes=(Note(NoteKind.METHOD, OF_OWNERS), *printed.notes(frame)),
        said={"question_asked": "Whom does the case set cover?"},
    )


def levels_table(cases: pd.DataFrame, dimension: Dimension, codes: Codebook) -> pd.DataFrame:
    """Cases and share of each level of one dimension. ``cases``: margins of cases."""
    total = int(cases.loc[cases["breakdown"].isna(), "n"].iloc[0])
    own = cases[cases["breakdown"] == dimension].set_index("level")
    labels = codes[dimension]
    shown = [int(own["n"].get(code, 0)) for code in labels]
    n_signs, signs = (
        [SIGN if own.get(name, {}).get(code) else "" for code in labels]
        for name in ("n_printed_in", "printed_in")
    )
    return pd.DataFrame(
        {
            "Cases": [f"{n:,}{sign}" for n, sign in zip(shown, n_signs, strict=True)],
            "Share": [
                f"{percent(100 * n / total, 1)}{sign}" for n, sign in zip(shown, signs, strict=True)
            ],
        },
        index=pd.Index(list(labels.values()), name=dimension.label),
    )


def inspections_table(frame: pd.DataFrame, codes: Codebook) -> pd.DataFrame:
    """One row an inspection, as a reader sees it."""
    table = pd.DataFrame(
        {
            "NPS division": frame["division"].map(codes[Dimension.DIVISION]),
            "CRC owner": frame["crc_owner"].map(codes[Dimension.CRC_OWNER]),
            "Inspected from": [f"{month:%B %Y}" for month in frame["inspected_on"]],
            "Reports": [months(reports) for reports in frame["reports"]],
            "Cases": [f"{n:,}" for n in frame["cases"]],
            "Counts": ["Yes" if latest else "No: inspected again" for latest in frame["latest"]],
        }
    )
    return table.set_index(pd.Index(frame["area"].map(codes[Dimension.AREA]), name="Area"))


def covered(store: Store) -> str:
    """Whose judgements the cases hold, of how many areas, from when to when, as a sentence.

    The synthetic cases stand for those of the bulletin, and for its time.
    """
    frame = estimates.inspections(store)
    frame = frame[frame["latest"]]
    months = [
        f"{month:%B %Y}" for month in (frame["inspected_on"].min(), frame["inspected_on"].max())
    ]
    when = _TIME if store.generation.synthetic else " to ".join(dict.fromkeys(months))
    return f"HM Inspectorate of Probation, {counted(len(frame), 'area')}, {when}."


def months(reports: Any) -> str:
    """'June 2017, January 2018' of months joined by semicolons; '' of none."""
    named = "" if pd.isna(reports) else str(reports)
    return ", ".join(month_name(text) for text in named.split(";") if text)
