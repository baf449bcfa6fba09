"""How does an area stand beside the others, and how sure can one be?"""

from probation.ui import areas, components, filters

asked = areas.asked(filters.asked_one())
components.opening("Areas", areas.scope(asked), "unit", "case_mix", "adjusted", "picture")
areas.controls(asked)
areas.show(asked)
components.closing(
    "Funnel plots: Spiegelhalter (2005), Statistics in Medicine 24, 1185 to 1202; limits exact,"
    " not interpolated."
)
