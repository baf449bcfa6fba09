"""The store to use now: the one pointed at, or the next that can be trusted."""

from contextlib import suppress
from pathlib import Path

from probation.errors import ReaderError, StoreError, told
from probation.store.build import Progress, build_locked, silent
from probation.store.connection import Store, open_store
from probation.store.durable import build_lock
from probation.store.generation import (
    POINTER,
    Generation,
    file_of,
    names,
    outdated,
    point,
    pointed,
    pointer,
    recorded,
    trusted,
)
from probation.store.source import Source, shipped
from probation.store.upgrade import bring_up_to_date

#: What is said where another generation stands in, and where the shipped files are built again.
_DAMAGED = (
    "The stored case set was damaged or could not be found; another that was whole is shown"
    " instead: {good}, built on {day}.",
    "The stored case set was damaged; it has been built again from the shipped files.",
)
_OUTDATED = (
    "The case set '{lost}' was stored for another version of this dashboard; import its files"
    " again. Until then another is shown: {good}, built on {day}.",
    "The case set '{lost}' was stored for another version of this dashboard; import its files"
    " again. Until then the shipped cases are shown.",
)
_NOT_RENEWED = (
    "The shipped files have changed, but the store could not be built again, so the one built on"
    " {day} is shown. {error}"
)


def ready(data: Path, stores: Path, progress: Progress = silent) -> tuple[Store, str | None]:
    """Opens the store to use, building it from ``data`` where there is none that can be trusted.

    Gives the open store, and a sentence for every page where it is not the one that should be
    shown (None where all is well). What another version of the dashboard stored is derived again
    first. A synthetic store is built again when the files it came from have changed, unless
    somebody rolled back to it.

    Raises ReaderError where a file in ``data`` cannot be taken, StoreError where the store cannot
    be written or opened.
    """
    source = shipped(data)
    bring_up_to_date(stores, progress)
    while True:
        found, said = _found(source, stores, progress)
        try:
            return open_store(found.path, found), said or notice(stores)
        except StoreError:
            # three newer generations while we looked, and this one was removed
            if pointed(stores) in (None, found.name):
                raise


def changed(store: Store, stores: Path) -> bool:
    """Whether the pointer names another generation than the one that is open.

    Cheap enough for every run of a page. A pointer that cannot be read changes nothing: what is
    open was checked when it was opened.
    """
    return pointed(stores) not in (None, store.generation.name)


def notice(stores: Path) -> str | None:
    """What every page must say of the generation that counts; None where all is well.

    It stands in the pointer, so that every process says it until another generation counts. Cheap
    enough for every run of a page.
    """
    found = pointer(stores)
    return found.notice if found else None


def _found(source: Source, stores: Path, progress: Progress) -> tuple[Generation, str | None]:
    """The generation to open, and what could not be written in the pointer for others to say."""
    found = _followed(stores, source)
    if found:
        return found, None
    with build_lock(stores):
        found = _followed(stores, source)  # another process may have built it while we waited
        return (found, None) if found else _replacement(source, stores, progress)


def _followed(stores: Path, source: Source) -> Generation | None:
    """The generation that counts, where it can be shown and is not to be built again."""
    found = pointer(stores)
    current = trusted(stores, found.generation) if found else None
    if found and current and (found.chosen or not _stale(current, source)):
        return current
    return None


def _ships(found: Generation, source: Source) -> bool:
    """Whether a generation is one of the shipped case set, and no extract of made-up cases."""
    return found.synthetic and found.label == source.label


def _stale(found: Generation, source: Source) -> bool:
    try:
        return _ships(found, source) and found.source_hash != source.source_hash()
    except ReaderError:
        return False  # files that cannot be read are no reason to give up a good store


def _replacement(source: Source, stores: Path, progress: Progress) -> tuple[Generation, str | None]:
    """What is shown in place of a generation that counts and cannot be shown, or is stale."""
    name = pointed(stores)
    lost = recorded(file_of(stores, name)) if name else None
    if lost and _ships(lost, source) and (outdated(lost) or _stale(lost, source)):
        return _renewed(lost, source, stores, progress)
    instead, again = _OUTDATED if lost and outdated(lost) else _DAMAGED
    for good in filter(None, (trusted(stores, other) for other in names(stores))):
        if not _stale(good, source):
            said = instead.format(lost=lost and lost.label, good=good.label, day=_day(good))
            with suppress(StoreError, OSError):  # a full disk is no reason to show nothing
                point(stores, good.name, said)
            return good, said
    known = (stores / POINTER).exists()
    rebuilt = again.format(lost=lost and lost.label) if known else None
    return build_locked(source, stores, progress, rebuilt), rebuilt


def _renewed(
    stale: Generation, source: Source, stores: Path, progress: Progress
) -> tuple[Generation, str | None]:
    """A new generation of the shipped files, or the stale one where it cannot be written."""
    try:
        return build_locked(source, stores, progress), None
    except StoreError as error:
        if not trusted(stores, stale.name):
            raise
        return stale, _NOT_RENEWED.format(day=_day(stale), error=told(error))


def _day(built: Generation) -> str:
    return f"{built.built_at.day} {built.built_at:%B %Y}"
