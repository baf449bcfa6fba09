"""What the audit reads and what it says."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import pandas as pd

from probation.bulletin.possibility import Block, blocks
from probation.domain.questions import QUESTIONS


@dataclass(frozen=True)
class Bulletin:
    """The three frames of ``figures`` that the rules of the audit read."""

    published: pd.DataFrame
    statements: pd.DataFrame
    areas: pd.DataFrame

    @cached_property
    def blocks(self) -> list[Block]:
        """The breakdowns of Tables 1 and 2."""
        return blocks(self.published)


@dataclass(frozen=True)
class Finding:
    """One thing the audit noticed.

    rule: the rule that found it. ids: the figures, or the statement, it is about.
    where: their place in the bulletin. finding: what is wrong, one sentence or two.
    may_have_been: single slips that would explain it, most economical first; that none does; or ''
        where there is nothing to explain.
    level: 'impossible' where the figures cannot all be true, else 'remark'.
    """

    rule: str
    ids: tuple[str, ...]
    where: str
    finding: str
    may_have_been: str = ""
    level: Literal["impossible", "remark"] = "impossible"


def place(where: str, question: str, part: str = "") -> str:
    """Where a figure stands, in words: 'Table 2, Partners' focus on risk of harm, CRC'."""
    topic = QUESTIONS[question].topic if question in QUESTIONS else ""
    return ", ".join(words for words in (where, topic, part) if words)
