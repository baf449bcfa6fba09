"""Did contracted providers contribute enough to outcomes, to protecting people, to reviews?"""

from dataclasses import replace

from probation.questions import QUESTIONS
from probation.scope import Scope
from probation.ui import filters, panels

view = filters.view(QUESTIONS["contracted_outcomes"])
panels.opening("Contracted providers", view.scope)
panels.factor_figure(view)

asked_once = (QUESTIONS["contracted_risk_focus"], QUESTIONS["contracted_review_information"])
for question in asked_once:
    panels.levels_figure(replace(view, scope=Scope(question, where=view.scope.where)))
panels.bulletin_table("Table 1 in the bulletin's shape", asked_once, view)
panels.sources(
    "Financial management is left out of the bulletin's figure: it applied in few cases."
    " Cases are those in which a contribution was made."
)
