"""The regression page: what is asked, the settings, and the button that runs it."""

import streamlit as st

from probation import address
from probation.address import Params, one
from probation.errors import ReaderError
from probation.exhibits import asked as asked_of
from probation.exhibits import regression as exhibits
from probation.questions import QUESTIONS
from probation.scope import Scope
from probation.ui import ask, filters, state
from probation.vocabulary import Dimension, counted


def scope(asked: Params) -> Scope:
    """The question, factor and filters."""
    return exhibits.scope(ask.store(), asked)


def settings(asked: Params) -> None:
    """What is asked, and the button; once it was pressed they fold into one line."""
    if state.one("run") == "off":
        _settings(asked)
        return
    with st.expander(f"{_in_one_line(asked)}. Change", icon=":material/tune:"):
        _settings(asked)


def _in_one_line(asked: Params) -> str:
    """'Delivery, accommodation; 6 candidates; p < 0.05 to enter, ...'."""
    every = one(asked, "question") == address.EVERY_QUESTION
    of = scope(asked)
    about = "All eight questions" if every else of.question.short
    factor = f", {of.factor.phrase}" if of.factor and not every else ""
    candidates = len(address.several(asked, "candidates"))
    offered = counted(candidates, "candidate")
    return f"{about}{factor}; {offered}; {exhibits.criteria_in_words(asked)}"


def _settings(asked: Params) -> None:
    """The question, the factor, the candidates, the criteria, and the button."""
    labels = {key: question.topic for key, question in QUESTIONS.items()}
    labels |= {address.EVERY_QUESTION: "All eight questions"}
    with st.container(key="controls", horizontal=True, vertical_alignment="center", gap="small"):
        first = next(iter(QUESTIONS))
        filters.choose("Question", "question", labels, first, width=380)
        one_question = one(asked, "question") != address.EVERY_QUESTION
        if one_question and asked_of.question(asked).per_factor:
            factors = {"": "All ten factors"} | asked_of.factors()
            filters.choose("Factor", "factor", factors, "", width=300)
    st.pills(
        "Candidates: what may enter the model",
        list(Dimension),
        selection_mode="multi",
        format_func=lambda dimension: Dimension(dimension).label,
        help="With none chosen, the six breakdowns of the bulletin.",
        **state.bound("candidates", state.several("candidates")),
    )
    with st.expander("Criteria"):
        _criteria()
    st.caption(f"Now: {exhibits.criteria_in_words(asked)}.")
    # not of type primary: white on that colour fails contrast on the dark theme
    st.button("Run", icon=":material/play_arrow:", on_click=state.run)


def _criteria() -> None:
    """p and statistic by which a variable enters and leaves."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        for name, label in (("enter", "p to enter, below"), ("remove", "p to leave, above")):
            st.number_input(
                label,
                min_value=address.SMALLEST_P,
                max_value=1.0,
                step=0.01,
                format="%g",
                width=170,
                **state.bound(name, state.number(name)),
            )
        filters.switch("Leaves by", "removal")
        filters.switch("Where a candidate is not recorded", "missing")


def results(asked: Params) -> None:
    """What the button has asked for, or what it would do."""
    if state.one("run") == "off":
        st.info(
            "Press Run. Variables enter one at a time, the most significant first, and leave"
            " again where they no longer matter: forward stepwise logistic regression, as in the"
            " bulletin and in SPSS. Settings that are changed wait for Run again."
        )
        return
    from probation.ui import model, screen

    show = screen.show if exhibits.many_models(asked) else model.show
    try:
        show(asked)
    except ReaderError as reason:
        st.error(f"{reason} The settings are above, p and statistics under Criteria.")
