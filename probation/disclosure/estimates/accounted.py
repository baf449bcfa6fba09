"""What a model accounts for, and what it does not and a reader must know: in sentences."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np

from probation.domain.codes import Codebook, cases
from probation.domain.scope import Scope
from probation.domain.vocabulary import NOT_RECORDED, PLACES, Dimension
from probation.domain.wording import join_or, plural, upper_first
from probation.stepwise.columns import Column

if TYPE_CHECKING:
    import pandas as pd

    from probation.store.connection import Store

#: What is known of a case. Areas stand for their divisions and owners.
RECORDED = tuple(d for d in Dimension if d not in PLACES or d == Dimension.AREA)
#: A level missing from a group is no chance where chance alone would do that this seldom.
_BY_CHANCE = 0.001


def accounted(
    store: "Store", where: Scope, variable: Dimension, model: Collection[str]
) -> tuple[str, ...]:
    """What a model accounts for beside ``variable``, among the cases of the scope's filters.

    model: the variables of the model, codes of dimensions; ``variable`` may be one of them. See
    ``sentences``.
    """
    # needs pandas, which takes long to load
    from probation.disclosure.gate import to_fit
    from probation.store.queries.people import people

    counts = to_fit(people(store, where, list(dict.fromkeys([variable, *RECORDED]))))
    return sentences(counts, variable, model, store.codes)


def of_model(
    store: "Store", where: Scope, model: Sequence[str], looked_at: Collection[str]
) -> tuple[str, ...]:
    """What a model selected among ``looked_at`` accounts for beside its first variable.

    Then what cannot be told apart from any of its variables. See ``sentences``.
    """
    from probation.disclosure.gate import to_fit
    from probation.store.queries.people import people

    first, *others = map(Dimension, model)
    counts = to_fit(people(store, where, list(dict.fromkeys([first, *others, *RECORDED]))))
    found = [*sentences(counts, first, model, store.codes, looked_at)]
    found += [apart for of in others if (apart := _apart(counts, of, model, store.codes))]
    return tuple(found)


def sentences(
    counts: "pd.DataFrame",
    variable: Dimension,
    model: Collection[str],
    codes: Codebook,
    looked_at: Collection[str] = (),
) -> tuple[str, ...]:
    """'Accounted for: ...', 'Not accounted for: ...', and which of them go with ``variable``.

    looked_at: variables that a selection was offered; where it took ``variable`` alone of several,
    the reader is told elsewhere that nothing else is accounted for.

    counts: cases by pattern, a column for each of RECORDED and for ``variable``, and n. What is the
    same in all of them is not spoken of: it is no difference between the groups. A variable goes
    with ``variable`` where one of its levels is never found at one of the levels of that, and
    chance alone would leave such a level out in less than 1 of 1,000 case sets: then the two
    cannot be fully told apart, whatever the model.
    """
    others = _others(counts, variable)
    inside = [d.phrase for d in others if d in model]
    outside = [d for d in others if d not in model and d not in looked_at]
    found = []
    if inside or len(looked_at) < 2:
        found.append(f"Accounted for: {join_or(inside, 'and') or 'nothing else'}.")
    left = [d.phrase for d in others if d not in model and d in looked_at]
    entered_not = f"{join_or(left, 'and')} (looked at and not entered)" if left else ""
    never = join_or([d.phrase for d in outside], "and")
    if named := "; ".join(filter(None, [never, entered_not])):
        found.append(f"Not accounted for: {named}.")
    if apart := _apart(counts, variable, (), codes):
        found.append(apart)
    return tuple(found)


def _others(counts: "pd.DataFrame", variable: Dimension) -> list[Dimension]:
    """What else cases differ in; of places nothing beside a place."""
    others = [d for d in RECORDED if d != variable and _varies(counts, d)]
    return [d for d in others if d not in PLACES] if variable in PLACES else others


def _apart(
    counts: "pd.DataFrame", variable: Dimension, told: Collection[str], codes: Codebook
) -> str:
    """Which variables go with ``variable``, those told of elsewhere left out; '' for none."""
    others = [d for d in _others(counts, variable) if d not in told]
    apart = {d: absence for d in others if (absence := _absence(counts, variable, d))}
    if not apart:
        return ""
    named = upper_first(join_or([d.phrase for d in apart], "and"))
    lacking = _lacking(variable, apart, codes)
    return f"{named} cannot be fully told apart from {variable.phrase}: {lacking}."


def _varies(counts: "pd.DataFrame", dimension: Dimension) -> bool:
    held = Column.read(counts[dimension.value]).at(counts["n"].to_numpy() > 0).used()
    return len(set(held.levels) - {NOT_RECORDED}) > 1


def _absence(
    counts: "pd.DataFrame", variable: Dimension, other: Dimension
) -> tuple[str, str] | None:
    """A level of ``variable`` and the most frequent one of ``other`` that it lacks; or None."""
    # numpy on codes: ten of pandas' pivot tables take longer than the regression they are about
    across, down = (Column.read(counts[d.value]) for d in (variable, other))
    table = np.zeros((len(down), len(across)))
    np.add.at(table, (down.codes, across.codes), counts["n"].to_numpy(float))
    for column, axis in ((down, 0), (across, 1)):
        table.swapaxes(0, axis)[[level == NOT_RECORDED for level in column.levels]] = 0
    if not table.any():
        return None
    share = table.sum(axis=0) / table.sum()
    of_level = table.sum(axis=1)[:, None]
    lacking = np.where((table == 0) & ((1 - share) ** of_level < _BY_CHANCE), of_level, 0)
    if not lacking.any():
        return None
    code, level = np.unravel_index(lacking.argmax(), lacking.shape)
    return across.levels[level], down.levels[code]


def _lacking(variable: Dimension, apart: dict[Dimension, tuple[str, str]], codes: Codebook) -> str:
    """'CRC cases include no cases of high risk of serious harm and no cases eligible for MAPPA'."""
    by_level: dict[str, list[str]] = {}
    for dimension, (level, code) in apart.items():
        by_level.setdefault(level, []).append(f"no {cases(dimension, code, codes)}")
    return "; ".join(
        f"{cases(variable, level, codes)} include {join_or(lacked, 'and')}"
        for level, lacked in by_level.items()
    )


def same_entered(entered: Collection[str], other: Collection[str]) -> str:
    """Whether the same variables are selected once 'not recorded' is a level of its own.

    entered: without the cases of which a candidate is not recorded; other: with them.
    """
    if set(entered) == set(other):
        if not entered:
            return "With 'not recorded' as a level of its own no variable enters either."
        return "The same variables enter with 'not recorded' as a level of its own."
    said = []
    if more := [Dimension(name).phrase for name in other if name not in entered]:
        said.append(f"{join_or(more, 'and')} {plural(len(more), 'enters', 'enter')} too")
    if fewer := [Dimension(name).phrase for name in entered if name not in other]:
        do = plural(len(fewer), "does", "do")
        said.append(f"{join_or(fewer, 'and')} {do} not enter")
    return f"With 'not recorded' as a level of its own, {' and '.join(said)}."
