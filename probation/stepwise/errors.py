"""What the engine refuses: one error, and one that names what would have been valid."""

from collections.abc import Iterable


class StepwiseError(ValueError):
    """Data, roles or criteria that cannot be used; the message is a sentence that says why."""


class UnknownNameError(StepwiseError):
    """A name that is none of the valid ones. what: what it should be a name of, such as column."""

    def __init__(self, name: str, valid: Iterable[str], what: str) -> None:
        self.name = name
        self.valid = tuple(valid)
        self.what = what
        super().__init__(name, self.valid, what)

    def __str__(self) -> str:
        return f"There is no {self.what} '{self.name}'."


def check_known(names: Iterable[str], valid: Iterable[str], what: str) -> None:
    """Raises UnknownNameError for the first of ``names`` that is not among ``valid``."""
    valid = tuple(valid)
    for name in names:
        if name not in valid:
            raise UnknownNameError(name, valid, what)
