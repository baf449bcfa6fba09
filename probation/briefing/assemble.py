"""A briefing made of an open store, and the addresses that lead back to its figures."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

import pandas as pd

from probation.briefing.assembled import AssembledBriefing, AssembledItem
from probation.briefing.items import Briefing, Item
from probation.disclosure import estimates
from probation.domain.address import Params, accepted
from probation.errors import ReaderError
from probation.exhibits.exhibit import Exhibit, source
from probation.exhibits.registry import made, page_of, shown
from probation.store.connection import Store

#: What a briefing is called where its reader gives no title.
UNTITLED = "Briefing: interventions in probation"
#: Makes the exhibit of a figure and its parameters.
Make = Callable[[str, Params], Exhibit]


def params_of(own: Item, store: Store) -> Params:
    """The parameters of an item. Raises ReaderError where the store does not know them all."""
    params, problems = accepted(own.asked, store.codes)
    if problems:
        raise ReaderError(problems[0])
    return params


def address(figure: str, params: Params, store: str, base: str) -> str:
    """The address that shows a figure, everything in it explicit.

    store: the generation it shows now. base: of the dashboard, such as 'http://localhost:8501'.
    """
    page = page_of(figure, params)
    path = "" if page == "overview" else page
    query = shown(figure, params) | {"store": [store]}
    return f"{base.rstrip('/')}/{path}?{urlencode(query, doseq=True)}"


def sheet(own: Item, store: Store, base: str = "", make: Make | None = None) -> AssembledItem:
    """An item, made.

    base: the address of the dashboard, '' for no link. make: makes an exhibit where it need not be
    made anew. Raises ReaderError where the store cannot give it.
    """
    params = params_of(own, store)
    if own.figure == "rates" and params.get("by"):
        params = params | {"scale": ["percent"]}  # groups of unlike size are no bars of cases
    exhibit = make(own.figure, params) if make else made(own.figure, store, params)
    link = address(own.figure, params, store.generation.name, base) if base else ""
    if exhibit.empty:  # a sentence stands in place of the table, in every file alike
        none = pd.DataFrame()
        exhibit = replace(exhibit, frame=exhibit.frame.iloc[:0], table=none, figure=None, spec=None)
    return AssembledItem(
        own.title or exhibit.slide_title, own.note, exhibit, link, own.speaker_notes
    )


def paper(store: Store, title: str, sheets: Iterable[AssembledItem]) -> AssembledBriefing:
    """Sheets with what all of them come from."""
    generation = store.generation
    return AssembledBriefing(
        title=title or UNTITLED,
        sheets=tuple(sheets),
        case_set=estimates.case_set(generation),
        synthetic=generation.synthetic,
        generation=generation.name,
        built_on=generation.built_at.date(),
        source=source(store),
        made_on=date.today(),
        codes=store.codes,
    )


def whole(store: Store, briefing: Briefing, base: str = "") -> AssembledBriefing:
    """A briefing, made. Raises ReaderError that names an item the store cannot give."""
    sheets = []
    for place, own in enumerate(briefing.items, start=1):
        try:
            sheets.append(sheet(own, store, base))
        except ReaderError as error:
            raise ReaderError(f"Item {place} of the briefing cannot be made: {error}") from None
    return paper(store, briefing.title, sheets)
