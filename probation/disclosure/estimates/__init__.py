"""Every number shown, filed or printed comes out of here, of counts that the gate published.

A page asks through store.serving.memory, which remembers answers; the command line asks here. Each
takes an open store and a Scope, and is a frame whose columns its docstring lists.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from probation.disclosure.gate import guarded, policy_of, publish
from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import REPORTED_BREAKDOWNS
from probation.statistics.intervals import with_percent
from probation.statistics.ratio_by_case import clustered
from probation.statistics.rows import rows as rows_of
from probation.store.connection import Store
from probation.store.queries.rates import rates as count
from probation.store.queries.together import together
from probation.store.record import Generation
from probation.store.source import SHIPPED_LABEL


def case_set(generation: Generation) -> str:
    """What the loaded cases are, in the sentence that stands on every page and in every file.

    And, where they were rolled back, the caution that must go with them.
    """
    said = [] if generation.label == SHIPPED_LABEL else [f"Case set: {generation.label}."]
    if generation.synthetic:
        said.append(
            "Synthetic cases, made to agree with the published figures of HM Inspectorate of"
            " Probation's Bulletin 2019/01: they describe no person."
        )
    return " ".join(filter(None, [*said, generation.caution]))


def sample(generation: Generation) -> str:
    """How the cases came to be these, which every figure of them must be read with."""
    if generation.synthetic:  # as those of the bulletin, which they are made after
        return "Areas were chosen by risk, not at random; cases are not weighted."
    return "Cases are not weighted: figures are of these cases, however they were chosen."


def rates(store: Store, scope: Scope) -> pd.DataFrame:
    """The answer to one scope.

    One row: one factor and level, in vocabulary order. Columns: question, factor, breakdown,
    level, n, yes (see store.queries.rates); percent, ci_low, ci_high (0 to 100, unrounded, 95%
    Wilson; NaN on a base under 10); flag ('u' on a base under 30, else None).
    """
    return guarded(with_percent(publish(count(store, scope), policy_of(store))))


def pooled(store: Store, scope: Scope) -> pd.DataFrame:
    """All factors of one question together, for each level of the scope's breakdown.

    One row: one recorded level, in vocabulary order, also where there is no judgement (n = 0).
    Columns: question, breakdown, level; n, yes (judgements), cases (that have one); percent,
    ci_low, ci_high, flag (see statistics.ratio_by_case: the interval allows for several judgements
    of one case, and a base is small by its cases).
    """
    breakdown, published = scope.breakdown, publish(together(store, scope), policy_of(store))
    counts = {r.level: (r.n, r.yes, r.cases) for r in rows_of(published)}
    sized = rows_of(clustered(published.dropna()))
    numbers = {r.level: (r.percent, r.ci_low, r.ci_high) for r in sized}
    columns = ["level", "n", "yes", "cases", "percent", "ci_low", "ci_high"]
    levels = scope.recorded_levels(store.codes)
    rows = [(lv, *counts.get(lv, (0, 0, 0)), *numbers.get(lv, [np.nan] * 3)) for lv in levels]
    found = guarded(pd.DataFrame(rows, columns=columns), base="cases")
    found.insert(0, "question", scope.question.key)
    found.insert(1, "breakdown", breakdown.value if breakdown else None)
    return found


def levels(store: Store, scope: Scope) -> pd.DataFrame:
    """One question, or one factor of it, for all cases and for each level of the six breakdowns.

    The rows of the bulletin's Tables 1 and 2, with the columns of ``rates``. The scope's own
    breakdown plays no part.
    """
    divided = [replace(scope, breakdown=breakdown) for breakdown in (None, *REPORTED_BREAKDOWNS)]
    return pd.concat([rates(store, each) for each in divided], ignore_index=True)


def story(store: Store, where: Scope) -> pd.DataFrame:
    """For each factor: how often it was a priority, and the share available and delivered.

    ``where`` gives the filters; its question, factor and breakdown play no part. One row: one
    factor. Columns: factor, n (cases with it as a priority); available, delivered (percent; NaN
    on a base under 10); and for each of the two its n_, yes_, ci_low_, ci_high_ and flag_ (as in
    ``rates``).
    """
    ends = {"available": "availability", "delivered": "delivery"}
    columns: dict[str, pd.Series] = {}
    for end, key in ends.items():
        scope = replace(where, question=QUESTIONS[key], factor=None, breakdown=None)
        found = rates(store, scope)
        columns |= {"factor": found["factor"]} | ({} if "n" in columns else {"n": found["n"]})
        columns[end] = found["percent"]
        for name in ("n", "yes", "ci_low", "ci_high", "flag"):
            columns[f"{name}_{end}"] = found[name]
    return pd.DataFrame(columns)
