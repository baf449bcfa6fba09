"""A briefing as slides, read back with python-pptx and as a package."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pptx
import pytest
from pptx.presentation import Presentation
from pptx.shapes.base import BaseShape
from pptx.slide import Slide

from probation.briefing.assembled import AssembledBriefing
from probation.charts.office_spec import Bars, BarSeries
from probation.charts.printed import KEY
from probation.domain.note import Note, NoteKind
from probation.exhibits.exhibit import LOW_RELIABILITY, intervals
from probation.exports.formats import FORMATS
from probation.exports.office.deck import deck
from tests.exports import samples
from tests.exports.opened import cached, charts, faults, find, parts, referred, xml


def opened(paper: AssembledBriefing) -> Presentation:
    return pptx.Presentation(io.BytesIO(deck(paper)))


def slide(*of: object, **more: object) -> Slide:
    """The slide of one item, as of samples.sheet."""
    return opened(samples.paper(samples.sheet(*of, **more))).slides[1]


def shapes(of: Slide) -> Iterator[BaseShape]:
    """Every shape of a slide, those in groups too."""
    for shape in of.shapes:
        yield shape
        yield from getattr(shape, "shapes", ())


def said(of: Slide) -> str:
    return "\n".join(shape.text_frame.text for shape in of.shapes if shape.has_text_frame)


def described(shape: BaseShape) -> str:
    return str(shape._element.xpath("./*[1]/p:cNvPr/@descr")[0])


@pytest.fixture(scope="module")
def every_kind() -> bytes:
    return deck(samples.every_kind())


def test_there_is_a_title_slide_and_one_slide_an_item_all_titled_and_wide(every_kind):
    made = pptx.Presentation(io.BytesIO(every_kind))
    titles = [one.shapes.title.text_frame.text for one in made.slides]
    paper = samples.every_kind()
    assert titles == [paper.title, *(sheet.title for sheet in paper.sheets)]
    assert made.slide_width / made.slide_height == pytest.approx(16 / 9, abs=1e-3)
    assert all(one.shapes[0] == one.shapes.title for one in made.slides)  # read first


def test_the_title_slide_says_what_the_cases_are_from_where_and_when():
    first = opened(samples.paper(samples.sheet(), samples.sheet())).slides[0]
    assert said(first).split("\n") == [
        "Interventions in Kent & elsewhere",
        "2 items",
        "Synthetic cases, made up for this test: they describe no person.",
        "Store gen-1-0123abcd, built on 1 November 2026.",
        "Made on 22 November 2026.",
        "Source: HM Inspectorate of Probation, Research & Analysis Bulletin 2019/01.",
    ]


def test_the_package_is_whole_and_holds_nothing_else(every_kind):
    assert faults(every_kind) == []
    names = parts(every_kind)
    assert not [n for n in names if "thumbnail" in n or "printer" in n or n.endswith("app.xml")]
    assert len([n for n in names if n.startswith("ppt/slideLayouts/slideLayout")]) == 2
    assert len([n for n in names if n.startswith("ppt/embeddings/")]) == len(samples.CHARTS)


def test_every_shape_is_described_and_no_placeholder_is_empty(every_kind):
    for one in pptx.Presentation(io.BytesIO(every_kind)).slides:
        assert all(described(shape) for shape in shapes(one))
        for place in one.placeholders:
            assert place.text_frame._txBody.xpath("string()").strip()
        if one.has_notes_slide:
            kinds = [place.placeholder_format.type.name for place in one.notes_slide.placeholders]
            assert kinds == ["SLIDE_IMAGE", "BODY"]
            assert one.notes_slide.notes_text_frame.text


def test_charts_in_the_file_hold_the_values_of_their_sheets(every_kind):
    found = list(charts(every_kind))
    assert len(found) == len(samples.CHARTS)
    for root, sheet in found:
        for reference in find(root, "//c:numRef | //c:strRef"):
            assert cached(reference) == referred(reference, sheet)


def test_a_chart_is_native_described_and_can_be_read_as_one():
    one = slide(samples.SIDE_BY_SIDE)
    (shape,) = [shape for shape in one.shapes if shape.has_chart]
    assert described(shape) == "Bar chart of availability; the table has the same figures."
    plot = shape.chart.plots[0]
    assert list(plot.categories) == list(samples.FACTORS)
    assert [tuple(ser.values) for ser in plot.series] == [
        ser.values for ser in samples.SIDE_BY_SIDE.series
    ]
    assert shape.chart.part.chart_workbook.xlsx_part.blob.startswith(b"PK")


def test_a_slide_says_what_whom_how_many_notes_source_and_case_set():
    text = said(slide(samples.BARS))
    for part in (
        "Percentages are of such cases. Filtered to: NPS cases; women. 290 judgements.",
        "Watch the small bases.",
        "Synthetic cases, made up for this test: they describe no person.",
        "Store gen-1-0123abcd, built on 1 November 2026.",
        "Source: HM Inspectorate of Probation, Research & Analysis Bulletin 2019/01.",
    ):
        assert part in text


def test_a_slide_says_in_one_line_how_it_is_read_and_the_notes_say_the_method():
    notes = (
        Note(NoteKind.TEST, "Tested by Pearson's chi-square."),
        Note(NoteKind.READING, "Full bar: all cases."),
        Note(NoteKind.SYNTHETIC, "† printed in the bulletin; the rest is invented."),
        intervals("Wilson"),
        Note(NoteKind.SMALL_BASE, LOW_RELIABILITY),
    )
    one = slide(samples.BARS, notes=notes, sample="Areas were chosen by risk.")
    assert box(one, "Notes").text_frame.text.split("\n") == [
        "Watch the small bases.",
        "Full bar: all cases. † printed in the bulletin; the rest is invented. [u] base under 30."
        " Lines: 95% intervals. Method: in the notes of this slide.",
    ]
    assert "Areas were chosen by risk." in box(one, "Source").text_frame.text
    spoken = one.notes_slide.notes_text_frame.text
    assert all(note.text in spoken for note in notes)


def test_examples_of_the_bulletin_are_not_called_synthetic():
    one = slide(table=samples.table(2), said={"case_set": "The bulletin's own cases"})
    assert "The bulletin's own cases. Source:" in said(one)
    assert "Synthetic" not in said(one)
    assert "Store gen" not in said(one)


def test_the_source_of_the_bulletins_own_cases_is_the_bulletin_whatever_is_loaded():
    own = samples.sheet(table=samples.table(2), said={"case_set": "The bulletin's own cases"})
    loaded = samples.paper(own, samples.sheet(samples.BARS), source="the cases loaded")
    _, examples, bars = opened(loaded).slides
    assert "The bulletin's own cases. Source: HM Inspectorate of Probation" in said(examples)
    assert "the cases loaded" not in said(examples)
    assert "Source: the cases loaded." in said(bars)


def test_bars_of_a_slide_are_not_described_as_dots():
    one = slide(samples.differences(), description="A message. Dot plot of differences.")
    assert described(box(one, "Chart")) == "A message. Bar chart of differences."


def test_the_link_leads_to_the_dashboard_and_there_is_none_without_an_address():
    links = [
        (run.text.strip(), run.hyperlink.address)
        for shape in slide(samples.BARS).shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if run.hyperlink.address
    ]
    address = "https://example.org/availability?factor=ete&by=provider"
    assert links == [("Open in the dashboard", address)]
    alone = replace(samples.sheet(samples.BARS), link="")
    assert "Open in" not in said(opened(samples.paper(alone)).slides[1])


def test_the_notes_hold_every_row_of_the_table_and_the_notes():
    table = samples.table(173, 6)
    spoken = slide(table=table).notes_slide.notes_text_frame.text.split("\n")
    start = spoken.index("\t".join(["Area", *table.columns]))
    rows = ["\t".join([name, *row]) for name, *row in table.itertuples(name=None)]
    assert spoken[start + 1 : start + 174] == rows
    assert spoken[-2:] == list(samples.USUAL_NOTES)


def test_what_is_said_to_a_slide_stands_in_its_notes_and_nowhere_else_in_any_file():
    sheet = replace(samples.sheet(samples.BARS), speaker_notes="Wait for questions.\nThen go on.")
    one = opened(samples.paper(sheet)).slides[1]
    assert "Wait for questions." not in said(one)
    spoken = one.notes_slide.notes_text_frame.text.split("\n")
    assert spoken[2:4] == ["Wait for questions.", "Then go on."]
    for ending in ("docx", "xlsx", "ods", "zip"):
        file = zipfile.ZipFile(io.BytesIO(FORMATS[ending].write(samples.paper(sheet))))
        assert not [name for name in file.namelist() if b"Wait for questions" in file.read(name)]


def test_a_chart_of_one_bar_is_not_drawn_as_a_block():
    all_of = samples.differences()
    few, many = (
        next(shape for shape in slide(replace(all_of, dots=dots)).shapes if shape.has_chart)
        for dots in (all_of.dots[:1], all_of.dots)
    )
    assert few.height < 0.7 * many.height
    assert few.top == many.top


def test_shapes_lie_on_the_slide_and_below_one_another(every_kind):
    made = pptx.Presentation(io.BytesIO(every_kind))
    for one in list(made.slides)[1:]:
        boxes = [(s.left, s.top, s.left + s.width, s.top + s.height) for s in one.shapes]
        for place, (left, top, right, bottom) in enumerate(boxes):
            assert left >= 0
            assert right <= made.slide_width
            assert bottom <= made.slide_height
            for other in boxes[place + 1 :]:
                across = left < other[2] and other[0] < right
                assert not (across and top < other[3] and other[1] < bottom)


def test_what_cannot_be_drawn_is_said_in_its_place():
    one = slide(empty="No judgement matches these filters.", table=samples.table(0))
    assert "No judgement matches these filters." in said(one)
    assert not any(shape.has_chart or shape.has_table for shape in one.shapes)


def box(of: Slide, name: str) -> BaseShape:
    (found,) = [shape for shape in of.shapes if shape.name == name]
    return found


def test_short_notes_stand_under_the_chart_and_long_ones_beside_it():
    short = slide(samples.BARS)
    noted = replace(samples.sheet(samples.BARS), note="A long sentence. " * 30)
    long = opened(samples.paper(noted)).slides[1]
    assert box(short, "Notes").top >= box(short, "Chart").top + box(short, "Chart").height
    assert box(long, "Notes").left >= box(long, "Chart").left + box(long, "Chart").width
    assert box(short, "Chart").width > 1.2 * box(long, "Chart").width


def test_no_chart_has_smaller_type_for_notes_under_it():
    crowded = slide(samples.overlaid())
    assert box(crowded, "Notes").left >= box(crowded, "Chart").left + box(crowded, "Chart").width


def test_a_chart_too_high_for_a_slide_gives_way_to_its_table():
    rows = samples.differences().dots * 5
    one = slide(replace(samples.differences(), dots=rows * 2))
    assert [shape.has_table for shape in one.shapes].count(True) == 1
    assert not any(shape.has_chart for shape in one.shapes)


def sizes_of_charts(of: Slide) -> set[int]:
    found = [s.chart.part._element.xpath("//@sz") for s in of.shapes if s.has_chart]
    return {int(size) for sizes in found for size in sizes}


def test_a_chart_too_high_for_type_that_can_be_read_stands_on_two_slides_with_one_axis():
    """Twelve differences, each with its adjusted twin but one."""
    dot = samples.differences().dots[0]
    names = [name for k in range(12) for name in (f"Row {k}", f"Row {k}, adjusted")]
    names.remove("Row 2, adjusted")
    native = replace(samples.differences(), dots=tuple(replace(dot, name=name) for name in names))
    made = opened(samples.paper(samples.sheet(native, "A message", table=samples.table(20, 6))))
    first, second = list(made.slides)[1:]
    titles = [one.shapes.title.text_frame.text for one in (first, second)]
    assert titles == ["A message (1 of 2)", "A message (2 of 2)"]
    charts = [next(s.chart for s in one.shapes if s.has_chart) for one in (first, second)]
    rows = [name for one in charts for name in one.plots[0].categories]
    assert rows == names
    assert not charts[1].plots[0].categories[0].endswith("adjusted"), "apart from its own"
    assert len({(c.value_axis.minimum_scale, c.value_axis.maximum_scale) for c in charts}) == 1
    assert min(sizes_of_charts(first) | sizes_of_charts(second)) >= 1400


def test_bars_too_many_for_one_slide_stand_on_two():
    native = samples.levels()
    names = tuple(f"Level {k}" for k in range(24))
    (series,) = native.series
    series = BarSeries("Yes", (60.0,) * 24, (samples.TEAL,) * 24, labels=("60%",) * 24)
    native = replace(native, categories=names, series=(series,))
    made = opened(samples.paper(samples.sheet(native, table=samples.table(24, 9))))
    charts = [s.chart for one in list(made.slides)[1:] for s in one.shapes if s.has_chart]
    assert [list(chart.plots[0].categories) for chart in charts] == [
        list(names[:12]),
        list(names[12:]),
    ]
    assert [len(chart.plots[0].series[0].values) for chart in charts] == [12, 12]


def test_the_line_of_a_forest_says_what_its_lines_are_though_no_note_does():
    assert "Lines: 95% intervals." in box(slide(samples.forest()), "Notes").text_frame.text
    bare = slide(samples.SIDE_BY_SIDE)
    assert "intervals." not in box(bare, "Notes").text_frame.text.replace("Whiskers", "")
    alone = slide(table=samples.table(4), spec=None)
    assert "Lines" not in box(alone, "Notes").text_frame.text


def test_what_is_printed_has_an_outline_and_the_line_says_so():
    notes = (Note(NoteKind.SYNTHETIC, f"{KEY}, made to agree with it."),)
    (series,) = samples.BARS.series
    printed = replace(series, printed=(True, False, False))
    told = slide(replace(samples.BARS, series=(printed,)), notes=notes)
    assert "† and a dark outline: printed in the bulletin;" in box(told, "Notes").text_frame.text
    untold = slide(samples.BARS, notes=notes)
    assert "† printed in the bulletin;" in box(untold, "Notes").text_frame.text


def test_a_matrix_is_a_described_group_of_names_and_cells_in_their_places():
    one = slide(samples.MATRIX)
    (group,) = [shape for shape in one.shapes if hasattr(shape, "shapes")]
    assert described(group) == "Bar chart of availability; the table has the same figures."
    found = {described(square): square for square in group.shapes}
    assert list(found) == [
        *("Delivery", "Partners", "Accommodation", "Relationships"),
        "Accommodation, Delivery: +20*",
        "Accommodation, Partners: +2",
        "Relationships, Delivery: •",
    ]
    first, beside, below = list(found.values())[4:]
    assert (first.text_frame.text, first.top) == ("+20*", beside.top)
    assert first.left < beside.left
    assert first.left == below.left
    assert first.top < below.top
    assert first.line.width > beside.line.width


def test_twenty_bars_with_a_name_for_two_are_read_from_the_back_of_a_room():
    """Two lines of title, two of subtitle and the line below: as divided figures have them."""
    values = tuple(60.0 + k for k in range(10))
    words = tuple(f"CRC {value:.0f}%†" for value in values)
    limits = tuple(value - 9 for value in values), tuple(value + 9 for value in values)
    series = (BarSeries(name, values, (samples.TEAL,) * 10, *limits, words) for name in ("A", "B"))
    bars = Bars(samples.FACTORS, tuple(series), "Percentage of cases", "%", 100)
    notes = (Note(NoteKind.SYNTHETIC, "† printed in the bulletin; the rest is invented."),)
    title = "In these synthetic cases, delivery: 2 of 10 factors differ by provider, most of all"
    made = replace(samples.sheet(bars, title, notes=notes), note="")
    (shape,) = [s for s in opened(samples.paper(made)).slides[1].shapes if s.has_chart]
    sizes = shape.chart.part._element.xpath("//@sz")
    assert min(map(int, sizes)) >= 1400


def test_a_tile_map_is_a_described_group_of_rectangles():
    one = slide(samples.TILES)
    (group,) = [shape for shape in one.shapes if hasattr(shape, "shapes")]
    assert described(group) == "Bar chart of availability; the table has the same figures."
    assert [described(tile) for tile in group.shapes] == [
        "Kent: inspected",
        "Devon and Cornwall: not inspected",
    ]
    kent, devon = group.shapes
    assert set(group._element.xpath(".//a:r/a:rPr/@sz")) == {"1400"}
    assert kent.left > devon.left
    assert kent.top < devon.top
    assert devon.text_frame.text == "Devon &\nCornwall"


def test_the_properties_of_the_file_say_what_it_is():
    found = opened(samples.paper(samples.sheet())).core_properties
    assert found.title == "Interventions in Kent & elsewhere"
    assert found.author == found.last_modified_by == "Probation interventions dashboard"
    assert "Bulletin 2019/01" in found.subject
    assert "synthetic cases; Availability of interventions" in found.keywords
    assert found.language == "en-GB"
    assert found.created.date() == found.modified.date() == date(2026, 11, 22)


def test_every_run_is_in_british_english_and_arial(every_kind):
    for name, part in parts(every_kind).items():
        if name.startswith("ppt/slides/slide"):
            looks = find(xml(part), "//a:r/a:rPr")
            assert looks
            assert {look.get("lang") for look in looks} == {"en-GB"}
            assert set(find(xml(part), "//a:latin/@typeface")) == {"Arial"}


def test_only_foot_and_small_notes_are_smaller_than_twelve_points(every_kind):
    small = {"Source": 10.0, "Slide number": 10.0}
    for one in pptx.Presentation(io.BytesIO(every_kind)).slides:
        for shape in one.shapes:
            sizes = [int(size) / 100 for size in shape._element.xpath(".//a:rPr/@sz")]
            assert min(sizes, default=99) >= small.get(shape.name, 12.0)


@pytest.mark.parametrize("items", [0, 30])
def test_a_briefing_may_have_no_item_or_many(items):
    file = deck(samples.paper(*[samples.sheet(samples.BARS)] * items))
    assert faults(file) == []
    assert len(pptx.Presentation(io.BytesIO(file)).slides) == 1 + items


def test_long_words_and_what_xml_cannot_hold_break_nothing():
    ugly = "One\x00 two\x0b\ud800\nthree\tfour & <five> "
    item = samples.sheet(
        samples.BARS, ugly * 20, notes=(ugly * 9,) * 9, description=ugly, topic=ugly
    )
    file = deck(samples.paper(replace(item, note=ugly * 40), title=ugly * 9, case_set=ugly))
    assert faults(file) == []
    one = pptx.Presentation(io.BytesIO(file)).slides[1]
    assert one.shapes.title.text_frame.text.startswith("One two three four & <five>")
    assert one.shapes.title.text_frame.text.endswith("…")
    assert "More is said in the notes of this slide." in said(one)
    assert ("One two three four & <five> " * 20).strip() in one.notes_slide.notes_text_frame.text


def test_a_slide_without_a_title_has_one_all_the_same():
    assert slide(title="").shapes.title.text_frame.text == "Untitled"
