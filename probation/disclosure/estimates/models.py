"""Stepwise regressions of the stored judgements, and of any CSV file."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import numpy as np

from probation.disclosure.estimates.accounted import of_model, same_entered
from probation.domain.codes import Codebook, known
from probation.domain.questions import QUESTIONS, Question
from probation.domain.scope import Scope
from probation.domain.vocabulary import CANDIDATES, NOT_RECORDED, REPORTED_FACTORS, Dimension
from probation.errors import ReaderError
from probation.statistics.model_matrix import Screen, screen
from probation.stepwise.columns import Column
from probation.stepwise.errors import StepwiseError, UnknownNameError
from probation.stepwise.models import Models
from probation.stepwise.patterns import Patterns, patterns
from probation.stepwise.regression import Regression, regression
from probation.stepwise.roles import Roles
from probation.stepwise.selection import Criteria, Watch, select
from probation.store import csv_cells

if TYPE_CHECKING:
    import pandas as pd

    from probation.store.connection import Store

#: The column that tells cases apart where they have several judgements.
_CASE = "case"
#: What becomes of a case with a candidate not recorded: it is left out, or 'not recorded' is a
#: level like any other.
MISSING = ("listwise", "category")

_NOT_RECORDED_COUNTS = "Where a candidate was not recorded, that counts as a level of its own."
_POOLED = (
    "All factors are taken together, so a case counts once for each of its priority factors and"
    " its judgements are not independent; for one factor each case counts once."
)


@contextmanager
def _in_readers_words() -> Iterator[None]:
    """Whatever the engine refuses is the reader's to mend."""
    try:
        yield
    except UnknownNameError as error:
        known(error.name, error.valid, error.what)  # raises, and names the nearest
    except StepwiseError as error:
        raise ReaderError(str(error)) from error


@dataclass(frozen=True)
class Options:
    """How a judgement is regressed. candidates: in the order that breaks ties."""

    candidates: tuple[Dimension, ...] = CANDIDATES
    criteria: Criteria = field(default_factory=Criteria)
    missing: str = "listwise"

    def __post_init__(self) -> None:
        known(self.missing, MISSING, "way with missing values")


@_in_readers_words()
def criteria(enter: float, remove: float, removal: str) -> Criteria:
    """When a variable enters and leaves. Raises ReaderError where they cannot be used."""
    return Criteria(enter, remove, removal)


def regress(
    store: "Store", scope: Scope, options: Options | None = None, watch: Watch | None = None
) -> Regression:
    """The stepwise regression of one question, of one factor, on the scope's filtered cases.

    The event is yes. The clusters are the areas inspected. A question asked per factor, without
    one, is regressed on the judgements of all reported factors together, the cases as clusters.
    Raises ReaderError with one sentence where nothing can be fitted. watch: see time_limit.
    """
    # needs pandas, which takes long to load
    from probation.disclosure.gate import to_fit
    from probation.store.queries.covariates import case_by_case, covariates

    options = options or Options()
    dimensions, question = _dimensions(options), scope.question
    if pooled(scope):
        counts = to_fit(case_by_case(store, scope, dimensions, question))
    else:
        counts = to_fit(covariates(store, scope, dimensions, question, scope.factor))
    found = regression(_patterns(store, counts, question, options), options.criteria, watch)
    context = list(_with_missing(store, counts, question, options, found, watch))
    if found.model.variables:
        context += of_model(store, scope, found.model.variables, found.patterns.names)
    return replace(found, notes=tuple(_notes(scope, options)), context=tuple(context))


def _with_missing(
    store: "Store",
    counts: "pd.DataFrame",
    question: Question,
    options: Options,
    found: Regression,
    watch: Watch | None,
) -> Iterator[str]:
    """Whether the cases left out for lack of a value matter, where some are: they are put back."""
    if options.missing != "listwise" or found.patterns.rows.used == found.patterns.rows.total:
        return
    whole = _patterns(store, counts, question, replace(options, missing="category"))
    other = select(Models.of(whole), whole.names, options.criteria, watch).final.variables
    yield same_entered(found.model.variables, other)


def screened(
    store: "Store",
    where: Scope,
    options: Options | None = None,
    questions: Iterable[Question] = QUESTIONS.values(),
    watch: Watch | None = None,
) -> Screen:
    """A regression of every question, and every reported factor of those asked per factor.

    ``where`` gives the filters. The keys are (question key, factor code or None). A model that
    cannot be fitted, such as one without judgements, is among those skipped, with the reason.
    """
    from probation.disclosure.gate import to_fit
    from probation.store.queries.covariates import covariates

    options = options or Options()
    counts = to_fit(covariates(store, where, _dimensions(options)))
    by_model = {
        (question, None if factor != factor else factor): rows
        for (question, factor), rows in counts.groupby(["question", "factor"], dropna=False)
    }
    outcomes: dict[tuple[str, str | None], Patterns] = {}
    skipped: dict[tuple[str, str | None], str] = {}
    for question in questions:
        for factor in [f.value for f in REPORTED_FACTORS] if question.per_factor else [None]:
            key = (question.key, factor)
            try:
                rows = by_model.get(key, counts.iloc[:0])
                outcomes[key] = _patterns(store, rows, question, options)
            except ReaderError as reason:
                skipped[key] = str(reason)
    return screen(outcomes, options.criteria, skipped, watch)


