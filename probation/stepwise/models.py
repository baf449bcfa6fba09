"""The models of one data set: which columns each has, and its fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .columns import Codes, Flags, Numbers
from .logistic import Fit, fit
from .patterns import Patterns

#: A column of which the columns before it leave less than this share of its length is aliased.
_ALIASED = 1e-7


@dataclass(frozen=True, eq=False)
class Model:
    """A fitted model.

    variables: in the order in which they entered.
    columns: the columns of the design it has, after the intercept: those of its variables, less
        the aliased ones, which the columns before them determine.
    fit: its columns are the intercept's, then ``columns``.
    """

    variables: tuple[str, ...]
    columns: Codes
    fit: Fit

    def own(self, block: slice) -> Flags:
        """Which columns of the fit are of one block of the design."""
        inside = (self.columns >= block.start) & (self.columns < block.stop)
        return np.concatenate([[False], inside])


class Models:
    """Fits the models of one data set, each once.

    design, blocks: the columns of the candidates (see patterns.Patterns).
    n, yes: cases and events by pattern; a resample of them gives other models.
    """

    def __init__(
        self, design: Numbers, blocks: Mapping[str, slice], n: Numbers, yes: Numbers
    ) -> None:
        self.design = design
        self.blocks = blocks
        self.n = n
        self.yes = yes
        self._fitted: dict[tuple[str, ...], Model] = {}
        # the triangular factor holds all lengths and angles of the columns, in K + 1 rows
        with_intercept = np.column_stack([np.ones(len(n)), design])
        self._triangle = _triangle(with_intercept * np.sqrt(n)[:, None])

    @classmethod
    def of(cls, patterns: Patterns) -> "Models":
        return cls(patterns.design, patterns.columns, patterns.n, patterns.yes)

    def model(self, variables: Sequence[str], start: Mapping[int, float] | None = None) -> Model:
        """The model with these variables. start: estimates to start from (see starts)."""
        key = tuple(variables)
        if key not in self._fitted:
            columns = self._estimable(variables)
            x = np.column_stack([np.ones(len(self.n)), self.design[:, columns]])
            first = None
            if start is not None:
                first = np.array([start.get(column, 0.0) for column in [-1, *columns.tolist()]])
            self._fitted[key] = Model(key, columns, fit(x, self.n, self.yes, first))
        return self._fitted[key]

    def _estimable(self, variables: Sequence[str]) -> Codes:
        columns = [c for name in variables for c in range(*self.blocks[name].indices(2**31))]
        while True:
            chosen = self._triangle[:, np.array([-1, *columns]) + 1]
            left = np.abs(np.diag(_triangle(chosen)))
            short = left <= _ALIASED * np.sqrt((chosen**2).sum(axis=0))[: len(left)]
            aliased = np.flatnonzero(short).tolist() or list(range(len(left), len(columns) + 1))
            if not aliased:
                return np.array(columns, dtype=np.int64)
            del columns[aliased[0] - 1]


def starts(model: Model, b: Numbers, own: Flags | None = None) -> dict[int, float] | None:
    """Estimates ``b`` of a model's columns (less ``own``) by column, -1 for the intercept.

    None where the model has an estimate on its way to infinity: a bad place to start from.
    """
    if model.fit.extreme:
        return None
    columns = np.concatenate([[-1], model.columns])
    if own is not None:
        columns = columns[~own]
    return dict(zip(columns.tolist(), b.tolist(), strict=True))


def _triangle(x: Numbers) -> Numbers:
    """R of the QR decomposition of x."""
    return np.asarray(np.linalg.qr(x, mode="r"))
