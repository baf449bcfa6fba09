"""Where do two groups of cases differ, and is it real?"""

from probation.ui import components, filters, gaps

asked = filters.asked_one()
components.opening(
    "Gaps between groups",
    gaps.scope(asked),
    *("order", "intervals", "full_model", "adjusted", "ratio", "bh", "bounds", "picture"),
)
gaps.controls(asked)
gaps.one_question(asked)
gaps.every_question(asked)
gaps.contracted_and_partners(asked)
components.closing("Method: About says how differences, intervals and tests are made.")
