"""What to beware of in a regression, as facts: the words are for whoever tells them."""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from .coefficients import Term, aliased
from .models import Model
from .patterns import Patterns

#: Events per parameter: below the first an answer is unsteady, below the second unreliable.
AMBER, RED = 10, 5
#: Fewer clusters than this leave their errors few degrees of freedom.
FEW_CLUSTERS = 30

#: Pairs of values of which everybody knows which is the event.
_PLAIN = ({"0", "1"}, {"no", "yes"}, {"false", "true"})


class Caution(StrEnum):
    """A kind of caution, the gravest first. Beside each: where its numbers are."""

    FEW_EVENTS = "few_events"  # events_per_parameter is below AMBER
    TOO_FEW_EVENTS = "too_few_events"  # below RED: no adjusted number can be relied on
    COMPLETE_SEPARATION = "complete_separation"  # every case is predicted without error
    SEPARATION = "separation"  # Regression.separated: terms without a finite estimate
    NOT_CONVERGED = "not_converged"
    ALIASED = "aliased"  # coefficients.aliased: terms that other variables determine
    EXCLUDED = "excluded"  # Patterns.excluded: candidates that took no part
    ROWS_LOST = "rows_lost"  # Patterns.rows: rows left out for lack of a value
    UNUSUAL_EVENT = "unusual_event"  # Patterns.event: the values do not say which it is
    REPEATED_JUDGEMENTS = "repeated_judgements"  # the selection takes each as a case of its own
    ONE_CLUSTER = "one_cluster"  # errors cannot allow for cases of it being alike
    CLUSTERS = "clusters"  # Regression.robust allows for them, all other errors do not
    SELECTED = "selected"  # p and intervals of variables chosen for being significant


def cautions(patterns: Patterns, model: Model, separated: Sequence[Term]) -> tuple[Caution, ...]:
    """The cautions of one regression, the gravest first."""
    rows, values = patterns.rows, {patterns.event.casefold(), patterns.other.casefold()}
    perfect, few = model.fit.perfect, few_events(patterns)
    clusters = _clusters(patterns, model)
    found = {
        Caution.FEW_EVENTS: few and not too_few_events(patterns),
        Caution.TOO_FEW_EVENTS: few and too_few_events(patterns),
        Caution.COMPLETE_SEPARATION: separated and perfect,
        Caution.SEPARATION: separated and not perfect,
        Caution.NOT_CONVERGED: not model.fit.converged,
        Caution.ALIASED: aliased(patterns, model),
        Caution.EXCLUDED: patterns.excluded,
        Caution.ROWS_LOST: rows.used < rows.total,
        Caution.UNUSUAL_EVENT: values not in _PLAIN,
        **({clusters: True} if clusters else {}),
        Caution.SELECTED: model.variables,
    }
    return tuple(caution for caution, holds in found.items() if holds)


def rarer_cases(patterns: Patterns) -> int:
    """Cases of the rarer outcome.

    Where a case has several judgements it counts once, for each outcome that one of them has: the
    rarer outcome is that of fewer cases.
    """
    clusters = patterns.clusters
    if clusters is None or not clusters.repeated:
        return min(patterns.events, patterns.rows.used - patterns.events)
    has = (clusters.yes > 0, clusters.yes < clusters.n)
    cases = (float(clusters.times[np.unique(clusters.cluster[one])].sum()) for one in has)
    return round(min(cases))


def events_per_parameter(patterns: Patterns) -> float:
    """Cases of the rarer outcome for each parameter of all candidates together."""
    parameters: int = patterns.design.shape[1]
    return rarer_cases(patterns) / max(parameters, 1)


def few_events(patterns: Patterns) -> bool:
    """Whether there are so few for each parameter that the first sentence must say so."""
    return bool(patterns.candidates) and events_per_parameter(patterns) < AMBER


def too_few_events(patterns: Patterns) -> bool:
    """Whether there are so few that no adjusted number is given."""
    return bool(patterns.candidates) and events_per_parameter(patterns) < RED


def _clusters(patterns: Patterns, model: Model) -> Caution | None:
    if patterns.clusters is None:
        return None
    if patterns.clusters.repeated:
        return Caution.REPEATED_JUDGEMENTS
    if len(patterns.clusters.names) == 1:
        return Caution.ONE_CLUSTER
    fixed = any(patterns.fixed_by_cluster(name) for name in model.variables)
    return None if fixed else Caution.CLUSTERS  # fixed: there are no errors by cluster
