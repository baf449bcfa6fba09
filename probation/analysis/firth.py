"""Firth's penalised estimates: finite where maximum likelihood has none."""

import numpy as np

from probation.analysis.coefficients import Coefficient, coefficient, exponential, terms
from probation.analysis.models import Model
from probation.analysis.patterns import Patterns


def firth(patterns: Patterns, model: Model) -> tuple[Coefficient, ...]:
    """The coefficients of a model by Firth's method, with profile penalised-likelihood intervals.

    wald and p are those of the estimate and its standard error. Source: Firth (1993), Biometrika
    80; Heinze and Schemper (2002), Statistics in Medicine 21.
    """
    from dataclasses import replace

    from firthmodels import FirthLogisticRegression

    fit = model.fit
    raw = fit.x[:, 1:] * patterns.scale[model.columns] + patterns.centre[model.columns]
    x = np.vstack([raw, raw])
    y = np.repeat([1, 0], len(raw))
    weight = np.concatenate([fit.yes, fit.n - fit.yes])
    kept = weight > 0
    found = FirthLogisticRegression(max_iter=1000, gtol=1e-6, xtol=1e-6).fit(
        x[kept], y[kept], sample_weight=weight[kept]
    )
    limits = found.conf_int(method="pl", max_iter=1000)
    b = [float(found.intercept_), *found.coef_.ravel().tolist()]
    se = [float(found.bse_[-1]), *found.bse_[:-1].tolist()]
    bounds = [limits[-1].tolist(), *limits[:-1].tolist()]
    places = {column: i for i, column in enumerate([-1, *model.columns.tolist()])}
    rows = []
    for term in terms(patterns, model.variables):
        if (i := places.get(term.column)) is not None:
            low, high = (exponential(limit) for limit in bounds[i])
            rows.append(replace(coefficient(term, b[i], se[i]), ci_low=low, ci_high=high))
    return tuple(rows)
