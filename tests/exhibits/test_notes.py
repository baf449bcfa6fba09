"""Notes: what they say, and what a page or a file goes by."""

from pathlib import Path

import pandas as pd

from probation.domain.note import Note, NoteKind, notes_of
from probation.exhibits.exhibit import Exhibit, intervals

READING = Note(NoteKind.READING, "Full bar: cases. Solid part: judged yes.")


def exhibit(*notes: Note, sample: str = "") -> Exhibit:
    table = pd.DataFrame()
    return Exhibit(
        *("rates", "topic", "headline", "subtitle", "who", "count", table, table, "", "file"),
        notes=notes,
        sample=sample,
    )


def test_a_note_is_printed_as_its_text_and_none_is_made_of_nothing():
    found = notes_of(NoteKind.TEST, "One test.", "", "Another.")
    assert [str(note) for note in found] == ["One test.", "Another."]


def test_a_table_alone_goes_by_the_kind_whatever_the_words():
    found = exhibit(READING, intervals("Wilson"), Note(NoteKind.METHOD, READING.text))
    assert list(map(str, found.notes_of_table)) == [
        "95% confidence intervals (method: Wilson).",
        READING.text,
    ]
    assert found.notes_on(NoteKind.READING) == (READING,)
    assert READING not in found.notes_but(NoteKind.READING)


def test_how_cases_were_chosen_is_said_once_and_second():
    found = exhibit(READING, *notes_of(NoteKind.TEST, "One test."), sample="Chosen by risk.")
    assert [note.kind for note in found.notes] == [
        NoteKind.READING,
        NoteKind.SAMPLE,
        NoteKind.TEST,
    ]
    assert exhibit(*found.notes, sample="Chosen by risk.").notes == found.notes


def test_every_kind_is_used():
    package = "".join(p.read_text(encoding="utf-8") for p in Path("probation").rglob("*.py"))
    assert [kind for kind in NoteKind if f"NoteKind.{kind.name}" not in package] == []
