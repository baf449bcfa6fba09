"""The glossary: the terms that readers meet, and no others.

``python -m tests.domain.test_glossary > docs/glossary.md`` writes it anew for readers of the code.
"""

import re
from pathlib import Path

import pytest

from probation.domain.glossary import ENTRIES, explained, meaning, terms_in
from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import TERMS, Dimension, Factor
from probation.errors import ReaderError
from probation.exhibits import registry

PROJECT = Path(__file__).parents[2]


def product() -> str:
    """Every text of the product but the glossary itself: code, pages and the practice examples."""
    files = [*PROJECT.glob("probation/**/*.py"), *PROJECT.glob("pages/*.py")]
    files += [PROJECT / "data" / "practice.csv", PROJECT / "data" / "published.csv"]
    return "\n".join(f.read_text(encoding="utf-8") for f in files if f.stem != "glossary")


@pytest.fixture(scope="module")
def used() -> str:
    # a sentence may be divided between two lines of code
    return re.sub(r'["\s]+', " ", product())


@pytest.mark.parametrize("term", ENTRIES)
def test_every_term_occurs_in_the_product(term, used):
    entry = ENTRIES[term]
    assert any(word.lower() in used.lower() for word in (term, *entry.also))


@pytest.mark.parametrize("term", ENTRIES)
def test_a_meaning_is_one_or_two_sentences_with_a_source(term):
    entry = ENTRIES[term]
    assert entry.meaning.endswith(".")
    assert 1 <= len(re.findall(r"\.(?:\s|$)", entry.meaning)) <= 2
    assert entry.source
    assert meaning(term) == meaning(term.lower()) == entry.meaning


def labels() -> set[str]:
    """Labels of everything that readers choose from, and the names of figures."""
    found = {dimension.label for dimension in Dimension} | {factor.label for factor in Factor}
    found |= {term.label for terms in TERMS.values() for term in terms}
    found |= {text for q in QUESTIONS.values() for text in (q.title, q.topic, q.base)}
    return found | {figure.label for figure in registry.EXHIBITS.values()}


def test_every_abbreviation_in_a_label_is_explained():
    abbreviations = {word for text in labels() for word in re.findall(r"\b[A-Z]{2,}\b", text)}
    assert {"NPS", "CRC", "OGRS", "MAPPA", "BAME"} <= abbreviations
    for abbreviation in abbreviations:
        assert meaning(abbreviation)


def test_terms_stand_in_alphabetical_order_and_signs_last():
    letters = [term.lower() for term in ENTRIES if term[0].isalpha()]
    assert letters == sorted(letters)
    assert list(ENTRIES)[-1] == "[u]"


def test_terms_in_a_text_are_found_as_whole_words_and_once():
    text = "NPS: odds ratios of likelihood of reoffending, post-custody [u]. The NPS again."
    assert terms_in(text) == ("NPS", "Odds ratio", "OGRS", "Post-custody", "[u]")
    assert terms_in("Partnership pointsman rare FUNNELS") == ()
    assert terms_in("a rar animal: RAR days") == ("RAR",)


def test_a_text_is_explained_as_a_list():
    assert explained("NPS [u]").splitlines() == [
        f"- **NPS**: {meaning('NPS')}",
        f"- **\\[u\\]**: {meaning('[u]')}",
    ]
    assert explained("Nothing here") == ""


def test_what_is_not_in_the_glossary_is_refused():
    with pytest.raises(ReaderError, match="no 'shoe size' in the glossary"):
        meaning("shoe size")


def document() -> str:
    """The glossary as docs/glossary.md has it."""
    rows = (
        f"| **{e.term}** | {e.meaning} | {', '.join(e.also)} | {e.source} |\n"
        for e in ENTRIES.values()
    )
    return f"""# Glossary

The words of the field and of its statistics, as the dashboard explains them to its readers. Made of
`probation/domain/glossary.py` by `python -m tests.domain.test_glossary > docs/glossary.md`.

| term | meaning | also | source |
|---|---|---|---|
{"".join(rows)}"""


def test_the_document_is_the_glossary_that_readers_of_the_dashboard_meet():
    assert (PROJECT / "docs" / "glossary.md").read_text(encoding="utf-8") == document()


if __name__ == "__main__":
    print(document(), end="")
