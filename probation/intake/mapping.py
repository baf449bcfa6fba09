"""What an extract calls things, and what we call them: the mapping file, in TOML."""

import json
import re
import tomllib
from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from probation.domain.codes import known
from probation.errors import ReaderError
from probation.intake.columns import ADDED, CASES, NOT_KEPT, TIDY, WIDE
from probation.intake.formats.place import shown
from probation.intake.names import wrong_with

SHAPES = ("tidy", "wide")
#: What a mapping file writes for a code that means an empty cell; '' does, too.
EMPTY = "empty"
#: A mapping file is small; whatever is larger is something else.
_MOST_BYTES = 1_000_000
#: Columns whose values may be mapped; the wide shape's follow priority and judgement.
CODED = (*CASES[1:], "factor", "question", "judgement", "priority")
#: Columns that may be empty: not recorded, not judged, or what follows from another.
MAY_BE_EMPTY = (
    "age", "age_group", "supervision_type", "ogrs_score", "ogrs_level", "ogrs_band", "factor",
    "judgement", "priority", *ADDED,
)  # fmt: skip
_SECTIONS = ("label", "synthetic", "shape", "tables", "columns", "codes", "ignore")


@dataclass(frozen=True)
class Mapping:
    """How the names and codes of an extract become ours.

    label: what the case set is called on every page; None: the name of its first file.
    synthetic: the cases are said to be made up, which is part of their identity and no more.
    shape: 'tidy', 'wide', or None to go by the columns. tables: which file or sheet holds cases,
    priorities and judgements. columns: ours to theirs. codes: for a column of ours, their value to
    our code, '' for an empty cell. ignore: their columns that are passed over.
    """

    label: str | None = None
    synthetic: bool = False
    shape: str | None = None
    tables: Table[str, str] = field(default_factory=dict)
    columns: Table[str, str] = field(default_factory=dict)
    codes: Table[str, Table[str, str]] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()


def read_mapping(path: Path, called: str | None = None) -> Mapping:
    """The mapping file at ``path``. Raises ReaderError with one sentence for what it cannot be.

    called: what its giver calls it, where that is not its name.
    """
    name = called or path.name
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ReaderError(f"{name} is too large for a mapping file (1 MB at most).")
        return parsed(path.read_text(encoding="utf-8-sig"), name)
    except FileNotFoundError:
        raise ReaderError(f"There is no mapping file {name}; check its name.") from None
    except UnicodeDecodeError:
        raise ReaderError(f"{name} is not UTF-8 text; save it as UTF-8.") from None
    except OSError as error:
        raise ReaderError(f"{name} cannot be read: {error.strerror}.") from error


def parsed(text: str, name: str = "The mapping") -> Mapping:
    """The mapping that a TOML text spells. Raises ReaderError with one sentence."""
    try:
        given = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # numbers of 5,000 digits, brackets in brackets
        raise ReaderError(_not_toml(str(error), text, name)) from None
    for section in given:
        known(section, _SECTIONS, f"section in {name}")
    shape = given.get("shape")
    if shape is not None:
        known(_text(shape, "shape", name), SHAPES, "shape")
    tables = _texts(given.get("tables", {}), "tables", name)
    for table in tables:
        known(table, TIDY, "table")
    columns = _texts(given.get("columns", {}), "columns", name)
    ours = {*WIDE, *NOT_KEPT, *(column for of in TIDY.values() for column in of)}
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
        codes={column: _meant(of, column, name) for column, of in codes.items()},
        ignore=_ignored(given.get("ignore", []), name),
    )


