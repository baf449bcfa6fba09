"""Did partners contribute enough to outcomes, to protecting people, to reviews?"""

from dataclasses import replace

from probation.questions import QUESTIONS
from probation.scope import Scope
from probation.ui import filters, panels

view = filters.view(QUESTIONS["partner_outcomes"])
panels.opening("Partners", view.scope)
panels.factor_figure(view)

asked_once = (QUESTIONS["partner_risk_focus"], QUESTIONS["partner_review_information"])
for question in asked_once:
    panels.levels_figure(replace(view, scope=Scope(question, where=view.scope.where)))
panels.bulletin_table("Table 2 in the bulletin's shape", asked_once, view)
panels.sources(
    "Financial management is left out of the bulletin's figure: it applied in few cases."
    " Cases are those in which a contribution was made."
)
