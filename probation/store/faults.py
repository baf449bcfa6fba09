"""What must be true of the files of a case set before they are believed."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from probation.domain.codes import known
from probation.domain.questions import QUESTIONS
from probation.domain.wording import lower_first
from probation.errors import ReaderError

_FAULTS = Path(__file__).with_name("faults.sql").read_text(encoding="utf-8")
#: One row: one code of one column, in order.
_CODES = "SELECT code FROM codes WHERE term = $term ORDER BY position"


def check_files(connection: duckdb.DuckDBPyConnection, files: Mapping[str, Path]) -> None:
    """Raises ReaderError naming file, row and column of the first value that cannot be taken.

    Reads the files as text from the temporary tables raw_cases, raw_priorities, raw_judgements.
    files: by table name, for their names.
    """
    per_factor = [key for key, question in QUESTIONS.items() if question.per_factor]
    fault = connection.execute(_FAULTS, {"per_factor": per_factor}).fetchone()
    if fault is None:
        return
    table, row, column, value, problem = fault
    where = f"In {files[table].name}, row {row}, column {column}"
    if problem:
        shown = f"'{value[:40]}'" if value else "nothing"
        raise ReaderError(f"{where}: {shown} stands there; it {problem}.")
    codes = [code for (code,) in connection.execute(_CODES, {"term": column}).fetchall()]
    try:
        known(value or "", codes, column)
    except ReaderError as error:
        raise ReaderError(f"{where}: {lower_first(str(error))}") from None
