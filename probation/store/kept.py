"""How many case sets stay stored, and which give way to a new one."""

from collections.abc import Sequence
from pathlib import Path

from probation.domain.wording import join_or
from probation.store.generation import (
    clear_left,
    clear_others,
    discard,
    file_of,
    names,
    pointed,
    trusted,
)
from probation.store.past import withdrawn_on
from probation.store.record import recorded

KEPT = 3


def prune(stores: Path, before: str | None) -> None:
    """Keeps three: the generation that counts, the one that did before, and the newest others.

    One that cannot be shown gives way to one that can. What a killed build left behind goes too,
    and the files of other versions where ours is whole. Only for the holder of the build lock.
    """
    finished = _staying(stores, [pointed(stores), before], KEPT)
    for name in names(stores):
        if name not in finished:
            discard(stores, name)
        elif len(list(stores.glob(f"{name}.*duckdb"))) > 1 and trusted(stores, name):
            clear_others(stores, name)
    clear_left(stores)


def _staying(stores: Path, first: Sequence[str | None], kept: int) -> list[str]:
    """So many finished generations: some first, then the newest of those that can be shown."""
    finished = [
        name
        for name in names(stores)
        if recorded(file_of(stores, name)) and not withdrawn_on(stores, name)
    ]
    if len(finished) <= kept:
        return finished
    leading = [name for name in first if name in finished]
    whole = [name for name in finished if name in leading or trusted(stores, name)]
    return list(dict.fromkeys([*leading, *whole, *finished]))[:kept]


def giving_way(stores: Path) -> str | None:
    """A sentence that names what the next new case set clears away; None where nothing is."""
    staying = _staying(stores, [pointed(stores)], KEPT - 1)
    going = [
        f"{name} ({_label(stores, name)})"
        for name in names(stores)
        if name not in staying and not withdrawn_on(stores, name)
    ]
    if not going:
        return None
    return (
        f"{KEPT} case sets are kept: a new one clears away {join_or(going, 'and')}; links made on"
        " what goes no longer show what they showed then."
    )


def _label(stores: Path, name: str) -> str:
    found = recorded(file_of(stores, name))
    return found.label if found else "its record cannot be read"
