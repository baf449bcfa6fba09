"""A page with a briefing of charts, tables and nothing, for test_present.py."""

import streamlit as st

from probation.charts.theme import LIGHT, Figure, layout, name_axis, value_axis
from probation.ui.present import present
from tests.browser.apps.slides import FACTORS, SLIDES


def bars(count: int) -> Figure:
    """A bar for each of the first factors, with its words."""
    values = [30.5 + 6 * place for place in range(count)]
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "x": values,
            "y": list(range(count)),
            "text": [f"{value:.0f}% of {200 + place}" for place, value in enumerate(values)],
            "textposition": "outside",
            "cliponaxis": False,
            "marker": {"color": LIGHT.provider["NPS"]},
        }
    ]
    drawn = layout(LIGHT, 80 + 44 * count)
    axes = {
        "xaxis": value_axis(LIGHT, 110, "%"),
        "yaxis": name_axis(LIGHT, range(count), FACTORS[:count]),
    }
    return {"data": traces, "layout": drawn | axes}


def briefing() -> None:
    st.title("Briefing")
    word = st.text_input("Title", "A briefing on availability", key="word")
    st.markdown(f"Titled {word}.")
    for place, count in enumerate((10, 3)):
        with st.container(key=f"chart_{place}"):
            st.plotly_chart(bars(count), theme=None, key=f"bars_{place}")
    present(word, ("Synthetic cases: they describe no person.", "Store gen-1, 25 November"), SLIDES)
    st.button("Retitle", on_click=lambda: st.session_state.update(word="Four"))
    st.caption("Source: the bulletin.")


def other() -> None:
    st.title("Other")
    st.caption("Source: the bulletin.")


page = st.navigation([st.Page(briefing, default=True), st.Page(other)], position="top")
page.run()
