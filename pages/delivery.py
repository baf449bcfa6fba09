"""Where a factor was a priority, was enough delivered?"""

from probation.ui import components

components.factor_page("Delivery of interventions", "delivery")
components.closing(
    "The bars of the bulletin's own figure are known where its text quotes them and nowhere else:"
    " see Published figures."
)
