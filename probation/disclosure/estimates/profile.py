"""One area beside all others: each judgement, and who its cases are."""

import pandas as pd

from probation.disclosure.estimates.areas import everywhere
from probation.disclosure.gate import enough, flags, policy_of, to_fit, withhold
from probation.domain.questions import QUESTIONS, Question
from probation.domain.scope import Scope
from probation.domain.vocabulary import PLACES, REPORTED_FACTORS, Dimension
from probation.statistics.design_effect import design_effect
from probation.statistics.differences import compared
from probation.statistics.multiplicity import benjamini_hochberg
from probation.store.connection import Store
from probation.store.queries.clusters import sums
from probation.store.queries.covariates import covariates
from probation.store.queries.people import people

_CASES_OF = [
    "dimension",
    "level",
    "n",
    "percent",
    "flag",
    "n_all",
    "percent_all",
    "flag_all",
]
_COUNTS = ["n", "yes", "cases"]
#: Whom the table of an area's cases divides by: all but the place itself.
_WHO = tuple(dimension for dimension in Dimension if dimension not in PLACES)


def profile(
    store: Store, where: Scope, area: str, question: Question | None = None
) -> pd.DataFrame:
    """An area against all others together: every question, or the factors of one.

    ``where`` gives the filters; those of place are set aside. One row: one question, of all
    reported factors together where it is asked per factor; with ``question`` one reported factor
    of it. Columns: question, factor (None for all); n, yes, cases (that have a judgement), percent
    (the area's); n_rest, yes_rest, cases_rest, percent_rest (the other areas'); design_effect (1
    where a case has one judgement); difference (area minus rest in percentage points), ci_low,
    ci_high (95% Newcombe), p (see statistics.differences), all at numbers of judgements over the
    design effect (see statistics.design_effect); p_bh (Benjamini and Hochberg's, over the rows);
    flag ('u' where either has under 30 cases, else None). What is beside counts is NaN where a base
    it rests on is under 10 cases.
    """
    policy, counts = policy_of(store), _counts(store, everywhere(where), question)
    key = "factor" if question else "question"
    codes = [f.value for f in REPORTED_FACTORS] if question else list(QUESTIONS)
    here, rest = (
        withhold(part.groupby(key)[_COUNTS].sum(), policy)
        .reindex(codes, fill_value=0)
        .reset_index(drop=True)
        for part in (counts[counts["area"] == area], counts[counts["area"] != area])
    )
    named = {
        "question": question.key if question else codes,
        "factor": pd.Series(codes if question else [None] * len(codes), dtype=object),
    }
    by_row = dict(list(counts.groupby(key)))
    effects = pd.Series([_effect(by_row.get(code, counts.iloc[:0])) for code in codes])
    worth = (side[["n", "yes"]].div(effects, axis=0) for side in (rest, here))
    found = compared(*worth)[["difference", "ci_low", "ci_high", "p"]]
    found = found.where(enough(here["cases"]) & enough(rest["cases"]))
    return (
        pd.DataFrame(named)
        .join(_side(here))
        .join(_side(rest).add_suffix("_rest"))
        .assign(design_effect=effects)
        .join(found)
        .assign(
            p_bh=benjamini_hochberg(found["p"].tolist()),
            flag=flags(here["cases"], rest["cases"]),
        )
    )


def _counts(store: Store, where: Scope, question: Question | None) -> pd.DataFrame:
    """Judgements and cases by area and question, or by area and factor of one question."""
    if question is None:
        return to_fit(sums(store, where, [Dimension.AREA]))
    counts = to_fit(covariates(store, where, [Dimension.AREA], question))
    return counts.assign(cases=counts["n"])


def _effect(counts: pd.DataFrame) -> float:
    """The design effect of one row's counts; 1 where a case has one judgement, or none."""
    if (counts["n"] == counts["cases"]).all():
        return 1.0
    return design_effect(counts, counts["yes"].sum() / counts["n"].sum())


def _side(counts: pd.DataFrame) -> pd.DataFrame:
    """``counts`` with the percentage, withheld under 10 cases."""
    share = 100 * counts["yes"] / counts["n"].where(enough(counts["cases"]))
    return counts.assign(percent=share)


def cases_of(store: Store, where: Scope, area: str) -> pd.DataFrame:
    """Who an area's cases are, beside those of all areas.

    ``where`` gives the filters; those of place are set aside. One row: one level of one dimension
    that is no place, in vocabulary order. Columns: dimension, level; n (the area's cases of that
    level), percent (of the area's cases), flag; n_all, percent_all (of all areas), flag_all. A
    percentage is NaN on a base under 10 cases; a flag is 'u' on one under 30, else None.
    """
    policy = policy_of(store)
    counts = to_fit(people(store, everywhere(where), [Dimension.AREA, *_WHO]))
    here = counts[counts["area"] == area]
    rows = []
    for dimension in _WHO:
        by_level = [
            part.groupby(dimension.value, observed=False)["n"].sum() for part in (here, counts)
        ]
        for level in store.codes[dimension]:
            own, every = (int(sums.get(level, 0)) for sums in by_level)
            rows.append((dimension.value, level, own, every))
    frame = pd.DataFrame(rows, columns=["dimension", "level", "n", "n_all"])
    for end, base in (("", here["n"].sum()), ("_all", counts["n"].sum())):
        side = withhold(pd.DataFrame({"n": base, "yes": frame[f"n{end}"]}), policy)
        frame[f"n{end}"] = side["yes"]
        frame[f"percent{end}"] = 100 * side["yes"] / side["n"].where(enough(side["n"]))
        frame[f"flag{end}"] = flags(side["n"])
    return frame[_CASES_OF]
