"""The store to use now: the one pointed at, or the next that can be trusted."""

from contextlib import suppress
from pathlib import Path

import duckdb

from probation.domain.wording import day
from probation.errors import ReaderError, StoreError, ToldError, told
from probation.store.atomic_files import build_lock, remove_left
from probation.store.build import INCOMING, Progress, build_locked, silent
from probation.store.claims import holds_shipped, planted
from probation.store.connection import Store, open_store
from probation.store.generation import (
    POINTER,
    file_of,
    names,
    outdated,
    point,
    pointed,
    pointer,
    trusted,
    whole,
)
from probation.store.past import past, withdrawn_on
from probation.store.private import close_to_others
from probation.store.record import Generation, recorded
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
_WITHDRAWN = (
    "The case set shown before was withdrawn on {on}; another is shown: {good}, built on {day}.",
    "The case set shown before was withdrawn on {on}; the shipped cases are shown.",
)
#: What a file of DuckDB's holds behind its first checksum.
_MAGIC = b"DUCK"
#: What stands in place of every number until somebody chooses; its ends are the reasons.
_UNCHOSEN = (
    "No figures are shown: {why}. Those who look after this dashboard choose what is shown instead:"
    " python -m probation stores lists the case sets, python -m probation rollback NAME shows one,"
    " and python -m probation import takes files in."
)
_NO_POINTER = "it cannot be made out which case set is in use"
_NOT_RENEWED = (
    "The shipped files have changed, but the store could not be built again, so the one built on"
    " {day} is shown. {error}"
)


def ready(data: Path, stores: Path, progress: Progress = silent) -> tuple[Store, str | None]:
    """Opens the store to use, building it from ``data`` where there is none that can be trusted.

    Gives the open store, and a sentence for every page where it is not the one that should be
    shown (None where all is well). What another version of the dashboard stored is derived again
    first. A synthetic store is built again when the files it came from have changed, unless
    somebody rolled back to it. What a killed import left behind goes, and nobody else may read
    what stays.

    Raises ReaderError where a file in ``data`` cannot be taken, StoreError where the store cannot
    be written or opened, or where no number may be shown: see ``unchosen``.
    """
    source = shipped(data)
    _tidy(stores)
    bring_up_to_date(stores, progress)
    tried: set[str] = set()
    while True:
        found, said = _found(source, stores, progress)
        try:
            return open_store(found.path, found), said or notice(stores)
        except StoreError:
            # three newer generations while we looked, and this one was removed
            if found.name in tried or pointed(stores) in (None, found.name):
                raise
            tried.add(found.name)


def _tidy(stores: Path) -> None:
    if not stores.is_dir():
        return
    remove_left(stores, INCOMING)
    for path in [stores, *stores.iterdir()]:
        with suppress(OSError):  # gone meanwhile
            close_to_others(path)


def changed(store: Store, stores: Path) -> bool:
    """Whether the pointer names another generation than the one that is open, or none.

    Cheap enough for every run of a page.
    """
    return pointed(stores) != store.generation.name


def unchosen(stores: Path) -> str | None:
    """A sentence where no number may be shown until somebody chooses a case set; else None.

    That is so where the pointer, or the generation that counts, is lost, and cases that are not
    synthetic were ever shown: to show others in their place would be to publish them. Writes
    nothing.
    """
    name = pointed(stores)
    if (name and trusted(stores, name)) or not _ever_real(stores):
        return None
    return _UNCHOSEN.format(why=_reason(stores, name) if name else _NO_POINTER)


def _reason(stores: Path, name: str) -> str:
    if on := withdrawn_on(stores, name):
        return f"the case set in use, {name}, was withdrawn on {on}"
    lost = recorded(file_of(stores, name))
    if lost and outdated(lost):
        return (
            f"the case set in use, {name}, was stored for another version of this dashboard and"
            " could not be brought up to this one (on a full disk, free some space and start again)"
        )
    return f"the case set in use, {name}, is damaged or cannot be found"


def _ever_real(stores: Path) -> bool:
    """Whether cases that are not synthetic were ever shown, as far as anything left tells.

    Of a history that cannot be read in full, nobody can say that they were not.
    """
    told = past(stores)
    if not told.whole or not all(event.synthetic for event in told.events):
        return True
    return any(_real(file_of(stores, name)) for name in names(stores))


def _real(path: Path) -> bool:
    """Whether a generation's record, or its file, says that its cases are not synthetic.

    Of a file of DuckDB's that cannot be read and has no record nobody can say that they were.
    """
    found = recorded(path)
    if found and not found.synthetic:
        return True
    try:
        if not planted(path):
            return not holds_shipped(path)
    except duckdb.Error:
        pass
    return found is None and _of_duckdb(path)


def _of_duckdb(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC) + 8).endswith(_MAGIC)
    except OSError:
        return False


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
    lost = _sound(stores, name) if name else None
    if lost and _ships(lost, source):
        return _renewed(lost, source, stores, progress)
    if refused := unchosen(stores):
        raise ToldError(refused)
    on = withdrawn_on(stores, name) if name else None
    instead, again = _WITHDRAWN if on else _OUTDATED if lost else _DAMAGED
    words = {"lost": lost and lost.label, "on": on}
    for good in filter(None, (trusted(stores, other) for other in names(stores))):
        if not _stale(good, source):
            said = instead.format(good=good.label, day=_day(good), **words)
            with suppress(StoreError, OSError):  # a full disk is no reason to show nothing
                point(stores, good.name, said)
            return good, said
    known = (stores / POINTER).exists()
    rebuilt = again.format(**words) if known else None
    first = not (known or names(stores) or past(stores).events)
    return build_locked(source, stores, progress, rebuilt, shipped_alone=not first), rebuilt


def _sound(stores: Path, name: str) -> Generation | None:
    """The generation that counts where nothing is wrong with it but its age."""
    try:
        return whole(stores, name)
    except StoreError:
        return None


def _renewed(
    stale: Generation, source: Source, stores: Path, progress: Progress
) -> tuple[Generation, str | None]:
    """A new generation of the shipped files, or the stale one where it cannot be written."""
    try:
        return build_locked(source, stores, progress, shipped_alone=True), None
    except StoreError as error:
        if not trusted(stores, stale.name):
            raise
        return stale, _NOT_RENEWED.format(day=_day(stale), error=told(error))


def _day(built: Generation) -> str:
    return day(built.built_at)
