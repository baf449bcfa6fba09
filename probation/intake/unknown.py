"""The values of an extract that are none of ours, each once, with what it may mean."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from probation.domain.vocabulary import NOT_RECORDED
from probation.domain.wording import counted, join_or
from probation.intake.mapping import EMPTY, MAY_BE_EMPTY, with_codes, with_columns, written
from probation.intake.mapping import Mapping as Names
from probation.intake.rules.checking import UnknownValue
from probation.intake.rules.sentences import nearest, shown
from probation.intake.unknown_columns import UnknownColumn

#: What people write for yes and no.
_TRUTH = {"1": "yes", "y": "yes", "true": "yes", "0": "no", "n": "no", "false": "no"}
_HEAD = """\
# Suggested for columns and values that are none of ours, by their spelling alone: look at each line
# before you use it. ignore = ["theirs"] leaves a column behind. "empty" is an empty cell: not
# judged, not applicable, an age not recorded.
"""


@dataclass(frozen=True)
class Unknown:
    """A value of an extract that a mapping can give a meaning to.

    column: ours, as under [codes] in a mapping. value: as it stands; '' for an empty cell. cells:
    how many hold it. columns: what the extract calls theirs. choices: what it may be mapped to,
    our codes and, where a cell may be, 'empty'. suggestion: the likeliest of them, or None.
    """

    column: str
    value: str
    cells: int
    columns: Sequence[str]
    choices: Sequence[str]
    suggestion: str | None


def suggested(
    found: Sequence[UnknownValue],
    words: Mapping[str, Mapping[str, str]],
    declared: Collection[tuple[str, str]],
) -> tuple[Unknown, ...]:
    """The values ``found`` by the rules, with what each may mean.

    words: of each column with codes, our codes and labels to our codes. declared: columns of ours,
    and values that the file declares missing. An empty cell is left out where nothing but filling
    it in helps.
    """
    every = (_with_suggestion(value, words.get(value.term, {}), declared) for value in found)
    return tuple(each for each in every if each.value or _helps_where_empty(each))


def _helps_where_empty(each: Unknown) -> bool:
    """Not recorded, or a row that was not judged."""
    return each.suggestion == NOT_RECORDED or each.column == "judgement"


def _with_suggestion(
    found: UnknownValue, words: Mapping[str, str], declared: Collection[tuple[str, str]]
) -> Unknown:
    codes = list(dict.fromkeys(words.values()))
    choices = [*codes, EMPTY] if found.term in MAY_BE_EMPTY else codes
    value = found.value or ""
    missing = found.placeholder or (found.term, value) in declared
    suggestion = _missing(choices) if missing else _nearest(value, words)
    return Unknown(found.term, value, found.cells, found.columns, tuple(choices), suggestion)


def _missing(choices: Collection[str]) -> str | None:
    return next((each for each in (NOT_RECORDED, EMPTY) if each in choices), None)


def _nearest(value: str, words: Mapping[str, str]) -> str | None:
    """The code whose spelling, or whose label's, is nearest to a value."""
    truth = _TRUTH.get(value.strip().casefold())
    if truth in words.values():
        return truth
    near = nearest(value, list(dict.fromkeys(words.values()))) or nearest(value, list(words))
    return words[near] if near else None


def with_suggestions(
    names: Names, unknown: Sequence[Unknown], columns: Sequence[UnknownColumn] = ()
) -> str:
    """A mapping file that says what ``names`` says, and of the ``unknown`` what is suggested.

    columns: the unknown ones. What has no suggestion is a line to fill in.
    """
    meant: dict[str, dict[str, str]] = {}
    open_: dict[str, list[str]] = {}
    for each in unknown:
        if each.suggestion:
            meant.setdefault(each.column, {})[each.value] = each.suggestion
        else:
            open_.setdefault(each.column, []).append(each.value)
    named = {each.column: each.suggestion for each in columns if each.suggestion}
    unnamed = [each.column for each in columns if not each.suggestion]
    return _HEAD + written(with_columns(with_codes(names, meant), named), open_, unnamed)


def lines(unknown: Sequence[Unknown], most: int) -> Iterator[str]:
    """What a reader is told of them, the first ``most`` one by one."""
    yield "Values that are none of ours, each once; a mapping can say what they mean"
    for each in unknown[:most]:
        value = f"'{shown(each.value)}'" if each.value else "nothing"
        hint = f"is it {each.suggestion}?" if each.suggestion else f"one of {join_or(each.choices)}"
        yield f"  {each.column}: {value} in {counted(each.cells, 'cell')}: {hint}"
    if len(unknown) > most:
        yield f"  and {len(unknown) - most:,} more"
