"""One case set in every format and every type that a value may have there: the same rows."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probation.intake.report import Report
from probation.store.folders import data_folder
from probation.store.importing.extract import Extract, ExtractSource, RefusedError

pytestmark = pytest.mark.slow

FAULTS = Path(__file__).parents[2] / "faults"
AREAS = data_folder() / "areas.csv"

#: One row a case; B is under 30, C's age, ethnic group and score are not recorded.
CASES = pd.DataFrame(
    {
        "case_id": [f"00000000-0000-0000-0000-00000000000{n}" for n in (1, 2, 3)],
        "area": ["kent", "durham", "kent"],
        "inspected_on": ["2016-06-01", "2016-04-01", "2016-06-01"],
        "provider": ["NPS", "CRC", "CRC"],
        "gender": ["male", "female", "male"],
        "age": ["30", "28", None],
        "age_group": ["30_plus", "under_30", "not_recorded"],
        "ethnic_group": ["white", "bame", "not_recorded"],
        "sentence_type": ["licence", "community_order", "suspended_sentence_order"],
        "ogrs_score": ["88", "0", None],
        "ogrs_level": ["high", "low", "not_recorded"],
        "rosh_level": ["very_high", "low", "medium"],
        "mappa": ["yes", "no", "no"],
        "priority_ete": ["yes", "yes", "no"],
        "priority_drug_misuse": ["no", "yes", "yes"],
        "availability_ete": ["yes", "no", None],
        "availability_drug_misuse": [None, "yes", "yes"],
        "delivery_ete": ["no", "no", None],
        "delivery_drug_misuse": [None, "yes", "no"],
        "partner_risk_focus": [None, "yes", None],
    },
    dtype=object,
)
DAYS, NUMBERS = ("inspected_on",), ("age", "ogrs_score")
YES_NO = tuple(c for c in CASES if c == "mappa" or set(CASES[c]) <= {"yes", "no", None})
CODED = tuple(c for c in CASES if c not in (*DAYS, *NUMBERS, "case_id"))
#: Our labels of codes.
LABELS = {
    "male": "Male", "female": "Female", "white": "White", "bame": "BAME", "licence": "Licence",
    "not_recorded": "Not recorded", "30_plus": "30 and over", "under_30": "Under 30",
    "community_order": "Community order", "suspended_sentence_order": "Suspended sentence order",
    "kent": "Kent", "durham": "Durham", "very_high": "Very high", "yes": "Yes", "no": "No",
}  # fmt: skip


def day(text):
    return dt.datetime.fromisoformat(text)


def in_london(text):
    """The midnight in London that begins a day of summer, in UTC."""
    return day(text) - dt.timedelta(hours=1)


TRUTH = {"yes": True, "no": False}.get


def of_kind(numbers=(), days=(), coded=(), yes_no=(), ids=()):
    """For each column what a value of it may become, by the kind of column."""
    kinds = {NUMBERS: numbers, DAYS: days, CODED: coded, YES_NO: yes_no, ("case_id",): ids}
    return {name: [g for kind in kinds if name in kind for g in kinds[kind]] for name in CASES}


#: As text, in any format.
TEXTS = of_kind(
    numbers=[str, "{}.0".format, " {} ".format, "{}.000000000000000000".format],
    days=[
        str,
        lambda v: v[:7],
        "{}T00:00:00".format,
        "{} 00:00:00".format,
        "{}T00:00:00.000Z".format,
        "{}T00:00:00+01:00".format,
        lambda v: f"{in_london(v):%Y-%m-%dT%H:%M:%SZ}",
        lambda v: f"{in_london(v):%Y-%m-%d %H:%M:%S+00:00}",
    ],
    coded=[str, str.upper, str.title, " {} ".format, lambda v: LABELS.get(v, v)],
    ids=[str],
)
#: As workbooks and SPSS files have it besides: SPSS has no truth values.
IN_SPSS = of_kind([int, float], [day, lambda v: day(v).date()])
IN_WORKBOOKS = of_kind([int, float], [day, lambda v: day(v).date()], yes_no=[TRUTH])
#: As Parquet has it besides: the value and its type.
STAMPS = [pa.timestamp(unit, zone) for unit in ("s", "ms", "us", "ns") for zone in (None, "UTC")]
IN_PARQUET = of_kind(
    numbers=[
        *((int, kind) for kind in (pa.int8(), pa.int16(), pa.uint32(), pa.uint64())),
        *((float, kind) for kind in (pa.float32(), pa.float64())),
        *((Decimal, kind) for kind in (pa.decimal128(38, 18), pa.decimal128(5, 0))),
    ],
    days=[
        (lambda v: day(v).date(), pa.date32()),
        (lambda v: day(v).date(), pa.date64()),
        *((day, kind) for kind in STAMPS),
        *((in_london, kind) for kind in STAMPS if kind.tz),
    ],
    yes_no=[(TRUTH, pa.bool_())],
    ids=[(lambda v: UUID(v).bytes, pa.uuid())],
)
ANY_TEXT = [pa.string(), pa.large_string(), pa.binary(), pa.dictionary(pa.int32(), pa.string())]


def rows(*files, mapping=None):
    """What an extract holds, as the tables from which a store is built."""
    source = ExtractSource(Extract(files, AREAS, mapping))
    with duckdb.connect(config={"threads": 1}) as connection:
        try:
            source.load(connection)
        except RefusedError:
            pytest.fail(str(source.report.faults[:3]))
        sql = "SELECT * EXCLUDE (file, sheet, source_column) FROM raw_{} ORDER BY ALL"
        tables = [connection.execute(sql.format(t)) for t in ("priorities", "judgements")]
        held = [table.fetchall() for table in tables]
        sql = "SELECT * EXCLUDE (file, sheet) FROM raw_cases ORDER BY ALL"
        return [connection.execute(sql).fetchall(), *held]


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    path = tmp_path_factory.mktemp("plain") / "cases.csv"
    CASES.to_csv(path, index=False)
    return rows(path)


@st.composite
def guises(draw, made):
    """For each column a function of a value, among texts and what is ``made`` for the format."""
    return {c: draw(st.sampled_from([*TEXTS[c], *made.get(c, ())])) for c in CASES}


def in_guise(chosen):
    frame = {c: [v if v is None else chosen[c](v) for v in CASES[c]] for c in CASES}
    return pd.DataFrame(frame, dtype=object)


@settings(max_examples=10)
@given(chosen=guises({}))
def test_csv(chosen, expected, tmp_path_factory):
    path = tmp_path_factory.mktemp("g") / "cases.csv"
    in_guise(chosen).to_csv(path, index=False)
    assert rows(path) == expected


@settings(max_examples=6)
@given(chosen=guises(IN_WORKBOOKS))
def test_workbooks(chosen, expected, tmp_path_factory):
    path = tmp_path_factory.mktemp("g") / "cases.xlsx"
    in_guise(chosen).to_excel(path, index=False)
    assert rows(path) == expected


@settings(max_examples=6)
@given(chosen=guises(IN_SPSS), labelled=st.sets(st.sampled_from(CODED)))
def test_spss(chosen, labelled, expected, tmp_path_factory):
    """Some columns are numbers with labels, whatever the label's case."""
    path = tmp_path_factory.mktemp("g") / "cases.sav"
    frame, labels = in_guise(chosen), {}
    for name in labelled:
        texts = sorted({text for text in frame[name] if text is not None})
        labels[name] = {float(n): text for n, text in enumerate(texts, start=1)}
        frame[name] = frame[name].map({t: n for n, t in labels[name].items()}).astype(float)
    for name in frame.columns.difference(list(labelled)):
        if isinstance(frame[name][0], str):
            frame[name] = frame[name].fillna("")
        elif isinstance(frame[name][0], (int, float)):
            frame[name] = frame[name].astype(float)
    pyreadstat.write_sav(frame, path, variable_value_labels=labels)
    assert rows(path) == expected


