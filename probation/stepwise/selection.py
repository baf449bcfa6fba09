"""Forward stepwise logistic regression: SPSS LOGISTIC REGRESSION, METHOD=FSTEP.

Variables enter one at a time by the score test and leave by the likelihood-ratio, Wald or
conditional test. Source: HM Inspectorate of Probation, Research & Analysis Bulletin 2019/01,
Annex A (p < .05 to enter, p > .1 to leave), and SPSS Statistics Algorithms.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .errors import StepwiseError, check_known
from .models import Model, Models, starts
from .removal import without
from .score import ChiSquare, scores

NO_CANDIDATE = "no_candidate_below_PIN"
ALL_IN = "all_candidates_in_model"
PERFECT_FIT = "perfect_fit"
ENTRY_REPEATS = "entry_would_repeat_previous_model"
REMOVAL_REPEATS = "removal_would_repeat_previous_model"

#: Why a selection stopped, to be filled in with the variable it is about.
STOPPED = {
    NO_CANDIDATE: "no candidate outside has a p below that to enter.",
    ALL_IN: "all candidates are in the model.",
    PERFECT_FIT: "the model predicts every case without error.",
    ENTRY_REPEATS: "entering {variable} would repeat an earlier model.",
    REMOVAL_REPEATS: "removing {variable} would repeat an earlier model, so it stays in.",
}

#: Called now and then during what may take long.
Watch = Callable[[], None]

#: The statistics by which a variable can leave.
REMOVALS = ("lr", "wald", "cond")

#: Log p nearer to each other than this, relatively, are a tie: rounding must not break it.
_TIE = 1e-11


@dataclass(frozen=True)
class Criteria:
    """When a variable enters (p < enter) and leaves (p > remove, of the statistic removal).

    Raises StepwiseError with one sentence where they cannot be used.
    """

    enter: float = 0.05
    remove: float = 0.10
    removal: str = "lr"

    def __post_init__(self) -> None:
        if not 0 < self.enter < self.remove <= 1:
            raise StepwiseError(
                f"The p to enter ({self.enter:g}) must be above 0 and below the p to be removed"
                f" ({self.remove:g}), and that at most 1."
            )
        check_known([self.removal], REMOVALS, "removal statistic")


@dataclass(frozen=True)
class Outside:
    """A candidate not in the model, and the score test of adding it."""

    variable: str
    df: int
    score: float
    p: float
    log_p: float


@dataclass(frozen=True)
class Overall:
    """The score test of adding all candidates outside at once."""

    df: int
    score: float
    p: float


@dataclass(frozen=True)
class Inside:
    """A variable in the model, and the tests of removing it. p is of the removal statistic."""

    variable: str
    df: int
    lr: float
    wald: float
    cond: float
    p: float
    log_p: float
    lr_p: float


@dataclass(frozen=True)
class State:
    """A model on the way, with what would happen if it were changed."""

    variables: tuple[str, ...]
    minus2ll: float
    not_in_equation: tuple[Outside, ...]
    overall: Overall | None
    removal_table: tuple[Inside, ...]


@dataclass(frozen=True)
class Step:
    """One variable entered or removed. The tables are those of the model after it.

    action: enter or remove; statistic, stat_name: what decided it (score, lr, wald or cond).
    """

    step: int
    action: str
    variable: str
    df: int
    statistic: float
    stat_name: str
    p: float
    after: State


@dataclass(frozen=True, eq=False)
class Path:
    """The whole selection. stop_variable: the one whose entry or removal would repeat a model."""

    start: State
    steps: tuple[Step, ...]
    stop_reason: str
    stop_variable: str | None
    final: Model


def select(
    models: Models, candidates: Sequence[str], criteria: Criteria, watch: Watch | None = None
) -> Path:
    """Forward stepwise selection among ``candidates``, whose order breaks ties.

    watch: called before each step; it may raise, where there is no more time for it.
    """
    search = _Search(models, tuple(candidates), criteria, watch)
    reason, variable = search.run()
    return Path(search.start, tuple(search.steps), reason, variable, search.model)


class _Search:
    def __init__(
        self,
        models: Models,
        candidates: tuple[str, ...],
        criteria: Criteria,
        watch: Watch | None,
    ) -> None:
        self.models = models
        self.watch = watch
        self.candidates = candidates
        self.criteria = criteria
        self.model = models.model(())
        self.start = self.state = self._state()
        self.steps: list[Step] = []
        self.seen = {frozenset[str]()}

    def run(self) -> tuple[str, str | None]:
        """Steps until nothing more enters; gives the stop reason and the variable it is about."""
        while outside := self.state.not_in_equation:
            best = _first(outside)
            if not best.p < self.criteria.enter:
                return NO_CANDIDATE, None
            if not self._move("enter", best.variable, best.df, best.score, "score", best.p):
                return ENTRY_REPEATS, best.variable
            if self.model.fit.perfect:
                return PERFECT_FIT, None
            while weakest := _last(self.state.removal_table):
                if not weakest.p > self.criteria.remove:
                    break
                name = self.criteria.removal
                statistic = getattr(weakest, name)
                if not self._move(
                    "remove", weakest.variable, weakest.df, statistic, name, weakest.p
                ):
                    return REMOVAL_REPEATS, weakest.variable
        return (ALL_IN, None) if self.candidates else (NO_CANDIDATE, None)

    def _move(
        self, action: str, variable: str, df: int, statistic: float, name: str, p: float
    ) -> bool:
        """Makes the model with or without a variable the current one, unless it was before."""
        inside = self.model.variables
        changed = tuple(v for v in inside if v != variable)
        if action == "enter":
            changed = (*inside, variable)
        if frozenset(changed) in self.seen:
            return False
        if self.watch:
            self.watch()
        self.seen.add(frozenset(changed))
        self.model = self.models.model(changed, starts(self.model, self.model.fit.b))
        self.state = self._state()
        number = len(self.steps) + 1
        self.steps.append(Step(number, action, variable, df, statistic, name, p, self.state))
        return True

    def _state(self) -> State:
        inside = self.model.variables
        blocks = self.models.blocks
        outside = {name: blocks[name] for name in self.candidates if name not in inside}
        if self.model.fit.perfect:  # no weight is left to test with
            tests = {name: ChiSquare(0.0, at.stop - at.start) for name, at in outside.items()}
            overall = None
        else:
            tests, together = scores(self.model.fit, self.models.design, outside)
            overall = Overall(together.df, together.statistic, together.p) if outside else None
        return State(
            inside,
            self.model.fit.minus2ll,
            tuple(Outside(v, t.df, t.statistic, t.p, t.log_p) for v, t in tests.items()),
            overall,
            removal_tests(self.models, self.model, self.criteria.removal),
        )


def removal_tests(models: Models, model: Model, removal: str) -> tuple[Inside, ...]:
    """The tests of removing each variable of a model; p is that of the statistic ``removal``."""
    return tuple(_inside(models, model, variable, removal) for variable in model.variables)


def _inside(models: Models, model: Model, variable: str, removal: str) -> Inside:
    own = model.own(models.blocks[variable])
    rest = tuple(v for v in model.variables if v != variable)
    reduced = without(model.fit, own)
    refitted = models.model(rest, starts(model, reduced.b, own))
    lr = max(2 * (model.fit.log_likelihood - refitted.fit.log_likelihood), 0.0)
    df = int(own.sum())
    tests = {
        "lr": ChiSquare(lr, df),
        "wald": ChiSquare(reduced.wald, df),
        "cond": ChiSquare(reduced.cond, df),
    }
    decides = tests[removal]
    return Inside(
        variable,
        df,
        lr,
        reduced.wald,
        reduced.cond,
        decides.p,
        decides.log_p,
        tests["lr"].p,
    )


def _first(outside: Sequence[Outside]) -> Outside:
    """The candidate with the smallest log p; ties: the larger statistic, then list order."""
    least = min(o.log_p for o in outside)
    tied = [o for o in outside if o.log_p <= least + _TIE * abs(least)]
    most = max(o.score for o in tied)
    return next(o for o in tied if o.score >= most * (1 - _TIE))


def _last(inside: Sequence[Inside]) -> Inside | None:
    """The variable with the largest log p; ties: the one that entered first."""
    if not inside:
        return None
    most = max(i.log_p for i in inside)
    return next(i for i in inside if i.log_p >= most - _TIE * abs(most))
