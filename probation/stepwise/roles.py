"""What each column of a data set is for in a regression."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .errors import StepwiseError, check_known


@dataclass(frozen=True)
class Roles:
    """The columns of a regression.

    outcome: the two-valued column to explain.
    candidates: the columns that may enter, in the order that breaks ties.
    categorical: candidates taken as categories though they look like numbers. Text always is.
    levels: for a candidate its levels, the first of them the reference; by default they stand in
        the order of their numbers or the alphabet.
    event: the value of the outcome to model; by default the later of its two in that order.
    count: the column with the number of cases a row stands for; by default a row is one case.
    cluster: the column that says which cases belong together, such as an area.
    """

    outcome: str
    candidates: tuple[str, ...]
    categorical: tuple[str, ...] = ()
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    event: str | None = None
    count: str | None = None
    cluster: str | None = None

    def columns(self) -> list[str]:
        """The columns a data set must have."""
        extra = [name for name in (self.count, self.cluster) if name is not None]
        return list(dict.fromkeys([self.outcome, *self.candidates, *extra]))

    def check(self, names: Sequence[str]) -> None:
        """Raises StepwiseError where the roles do not fit the columns ``names``."""
        check_known(self.columns(), names, "column")
        if not self.candidates:
            raise StepwiseError("Give at least one candidate.")
        if self.count == self.outcome:
            raise StepwiseError("The count column and the outcome must be two columns.")
        for name in self.candidates:
            if self.candidates.count(name) > 1:
                raise StepwiseError(f"The candidate '{name}' is given twice; leave one out.")
            if name in (self.outcome, self.count):
                raise StepwiseError(
                    f"'{name}' has another part to play; take it off the candidates."
                )
        check_known((*self.categorical, *self.levels), self.candidates, "candidate")
        for name, levels in self.levels.items():
            if len(set(levels)) < len(levels):
                raise StepwiseError(f"A level of '{name}' is listed twice; leave one out.")
