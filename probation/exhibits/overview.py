"""The bulletin's five key findings as exhibits, told of the loaded cases."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pandas as pd

from probation.bulletin.printed import of_gaps, of_rates, of_story
from probation.charts import gaps as gap_charts
from probation.charts.availability_delivery import dumbbell
from probation.charts.gap_headlines import firm_gaps
from probation.charts.gaps import differences, signed
from probation.charts.lowest_factors import lowest
from probation.charts.printed import sign
from probation.charts.rates import percentages
from probation.charts.spec import Rows
from probation.charts.theme import alt, percent, rounded
from probation.disclosure.estimates.gaps import significant
from probation.domain.address import Params
from probation.domain.note import Note, NoteKind, notes_of
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import Factor
from probation.domain.wording import counted, plural, upper_first
from probation.exhibits import printed, requested
from probation.exhibits.exhibit import (
    Exhibit,
    advised,
    intervals,
    low_reliability,
    provenance,
    said,
    sampled,
)
from probation.exhibits.file_names import case_set_code
from probation.exhibits.gaps import contributed
from probation.exhibits.key_findings import ABOUT, SCOPE, KeyFinding, key_finding
from probation.exhibits.table_text import marked, unbroken
from probation.store.connection import Store

#: So many gaps are drawn.
_MOST = 8
_DESCRIBED = {
    "availability": "Dot plot of availability by factor",
    "delivery": "Availability and delivery beside each other, by factor",
    "scope": "Dots of all factors on three questions, two of them named",
    "contributors": "Dot plot of partners minus contracted providers",
    "providers": "The widest differences between NPS and CRC cases",
}
_SUBTITLES = {
    "availability": "Were interventions available? Percentages are of cases where the factor was a"
    " priority.",
    "delivery": "Were interventions available, and enough delivered? Percentages are of cases where"
    " the factor was a priority.",
    "scope": "Percentages are of cases where the factor was a priority; of the two contributions,"
    " where contracted providers or partners contributed too.",
    "contributors": "Partners minus contracted providers, in percentage points.",
    "providers": "NPS minus CRC, in percentage points",
}


def exhibit(code: str) -> Callable[[Store, Params], Exhibit]:
    """What makes the exhibit of one key finding."""

    def make(store: Store, params: Params) -> Exhibit:
        where = requested.everyone(store, params)
        return of(store, params, key_finding(store, where, code))

    return make


def of(store: Store, params: Params, finding: KeyFinding) -> Exhibit:
    """The exhibit of a finding: its sentence, whether it holds, its figure and table."""
    where = requested.everyone(store, params)
    frame = _marked(store, where, finding.code, finding.frame)
    rows = _drawn(replace(finding, frame=frame))
    shown, some = requested.on(params, "intervals"), not rows.empty
    message = printed.headline(store, finding.headline, frame)
    spec = _spec(finding.code, rows, shown) if some else None
    described, told = _printed(rows)
    whole = Exhibit(
        sample=sampled(store),
        key=f"finding_{finding.code}",
        topic=f"Key finding: {ABOUT[finding.code]}",
        headline=message.screen,
        short_headline=message.slide,
        noun=f"{finding.code} finding",
        subtitle=_subtitle(finding, rows),
        who=where.who(store.codes),
        count=counted(_judgements(rows), "judgement"),
        frame=frame,
        table=_table(finding.code, rows) if some else pd.DataFrame(),
        source=f"{where.who(store.codes)} {provenance(store)}",
        spec=spec,
        description=alt(f"{_DESCRIBED[finding.code]}.{described}"),
        file=f"finding-{finding.code}-{case_set_code(store)}",
        notes=(
            verdict(finding),
            *notes_of(NoteKind.TEST, *finding.notes),
            *told,
            *_intervals(finding.code, rows, shown),
            *low_reliability(rows),
        ),
        empty="" if some else advised("Too few cases here to say.", where),
        said=said(store, where, f"Does this key finding hold: {finding.bulletin}?"),
    )
    return _as_printed(whole, finding, rows) if printed.alone(store, params) else whole


def _as_printed(whole: Exhibit, finding: KeyFinding, rows: pd.DataFrame) -> Exhibit:
    """What the bulletin found in its own words, and of ``whole`` what it prints of that."""
    found = replace(
        whole,
        headline=upper_first(finding.bulletin),
        short_headline="",
        subtitle=f"{_SUBTITLES[finding.code].removesuffix('.')}.",
        count="",
        notes=(),
    )
    if finding.code == "scope":  # of all factors on three questions it prints too little
        nothing = rows.iloc[:0]
        return replace(found, frame=nothing, table=nothing, spec=None, empty=printed.FEW_PRINTED)
    of_sides = "significant" in rows
    take = printed.ends if finding.code == "delivery" else printed.only
    kept = printed.sides(rows) if of_sides else take(rows)
    described, told = _printed(kept)
    table = _table(finding.code, kept)
    return replace(
        found,
        frame=kept,
        table=table.loc[:, (table != "").any()],
        spec=None if of_sides else _spec(finding.code, kept, False),
        description=alt(f"{_DESCRIBED[finding.code]}.{described}"),
        notes=(*whole.notes_on(NoteKind.SAMPLE), *told, *low_reliability(kept)),
    )


def _printed(rows: pd.DataFrame) -> tuple[str, tuple[Note, ...]]:
    """What is said of what the bulletin prints, in the alternative text and below."""
    if "difference" in rows:
        return printed.description_of_gaps(rows), printed.notes_of_gaps(rows)
    return printed.description(rows), printed.notes(rows)


def _marked(store: Store, where: Scope, code: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of a finding, with where the bulletin prints them."""
    marks = {"delivery": of_story, "availability": of_rates, "scope": of_rates}
    return marks.get(code, of_gaps)(store, where, rows)


