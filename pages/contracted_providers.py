"""Did contracted providers contribute enough to outcomes, to protecting people, to reviews?"""

from probation.questions import QUESTIONS
from probation.ui import filters, panels

view = filters.view(QUESTIONS["contracted_outcomes"])
panels.opening("Contracted providers", view.scope)
panels.factor_figure(view)

pair = (QUESTIONS["contracted_risk_focus"], QUESTIONS["contracted_review_information"])
panels.asked_once(pair, view, "Table 1 in the bulletin's shape")
panels.closing(
    "Financial management is left out of the bulletin's figure: it applied in few cases."
    " Cases are those in which a contribution was made."
)
