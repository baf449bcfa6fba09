"""Which differences between groups are significant when the others are accounted for?"""

from probation.exhibits import regression as exhibits
from probation.ui import components, filters, regression

asked = filters.asked()
components.opening(
    "Regression",
    regression.scope(asked),
    *("intervals", "picture"),
    resolved=not exhibits.many_models(asked),
)
regression.settings(asked)
regression.results(asked)
components.closing(
    "Method: the bulletin's Annex A, forward stepwise logistic regression; what each statistic is,"
    " and what was checked against R, is in About."
)
