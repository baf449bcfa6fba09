"""The cells of an extract's columns as our codes, in SQL over whole columns, and what was changed.

Each different value of a column is looked at once (see values.py), and a column is written anew
only where one of them is read as another.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import duckdb
from duckdb import CaseExpression, ColumnExpression, ConstantExpression, Expression

from probation.domain.wording import counted, join_or
from probation.intake.fault import Note
from probation.intake.formats.place import shown
from probation.intake.formats.source import Source
from probation.intake.mapping import CODED, EMPTY
from probation.intake.values import (
    ALIKE,
    CONTRARY,
    DECLARED,
    MIDNIGHT,
    SAME,
    Column,
    Reading,
    codes_of,
    readings,
)

#: So many readings are told of in the sentence on the mapping.
_TOLD = 10
#: So many different values of a column are looked at, the most frequent first.
_VALUES = 5_000
_NOTED = (ALIKE, CONTRARY, DECLARED, MIDNIGHT)
_ROWS_LEFT_OUT = "rows"
_SENTENCES = {
    ALIKE: "{their} was read as {ours} in {cells} of {where}.",
    CONTRARY: "{their}, a code of ours, was read as {ours} in {cells} of {where}, as the mapping"
    " says.",
    DECLARED: "{their}, which the file declares missing, was read as empty in {cells} of {where}.",
    MIDNIGHT: "{their} is a midnight in another time zone and was read as {ours}; so {cells} of"
    " {where}.",
    _ROWS_LEFT_OUT: "Where {where} holds {their}, nothing was judged or named: {cells} left out.",
}
_NOTHING_TO_DO = "Nothing need be done where that is what was meant."

Readings = Mapping[str | None, Reading]


@dataclass
class _Note:
    """What was read in one way: in so many cells of these columns of theirs."""

    value: str | None
    ours: str
    cells: int = 0
    columns: dict[str, Source] = field(default_factory=dict)


class Translation:
    """What becomes of the values of an extract.

    codes: the mapping's, of a column of ours their value to our code. words: of a column of ours
    that has codes, our codes and labels to our codes. declared: columns of ours, and values of
    theirs that the file declares missing. labels: the same of the labels that a file has for codes.
    told: columns of ours, and values of theirs that are faults of their file already.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        codes: Mapping[str, Mapping[str, str]],
        words: Mapping[str, Mapping[str, str]],
    ) -> None:
        self._connection, self._codes, self._words = connection, codes, words
        self._noted: dict[tuple[str, ...], _Note] = {}
        self._mapped: Counter[tuple[str, str]] = Counter()
        self.declared: set[tuple[str, str]] = set()
        self.labels: set[tuple[str, str]] = set()
        self.told: set[tuple[str, str]] = set()

    def column(
        self, source: Source, column: str, their: str | None, whole_row: bool
    ) -> tuple[Expression, Expression | None]:
        """A cell of a ``column`` of ours, which the source calls ``their``, and the rows to keep.

        their: None where it is not there. whole_row: a row says nothing where this cell of it is
        read as empty, and is left out. The second is None where all rows are kept.
        """
        if their is None:
            return ConstantExpression(None).cast("VARCHAR"), None
        cell = ColumnExpression(dict(zip(source.columns, source.fields, strict=True))[their])
        name = codes_of(column)
        self.told |= {(name, value) for value in source.told.get(their, ())}
        if name not in CODED:
            return cell, None
        cells = self._counted(source, cell)
        declared = source.declared.get(their, frozenset())
        codes, labels = self._codes.get(name, {}), source.labels.get(their, {})
        self.declared |= {(name, value) for value in declared}
        self.labels |= {(name, label) for label in labels.values()}
        zone = source.zones.get(their)
        about = Column(name, codes, self._words.get(name, {}), labels, declared, zone)
        found = readings(about, list(cells))
        for value, reading in found.items():
            if reading.mapped:
                self._mapped[name, reading.ours or EMPTY] += cells[value]
            left_out = whole_row and _says_nothing(reading)
            why = _ROWS_LEFT_OUT if left_out else reading.why
            if left_out or (value is not None and why in _NOTED):
                # of days there may be hundreds, and one tells of all
                kind = (why, name) if why == MIDNIGHT else (why, name, value or "")
                note = self._noted.setdefault(kind, _Note(value, reading.ours or ""))
                note.cells += cells[value]
                note.columns[their] = source
        return _translated(cell, found), _kept(cell, found) if whole_row else None

    def _counted(self, source: Source, cell: Expression) -> dict[str | None, int]:
        """The different values of a column with the number of their cells."""
        values = self._connection.table(source.table).select(cell.alias("value"))
        found = values.aggregate("value, count(*) AS cells").order("cells DESC, value")
        return dict(found.limit(_VALUES).fetchall())

    def by_mapping(self) -> str:
        """One sentence on what was read as the mapping says, the most cells first; '' for none."""
        most = self._mapped.most_common(_TOLD)
        told = [
            f"{counted(cells, 'cell')} of {name} as {ours}".replace("_", " ")
            for (name, ours), cells in most
        ]
        more = sum(self._mapped.values()) - sum(cells for _, cells in most)
        told += [f"{counted(more, 'further cell')} likewise"] if more else []
        return f"By the mapping were read: {join_or(told, 'and')}." if told else ""

    def notes(self) -> Iterator[Note]:
        """What was read as something else than stands there, in sentences; the most cells first."""
        ordered = sorted(self._noted.items(), key=lambda item: -item[1].cells)
        for (why, *_), note in ordered:
            first, source = next(iter(note.columns.items()))
            many = len(note.columns)
            kind = "row" if why == _ROWS_LEFT_OUT else "cell"
            message = _SENTENCES[why].format(
                their="nothing" if note.value is None else f"'{shown(note.value)}'",
                ours=f"'{note.ours}'" if note.ours else "empty",
                cells=f"{note.cells:,} {kind}{'' if note.cells == 1 else 's'}",
                where=_where(why, shown(first), many),
            )
            yield Note(
                "F28", source.file, source.sheet, None, None, shown(first), shown(note.value or ""),
                note.ours or "nothing", message, _NOTHING_TO_DO,
            )  # fmt: skip


