"""What an impossible figure may have been: a search over single slips of the pen.

The slips tried: one unit of a percentage's last place, two neighbouring digits swapped, one digit
changed (of the percentage or of n), the yes count printed where n should stand, and the n of
another row printed again. A slip explains a figure where putting it right makes the row possible
and keeps its breakdown inside all cases.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from probation.bulletin.figures import exact
from probation.bulletin.possibility import Block, Row, broken, half_unit, whole_numbers

UNIT, SWAP, DIGIT = "one unit of the last place", "two digits swapped", "one digit"
YES_COUNT, COPIED = "its yes count stands for n", "its n is another row's"

NONE = "No single slip explains it."


@dataclass(frozen=True)
class Slip:
    """One slip put right: its kind, how far the number moves, and what would then be printed."""

    kind: str
    moved: Fraction
    reads: str


def of_row(block: Block, row: Row, others: Mapping[str, int]) -> list[Slip]:
    """The slips in one row that make it possible and leave its breakdown whole.

    others: the n of other rows in the same table, by label.
    """
    mends = _mends(block, row)
    found = [slip for slip, right in _of_percent(row) if mends(right)]
    found += [slip for slip, right in _of_n(block, row, others) if mends(right)]
    return found


def of_share(k: int, n: int, percent: str) -> list[Slip]:
    """The slips that make a count and its share of n agree."""
    found = [Slip(kind, _gap(p, percent), p) for kind, p in _percents(percent)]
    found = [slip for slip in found if k in whole_numbers(n, slip.reads)]
    fits = whole_numbers(n, percent)
    return found + [
        Slip(f"{kind} of n", _gap(text, str(k)), f"n {text}")
        for kind, text in _retyped(str(k))
        if int(text) in fits
    ]


def described(slips: Iterable[Slip]) -> str:
    """The nearest slip of each kind, the most economical first, as one sentence."""
    order = (UNIT, YES_COUNT, SWAP, f"{SWAP} of n", DIGIT, f"{DIGIT} of n", COPIED)
    ranked = sorted(slips, key=lambda s: (order.index(s.kind), s.moved))
    nearest: dict[str, Slip] = {}
    for slip in ranked:
        if slip.reads not in {s.reads for s in nearest.values()}:
            nearest.setdefault(slip.kind, slip)
    more = {kind: sum(s.kind == kind for s in ranked) - 1 for kind in nearest}
    parts = [f"{s.reads} ({s.kind}{_others(more[s.kind])})" for s in nearest.values()]
    return f"{'; or '.join(parts)}." if parts else NONE


def _mends(block: Block, wrong: Row) -> Callable[[Row], bool]:
    """Whether a row put in place of ``wrong`` makes the breakdown whole.

    Where the breakdown was whole already, another row of it may stay impossible by itself.
    """
    was_whole = not broken(block)

    def whole(right: Row) -> bool:
        rows = tuple(right if row is wrong else row for row in block.rows)
        checked = (right,) if was_whole else rows
        possible = all(whole_numbers(row.n, row.percent) for row in checked)
        return possible and not broken(replace(block, rows=rows))

    return whole


def _of_percent(row: Row) -> Iterator[tuple[Slip, Row]]:
    for kind, text in _percents(row.percent):
        yield Slip(kind, _gap(text, row.percent), text), replace(row, percent=text)


def _of_n(block: Block, row: Row, others: Mapping[str, int]) -> Iterator[tuple[Slip, Row]]:
    for kind, text in _retyped(str(row.n)):
        right = replace(row, n=int(text))
        yield Slip(f"{kind} of n", _gap(text, str(row.n)), f"n {text}"), right
    same = [label for label, n in others.items() if n == row.n]
    for n in range(1, block.total.n + 1):
        if n > row.n and row.n in whole_numbers(n, row.percent):
            reads = f"n {n}, of which {row.n} is {row.percent}"
            yield Slip(YES_COUNT, Fraction(n - row.n), reads), replace(row, n=n)
        if same and n != row.n:
            reads = f"n {n}, not the {row.n} of the row '{same[0]}'"
            yield Slip(COPIED, abs(Fraction(n - row.n)), reads), replace(row, n=n)


def _percents(text: str) -> Iterator[tuple[str, str]]:
    unit = 2 * half_unit(text)
    places = len(text.rstrip("%").partition(".")[2])
    for value in (exact(text) - unit, exact(text) + unit):
        yield UNIT, f"{float(value):.{places}f}%"
    for kind, changed in _retyped(text):
        if exact(changed) <= 100:
            yield kind, changed


def _retyped(text: str) -> Iterator[tuple[str, str]]:
    """Every text with two neighbouring digits swapped, or one digit another."""
    digits = [i for i, mark in enumerate(text) if mark.isdigit()]
    for a, b in pairwise(digits):
        swapped = list(text)
        swapped[a], swapped[b] = text[b], text[a]
        if text[a] != text[b] and swapped[digits[0]] != "0":
            yield SWAP, "".join(swapped)
    for i in digits:
        for digit in "0123456789":
            if digit != text[i] and not (digit == "0" and i == digits[0]):
                yield DIGIT, text[:i] + digit + text[i + 1 :]


def _gap(a: str, b: str) -> Fraction:
    return abs(exact(a) - exact(b))


def _others(more: int) -> str:
    return f"; {more} other such reading{'s' if more > 1 else ''}" if more else ""
