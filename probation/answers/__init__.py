"""The one choke point: every number shown, filed or printed comes out of here, guarded.

A page asks through ui.ask, which remembers answers; the command line asks here. Each answer takes
an open store and a Scope, and is a frame whose columns its docstring lists.
"""

from dataclasses import replace

import pandas as pd

from probation.analysis.disclosure import guarded
from probation.analysis.intervals import with_percent
from probation.queries.rates import rates as count
from probation.questions import QUESTIONS
from probation.scope import Scope
from probation.store.connection import Store
from probation.store.generation import Generation
from probation.vocabulary import BREAKDOWNS


def case_set(generation: Generation) -> str:
    """What the loaded cases are, in the sentence that stands on every page and in every file."""
    if generation.synthetic:
        return (
            "Synthetic cases, made to agree with the published figures of HM Inspectorate of"
            " Probation's Bulletin 2019/01: they describe no person."
        )
    return f"Case set: {generation.label}."


def rates(store: Store, scope: Scope) -> pd.DataFrame:
    """The answer to one scope.

    One row: one factor and level, in vocabulary order. Columns: question, factor, breakdown,
    level, n, yes (see queries.rates); percent, ci_low, ci_high (0 to 100, unrounded, 95% Wilson;
    NaN on a base under 10); flag ('u' on a base under 30, else None).
    """
    return guarded(with_percent(count(store, scope)))


def levels(store: Store, scope: Scope) -> pd.DataFrame:
    """One question, or one factor of it, for all cases and for each level of the six breakdowns.

    The rows of the bulletin's Tables 1 and 2, with the columns of ``rates``. The scope's own
    breakdown plays no part.
    """
    divided = [replace(scope, breakdown=breakdown) for breakdown in (None, *BREAKDOWNS)]
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
