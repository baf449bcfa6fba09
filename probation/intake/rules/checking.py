"""Every data rule on the raw tables of one extract, as SQL over whole columns."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from probation.domain.sql import each, filled
from probation.domain.vocabulary import NOT_RECORDED, TERMS, Factor, OgrsLevel, SentenceType
from probation.domain.wording import NUMBERS
from probation.intake.causes import ROWS
from probation.intake.columns import CASES, CODED, WIDE_JUDGEMENTS
from probation.intake.fault import Cause, Fault
from probation.intake.rules.sentences import Found, fault
from probation.intake.values import FOLLOWING

#: So many rows of one rule are listed; the totals are of all.
LISTED = 1000

_HERE = Path(__file__).parent
_MACROS = (_HERE / "macros.sql").read_text(encoding="utf-8")
_PROBE = filled(
    (_HERE / "probe.sql").read_text(encoding="utf-8"),
    coded=each("intake_known('{name}', {name})", CODED, " AND "),
    last_factor=str(len(Factor) - 1),
    last_asked=str(len(WIDE_JUDGEMENTS) - 1),
    no_factor=f"'{'0' * len(Factor)}'::BIT",
)
_OF_CASES = ", ".join(CASES[1:])
#: What shaping fills in says nothing of whether a row is blank.
_GIVEN = [c for c in CASES[1:] if c not in (*FOLLOWING, "supervision_type")]
_HEADERS = filled(
    (_HERE / "headers.sql").read_text(encoding="utf-8"),
    coded=each(
        "{value: {name}, known: intake_known('{name}', {name})}",
        [name for name in CODED if name in _GIVEN],
    ),
)
_JUDGE = filled(
    (_HERE / "judge.sql").read_text(encoding="utf-8"),
    columns=_OF_CASES,
    given=", ".join(_GIVEN),
)
_FAULTS = filled((_HERE / "faults.sql").read_text(encoding="utf-8"), columns=_OF_CASES)
_CAUSES = (_HERE / "causes.sql").read_text(encoding="utf-8")
FORGET = (_HERE / "forget.sql").read_text(encoding="utf-8")

# One row: a code of a column; a column that the extract lacks; a value of one that is a fault of
# its file already; one that its file has as a label; one question of one factor, with its place
# among all of them and the factor's among factors; one factor with its place.
_CODES = """
    CREATE OR REPLACE TEMP TABLE intake_codes AS
    SELECT unnest($terms::VARCHAR[]) AS term, unnest($codes::VARCHAR[]) AS code
"""
_MISSING = """
    CREATE OR REPLACE TEMP TABLE intake_missing AS
    SELECT unnest($tables::VARCHAR[]) AS part_name, unnest($columns::VARCHAR[]) AS term
"""
_VALUES_OF = """
    CREATE OR REPLACE TEMP TABLE {table} AS
    SELECT unnest($terms::VARCHAR[]) AS term, unnest($values::VARCHAR[]) AS value
"""
_TOLD, _LABELS = (filled(_VALUES_OF, table=table) for table in ("intake_told", "intake_labels"))
_ASKED = """
    CREATE OR REPLACE TEMP TABLE intake_asked AS
    SELECT
        question, factor, place, factor_place,
        CASE question WHEN 'availability' THEN factor_place END AS available,
        CASE question WHEN 'delivery' THEN factor_place END AS delivered
    FROM (
        SELECT
            unnest($questions::VARCHAR[]) AS question, unnest($factors::VARCHAR[]) AS factor,
            unnest($factor_places::INTEGER[]) AS factor_place,
            unnest(range(len($questions))) AS place
    )
"""
_FACTORS = """
    CREATE OR REPLACE TEMP TABLE intake_factors AS
    SELECT DISTINCT factor, factor_place FROM intake_asked WHERE factor IS NOT NULL
"""

_WORDS = """
    CREATE OR REPLACE TEMP TABLE intake_words AS
    SELECT unnest($terms::VARCHAR[]) AS term, unnest($words::VARCHAR[]) AS word
