"""Where a factor was a priority, were interventions for it available?"""

from probation.ui import ask, filters, panels

asked = filters.asked("availability")
panels.opening("Availability of interventions", ask.scope(asked), *panels.QUESTION_VIEW)
panels.factor_figure("availability")
panels.closing(
    "The bars of the bulletin's own figure are known where its text quotes them and nowhere else:"
    " see Published figures."
)
