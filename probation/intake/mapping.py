"""What an extract calls things, and what we call them: the mapping file, in TOML."""

import tomllib
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from probation.errors import ReaderError
from probation.intake.columns import CASES, TIDY, WIDE
from probation.vocabulary import known

SHAPES = ("tidy", "wide")
#: A mapping file is small; whatever is larger is something else.
_MOST_BYTES = 1_000_000
#: Columns whose values may be mapped; the wide shape's follow priority and judgement.
CODED = (*CASES[1:], "factor", "question", "judgement", "priority")
#: Marks of HTML and Markdown that no label may hold.
NO_WORDS = "<>`[]"
_SECTIONS = ("label", "synthetic", "shape", "tables", "columns", "codes", "ignore")


@dataclass(frozen=True)
class Mapping:
    """How the names and codes of an extract become ours.

    label: what the case set is called on every page; None: the name of its first file.
    synthetic: the cases are said to be made up, which is part of their identity and no more.
    shape: 'tidy', 'wide', or None to go by the columns. tables: which file or sheet holds cases,
    priorities and judgements. columns: ours to theirs. codes: for a column of ours, their value to
    our code. ignore: their columns that are passed over.
    """

    label: str | None = None
    synthetic: bool = False
    shape: str | None = None
    tables: Table[str, str] = field(default_factory=dict)
    columns: Table[str, str] = field(default_factory=dict)
    codes: Table[str, Table[str, str]] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()


def read_mapping(path: Path) -> Mapping:
    """The mapping file at ``path``. Raises ReaderError with one sentence for what it cannot be."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ReaderError(f"{path.name} is too large for a mapping file (1 MB at most).")
        return parsed(path.read_text(encoding="utf-8-sig"), path.name)
    except FileNotFoundError:
        raise ReaderError(f"There is no mapping file {path.name}; check its name.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ReaderError(f"{path.name} cannot be read as UTF-8 text: {error}.") from error


def parsed(text: str, name: str = "The mapping") -> Mapping:
    """The mapping that a TOML text spells. Raises ReaderError with one sentence."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ReaderError(f"{name} is not valid TOML: {error}.") from None
    for section in given:
        known(section, _SECTIONS, f"section in {name}")
    shape = given.get("shape")
    if shape is not None:
        known(_text(shape, "shape", name), SHAPES, "shape")
    tables = _texts(given.get("tables", {}), "tables", name)
    for table in tables:
        known(table, TIDY, "table")
    columns = _texts(given.get("columns", {}), "columns", name)
    ours = {*WIDE, *(column for of in TIDY.values() for column in of)}
    for column in columns:
        known(column, ours, "column of ours")
    _check_apart(columns, name)
    codes = given.get("codes", {})
    if not isinstance(codes, dict):
        raise ReaderError(f'{name}: write codes as [codes.COLUMN] with lines "theirs" = "ours".')
    for column in codes:
        known(column, CODED, "column of ours that has codes")
    return Mapping(
        label=_text(given["label"], "label", name) if "label" in given else None,
        synthetic=_yes_or_no(given.get("synthetic", False), name),
        shape=shape,
        tables=tables,
        columns=columns,
        codes={column: _texts(of, f"codes.{column}", name) for column, of in codes.items()},
        ignore=_ignored(given.get("ignore", []), name),
    )


def _check_apart(columns: Table[str, str], name: str) -> None:
    """Two columns of ours in one table cannot be one of theirs."""
    for table in (*TIDY.values(), WIDE):
        taken: dict[str, str] = {}
        for our in table:
            their = columns.get(our, "")
            if their and taken.setdefault(their, our) != our:
                raise ReaderError(
                    f"{name}: {taken[their]} and {our} are both called '{their}'; one column of"
                    " an extract can be only one of ours."
                )


def _text(value: Any, what: str, name: str) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > 200:
        raise ReaderError(f"{name}: {what} must be a text of at most 200 characters.")
    if what == "label" and (
        not value.isprintable() or set(value) & set(NO_WORDS) or value[0] in "=+-@"
    ):
        raise ReaderError(f"{name}: label must be plain words, without marks of HTML or formulas.")
    return value


def _yes_or_no(value: Any, name: str) -> bool:
    if not isinstance(value, bool):
        raise ReaderError(f"{name}: synthetic must be true or false.")
    return value


def _texts(value: Any, what: str, name: str) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ReaderError(f'{name}: write [{what}] as lines of the form name = "text".')
    return {key: _text(text, f"{what}.{key[:40]}", name) for key, text in value.items()}


def _ignored(value: Any, name: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ReaderError(f"{name}: write ignore as a list of column names.")
    return tuple(_text(text, "ignore", name) for text in value)
