"""How does an area stand beside the others, and how sure can one be?"""

from probation.ui import areas, filters, panels, profile

asked = filters.asked_one()
panels.opening("Areas", areas.scope(asked))
areas.controls(asked)
areas.compared(asked)
profile.show(asked)
panels.closing(
    "Funnel plots: Spiegelhalter (2005), Statistics in Medicine 24, 1185 to 1202; limits exact,"
    " not interpolated."
)