def _intervals(code: str, rows: pd.DataFrame, shown: bool) -> tuple[Note, ...]:
    """Whose intervals table and, but for the dumbbell, figure give; of one finding neither."""
    if code == "scope" or rows.empty:
        return ()
    method = "Wilson" if code in ("availability", "delivery") else "Newcombe"
    return (intervals(method, shown and code != "delivery"),)


def _judgements(rows: pd.DataFrame) -> int:
    """How many judgements the rows rest on."""
    names = ("n_available", "n_delivered") if "n_available" in rows else ("n", "n_a", "n_b")
    return int(sum(rows[name].sum() for name in names if name in rows))


def verdict(finding: KeyFinding) -> Note:
    """Whether the loaded cases say what the bulletin found."""
    if finding.holds is None:
        return Note(NoteKind.UNDECIDED, f"The bulletin found: {finding.bulletin}.")
    how = "As" if finding.holds else "Not as"
    return Note(NoteKind.BULLETIN, f"{how} in the bulletin: {finding.bulletin}.")


def _spec(code: str, rows: pd.DataFrame, intervals: bool) -> Rows:
    if code == "availability":
        return percentages(rows, QUESTIONS[code], intervals)
    if code == "delivery":
        return dumbbell(rows)
    if code == "scope":
        return lowest(rows, SCOPE)
    return differences(rows, intervals)


def _table(code: str, rows: pd.DataFrame) -> pd.DataFrame:
    tables = {"availability": _rates_table, "delivery": _story_table, "scope": _scope_table}
    return tables.get(code, _gaps_table)(rows)


def _drawn(finding: KeyFinding) -> pd.DataFrame:
    """The rows of the figure: of gaps those that can be told, of many the widest significant."""
    frame = finding.frame
    if "difference" in frame:
        frame = firm_gaps(frame)
        frame = frame.assign(
            significant=significant(frame, together=True),
            row=[gap_charts.name(r.question, r.factor) for r in frame.itertuples()],
        )
    if finding.code == "contributors":
        return frame.assign(row=[contributed(r) for r in frame.itertuples()])
    if finding.code == "providers":
        return _widest(frame)
    shown = frame["available"] if "available" in frame else frame["percent"]
    return frame if shown.notna().any() else frame.iloc[:0]


def _widest(frame: pd.DataFrame) -> pd.DataFrame:
    """The significant differences, or all where none is; the widest first, and no more than fit."""
    found = frame[frame["significant"]]
    told = frame if found.empty else found
    widest = told["difference"].abs().sort_values(ascending=False, kind="stable").index
    return told.loc[widest].head(_MOST)


