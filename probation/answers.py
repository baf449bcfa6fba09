"""The one choke point: every number shown, filed or printed comes out of here, guarded.

A page asks through ui.ask, which remembers answers; the command line asks here. Each answer takes
an open store and a Scope, and is a frame whose columns its docstring lists.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from probation.analysis.disclosure import SMALL_BASE, guarded
from probation.analysis.intervals import gap, with_percent
from probation.queries.rates import rates as count
from probation.questions import QUESTIONS
from probation.scope import Scope
from probation.store.connection import Store
from probation.store.generation import Generation
from probation.vocabulary import BREAKDOWNS, Dimension, Provider


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


def provider_gaps(store: Store, where: Scope) -> pd.DataFrame:
    """Every NPS and CRC gap with a base of 30 or more on both sides, widest first.

    ``where`` gives the filters. One row: one question and factor. Columns: question, factor
    (None where asked once a case), n_crc, yes_crc, n_nps, yes_nps, difference (NPS minus CRC,
    percentage points), ci_low, ci_high (95% Newcombe).
    """
    scopes = [Scope(q, None, Dimension.PROVIDER, where.where) for q in QUESTIONS.values()]
    counts = pd.concat([count(store, scope) for scope in scopes], ignore_index=True)
    crc, nps = (
        counts[counts["level"] == level].reset_index(drop=True)
        for level in (Provider.CRC, Provider.NPS)
    )
    sides = {"n_crc": crc["n"], "yes_crc": crc["yes"], "n_nps": nps["n"], "yes_nps": nps["yes"]}
    both = crc[["question", "factor"]].assign(**sides).join(gap(crc, nps))
    both = both[np.minimum(both["n_crc"], both["n_nps"]) >= SMALL_BASE]
    widest = both["difference"].abs().sort_values(ascending=False, kind="stable").index
    return both.loc[widest].reset_index(drop=True)
