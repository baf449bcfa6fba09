"""What the parameters of an address ask of a store: a question, its factor, whose cases."""

from probation.domain.address import Params, one
from probation.domain.questions import QUESTIONS, Question
from probation.domain.scope import Scope, filters
from probation.domain.vocabulary import REPORTED_FACTORS, Dimension, Factor
from probation.store.connection import Store

Codes = dict[str, str]


def question(params: Params) -> Question:
    """The question asked; the first one where none is, or all are."""
    first = next(iter(QUESTIONS.values()))
    return QUESTIONS.get(one(params, "question"), first)


def scope(store: Store, params: Params) -> Scope:
    """The question with its factor and breakdown, where it can have them, and the filters."""
    asked = question(params)
    factor = one(params, "factor") if asked.per_factor else ""
    by = one(params, "by") if asked.per_factor and not factor else ""
    return Scope(
        asked,
        Factor(factor) if factor else None,
        Dimension(by) if by else None,
        filters(params, store.codes),
    )


def everyone(store: Store, params: Params) -> Scope:
    """The filters alone, under the first question: for what is not about one question."""
    return Scope(next(iter(QUESTIONS.values())), where=filters(params, store.codes))


def in_view(params: Params) -> Params:
    """``params`` with the area whose profile is shown, as ``place``: the only one of the filter."""
    areas = params.get(Dimension.AREA.value, [])
    return params | {"place": areas} if len(areas) == 1 and not params.get("place") else params


def on(params: Params, name: str) -> bool:
    """Whether a switch of the address is on."""
    return one(params, name) == "on"


def factors() -> Codes:
    """Code and label of each factor that is shown."""
    return {factor.value: factor.label for factor in REPORTED_FACTORS}
