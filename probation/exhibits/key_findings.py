"""The bulletin's five key findings, told again of the loaded cases: does each hold here?

Each is a sentence with the numbers of the store, and the frames that its figure draws.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from probation.charts.extremes import counted, ends_of, firm_rates, not_told_from
from probation.charts.gap_headlines import firm_gaps
from probation.charts.gaps import name
from probation.charts.lengths import Headline, told
from probation.disclosure import estimates
from probation.disclosure.estimates.gaps import contracted_and_partners, every_gap, significant
from probation.disclosure.gate import symbol
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import Dimension, Factor
from probation.domain.wording import join_or
from probation.exhibits.row_order import ordered
from probation.stepwise.selection_result import SIGNIFICANCE
from probation.store.connection import Store

#: What each is about, for where a base is too small for the finding to be told.
ABOUT = {
    "availability": "Availability of interventions",
    "delivery": "Delivery of interventions",
    "scope": "Scope for improvement",
    "contributors": "Contracted providers and partners",
    "providers": "NPS and CRC cases",
}
#: The names of the findings, in the bulletin's order.
CODES = tuple(ABOUT)
#: The two factors with particular scope for improvement, and where.
SCOPE = (Factor.LIFESTYLE_AND_ASSOCIATES, Factor.ATTITUDES_TO_OFFENDING)
SCOPE_QUESTIONS = ("delivery", "contracted_outcomes", "partner_outcomes")
#: Of how many factors on bases of 30 or more what the bulletin says of ten can be told.
_ENOUGH = 5
#: Where the bulletin names NPS cases as ahead.
_NAMED = (
    ("contracted_outcomes", Factor.ETE),
    ("partner_outcomes", Factor.ETE),
    ("partner_review_information", None),
)


@dataclass(frozen=True)
class KeyFinding:
    """One key finding of the bulletin.

    code: its name. bulletin: what the bulletin found, in our words. holds: whether the loaded
    cases say the same; None where they are too few to say. headline: what they say. frame: the
    rows of its figure. notes: how it was tested, a sentence each.
    """

    code: str
    bulletin: str
    holds: bool | None
    headline: Headline
    frame: pd.DataFrame
    notes: tuple[str, ...] = ()


def key_finding(store: Store, where: Scope, code: str) -> KeyFinding:
    """One of the five, of the cases that the filters of ``where`` let through; code: of CODES."""
    tellers: Mapping[str, Callable[[Store, Scope], KeyFinding]] = {
        "availability": _availability,
        "delivery": _delivery,
        "scope": _scope_for_improvement,
        "contributors": _contributors,
        "providers": _providers,
    }
    return tellers[code](store, where)


def _availability(store: Store, where: Scope) -> KeyFinding:
    rates = _by_factor(store, where, "availability")
    firm, ends = firm_rates(rates), ends_of(rates)
    above, sure = (int((firm[end] > 80).sum()) for end in ("percent", "ci_low"))
    low = firm.nsmallest(1, "percent", keep="all")
    quarter = low["percent"].between(65, 80).all()
    over = (
        f"Available in over 80% of cases for {above} of {len(firm)} factors,"
        f" clearly for {sure or 'none'}"
    )
    lowest = ends.lowest if ends and ends.told_apart else None
    least = "" if lowest is None else f"; lowest {counted(lowest)}"
    return _told(
        "availability",
        "for eight of ten factors available in more than 80% of cases; for accommodation not"
        " available in about a quarter",
        above >= 0.8 * len(firm) and list(low["factor"]) == [Factor.ACCOMMODATION] and quarter,
        told(f"{over}{least}", over),
        ordered(rates, "value"),
        len(firm) >= _ENOUGH,
        "Clearly: the whole 95% interval lies above 80%.",
        *([] if lowest is None else not_told_from(lowest, "lowest")),
    )


def _delivery(store: Store, where: Scope) -> KeyFinding:
    firm = firm_rates(_by_factor(store, where, "delivery"))
    below = firm[firm["percent"] < 50]
    just = below[below["percent"] >= 40]
    touching = int((below["ci_high"] >= 50).sum())
    half = _including_half(touching, len(below))
    factors = f"{len(below) or 'none'} of {len(firm)} factors"
    return _told(
        "delivery",
        "for six factors enough was delivered in just under half of cases",
        len(just) >= 0.6 * len(firm),
        told(
            f"Enough was delivered in fewer than half of cases for {factors}{half}",
            f"Delivered enough in under half for {factors}{half}",
        ),
        estimates.story(store, where),
        len(firm) >= _ENOUGH,
    )


def _including_half(touching: int, below: int) -> str:
    """Of how many factors under half the interval includes half."""
    if not below:
        return ""
    if touching == below > 1:
        return "; all intervals include half"
    return (
        f"; {touching or 'no'} {'intervals include' if touching > 1 else 'interval includes'} half"
    )


def _scope_for_improvement(store: Store, where: Scope) -> KeyFinding:
    frames = [_by_factor(store, where, key) for key in SCOPE_QUESTIONS]
    firm = [firm_rates(rates) for rates in frames]
    lowest = [rates.nsmallest(len(SCOPE), "percent", keep="all") for rates in firm]
    sure = all(set(SCOPE) <= set(rates["factor"]) for rates in firm)
    holds = all(set(low["factor"]) == set(SCOPE) for low in lowest)
    every = [ends_of(rates) for rates in frames]
    clear = sum(ends is not None and ends.below_all_others(SCOPE) for ends in every)
    on = {0: "none", len(every): "all"}.get(clear, str(clear))
    one, other = (Factor(factor).phrase for factor in SCOPE)
    headline = (
        told(
            f"Lowest on all three questions: {one}, and {other}; clearly below all others on {on}",
            f"Lowest on all three questions: {one}, {other}; clearly on {on}",
        )
        if holds
        else told("The lowest factors are not the same on all three questions")
    )
    bulletin = (
        "particular scope for improving delivery and the contributions of contracted providers and"
        f" partners for {_and(SCOPE)}"
    )
    frame = pd.concat(frames, ignore_index=True)
    clearly = (
        "Clearly: each pair of the two and any other factor differs by Pearson's chi-square, all"
        " pairs of a question judged together (Benjamini-Hochberg)."
    )
    return _told("scope", bulletin, holds, headline, frame, sure, *([clearly] if holds else []))


def _contributors(store: Store, where: Scope) -> KeyFinding:
    frame = contracted_and_partners(store, where)
    firm = firm_gaps(frame)
    forward = int((firm["difference"] > 0).sum())
    (risk,) = frame[frame["question"] == "contracted_risk_focus"].itertuples()
    holds = forward > len(firm) / 2 and risk.difference > 0 and risk.p < SIGNIFICANCE
    bulletin = "contracted providers' support was judged enough less often than that of partners"
    headline = _ahead(frame, "Partners", "contracted providers", "comparisons")
    return _told(
        "contributors", bulletin, holds, headline, frame, _sure(risk), *_tested(frame, [risk])
    )


def _providers(store: Store, where: Scope) -> KeyFinding:
    frame = every_gap(store, where, Dimension.PROVIDER)
    named = [_row(frame, question, factor) for question, factor in _NAMED]
    holds = all(row.difference > 0 and row.p < SIGNIFICANCE for row in named)
    bulletin = (
        "some delivery was judged enough more often in NPS cases: both contributions to education,"
        " training and employment, and the information that partners gave"
    )
    headline = _ahead(frame, "NPS", "CRC", "judgements")
    firm = all(map(_sure, named))
    return _told("providers", bulletin, holds, headline, frame, firm, *_tested(frame, named))


def _ahead(frame: pd.DataFrame, b: str, a: str, what: str) -> Headline:
    """How often each side is ahead, with all tests judged together and, beside it, each alone.

    frame: rows of estimates.gaps, b against a; what: what they are called.
    """
    firm = len(firm_gaps(frame))
    alone, left = (frame[significant(frame, together)] for together in (False, True))
    before, after = ([_ways(found, sign) for sign in (1, -1)] for found in (alone, left))
    if left.empty:
        none = (
            f"none of {firm} {what} differs" if firm > 1 else f"the one {what[:-1]} is no different"
        )
        return told(
            f"{b} and {a}: {none} after allowing for many tests ({len(alone) or 'none'} before)",
            f"{b} and {a}: {none}, allowing for many tests",
        )
    return told(
        f"{b} ahead in {after[0]} of {firm} {what} after allowing for many tests, {a} in"
        f" {after[1]} ({before[0]} and {before[1]} before)",
        f"{b} ahead in {after[0]} of {firm} {what}, {a} in {after[1]}, allowing for many tests",
    )


def _ways(found: pd.DataFrame, sign: int) -> int | str:
    return int((sign * found["difference"] > 0).sum()) or "none"


def _tested(frame: pd.DataFrame, named: Sequence[Any]) -> list[str]:
    """How differences were tested, and where what the bulletin names does not outlast them all.

    named: the rows that the bulletin names, which it judges each on its own.
    """
    tests = int(frame["p"].notna().sum())
    method = (
        f"Significant: p < 0.05 with all {tests} tests judged together (Benjamini-Hochberg);"
        " 'before': each alone."
    )
    unclear = [row for row in named if row.p < SIGNIFICANCE <= row.p_bh]
    if not unclear:
        return [method]
    of = "; ".join(name(row.question, row.factor) for row in unclear)
    return [method, f"Named by the bulletin and not clear after allowing for {tests} tests: {of}."]


def _told(
    code: str,
    bulletin: str,
    holds: bool,
    headline: Headline,
    frame: pd.DataFrame,
    firm: bool,
    *notes: str,
) -> KeyFinding:
    if not firm:
        few = told(f"{ABOUT[code]}: too few cases here to say")
        return KeyFinding(code, bulletin, None, few, frame)
    return KeyFinding(code, bulletin, bool(holds), headline, frame, notes)


def _by_factor(store: Store, where: Scope, key: str) -> pd.DataFrame:
    scope = replace(where, question=QUESTIONS[key], factor=None, breakdown=None)
    return estimates.rates(store, scope)


def _sure(row: Any) -> bool:
    return bool(row.difference == row.difference and not symbol(row.flag))


def _row(frame: pd.DataFrame, question: str, factor: Factor | None) -> Any:
    of = frame["factor"].isna() if factor is None else frame["factor"] == factor
    (row,) = frame[(frame["question"] == question) & of].itertuples()
    return row


def _and(factors: Iterable[str]) -> str:
    return join_or([Factor(factor).phrase for factor in factors], "and")
