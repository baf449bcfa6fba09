"""Tables on slides: native, as many rows as fit, in two where that holds more."""

from tests.exports import samples
from tests.exports.test_deck import box, described, opened, said, slide


def test_a_table_is_native_with_a_head_and_its_cells():
    one = slide(table=samples.table(11, 4))
    (shape,) = [shape for shape in one.shapes if shape.has_table]
    assert shape.table.first_row
    assert described(shape)
    found = [[cell.text for cell in row.cells] for row in shape.table.rows]
    table = samples.table(11, 4)
    assert found[0] == ["Area", *table.columns]
    assert found[1:] == [[name, *row] for name, *row in table.itertuples(name=None)]
    assert "rows; all are in the notes" not in said(one)


def test_of_a_long_table_the_first_rows_stand_there_and_a_sentence_says_so():
    one = slide(table=samples.table(173, 6))
    (shape,) = [shape for shape in one.shapes if shape.has_table]
    shown = len(shape.table.rows) - 1
    assert 10 <= shown < 30
    assert f"The first {shown} of 173 rows; all are in the notes and in the workbook." in said(one)
    sizes = {
        run.font.size.pt
        for row in shape.table.rows
        for cell in row.cells
        for run in cell.text_frame.paragraphs[0].runs
    }
    assert min(sizes) >= 11


def test_a_table_too_high_for_type_that_can_be_read_stands_on_two_slides():
    """In smaller type all of it would stand on one."""
    table = samples.table(17, 10)
    made = opened(samples.paper(samples.sheet(table=table)))
    first, second = (next(s for s in one.shapes if s.has_table) for one in list(made.slides)[1:])
    rows = [[row.cells[0].text for row in shape.table.rows] for shape in (first, second)]
    assert rows[0][0] == rows[1][0] == "Area"
    assert [*rows[0][1:], *rows[1][1:]] == list(table.index)
    for shape in (first, second):
        assert set(shape._element.xpath(".//@sz")) == {"1400"}


def test_notes_give_way_to_the_side_where_all_rows_fit_so_alone():
    one = slide(table=samples.table(15, 7), notes=("A note of some length. " * 20,))
    (shape,) = [shape for shape in one.shapes if shape.has_table]
    assert len(shape.table.rows) == 16
    assert box(one, "Notes").left >= shape.left + shape.width
    assert "Watch the small bases." in box(one, "Notes").text_frame.text


def test_a_long_narrow_table_stands_in_two_beside_one_another():
    table = samples.table(26, 2)
    one = slide(table=table, notes=("A short note.",))
    left, right = [shape for shape in one.shapes if shape.has_table]
    found = [[cell.text for cell in row.cells] for s in (left, right) for row in s.table.rows]
    head = ["Area", *table.columns]
    assert [row for row in found if row != head] == [
        [name, *row] for name, *row in table.itertuples(name=None)
    ]
    assert found[0] == found[len(left.table.rows)] == head
    assert left.left + left.width < right.left
    assert left.top == right.top
    assert described(right) == f"{described(left)}, continued"
    assert "rows; all are in the notes" not in said(one)
    assert box(one, "Notes").top > left.top + left.height


def test_notes_stand_below_the_higher_of_two_tables():
    table = samples.table(22, 1).rename(index={f"Row {row}": "Long name " * 8 for row in (15,)})
    one = slide(table=table, notes=("A short note.",))
    tables = [shape for shape in one.shapes if shape.has_table]
    assert tables[0].height < tables[1].height
    assert all(box(one, "Notes").top >= shape.top + shape.height for shape in tables)
