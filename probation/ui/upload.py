"""Bring your own cases: files dropped, checked in a child process, looked at, used or published."""

import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from probation.domain.text import for_markdown
from probation.errors import ProbationError, told
from probation.exhibits.case_set_changes import preview
from probation.store.folders import data_folder, publishing_allowed, stores_folder
from probation.store.kept import giving_way
from probation.store.serving.memory import SHARED, answer
from probation.store.serving.served import SERVED
from probation.ui import cache, session_cases, upload_mapping, upload_report
from probation.ui.tables import plain_table

if TYPE_CHECKING:
    from probation.intake.mapping import Mapping
    from probation.store.atomic_files import Folder
    from probation.store.connection import Store
    from probation.store.importing.extract import Extract
    from probation.store.importing.importing import Prepared
    from probation.store.record import Generation

_KINDS = ["csv", "xlsx", "sav", "zsav", "parquet"]
# Session keys: the extract checked last; whether to check the files that are there.
_CHECKED, _ASKED = "extract_checked", "check_extract"
_DRAWN_SECONDS = 0.3
#: So many extracts are read at once in one server: each may take its share of memory. Not among
#: what Streamlit remembers, which can be emptied while one is read.
_TURNS = threading.BoundedSemaphore(2)


@dataclass
class Checked:
    """An extract that was checked. folder: with what was built; gone with the session.

    uploads: of what files, so that no result is shown of files that are no longer there.
    names: the mapping that was used.
    """

    folder: "Folder"
    done: "Prepared"
    uploads: tuple[str, ...]
    names: "Mapping"


def show() -> None:
    """The whole way: what is used now, the files, the report, what would change, and its use."""
    st.header("Bring your own cases")
    _used_now()
    st.markdown(
        "Add an extract of inspected cases: one row a case, or cases, priorities and judgements as"
        " three files or three sheets. It is checked whole; nothing you see changes until you say"
        " so. It is yours alone: closing or reloading this page deletes it from the server, and"
        " going to another page before you use it takes it away. Leave out names, dates of birth"
        " and numbers of persons: a file that holds them is refused. Where your extract has other"
        " columns or words than the dashboard, you are asked what they mean."
    )
    _templates()
    # Of any kind: Streamlit would say of another that its "files are not allowed"; the report says
    # what it is and what to do.
    files = st.file_uploader("Extract: CSV, Excel, SPSS or Parquet", accept_multiple_files=True)
    with st.expander("Mapping and areas, where your extract has other names"):
        mapping = st.file_uploader("Mapping file (TOML)", type=["toml"])
        areas = st.file_uploader("Areas that replace Table A1 (CSV)", type=["csv"])
    label, icon = "Check the files", ":material/fact_check:"
    st.button(label, icon=icon, disabled=not files, on_click=_ask_anew)
    if st.session_state.pop(_ASKED, False) and files:
        _check(files, mapping, areas)
    checked: Checked | None = st.session_state.get(_CHECKED)
    if checked and checked.uploads != _uploads(files, mapping, areas):
        st.session_state.pop(_CHECKED)
        checked = None
    if checked:
        upload_report.show(checked.done.report)
        upload_mapping.show(checked.done.report, checked.names, _ask_to_check)
        if checked.done.generation:
            _offer(checked.done.generation, checked.folder)


def _ask_to_check() -> None:
    st.session_state[_ASKED] = True


def _ask_anew() -> None:
    upload_mapping.forget()
    _ask_to_check()


def _used_now() -> None:
    if not session_cases.used():
        return
    label = for_markdown(cache.store().generation.label)
    st.info(
        f"You are looking at your own cases, **{label}**, in this session alone. Every page shows"
        " them: choose one in the menu."
    )
    if mapped := cache.store().generation.mapped:
        st.caption(for_markdown(mapped))
    st.button("Back to the case set of everybody", on_click=session_cases.stop)


def _template_files(_: "Store") -> bytes:
    """The templates in one zip file, with the areas of the case set in use."""
    import io
    import zipfile

    from probation.intake.template import write_templates
    from probation.store.source import coded_columns, read_areas

    codes = coded_columns(read_areas(data_folder() / "areas.csv"))
    with tempfile.TemporaryDirectory() as folder:
        paths = write_templates(Path(folder), codes)
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in paths:
                archive.write(path, path.name)
    return held.getvalue()


def _templates() -> None:
    st.download_button(
        "Download templates and mapping examples (zip)",
        data=answer(SHARED, _template_files, cache.store()),
        file_name="templates.zip",
        mime="application/zip",
        on_click="ignore",
        icon=":material/download:",
    )


class _Bar:
    """The progress of the child, drawn a few times a second.

    Drawing lets a reader who goes elsewhere end this run, and the child with it.
    """

    def __init__(self) -> None:
        self._share, self._doing, self._at = 0.0, "Starting", time.monotonic()
        self._bar = st.progress(self._share, f"{self._doing} ...")

    def told(self, share: float, doing: str) -> None:
        """How far the child is."""
        self._share, self._doing = share, doing

    def drawn(self) -> bool:
        """Draws it, now and then; False, for nobody asks the child to stop otherwise."""
        if time.monotonic() - self._at > _DRAWN_SECONDS:
            self._at = time.monotonic()
            self._bar.progress(self._share, f"{self._doing} ...")
        return False

    def empty(self) -> None:
        """Takes the bar away."""
        self._bar.empty()


