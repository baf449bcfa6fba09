"""The least app with a choice and a figure that follows it: ten bars by st.plotly_chart."""

import streamlit as st

shift = st.selectbox("Group", [0, 1], format_func=lambda code: ("All", "Female")[code])
factors = [f"Factor {number}" for number in range(10)]
st.plotly_chart(
    {
        "data": [
            {"type": "bar", "orientation": "h", "y": factors, "x": [n + shift for n in range(10)]},
            {"type": "bar", "orientation": "h", "y": factors, "x": [10 - n for n in range(10)]},
        ],
        "layout": {"barmode": "stack"},
    }
)
