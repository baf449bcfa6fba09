"""Where each candidate stood when a stepwise selection ended, and how it came there."""

from collections.abc import Mapping
from dataclasses import dataclass

from .selection import Path

#: A variable selected is significant where its test in the model selected is below this.
SIGNIFICANCE = 0.05


@dataclass(frozen=True)
class SelectionResult:
    """One candidate at the end of a selection of ``steps`` steps.

    entered, removed: the step of the last time it did, None where it never did.
    p: where selected, of the likelihood-ratio test of removing it from the model selected; else
    of the score test of adding it.
    """

    variable: str
    entered: int | None
    removed: int | None
    p: float
    steps: int

    @property
    def selected(self) -> bool:
        return self.entered is not None and (self.removed or 0) < self.entered

    @property
    def significant(self) -> bool:
        """In the model selected, and p there below .05; to stay in, SPSS asks for .1 alone."""
        return self.selected and self.p < SIGNIFICANCE


def selection_results(path: Path) -> Mapping[str, SelectionResult]:
    """The standing of every candidate that took part, by its name."""
    last = path.steps[-1].after if path.steps else path.start
    p = {row.variable: row.p for row in last.not_in_equation}
    p |= {row.variable: row.lr_p for row in last.removal_table}
    moves = {(step.action, step.variable): step.step for step in path.steps}
    return {
        name: SelectionResult(
            name, moves.get(("enter", name)), moves.get(("remove", name)), p[name], len(path.steps)
        )
        for name in (row.variable for row in path.start.not_in_equation)
    }
