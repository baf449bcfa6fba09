"""An open store: one generation, read only and locked down, safe to share between threads."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from probation.domain.codes import Codebook, codebook
from probation.domain.vocabulary import PLACES
from probation.errors import ReaderError, StoreError
from probation.store.claims import planted
from probation.store.record import Generation
from probation.store.watchdog import Watchdog

if TYPE_CHECKING:  # an import writes and checks a store without a frame, and starts quicker
    import pandas as pd

T = TypeVar("T")

#: A query of the shipped case set takes milliseconds; one that takes this long is a mistake.
QUERY_SECONDS = 20.0

# The file is data, never a way out of the process: no other file, no network, no extension, and
# no statement may change that. Temporary files would be a way to fill the disk. DuckDB takes these
# in this order.
_CONFIG: Mapping[str, str] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "512MB",
    "temp_directory": "",
    "threads": "2",
    "lock_configuration": "true",
}

_WATCHDOG = Watchdog()

#: One row: one code of one dimension whose levels are places, of those that have inspected cases.
_PLACES = """
    SELECT dimension, code, label
    FROM places
    WHERE (dimension, code) IN (
        SELECT unnest([
            ('area', area::VARCHAR), ('division', division::VARCHAR),
            ('crc_owner', crc_owner::VARCHAR)
        ])
        FROM areas
        JOIN inspections USING (area)
    )
    ORDER BY dimension, position
"""


class Store:
    """One generation, open for reading. ``open_store`` makes it.

    codes: every dimension's codes and labels, of places those alone that have cases.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        generation: Generation,
        query_seconds: float,
    ) -> None:
        self._connection = connection
        self._query_seconds = query_seconds
        self.generation = generation
        self.codes: Codebook = codebook(self._places())

    def frame(self, sql: str, params: Mapping[str, object]) -> "pd.DataFrame":
        """The rows of a query with its $parameters, ENUMs as ordered categories.

        See ``rows``.
        """
        return self._answer(lambda answer: answer.df(), sql, params)

    def rows(self, sql: str, params: Mapping[str, object]) -> list[tuple[Any, ...]]:
        """The rows of a query with its $parameters: for a few, quicker than a frame.

        The query holds words of the code and names of the vocabulary alone; whatever a reader sent
        is a parameter.

        Raises ReaderError where it takes longer than the store's limit, StoreError where the
        query or the file is at fault.
        """
        return self._answer(lambda answer: answer.fetchall(), sql, params)

    def _answer(
        self, take: Callable[[duckdb.DuckDBPyConnection], T], sql: str, params: Mapping[str, object]
    ) -> T:
        try:
            # One connection shared between threads can hand one thread the rows of another.
            with (
                self._connection.cursor() as cursor,
                _WATCHDOG.limit(cursor, self._query_seconds),
            ):
                return take(cursor.execute(sql, dict(params)))
        except duckdb.InterruptException:
            raise ReaderError(
                f"This took longer than {self._query_seconds:g} seconds and was stopped;"
                " choose fewer filters or no breakdown, or try again later."
            ) from None
        except duckdb.Error as error:
            raise StoreError(f"The store {self.generation.name} cannot answer: {error}") from error

    def close(self) -> None:
        """Lets go of the file. Queries under way in other threads still end."""
        self._connection.close()

    def _places(self) -> Codebook:
        rows = self.frame(_PLACES, {})
        return {
            dim: dict(rows.loc[rows["dimension"] == dim.value, ["code", "label"]].to_numpy())
            for dim in PLACES
        }


def open_store(
    path: Path,
    generation: Generation,
    query_seconds: float = QUERY_SECONDS,
    spill: Path | None = None,
) -> Store:
    """Opens one generation. Raises StoreError where the file is not a store that can be read, or
    DuckDB would read more than it.

    query_seconds: the most a query may take. spill: where one may put what memory does not hold.
    """
    if path.parent.is_dir() and (beside := planted(path)):
        raise StoreError(f"The store {path.name} is not opened: {beside[0]} lies beside it.")
    config = {**_CONFIG, "temp_directory": str(spill)} if spill else _CONFIG
    try:
        connection = duckdb.connect(str(path), read_only=True, config={**config})
    except duckdb.Error as error:
        raise StoreError(f"The store {path.name} cannot be opened: {error}") from error
    try:
        return Store(connection, generation, query_seconds)
    except BaseException:
        connection.close()
        raise
