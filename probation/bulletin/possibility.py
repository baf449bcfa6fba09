"""Which published figures can be true at all, by arithmetic alone.

The rounding rule accepted: a percentage p printed with d decimals is possible of n where some
whole number k of n has 100 k / n within half a unit of the last printed place of p, an exact tie
rounded either way. All of it is in whole numbers and fractions, never in binary floats.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from probation.bulletin.figures import exact, margins
from probation.domain.vocabulary import NOT_RECORDED, TERMS

#: Points of tolerance asked of a case set for a percentage impossible by itself, and for one of a
#: breakdown that cannot be a partition of all cases.
ALONE, BREAKDOWN = 1.5, 3.0

#: What names one figure but its statistic.
KEY = ["question", "factor", "breakdown", "level"]

_LEVELS = {str(dim): {str(term) for term in terms} for dim, terms in TERMS.items()}


@dataclass(frozen=True)
class Row:
    """One row of a table: n cases, of which a printed percentage said yes."""

    level: str
    n: int
    percent: str
    ids: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class Block:
    """One breakdown of one question in one table, with the table's row for all cases."""

    where: str
    question: str
    breakdown: str
    total: Row
    rows: tuple[Row, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(id for row in self.rows for id in row.ids)

    @property
    def ns(self) -> dict[str, int]:
        return {row.level: row.n for row in self.rows}

    @property
    def missing(self) -> int:
        """How many of all cases are in no row; negative where the rows hold too many."""
        return self.total.n - sum(self.ns.values())


def half_unit(percent: str) -> Fraction:
    """Half a unit of the last printed place, in points: 0.05 for '61.0%'."""
    return Fraction(1, 2 * 10 ** len(percent.rstrip("%").partition(".")[2]))


def whole_numbers(n: int, percent: str, within: Fraction | None = None) -> range:
    """The whole numbers of n that print as ``percent``, or that are ``within`` so many points."""
    if n < 1:
        return range(0)
    slack = half_unit(percent) if within is None else within
    low = math.ceil(n * (exact(percent) - slack) / 100)
    high = math.floor(n * (exact(percent) + slack) / 100)
    return range(max(low, 0), max(min(high, n), -1) + 1)


def without_whole_number(n: int, percent: str) -> str:
    """Why no whole number of n prints as ``percent``; '' where one does."""
    if whole_numbers(n, percent):
        return ""
    below = min(math.floor(n * exact(percent) / 100), n)
    near = [f"{k} is {_shown(k, n, percent)}" for k in (below, below + 1) if k <= n]
    return f"No whole number of {n:,} is {percent}: {', '.join(near)}."


def complete(breakdown: str, levels: Sequence[str]) -> bool:
    """Whether every case must be in one of ``levels``: all are there, none can be unrecorded."""
    terms = _LEVELS.get(breakdown, set())
    return NOT_RECORDED not in terms and terms == set(levels)


def broken_n(breakdown: str, ns: dict[str, int], total: int) -> str:
    """Why the n of the levels cannot divide ``total`` cases; '' where they can."""
    sum_of = " and ".join(f"{n:,}" for n in ns.values())
    added = sum(ns.values())
    if added > total:
        return f"{sum_of} add to {added:,}, more than all {total:,} cases."
    if added < total and complete(breakdown, list(ns)):
        return f"{sum_of} add to {added:,}, not to all {total:,} cases."
    return ""


def broken_yes(block: Block) -> str:
    """Why the yes counts of the rows cannot make up those of all cases; '' where they can.

    A row gives the whole numbers that print as its percentage, or, where there are none, those
    within 1.5 points of it (or the nearest); cases in no row may all be yes or all no.
    """
    rows = [_yes(row) for row in block.rows]
    low, high = sum(ks[0] for ks in rows), sum(ks[-1] for ks in rows)
    wanted = _yes(block.total)
    if low <= wanted[-1] and wanted[0] <= high + block.missing:
        return ""
    rest = f", with at most {block.missing} more from cases in no row" if block.missing else ""
    return (
        f"The rows have {span(range(low, high + 1))} yes between them{rest};"
        f" all cases have {span(wanted)}."
    )


def broken(block: Block) -> str:
    """Why a breakdown cannot be a partition of all cases; '' where it can."""
    return broken_n(block.breakdown, block.ns, block.total.n) or broken_yes(block)


def span(ks: range) -> str:
    """'282' or '271 to 272'."""
    return f"{ks[0]:,}" if len(ks) == 1 else f"{ks[0]:,} to {ks[-1]:,}"


def blocks(published: pd.DataFrame) -> list[Block]:
    """Every breakdown that prints n and % of each level beside n and % of all cases."""
    shown = margins(published).query("question != 'cases'")
    counts, percents = (shown[shown["statistic"] == name] for name in ("n", "percent"))
    cells = counts.merge(percents, on=["where", *KEY], suffixes=("", "_of"))
    tables: dict[tuple[str, str, str], dict[str, list[Row]]] = {}
    for cell in cells.itertuples():
        ids = (str(cell.id), str(cell.id_of))
        row = Row(str(cell.level), int(cell.value), str(cell.printed_of), ids, str(cell.label))
        table = tables.setdefault((str(cell.where), str(cell.question), str(cell.factor)), {})
        table.setdefault(str(cell.breakdown), []).append(row)
    return [
        Block(where, question, breakdown, table[""][0], tuple(rows))
        for (where, question, _), table in tables.items()
        for breakdown, rows in table.items()
        if breakdown and "" in table
    ]


def bases(published: pd.DataFrame) -> dict[tuple[str, ...], int]:
    """How many cases each percentage is of, by question, factor, breakdown and level.

    A share of all cases (question 'cases') is of all cases, whatever its level.
    """
    shown = margins(published)
    counts = shown[shown["statistic"] == "n"]
    keys = map(tuple, counts[KEY].to_numpy())
    found = {key: int(n) for key, n in zip(keys, counts["value"], strict=True)}
    everyone = found.get(("cases", "", "", "all"))
    of_all = [tuple(key) for key in shown.loc[shown["question"] == "cases", KEY].to_numpy()]
    return found | {key: everyone for key in of_all if everyone is not None}


def wrong_shares(published: pd.DataFrame) -> dict[str, str]:
    """For each percentage that disagrees with a count printed beside it, id to why."""
    found, of = {}, bases(published)
    shown = margins(published).query("question == 'cases'")
    counts = {tuple(r[KEY]): int(r["value"]) for _, r in shown.iterrows() if r["statistic"] == "n"}
    for _, row in shown[shown["statistic"] == "percent"].iterrows():
        key = tuple(row[KEY])
        n, k = of.get(key), counts.get(key)
        if n and k is not None and k not in whole_numbers(n, row["printed"]):
            share = f"{100 * k / n:.{row['decimals'] + 1}f}%"
            found[row["id"]] = f"{k:,} of {n:,} is {share}, not {row['printed']}."
    return found


def possibility(published: pd.DataFrame) -> pd.DataFrame:
    """For each figure, whether it can be true and how near a case set must come.

    Columns: id; possible (bool); tolerance (points: 0 where a possible figure is met exactly at
    its printed precision, 1.5 where it is impossible by itself, 3.0 where its breakdown cannot be
    a partition of all cases); n_free (bool: the n need not be met); reason (a sentence, or '').
    """
    why: dict[str, tuple[float, bool, str]] = {}
    of = bases(published)
    percents = margins(published).query("statistic == 'percent'")
    for _, row in percents.iterrows():
        n = of.get(tuple(row[KEY]))
        reason = without_whole_number(n, row["printed"]) if n is not None else ""
        if reason:
            why[row["id"]] = (ALONE, False, reason)
    for id, reason in wrong_shares(published).items():
        why[id] = (ALONE, False, reason)
    for block in blocks(published):
        reason = broken(block)
        if reason:
            why |= dict.fromkeys(block.ids, (BREAKDOWN, True, f"Not a breakdown: {reason}"))
    cells = [why.get(id, (0.0, False, "")) for id in published["id"]]
    frame = pd.DataFrame(cells, columns=["tolerance", "n_free", "reason"])
    frame.insert(0, "id", list(published["id"]))
    frame.insert(1, "possible", frame["tolerance"] == 0)
    return frame


def _yes(row: Row) -> range:
    if row.n < 1:
        return range(1)
    within = max(Fraction(ALONE), Fraction(100, row.n))
    return whole_numbers(row.n, row.percent) or whole_numbers(row.n, row.percent, within)


def _shown(k: int, n: int, percent: str) -> str:
    """k of n at the precision of ``percent``; two more places where the two would look alike."""
    places = len(percent.rstrip("%").partition(".")[2])
    text = f"{100 * k / n:.{places}f}%"
    return text if text != percent else f"{100 * k / n:.{places + 2}f}%"
