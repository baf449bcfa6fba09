"""What an extract calls things that is none of ours: asked, saved as a mapping, tried."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from probation.domain.text import for_markdown
from probation.domain.wording import counted

if TYPE_CHECKING:
    from probation.intake.mapping import Mapping
    from probation.intake.report import Report
    from probation.intake.unknown import Unknown
    from probation.intake.unknown_columns import UnknownColumn

# Session key: the mapping that the extract was checked with last, and how much of it was said here.
_SAID = "extract_meanings"
#: So many columns, and values, are asked about at once; the mapping has a line for each other.
_ASKED = 30
#: What is chosen for a column that is left behind.
_LEFT = ""


@dataclass
class _Chosen:
    """What stands in the select boxes.

    columns: theirs to ours, or _LEFT. codes: of columns of ours, values of theirs to our codes.
    """

    columns: dict[str, str] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def number(self) -> int:
        return len(self.columns) + sum(map(len, self.codes.values()))

    def twice(self) -> list[str]:
        """Columns of ours that two of theirs are said to be."""
        ours = Counter(our for our in self.columns.values() if our != _LEFT)
        return [our for our, times in ours.items() if times > 1]


def kept() -> "Mapping | None":
    """The mapping with what the reader has said so far; None where nothing was."""
    names: Mapping | None
    names, _ = st.session_state.get(_SAID, (None, 0))
    return names


def forget() -> None:
    """Begins anew: other files, or the same ones as they are."""
    st.session_state.pop(_SAID, None)


def show(report: "Report", names: "Mapping", check: Callable[[], None]) -> None:
    """Asks what each column is and each value means, offers the mapping and to check again with it.

    names: the mapping that the extract was checked with. check: called before the page runs anew.
    """
    asked = bool(report.unknown_columns or report.unknown)
    if not asked and not kept():
        return
    if report.unknown_columns:
        _ask_columns(report.unknown_columns)
    if report.unknown:
        _ask_values(report.unknown)
    chosen = _chosen(report)
    if kept():
        _, given = st.session_state[_SAID]
        st.caption(
            f"Checked with {counted(given, 'meaning')} that you chose here."
            " 'Check the files' starts again without them."
        )
    twice = chosen.twice()
    if twice:
        st.error(
            f"Two columns are said to be '{_plain(twice[0])}', and one alone can be: choose"
            " something else for the other."
        )
    with st.container(horizontal=True):
        if asked:
            st.button(
                "Check again with these meanings",
                icon=":material/fact_check:",
                on_click=_again,
                args=(names, report, check),
                disabled=bool(twice) or not chosen.number(),
            )
        if not twice:
            _download(report, names, chosen)


def _chosen(report: "Report") -> _Chosen:
    """What the boxes say now: also in a callback, before the page has run with the last of them."""
    now, chosen = st.session_state, _Chosen()
    for asked in report.unknown_columns[:_ASKED]:
        ours = now.get(_key_of_column(asked), asked.suggestion)
        if ours is not None:
            chosen.columns[asked.column] = ours
    for each in report.unknown[:_ASKED]:
        meaning = now.get(_key_of_value(each), each.suggestion)
        if meaning:
            chosen.codes.setdefault(each.column, {})[each.value] = meaning
    return chosen


def _key_of_column(asked: "UnknownColumn") -> str:
    return f"column {asked.column}"


def _key_of_value(each: "Unknown") -> str:
    return f"meaning {each.column} {each.value}"


def _ask_columns(unknown: Sequence["UnknownColumn"]) -> None:
    st.subheader("What are these columns?")
    st.markdown(
        "The dashboard has no columns of these names: choose which each is, or leave behind what"
        " it does not need, then check again. What is chosen already is suggested by spelling"
        " alone: look at each. What you leave as it is has to be corrected in your file."
    )
    for each in unknown[:_ASKED]:
        _ask_column(each)
    _more(len(unknown))


def _ask_values(unknown: Sequence["Unknown"]) -> None:
    st.subheader("What do these values mean?")
    st.markdown(
        "The dashboard has no such values: choose what each means, then check again. What is"
        " chosen already is suggested by spelling alone: look at each. What you leave as it is"
        " has to be corrected in your file."
    )
    for each in unknown[:_ASKED]:
        _ask_value(each)
    _more(len(unknown))


def _more(number: int) -> None:
    if number > _ASKED:
        st.caption(f"And {number - _ASKED:,} more; the mapping has a line for each.")


def _ask_column(each: "UnknownColumn") -> None:
    """Asks which column of ours it is, or whether it is left behind or left as it is."""
    from probation.intake.rules.sentences import shown

    options: list[str | None] = [None, _LEFT, *each.choices]
    said = {None: "leave as it is", _LEFT: "leave this column behind"}
    st.selectbox(
        for_markdown(f"Column '{shown(each.column)}'"),
        options,
        index=options.index(each.suggestion),
        format_func=lambda our: said.get(our) or _plain(our),
        key=_key_of_column(each),
    )


def _ask_value(each: "Unknown") -> None:
    """Asks what a value means, or whether it is left as it is."""
    from probation.intake.rules.sentences import shown

    value = f"'{shown(each.value)}'" if each.value else "An empty cell"
    more = f" and {len(each.columns) - 1:,} more" if len(each.columns) > 1 else ""
    label = f"{value} in {counted(each.cells, 'cell')} of column '{shown(each.columns[0])}'{more}"
    options: list[str | None] = [None, *each.choices]
    st.selectbox(
        for_markdown(label),
        options,
        index=options.index(each.suggestion),
        format_func=lambda code: _plain(code) if code else "leave as it is",
        key=_key_of_value(each),
    )


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _with(names: "Mapping", chosen: _Chosen) -> "Mapping":
    from probation.intake.mapping import with_codes, with_columns

    return with_columns(with_codes(names, chosen.codes), chosen.columns)


def _again(names: "Mapping", report: "Report", check: Callable[[], None]) -> None:
    chosen = _chosen(report)
    if chosen.twice():
        return
    _, given = st.session_state.get(_SAID, (None, 0))
    st.session_state[_SAID] = (_with(names, chosen), given + chosen.number())
    check()


def _download(report: "Report", names: "Mapping", chosen: _Chosen) -> None:
    from probation.intake.mapping import written

    unmeant: dict[str, list[str]] = {}
    for each in report.unknown:
        if each.value not in chosen.codes.get(each.column, {}):
            unmeant.setdefault(each.column, []).append(each.value)
    unnamed = [c.column for c in report.unknown_columns if c.column not in chosen.columns]
    st.download_button(
        "Download the mapping (TOML)",
        data=written(_with(names, chosen), unmeant, unnamed).encode(),
        file_name="mapping.toml",
        mime="application/toml",
        on_click="ignore",
        icon=":material/download:",
    )
