"""The overview: what this is, the picture that tells the story, the ways in, the five findings."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from probation.charts.availability_delivery import AVAILABLE, DELIVERED
from probation.domain.address import Params
from probation.domain.note import NoteKind
from probation.domain.vocabulary import REPORTED_FACTORS, Dimension, Provider
from probation.domain.wording import counted, upper_first
from probation.exhibits import requested as asked_of
from probation.exhibits.coverage import covered
from probation.exhibits.exhibit import Exhibit
from probation.exhibits.key_findings import CODES
from probation.exhibits.registry import PAGE_OF
from probation.ui import briefing_session, cache, components, later, menu, state, ways
from probation.ui import session_cases as own_cases
from probation.ui.tables import plain_table

#: A page, and the parameters in which its address differs from those in force.
Way = tuple[str, dict[str, str]]
#: Where contracted providers stand beside partners.
_PARTNERS: Way = ("gaps", {})
_PROVIDERS = (
    "NPS: the public National Probation Service. CRC: the private Community Rehabilitation"
    " Companies."
)
_FACTOR_OF = {factor.label: factor.value for factor in REPORTED_FACTORS}
#: The questions of the columns of a table whose percentages lead on.
_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "availability": {"Available": "availability"},
    "delivery": {"Available": "availability", "Delivered": "delivery"},
}


def opening(params: Params) -> None:
    """What this is, in the words of the cases loaded."""
    store = cache.store()
    whole = cache.case_count(asked_of.everyone(store, {}))
    cases = counted(whole, "probation case")
    components.heading(f"What inspectors judged in {cases}", "intervals", "picture")
    scope = cache.scope(params)
    filtered = [scope.who(cache.codes()), components.case_count(scope)] if scope.where else []
    components.sentence(" ".join([covered(store), _PROVIDERS, *filtered]))


def story(params: Params) -> None:
    """The picture that tells the story, and three ways in."""
    exhibit = cache.exhibit("finding_delivery", params, components.theme())
    st.header(exhibit.headline)
    picture, start = st.columns(components.WIDTHS)
    with picture:
        if exhibit.empty:
            st.info(exhibit.empty)
        else:
            _picture("delivery", exhibit)
    with start, st.container(border=True, gap="small", key="start"):
        _start(params)


def findings(params: Params) -> None:
    """The bulletin's five key findings as cards, two abreast."""
    st.header("The bulletin's five key findings in these cases")
    if cache.exhibit("finding_delivery", params, components.theme()).empty:
        _cards(params)  # there is no figure to wait for
    else:
        later.after_the_figure(partial(_cards, params))


def _cards(params: Params) -> None:
    for start in range(0, len(CODES), 2):
        for column, code in zip(st.columns(2), CODES[start : start + 2], strict=False):
            with column.container(border=True, height="stretch", gap="small"):
                _card(code, params)


def _start(params: Params) -> None:
    """Plain ways in: two groups, an area, where the cases are of several; a briefing."""
    st.subheader("Start here", anchor=False)
    if all(cache.facets({})[Dimension.PROVIDER].get(provider) for provider in Provider):
        st.markdown("**NPS and CRC compared.** Where do their cases differ, and is it real?")
        _page_link("See every gap", *_gaps(""))
    if len(cache.areas()) > 1:
        _choose_area(cache.areas())
    st.markdown("**Charts for a briefing.** Five charts, yours to reword, present and take away.")
    st.button(
        "Put the five findings into a briefing",
        icon=":material/playlist_add:",
        on_click=briefing_session.add_findings,
        args=(params,),
    )


def _choose_area(areas: Mapping[str, str]) -> None:
    """The way to an area's profile."""
    st.markdown("**Your area.** Its judgements beside those of all other areas.")
    area = st.selectbox(
        "Your area",
        list(areas),
        index=None,
        format_func=areas.__getitem__,
        placeholder="Choose an area",
        label_visibility="collapsed",
        key=f"start_area_{st.session_state.get('taps', 0)}",
    )
    if area:
        # a new list after each choice, as with marks: it must not remember it on the way back
        st.session_state["taps"] = st.session_state.get("taps", 0) + 1
        ways.lead("areas", area=area)


def _card(code: str, params: Params) -> None:
    """One finding: its sentence, a small figure, whether it holds, where to go on, its table."""
    exhibit = cache.card(f"finding_{code}", params, components.theme())
    st.subheader(exhibit.headline)
    if exhibit.figure is not None:
        _picture(code, exhibit, "card")
    first, *others = exhibit.notes_but(NoteKind.SMALL_BASE) or (exhibit.empty,)
    unheld = exhibit.notes_on(NoteKind.UNDECIDED) and cache.scope(params).where
    more = ["Take a filter away to see whether that holds."] if unheld else []
    components.note(first, *more, *others)
    with st.container(horizontal=True, vertical_alignment="center"):
        _way_on(code)
        briefing_session.button(exhibit, params)
    with st.expander(f"{upper_first(exhibit.noun)} as a table"):
        if not exhibit.table.empty:
            _table(code, exhibit)
            components.low_reliability(exhibit)
        components.table_file(exhibit.frame, exhibit.said, exhibit.file, exhibit.file_label)


def _picture(code: str, exhibit: Exhibit, place: str = "") -> None:
    """The figure of a finding, whose marks lead on."""
    for point in components.tapped(exhibit, place):
        if point.get("customdata"):
            page, own = _lead(code, point)
            ways.lead(page, **own)


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


def _way_on(code: str) -> None:
    """The page that shows more of a finding, with the filters as they are."""
    label, (page, own) = {
        "availability": ("Availability in full", ("availability", {})),
        "delivery": ("Delivery in full", ("delivery", {})),
        "scope": ("Delivery, the lowest first", ("delivery", {"order": "value"})),
        "contributors": ("Contracted providers beside partners", _PARTNERS),
        "providers": ("All gaps between NPS and CRC", _gaps("")),
    }[code]
    _page_link(label, page, own)


def _page_link(label: str, page: str, own: dict[str, str]) -> None:
    st.page_link(
        menu.file(page),
        label=label,
        icon=":material/arrow_forward:",
        query_params=state.link(**own),
    )


def _table(code: str, exhibit: Exhibit) -> None:
    """The table of a finding; its percentages and gaps lead to their pages.

    Not for a session with cases of its own, which a link in a table would lose: the page is loaded
    afresh. The marks of the figure and the way on keep them.
    """
    if code == "scope":  # too wide for a phone: it scrolls by itself
        plain_table(exhibit.table, "Delivery and both contributions by factor")
        return
    if own_cases.used():
        plain_table(exhibit.table, exhibit.topic)
        return
    table = exhibit.table.copy()
    if code in _COLUMNS:
        for column, question in _COLUMNS[code].items():
            ways = [_judgement(question, _FACTOR_OF[name]) for name in table.index]
            table[column] = list(map(_linked, table[column], ways))
    elif exhibit.figure is not None:  # where only what is printed is shown there is no gap
        ways = [_PARTNERS if code == "contributors" else _gaps(q) for q in _questions(exhibit)]
        table["Gap"] = list(map(_linked, table["Gap"], ways))
    components.quick_table(table)


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