@settings(max_examples=16)
@given(data=st.data())
def test_parquet(data, expected, tmp_path_factory):
    path = tmp_path_factory.mktemp("g") / "cases.parquet"
    columns, moved = {}, False
    for name in CASES:
        texts = [(make, kind) for make in TEXTS[name] for kind in ANY_TEXT]
        make, kind = data.draw(st.sampled_from([*texts, *IN_PARQUET[name]]))
        moved |= make is in_london
        values = [v if v is None else make(v) for v in CASES[name]]
        if pa.types.is_dictionary(kind):
            columns[name] = pa.array(values, pa.string()).dictionary_encode()
        else:
            columns[name] = pa.array(values, kind)
    # timestamps as Impala and Spark wrote them; those do not say that they are in UTC
    old = data.draw(st.booleans()) and not moved
    pq.write_table(pa.table(columns), path, use_deprecated_int96_timestamps=old)
    assert rows(path) == expected


# --- what was found in files of others ------------------------------------------------------------


def report(name, mapping=None) -> Report:
    source = ExtractSource(Extract((FAULTS / name,), AREAS, mapping and FAULTS / mapping))
    with duckdb.connect(config={"threads": 1}) as connection:
        try:
            source.load(connection)
        except RefusedError:
            assert not source.report.clean
    return source.report


