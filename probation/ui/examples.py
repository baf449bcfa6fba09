"""Practice examples as cards, and the few that stand under a figure."""

from collections.abc import Sequence

import streamlit as st

from probation.bulletin.practice import Practice, Quality, few, matching, practice
from probation.domain import glossary
from probation.domain.scope import Scope
from probation.domain.vocabulary import Dimension
from probation.exhibits.practice import CAVEAT, about, factors, verdict
from probation.ui import menu, state

_UNDER_A_FIGURE = 3
#: Beside the word, and of another shape each.
_ICONS = {Quality.GOOD: ":material/check_circle:", Quality.POOR: ":material/cancel:"}


def under(scope: Scope) -> None:
    """The few entries about a figure's question and factor, closed and not sent until asked for."""
    found = matching(practice(), scope.question.key, scope.factor, scope.codes(Dimension.PROVIDER))
    if not found:
        of = "this question and factor" if scope.factor else "this question"
        st.caption(f"The bulletin gives no practice example for {of}.")
        return
    closed = st.expander(
        "What good and poor practice looks like",
        key=f"examples_{scope.question.key}",
        on_change="rerun",
    )
    if not closed.open:
        return
    with closed:
        shown = few(found, _UNDER_A_FIGURE)
        cards(shown, _UNDER_A_FIGURE)
        st.markdown(CAVEAT)
        st.page_link(
            menu.file("practice"),
            label=f"See {_how_many(found, shown)} on the Practice page",
            icon=":material/arrow_forward:",
            query_params=state.link(
                question=scope.question.key, factor=scope.factor or "", example=""
            ),
        )


def _how_many(found: Sequence[Practice], shown: Sequence[Practice]) -> str:
    if len(found) > len(shown):
        return f"all {len(found)}"
    return "these" if len(found) > 1 else "this"


def cards(entries: Sequence[Practice], abreast: int) -> None:
    """So many cards beside each other; a phone puts them below each other."""
    for start in range(0, len(entries), abreast):
        row = entries[start : start + abreast]
        for column, entry in zip(st.columns(abreast), row, strict=False):
            with column.container(border=True, height="stretch"):
                _card(entry)


def _card(entry: Practice) -> None:
    """Heading, what the entry is about and where it stands in the bulletin, its text."""
    # the same entry may stand under two figures of a page: no anchor, which would be there twice
    st.subheader(entry.title, anchor=False)
    meanings = glossary.explained(f"{_tags(entry)} {entry.text}") or None
    st.markdown(f"{_ICONS[entry.quality]} {_tags(entry)}\n\n{entry.text}", help=meanings)


def _tags(entry: Practice) -> str:
    """'**Good practice** · Delivery · Drug misuse · CRC · Bulletin, section 2.1'.

    The provider stands there where the bulletin names it.
    """
    provider = [entry.provider.label] if entry.provider else []
    words = [f"**{verdict(entry)}**", about(entry), factors(entry), *provider]
    return " · ".join([*words, f"Bulletin, section {entry.section}"])
