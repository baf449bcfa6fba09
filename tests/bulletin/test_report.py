"""The published figures beside what a case set gives."""

import json

import pytest

from probation.bulletin import figures
from probation.bulletin.report import computed, report

SAMPLE = """
    id      | question | breakdown  | level          | statistic | printed
    all     | cases    |            | all            | n         | 1,066
    women   | cases    | gender     | female         | n         | 156
    share   | cases    | gender     | female         | percent   | 15%
    high    | cases    | rosh_level | high;very_high | n         | 177
    t1      | partner_risk_focus |  | all            | percent   | 68.7%
    decline |          |            |                | percent   | 12%
    areas   |          | area       | inspected      | count     | 14
    factors | availability | factor | above_80       | count     | eight
    most    | cases    | priorities | most           | count     | five
    limit   |          |            |                | bound     | 80%
"""
CASES = """
    question           | breakdown  | level     | n    | yes
    cases              |            | all       | 1066 | 1066
    cases              | gender     | female    | 156  | 156
    cases              | rosh_level | high      | 170  | 170
    cases              | rosh_level | very_high | 7    | 7
    cases              | area       | kent      | 66   | 66
    cases              | area       | london    | 1000 | 1000
    partner_risk_focus |            | all       | 144  | 99
"""


@pytest.fixture
def value(printed, evidence):
    """What one published figure, changed to other print, is in the tiny case set."""

    def of(id: str, text: str | None = None) -> float | None:
        rows = printed(SAMPLE).set_index("id", drop=False)
        row = rows.loc[[id]]
        if text is not None:
            places = len(text.rstrip("%").partition(".")[2])
            row = row.assign(printed=text, decimals=places)
        counted = evidence(CASES, priorities="factors | cases \n 1 | 3 \n 4 | 2")
        return computed(next(row.itertuples(index=False)), counted)

    return of


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("all", 1066),
        ("women", 156),
        ("share", 15),
        ("high", 177),
        ("areas", 2),
        ("most", 4),
        ("decline", None),
        ("limit", None),
        ("factors", None),  # no judgements on availability
    ],
)
def test_computed(value, id, expected):
    assert value(id) == expected


def test_a_percentage_is_rounded_as_printed(value):
    """99 of 144 is exactly 68.75%: a tie goes to what is printed, up where that is neither."""
    assert value("t1", "68.7%") == 68.7
    assert value("t1", "68.8%") == 68.8
    assert value("t1", "61.0%") == 68.8
    assert value("t1", "70%") == 69


def test_a_percentage_of_no_cases_is_missing_not_nought(printed, evidence):
    figure = next(printed(SAMPLE).query("id == 't1'").itertuples(index=False))
    assert computed(figure, evidence()) is None


@pytest.mark.parametrize(
    ("n", "shown", "reason"),
    [
        (10, 40.0, None),
        (9, None, "No percentage is shown on a base under 10."),
        (0, None, "Nothing to count in the cases: there is no such case."),
    ],
)
def test_no_percentage_of_a_few_cases_is_computed(
    printed, statements, bulletin, evidence, n, shown, reason
):
    counted = evidence(
        f"question | level | n | yes \n partner_risk_focus | all | {n} | {min(n, 4)}"
    )
    claims = statements(
        "id | text | kind | question | factor \n a | It. | highest | delivery | ete"
    )
    found = report(bulletin(printed(SAMPLE), claims), counted)
    (row,) = [row for row in found["figures"] if row["id"] == "t1"]
    assert (row["computed"], row["reason"]) == (shown, reason)
    assert (row["matches"] is None) == (shown is None)


def test_the_report_is_json_without_nan(bulletin, printed, statements, evidence):
    claims = statements("""
        id | text | kind    | question | factor
        a  | It.  | highest | delivery | ete
    """)
    changed = printed(SAMPLE.replace("15%", "16%"))
    found = report(bulletin(changed, claims), evidence(CASES))
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert set(found) == {"figures", "statements", "audit"}
    by_id = {row["id"]: row for row in found["figures"]}
    assert by_id["share"] == {
        "id": "share",
        "where": "Section 2",
        "printed": "16%",
        "computed": 15,
        "possible": False,
        "matches": False,
        "reason": "156 of 1,066 is 14.6%, not 16%.",
    }
    assert by_id["women"]["matches"] is True
    assert by_id["women"]["reason"] is None
    assert by_id["decline"]["matches"] is None
    assert found["statements"] == [
        {"id": "a", "text": "It.", "holds": None, "how": "There are no such cases."}
    ]
    shares = [row for row in found["audit"] if row["rule"] == "share"]
    assert [set(row) for row in shares] == [{"rule", "where", "finding", "may_have_been"}]


COUNTED = """
    id          | breakdown             | level         | statistic | printed
    areas       | area                  | inspected     | count     | 14
    reinspected | area                  | reinspected   | count     | one
    divisions   | division              | all           | count     | seven
    crcs        | contract_package_area | all           | count     | 21
    owners      | crc_owner             | all           | count     | eight
    uninspected | contract_package_area | not_inspected | count     | seven
"""
#: (what the cases have, whether it is what the bulletin prints) by figure.
KENT_ALONE = {
    "areas": (1, False),
    "reinspected": (0, False),
    "divisions": (1, False),
    "crcs": (None, None),
    "owners": (1, False),
    "uninspected": (20, False),
}
EVERY_AREA = {
    "areas": (14, True),
    "reinspected": (1, True),
    "divisions": (7, True),
    "crcs": (21, True),
    "owners": (8, True),
    "uninspected": (7, True),
}


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        (lambda area: area == "kent", KENT_ALONE),
        (lambda area: area != "", EVERY_AREA),
        (lambda area: area is None, dict.fromkeys(EVERY_AREA, (None, None))),
    ],
    ids=["Kent alone", "every area", "no cases"],
)
def test_areas_divisions_and_owners_are_counted_in_the_cases(
    bulletin, printed, evidence, kept, expected
):
    places = figures.areas()
    lines = {
        f"cases | {breakdown} | {row[breakdown]} | 9 | 9"
        for _, row in places[places["area"].map(kept)].iterrows()
        for breakdown in ("area", "division", "crc_owner")
    }
    counted = evidence("\n".join(["question | breakdown | level | n | yes", *sorted(lines)]))
    rows = report(bulletin(printed(COUNTED)), counted)["figures"]
    assert {row["id"]: (row["computed"], row["matches"]) for row in rows} == expected
