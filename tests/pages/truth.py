"""What a page must show, worked out from the CSV files by tests/slow_truth.py."""

from decimal import ROUND_HALF_UP, Decimal

from probation.domain.questions import QUESTIONS
from probation.domain.scope import Scope
from probation.domain.vocabulary import Dimension, Factor
from probation.store.folders import data_folder
from probation.store.source import shipped
from tests import slow_truth

Counts = dict[slow_truth.Cell, tuple[int, int]]


def judged(question: str, factor: str = "", by: str = "", **where: str | list[str]) -> Counts:
    """n and yes for each factor and level of the shipped case set."""
    return slow_truth.judged(shipped(data_folder()), scope(question, factor, by, **where))


def inspected(**where: str | list[str]) -> int:
    """How many shipped cases the filters let through."""
    files = shipped(data_folder())
    return slow_truth.inspected(files, scope("availability", **where)).get("all", 0)


def prioritised(**where: str | list[str]) -> dict[str, int]:
    """For how many shipped cases each factor was a priority."""
    counts = slow_truth.prioritised(shipped(data_folder()), scope("availability", **where))
    return {factor: n for (factor, _), n in counts.items()}


def scope(question: str, factor: str = "", by: str = "", **where: str | list[str]) -> Scope:
    """The scope of a URL with these parameters."""
    return Scope(
        QUESTIONS[question],
        Factor(factor) if factor else None,
        Dimension(by) if by else None,
        tuple(
            (Dimension(name), (codes,) if isinstance(codes, str) else tuple(codes))
            for name, codes in where.items()
        ),
    )


def x_of_y(n: int, yes: int) -> str:
    """'1,012 of 2,000'."""
    return f"{yes:,} of {n:,}"


def share(n: int, yes: int, decimals: int = 1) -> str:
    """The percentage as a page prints it: marked under 30, withheld under 10, none of nothing."""
    if n == 0:
        return ""
    mark = "[u]" if n < 30 else ""
    return f"{points(n, yes, decimals)}% {mark}".strip() if n >= 10 else mark


def points(n: int, yes: int, decimals: int = 1) -> Decimal:
    """100 yes / n, a half rounded up."""
    return (Decimal(100 * yes) / n).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
