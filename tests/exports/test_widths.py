"""How wide the columns of a table are on a sheet."""

import pytest

from probation.exports.office.text_metrics import lines, width
from probation.exports.office.widths import column_widths

SIZE, MARGIN = 10.0, 0.1
LONG = "A sentence of some length that may be broken over several lines of a narrow column"
ROWS = [
    ["Factor", "CRC", "NPS", "Difference, points (95% interval)", "What was found"],
    ["Education, training and employment", "59.5% (110 of 185)", "59.1% (68 of 115)", "0", LONG],
    ["Accommodation", "54.1% (93 of 172)", "73.7% (87 of 118)", "+20 (+8 to +30)", LONG[:40]],
]
#: A column that is very long in one row and empty in the others.
UNEVEN = [
    ["Column", "Meaning", "Codes"],
    ["area", LONG, "; ".join([LONG] * 4)],
    *([f"column_{k}", LONG, ""] for k in range(12)),
]


def on_one_line(text: str, bold: bool = False) -> float:
    return width(text, SIZE, bold=bold) + MARGIN


@pytest.mark.parametrize("room", [4.5, 5.0, 6.0, 7.0, 9.0])
def test_columns_fill_the_room_and_hold_their_longest_words(room):
    widths = column_widths(ROWS, SIZE, room, MARGIN)
    assert sum(widths) == pytest.approx(room)
    for column, wide in zip(zip(*ROWS, strict=True), widths, strict=True):
        assert wide >= max(on_one_line(word) for text in column[1:] for word in text.split())


def test_where_there_is_room_nothing_is_broken_and_no_more_is_taken():
    widths = column_widths(ROWS, SIZE, 20, MARGIN)
    assert sum(widths) < 20
    for column, wide in zip(zip(*ROWS, strict=True), widths, strict=True):
        assert wide >= on_one_line(column[0], bold=True)
        assert wide >= max(map(on_one_line, column[1:]))


def high(rows: list[list[str]], widths: list[float]) -> int:
    """The lines of a table's body: each row as many as its longest cell."""
    return sum(
        max(lines(text, SIZE, wide - MARGIN) for text, wide in zip(row, widths, strict=True))
        for row in rows[1:]
    )


@pytest.mark.parametrize("room", [5.0, 6.5, 8.0])
@pytest.mark.parametrize("rows", [ROWS, UNEVEN], ids=["short and long", "two long"])
def test_no_plain_division_of_the_room_makes_a_shorter_table(rows, room):
    columns = list(zip(*rows, strict=True))
    longest = [max(map(on_one_line, column)) for column in columns]
    chosen = high(rows, column_widths(rows, SIZE, room, MARGIN))
    assert chosen <= high(rows, [room / len(columns)] * len(columns))
    assert chosen <= high(rows, [room * long / sum(longest) for long in longest])


def test_a_long_column_that_is_mostly_empty_leaves_room_to_the_others():
    _, meaning, codes = column_widths(UNEVEN, SIZE, 6, MARGIN)
    assert meaning > 2
    assert codes > 2


def test_columns_alike_are_of_one_width():
    rows = [["Group", "Before", "After"], ["x", LONG, LONG]]
    _, before, after = column_widths(rows, SIZE, 4, MARGIN)
    assert before == pytest.approx(after, rel=0.05)


def test_a_room_too_narrow_for_the_longest_words_is_not_left():
    assert sum(column_widths(ROWS, SIZE, 2, MARGIN)) == pytest.approx(2)


def test_a_head_alone_has_widths_too():
    assert len(column_widths(ROWS[:1], SIZE, 3, MARGIN)) == 5


def test_a_word_of_any_length_leaves_the_other_columns_room_for_text():
    rows = [["Name", "Text", ""], ["Kent", "x" * 2000, ""], ["London", "y", ""]]
    widths = column_widths(rows, SIZE, 6, MARGIN)
    assert sum(widths) == pytest.approx(6)
    assert min(widths) > MARGIN
    assert widths[0] >= on_one_line("London")


def test_more_columns_than_a_sheet_holds_have_a_width_each():
    rows = [[f"Column {k}" for k in range(90)], ["1"] * 90]
    assert all(wide > MARGIN for wide in column_widths(rows, SIZE, 6, MARGIN))
