"""Stores as commit 427d994 left them, made by today's build from that commit's SQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unittest import mock

import duckdb

from probation.store import build as building
from probation.store import derived, generation, schema
from probation.store.record import recorded, write_record

#: What that commit wrote into its records.
MARK = "a64ede33c3df04ea"
SQL = {name: Path(__file__).with_name(f"{name}-427d994.sql") for name in ("schema", "derive")}


@contextmanager
def older() -> Iterator[None]:
    """Within the block whatever is built has the tables of that commit."""
    tables, derive = (path.read_text(encoding="utf-8") for path in SQL.values())
    # it kept the reasons of inspectors, which today's intake takes no more
    derive = derive.replace("judgement, rationale FROM raw", "judgement, NULL FROM raw")
    with (
        mock.patch.multiple(schema, TABLES=tables, DERIVE=derive, MARK=MARK),
        # today's checks read today's tables
        mock.patch.object(building, "_check", lambda built, expected: expected),
        mock.patch.object(derived, "miscounted", return_value=None),
    ):
        yield


def spoil(stores: Path, name: str, sql: str) -> None:
    """Changes the file of a generation and its record, as if that commit had left it so."""
    path = stores / f"{name}.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(sql)
    found = recorded(path)
    assert found is not None
    write_record(replace(found, sha256=generation.checksum(path)))
