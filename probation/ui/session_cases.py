"""A case set of one session: opened, used by its pages, forgotten with it."""

import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pandas as pd
import streamlit as st

from probation.disclosure.estimates.cases import inspections
from probation.domain.vocabulary import Dimension
from probation.domain.wording import counted
from probation.errors import StoreError
from probation.store.atomic_files import Folder, remove_left
from probation.store.connection import Store, open_store
from probation.store.generation import Generation, examined, pointed
from probation.ui import sessions

# Session keys: the store of this session alone with the folder that holds it, and what to say.
_OWN, _SAID = "own_store", "own_said"
#: Of the names of folders in which extracts are read.
_PREFIX = "extract-"


def folder() -> Folder:
    """A folder for one extract, removed once nothing refers to it: at the latest with its session.

    See ``sweep`` for one whose server was killed.
    """
    return sessions.keep(Folder(Path(tempfile.gettempdir()), _PREFIX))


def sweep() -> None:
    """Removes the folders that killed servers have left; for the start of this one."""
    remove_left(Path(tempfile.gettempdir()), _PREFIX)


def used() -> bool:
    """Whether this session looks at cases of its own."""
    return _OWN in st.session_state


def store() -> Store | None:
    """The session's own store."""
    held = st.session_state.get(_OWN)
    return held[0] if held else None


def use(generation: Generation, folder: Folder) -> None:
    """Makes a generation the case set of this session. folder: kept as long as it is used.

    Raises StoreError where it cannot be opened; then the session looks at what it did before.
    """
    opened = sessions.keep_open(open_store(generation.path, generation))
    stop()
    st.session_state[_OWN] = (opened, folder)


def stop() -> None:
    """Back to the case set of everybody."""
    held = st.session_state.pop(_OWN, None)
    if held:
        held[0].close()


def say(sentence: str) -> None:
    """A sentence for the next page."""
    st.session_state[_SAID] = sentence


def said() -> str | None:
    """What is to be said, once."""
    sentence: str | None = st.session_state.pop(_SAID, None)
    return sentence


def preview(extract: Generation, stores: Path) -> pd.DataFrame:
    """``changes`` of what everybody is shown, whatever this session looks at.

    An area has the name that the extract gives it. Raises ProbationError where one of the two
    cannot be opened or read.
    """
    shown = _shown_to_everybody(stores)
    with (
        closing(open_store(shown.path, shown)) as now,
        closing(open_store(extract.path, extract)) as then,
    ):
        labels = {**now.codes[Dimension.AREA], **then.codes[Dimension.AREA]}
        return changes(inspections(now), inspections(then), labels)


def _shown_to_everybody(stores: Path) -> Generation:
    name = pointed(stores)
    if name is None:
        raise StoreError("It is not clear which case set is shown to everybody.")
    return examined(stores, name)


def changes(now: pd.DataFrame, then: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """One row an area: the inspections that count now and would count then, as a reader sees it.

    now, then: as of estimates.cases.inspections. An inspection superseded in the extract is
    named with what supersedes it.
    """
    areas = list(dict.fromkeys([*now["area"].astype(str), *then["area"].astype(str)]))
    rows = {area: (_counting(now, area), _counting(then, area)) for area in areas}
    table = pd.DataFrame(
        {
            "Shown to everybody": [before or "none" for before, _ in rows.values()],
            "In the extract": [after or "none" for _, after in rows.values()],
            "Superseded in the extract": [_superseded(then, area) for area in rows],
        },
        index=pd.Index([labels.get(area, area) for area in rows], name="Area"),
    )
    if not table["Superseded in the extract"].any():
        table = table.drop(columns="Superseded in the extract")
    total = [counted(int(f.loc[f["latest"], "cases"].sum()), "case") for f in (now, then)]
    table.loc["All areas"] = [*total, *[""] * (len(table.columns) - 2)]
    return table


def _counting(frame: pd.DataFrame, area: str) -> str:
    return _inspections(frame[(frame["area"].astype(str) == area) & frame["latest"]])


def _superseded(frame: pd.DataFrame, area: str) -> str:
    return _inspections(frame[(frame["area"].astype(str) == area) & ~frame["latest"]])


def _inspections(found: pd.DataFrame) -> str:
    """'80 cases, May 2016; 1 case, June 2017'."""
    return "; ".join(
        f"{counted(r.cases, 'case')}, {r.inspected_on:%B %Y}" for r in found.itertuples()
    )
