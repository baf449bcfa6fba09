"""Standard errors that allow for cases of one cluster, such as an area, being alike."""

import numpy as np

from probation.analysis.columns import Numbers
from probation.analysis.models import Model
from probation.analysis.patterns import Clusters


def cluster_spread(model: Model, clusters: Clusters) -> Numbers:
    """S (clusters x columns) with S'S the cluster-robust covariance of a model's estimates.

    The sandwich V (sum over clusters of u u') V times G / (G - 1), with G clusters and u the score
    of one. Give it to ``coefficients`` or ``effects`` in place of the model's own. Source: Liang
    and Zeger (1986), Biometrika 73.
    """
    p = model.fit.p[clusters.pattern]
    residual = clusters.yes - clusters.n * p
    size = len(clusters.names)
    score = np.column_stack(
        [
            np.bincount(clusters.cluster, residual * column[clusters.pattern], size)
            for column in model.fit.x.T
        ]
    )
    covariance = model.fit.spread.T @ model.fit.spread
    return np.sqrt(size / (size - 1)) * score @ covariance if size > 1 else np.nan * score
