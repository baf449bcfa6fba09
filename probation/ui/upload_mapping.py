"""What the values of an extract mean that are none of ours: asked, saved as a mapping, tried."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from probation.domain.vocabulary import counted
from probation.ui.names import escaped

if TYPE_CHECKING:
    from probation.intake.mapping import Mapping
    from probation.intake.unknown import Unknown

#: Of columns of ours, values of theirs to what the reader says that they mean.
Meanings = dict[str, dict[str, str]]

# Session key: the meanings that the extract was checked with last.
_MEANINGS = "extract_meanings"
#: So many values are asked about at once; the mapping file has a line for each of the others.
_ASKED = 30


def kept() -> Meanings:
    """The meanings that the reader has given so far."""
    meanings: Meanings = st.session_state.get(_MEANINGS, {})
    return meanings


def forget() -> None:
    """Begins anew: other files, or the same ones as they are."""
    st.session_state.pop(_MEANINGS, None)


def show(unknown: Sequence["Unknown"], names: "Mapping", check: Callable[[], None]) -> None:
    """Asks what each value means, offers the mapping as a file and to check again with it.

    names: the mapping that the extract was checked with. check: called before the page runs anew.
    """
    if not unknown and not kept():
        return
    chosen: Meanings = {}
    if unknown:
        st.subheader("What do these values mean?")
        st.markdown(
            "The dashboard has no such values: choose what each means, then check again. What is"
            " chosen already is suggested by spelling alone: look at each. What you leave as it is"
            " has to be corrected in your file."
        )
        for each in unknown[:_ASKED]:
            meaning = _ask(each)
            if meaning:
                chosen.setdefault(each.column, {})[each.value] = meaning
        if len(unknown) > _ASKED:
            st.caption(f"And {len(unknown) - _ASKED:,} more; the mapping has a line for each.")
    if kept():
        given = sum(map(len, kept().values()))
        st.caption(
            f"Checked with {counted(given, 'meaning')} that you chose here."
            " 'Check the files' begins anew, without them."
        )
    with st.container(horizontal=True):
        if unknown:
            st.button(
                "Check again with these meanings",
                icon=":material/fact_check:",
                on_click=_again,
                args=(chosen, check),
                disabled=not chosen,
            )
        _download(unknown, names, chosen)


def _ask(each: "Unknown") -> str | None:
    """What the reader says that a value means; None: it is left as it is."""
    from probation.intake.rules.sentences import shown

    value = f"'{shown(each.value)}'" if each.value else "An empty cell"
    more = f" and {len(each.columns) - 1:,} more" if len(each.columns) > 1 else ""
    label = f"{value} in {counted(each.cells, 'cell')} of column '{shown(each.columns[0])}'{more}"
    options: list[str | None] = [None, *each.choices]
    meaning: str | None = st.selectbox(
        escaped(label),
        options,
        index=options.index(each.suggestion),
        format_func=lambda code: code.replace("_", " ") if code else "leave as it is",
        key=f"meaning {each.column} {each.value}",
    )
    return meaning


def _again(chosen: Meanings, check: Callable[[], None]) -> None:
    meanings = kept()
    columns = {*meanings, *chosen}
    st.session_state[_MEANINGS] = {
        column: {**meanings.get(column, {}), **chosen.get(column, {})} for column in columns
    }
    check()


def _download(unknown: Sequence["Unknown"], names: "Mapping", chosen: Meanings) -> None:
    from probation.intake.mapping import with_codes, written

    unmeant: dict[str, list[str]] = {}
    for each in unknown:
        if each.value not in chosen.get(each.column, {}):
            unmeant.setdefault(each.column, []).append(each.value)
    st.download_button(
        "Download the mapping (TOML)",
        data=written(with_codes(names, chosen), unmeant).encode(),
        file_name="mapping.toml",
        mime="application/toml",
        on_click="ignore",
        icon=":material/download:",
    )