@pytest.mark.parametrize(
    ("name", "mapping"),
    [
        ("NA.csv", "map-to-empty.toml"),
        ("not-applicable.sav", "map-to-empty.toml"),
        ("user-missing.sav", "map.toml"),
        ("not-declared-missing-is-fine.sav", "map.toml"),
        ("uuid.parquet", None),
        ("text-without-utf8-mark.parquet", None),
        ("decimal.parquet", None),
        ("london-midnight.parquet", None),
    ],
)
def test_files_of_others_are_taken(name, mapping):
    found = report(name, mapping)
    assert found.clean, found.faults[:3]


def test_a_midnight_in_london_is_told():
    [note] = report("london-midnight.parquet").warnings
    assert note.message == (
        "'2016-03-31 23:00:00Z' is a midnight in another time zone and was read as '2016-04'; so 2"
        " cells of column 'inspected_on'."
    )


def test_a_midnight_in_the_zone_that_a_parquet_column_declares_is_that_day(expected, tmp_path):
    table = pa.Table.from_pandas(CASES)
    place = table.column_names.index("inspected_on")
    days = [day(v).replace(tzinfo=ZoneInfo("Europe/Paris")) for v in CASES["inspected_on"]]
    days = pa.array(days, pa.timestamp("us", "Europe/Paris"))
    pq.write_table(table.set_column(place, "inspected_on", days), tmp_path / "cases.parquet")
    assert rows(tmp_path / "cases.parquet") == expected


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
def test_a_midnight_in_utc_is_no_day_where_a_parquet_column_declares_another_zone(tmp_path, zone):
    table = pa.Table.from_pandas(CASES)
    days = pa.array([day(v) for v in CASES["inspected_on"]], pa.timestamp("us", zone))
    place = table.column_names.index("inspected_on")
    pq.write_table(table.set_column(place, "inspected_on", days), tmp_path / "cases.parquet")
    assert set(report(tmp_path / "cases.parquet").totals) == {"F19"}


@pytest.mark.parametrize(
    ("name", "column", "value", "suggestion"),
    [
        ("NA.csv", "judgement", "NA", "empty"),
        ("not-applicable.sav", "judgement", "Not applicable", "empty"),
        ("user-missing.sav", "ethnic_group", "Not stated", "not_recorded"),
        ("not-declared-missing-is-fine.sav", "ethnic_group", "Not stated", "not_recorded"),
    ],
)
def test_what_is_missing_is_asked_about_and_not_taken_by_itself(name, column, value, suggestion):
    found = report(name)
    assert set(found.totals) == {"F15"}
    assert [(u.column, u.value, u.suggestion) for u in found.unknown] == [
        (column, value, suggestion)
    ]
