"""The regression page: what is asked, the settings, and the button that runs it."""

import streamlit as st

from probation.domain import address
from probation.domain.address import Params, one
from probation.domain.questions import ALL_QUESTIONS, QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import ALL_FACTORS, Dimension
from probation.domain.wording import counted
from probation.errors import ReaderError
from probation.exhibits import printed
from probation.exhibits import regression as exhibits
from probation.exhibits import requested as asked_of
from probation.ui import cache, filters, state


def scope(params: Params) -> Scope:
    """The question, factor and filters."""
    return exhibits.scope(cache.store(), params)


def settings(params: Params) -> None:
    """What is asked, and the button; once it was pressed they fold into one line."""
    if state.one("run") == "off":
        _settings(params)
        return
    with st.expander(f"{_in_one_line(params)}. Change", icon=":material/tune:"):
        _settings(params)


def _in_one_line(params: Params) -> str:
    """'Delivery, accommodation; 6 candidates; p < 0.05 to enter, ...'."""
    every = one(params, "question") == address.EVERY_QUESTION
    of = scope(params)
    about = ALL_QUESTIONS if every else of.question.short
    factor = f", {of.factor.phrase}" if of.factor and not every else ""
    candidates = len(address.several(params, "candidates"))
    offered = counted(candidates, "candidate")
    return f"{about}{factor}; {offered}; {exhibits.criteria_in_words(params)}"


def _settings(params: Params) -> None:
    """The question, the factor, the candidates, the criteria, and the button."""
    labels = {key: question.topic for key, question in QUESTIONS.items()}
    labels |= {address.EVERY_QUESTION: ALL_QUESTIONS}
    with st.container(key="controls", horizontal=True, vertical_alignment="center", gap="small"):
        first = next(iter(QUESTIONS))
        filters.choose("Question", "question", labels, first, width=380)
        one_question = one(params, "question") != address.EVERY_QUESTION
        if one_question and asked_of.question(params).per_factor:
            factors = {"": ALL_FACTORS} | asked_of.factors()
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
    st.caption(f"Now: {exhibits.criteria_in_words(params)}.")
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


def results(params: Params) -> None:
    """What the button has asked for, or what it would do."""
    if printed.alone(cache.store(), params):
        st.info(printed.NONE_PRINTED)
        return
    if state.one("run") == "off":
        st.info(
            "Press Run. Variables enter one at a time, the most significant first, and leave"
            " again where they no longer matter: forward stepwise logistic regression, as in the"
            " bulletin and in SPSS. Settings that are changed wait for Run again."
        )
        return
    from probation.ui import model, screen

    show = screen.show if exhibits.many_models(params) else model.show
    try:
        show(params)
    except ReaderError as reason:
        st.error(f"{reason} The settings are above, p and statistics under Criteria.")
