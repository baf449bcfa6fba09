"""Differences between two groups: one question factor by factor, all questions, who contributed."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from probation.bulletin.printed import of_gaps
from probation.charts import gap_headlines
from probation.charts import headlines as of_factors
from probation.charts.gap_headlines import how_tested, no_comparison
from probation.charts.gaps import differences, groups, matrix, name
from probation.charts.lengths import Headline
from probation.charts.theme import alt
from probation.disclosure import estimates
from probation.disclosure.estimates.adjusted_gaps import OF_FULL, OF_STEPWISE, with_models
from probation.disclosure.estimates.gaps import (
    PAIRS,
    contracted_and_partners,
    every_gap,
    gaps,
    sides,
    significant,
)
from probation.disclosure.gate import firm
from probation.domain.address import Params, one
from probation.domain.note import Note, NoteKind, notes_of
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import Dimension, Factor
from probation.domain.wording import counted, upper_first
from probation.errors import ReaderError
from probation.exhibits import gap_words, printed, requested
from probation.exhibits.exhibit import (
    Exhibit,
    advised,
    intervals,
    low_reliability,
    provenance,
    said,
    sampled,
)
from probation.exhibits.file_names import case_set_code, file_name
from probation.exhibits.gap_tables import gap_matrix_table, gap_table
from probation.exhibits.row_order import ordered, recorded
from probation.exhibits.small_groups import Pooled, Widening, pooled, widenings
from probation.store.connection import Store

SEPARATE_GROUPS = (
    "Where both contributed to one case, the case counts on both sides; the test takes the two as"
    " separate groups."
)


def scope(store: Store, params: Params) -> Scope:
    """The question divided by the two groups: NPS and CRC cases unless another breakdown is set."""
    breakdown = Dimension(one(params, "by", Dimension.PROVIDER.value))
    return replace(requested.scope(store, params), factor=None, breakdown=breakdown)


def one_question(store: Store, params: Params) -> Exhibit:
    """Every factor of one question: the differences of the two groups, in the order asked for."""
    wanted = scope(store, params)
    question = wanted.question
    found = of_gaps(store, wanted, gaps(store, wanted, requested.on(params, "bounds")))
    frame = _judged(found, params)
    if question.per_factor:
        order = ordered(recorded(estimates.rates(store, wanted)), one(params, "order"))["factor"]
        frame = frame.set_index("factor", drop=False).loc[list(order.unique())]
    frame = frame.assign(row=[row_name(r) for r in frame.itertuples()])
    frame, models = _with_models(store, wanted, frame, params)
    twin, few = _twin(frame), gap_words.few_events(frame)
    together = _together(store, wanted, frame)
    headline = _told(_headline(frame, together), frame, partial(gaps, store, wanted, True))
    headline = printed.headline(store, headline, frame)
    whose = "Newcombe" if twin is None else "Newcombe; of adjusted gaps: delta method"
    shown = requested.on(params, "intervals")
    some = bool(frame["difference"].notna().any())
    spec = differences(frame, shown, twin) if some else None
    whole = Exhibit(
        sample=sampled(store),
        key="gaps",
        topic=f"{question.topic}: gaps",
        headline=headline.screen,
        short_headline=headline.slide,
        noun="gaps",
        subtitle=f"{question.title} Percentages are of {question.base}.",
        who=wanted.who(store.codes),
        count=_sizes(frame),
        frame=frame.drop(columns="row"),
        table=gap_table(frame, params),
        source=_foot(store, wanted, params),
        spec=spec,
        description=alt(
            f"{headline.screen}. Dot plot of differences.{printed.description_of_gaps(frame)}"
        ),
        file=f"gaps-{file_name(store, wanted)}",
        notes=(
            *notes_of(NoteKind.CAUTION, few),
            *notes_of(NoteKind.METHOD, *gap_words.which_two(wanted)),
            *notes_of(NoteKind.METHOD, together.sentence if together else ""),
            *notes_of(NoteKind.TEST, how_tested(frame, requested.on(params, "bh"))),
            *notes_of(NoteKind.METHOD, *models),
            *_bounds(wanted, frame, params),
            *printed.notes_of_gaps(frame),
            *((intervals(whose, shown, tested=True),) if some else ()),
            *low_reliability(frame),
        ),
        empty="" if some else _nothing(wanted, headline),
        said=said(store, wanted, question.title) | ({"note": few} if few else {}),
        pooled=together,
        widen=_widened(store, [wanted], frame, params),
    )
    if printed.alone(store, params):
        return _only_printed(whole, frame, params)
    return whole


def every_question(store: Store, params: Params) -> Exhibit:
    """All questions and factors by gap: a matrix, of which the bulletin prints no number."""
    if printed.alone(store, params):
        raise printed.NonePrintedError
    where = scope(store, params)
    assert where.breakdown is not None
    frame = every_gap(store, where, where.breakdown, requested.on(params, "bounds"))
    frame = _judged(of_gaps(store, where, frame), params)
    frame = frame.assign(
        row=[contributed(r) for r in frame.itertuples()],
        column=[QUESTIONS[key].short.split(":")[0] for key in frame["question"]],
    )
    a, b = groups(frame)
    some = bool(frame["difference"].notna().any())
    spec = matrix(frame) if some else None
    table = gap_matrix_table(frame)
    every = partial(every_gap, store, where, where.breakdown, True)
    headline = _told(gap_headlines.gaps(frame), frame, every)
    headline = printed.headline(store, headline, frame)
    starred = table.map(lambda said: "*" in said).to_numpy().any()
    tested = how_tested(frame, requested.on(params, "bh"))
    return Exhibit(
        sample=sampled(store),
        key="gap_matrix",
        topic=f"All questions: {b} minus {a}",
        headline=headline.screen,
        short_headline=headline.slide,
        noun="all questions",
        subtitle=f"{b} minus {a} in percentage points, all questions and factors.",
        who=where.who(store.codes),
        count=_sizes(frame),
        frame=frame.drop(columns=["row", "column"]),
        table=table,
        spec=spec,
        source=_foot(store, where, params),
        description=(
            f"Matrix of the differences of all questions.{printed.description_of_gaps(frame)}"
        ),
        file=f"gap-matrix-{file_name(store, where)}",
        notes=(
            *notes_of(NoteKind.METHOD, *gap_words.which_two(where)),
            Note(NoteKind.TEST, f"{'* ' if starred else ''}{tested}"),
            *notes_of(NoteKind.READING, "Heavy outline and *: significant." if starred else ""),
            *_bounds(where, frame, params),
            *printed.notes_of_gaps(frame, signs=False),
            *low_reliability(frame),
        ),
        empty="" if some else _nothing(where, headline),
        said=said(store, where, "All questions"),
    )


def contributors(store: Store, params: Params) -> Exhibit:
    """The bulletin's main comparison: the contribution of partners and of contracted providers."""
    where = requested.everyone(store, params)
    found = of_gaps(store, where, contracted_and_partners(store, where))
    frame = _judged(found, params)
    frame = frame.assign(row=[contributed(r) for r in frame.itertuples()])
    shown = requested.on(params, "intervals")
    some = bool(frame["difference"].notna().any())
    spec = differences(frame, shown) if some else None
    headline = printed.headline(store, gap_headlines.gaps(frame), frame)
    question = "Did contracted providers and partners contribute enough?"
    forward = "" if printed.alone(store, params) else gap_words.forward(frame)
    whole = Exhibit(
        sample=sampled(store),
        key="contributors",
        topic="Contracted providers beside partners",
        headline=headline.screen,
        short_headline=headline.slide,
        noun="contracted and partners",
        subtitle=f"{question} Partners minus contracted providers.{forward}",
        who=where.who(store.codes),
        count=_sizes(frame),
        frame=frame.drop(columns="row"),
        table=gap_table(frame, params),
        source=_foot(store, where, params),
        spec=spec,
        description=alt(
            f"Dot plot of partners minus contracted providers.{printed.description_of_gaps(frame)}"
        ),
        file=f"contracted-and-partners-{case_set_code(store)}",
        notes=(
            Note(NoteKind.METHOD, SEPARATE_GROUPS),
            *notes_of(NoteKind.TEST, how_tested(frame, requested.on(params, "bh"))),
            *printed.notes_of_gaps(frame),
            *((intervals("Newcombe", shown, tested=True),) if some else ()),
            *low_reliability(frame),
        ),
        empty="" if some else _nothing(where, headline),
        said=said(store, where, question),
        widen=_widened(store, [Scope(q, where=where.where) for q in PAIRS[0]], frame, params),
    )
    if printed.alone(store, params):
        return _only_printed(whole, frame, params)
    return whole