"""
#: In ids no part of a name, nor are the words of areas and providers.
_NO_NAMES = {
    *NUMBERS, "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen", "twenty", "north", "south", "east", "west", "northern", "southern",
    "eastern", "western", "northeast", "northwest", "southeast", "southwest", "central", "case",
    "cases", "unit", "team", "office", "area", "site", "sample", "batch", "id", "ref", "file",
    "cohort", "pilot", "nps", "crc", "male", "female", "community", "custody",
}  # fmt: skip

#: One row: how often a rule is broken.
_TOTALS = "SELECT rule, count(*) FROM intake_faults GROUP BY ALL ORDER BY ALL"
#: One row: one fault of a rule, in file order.
_LISTED = """
    SELECT
        rule, kind, part, file, sheet, row, source_column, case_id, term, left(found, 80), other,
        masked, case_id IN (SELECT case_id FROM intake_hidden) AS hidden
    FROM (
        SELECT *
        FROM intake_faults
        WHERE rule = $rule
        ORDER BY part, file, sheet, row, source_column, term
        LIMIT $listed
    )
    ORDER BY part, file, sheet, row, source_column, term
"""
#: A column with more wrong values than these is wrong as a whole.
_VALUES = 200
#: In one row a case, no more columns than these can have one fault.
_WIDEST = 100
#: What may be a name of a person is a category where it stands in so many cases.
_MANY = 10
#: One row: one value that a mapping could give a meaning to, with its cells and their columns.
#: An identifier, markup or a formula has other rules, and is not told.
_UNKNOWN = """
    SELECT
        term, bad.value AS value, count(*) AS cells,
        list(DISTINCT coalesce(source_column, term)) AS columns,
        bool_or(placeholder) AS placeholder, bool_or(masked) AS named,
        count(DISTINCT case_id) AS cases
    FROM intake_cells
    JOIN intake_values AS bad USING (part, term)
    WHERE bad.value IS NOT DISTINCT FROM intake_cells.value
        AND term NOT IN ('case_id', 'inspected_on')
        AND (rule IN ('F15', 'F17', 'F20', 'F26') OR (rule = 'F16' AND missing))
        AND length(coalesce(bad.value, '')) <= 200
    GROUP BY term, bad.value
    ORDER BY cells DESC, term, bad.value
    LIMIT $listed
