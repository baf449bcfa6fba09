"""Areas, CRC owners and NPS divisions compared: funnels."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from probation.disclosure.gate import Policy, enough, flag_of, flags, policy_of, to_fit, withhold
from probation.domain.note import Note, NoteKind
from probation.domain.scope import Scope
from probation.domain.vocabulary import CANDIDATES, PLACES, Dimension
from probation.domain.wording import join_or
from probation.statistics import funnel as limits
from probation.statistics.design_effect import design_effect
from probation.statistics.multiplicity import benjamini_hochberg
from probation.stepwise.cautions import AMBER
from probation.store.connection import Store
from probation.store.queries.clusters import sums
from probation.store.queries.covariates import covariates

#: What a funnel can be adjusted for: the kinds of cases, and beside them who is in charge of them.
CASE_MIX: tuple[Dimension, ...] = tuple(b for b in CANDIDATES if b != Dimension.PROVIDER)
CASE_MIX_AND_PROVIDER: tuple[Dimension, ...] = CANDIDATES
_NOT_PROVIDER = "; not for provider, which is part of what is judged"
_ALL_FACTORS = (
    "A case counts once for each of its priority factors. Limits and tests allow for that: these"
    " {n:,} judgements tell as much as {worth:,.0f} independent ones (design effect {effect:.2f})."
)
_PLACES_SET_ASIDE = (
    "Filters of area, CRC owner and NPS division are set aside: all places are compared."
)
#: So many sizes a limit is drawn through.
_POINTS = 400


@dataclass(frozen=True)
class Funnel:
    """Units against all of them together.

    rows: one row a unit (see ``funnel``). limits: what the lines are drawn through, in columns n
    and those of statistics.funnel.LIMITS, in per cent (see statistics.funnel.curve; adjusted, the
    units' own limits). percent: of all units together; NaN where they have under 10 cases.
    case_mix: what it is adjusted for; nothing where it is not. effect: the design effect, None
    where a case has one judgement. notes: what must be known of it. flag: of all units together.
    too_few: 'Too few cases (3) to compare' where these are under 10; else ''.
    """

    rows: pd.DataFrame
    limits: pd.DataFrame
    percent: float
    case_mix: tuple[Dimension, ...]
    effect: float | None
    notes: tuple[Note, ...]
    flag: str | None
    too_few: str

    @property
    def adjusted_for(self) -> str:
        """What it is adjusted for, in a sentence; '' where it is not."""
        return adjusted_for(self.case_mix) if self.case_mix else ""


def adjusted_for(case_mix: Sequence[Dimension]) -> str:
    """'Adjusted for gender and age group.'; what it is not adjusted for and matters."""
    without = "" if Dimension.PROVIDER in case_mix else _NOT_PROVIDER
    return f"Adjusted for {join_or([b.phrase for b in case_mix], 'and')}{without}."


def funnel(
    store: Store, scope: Scope, unit: Dimension, case_mix: tuple[Dimension, ...] = ()
) -> Funnel:
    """The funnel of one question, of one factor or all reported ones together.

    Filters of place are set aside. case_mix: what it is adjusted for, CASE_MIX or
    CASE_MIX_AND_PROVIDER. Columns of ``rows``: the unit (its codes, in the order of Table A1, also
    without a judgement); n, yes, cases (that have a judgement); design_effect (1 where a case has
    one judgement); percent, expected, lower95, upper95, lower998, upper998, position, p (see
    statistics.funnel.funnel; with ``case_mix`` see statistics.funnel.adjusted); p_bh (Benjamini and
    Hochberg's, over the units that have a percentage); flag ('u' under 30 cases, else None).
    Under 10 cases percent, p and p_bh are NaN and position is None; expected and the limits, which
    do not go by the unit's own answers, hold at any base. Of all
    factors together limits and tests allow for several judgements of one case (see
    statistics.design_effect). Where too few judgements bear the adjustment it is not made, and a
    note says so. On fewer than 10 cases of all units together there is nothing but counts.
    """
    policy, cells = policy_of(store), _cells(store, scope, (unit, *case_mix))
    pooled = _pooled(scope)
    counts = cells.groupby(unit.value, observed=False)[["n", "yes", "cases"]].sum().reset_index()
    n, yes, cases = (int(counts[name].sum()) for name in ("n", "yes", "cases"))
    comparable = enough(cases) and not any(map(policy.small, (yes, n - yes)))
    percent = 100 * yes / n if comparable else np.nan
    found, effect, mixed = None, None, list[Note]()
    if case_mix and comparable:
        found, effect, mixed = _adjusted(cells, unit, case_mix, pooled)
    adjusted = found is not None
    if found is None:
        effect = design_effect(cells, yes / n) if pooled and n else None
        found = limits.funnel(counts, effect)
    if not comparable:
        found[["expected", *limits.LIMITS, "p"]] = np.nan
        found["position"] = None
    drawn = found if adjusted or not comparable else _curve(found["n"], percent / 100, effect)
    return Funnel(
        _shown(found.assign(cases=counts["cases"], design_effect=effect or 1.0), unit, policy),
        drawn[["n", *limits.LIMITS]].dropna().sort_values("n").reset_index(drop=True),
        percent,
        case_mix if adjusted else (),
        effect,
        _notes(scope, mixed, n if comparable else 0, effect),
        flag_of(cases),
        "" if comparable else f"Too few cases ({cases}) to compare",
    )


def _cells(store: Store, scope: Scope, dimensions: Sequence[Dimension]) -> pd.DataFrame:
    """Judgements and cases by pattern of the first dimension, with all its levels, and others."""
    bare, unit = everywhere(scope), dimensions[0]
    if _pooled(scope):
        cells = to_fit(sums(store, bare, dimensions, scope.question))
    else:
        cells = to_fit(covariates(store, bare, dimensions, scope.question, scope.factor))
        cells["cases"] = cells["n"]
    cells[unit.value] = cells[unit.value].cat.set_categories(list(store.codes[unit]))
    return cells


def _pooled(scope: Scope) -> bool:
    """Whether a case may have several judgements."""
    return scope.question.per_factor and scope.factor is None


def _shown(found: pd.DataFrame, unit: Dimension, policy: Policy) -> pd.DataFrame:
    """The rows of a funnel, unreliable figures withheld; all its tests judged together."""
    found = withhold(found, policy)
    bands = ["expected", *limits.LIMITS]  # they tell of a unit's size
    found[bands] = found[bands].where(found["cases"].notna())
    shown = enough(found["cases"])
    first = [unit.value, "n", "yes", "cases", "design_effect", "percent", "expected"]
    p = found["p"].where(shown)
    return found[[*first, *limits.LIMITS, "position", "p"]].assign(
        **{unit.value: found[unit.value].astype(str)},
        percent=found["percent"].where(shown),
        position=found["position"].where(shown, None),
        p=p,
        p_bh=benjamini_hochberg(p.tolist()),
        flag=flags(found["cases"]),
    )


def everywhere(scope: Scope) -> Scope:
    """``scope`` without its filters of place and without a breakdown."""
    where = tuple((dim, codes) for dim, codes in scope.where if dim not in PLACES)
    return replace(scope, where=where, breakdown=None)


def _adjusted(
    cells: pd.DataFrame, unit: Dimension, case_mix: Sequence[Dimension], pooled: bool
) -> tuple[pd.DataFrame | None, float | None, list[Note]]:
    """The adjusted funnel, or None where it is not to be had; its design effect; what to say."""
    variables = [dimension.value for dimension in case_mix]
    try:
        effect = limits.effect_beside(cells, variables) if pooled else None
        found = limits.adjusted(cells, unit.value, variables, effect)
    except limits.TooFewError as error:
        few = f"There are too few judgements to adjust for case mix: {error}."
        return None, None, [Note(NoteKind.CAUTION, few)]
    each = limits.events_per_parameter(cells, variables)
    uncertain = (
        f"The model has {each:.1f} judgements of the rarer answer for each of its parameters,"
        f" fewer than {AMBER}: what it expects is uncertain."
    )
    caution = [Note(NoteKind.CAUTION, uncertain)] if each < AMBER else []
    return found, effect, [*caution, Note(NoteKind.METHOD, adjusted_for(case_mix))]


def _curve(n: pd.Series, rate: float, effect: float | None) -> pd.DataFrame:
    """The lines at every size up to the largest unit, or at ``_POINTS`` of them."""
    sizes = np.unique(np.linspace(1, n.max(), min(_POINTS, n.max())).round())
    return limits.curve(sizes, rate, effect).mul(100 / sizes, axis=0).assign(n=sizes)


def _notes(scope: Scope, mixed: Sequence[Note], n: int, effect: float | None) -> tuple[Note, ...]:
    """mixed: what is to be said of the case mix. n: judgements, 0 where nothing is compared."""
    notes = list(mixed)
    if any(dimension in PLACES for dimension, _ in scope.where):
        notes.insert(0, Note(NoteKind.FILTERS, _PLACES_SET_ASIDE))
    if effect is not None and n:
        clustered = _ALL_FACTORS.format(n=n, worth=n / effect, effect=effect)
        notes.append(Note(NoteKind.METHOD, clustered))
    return tuple(notes)
