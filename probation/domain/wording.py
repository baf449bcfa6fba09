"""Numbers, days and lists as the words of a sentence."""

from collections.abc import Iterable
from datetime import date

#: One to ten.
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def join_or(words: Iterable[str], last: str = "or") -> str:
    """'a', 'a or b', 'a, b or c'."""
    words = list(words)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def day(when: date) -> str:
    """'5 May 2026'."""
    return f"{when.day} {when:%B %Y}"


def month_name(text: str) -> str:
    """'June 2017' of 2017-06; as it stands what is no month, which stores of old may hold."""
    try:
        return f"{date.fromisoformat(text + '-01'):%B %Y}"
    except ValueError:
        return text


def plural(n: int, one: str, many: str = "") -> str:
    """``one`` where there is one, else ``many``: by default ``one`` with an s."""
    return one if n == 1 else many or f"{one}s"


def counted(n: int, one: str, many: str = "") -> str:
    """'1,066 cases', '1 case'; see ``plural``."""
    return f"{n:,} {plural(n, one, many)}"


def in_words(n: int) -> str:
    """'six'; from eleven on '11'."""
    return NUMBERS[n - 1] if 1 <= n <= len(NUMBERS) else f"{n:,}"


def p_value(p: float) -> str:
    """'p = 0.012', 'p < 0.001'; one decimal more beside .05 and .1, so that it shows its side."""
    if p != p:
        return "no p"
    if p < 0.001:
        return "p < 0.001"
    text = f"{p:.3f}"
    return f"p = {p:.4f}" if text in ("0.050", "0.100") else f"p = {text}"


def bare_p(p: float) -> str:
    """The p of a table: '0.012', '< 0.001', '' for NaN."""
    return p_value(p).removeprefix("p ").removeprefix("= ") if p == p else ""


def lower_first(text: str) -> str:
    """``text`` within a sentence; its other capitals stay, and so does an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """``text`` as the start of a sentence; its other capitals stay."""
    return text[:1].upper() + text[1:]
