"""A case set of one session: opened, used by its pages, forgotten with it."""

import shutil
import tempfile
import weakref
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import streamlit as st

from probation.queries import coverage
from probation.store.connection import Store, open_store
from probation.store.generation import Generation

# Session keys: the store of this session alone with the folder that holds it, and what to say.
_OWN, _SAID = "own_store", "own_said"


class Folder:
    """A folder that is removed once nothing refers to it: at the latest with its session."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="extract-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


def used() -> bool:
    """Whether this session looks at cases of its own."""
    return _OWN in st.session_state


def store() -> Store | None:
    """The session's own store."""
    held = st.session_state.get(_OWN)
    return held[0] if held else None


def opened(generation: Generation) -> Store:
    """The store of a generation outside the stores folder."""
    return open_store(generation.path, generation)


def use(generation: Generation, folder: Folder) -> None:
    """Makes a generation the case set of this session. folder: kept as long as it is used."""
    stop()
    st.session_state[_OWN] = (opened(generation), folder)
    say(f"You are looking at {generation.label}, in this session alone.")


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
    return st.session_state.pop(_SAID, None)


def inspections(of: Store) -> pd.DataFrame:
    """See queries.coverage.inspections."""
    return coverage.inspections(of)


def changes(now: pd.DataFrame, then: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """One row an area: the inspections that count now and would count then, as a reader sees it.

    now, then: as of queries.coverage.inspections. An inspection superseded in the extract is
    named with what supersedes it.
    """
    areas = list(dict.fromkeys([*now["area"].astype(str), *then["area"].astype(str)]))
    rows = {area: (_counting(now, area), _counting(then, area)) for area in areas}
    table = pd.DataFrame(
        {
            "Now": [before or "none" for before, _ in rows.values()],
            "In the extract": [after or "none" for _, after in rows.values()],
            "Superseded in the extract": [_superseded(then, area) for area in rows],
        },
        index=pd.Index([labels.get(area, area) for area in rows], name="Area"),
    )
    if not table["Superseded in the extract"].any():
        table = table.drop(columns="Superseded in the extract")
    total = [f"{int(f.loc[f['latest'], 'cases'].sum()):,} cases" for f in (now, then)]
    table.loc["All areas"] = [*total, *[""] * (len(table.columns) - 2)]
    return table


def _counting(frame: pd.DataFrame, area: str) -> str:
    found = frame[(frame["area"].astype(str) == area) & frame["latest"]]
    return "; ".join(f"{r.cases:,} cases, {r.inspected_on:%B %Y}" for r in found.itertuples())


def _superseded(frame: pd.DataFrame, area: str) -> str:
    found = frame[(frame["area"].astype(str) == area) & ~frame["latest"]]
    return "; ".join(f"{r.cases:,} cases, {r.inspected_on:%B %Y}" for r in found.itertuples())
