"""How much room text takes, as charts must know before any program lays it out."""

from dataclasses import replace

from probation.exports.office.charts import least_height
from probation.exports.office.text_metrics import lines, rows_apart
from tests.exports import samples

LONG = "Contracted providers: education, training and employment"


def test_rows_stand_as_far_apart_as_the_lines_of_neighbours_need():
    tall = lines(LONG, 10, 1.0)
    assert tall > 2
    assert rows_apart(["One", "Two"], 10, 1.0) == 1
    assert rows_apart(["One", LONG, "Three"], 10, 1.0) == (1 + tall) / 2
    assert rows_apart(["One", LONG, LONG], 10, 1.0) == tall
    assert rows_apart([LONG], 10, 1.0) == rows_apart([], 10, 1.0) == 1


def test_a_chart_with_long_names_is_higher_where_it_is_narrow():
    short = samples.differences()
    names = replace(short, dots=tuple(replace(dot, name=LONG) for dot in short.dots))
    assert least_height(names, 10, 12) == least_height(short, 10, 12)
    assert least_height(names, 10, 6) > 1.5 * least_height(short, 10, 6)