def _where(why: str, first: str, many: int) -> str:
    """The column, or how many columns there are and the first of them."""
    if many == 1:
        return f"column '{first}'"
    columns = f"{many:,} columns, the first '{first}'"
    return f"one of {columns}," if why == _ROWS_LEFT_OUT else columns


def _translated(cell: Expression, found: Readings) -> Expression:
    """The cell as it is read: each value that is in ``found`` as that."""
    targets: defaultdict[str | None, list[str]] = defaultdict(list)
    for value, reading in found.items():
        if value is not None:
            targets[reading.ours].append(value)
    whens = [(_is_one(cell, values), ours) for ours, values in targets.items()]
    if None in found:
        whens.append((cell.isnull(), found[None].ours))
    case = None
    for is_it, ours in whens:
        code = ConstantExpression(ours).cast("VARCHAR")
        case = case.when(is_it, code) if case is not None else CaseExpression(is_it, code)
    return case.otherwise(cell) if case is not None else cell


def _says_nothing(reading: Reading) -> bool:
    """Whether a value is said to mean nothing; blanks alone are only as empty as an empty cell."""
    return reading.ours is None and reading.why != SAME


def _kept(cell: Expression, found: Readings) -> Expression | None:
    """The rows in which the cell is not read as empty; None where all are kept."""
    empty = [value for value, reading in found.items() if _says_nothing(reading)]
    if not empty:
        return None
    values = [value for value in empty if value is not None]
    if not values:
        return cell.isnotnull()
    other = ~_is_one(cell, values)
    return other if None in empty else cell.isnull() | other


def _is_one(cell: Expression, values: list[str]) -> Expression:
    return cell.isin(*map(ConstantExpression, values))
