"""A briefing as a small JSON file, and short enough for an address.

What is read comes from outside, a file, an address or a browser's memory: every part of it is
checked, and there is nothing in it that could run.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from probation.briefing.items import (
    LONGEST_NOTE,
    LONGEST_SPEAKER_NOTES,
    LONGEST_TITLE,
    MOST_ITEMS,
    Briefing,
    Item,
    item,
)
from probation.domain.address import NAMES, Params, is_generation
from probation.domain.codes import known
from probation.domain.vocabulary import Dimension
from probation.errors import ReaderError
from probation.exhibits.registry import EXHIBITS

#: What is written, and what is read: version 1 had no speaker notes.
VERSION, READ = 2, (1, 2)
#: The largest file read, in bytes, and the longest address that every program takes.
LARGEST, LONGEST_ADDRESS = 1_000_000, 2_000
_MOST_VALUES, _LONGEST_VALUE = 60, 100
#: What an item has beside its figure and settings, in the order of briefing.items.item.
_OWN = ("store", "title", "note", "speaker_notes")
_LONGEST = {"note": LONGEST_NOTE, "speaker_notes": LONGEST_SPEAKER_NOTES}
_DAMAGED = "The briefing in this address is cut off or damaged."
_NO_BRIEFING = "This is no briefing of this dashboard: {}."


def to_json(briefing: Briefing) -> str:
    """The text of a file that ``from_json`` reads back."""
    return json.dumps(_document(briefing), ensure_ascii=False, indent=1) + "\n"


def from_json(text: str | bytes) -> Briefing:
    """A briefing from a file. Raises ReaderError with one sentence that says what is wrong."""
    if len(text) > LARGEST:
        raise ReaderError(_NO_BRIEFING.format(f"it is larger than {LARGEST // 1000:,} KB"))
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise ReaderError(_NO_BRIEFING.format("it cannot be read as JSON in UTF-8")) from None
    if not isinstance(document, dict) or "briefing" not in document:
        raise ReaderError(_NO_BRIEFING.format("it does not say that it is one"))
    if type(document["briefing"]) is not int or document["briefing"] not in READ:
        raise ReaderError(
            "This briefing was saved by another version of the dashboard and cannot be read by this"
            " one."
        )
    items = document.get("items")
    if not isinstance(items, list):
        raise ReaderError(_NO_BRIEFING.format("it has no list of items"))
    if len(items) > MOST_ITEMS:
        raise ReaderError(f"A briefing has at most {MOST_ITEMS} items; this has {len(items):,}.")
    found = Briefing().titled(_text(document, "title", "This briefing"))
    for number, entry in enumerate(items, start=1):
        found = found.added(_item(entry, f"Item {number} of the briefing"))
    return found


def to_address(briefing: Briefing) -> str:
    """The briefing as one value of an address; see ``from_address``."""
    text = json.dumps(_document(briefing), ensure_ascii=False, separators=(",", ":"))
    packed = zlib.compress(text.encode("utf-8"), level=9)
    return base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")


def from_address(value: str) -> Briefing:
    """A briefing from an address. Raises ReaderError."""
    if not value:
        raise ReaderError("There is no briefing in this address.")
    try:
        packed = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
        # a few bytes can unpack to gigabytes: what is more than a file may be is not unpacked
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(packed, LARGEST + 1)
    except (binascii.Error, ValueError, zlib.error):
        raise ReaderError(_DAMAGED) from None
    if not unpacking.eof and len(text) <= LARGEST:
        raise ReaderError(_DAMAGED)
    return from_json(text)


def _document(briefing: Briefing) -> dict[str, Any]:
    items = [
        {"figure": own.figure, "params": own.asked}
        | {name: getattr(own, name) for name in _OWN if getattr(own, name)}
        for own in briefing.items
    ]
    return {"briefing": VERSION, "title": briefing.title, "items": items}


def _item(entry: Any, which: str) -> Item:
    if not isinstance(entry, dict):
        raise ReaderError(f"{which} is no item.")
    figure = _text(entry, "figure", which)
    labels = {key: known_one.label for key, known_one in EXHIBITS.items()}
    _check_known(figure, EXHIBITS, "figure or table", which, labels)
    words = [_text(entry, name, which) for name in _OWN]
    if words[0] and not is_generation(words[0]):
        raise ReaderError(f"{which} names no case set of this dashboard.")
    return item(figure, _params(entry.get("params", {}), figure, which), *words)


def _params(params: Any, figure: str, which: str) -> Params:
    """The parameters of an item. Their values are checked when it is made; see address.accepted."""
    names = [*EXHIBITS[figure].settings, *(Dimension if EXHIBITS[figure].filtered else ())]
    if not isinstance(params, dict):
        raise ReaderError(f"{which}: its params are no settings.")
    for name in params:
        _check_known(name, names, f"setting of '{EXHIBITS[figure].label}'", which, NAMES)
    for values in params.values():
        whole = isinstance(values, list) and 0 < len(values) <= _MOST_VALUES
        if not whole or not all(map(_is_code, values)):
            raise ReaderError(f"{which} has settings that are no codes.")
    return params


def _check_known(
    code: str, valid: Iterable[str], what: str, which: str, words: Mapping[str, str]
) -> None:
    try:
        known(code, valid, what, words)
    except ReaderError as error:
        raise ReaderError(f"{which}: {error}") from None


def _is_code(value: Any) -> bool:
    return isinstance(value, str) and value.isprintable() and 0 < len(value) <= _LONGEST_VALUE


def _text(entry: dict[str, Any], name: str, which: str) -> str:
    value = entry.get(name, "")
    if not isinstance(value, str):
        raise ReaderError(f"{which}: its {_called(name)} is no text.")
    longest = _LONGEST.get(name, LONGEST_TITLE)
    if len(value) > longest:
        raise ReaderError(
            f"{which}: its {_called(name)} has {len(value):,} characters; it can have {longest:,}."
        )
    return value


def _called(name: str) -> str:
    """A part of an item in the middle of a sentence."""
    return "speaker text" if name == "speaker_notes" else name
