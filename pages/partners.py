"""Did partners contribute enough to outcomes, to protecting people, to reviews?"""

from probation.questions import QUESTIONS
from probation.ui import filters, panels

view = filters.view(QUESTIONS["partner_outcomes"])
panels.opening("Partners", view.scope)
panels.factor_figure(view)

pair = (QUESTIONS["partner_risk_focus"], QUESTIONS["partner_review_information"])
panels.asked_once(pair, view, "Table 2 in the bulletin's shape")
panels.closing(
    "Financial management is left out of the bulletin's figure: it applied in few cases."
    " Cases are those in which a contribution was made."
)
