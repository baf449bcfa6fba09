"""What a case set covers: which inspections, and which of them count."""

from tests.store.queries.rows import inspections


def test_every_inspection_and_what_took_the_place_of_what(case_set):
    store = case_set(
        """
        case_id | area   | inspected_on
        A       | london | 2017-10
        B       | london | 2017-10
        old     | london | 2016-05
        C       | durham | 2016-03
        """
    )
    frame = inspections(store)
    assert list(frame.columns) == [
        "area",
        "division",
        "crc_owner",
        "inspected_on",
        "cases",
        "latest",
        "reports",
    ]
    frame["inspected_on"] = frame["inspected_on"].dt.strftime("%Y-%m-%d")
    assert list(frame.itertuples(index=False, name=None)) == [
        ("durham", "north_east", "arcc", "2016-03-01", 1, True, "2016-08"),
        ("london", "london", "mtcnovo", "2016-05-01", 1, False, "2016-12"),
        ("london", "london", "mtcnovo", "2017-10-01", 2, True, "2018-01"),
    ]


def test_a_report_is_of_the_inspection_it_followed_and_of_no_other(case_set):
    """The areas file names the reports of Table A1; the cases may be of other inspections."""
    store = case_set(
        """
        case_id | area   | inspected_on
        A       | durham | 2018-05
        B       | kent   | 2014-07
        """
    )
    assert inspections(store)["reports"].isna().all()
