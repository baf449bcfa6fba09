"""Text of strangers made safe for code: one printable line, plain names, lines of comment."""

import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import count

from probation.domain.text import for_code

_SPSS_WORDS = "all and by eq ge gt le lt ne not or to with"
_R_WORDS = "break else false for function if in inf na nan next null repeat true while"
_PANDAS_WORDS = "self"  # assign(self=...) is no column
_COUNTS = "yes no n"
_RESERVED = frozenset(f"{_SPSS_WORDS} {_R_WORDS} {_PANDAS_WORDS} {_COUNTS}".split())
_LONGEST_NAME = 32
_LONGEST_LIST = 70


def commented(sentences: Iterable[str]) -> list[str]:
    """Sentences as lines of comment of R and Python, safe whatever the sentences hold."""
    return [
        f"# {line}"
        for sentence in sentences
        for line in textwrap.wrap(for_code(sentence), 90, break_on_hyphens=False)
    ]


def one_line_each(texts: Sequence[str]) -> tuple[str, ...]:
    """Each text on one line and still unlike the others."""
    found: list[str] = []
    for text in texts:
        found.append(_free(for_code(text) or "blank", "{} ({})", lambda line: line in found))
    return tuple(found)


def safe_names(originals: Sequence[str]) -> tuple[str, ...]:
    """Names of ASCII letters, digits and underscores, unlike in any case and reserved nowhere."""
    found: list[str] = []
    taken = set(_RESERVED)
    for original in originals:
        plain = unicodedata.normalize("NFKD", original).encode("ascii", "ignore").decode()
        name = re.sub("[^A-Za-z0-9]+", "_", plain).strip("_")[:_LONGEST_NAME].rstrip("_")
        if not name[:1].isalpha():
            name = f"v_{name}".rstrip("_")
        found.append(_free(name, "{}_{}", lambda name: name.casefold() in taken))
        taken.add(found[-1].casefold())
    return tuple(found)


def number(value: float) -> str:
    """The shortest text of a number, 3 rather than 3.0."""
    return repr(float(value) + 0.0).removesuffix(".0")


def listed(items: Iterable[str], indent: str, deeper: str) -> str:
    """Items parted by commas; where they fill several lines, on lines so much deeper."""
    lines: list[str] = []
    for item in items:
        if lines and len(lines[-1]) + len(item) < _LONGEST_LIST:
            lines[-1] += f", {item}"
        else:
            lines.append(item)
    if len(lines) < 2:
        return "".join(lines)
    inner = f",\n{indent}{deeper}".join(lines)
    return f"\n{indent}{deeper}{inner}\n{indent}"


def _free(text: str, numbered: str, taken: Callable[[str], bool]) -> str:
    """The text if it is not taken, else with the first number that frees it."""
    if not taken(text):
        return text
    return next(n for n in (numbered.format(text, i) for i in count(2)) if not taken(n))
