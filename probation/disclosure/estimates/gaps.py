"""Differences between two groups of cases, and between contracted providers and partners."""

import pandas as pd

from probation.disclosure.gate import enough, flags, guarded, policy_of, publish, reliable
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import NOT_RECORDED, TERMS, Dimension
from probation.statistics.differences import compared
from probation.statistics.intervals import with_percent
from probation.statistics.multiplicity import benjamini_hochberg
from probation.stepwise.selection_result import SIGNIFICANCE
from probation.store.connection import Store
from probation.store.queries.rates import rates as count

#: Questions asked of contracted providers and of partners alike.
PAIRS = tuple(
    (QUESTIONS[f"contracted_{what}"], QUESTIONS[f"partner_{what}"])
    for what in ("outcomes", "risk_focus", "review_information")
)
#: What stands for the two sides of PAIRS where levels of a breakdown stand otherwise.
CONTRACTED, PARTNERS = "contracted", "partners"


def sides(scope: Scope) -> tuple[str, str]:
    """The two levels that are compared, the second against the first.

    Of a breakdown with more levels, the first two that a filter on it lets through; without one,
    the first two.
    """
    assert scope.breakdown is not None
    levels = [t.value for t in TERMS[scope.breakdown] if t != NOT_RECORDED]
    chosen = [level for level in levels if level in scope.codes(scope.breakdown)]
    first, second = (chosen if len(chosen) > 1 else levels)[:2]
    return first, second


#: The columns of ``bounds``.
BOUNDS = ("n_not_recorded", "yes_not_recorded", "bound_low", "bound_high")


def gaps(store: Store, scope: Scope, bounds: bool = False) -> pd.DataFrame:
    """The two levels of the scope's breakdown compared on its question, factor by factor.

    One row: one factor (None for a question asked once a case). Columns: question, factor,
    breakdown, level_a, level_b; n_a, yes_a, n_b, yes_b; percent_a, percent_b; difference (b minus
    a in percentage points), ci_low, ci_high (95% Newcombe); ratio, ratio_low, ratio_high; p (see
    statistics.differences); p_bh (Benjamini and Hochberg's, over the rows); flag ('u' where either
    base is under 30, else None). Numbers beside counts are NaN where either base is under 10.

    bounds: four columns more, before flag: n_not_recorded, yes_not_recorded (judgements with the
    breakdown not recorded, of those that the filters let through, and the yes among them);
    bound_low, bound_high (the least and the greatest that the difference could be, whichever of
    the two groups each of them belongs to: the least with all their yes in the first group and all
    their no in the second, the greatest the other way about; no allowance for chance; NaN where
    the difference is, since what is withheld stays so).
    """
    return _together([_gaps(store, scope)], bounds)


def every_gap(
    store: Store, where: Scope, breakdown: Dimension, bounds: bool = False
) -> pd.DataFrame:
    """``gaps`` of every question, among the cases that the filters of ``where`` let through.

    p_bh is over all of them.
    """
    scopes = [Scope(q, None, breakdown, where.where) for q in QUESTIONS.values()]
    return _together([_gaps(store, scope) for scope in scopes], bounds)


def contracted_and_partners(store: Store, where: Scope) -> pd.DataFrame:
    """Partners against contracted providers: each factor's outcomes, then the two of a case.

    Columns as of ``gaps``; question is that of the contracted providers, breakdown None, level_a
    CONTRACTED and level_b PARTNERS. The two are judged in part on the same cases and are compared
    as if they were not.
    """
    found, policy = [], policy_of(store)
    for pair in PAIRS:
        contracted, partners = (
            publish(count(store, Scope(question, where=where.where)), policy) for question in pair
        )
        found.append(_compared(contracted, partners, CONTRACTED, PARTNERS))
    return _together(found)


def significant(frame: pd.DataFrame, together: bool = False) -> pd.Series:
    """Whether each gap is significant; one on a small base (flag 'u') is never called so.

    together: by p_bh, not by p.
    """
    return (frame["p_bh" if together else "p"] < SIGNIFICANCE) & reliable(frame["flag"])


def _gaps(store: Store, scope: Scope) -> pd.DataFrame:
    counts = publish(count(store, scope), policy_of(store))
    a, b = sides(scope)
    first, second = (counts[counts["level"] == side].reset_index(drop=True) for side in (a, b))
    found = _compared(first, second, a, b)
    unknown = counts[counts["level"] == NOT_RECORDED].reset_index(drop=True)
    return found.join(_bounds(found, unknown[["n", "yes"]].reindex(found.index, fill_value=0)))


def _bounds(found: pd.DataFrame, unknown: pd.DataFrame) -> pd.DataFrame:
    """The columns BOUNDS; unknown: n and yes of those on neither side, row by row."""
    yes = unknown["yes"]
    no = unknown["n"] - yes

    def share(side: str, yes: pd.Series | int, no: pd.Series | int) -> pd.Series:
        n = found[f"n_{side}"] + yes + no
        return 100 * (found[f"yes_{side}"] + yes) / n.where(n > 0)

    ends = (share("b", 0, no) - share("a", yes, 0), share("b", yes, 0) - share("a", 0, no))
    kept = [end.where(found["difference"].notna()) for end in ends]
    return pd.DataFrame(dict(zip(BOUNDS, (unknown["n"], yes, *kept), strict=True)))


def _compared(a: pd.DataFrame, b: pd.DataFrame, level_a: str, level_b: str) -> pd.DataFrame:
    counts = {"n_a": a["n"], "yes_a": a["yes"], "n_b": b["n"], "yes_b": b["yes"]}
    # each percentage rests on its own base, as in every other figure; what compares on both
    shares = {"percent_a": guarded(with_percent(a))["percent"]}
    shares |= {"percent_b": guarded(with_percent(b))["percent"]}
    shown = enough(a["n"]) & enough(b["n"])
    measured = pd.DataFrame(shares).join(compared(a, b).where(shown))
    breakdown = None if level_a == CONTRACTED else a["breakdown"]
    named = a[["question", "factor"]].assign(
        breakdown=breakdown, level_a=level_a, level_b=level_b, **counts
    )
    return named.join(measured).assign(flag=flags(a["n"], b["n"]))


def _together(parts: list[pd.DataFrame], bounds: bool = False) -> pd.DataFrame:
    """Parts in one frame, with p of all their tests judged together; before flag, bounds."""
    frame = pd.concat(parts, ignore_index=True)
    own = frame.reindex(columns=BOUNDS) if bounds else frame[[]]
    frame, flag = frame.drop(columns=[*BOUNDS, "flag"], errors="ignore"), frame["flag"]
    frame = frame.assign(p_bh=benjamini_hochberg(frame["p"].tolist()))
    return frame.join(own).assign(flag=flag)
