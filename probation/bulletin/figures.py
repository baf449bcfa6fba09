"""The bulletin as data: every number it prints, every checkable statement, and its Table A1.

Read from ``data/``. Text that does not apply is the empty string, never NaN, so that frames merge
and group without losing rows. Figures 1 to 4 of the bulletin are pictures: what their bars show is
unknown except where the text quotes it, and nothing else is listed as published.
Source: HM Inspectorate of Probation, Research & Analysis Bulletin 2019/01.
"""

from fractions import Fraction
from functools import cache
from pathlib import Path

import pandas as pd

from probation.domain.wording import NUMBERS

DATA = Path(__file__).parents[2] / "data"


def published() -> pd.DataFrame:
    """One row per number the bulletin prints, in its order.

    id: stable and readable, such as t1.contracted_risk_focus.provider.CRC.percent.
    where: the place it stands, such as 'Table 1' or 'Section 2.1'.
    question: a question code; 'cases' for shares of all cases; '' where not about the case set.
    factor: a factor code, or ''. With question 'cases', the cases with it as a priority.
    breakdown, level: '' and 'all' for all cases; a level may join codes by a semicolon.
    statistic: n (cases), percent, count (of something other than cases) or bound (a limit of a
        statement). Rows with a question and statistic n or percent are margins of the case set.
    printed: the text as printed. decimals: its decimal places. value: it as a number (float; a
        percentage is 0 to 100, a word such as 'seven' is 7).
    note: how it is read, where that is not plain. label: the row's label in Tables 1 and 2.
    """
    frame = _read("published.csv").astype({"decimals": int})
    return frame.assign(value=[float(exact(text)) for text in frame["printed"]])


def statements() -> pd.DataFrame:
    """One row per statement of the bulletin that can be true or false of a case set.

    id, where, text: as in ``published``; the text is the bulletin's or close to it.
    kind: which check of ``claims`` it needs. question, factor, breakdown, level: what about.
    value, low, high, count (float, NaN where the kind does not use them): the kind's numbers.
    other: the kind's second operand: codes joined by semicolons.
    expected: the codes or names the statement gives, joined by semicolons.
    printed_as: how the bulletin names the factor where it names one.
    test: how the statement is tested, in words.
    """
    frame = _read("statements.csv")
    numbers = ["value", "low", "high", "count"]
    return frame.assign(**{name: pd.to_numeric(frame[name]) for name in numbers})


def areas() -> pd.DataFrame:
    """One row per contract package area, in the order of Table A1, inspected or not.

    contract_package_area: as printed. division, crc_owner, area: codes (area '' where not
    inspected), each with its label in division_name, crc_owner_name, area_name.
    crc_owner_printed: the owner as printed; two printings of Sodexo are one owner.
    reports: report months, YYYY-MM, joined by semicolons; '' where not inspected.
    """
    return _read("areas.csv")


def margins(published: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``published`` that a case set can be held against: its n and percent margins."""
    return published[(published["question"] != "") & published["statistic"].isin(["n", "percent"])]


@cache
def exact(printed: str) -> Fraction:
    """The number that a printed text stands for, without binary rounding: '61.0%' is 61.

    Raises ValueError where the text is no number.
    """
    if printed in NUMBERS:
        return Fraction(NUMBERS.index(printed) + 1)
    return Fraction(printed.rstrip("%").replace(",", ""))


def _read(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / name, dtype=str, keep_default_na=False)
