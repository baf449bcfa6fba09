"""Figures 1 to 4 and Tables 1 and 2: how often the judgement was yes."""

from dataclasses import dataclass, replace

import pandas as pd

from probation.bulletin.printed import of_rates
from probation.charts import headlines
from probation.charts.extremes import ends_of, how_ranked
from probation.charts.lengths import Headline, told
from probation.charts.levels import levels as draw_levels
from probation.charts.levels import name as level_name
from probation.charts.printed import sign
from probation.charts.rates import cases as draw_cases
from probation.charts.rates import percentages as draw_percentages
from probation.charts.spec import Rows
from probation.charts.theme import alt
from probation.disclosure import estimates
from probation.disclosure.gate import firm
from probation.domain.address import Params, one
from probation.domain.note import Note, NoteKind, notes_of
from probation.domain.questions import QUESTIONS, Question
from probation.domain.scope import Scope
from probation.domain.vocabulary import NOT_RECORDED, Dimension, Factor
from probation.domain.wording import counted, plural
from probation.exhibits import printed, requested
from probation.exhibits.exhibit import (
    Exhibit,
    foot,
    intervals,
    low_reliability,
    said,
    sampled,
)
from probation.exhibits.file_names import file_name
from probation.exhibits.row_order import ordered, recorded
from probation.exhibits.small_groups import pooled, widenings
from probation.exhibits.table_text import marked, span, unbroken
from probation.statistics.rows import rows as rows_of
from probation.store.connection import Store

_NOTHING_MATCHES = "No judgement matches these filters. Take one away, or clear them all."
_NONE_AT_ALL = "None of the cases loaded has such a judgement."
_TIES = "An exact tie is rounded up here; the bulletin rounds one down (see its audit)."
_BARS = "Full bar: {}. Solid part: judged yes."
#: The second question of each of the bulletin's tables by the first, and whose work they judge.
TABLES = {
    "contracted_risk_focus": ("contracted_review_information", "contracted providers"),
    "partner_risk_focus": ("partner_review_information", "partners"),
}


@dataclass(frozen=True)
class View:
    """A scope and how it is drawn.

    order: a code of domain.address.ORDERS. scale: 'cases' or 'percent'. intervals: whiskers.
    """

    scope: Scope
    order: str = "bulletin"
    scale: str = "cases"
    intervals: bool = True


def view(store: Store, params: Params) -> View:
    """The view that parameters ask for."""
    return View(
        requested.scope(store, params),
        one(params, "order"),
        one(params, "scale"),
        requested.on(params, "intervals"),
    )


def nothing(where: Scope) -> str:
    """What stands in place of a figure without judgements; the way out where filters are why."""
    return _NOTHING_MATCHES if where.where else _NONE_AT_ALL


def rates(store: Store, params: Params) -> Exhibit:
    """Figure 1, 2, 3 or 4 for a scope without a factor; else, or asked once a case, by level."""
    wanted = view(store, params)
    by_factor = wanted.scope.question.per_factor and not wanted.scope.factor
    if printed.alone(store, params):
        return _only_printed(store, wanted, by_factor)
    return (_by_factor if by_factor else _by_level)(store, wanted, params)


def bulletin_table(store: Store, params: Params) -> Exhibit:
    """Table 1 or 2 in the bulletin's own shape: n and % yes of two questions side by side."""
    first = one(params, "question")
    second, whose = TABLES[first]
    pair = (QUESTIONS[first], QUESTIONS[second])
    where = requested.everyone(store, params)
    frames, columns = [], {}
    for question in pair:
        asked = Scope(question, where=where.where)
        frame = recorded(of_rates(store, asked, estimates.levels(store, asked)))
        if printed.alone(store, params):
            frame = printed.blank(frame)
        columns[f"{question.topic}: n"] = ["" if n is None else f"{n:,}" for n in frame["n"]]
        columns[f"{question.topic}: % yes"] = [
            marked(r.percent, r.flag, sign(r)) for r in frame.itertuples()
        ]
        frames.append(frame)
    names = [level_name(r.breakdown, r.level) for r in frames[0].itertuples()]
    both = pd.concat(frames, ignore_index=True)
    title = f"Focus on risk of harm and information for reviews, {whose}"
    return Exhibit(
        sample=sampled(store),
        key="bulletin_table",
        topic=title,
        headline=title,
        noun="bulletin layout",
        subtitle=f"As bulletin {pair[0].figure}. n: {pair[0].base}. Percentages are of n.",
        who=where.who(store.codes),
        count=" and ".join(counted(f["n"].iloc[0], "judgement") for f in frames if f["n"].iloc[0]),
        frame=both,
        table=pd.DataFrame(columns, index=pd.Index(names, name="Cases")),
        description=f"{title}: judgements and per cent yes, for all cases and by level.",
        file=f"table-{file_name(store, Scope(pair[0], where=where.where))}",
        notes=(
            Note(NoteKind.METHOD, _TIES),
            *printed.notes(both),
            *low_reliability(both),
        ),
        empty="" if both["n"].sum() else nothing(where),
        said=said(store, where, title),
    )