def _not_toml(error: str, text: str, name: str) -> str:
    """What tomllib says in our words: it names a line, or the end of the text."""
    named = re.search(r"at line (\d+)", error)
    line = named[1] if named else len(text.splitlines())
    return (
        f'{name}: line {line} cannot be read as TOML: write lines of the form name = "text", each'
        " name once, below their [section]."
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
    if what == "label" and (rule := wrong_with(value)):
        raise ReaderError(f"{name}: in the label, {rule}.")
    return value


def _yes_or_no(value: Any, name: str) -> bool:
    if not isinstance(value, bool):
        raise ReaderError(f"{name}: synthetic must be true or false.")
    return value


def _texts(value: Any, what: str, name: str) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ReaderError(f'{name}: write [{what}] as lines of the form name = "text".')
    return {key: _text(text, f"{what}.{key[:40]}", name) for key, text in value.items()}


def _meant(value: Any, column: str, name: str) -> dict[str, str]:
    """The codes of one column; what means an empty cell is ''."""
    texts = value if isinstance(value, dict) else {}
    empty = {key: "" for key, text in texts.items() if text in ("", EMPTY)}
    if empty and column not in MAY_BE_EMPTY:
        raise ReaderError(
            f"{name} says under [codes.{column}] that '{shown(next(iter(empty)))}' is empty, but"
            f" {column} cannot be empty; write one of its codes."
        )
    left = {key: text for key, text in texts.items() if key not in empty}
    return _texts(left if isinstance(value, dict) else value, f"codes.{column}", name) | empty


def _ignored(value: Any, name: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ReaderError(f"{name}: write ignore as a list of column names.")
    # "" is a column without a name
    return tuple(text and _text(text, "ignore", name) for text in value)


def with_codes(mapping: Mapping, codes: Table[str, Table[str, str]]) -> Mapping:
    """The mapping with more codes: of columns of ours, their value to our code or EMPTY."""
    more = {
        column: {
            **mapping.codes.get(column, {}),
            **{their: "" if our == EMPTY else our for their, our in meant.items()},
        }
        for column, meant in codes.items()
    }
    return replace(mapping, codes={**mapping.codes, **more})


def with_columns(mapping: Mapping, columns: Table[str, str]) -> Mapping:
    """The mapping with more columns: theirs to ours, '' for one that is left behind."""
    named = {our: their for their, our in columns.items() if our}
    left = (their for their, our in columns.items() if not our)
    return replace(
        mapping,
        columns={**mapping.columns, **named},
        ignore=tuple(dict.fromkeys((*mapping.ignore, *left))),
    )


def written(
    mapping: Mapping,
    unmeant: Table[str, Sequence[str]] | None = None,
    unnamed: Sequence[str] = (),
) -> str:
    """The mapping as the text of a mapping file; ``parsed`` reads it back.

    unmeant: of columns of ours, values of theirs whose code is not known, and
    unnamed: columns of theirs of which nothing is known: lines to fill in.
    """
    codes = {**{column: {} for column in unmeant or ()}, **mapping.codes}
    lines = [f"label = {_quoted(mapping.label)}"] if mapping.label else []
    lines += ["synthetic = true"] if mapping.synthetic else []
    lines += [f"shape = {_quoted(mapping.shape)}"] if mapping.shape else []
    lines += [f"ignore = [{', '.join(map(_quoted, mapping.ignore))}]"] if mapping.ignore else []
    for section, texts in {"tables": mapping.tables, "columns": mapping.columns}.items():
        open_ = unnamed if section == "columns" else ()
        lines += [f"\n[{section}]"] if texts or open_ else []
        lines += [f"{our} = {_quoted(their)}" for our, their in texts.items()]
        lines += [f"# ... = {_quoted(their)}" for their in open_]
    for column, meant in codes.items():
        lines.append(f"\n[codes.{column}]")
        lines += [f"{_quoted(their)} = {_quoted(our or EMPTY)}" for their, our in meant.items()]
        lines += [f'# {_quoted(their)} = "..."' for their in (unmeant or {}).get(column, ())]
    return "\n".join(lines).lstrip() + "\n"


def _quoted(text: str) -> str:
    """A basic string of TOML: JSON's escapes are TOML's, but that DEL needs one."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
