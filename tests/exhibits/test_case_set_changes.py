"""What would change if an extract were used."""

import pandas as pd

from probation.exhibits.case_set_changes import changes

LABELS = {"kent": "Kent", "london": "London", "durham": "Durham"}


def inspections(*rows: tuple[str, str, int, bool]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["area", "inspected_on", "cases", "latest"])
    return frame.assign(inspected_on=pd.to_datetime(frame["inspected_on"]))


def test_each_area_stands_with_what_counts_now_and_then():
    now = inspections(("kent", "2016-06", 80, True), ("london", "2016-12", 90, True))
    then = inspections(
        ("london", "2016-12", 90, False), ("london", "2018-03", 100, True),
        ("durham", "2018-01", 60, True),
    )  # fmt: skip
    table = changes(now, then, LABELS)
    assert table.loc["Kent"].tolist() == ["80 cases, June 2016", "none", ""]
    assert table.loc["London"].tolist() == [
        "90 cases, December 2016", "100 cases, March 2018", "90 cases, December 2016",
    ]  # fmt: skip
    assert table.loc["Durham"].tolist() == ["none", "60 cases, January 2018", ""]
    assert table.loc["All areas"].tolist() == ["170 cases", "160 cases", ""]


def test_where_nothing_is_superseded_there_is_no_such_column():
    once = inspections(("kent", "2016-06", 80, True))
    heads = list(changes(once, once, LABELS).columns)
    assert heads == ["Shown to everybody", "In the extract"]
