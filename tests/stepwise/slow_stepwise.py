"""Forward stepwise logistic regression the slow and plain way, case by case.

Written from the textbook formulas alone, with explicit inverses and none of the engine's code, to
hold the engine against on small data without separation or collinearity.
"""

import numpy as np
from scipy.stats import chi2


def fit(x, y):
    """Estimates, covariance and log-likelihood by plain Newton steps."""
    b = np.zeros(x.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-x @ b))
        b = b + np.linalg.inv(x.T @ (x * (p * (1 - p))[:, None])) @ (x.T @ (y - p))
    p = 1 / (1 + np.exp(-x @ b))
    covariance = np.linalg.inv(x.T @ (x * (p * (1 - p))[:, None]))
    return b, covariance, np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)), p


def design(blocks, names):
    n = len(next(iter(blocks.values())))
    return np.column_stack([np.ones(n), *(blocks[name] for name in names)])


def score(blocks, y, inside, name):
    x, z = design(blocks, inside), blocks[name]
    p = fit(x, y)[3]
    w = np.diag(p * (1 - p))
    u = z.T @ (y - p)
    b = z.T @ w @ z - z.T @ w @ x @ np.linalg.inv(x.T @ w @ x) @ x.T @ w @ z
    return u @ np.linalg.inv(b) @ u


def removals(blocks, y, inside, name):
    """The likelihood-ratio, Wald and conditional statistics of taking one variable out."""
    x = design(blocks, inside)
    b, v, ll, _ = fit(x, y)
    of = np.concatenate([["1"], *([other] * blocks[other].shape[1] for other in inside)])
    own = of == name
    reduced = fit(x[:, ~own], y)[2]
    inverse = np.linalg.inv(v[np.ix_(own, own)]) @ b[own]
    eta = x[:, ~own] @ (b[~own] - v[np.ix_(~own, own)] @ inverse)
    p = 1 / (1 + np.exp(-eta))
    cond = np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))
    return {"lr": 2 * (ll - reduced), "wald": b[own] @ inverse, "cond": 2 * (ll - cond)}


def stepwise(blocks, y, enter, remove, removal):
    """The trace: (action, variable, statistic, p) for each step, then the stop reason."""
    inside, seen, trace = [], [set()], []
    while True:
        outside = [name for name in blocks if name not in inside]
        if not outside:
            return trace, "all_candidates_in_model"
        scores = {name: score(blocks, y, inside, name) for name in outside}
        p = {name: chi2.sf(scores[name], blocks[name].shape[1]) for name in outside}
        best = min(outside, key=p.get)
        if not p[best] < enter:
            return trace, "no_candidate_below_PIN"
        if {*inside, best} in seen:
            return trace, "entry_would_repeat_previous_model"
        inside.append(best)
        seen.append(set(inside))
        trace.append(("enter", best, scores[best], p[best]))
        while inside:
            tests = {name: removals(blocks, y, inside, name)[removal] for name in inside}
            p = {name: chi2.sf(tests[name], blocks[name].shape[1]) for name in inside}
            worst = max(inside, key=p.get)
            if not p[worst] > remove:
                break
            if {*inside} - {worst} in seen:
                return trace, "removal_would_repeat_previous_model"
            inside.remove(worst)
            seen.append(set(inside))
            trace.append(("remove", worst, tests[worst], p[worst]))
