"""What bringing in a large extract costs, beside copying the same files, in one run.

Run it as ``python tests/benchmarks/intake_speed.py [CASES]`` (1,000,000 unless given, each with 4
priorities and 20 judgements, as Parquet). Copying: DuckDB reads the three files into bare tables
of a database file. Bringing in: the child process reads, checks every rule and builds a
generation, then it is adopted. Exit code 1 where that takes more than 4 times as long, or the
child more than 1.5 GB.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).parents[2]))

from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import Factor
from probation.store.build import adopt
from probation.store.folders import data_folder
from probation.store.importing.extract import Extract
from probation.store.importing.importing import prepared
from tests.benchmarks.intake_rules import CASES

LIMIT, MOST_BYTES = 4.0, 1_500_000_000

PRIORITIES = """
    SELECT 'C-' || lpad((i // 4)::VARCHAR, 7, '0') AS case_id,
           $factors[1 + (i // 4 * 5 + i % 4 * 3) % 12] AS factor
    FROM range(4 * $cases) AS t(i)
"""
JUDGEMENTS = """
    SELECT 'C-' || lpad((i // 20)::VARCHAR, 7, '0') AS case_id,
           CASE WHEN i % 20 < 16 THEN $each[1 + i % 20 // 4] ELSE $once[i % 20 - 15] END
               AS question,
           CASE WHEN i % 20 < 16 THEN $factors[1 + (i // 20 * 5 + i % 4 * 3) % 12] END AS factor,
           ['yes', 'yes', 'no'][1 + i % 3] AS judgement
    FROM range(20 * $cases) AS t(i)
"""
#: The other side of the ratio, in a process of its own as well.
COPY = """
import duckdb, sys
config = {"memory_limit": "700MB", "threads": "2"}
with duckdb.connect(sys.argv[1], config=config) as connection:
    for path in sys.argv[2:]:
        name = path.rpartition("/")[2].removesuffix(".parquet")
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM read_parquet($1)", [path])
"""


def write(folder: Path, cases: int) -> tuple[Path, ...]:
    """The extract: three Parquet files."""
    factors = [str(factor) for factor in Factor]
    each = [q.key for q in QUESTIONS.values() if q.per_factor]
    once = [q.key for q in QUESTIONS.values() if not q.per_factor]
    with duckdb.connect() as connection:
        connection.execute(CASES, {"cases": cases})
        connection.sql("SELECT * EXCLUDE (file, sheet, row) FROM raw_cases").write_parquet(
            str(folder / "cases.parquet")
        )
        about = {"cases": cases, "factors": factors}
        of = connection.sql(PRIORITIES, params=about)
        of.write_parquet(str(folder / "priorities.parquet"))
        of = connection.sql(JUDGEMENTS, params=about | {"each": each, "once": once})
        of.write_parquet(str(folder / "judgements.parquet"))
    return tuple(folder / f"{name}.parquet" for name in ("cases", "priorities", "judgements"))


def main(cases: int) -> bool:
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        files = write(folder, cases)
        started = time.perf_counter()
        bare = [sys.executable, "-c", COPY, str(folder / "bare.duckdb"), *map(str, files)]
        subprocess.run(bare, check=True)
        copying = time.perf_counter() - started
        (folder / "work").mkdir()
        started = time.perf_counter()
        extract = Extract(files, data_folder() / "areas.csv")
        done = prepared(extract, folder / "work", lambda *_: None)
        assert done.generation, done.report.faults[:3]
        built = time.perf_counter() - started
        adopt(done.generation, folder / "stores")
        bringing = time.perf_counter() - started
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    print(f"{cases:,} cases, {done.report.rows_loaded['judgements']:,} judgements")
    print(f"{copying:9.1f} s  copying into bare tables")
    print(f"{built:9.1f} s  read, checked and built; {bringing:.1f} s with adopting")
    print(f"{bringing / copying:9.2f}    times (limit {LIMIT})")
    print(f"{most / 1e9:9.2f} GB most memory of a child (limit {MOST_BYTES / 1e9})")
    return bringing / copying <= LIMIT and most <= MOST_BYTES


if __name__ == "__main__":
    sys.exit(0 if main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000) else 1)