def _check(files: list[Any], mapping: Any, areas: Any) -> None:
    """Reads and builds the files in a child process, with a bar; the result is kept."""
    from probation.intake.mapping import Mapping, read_mapping
    from probation.store.importing.importing import prepared

    if not _TURNS.acquire(blocking=False):
        st.error("Other extracts are being checked just now; try again in a minute.")
        return
    try:
        st.session_state.pop(_CHECKED, None)
        bar = _Bar()
        folder = session_cases.folder()
        extract = _stored(folder.path, files, mapping, areas)
        work = folder.path / "work"
        work.mkdir()
        done = prepared(extract, work, bar.told, cancelled=bar.drawn)
        names = read_mapping(extract.mapping) if extract.mapping else Mapping()
        bar.empty()
        uploads = _uploads(files, mapping, areas)
        st.session_state[_CHECKED] = Checked(folder, done, uploads, names)
    except ProbationError as error:
        bar.empty()
        st.error(for_markdown(told(error)))
    except OSError as error:  # the temporary folder is full, or may not be written
        bar.empty()
        st.error(f"The files could not be kept for checking; nothing was taken. {told(error)}")
    finally:
        _TURNS.release()


def _uploads(files: list[Any], mapping: Any, areas: Any) -> tuple[str, ...]:
    """What tells these uploads from any others."""
    return tuple(file.file_id if file else "" for file in (*files, mapping, areas))


def _stored(folder: Path, files: list[Any], mapping: Any, areas: Any) -> "Extract":
    """The uploads on the disk, under names of our own."""
    from probation.store.importing.extract import Extract

    names = {}
    for number, file in enumerate(files, start=1):
        path = folder / f"upload-{number}{_ending(file.name)}"
        path.write_bytes(file.getbuffer())
        names[path] = file.name
    of_mapping = _mapping(folder / "mapping.toml", mapping)
    of_areas = folder / "areas.csv"
    if areas:
        of_areas.write_bytes(areas.getbuffer())
    paths = tuple(names)
    if mapping and of_mapping:
        names[of_mapping] = mapping.name
    return Extract(
        paths,
        of_areas if areas else data_folder() / "areas.csv",
        of_mapping,
        names,
        areas_given=bool(areas),
    )


def _mapping(path: Path, uploaded: Any) -> Path | None:
    """The mapping on the disk: as uploaded, or with what the reader has said on the page."""
    from probation.intake.mapping import written

    if said := upload_mapping.kept():
        path.write_text(written(said), encoding="utf-8")
    elif uploaded:
        path.write_bytes(uploaded.getbuffer())
    return path if path.exists() else None


def _ending(name: str) -> str:
    ending = Path(name).suffix.lower()
    return ending if ending.removeprefix(".") in _KINDS else ""


def _offer(generation: "Generation", folder: "Folder") -> None:
    """The two ways to use what was built, and what would change for everybody."""
    try:
        changes = preview(SERVED.current(), generation)
    except ProbationError as error:
        why = for_markdown(told(error))
        st.error(f"What would change cannot be shown; check the files again. {why}")
        return
    if publishing_allowed() and (said := giving_way(stores_folder())):
        st.caption(for_markdown(said))
    used = session_cases.used() and cache.store().generation.name == generation.name
    with st.container(horizontal=True):
        if not used:
            st.button(
                "Use in this session",
                icon=":material/visibility:",
                on_click=_use,
                args=(generation, folder),
            )
        if publishing_allowed():
            st.button("Publish for everybody", icon=":material/publish:", on_click=_publish)
    alone = "for you alone, until you close or reload the page; then it is deleted."
    st.caption(
        (f"It is used in this session: {alone}" if used else f"In this session: {alone}")
        + ("" if publishing_allowed() else " Publishing is switched off in this deployment.")
    )
    st.subheader("What would change")
    plain_table(changes, "Cases by area, shown to everybody and in the extract")


def _use(generation: "Generation", folder: "Folder") -> None:
    try:
        session_cases.use(generation, folder)
    except ProbationError as error:
        session_cases.say(for_markdown(told(error)))
    else:
        session_cases.say(
            f"You are looking at {for_markdown(generation.label)}, in this session alone."
        )


def _publish() -> None:
    from probation.store.build import adopt, same_source
    from probation.store.generation import pointed

    checked: Checked = st.session_state[_CHECKED]
    generation = checked.done.generation
    assert generation is not None
    try:
        shown = pointed(stores_folder())
        stored = same_source(generation.source_hash, stores_folder())
        taken = adopt(generation, stores_folder())
    except ProbationError as error:
        # a full disk or another import at work: what was built is there to be published again
        if not generation.path.is_file():
            st.session_state.pop(_CHECKED)
        session_cases.say(for_markdown(told(error)))
        return
    session_cases.stop()
    st.session_state.pop(_CHECKED)
    if taken != stored:
        label = for_markdown(taken.label)
        session_cases.say(f"{label} is shown to everybody from now on, as {taken.name}.")
    elif taken.name == shown:
        session_cases.say(f"These files are already shown to everybody, as {taken.name}.")
    else:
        session_cases.say(
            f"These files are already stored, as {taken.name}; it is shown from now on."
        )
