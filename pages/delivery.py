"""Where a factor was a priority, was enough delivered?"""

from probation.ui import ask, filters, panels

asked = filters.asked("delivery")
panels.opening("Delivery of interventions", ask.scope(asked), *panels.QUESTION_VIEW)
panels.factor_figure("delivery")
panels.closing(
    "The bars of the bulletin's own figure are known where its text quotes them and nowhere else:"
    " see Published figures."
)
