"""Do the loaded cases say what the bulletin printed, and can what it printed be true?"""

from probation.ui import cache, components, filters, published, state

components.plain_opening("Published figures")
asked = state.current()
report = cache.published()
published.summary(report)

filters.switch("Show", "part")
part = state.one("part")
if part == "figures":
    published.figures(report, asked)
elif part == "statements":
    published.statements(report, asked)
else:
    published.findings(asked)
components.sources(
    "Figures 1 to 4 are pictures in the bulletin: their bar values are unknown except where the"
    " text quotes them, and nothing else is listed here as published."
)
