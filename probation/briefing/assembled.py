"""A briefing made of a store: what its slides, pages and sheets are filled from.

Every file of a briefing is made of one Paper, and nothing in it is computed again.
"""

from dataclasses import dataclass, field
from datetime import date

from probation.domain.codes import Codebook
from probation.exhibits.exhibit import BULLETIN, Exhibit


@dataclass(frozen=True)
class AssembledItem:
    """One item of a briefing, made.

    title: the reader's own words, or the exhibit's short headline. note: the reader's note, or ''.
    link: the address that shows it in the dashboard, or ''. speaker_notes: what the reader says to
    it, which stands in the notes of its slide alone, or ''.
    """

    title: str
    note: str
    exhibit: Exhibit
    link: str
    speaker_notes: str = ""


@dataclass(frozen=True)
class AssembledBriefing:
    """A whole briefing, made.

    title: of the briefing. case_set: what the cases are, in a sentence. synthetic: whether they
    describe no person. generation, built_on: the store they come from. source: the publication.
    made_on: today. codes: the words for codes in frames; without them places have no names.
    """

    title: str
    sheets: tuple[AssembledItem, ...]
    case_set: str
    synthetic: bool
    generation: str
    built_on: date
    source: str
    made_on: date
    codes: Codebook = field(default_factory=dict)

    def source_of(self, exhibit: Exhibit) -> str:
        """The source of one item: what is not of the cases loaded is the bulletin's."""
        return BULLETIN if exhibit.own_cases else self.source
