"""One stepwise logistic regression, whole: what was selected, how, and what it says."""

from dataclasses import dataclass
from functools import cached_property

from probation.analysis.cautions import cautions
from probation.analysis.clusters import ClusteredErrors, clustered_errors
from probation.analysis.coefficients import Coefficient, Term, coefficients, separated
from probation.analysis.effects import Adjusted, Effect, effects
from probation.analysis.firth import firth
from probation.analysis.goodness import Goodness, goodness
from probation.analysis.models import Model, Models
from probation.analysis.patterns import Patterns
from probation.analysis.profile import Profile, profiles
from probation.analysis.stepwise import Criteria, Inside, Path, Watch, removal_tests, select


@dataclass(frozen=True, eq=False)
class Regression:
    """A stepwise logistic regression. What takes long is worked out when first asked for.

    patterns: the cases; criteria: of the selection; path: its steps and why it stopped.
    coefficients, goodness, effects, adjusted: of the model selected.
    separated: the terms whose estimates are infinite. warnings: sentences for the reader.
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
    warnings: tuple[str, ...]

    @property
    def model(self) -> Model:
        return self.path.final

    @cached_property
    def profiles(self) -> tuple[Profile, ...]:
        """Profile-likelihood intervals of the odds ratios."""
        return profiles(self.patterns, self.model)

    @cached_property
    def firth(self) -> tuple[Coefficient, ...]:
        """Firth's coefficients of the model selected: finite also where it is separated."""
        return firth(self.patterns, self.model)

    @cached_property
    def full(self) -> "FullModel":
        """The model of all candidates, to hold beside the one selected."""
        model = self.models.model(self.patterns.names)
        return FullModel(
            model,
            coefficients(self.patterns, model),
            removal_tests(self.models, model, self.criteria.removal),
            goodness(model.fit, self.path.start.minus2ll),
            *effects(self.patterns, model),
        )

    @cached_property
    def robust(self) -> "Robust | None":
        """Coefficients and effects with cluster-robust errors; None where there are none to give.

        There are none without clusters, nor where the clusters determine a variable of the model,
        as areas do a variable of places: the sum of scores of a cluster is then next to nought.
        """
        clusters = self.patterns.clusters
        if clusters is None or len(clusters.names) < 2:
            return None
        if any(self.patterns.fixed_by_cluster(name) for name in self.model.variables):
            return None
        errors = clustered_errors(self.model, clusters)
        return Robust(
            round(float(clusters.times.sum())),
            errors,
            coefficients(self.patterns, self.model, errors),
            *effects(self.patterns, self.model, errors),
        )


@dataclass(frozen=True, eq=False)
class FullModel:
    """The model of all candidates. tests: of removing each."""

    model: Model
    coefficients: tuple[Coefficient, ...]
    tests: tuple[Inside, ...]
    goodness: Goodness
    effects: tuple[Effect, ...]
    adjusted: tuple[Adjusted, ...]


@dataclass(frozen=True)
class Robust:
    """The model selected with errors that allow for likeness within clusters: CR2."""

    clusters: int
    errors: ClusteredErrors
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
    return Regression(
        patterns,
        criteria,
        models,
        path,
        coefficients(patterns, model),
        goodness(model.fit, path.start.minus2ll),
        *effects(patterns, model),
        infinite,
        cautions(patterns, model, infinite),
    )
