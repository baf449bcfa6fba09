"""Readers meet plain English: words that send one to a dictionary stand in no sentence of ours."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "probation"
FILES = [
    PACKAGE / "domain" / "address.py",
    PACKAGE / "domain" / "scope.py",
    *(path for room in ("cli", "exhibits", "ui") for path in sorted((PACKAGE / room).glob("*.py"))),
]
QUAINT = re.compile(
    r"\b(nought|naught|alike|anew|undone|told of|none of ours|none of this|very files|made out"
    r"|lest|hence|whence|thereof|hitherto|forthwith|amongst|whilst)\b",
    re.IGNORECASE,
)


def sentences(path: Path) -> Iterator[str]:
    """The texts of a module that have several words, but for docstrings."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and " " in text.strip() and id(node) not in docstrings:
            yield text


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_sentences_are_of_plain_words(path: Path) -> None:
    assert not [text for text in sentences(path) if QUAINT.search(text)]
