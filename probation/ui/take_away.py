"""Code that reproduces a regression elsewhere, to look at and to take away."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from probation.disclosure.gate import gives_patterns
from probation.domain.address import Params
from probation.exhibits import file_names
from probation.exhibits import regression as exhibits
from probation.exports.code.languages import python, r, spss
from probation.ui import cache, filters, session_cases, state

if TYPE_CHECKING:
    from probation.stepwise.regression import Regression

#: What writes each language of address.CODES, the ending of its files, how st.code names it (SPSS
#: it does not know), and what runs it.
_LANGUAGES: dict[str, tuple[Callable[..., str], str, str | None, str]] = {
    "r": (r, "R", "r", "R, without any package"),
    "python": (python, "py", "python", "Python with pandas and statsmodels"),
    "spss": (spss, "sps", None, "SPSS Statistics with the Regression module"),
}
#: Rows of data that a script holds at most.
_MOST_PATTERNS = 2000


def show(found: "Regression", params: Params) -> None:
    """The code in the language chosen, with its file."""
    st.header("Take it away")
    st.markdown(
        "The code below holds the counts it needs, goes through the same steps and fits the same"
        " model. The address of this page brings these settings back."
    )
    if not (gives_patterns(cache.store()) or session_cases.used()):
        st.info(
            "The code would hold counts of real cases, some of them of one case, so it is not given"
            " out here. `python -m probation regress` fits the same model where the cases are."
        )
        return
    if len(found.patterns.n) > _MOST_PATTERNS:
        st.info("There are too many different cases for a script to hold; choose fewer candidates.")
        return
    filters.switch("Code for", "code")
    write, ending, language, needs = _LANGUAGES[state.one("code")]
    store, scope = cache.store(), exhibits.scope(cache.store(), params)
    said = exhibits.said_of(store, params, scope.question.title)
    text = write(found, said | file_names.provenance(store))
    st.caption(f"Needs {needs}. Copy it into an empty script and run it.")
    st.download_button(
        f"Download the code ({ending})",
        data=text.encode("utf-8-sig" if ending == "sps" else "utf-8"),
        file_name=f"regression-{file_names.file_name(store, scope)}.{ending}",
        mime="text/plain",
        on_click="ignore",
        icon=":material/download:",
    )
    with st.expander("Show the code"):
        st.code(text, language, height=400)
