"""How were these figures made, what can they bear, and who may use them?"""

import streamlit as st

from probation.ui import components, data

components.plain_opening("About")
words, _ = st.columns([2, 1])  # a line of text is read up to about 90 characters
for title, text in data.described().items():
    words.header(title)
    words.markdown(text)
components.sources()
