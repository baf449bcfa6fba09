"""Parquet: plain columns of every type as text; what is cut short or nested is refused."""

import base64
import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow.parquet import encryption

from tests.intake.formats.making import Reading, write_parquet


@pytest.fixture
def reading(tmp_path):
    """``reading(columns)``: what is read of a Parquet file of these columns."""

    def of(columns):
        path = tmp_path / "cases.parquet"
        pq.write_table(pa.table(columns), path)
        return Reading(path)

    return of


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        (["a", "", None], ["a", None, None]),
        ([1, None, -3], ["1", None, "-3"]),
        ([34.0, 2.5, 100.0], ["34", "2.5", "100"]),
        ([float("nan"), float("inf"), 1e20], ["nan", "inf", "1e+20"]),
        (pa.array([1.5, 2.0, 0.1], pa.float32()), ["1.5", "2", "0.1"]),
        ([Decimal("1.50"), Decimal("2.00"), None], ["1.5", "2", None]),
        (pa.array([Decimal(30), Decimal("0.1"), None], pa.decimal128(38, 18)), ["30", "0.1", None]),
        ([b"text without its mark", b"", None], ["text without its mark", None, None]),
        (
            pa.array([bytes(15) + b"\1"] * 3, pa.uuid()),
            ["00000000-0000-0000-0000-000000000001"] * 3,
        ),
        *(
            (
                pa.array([dt.datetime(2016, 3, 31, 23)] * 3, pa.timestamp(unit, "UTC")),
                ["2016-03-31 23:00:00Z"] * 3,
            )
            for unit in ("s", "ms", "us", "ns")
        ),
        ([True, False, None], ["true", "false", None]),
        ([dt.date(2017, 3, 1), None, dt.date(1, 1, 1)], ["2017-03-01", None, "0001-01-01"]),
        (
            [dt.datetime(2017, 3, 1), dt.datetime(2017, 3, 1, 9, 30), None],
            ["2017-03-01", "2017-03-01 09:30:00", None],
        ),
        (
            pa.array([dt.datetime(2017, 7, 1)] * 3, pa.timestamp("us", "UTC")),
            ["2017-07-01"] * 3,
        ),
        (  # one o'clock there
            pa.array([dt.datetime(2017, 7, 1)] * 3, pa.timestamp("us", "Europe/London")),
            ["2017-07-01 00:00:00Z"] * 3,
        ),
        (pa.array(["yes", "no", None]).dictionary_encode(), ["yes", "no", None]),
        (pa.array([1, 2, 255], pa.uint8()), ["1", "2", "255"]),
        (pa.nulls(3), [None] * 3),
    ],
)
def test_plain_types_become_text(reading, values, texts):
    read = reading({"a": values})
    assert read.faults == []
    assert read.rows == [(n, text) for n, text in enumerate(texts, start=2)]


@pytest.mark.parametrize(
    "values",
    [
        [["a", "b"]],
        [{"name": "a"}],
        pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64())),
        pa.array([dt.time(9, 30)]),
        pa.array([dt.timedelta(days=30)]),
    ],
    ids=["list", "record", "map", "time", "duration"],
)
def test_f07_a_column_that_is_not_plain(reading, values):
    read = reading({"case_id": ["S1"], "nested": values})
    assert read.where == [("F07", 1, "nested")]


@pytest.mark.parametrize(
    ("zone", "known"),
    [
        ("Europe/Paris", ZoneInfo("Europe/Paris")),
        ("+05:30", dt.timezone(dt.timedelta(hours=5, minutes=30))),
        ("Mars/Olympus", None),
        ("UTC", None),
        ("+00:00", None),
        (None, None),
    ],
)
def test_the_zone_of_moments_is_what_the_file_says(reading, zone, known):
    [source] = reading({"a": pa.array([0], pa.timestamp("us", zone)), "b": [1]}).sources
    assert source.zones == ({"a": known} if known else {})


@pytest.mark.parametrize("said", [b"!", b"QUJD", b""])
def test_a_broken_word_on_the_types_of_columns_is_passed_over(tmp_path, said):
    path = tmp_path / "cases.parquet"
    with pq.ParquetWriter(path, pa.schema([("a", pa.int64())]), store_schema=False) as writer:
        writer.write_table(pa.table({"a": [1]}))
        writer.add_key_value_metadata({"ARROW:schema": said})
    read = Reading(path)
    assert (read.rows, read.faults) == ([(2, "1")], [])


@pytest.mark.parametrize("kept", [4, 8, 100, -1, -8, -100])
def test_f07_a_file_that_was_cut_short(tmp_path, kept):
    path = write_parquet(tmp_path / "cases.parquet")
    path.write_bytes(path.read_bytes()[:kept])
    assert Reading(path).where == [("F07", None, None)]


class NoKeys(encryption.KmsClient):
    """Keeps each key as it is."""

    def wrap_key(self, key_bytes, master_key_identifier):
        return base64.b64encode(key_bytes)


def test_f05_columns_that_are_encrypted_under_a_plain_footer(tmp_path):
    """As Spark writes them with parquet.encryption.plaintext.footer."""
    columns = encryption.EncryptionConfiguration(
        footer_key="footer", column_keys={"key": ["age"]}, plaintext_footer=True
    )
    keys = encryption.CryptoFactory(lambda _: NoKeys())
    secret = keys.file_encryption_properties(encryption.KmsConnectionConfig(), columns)
    path = tmp_path / "cases.parquet"
    pq.write_table(pa.table({"case_id": ["A"], "age": [30]}), path, encryption_properties=secret)
    [fault] = Reading(path).faults
    assert (fault.rule, fault.message) == ("F05", "cases.parquet is encrypted.")


@pytest.mark.parametrize("broken", ["footer", "pages", "length"])
def test_f07_a_file_that_is_broken_inside(tmp_path, broken):
    path = write_parquet(tmp_path / "cases.parquet")
    content = bytearray(path.read_bytes())
    where = {"footer": len(content) - 60, "pages": 8, "length": len(content) - 8}[broken]
    content[where : where + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(content)
    reading = Reading(path)
    assert reading.where == [("F07", None, None)]
    assert reading.sources == []


def test_f08_text_that_is_not_utf_8(reading):
    offsets, content = pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"\xff\xfe")
    assert reading({"a": pa.StringArray.from_buffers(1, offsets, content)}).where == [
        ("F08", None, None)
    ]


def test_f08_bytes_that_are_no_text(reading):
    assert reading({"a": [b"\xff\xfe"]}).where == [("F08", None, None)]


def test_f11_the_name_of_the_readers_own_column(reading):
    assert reading({"file_row_number": ["1"]}).where == [("F11", 1, "file_row_number")]


def test_rows_keep_their_numbers_over_row_groups(tmp_path):
    path = tmp_path / "cases.parquet"
    pq.write_table(pa.table({"n": [str(n) for n in range(2, 10_002)]}), path, row_group_size=100)
    assert all(row == int(text) for row, text in Reading(path).rows)
