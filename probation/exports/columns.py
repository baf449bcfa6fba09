"""What can be said of a column of a frame: its heading, unit, decimals and meaning."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Form:
    """How the numbers of a column are shown; they are kept unrounded.

    decimals: None for words, and for numbers of no one kind. signed: with + or -. least: what is
    smaller is shown as less than that.
    """

    unit: str = ""
    decimals: int | None = None
    signed: bool = False
    least: float = 0.0


WORDS = Form()
NUMBER = Form("number", 0)
PLAIN = Form("", 0)
PERCENT = Form("%", 1)
POINTS = Form("percentage points", 1, signed=True)
RATIO = Form("", 2)
STATISTIC = Form("", 3)
P = Form("", 3, least=0.001)

#: Symbols for a cell without a value.
NOT_AVAILABLE, NOT_APPLICABLE, LOW_RELIABILITY = "[x]", "[z]", "[u]"


@dataclass(frozen=True)
class Column:
    """One column. heading: '{a}' and '{b}' in it are the two groups compared. meaning: a sentence.

    missing: the symbol of an empty cell. flag: the column that marks the row's small base.
    """

    heading: str
    form: Form
    meaning: str
    missing: str = NOT_APPLICABLE
    flag: str = "flag"

    def headed(self, a: str = "First group", b: str = "second group") -> str:
        """The heading with its unit."""
        words = self.heading.format(a=a, b=b)
        return f"{words} ({self.form.unit})" if self.form.unit else words
