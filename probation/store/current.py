"""The store to use now: the one pointed at, or the next that can be trusted."""

from pathlib import Path

from probation.errors import ReaderError
from probation.store.build import Progress, build_locked, silent
from probation.store.connection import Store, open_store
from probation.store.generation import (
    POINTER,
    Generation,
    build_lock,
    names,
    point,
    pointed,
    trusted,
    writing,
)
from probation.store.source import CaseFiles, shipped


def ready(data: Path, stores: Path, progress: Progress = silent) -> tuple[Store, str | None]:
    """Opens the store to use, building it from ``data`` where there is none that can be trusted.

    Gives the open store, and a sentence for every page where the stored case set was damaged
    (None where all is well). A synthetic store is built again when the files it came from, the
    codes or the SQL have changed.

    Raises ReaderError where a file in ``data`` cannot be taken, StoreError where the store cannot
    be written or opened.
    """
    source = shipped(data)
    notice = None
    found = _followed(stores)
    if found is None or _stale(found, source):
        with build_lock(stores):
            found = _followed(stores)  # another process may have built it while we waited
            if found is None:
                found, notice = _recovered(source, stores, progress)
            elif _stale(found, source):
                found = build_locked(source, stores, progress)
    return open_store(found.path, found), notice


def changed(store: Store, stores: Path) -> bool:
    """Whether the pointer names another generation than the one that is open.

    Cheap enough for every run of a page. A pointer that cannot be read changes nothing: what is
    open was checked when it was opened.
    """
    return pointed(stores) not in (None, store.generation.name)


def _followed(stores: Path) -> Generation | None:
    name = pointed(stores)
    return trusted(stores, name) if name else None


def _stale(found: Generation, source: CaseFiles) -> bool:
    try:
        return found.synthetic and found.source_hash != source.source_hash()
    except ReaderError:
        return False  # files that cannot be read are no reason to give up a good store


def _recovered(
    source: CaseFiles, stores: Path, progress: Progress
) -> tuple[Generation, str | None]:
    """The newest other generation that can be trusted, or else a new one."""
    damaged = (stores / POINTER).exists()
    for name in names(stores):
        good = trusted(stores, name)
        if good and not _stale(good, source):
            with writing(stores):
                point(stores, name)
            return good, (
                "The stored case set was damaged or could not be found; another that was whole is"
                f" shown instead: {good.label}, built on {good.built_at.day} {good.built_at:%B %Y}."
            )
    built = build_locked(source, stores, progress)
    if not damaged:
        return built, None
    return built, "The stored case set was damaged; it has been built again from the shipped files."
