"""Where a factor was a priority, was enough delivered?"""

from probation.ui import panels

panels.factor_page("Delivery of interventions", "delivery")
panels.closing(
    "The bars of the bulletin's own figure are known where its text quotes them and nowhere else:"
    " see Published figures."
)
