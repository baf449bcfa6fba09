"""Where a factor was a priority, were interventions for it available?"""

from probation.questions import QUESTIONS
from probation.ui import filters, panels

view = filters.view(QUESTIONS["availability"])
panels.opening("Availability of interventions", view.scope)
panels.factor_figure(view)
panels.closing(
    "The bars of the bulletin's own figure are known where its text quotes them and nowhere else:"
    " see Published figures."
)