def _only_printed(whole: Exhibit, frame: pd.DataFrame, params: Params) -> Exhibit:
    """Of ``whole``, whose rows are ``frame``, the percentages of which the bulletin prints both."""
    kept = printed.sides(frame)
    cells = gap_table(kept, params)
    return replace(
        whole,
        headline=f"{whole.topic}: both sides of {len(kept)} of {len(frame)} are the bulletin's",
        short_headline="",
        count="",
        frame=kept.drop(columns="row"),
        table=cells.loc[:, (cells != "").any()],
        spec=None,
        description=alt(f"{whole.topic}.{printed.description_of_gaps(kept)}"),
        notes=(
            *whole.notes_on(NoteKind.SAMPLE),
            *printed.notes_of_gaps(kept),
            *low_reliability(kept),
        ),
        pooled=None,
        widen=(),
    )


def row_name(row: Any) -> str:
    """What a gap is of: the factor, or the question."""
    return Factor(row.factor).label if row.factor else name(row.question, None)


def contributed(row: Any) -> str:
    """The same where contracted providers and partners alike stand in one row."""
    if row.factor:
        return Factor(row.factor).label
    risk = row.question.endswith("risk_focus")
    return "Focus on risk of harm" if risk else "Information for reviews"


def _judged(frame: pd.DataFrame, params: Params) -> pd.DataFrame:
    """``frame`` with significant, by the test that the reader chose."""
    return frame.assign(significant=significant(frame, requested.on(params, "bh")))


