"""An open store: locked down, safe to share, and never slow without end."""

import dataclasses
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from probation.domain.vocabulary import Dimension
from probation.errors import ReaderError, StoreError
from probation.store.connection import open_store

ENDLESS = """
    SELECT count(*) AS n
    FROM range(1000000) AS a, range(1000000) AS b
    WHERE a.range + b.range = $x
"""


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO priorities VALUES ('R00001', 'ete')",
        "DELETE FROM tally",
        "DROP TABLE tally",
        "CREATE TABLE t (x INT)",
        "COPY cases TO '{folder}/out.csv'",
        "EXPORT DATABASE '{folder}/out'",
        "ATTACH '{folder}/other.duckdb'",
        "SELECT * FROM read_csv('{folder}/secret.csv')",
        "SELECT * FROM '{folder}/secret.csv'",
        "SELECT * FROM read_text('{folder}/*')",
        "SELECT * FROM glob('{folder}/*')",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SET memory_limit = '100GB'",
        "SET threads = 64",
        "SELECT * FROM statement_of_this_test",
    ],
)
def test_nothing_can_be_written_reached_or_unlocked(random_store, tmp_path, statement):
    (tmp_path / "secret.csv").write_text("a\n1\n", encoding="utf-8")
    statement_of_this_test = random_store.frame("SELECT 1 AS one", {})
    assert len(statement_of_this_test) == 1
    with pytest.raises(StoreError):
        random_store.frame(statement.format(folder=tmp_path), {})
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]


def test_threads_that_share_a_store_each_get_their_own_rows(random_store):
    def ask(number):
        frame = random_store.frame(
            "SELECT $x::BIGINT AS x, count(*) AS n FROM tally, range(20)", {"x": number}
        )
        return number, int(frame["x"].iloc[0]), len(frame)

    with ThreadPoolExecutor(16) as pool:
        for number, got, rows in pool.map(ask, range(400)):
            assert (got, rows) == (number, 1)


def test_a_query_that_takes_too_long_is_stopped_with_a_sentence(random_store):
    generation = random_store.generation
    store = open_store(generation.path, generation, query_seconds=0.1)
    with pytest.raises(ReaderError, match=r"^This took longer than 0\.1 seconds"):
        store.frame(ENDLESS, {"x": -1})
    assert store.frame("SELECT 1 AS one", {})["one"].tolist() == [1]
    store.close()


def test_stopping_one_query_leaves_the_others_alone(random_store):
    generation = random_store.generation
    store = open_store(generation.path, generation, query_seconds=0.3)
    stopped = []

    def ask_too_much():
        try:
            store.frame(ENDLESS, {"x": -1})
        except ReaderError as error:
            stopped.append(error)

    thread = threading.Thread(target=ask_too_much)
    thread.start()
    while thread.is_alive():
        assert store.frame("SELECT sum(n)::BIGINT AS n FROM tally", {})["n"].iloc[0] > 0
    thread.join()
    store.close()
    assert len(stopped) == 1


def test_one_thread_keeps_the_time_of_all_queries(random_store):
    random_store.frame("SELECT 1 AS one", {})
    before = threading.active_count()
    for _ in range(20):
        random_store.frame("SELECT 1 AS one", {})
    assert threading.active_count() == before


def test_a_wrong_query_is_our_fault(random_store):
    with pytest.raises(StoreError, match="cannot answer"):
        random_store.frame("SELECT nothing_like_it FROM tally", {})


def test_codes_and_labels_come_from_vocabulary_and_areas_file(random_store):
    codes = random_store.codes
    assert codes[Dimension.GENDER] == {"male": "Male", "female": "Female"}
    assert codes[Dimension.AREA] == {
        "yorks": "Yorkshire",
        "durham": "Durham",
        "kent": "Kent",
        "london": "London",
    }
    assert list(codes[Dimension.CRC_OWNER]) == ["sodexo", "arcc", "seetec", "mtcnovo"]
    assert list(codes) == list(Dimension)


def test_a_file_that_is_no_store_is_our_fault(tmp_path, random_store):
    path = tmp_path / "gen-1-00000000.duckdb"
    path.write_bytes(b"not a database" * 1000)
    generation = dataclasses.replace(random_store.generation, path=path)
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(path, generation)
