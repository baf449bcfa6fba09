"""The overview: the five key findings, each with its figure, its table and the way on."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from probation.address import Params
from probation.charts.story import AVAILABLE, DELIVERED
from probation.exhibits.exhibit import LOW_RELIABILITY, Exhibit
from probation.exhibits.figures import PAGE_OF
from probation.ui import ask, menu, panels, state
from probation.vocabulary import REPORTED_FACTORS

#: A page, and the parameters in which its address differs from those in force.
Way = tuple[str, dict[str, str]]
#: Where contracted providers stand beside partners.
_PARTNERS: Way = ("gaps", {})
_FACTOR_OF = {factor.label: factor.value for factor in REPORTED_FACTORS}
#: The questions of the columns of a table whose percentages lead on.
_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "availability": {"Available": "availability"},
    "delivery": {"Available": "availability", "Delivered": "delivery"},
}


def show(code: str, asked: Params) -> None:
    """One finding: its sentence, whether it holds, its figure, its table and where to go on."""
    exhibit = ask.exhibit(f"finding_{code}", asked, panels.theme())
    st.header(exhibit.headline)
    verdict = exhibit.notes[0]
    if verdict.startswith("The bulletin found"):
        filtered = bool(ask.scope(asked).where)
        more = " Take a filter away to see whether that holds." if filtered else ""
        st.info(f"{verdict}{more}")
    else:
        st.markdown(verdict)
    if exhibit.figure is not None:
        picture, beside = st.columns(2, gap="large")
        with picture:
            for point in panels.tapped(exhibit):
                if point.get("customdata"):
                    _go(*_lead(code, point))
            notes = [note for note in exhibit.notes[1:] if note != LOW_RELIABILITY]
            if notes:
                st.caption(" ".join(notes))
        with beside:
            _table(code, exhibit)
            panels.low_reliability(exhibit)
    with st.container(horizontal=True, vertical_alignment="center"):
        _way_on(code)
        panels.files(exhibit, asked)


def _lead(code: str, point: dict[str, Any]) -> Way:
    """Where a mark leads."""
    of = point["customdata"]
    if code == "availability":
        return _judgement("availability", of)
    if code == "delivery":
        ends = {AVAILABLE: "availability", DELIVERED: "delivery"}
        return _judgement(ends[point["curve_number"]], of)
    if code == "scope":
        return _judgement(*of)
    return _PARTNERS if code == "contributors" else _gaps(of[0])


def _judgement(question: str, factor: str) -> Way:
    return PAGE_OF[question], {"factor": str(factor)}


def _gaps(question: str) -> Way:
    return "gaps", {"question": question, "by": "provider"}


def _go(page: str, own: dict[str, str]) -> None:
    st.switch_page(menu.file(page), query_params=state.link(**own))


def _way_on(code: str) -> None:
    """The page that shows more of a finding, with the filters as they are."""
    label, (page, own) = {
        "availability": ("Availability in full", ("availability", {})),
        "delivery": ("Delivery in full", ("delivery", {})),
        "scope": ("Delivery, the lowest first", ("delivery", {"order": "value"})),
        "contributors": ("Contracted providers beside partners", _PARTNERS),
        "providers": ("All gaps between NPS and CRC", _gaps("")),
    }[code]
    st.page_link(
        menu.file(page),
        label=label,
        icon=":material/arrow_forward:",
        query_params=state.link(**own),
    )


def _table(code: str, exhibit: Exhibit) -> None:
    """The table of a finding; its percentages and gaps lead to their pages."""
    if code == "scope":  # too wide for a phone: it scrolls by itself
        alt_text = "Delivery and both contributions by factor"
        st.table(exhibit.table, border="horizontal", alt=alt_text)
        return
    table = exhibit.table.copy()
    if code in _COLUMNS:
        for column, question in _COLUMNS[code].items():
            ways = [_judgement(question, _FACTOR_OF[name]) for name in table.index]
            table[column] = list(map(_linked, table[column], ways))
    else:
        ways = [_PARTNERS if code == "contributors" else _gaps(q) for q in _questions(exhibit)]
        table["Gap"] = list(map(_linked, table["Gap"], ways))
    panels.quick_table(table)


def _questions(exhibit: Exhibit) -> list[str]:
    """The question of each row of a figure of gaps, as its marks have it."""
    return [of[0] for of in exhibit.figure.data[0].customdata]


def _linked(cell: str, way: Way) -> str:
    """A cell whose number, up to the first comma or bracket, is a link."""
    page, own = way
    match = re.match(r"[^,(]*", cell)
    words = match[0].strip() if match else ""
    if not words:
        return cell
    address = f"{page}?{urlencode(state.link(**own), doseq=True)}"
    return f"[{words}]({address}){cell[len(words) :]}"
