"""The gaps page: two groups on one question, all questions at a glance, and who contributes."""

import streamlit as st

from probation.address import Params
from probation.exhibits import gaps as exhibits
from probation.exhibits.exhibit import LOW_RELIABILITY, Exhibit
from probation.questions import QUESTIONS
from probation.scope import Scope
from probation.ui import ask, filters, panels, ways
from probation.vocabulary import BREAKDOWNS, Dimension, lower_first


def scope(asked: Params) -> Scope:
    """The question divided by the two groups."""
    return exhibits.scope(ask.store(), asked)


def controls(asked: Params) -> None:
    """The question and the two groups."""
    with st.container(key="controls", horizontal=True, vertical_alignment="center", gap="small"):
        labels = {key: question.topic for key, question in QUESTIONS.items()}
        filters.choose("Question", "question", labels, next(iter(QUESTIONS)), width=300)
        filters.divide("By", BREAKDOWNS, Dimension.PROVIDER.value)


def one_question(asked: Params) -> None:
    """Every factor of one question: the percentages of both groups, and their differences."""
    wanted = scope(asked)
    with st.spinner("Comparing ..."):
        exhibit = ask.exhibit("gaps", asked, panels.theme())
    st.header(exhibit.headline)
    if _nothing(exhibit):
        return
    notes = [note for note in exhibit.notes if note != LOW_RELIABILITY]
    right = st.container()
    if wanted.question.per_factor:
        shares = {"scale": ["percent"], "factor": [], "by": [str(wanted.breakdown)]}
        left, right = st.columns(2)
        with left:
            drawn = ask.exhibit("rates", asked | shares, panels.theme())
            panels.chart(drawn, "gap_rates")
            others = [note for note in drawn.notes if note not in exhibit.notes]
            notes += [f"Of the percentages: {lower_first(note)}" for note in others]
    with right:
        panels.chart(exhibit, "gap_differences")
    panels.note(exhibit.subtitle)
    panels.note(*notes)
    panels.table(exhibit)
    panels.files(exhibit, asked)


def every_question(asked: Params) -> None:
    """All questions and factors by gap; a tap opens the question above."""
    exhibit = ask.exhibit("gap_matrix", asked, panels.theme())
    st.header("All questions at a glance")
    if _nothing(exhibit):
        return
    st.markdown(
        f"**{exhibit.headline}.** {exhibit.topic.removeprefix('All questions: ')} in percentage"
        " points. A heavy outline and * mark a significant difference. Select a square to see its"
        " question above. Contracted: contracted providers."
    )
    picture, beside = panels.places(exhibit)
    with picture:
        for point in panels.tapped(exhibit):
            question = point["customdata"][0]
            ways.lead("gaps", question=question)
    with beside:
        panels.table(exhibit)
        panels.files(exhibit, asked)


def contracted_and_partners(asked: Params) -> None:
    """The bulletin's main comparison: the contribution of partners and of contracted providers."""
    exhibit = ask.exhibit("contributors", asked, panels.theme())
    st.header("Contracted providers beside partners")
    if _nothing(exhibit):
        return
    st.markdown(f"**{exhibit.headline}.** {exhibit.subtitle} {exhibits.SEPARATE_GROUPS}")
    panels.chart(exhibit, "gap_partners")
    panels.table(exhibit)
    panels.files(exhibit, asked)


def _nothing(exhibit: Exhibit) -> bool:
    """Says so where no difference can be given, and what to do; the way to more cases."""
    if exhibit.empty:
        st.info(exhibit.empty)
    panels.small_group(exhibit)
    return bool(exhibit.empty)