"""


@dataclass(frozen=True)
class UnknownValue:
    """A value of a column with codes that is none of them; None: nothing stands there.

    term: our column. cells: how many hold it. columns: what the extract calls theirs.
    placeholder: people write it where there is nothing to write.
    """

    term: str
    value: str | None
    cells: int
    columns: tuple[str, ...]
    placeholder: bool


@dataclass(frozen=True)
class Findings:
    """What the data rules say of an extract.

    faults: at most 1,000 of each rule, by rule and in file order. totals: rule to the number of
    its faults, listed or not; a rule that is kept is not there. rows: rows read of 'cases',
    'priorities' and 'judgements'. causes: what lies behind the faults. unknown: each value that a
    mapping could give a meaning to, those in most cells first.
    """

    faults: tuple[Fault, ...]
    totals: Mapping[str, int]
    rows: Mapping[str, int]
    causes: tuple[Cause, ...] = ()
    unknown: tuple[UnknownValue, ...] = ()


def check(
    connection: duckdb.DuckDBPyConnection,
    codes: Mapping[str, Sequence[str]],
    areas_given: bool,
    *,
    called: Mapping[str, str] | None = None,
    missing: Collection[tuple[str, str]] = (),
    labels: Collection[tuple[str, str]] = (),
    told: Collection[tuple[str, str]] = (),
) -> Findings:
    """Every fault of raw_cases, raw_priorities and raw_judgements on ``connection``.

    codes: the valid codes of each coded column, by our name of it; of area, those of the areas
    file. areas_given: it is the reader's own areas file, not Table A1.
    called: our names of columns to the extract's, where they differ.
    missing: tables ('cases', 'priorities', 'judgements', 'wide') and columns of ours that the
    extract lacks: what is empty for that reason is no fault of its rows.
    labels: columns of ours, and labels that a file has for values of them: no names of persons.
    told: columns of ours, and values that are faults of their file already: no faults of codes.

    The raw tables are only read; what is made besides is dropped again.
    """

    def worded(found: Found) -> Fault:
        return fault(found, codes, areas_given, called or {})

    prepare(connection, codes, missing, told, labels)
    try:
        [(cases, priorities, judgements, concerns)] = connection.execute(_PROBE).fetchall()
        rows = {"cases": cases, "priorities": priorities, "judgements": judgements}
        if not concerns:
            return Findings((), {}, rows)
        connection.execute(_HEADERS)
        connection.execute(_JUDGE)
        connection.execute(_FAULTS)
        totals = dict(connection.execute(_TOTALS).fetchall())
        faults = [
            worded(Found(*record))
            for rule in totals
            for record in connection.execute(_LISTED, {"rule": rule, "listed": LISTED}).fetchall()
        ]
        causes = _causes(connection, worded)
        unknown = tuple(
            UnknownValue(term, value, cells, _called(term, names, called or {}), placeholder)
            for term, value, cells, names, placeholder, named, cases in connection.execute(
                _UNKNOWN, {"listed": LISTED}
            ).fetchall()
            if not named or cases >= _MANY
        )
    finally:
        connection.execute(FORGET)
    return Findings(tuple(faults), totals, rows, causes, unknown)


def _called(term: str, names: Sequence[str], called: Mapping[str, str]) -> tuple[str, ...]:
    """What the extract calls the columns of a term."""
    return tuple(sorted(called.get(name, name) if name == term else name for name in names))


def _causes(
    connection: duckdb.DuckDBPyConnection, worded: Callable[[Found], Fault]
) -> tuple[Cause, ...]:
    asked = {"values": _VALUES, "places": ROWS * _WIDEST}
    return tuple(
        Cause(worded(Found(*record)), count, files, columns, tuple(dict.fromkeys(rows))[:ROWS])
        for count, files, columns, rows, *record in connection.execute(_CAUSES, asked).fetchall()
    )


def prepare(
    connection: duckdb.DuckDBPyConnection,
    codes: Mapping[str, Sequence[str]],
    missing: Collection[tuple[str, str]],
    told: Collection[tuple[str, str]] = (),
    labels: Collection[tuple[str, str]] = (),
) -> None:
    """Makes the small tables that the SQL of the rules looks things up in."""
    pairs = [(term, code) for term, known in codes.items() for code in known]
    terms, known_codes = map(list, zip(*pairs, strict=True))
    connection.execute(_CODES, {"terms": terms, "codes": known_codes})
    tables, columns = [table for table, _ in missing], [column for _, column in missing]
    connection.execute(_MISSING, {"tables": tables, "columns": columns})
    for table, held in ((_TOLD, told), (_LABELS, labels)):
        of_terms, values = [term for term, _ in held], [value for _, value in held]
        connection.execute(table, {"terms": of_terms, "values": values})
    places = {factor: place for place, factor in enumerate(codes["factor"])}
    asked = [pair for pair in WIDE_JUDGEMENTS.values() if pair[0] in codes["question"]]
    given = {
        "questions": [question for question, _ in asked],
        "factors": [factor for _, factor in asked],
        "factor_places": [places[factor] if factor else None for _, factor in asked],
    }
    connection.execute(_ASKED, given)
    connection.execute(_FACTORS)
    words = [(term, word) for term, known in _words(codes).items() for word in sorted(known)]
    of_terms, single = map(list, zip(*words, strict=True))
    connection.execute(_WORDS, {"terms": of_terms, "words": single})
    connection.execute(_MACROS)


def _words(codes: Mapping[str, Sequence[str]]) -> dict[str, set[str]]:
    """The words of each column's codes and labels; under case_id those that in ids are no names."""
    words = {
        term: {word for code in (*known, NOT_RECORDED) for word in code.lower().split("_")}
        for term, known in codes.items()
    }
    labelled = {dimension.value: term for dimension, term in TERMS.items()} | {
        "factor": Factor,
        "ogrs_level": OgrsLevel,
        "sentence_type": SentenceType,
    }
    for column, term in labelled.items():
        labels = " ".join(code.label for code in term).lower()
        words.setdefault(column, set()).update(re.findall(r"\w+", labels))
    places = ("area", "division", "provider", "crc_owner")
    return words | {"case_id": _NO_NAMES.union(*(words.get(term, ()) for term in places))}