def _sizes(frame: pd.DataFrame) -> str:
    a, b = groups(frame)
    n_b, n_a = (int(frame[side].sum()) for side in ("n_b", "n_a"))
    return upper_first(f"{b} {counted(n_b, 'judgement')}, {a} {n_a:,}")


def _headline(frame: pd.DataFrame, together: Pooled | None) -> Headline:
    """What differs; where no factor has enough cases, all of them together."""
    if together and len(frame) > 1:
        return of_factors.together(together.frame, QUESTIONS[frame["question"].iloc[0]])
    return gap_headlines.gaps(frame)


def _together(store: Store, wanted: Scope, frame: pd.DataFrame) -> Pooled | None:
    """All factors together, where both sides were judged but on no factor often enough."""
    if not wanted.question.per_factor or _firm(frame) or not frame[["n_a", "n_b"]].any().all():
        return None
    return pooled(estimates.pooled(store, wanted))


def _firm(frame: pd.DataFrame) -> bool:
    """Whether any comparison has 30 judgements on each side."""
    return bool(firm(frame, "difference").any())


def _widened(
    store: Store, scopes: list[Scope], frame: pd.DataFrame, params: Params
) -> tuple[Widening, ...]:
    return () if _firm(frame) else widenings(store, scopes, params)


def _told(said: Headline, frame: pd.DataFrame, bounded: Callable[[], pd.DataFrame]) -> Headline:
    """What is said, unless no group is recorded of any judgement. bounded: the rows with bounds."""
    if frame[["n_a", "n_b"]].any(axis=None):
        return said
    return no_comparison(frame, int(bounded()["n_not_recorded"].sum()))


def _nothing(where: Scope, why: Headline) -> str:
    """Why no difference can be given, and what to do."""
    breakdown = where.breakdown
    through = where.codes(breakdown) if breakdown else ()
    if breakdown and through and not set(sides(where)) <= set(through):
        return f"The filter on {breakdown.phrase} leaves one side empty. Take it away to compare."
    return advised(f"{why.screen}.", where)


def _bounds(scope: Scope, frame: pd.DataFrame, params: Params) -> tuple[Note, ...]:
    on = requested.on(params, "bounds")
    return notes_of(NoteKind.METHOD, gap_words.bounds(scope, frame)) if on else ()


def _with_models(
    store: Store, scope: Scope, frame: pd.DataFrame, params: Params
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """``frame`` with the adjusted differences asked for, and what must be known of them."""
    full, selected = (requested.on(params, name) for name in ("full_model", "adjusted"))
    if not (full or selected) or frame["difference"].isna().all():
        return frame, ()
    models = [*(OF_FULL if full else ()), *(OF_STEPWISE if selected else ())]
    try:
        frame = with_models(frame, store, scope, models)
    except ReaderError as reason:
        return frame, (str(reason),)
    said = gap_words.full_model(store, scope, frame) if full else ()
    said += gap_words.stepwise(store, scope, frame) if selected else ()
    return frame, tuple(dict.fromkeys(said))  # both say what is not accounted for


def _twin(frame: pd.DataFrame) -> pd.DataFrame | None:
    """The adjusted differences drawn: points, ci_low, ci_high; of the full model where it is on."""
    name = next((name for name in ("full_model", "adjusted") if name in frame), None)
    if name is None:
        return None
    columns = {name: "points", f"{name}_low": "ci_low", f"{name}_high": "ci_high"}
    return frame[list(columns)].rename(columns=columns)


def _foot(store: Store, scope: Scope, params: Params) -> str:
    together = (
        " All tests judged together (Benjamini-Hochberg)." if requested.on(params, "bh") else ""
    )
    return f"{scope.who(store.codes)} 95% Newcombe intervals.{together} {provenance(store)}"
