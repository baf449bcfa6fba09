"""One stepwise logistic regression, whole: what was selected, how, and what it says."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from .cautions import Caution, cautions
from .cluster_errors import ClusteredErrors, clustered_errors, joint_p
from .coefficients import Coefficient, Term, coefficients, separated
from .effects import Adjusted, Effect, effects
from .firth import firth
from .goodness import Goodness, goodness
from .models import Model, Models
from .patterns import Patterns
from .profile_likelihood import Profile, profiles
from .selection import Criteria, Inside, Path, Watch, removal_tests, select


@dataclass(frozen=True, eq=False)
class Regression:
    """A stepwise logistic regression. What takes long is worked out when first asked for.

    patterns: the cases; criteria: of the selection; path: its steps and why it stopped.
    coefficients, goodness, effects, adjusted: of the model selected; where a case has several
    judgements their errors take the case as the cluster.
    separated: the terms whose estimates are infinite. cautions: what to beware of.
    notes, context: sentences of whoever asked, which stay with it: on how it was asked, and on what
    else is known of the cases.
    """

    patterns: Patterns
    criteria: Criteria
    models: Models
    path: Path
    coefficients: tuple[Coefficient, ...]
    goodness: Goodness
    effects: tuple[Effect, ...]
    adjusted: tuple[Adjusted, ...]
    separated: tuple[Term, ...]
    cautions: tuple[Caution, ...]
    notes: tuple[str, ...] = ()
    context: tuple[str, ...] = ()

    @property
    def model(self) -> Model:
        return self.path.final

    @cached_property
    def profiles(self) -> tuple[Profile, ...]:
        """Profile-likelihood intervals of the odds ratios; none where judgements are not cases."""
        return () if self.patterns.repeated else profiles(self.patterns, self.model)

    @cached_property
    def firth(self) -> tuple[Coefficient, ...]:
        """Firth's coefficients of the model selected: finite also where it is separated.

        Without errors where a case has several judgements, as the penalised likelihood's ignore
        that.
        """
        rows = firth(self.patterns, self.model)
        if not self.patterns.repeated:
            return rows
        none = math.nan
        return tuple(
            replace(row, se=none, wald=none, p=none, ci_low=none, ci_high=none) for row in rows
        )

    @cached_property
    def full(self) -> "FullModel":
        """The model of all candidates, to hold beside the one selected."""
        patterns, model = self.patterns, self.models.model(self.patterns.names)
        errors, infinite = _errors(patterns, model), separated(patterns, model)
        return FullModel(
            model,
            coefficients(patterns, model, errors),
            removal_tests(self.models, model, self.criteria.removal),
            goodness(model.fit, self.path.start.minus2ll),
            *effects(patterns, model, errors),
            {name: _by_case(patterns, model, errors, infinite, name) for name in patterns.names},
        )

    def by_case(self, variable: str) -> float:
        """p of a variable of the model by Wald's test with the case as the cluster.

        NaN where each judgement is a case, and where there is no such test: of a variable that is
        separated no residuals are left to take a variance from.
        """
        return _by_case(self.patterns, self.model, self._case_errors, self.separated, variable)

    @cached_property
    def _case_errors(self) -> ClusteredErrors | None:
        return _errors(self.patterns, self.model)

    @cached_property
    def robust(self) -> "Robust | None":
        """Coefficients and effects with cluster-robust errors; None where there are none to give.

        There are none without clusters, nor where the clusters determine a variable of the model,
        as areas do a variable of places: the sum of scores of a cluster is then next to nought.
        Where a case has several judgements all errors are of that kind already.
        """
        clusters = self.patterns.clusters
        if clusters is None or len(clusters.names) < 2 or clusters.repeated:
            return None
        if any(self.patterns.fixed_by_cluster(name) for name in self.model.variables):
            return None
        errors = clustered_errors(self.model, clusters)
        return Robust(
            len(clusters.names),
            coefficients(self.patterns, self.model, errors),
            *effects(self.patterns, self.model, errors),
        )


@dataclass(frozen=True, eq=False)
class FullModel:
    """The model of all candidates. tests: of removing each; p_by_case: as Regression.by_case."""

    model: Model
    coefficients: tuple[Coefficient, ...]
    tests: tuple[Inside, ...]
    goodness: Goodness
    effects: tuple[Effect, ...]
    adjusted: tuple[Adjusted, ...]
    p_by_case: Mapping[str, float]


@dataclass(frozen=True)
class Robust:
    """The model selected with errors that allow for likeness within clusters: CR2."""

    clusters: int
    coefficients: tuple[Coefficient, ...]
    effects: tuple[Effect, ...]
    adjusted: tuple[Adjusted, ...]


def regression(
    patterns: Patterns, criteria: Criteria | None = None, watch: Watch | None = None
) -> Regression:
    """Selects variables for the cases of ``patterns`` and reports the model selected.

    watch: called before each step, and may raise.
    """
    criteria = criteria or Criteria()
    models = Models.of(patterns)
    path = select(models, patterns.names, criteria, watch)
    model = path.final
    infinite = separated(patterns, model)
    errors = _errors(patterns, model)
    return Regression(
        patterns,
        criteria,
        models,
        path,
        coefficients(patterns, model, errors),
        goodness(model.fit, path.start.minus2ll),
        *effects(patterns, model, errors),
        infinite,
        cautions(patterns, model, infinite),
    )


def _errors(patterns: Patterns, model: Model) -> ClusteredErrors | None:
    """The errors of a model where a case has several judgements; None for the model's own."""
    clusters = patterns.clusters
    return clustered_errors(model, clusters) if clusters and clusters.repeated else None


def _by_case(
    patterns: Patterns,
    model: Model,
    errors: ClusteredErrors | None,
    infinite: Sequence[Term],
    variable: str,
) -> float:
    """p of a variable of a model by case; NaN where there is no such test."""
    if errors is None or any(term.variable == variable for term in infinite):
        return math.nan
    return joint_p(model, errors, model.own(patterns.columns[variable]))
