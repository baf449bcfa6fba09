"""Which differences between groups are significant when the others are accounted for?"""

from probation.ui import panels, regression

asked = regression.asked()
panels.opening("Regression", asked.scope, resolved=not asked.screen)
regression.settings(asked)
regression.results(asked)
panels.closing(
    "Method: the bulletin's Annex A, forward stepwise logistic regression; what each statistic is,"
    " and what was checked against R, is in About."
)
