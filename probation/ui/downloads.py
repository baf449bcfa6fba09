"""A briefing made into files, and into what is presented and printed."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from probation.briefing.assembled import AssembledBriefing, AssembledItem
from probation.briefing.items import Item
from probation.domain.text import for_file_name
from probation.domain.wording import day
from probation.exhibits.exhibit import provenance
from probation.exhibits.file_names import case_set_code
from probation.exports import formats
from probation.store.serving import workers
from probation.ui import briefing_session, cache
from probation.ui import present as presenting


def files(paper: AssembledBriefing, key: str, label: str) -> None:
    """The formats of a paper, each made on its click."""
    with st.popover(label, icon=":material/download:"):
        for form in formats.FORMATS.values():
            st.download_button(
                f"{form.label} ({form.ending})",
                # made on the click, outside any session: the paper is made before
                data=partial(form.written, paper),
                file_name=f"{file_name(paper)}.{form.ending}",
                mime=form.mime,
                on_click="ignore",
                icon=":material/download:",
                key=f"file_{key}_{form.ending}",
            )
        st.caption(
            "A file is made when you press its button. What takes longer than"
            f" {workers.SECONDS:g} seconds is stopped; then choose fewer items, or take them one"
            " by one."
        )


def file_name(paper: AssembledBriefing) -> str:
    """The stem of the name of a paper's files: its title, and what the case set is."""
    stem = paper.title if len(paper.sheets) > 1 else paper.sheets[0].title
    words = for_file_name(stem)[:60].strip("-").lower()
    return f"{words or 'briefing'}-{case_set_code(cache.store())}"


def present(paper: AssembledBriefing, items: Sequence[Item]) -> None:
    """Buttons that present and print the items, which the page must draw in their containers."""
    about = [
        briefing_session.counted(briefing_session.held()),
        provenance(cache.store()),
        f"Source: {paper.source}.",
        f"Made on {day(paper.made_on)}.",
    ]
    slides = [_slide(item, sheet) for item, sheet in zip(items, paper.sheets, strict=True)]
    presenting.present(paper.title, about, slides, briefing_session.looked_at())


def _slide(item: Item, sheet: AssembledItem) -> presenting.Slide:
    exhibit, table = sheet.exhibit, sheet.exhibit.table
    count = f"{exhibit.count}." if exhibit.count else ""
    source = "Source: HM Inspectorate of Probation, Bulletin 2019/01."
    own = exhibit.own_cases
    notes = exhibit.notes_of_table if exhibit.figure is None else exhibit.notes
    cases = f"{own}." if own else f"{exhibit.who} {provenance(cache.store())}"
    return presenting.Slide(
        title=sheet.title,
        subtitle=" ".join(filter(None, (exhibit.subtitle, exhibit.who, count))),
        note=sheet.note,
        notes=tuple(map(str, notes)),
        foot=f"{cases} {source}",
        chart=briefing_session.container(item) if exhibit.figure is not None else "",
        description=exhibit.description,
        head=(str(table.index.name or ""), *map(str, table.columns)),
        rows=tuple(
            (str(name), *map(str, cells))
            for name, cells in zip(table.index, table.to_numpy(), strict=True)
        ),
        empty=exhibit.empty,
    )