def _subtitle(finding: KeyFinding, rows: pd.DataFrame) -> str:
    """What is drawn, and of differences which."""
    subtitle = _SUBTITLES[finding.code]
    return subtitle if finding.code != "providers" else f"{subtitle}: {_which(finding, rows)}."


def _which(finding: KeyFinding, rows: pd.DataFrame) -> str:
    if rows.empty:
        return "none can be told"
    if not rows["significant"].any():
        return "the widest, none of them significant with all tests judged together"
    every = int(significant(finding.frame, together=True).sum())
    which = f"the {len(rows)} widest of {every}" if every > len(rows) else "the"
    ordered = ", the widest first" if len(rows) > 1 else ""
    differences = plural(len(rows), "difference")
    return f"{which} {differences} significant after allowing for many tests{ordered}"


def _rates_table(rates: pd.DataFrame) -> pd.DataFrame:
    """Availability as a reader sees it."""
    rows = list(rates.itertuples())
    return pd.DataFrame(
        {"Available": [_share(r, r.percent) for r in rows]}, index=_factors(rates["factor"])
    )


def _story_table(story: pd.DataFrame) -> pd.DataFrame:
    """The frame of the dumbbell as a reader sees it."""
    rows = list(story.itertuples())
    return pd.DataFrame(
        {
            "Available": [_share(_end(r, "available"), r.available) for r in rows],
            "Delivered": [_share(_end(r, "delivered"), r.delivered) for r in rows],
        },
        index=_factors(story["factor"]),
    )


def _factors(codes: pd.Series) -> pd.Index:
    return pd.Index([Factor(code).label for code in codes], name="Factor")


def _end(row: Any, end: str) -> Any:
    """One end of the dumbbell, with the names of estimates.rates."""
    names = ("n", "yes", "ci_low", "ci_high", "flag", "printed_in")
    return SimpleNamespace(**{n: getattr(row, f"{n}_{end}", None) for n in names})


def _share(row: Any, value: float) -> str:
    """'73.8%, 214 of 290 (68.5 to 78.6)'."""
    share = marked(value, row.flag, sign(row))
    if value != value or row.n is None:
        return share
    counts = unbroken(f"{row.yes:,} of {row.n:,}")
    if row.ci_low != row.ci_low:
        return f"{share}, {counts}"
    limits = f"({rounded(row.ci_low, 1)} to {rounded(row.ci_high, 1)})"
    return f"{share}, {counts} {unbroken(limits)}"


def _scope_table(rates: pd.DataFrame) -> pd.DataFrame:
    """Each factor's percentage on the three questions."""
    shares = {
        QUESTIONS[key].short: [
            unbroken(f"{marked(r.percent, r.flag, sign(r))} ({r.yes:,} of {r.n:,})") if r.n else ""
            for r in part.itertuples()
        ]
        for key, part in rates.groupby("question", sort=False)
    }
    return pd.DataFrame(shares, index=_factors(pd.Series(rates["factor"].unique())))


def _of(row: Any, side: str) -> str:
    """'74%† of 290', or '74%†' where the base is not given."""
    value, base = getattr(row, f"percent_{side}"), getattr(row, f"n_{side}")
    share = f"{percent(value)}{sign(row, f'printed_in_{side}')}"
    return share if base is None else f"{share} of {base:,}"


def _gaps_table(gaps: pd.DataFrame) -> pd.DataFrame:
    """The frame of the gaps as a reader sees it."""
    rows = list(gaps.itertuples())
    a, b = gap_charts.groups(gaps)
    return pd.DataFrame(
        {
            f"{upper_first(a)}, {b}": [f"{_of(r, 'a')}, {_of(r, 'b')}" for r in rows],
            "Gap": [_gap(r) for r in rows],
        },
        index=pd.Index([r.row for r in rows], name="Judgement"),
    )


def _gap(row: Any) -> str:
    """'+20 (+9 to +30), significant'; '' where only what is printed is shown."""
    if row.difference != row.difference:
        return ""
    said = f"{signed(row.difference)} {_limits(row)}".rstrip()
    return f"{said}, significant" if row.significant else said


def _limits(row: Any) -> str:
    if row.ci_low != row.ci_low:
        return ""
    return unbroken(f"({signed(row.ci_low)} to {signed(row.ci_high)})")
