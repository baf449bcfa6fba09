"""Where a factor was a priority, were interventions for it available?"""

from probation.ui import panels

panels.factor_page("Availability of interventions", "availability")
panels.closing(
    "The bars of the bulletin's own figure are known where its text quotes them and nowhere else:"
    " see Published figures."
)
