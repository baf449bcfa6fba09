"""The bulletin's five key findings, told of the loaded cases."""

from probation.questions import QUESTIONS
from probation.ui import ask, filters, overview, panels

view = filters.view(QUESTIONS["availability"])
panels.opening("What inspectors judged in probation cases", view.scope, resolved=False)
filters.switch("95% intervals", "intervals")
for finding in ask.key_findings(view.scope):
    overview.show(finding, view)
panels.closing()
