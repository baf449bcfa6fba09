"""The bulletin's five key findings, told again of the loaded cases: does each hold here?

Each is a sentence with the numbers of the store, and the frames that its figure draws.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from probation import answers
from probation.analysis.order import ordered
from probation.answers.gaps import SIGNIFICANT, contracted_and_partners, every_gap, significant
from probation.charts.lengths import Headline, told
from probation.charts.theme import percent
from probation.questions import QUESTIONS
from probation.scope import Scope
from probation.store.connection import Store
from probation.vocabulary import Dimension, Factor, join_or

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
    rows of its figure.
    """

    code: str
    bulletin: str
    holds: bool | None
    headline: Headline
    frame: pd.DataFrame


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
    firm = _firm(rates)
    above, low = int((firm["percent"] > 80).sum()), _lowest(firm, 1)
    quarter = low["percent"].between(65, 80).all()
    over = f"Available in over 80% of cases for {above} of {len(firm)} factors"
    return _told(
        "availability",
        "for eight of ten factors available in more than 80% of cases; for accommodation not"
        " available in about a quarter",
        above >= 0.8 * len(firm) and list(low["factor"]) == [Factor.ACCOMMODATION] and quarter,
        told(
            f"{over}; least often for {_named(low)}{_share(low)}",
            f"{over}; least often for {len(low)} factors alike{_share(low)}",
            over,
        ),
        ordered(rates, "value"),
        len(firm) > 1,
    )


def _delivery(store: Store, where: Scope) -> KeyFinding:
    firm = _firm(_by_factor(store, where, "delivery"))
    below = firm[firm["percent"] < 50]
    just = below[below["percent"] >= 40]
    ends = [percent(end, 1) for end in (below["percent"].min(), below["percent"].max())]
    fewer = (
        f"Enough was delivered in fewer than half of cases for {len(below)} of {len(firm)} factors"
    )
    span = f" ({' to '.join(dict.fromkeys(ends))})" if len(below) else ""
    return _told(
        "delivery",
        "for six factors enough was delivered in just under half of cases",
        len(just) >= 0.6 * len(firm),
        told(f"{fewer}{span}", fewer),
        answers.story(store, where),
        len(firm) > 1,
    )


def _scope_for_improvement(store: Store, where: Scope) -> KeyFinding:
    frames = [_by_factor(store, where, key) for key in SCOPE_QUESTIONS]
    firm = [_firm(rates) for rates in frames]
    lowest = [_lowest(rates, len(SCOPE)) for rates in firm]
    sure = all(set(SCOPE) <= set(rates["factor"]) for rates in firm)
    holds = all(set(low["factor"]) == set(SCOPE) for low in lowest)
    if holds:
        one, other = (Factor(factor).phrase for factor in SCOPE)
        headline = told(
            f"Delivery and both contributions were sufficient least often for {one}, and {other}",
            f"Lowest on all three questions: {one}, and {other}",
        )
    else:
        named = [f"{_named(low)} ({_of(low)})" for low in lowest if len(low)]
        headline = told(
            f"Judged sufficient least often: {'; '.join(named)}",
            "The lowest factors are not the same on all three questions",
        )
    bulletin = (
        "particular scope for improving delivery and the contributions of contracted providers and"
        f" partners for {_and(SCOPE)}"
    )
    return _told("scope", bulletin, holds, headline, pd.concat(frames, ignore_index=True), sure)


def _contributors(store: Store, where: Scope) -> KeyFinding:
    frame = contracted_and_partners(store, where)
    firm = frame[(frame["flag"] != "u") & frame["difference"].notna()]
    forward = int((firm["difference"] > 0).sum())
    (risk,) = frame[frame["question"] == "contracted_risk_focus"].itertuples()
    more = (
        f"Partners contributed enough more often than contracted providers in {forward} of"
        f" {len(firm)} comparisons"
    )
    focus = f"focus on risk {percent(risk.percent_b)} against {percent(risk.percent_a)}"
    holds = forward > len(firm) / 2 and risk.difference > 0 and risk.p < SIGNIFICANT
    bulletin = "contracted providers' support was judged enough less often than that of partners"
    return _told(
        "contributors", bulletin, holds, told(f"{more}; {focus}", more), frame, _sure(risk)
    )


def _providers(store: Store, where: Scope) -> KeyFinding:
    frame = every_gap(store, where, Dimension.PROVIDER)
    named = [_row(frame, question, factor) for question, factor in _NAMED]
    found = frame[significant(frame)]
    nps, crc = (int((sign * found["difference"] > 0).sum()) for sign in (1, -1))
    firm = int(((frame["flag"] != "u") & frame["difference"].notna()).sum())
    left = int(significant(frame, together=True).sum())
    ahead = (
        f"NPS significantly ahead in {nps or 'none'} of {firm} judgements, CRC in {crc or 'none'}"
    )
    remain = f"{left or 'none'} remain{'s' if left == 1 else ''} after allowing for many tests"
    holds = all(row.difference > 0 and row.p < SIGNIFICANT for row in named)
    bulletin = (
        "some delivery was judged enough more often in NPS cases: both contributions to education,"
        " training and employment, and the information that partners gave"
    )
    headline = told(f"{ahead}; {remain}" if nps + crc else ahead, ahead)
    return _told("providers", bulletin, holds, headline, frame, all(map(_sure, named)))


def _told(
    code: str, bulletin: str, holds: bool, headline: Headline, frame: pd.DataFrame, firm: bool
) -> KeyFinding:
    if not firm:
        few = told(f"{ABOUT[code]}: too few cases here to say")
        return KeyFinding(code, bulletin, None, few, frame)
    return KeyFinding(code, bulletin, bool(holds), headline, frame)


def _by_factor(store: Store, where: Scope, key: str) -> pd.DataFrame:
    scope = replace(where, question=QUESTIONS[key], factor=None, breakdown=None)
    return answers.rates(store, scope)


def _firm(rates: pd.DataFrame) -> pd.DataFrame:
    """The rows that stand on 30 judgements or more."""
    return rates[rates["percent"].notna() & (rates["flag"] != "u")]


def _sure(row: Any) -> bool:
    return row.difference == row.difference and row.flag != "u"


def _lowest(rates: pd.DataFrame, n: int) -> pd.DataFrame:
    return rates.nsmallest(n, "percent", keep="all")


def _named(lowest: pd.DataFrame) -> str:
    """The lowest factors; of many that are alike no list."""
    return _and(lowest["factor"]) if len(lowest) <= len(SCOPE) else f"{len(lowest)} factors alike"


def _share(lowest: pd.DataFrame) -> str:
    """' (74%)'; the lowest are alike."""
    return f" ({percent(lowest['percent'].iloc[0])})" if len(lowest) else ""


def _row(frame: pd.DataFrame, question: str, factor: Factor | None) -> Any:
    of = frame["factor"].isna() if factor is None else frame["factor"] == factor
    (row,) = frame[(frame["question"] == question) & of].itertuples()
    return row


def _of(rates: pd.DataFrame) -> str:
    return QUESTIONS[rates["question"].iloc[0]].short.lower()


def _and(factors: Iterable[str]) -> str:
    return join_or([Factor(factor).phrase for factor in factors], "and")
