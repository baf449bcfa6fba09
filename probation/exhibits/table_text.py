"""How numbers stand in the tables of exhibits: with their mark, their counts, their limits."""

from collections.abc import Callable

from probation.charts.theme import percent, rounded
from probation.disclosure.gate import flag_of, suffix, symbol


def unbroken(text: str) -> str:
    """``text`` kept on one line in a table."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def marked(value: float, flag: str | None, sign: str = "") -> str:
    """A percentage with one decimal and its mark: '57.7% [u]'; '[u]' alone where not shown.

    sign: of a number that the bulletin prints; see charts.printed.
    """
    return f"{percent(value, 1)}{sign}{suffix(flag)}".strip()


def share(
    value: float, count: int | None, of: int | None = None, flag: str | None = None, sign: str = ""
) -> str:
    """'73.8% (214 of 290)', '73.8% (214)', '60.0% [u] (6 of 10)'; the counts alone of none.

    flag: 'u' for a base under 30; where ``of`` is given, that says it. sign: as of ``marked``. No
    counts: None.
    """
    if count is None:
        return marked(value, flag, sign)
    counts = f"{count:,} of {of:,}" if of is not None else f"{count:,}"
    flag = flag if of is None else flag_of(of)
    before = marked(value, flag, sign) if value == value or symbol(flag) else ""
    return f"{before} ({counts})" if before else counts


def span(low: float, high: float) -> str:
    """'68.5 to 78.6', or '' where there are no limits."""
    return f"{rounded(low, 1)} to {rounded(high, 1)}" if low == low else ""


def with_limits(
    value: float, low: float, high: float, write: Callable[[float], str], flag: str | None
) -> str:
    """'+20 [u] (+8 to +30)', each number as ``write`` has it; '[u]' or '' where there is none."""
    if value != value:
        return symbol(flag)
    mark = suffix(flag)
    return write(value) + mark + (f" ({write(low)} to {write(high)})" if low == low else "")
