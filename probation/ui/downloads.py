"""A briefing made into files, and into what is presented and printed."""

import re
from collections.abc import Sequence
from functools import partial

import streamlit as st

from probation.briefing.items import Item
from probation.briefing.paper import Paper, Sheet
from probation.exhibits.exhibit import provenance
from probation.exhibits.naming import case_set_code
from probation.exports import written
from probation.ui import ask, basket
from probation.ui import present as presenting
from probation.vocabulary import day


def files(paper: Paper, key: str, label: str) -> None:
    """The formats of a paper, each made on its click."""
    with st.popover(label, icon=":material/download:"):
        for form in written.FORMS.values():
            st.download_button(
                f"{form.label} ({form.ending})",
                # made on the click, outside any session: the paper is made before
                data=partial(ask.written, form.write, paper),
                file_name=f"{file_name(paper)}.{form.ending}",
                mime=form.mime,
                on_click="ignore",
                icon=":material/download:",
                key=f"file_{key}_{form.ending}",
            )
        st.caption(
            f"A file is made when you press its button. What takes longer than {ask.RUN_SECONDS:g}"
            " seconds is stopped; then choose fewer items, or take them one by one."
        )


def file_name(paper: Paper) -> str:
    """The stem of the name of a paper's files: its title, and what the case set is."""
    stem = paper.title if len(paper.sheets) > 1 else paper.sheets[0].title
    words = re.sub(r"[^A-Za-z0-9]+", "-", stem)[:60].strip("-").lower()
    return f"{words or 'briefing'}-{case_set_code(ask.store())}"


def present(paper: Paper, items: Sequence[Item]) -> None:
    """Buttons that present and print the items, which the page must draw in their containers."""
    about = [
        basket.counted(basket.held()),
        provenance(ask.store()),
        f"Source: {paper.source}.",
        f"Made on {day(paper.made_on)}.",
    ]
    slides = [_slide(item, sheet) for item, sheet in zip(items, paper.sheets, strict=True)]
    presenting.present(paper.title, about, slides, basket.looked_at())


def _slide(item: Item, sheet: Sheet) -> presenting.Slide:
    exhibit, table = sheet.exhibit, sheet.exhibit.table
    count = f"{exhibit.count}." if exhibit.count else ""
    source = "Source: HM Inspectorate of Probation, Bulletin 2019/01."
    own = exhibit.own_cases
    cases = f"{own}." if own else f"{exhibit.who} {provenance(ask.store())}"
    return presenting.Slide(
        title=sheet.title,
        subtitle=" ".join(filter(None, (exhibit.subtitle, exhibit.who, count))),
        note=sheet.note,
        notes=exhibit.notes if exhibit.figure is not None else exhibit.notes_of_table,
        foot=f"{cases} {source}",
        chart=basket.container(item) if exhibit.figure is not None else "",
        description=exhibit.description,
        head=(str(table.index.name or ""), *map(str, table.columns)),
        rows=tuple(
            (str(name), *map(str, cells))
            for name, cells in zip(table.index, table.to_numpy(), strict=True)
        ),
        empty=exhibit.empty,
    )
