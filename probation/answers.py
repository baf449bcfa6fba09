"""The one choke point: every number shown, filed or printed comes out of here, guarded.

A page asks through ui.ask, which remembers answers; the command line asks here.
"""

import pandas as pd

from probation.analysis.disclosure import guarded
from probation.analysis.intervals import with_percent
from probation.queries.rates import rates as count
from probation.scope import Scope
from probation.store.connection import Store


def rates(store: Store, scope: Scope) -> pd.DataFrame:
    """The answer to one scope.

    One row: one factor and level, in vocabulary order. Columns: question, factor, breakdown,
    level, n, yes (see queries.rates); percent, ci_low, ci_high (0 to 100, unrounded, 95% Wilson;
    NaN on a base under 10); flag ('u' on a base under 30, else None).
    """
    return guarded(with_percent(count(store, scope)))