def _too_small(frame: pd.DataFrame) -> bool:
    """Whether something was judged, but too few factors often enough to say something.

    Undivided none of them; of a divided figure fewer than half, each on every side.
    """
    sides = frame["level"].nunique() or 1
    n, large = (c.to_numpy().reshape(-1, sides) for c in (frame["n"], firm(frame)))
    judged, enough = n.any(axis=1).sum(), large.all(axis=1).sum()
    return bool(judged and (enough < judged / 2 if sides > 1 else not enough))


def _by_factor(store: Store, view: View, params: Params) -> Exhibit:
    """Every factor, in the order asked for."""
    question = view.scope.question
    every = of_rates(store, view.scope, estimates.rates(store, view.scope))
    frame = ordered(recorded(every), view.order)
    subtitle = f"{question.in_bulletin()} Percentages are of {question.base}."
    if view.order == "gap" and not view.scope.breakdown:
        subtitle += " There is no gap to order by until you choose a breakdown."
    in_percent = view.scale == "percent"
    together = pooled(estimates.pooled(store, view.scope)) if _too_small(frame) else None
    tests = headlines.judged_together(frame)
    divided = frame["level"].nunique() > 1
    tested = headlines.how_tested(tests) if divided else how_ranked(ends_of(frame))
    headline = headlines.factors(frame, question, together.frame if together else None, tests)
    unrecorded = int(every["n"].sum()) if not frame["n"].any() else 0
    if unrecorded:
        headline = headlines.nothing(view.scope.breakdown, unrecorded)
    headline = printed.headline(store, headline, frame)
    whole = _exhibit(
        store,
        view,
        frame,
        (headline, subtitle, "Dot plot" if in_percent else "Bar chart"),
        (draw_percentages if in_percent else draw_cases)(frame, question, view.intervals),
        (*notes_of(NoteKind.LEFT_OUT, _left_out(every)), *notes_of(NoteKind.TEST, tested)),
    )
    if together is None:
        if frame["n"].any():
            return whole
        empty = f"{headline.screen}. Take a filter away." if unrecorded else whole.empty
        return replace(whole, widen=widenings(store, [view.scope], params), empty=empty)
    return replace(
        whole,
        pooled=together,
        notes=(Note(NoteKind.METHOD, together.sentence), *whole.notes),
        widen=widenings(store, [view.scope], params),
    )


def _by_level(store: Store, view: View, params: Params) -> Exhibit:
    """All cases and each level of the six breakdowns: half of Table 1 or 2, or one factor."""
    question, factor = view.scope.question, view.scope.factor
    every = of_rates(store, view.scope, estimates.levels(store, view.scope))
    frame = recorded(every)
    of = f", {factor.phrase}" if factor else ""
    subtitle = f"{question.in_bulletin(of)} Percentages are of {question.base}."
    message = printed.headline(store, headlines.levels(frame, question), frame.iloc[:1])
    words = (message, subtitle, "Dot plot")
    spec = draw_levels(frame, question, view.intervals)
    whole = _exhibit(store, view, frame, words, spec)
    small = not firm(frame).iloc[0]
    undivided = replace(view.scope, breakdown=None)
    return replace(whole, widen=widenings(store, [undivided], params)) if small else whole


