"""The cautions of a regression in sentences."""

import math
from collections.abc import Iterable, Iterator

from probation.domain.wording import counted, join_or, plural
from probation.stepwise.cautions import (
    FEW_CLUSTERS,
    Caution,
    events_per_parameter,
    few_events,
    rarer_cases,
    too_few_events,
)
from probation.stepwise.coefficients import INTERCEPT, Term, aliased
from probation.stepwise.patterns import ALL_MISSING, Patterns
from probation.stepwise.regression import Regression

#: Sentences that hold no number.
_PLAIN = {
    Caution.COMPLETE_SEPARATION: (
        "The model predicts every case without error (complete separation), so odds ratios"
        " and Wald tests have no meaning; use the likelihood-ratio test and Firth's estimates."
    ),
    Caution.NOT_CONVERGED: "The fit did not converge; do not use its coefficients.",
    Caution.REPEATED_JUDGEMENTS: (
        "A case may have several judgements: intervals take the case as the cluster (CR2,"
        " Satterthwaite's t); the selection takes each judgement as a case of its own, so its"
        " p-values are too small. Those of the full model, and limits of Firth's estimates,"
        " would be so too and are not given."
    ),
    Caution.SELECTED: (
        "The variables were chosen because they were significant in these data, so their"
        " p-values and intervals are too optimistic; the full model's variables were not"
        " chosen."
    ),
}


class Quoted:
    """How a warning calls things: here as the data do, in quotation marks."""

    cluster, clusters = "cluster", "clusters"

    def variable(self, name: str) -> str:
        return f"'{name}'"

    def level(self, name: str, level: str | None) -> str:
        return f"'{name}'" if level is None else f"'{name}' = '{level}'"

    def excluded(self, name: str, all_missing: bool, missing: int, total: int) -> str:
        """Why a candidate took no part."""
        if all_missing:
            return f"'{name}' was left out: it is missing in every row."
        return (
            f"'{name}' was left out: it has one value in all complete rows (it is missing in"
            f" {missing:,} of {total:,})."
        )


def warnings(found: Regression, names: Quoted | None = None) -> list[str]:
    """What a reader must be told, the gravest first: cautions in the words of ``names``, notes."""
    names = names or Quoted()
    said = [text for caution in found.cautions for text in _said(caution, found, names)]
    return [*said, *found.notes]


def floored(each: float) -> str:
    """Events per parameter with a decimal, rounded down: 9.97 is not 10."""
    return f"{math.floor(10 * each) / 10:.1f}"


def several_tests(tests: int, allowed_for: str) -> str:
    """The warning of several outcomes tested; '' of one. allowed_for: what allows for that."""
    if tests < 2:
        return ""
    chance = (
        "were there no real differences, 1 in 20 would still come out below 0.05"
        if tests < 20
        else f"about {round(tests * 0.05)} of them would come out below 0.05 if nothing mattered"
    )
    return f"{tests} tests were made at once: {chance}. {allowed_for} for that."


def events_said(patterns: Patterns) -> str:
    """That there are few events for each parameter; '' where there are enough."""
    if not few_events(patterns):
        return ""
    weight = (
        "far too few to rely on: no adjusted number is given"
        if too_few_events(patterns)
        else "few: take the answer with care"
    )
    once = " (each counted once, however many judgements it has)" if patterns.repeated else ""
    return (
        f"Too few events: the rarer outcome has {counted(rarer_cases(patterns), 'case')}{once} for"
        f" {counted(patterns.design.shape[1], 'parameter')},"
        f" {floored(events_per_parameter(patterns))} each, which is {weight}."
    )


def _said(caution: Caution, found: Regression, names: Quoted) -> Iterator[str]:
    patterns = found.patterns
    match caution:
        case Caution.FEW_EVENTS | Caution.TOO_FEW_EVENTS:
            yield events_said(patterns)
        case Caution.SEPARATION:
            infinite = [term for term in found.separated if term.variable != INTERCEPT]
            yield (
                f"Some cases are predicted without error (separation): the odds ratio of"
                f" {_levels(infinite, names)} is infinite or zero and is withheld; use the"
                " likelihood-ratio test and Firth's estimates."
            )
        case Caution.ALIASED:
            determined = _levels(aliased(patterns, found.model), names)
            yield (
                f"Other variables in the model determine {determined}, so it has no coefficient of"
                " its own."
            )
        case Caution.EXCLUDED:
            rows = patterns.rows
            for out in patterns.excluded:
                missing = rows.missing[out.variable]
                yield names.excluded(out.variable, out.reason == ALL_MISSING, missing, rows.total)
        case Caution.ROWS_LOST:
            yield _lost(patterns, names)
        case Caution.UNUSUAL_EVENT:
            event = f"'{patterns.outcome}' = '{patterns.event}'"
            yield f"The event is {event}, against '{patterns.other}'."
        case Caution.ONE_CLUSTER:
            clusters = names.clusters
            yield f"All cases are of one of the {clusters}; errors cannot allow for likeness."
        case Caution.CLUSTERS if patterns.clusters:
            yield _clusters(len(patterns.clusters.names), names)
        case _:
            yield _PLAIN[caution]


def _levels(about: Iterable[Term], names: Quoted) -> str:
    return join_or([names.level(term.variable, term.level) for term in about], "and")


def _lost(patterns: Patterns, names: Quoted) -> str:
    rows = patterns.rows
    lost = rows.total - rows.used
    left_out = {e.variable for e in patterns.excluded if e.reason == ALL_MISSING}
    by = [f"{names.variable(v)} {n:,}" for v, n in rows.missing.items() if n and v not in left_out]
    what = counted(lost, "judgement" if patterns.repeated else "case")
    return (
        f"{what} {plural(lost, 'was', 'were')} left out of {rows.total:,} for lack of a value:"
        f" {join_or(by, 'and')}."
    )


def _clusters(count: int, names: Quoted) -> str:
    few = ", few as they are" if count < FEW_CLUSTERS else ""
    return (
        f"There are {count} {names.clusters}: intervals by {names.cluster} allow for likeness"
        f" within them{few} (CR2, Satterthwaite's t); all other intervals and p-values take cases"
        " as independent."
    )
