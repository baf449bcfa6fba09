"""How a figure tells what the bulletin prints from what was invented to agree with it.

Rows of a frame have a column printed_in (see bulletin.printed) where the cases are synthetic, and
none where they are not: then nothing here says anything.
"""

from typing import Any

import pandas as pd

#: Stands behind a number that the bulletin prints.
SIGN = "†"
KEY = f"{SIGN} printed in the bulletin; the rest is invented"
#: The same where the marks of printed numbers have an outline: in office programs.
OUTLINED = f"{SIGN} and a dark outline: printed in the bulletin; the rest is invented"
#: The same beside other words of a key, which a card or a phone has no more room for.
SHORT_KEY = f"{SIGN} printed"


def known(rows: pd.DataFrame) -> bool:
    """Whether it is known of the rows what of them is printed."""
    return "printed_in" in rows


def is_printed(row: Any, name: str = "printed_in") -> bool:
    """Whether the bulletin prints a number of a row. name: of the column that says where."""
    return isinstance(getattr(row, name, None), str)


def sign(row: Any, name: str = "printed_in") -> str:
    """'†' behind a printed number; '' behind all others."""
    return SIGN if is_printed(row, name) else ""


def told(row: Any, name: str = "printed_in", what: str = "Printed in the bulletin") -> str:
    """What a pointer is told of it, on a line of its own; '' where the cases are not synthetic."""
    if not hasattr(row, name):
        return ""
    where = getattr(row, name)
    return f"<br>{f'{what}: {where}' if where else 'Invented'}"


def told_of_sides(row: Any) -> str:
    """The same of a difference: the bulletin prints none, though it may print both its sides."""
    return told(row, what="Both percentages printed, no difference")
