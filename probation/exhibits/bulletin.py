"""The bulletin held against the loaded cases, as tables: figures, statements, the audit."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd

from probation.bulletin.audit_issue import Finding
from probation.bulletin.figures import published as printed
from probation.domain.note import Note, NoteKind
from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import TERMS, Dimension, Factor
from probation.domain.wording import join_or, upper_first
from probation.exhibits.exhibit import Exhibit
from probation.exhibits.file_names import case_set_code
from probation.store.connection import Store

Rows = list[dict[str, Any]]

_STATISTICS = {"n": "number of cases", "percent": "%", "count": "number", "bound": "limit"}
#: What figures count that are of no case: by the breakdown and level in the list of them.
_COUNTED = {
    ("factor", "reported"): "Factors reported",
    ("area", "inspected"): "Areas inspected",
    ("area", "reinspected"): "Areas inspected a second time (London)",
    ("division", "all"): "NPS divisions",
    ("crc_owner", "all"): "CRC owners",
    ("contract_package_area", "all"): "CRCs, one for each contract package area",
    ("contract_package_area", "not_inspected"): "Contract package areas not inspected",
}
#: What buttons call the three tables.
_NOUNS = {"figures": "printed figures", "statements": "statements", "audit": "audit"}
_MATCHES = {True: "Yes", False: "No", None: "Cannot be told"}
_HOLDS = {True: "Holds", False: "Does not hold", None: "Cannot be told"}
_POSSIBLE = (
    "A percentage is possible where some whole number of its cases, rounded, gives it; an exact tie"
    " may have been rounded either way. A breakdown is possible where its rows can be parts of all"
    " cases."
)
_SIGNIFICANT = (
    "'Significant' is tested as the bulletin did: by forward stepwise logistic regression on the"
    " six breakdowns (p < 0.05 to enter, p > 0.1 to leave). A difference is significant where it is"
    " in the model selected, with p < 0.05 there."
)
_AUDIT = (
    "Found by rules of arithmetic and consistency, not from a list. What a figure may have been is"
    " a guess: the single slips that would explain it."
)


def published(store: Store) -> Mapping[str, Rows]:
    """See comparison.published."""
    from probation.bulletin.comparison import published as held_against  # brings in scipy

    return held_against(store)


def findings() -> list[Finding]:
    """See comparison.findings."""
    from probation.bulletin.comparison import findings as found  # brings in scipy

    return found()


def figures(store: Store, rows: Rows) -> Exhibit:
    """Each printed figure beside what the store gives."""
    frame = pd.DataFrame(rows)
    agreed, of = agreement(rows)
    return _exhibit(
        store,
        "figures",
        "Printed figures beside the loaded cases",
        f"{agreed:,} of {of:,} figures that can be compared agree with the loaded cases",
        _POSSIBLE,
        frame,
        figures_table(frame),
    )


def statements(store: Store, rows: Rows) -> Exhibit:
    """Each statement of the bulletin, whether it holds of the loaded cases, and how we know."""
    frame = pd.DataFrame(rows)
    told = [s for s in rows if s["holds"] is not None]
    holds = sum(s["holds"] for s in told)
    table = pd.DataFrame(
        {
            "Verdict": [_HOLDS[_truth(v)] for v in frame["holds"]],
            "How it is known": frame["how"],
        }
    ).set_index(pd.Index(frame["text"], name="Statement"))
    headline = f"{holds:,} of {len(told):,} statements that can be tested hold for the loaded cases"
    title = "Statements of the bulletin"
    return _exhibit(store, "statements", title, headline, _SIGNIFICANT, frame, table)


def audit(store: Store, found: Sequence[Finding]) -> Exhibit:
    """What the audit found in the bulletin's own figures."""
    frame = pd.DataFrame([vars(finding) | {"ids": " ".join(finding.ids)} for finding in found])
    table = audit_table(found)
    table.insert(0, "Level", [upper_first(finding.level) for finding in found])
    impossible = sum(finding.level == "impossible" for finding in found)
    return _exhibit(
        store,
        "audit",
        "The audit of the bulletin's own figures",
        f"The audit finds {impossible:,} impossibilities in the bulletin's own figures",
        _AUDIT,
        frame,
        table,
    )


def agreement(rows: Rows) -> tuple[int, int]:
    """How many printed figures that can be true agree, and how many there are."""
    possible = [f for f in rows if f["matches"] is not None and f["possible"]]
    return sum(f["matches"] for f in possible), len(possible)


def figures_table(shown: pd.DataFrame) -> pd.DataFrame:
    """Printed figures as a reader sees them."""
    decimals = _printed()["decimals"]
    return pd.DataFrame(
        {
            "Where": shown["where"],
            "Printed": shown["printed"],
            "Loaded cases": [
                _number(v, decimals[f]) for f, v in zip(shown["id"], shown["computed"], strict=True)
            ],
            "Agrees": [_MATCHES[_truth(v)] for v in shown["matches"]],
            "Can be true": ["Yes" if p else "No" for p in shown["possible"]],
            "Why not": shown["reason"].fillna(""),
        }
    ).set_index(pd.Index([_words(f) for f in shown["id"]], name="Figure"))


def audit_table(part: Sequence[Finding]) -> pd.DataFrame:
    """Findings of the audit as a reader sees them."""
    return pd.DataFrame(
        {
            "Where": [finding.where for finding in part],
            "Finding": [finding.finding for finding in part],
            "May have been": [finding.may_have_been for finding in part],
        },
        index=pd.Index([upper_first(f.rule) for f in part], name="Rule"),
    )


def _exhibit(
    store: Store,
    part: str,
    title: str,
    headline: str,
    note: str,
    frame: pd.DataFrame,
    table: pd.DataFrame,
) -> Exhibit:
    return Exhibit(
        key=f"published_{part}",
        topic=title,
        headline=headline,
        noun=_NOUNS[part],
        subtitle=f"{title}.",
        who="The whole case set; filters do not apply.",
        count="",
        frame=frame,
        table=table,
        description=title,
        file=f"published-{part}-{case_set_code(store)}",
        notes=(Note(NoteKind.METHOD, note),),
        said={},
    )


@cache
def _printed() -> pd.DataFrame:
    return printed().set_index("id")


def _words(figure: str) -> str:
    """What a printed figure is of, in words: 'Delivery, accommodation, NPS: %'."""
    row = _printed().loc[figure]
    if counted := _COUNTED.get((row.breakdown, row.level)):
        return counted
    if row.note and (row.statistic in ("count", "bound") or not row.question):
        return upper_first(str(row.note).partition(", tested by")[0])
    of_cases = row.question not in QUESTIONS
    factor = Factor(row.factor).phrase if row.factor else ""
    level = _level(row.breakdown, row.level)
    subject = ("Cases" if factor or level else "All cases") if of_cases else ""
    parts = (subject or QUESTIONS[row.question].short, factor, level)
    unit = "number" if of_cases and row.statistic == "n" else _STATISTICS[row.statistic]
    return f"{', '.join(filter(None, parts))}: {unit}"


def _level(breakdown: str, level: str) -> str:
    """The label of a level, or of several together; '' of none."""
    if breakdown not in TERMS:
        return ""
    terms = TERMS[Dimension(breakdown)]
    return join_or((terms(code).label for code in level.split(";")), last="and")


def _truth(value: Any) -> bool | None:
    return None if pd.isna(value) else bool(value)


def _number(value: float, decimals: int) -> str:
    return "" if pd.isna(value) else f"{value:,.{decimals}f}"