def time_limit(seconds: float) -> Watch:
    """A watch that raises ReaderError once ``seconds`` have passed since now."""
    ends = monotonic() + seconds

    def check() -> None:
        if monotonic() > ends:
            raise ReaderError(
                f"The regression was stopped after {seconds:g} seconds; choose fewer candidates,"
                " or those with fewer levels."
            )

    return check


@_in_readers_words()
def stepwise_csv(
    path: Path,
    roles: Roles,
    criteria: Criteria | None = None,
    missing_codes: Collection[str] = csv_cells.MISSING_CODES,
) -> Regression:
    """The stepwise regression of the cases in a CSV file with a header.

    An empty cell is missing, and so is one of ``missing_codes`` among numbers; the notes say how
    many. Raises ReaderError with one sentence for a file that cannot be read and for whatever
    ``csv_cells.read`` and ``patterns`` refuse.
    """
    columns, rows, said = csv_cells.read(path, roles, missing_codes)
    found = regression(patterns(columns, roles, repeats=rows), criteria)
    return replace(found, notes=tuple(said))


def _dimensions(options: Options) -> list[Dimension]:
    return list(dict.fromkeys([*options.candidates, Dimension.AREA]))


@_in_readers_words()
def _patterns(
    store: "Store", counts: "pd.DataFrame", question: Question, options: Options
) -> Patterns:
    """The patterns of one model, with the store's policy. counts: of store.queries.covariates."""
    from probation.disclosure.gate import policy_of
    from probation.disclosure.withheld_models import stored

    return stored(_judged(store.codes, counts, question, options), policy_of(store))


def _judged(
    codes: Codebook, counts: "pd.DataFrame", question: Question, options: Options
) -> Patterns:
    if counts["n"].sum() == 0:
        raise ReaderError("There is no judgement to regress; choose fewer filters.")
    if counts["yes"].sum() in (0, counts["n"].sum()):
        only = "yes" if counts["yes"].sum() else "no"
        raise ReaderError(
            f"Every judgement is {only}, so nothing can be explained; choose fewer filters."
        )
    names = [dimension.value for dimension in options.candidates]
    alike = counts.get("cases")  # rows of case_by_case: so many cases each
    roles = Roles(
        outcome=question.key,
        candidates=tuple(names),
        levels={d.value: tuple(codes[d]) for d in options.candidates},
        event="yes",
        count="n",
        cluster=Dimension.AREA.value if alike is None else _CASE,
    )
    yes, n = counts["yes"].to_numpy(), counts["n"].to_numpy()
    if alike is not None:
        yes, n = yes * alike.to_numpy(), n * alike.to_numpy()
    columns: dict[str, Any] = {
        dimension.value: _twice(Column.read(counts[dimension.value]), options.missing)
        for dimension in _dimensions(options)
    }
    columns[question.key] = Column(np.repeat([0, 1], len(n)), ("yes", "no"))
    columns["n"] = np.concatenate([yes, n - yes])
    if alike is None:
        return patterns(columns, roles)
    columns[_CASE] = np.tile(np.arange(len(n)).astype(str), 2)
    judged = patterns(columns, roles)
    if judged.clusters is None:
        return judged
    times = alike.to_numpy(np.float64)[np.array(judged.clusters.names, dtype=np.int64)]
    return replace(judged, clusters=replace(judged.clusters, times=times, repeated=True))


def _twice(column: Column, missing: str) -> Column:
    """The codes of the patterns for their yes and again for their no."""
    if missing == "listwise":
        column = column.recoded(tuple(level for level in column.levels if level != NOT_RECORDED))
    return replace(column, codes=np.tile(column.codes, 2))


def pooled(scope: Scope) -> bool:
    """Whether the judgements of all factors are taken together, several of a case."""
    return scope.question.per_factor and scope.factor is None


def _notes(scope: Scope, options: Options) -> list[str]:
    """What must be known of a regression for how it was asked: a sentence each."""
    more = []
    if pooled(scope):
        more.append(_POOLED)
    if options.missing == "category":
        more.append(_NOT_RECORDED_COUNTS)
    return more
