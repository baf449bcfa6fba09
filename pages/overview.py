"""The bulletin's five key findings, told of the loaded cases."""

from probation.findings import CODES
from probation.ui import ask, filters, overview, panels

asked = filters.asked()
panels.opening("What inspectors judged in probation cases", ask.scope(asked), resolved=False)
filters.switch("95% intervals", "intervals")
for code in CODES:
    overview.show(code, asked)
panels.closing()
