"""Where a factor was a priority, were interventions for it available?"""

from probation.ui import components

components.factor_page("Availability of interventions", "availability")
components.closing(
    "The bars of the bulletin's own figure are known where its text quotes them and nowhere else:"
    " see Published figures."
)
