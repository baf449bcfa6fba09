"""The regression page: what is asked, the settings, and the button that runs it."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from probation.errors import ReaderError
from probation.questions import QUESTIONS, Question
from probation.scope import Scope
from probation.ui import ask, entry, filters, state
from probation.vocabulary import REPORTED_FACTORS, Dimension

if TYPE_CHECKING:
    from probation.regression.fitting import Options


@dataclass(frozen=True)
class Asked:
    """scope: the question, factor and filters. questions: more than the scope's own for all."""

    scope: Scope
    questions: tuple[Question, ...]

    @property
    def screen(self) -> bool:
        """Whether several models are asked for: all factors, or all questions."""
        question = self.scope.question
        return len(self.questions) > 1 or (question.per_factor and not self.scope.factor)


def asked() -> Asked:
    """What the parameters in force ask. The first thing the page does."""
    entry.through_app()
    key = state.current().get("question", [next(iter(QUESTIONS))])[0]
    every = key == state.EVERY_QUESTION
    question = next(iter(QUESTIONS.values())) if every else QUESTIONS[key]
    scope = replace(filters.view(question).scope, breakdown=None)
    if every:
        return Asked(replace(scope, factor=None), tuple(QUESTIONS.values()))
    return Asked(scope, (question,))


def settings(asked: Asked) -> None:
    """The question, the factor, the candidates, the criteria, and the button."""
    labels = {key: question.topic for key, question in QUESTIONS.items()}
    labels |= {state.EVERY_QUESTION: "All eight questions"}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        first = next(iter(QUESTIONS))
        filters.choose("Question", "question", labels, first, width=420)
        if len(asked.questions) == 1 and asked.scope.question.per_factor:
            factors = {"": "All ten factors"} | {f.value: f.label for f in REPORTED_FACTORS}
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
    st.caption(f"Now: {criteria_in_words()}.")
    # not of type primary: white on that colour fails contrast on the dark theme
    st.button("Run", icon=":material/play_arrow:", on_click=state.run)


def _criteria() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        for name, label in (("enter", "p to enter, below"), ("remove", "p to leave, above")):
            st.number_input(
                label,
                min_value=state.SMALLEST_P,
                max_value=1.0,
                step=0.01,
                format="%g",
                width=170,
                **state.bound(name, state.number(name)),
            )
        filters.switch("Leaves by", "removal")
        filters.switch("Where a candidate is not recorded", "missing")


def criteria_in_words() -> str:
    """'p < 0.05 to enter, p > 0.1 to leave, likelihood ratio'."""
    removal = state.REMOVALS[state.one("removal")]
    removal = removal if removal == "Wald" else removal.lower()
    missing = "" if state.one("missing") == "listwise" else ", not recorded is a level"
    enter, remove = (f"{state.number(name):g}" for name in ("enter", "remove"))
    return f"p < {enter} to enter, p > {remove} to leave, {removal}{missing}"


def results(asked: Asked) -> None:
    """What the button has asked for, or what it would do."""
    if state.one("run") == "off":
        st.info(
            "Press Run. Variables enter one at a time, the most significant first, and leave"
            " again where they no longer matter: forward stepwise logistic regression, as in the"
            " bulletin and in SPSS. Settings that are changed wait for Run again."
        )
        return
    from probation.ui import model, screen

    show = screen.show if asked.screen else model.show
    try:
        show(asked.scope, asked.questions, options())
    except ReaderError as reason:
        st.error(f"{reason} The settings are above, p and statistics under Criteria.")


def options() -> "Options":
    """The settings in force. Raises ReaderError where they cannot be used together."""
    from probation.analysis.stepwise import Criteria
    from probation.regression.fitting import Options

    return Options(
        tuple(Dimension(code) for code in state.several("candidates")),
        Criteria(state.number("enter"), state.number("remove"), state.one("removal")),
        state.one("missing"),
    )


def said(scope: Scope, question: str) -> dict[str, str]:
    """What every file of a regression says of itself."""
    candidates = " ".join(state.several("candidates"))
    return {
        "question_asked": question,
        "filters": scope.who(ask.codes()),
        "candidates": candidates,
        "criteria": criteria_in_words(),
    }
