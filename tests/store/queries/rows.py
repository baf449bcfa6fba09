"""The queries, with what they count opened as disclosure.gate opens it."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from probation.store.counts import Counts, opened
from probation.store.queries import clusters, coverage, people, together
from probation.store.queries import covariates as patterns
from probation.store.queries import margins as every
from probation.store.queries import rates as judged


def _rows(query: Callable[..., Counts]) -> Callable[..., pd.DataFrame]:
    def rows(*asked: Any) -> pd.DataFrame:
        return opened(query(*asked))

    return rows


sums = _rows(clusters.sums)
inspections = _rows(coverage.inspections)
covariates = _rows(patterns.covariates)
margins, risk_cross = _rows(every.margins), _rows(every.risk_cross)
priority_counts = _rows(every.priority_counts)
people = _rows(people.people)
rates = _rows(judged.rates)
together = _rows(together.together)