def _only_printed(store: Store, view: View, by_factor: bool) -> Exhibit:
    """The percentages that the bulletin prints, on an axis of percentages."""
    scope, question = view.scope, view.scope.question
    of = f", {scope.factor.phrase}" if scope.factor else ""
    frames, draw = estimates.rates, draw_percentages
    if not by_factor:
        frames, draw = estimates.levels, draw_levels
    every = recorded(of_rates(store, scope, frames(store, scope)))
    frame = printed.only(ordered(every, view.order), *(("factor",) if by_factor else ()))
    message = told(
        f"{question.short}{of}: {len(frame)} of {len(every)} percentages are the bulletin's"
    )
    subtitle = f"{question.in_bulletin(of)} Percentages are of {question.base}."
    spec = draw(frame, question, False)
    return _exhibit(store, replace(view, intervals=False), frame, (message, subtitle, "Dots"), spec)


def _exhibit(
    store: Store,
    view: View,
    frame: pd.DataFrame,
    words: tuple[Headline, str, str],
    spec: Rows,
    notes: tuple[Note, ...] = (),
) -> Exhibit:
    scope, question = view.scope, view.scope.question
    headline, subtitle, kind = words
    whole = frame if view.scope.question.per_factor and not scope.factor else frame.iloc[:1]
    bases = whole["n"].dropna()
    some = bool(frame["percent"].notna().any() or frame["n"].any())
    reading = _BARS.format(question.base) if some and spec.in_bars else ""
    return Exhibit(
        sample=sampled(store),
        key="rates",
        topic=f"{question.topic}{f', {scope.factor.phrase}' if scope.factor else ''}",
        headline=headline.screen,
        short_headline=headline.slide,
        noun=question.noun,
        subtitle=subtitle,
        who=scope.who(store.codes),
        count=counted(int(bases.sum()), "judgement") if len(bases) == len(whole) else "",
        frame=frame,
        table=table(frame, question),
        source=foot(store, scope),
        spec=spec if some else None,
        description=alt(
            f"{headline.screen}. {kind} of {question.topic.lower()}.{printed.description(frame)}"
        ),
        file=file_name(store, scope),
        notes=(
            *notes,
            *notes_of(NoteKind.READING, reading),
            *printed.notes(frame),
            *((intervals("Wilson", view.intervals),) if frame["ci_low"].notna().any() else ()),
            *low_reliability(frame),
        ),
        empty="" if some else nothing(scope),
        said=said(store, scope, question.title),
    )


def table(rates: pd.DataFrame, question: Question) -> pd.DataFrame:
    """The frame of a figure as a reader sees it: labels, counts, percentages with one decimal."""
    by_factor = question.per_factor and rates["factor"].nunique() > 1
    rows = rows_of(rates)
    columns = {}
    if by_factor and rows[0].breakdown:
        breakdown = Dimension(rows[0].breakdown)
        columns[breakdown.label] = [level_name(breakdown, r.level) for r in rows]
    columns |= {
        "Yes": [unbroken(f"{r.yes:,} of {r.n:,}") if r.n is not None else "" for r in rows],
        "% yes": [unbroken(marked(r.percent, r.flag, sign(r))) for r in rows],
        "95% interval": [unbroken(span(r.ci_low, r.ci_high)) for r in rows],
    }
    if rates["ci_low"].isna().all() and rates["percent"].notna().any():  # the printed ones alone
        columns = {name: cells for name, cells in columns.items() if any(cells)}
    columns |= printed.column(rates)
    names = [
        Factor(r.factor).label if by_factor else level_name(r.breakdown, r.level) for r in rows
    ]
    return pd.DataFrame(columns, index=pd.Index(names, name="Factor" if by_factor else "Cases"))


def _left_out(rates: pd.DataFrame) -> str:
    unrecorded = rates.loc[rates["level"] == NOT_RECORDED, "n"].sum()
    if not unrecorded:
        return ""
    what = Dimension(rates["breakdown"].iloc[0]).phrase
    judgements = f"{counted(unrecorded, 'judgement')} {plural(unrecorded, 'is', 'are')}"
    return f"{judgements} left out: the case's {what} was not recorded."
