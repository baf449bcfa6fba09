"""What a mapping file says, held against what may be: the label of the case set, and the codes."""

import unicodedata
from collections.abc import Mapping, Sequence

import duckdb

from probation.errors import ReaderError
from probation.intake.formats.place import shown
from probation.intake.mapping import Mapping as Names
from probation.intake.rules import asking
from probation.store.source import SHIPPED_LABEL

#: Of each column with codes, these.
Codes = Mapping[str, Sequence[str]]


def check_label(label: str) -> None:
    """Raises ReaderError for a label that reads as that of the shipped cases."""
    if _letters(label) == _letters(SHIPPED_LABEL):
        raise ReaderError(
            f"The mapping's label '{label}' is what the shipped cases are called; give these"
            " another."
        )


def _letters(label: str) -> str:
    """A label without what a reader passes over: capitals, blanks and marks."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", label).casefold()))


def check_identity(
    connection: duckdb.DuckDBPyConnection, codes: Codes, label: str, mapped: bool
) -> None:
    """Raises ReaderError for a label that may say who a person is: every page shows it.

    mapped: it is the mapping's, not made of the name of a file.
    """
    if what := asking.identifier(connection, codes, label):
        label, write = (
            ("mapping's label", "write another")
            if mapped
            else ("name of the first file", "give it another, or a label in a mapping file")
        )
        raise ReaderError(f"The {label} seems to hold {what}, and would stand on pages; {write}.")


def check_codes(connection: duckdb.DuckDBPyConnection, codes: Codes, names: Names) -> None:
    """Raises ReaderError where the mapping means what no cell of that column may hold."""
    codes = {**codes, "priority": ("yes", "no")}
    meant = [(column, our) for column, of in names.codes.items() for our in of.values() if our]
    wrong = asking.impossible(connection, codes, meant) if meant else ()
    for column, of in names.codes.items():
        for their, our in of.items():
            if (column, our) in wrong:
                raise ReaderError(
                    f"The mapping says under [codes.{column}] that '{shown(their)}' is"
                    f" '{shown(our)}', which is no code of {column}; write"
                    f" {asking.to_write(column, codes)}."
                )
