"""From CSV files to a generation: what the tables hold, and what is refused."""

import dataclasses
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from probation.domain import vocabulary
from probation.domain.questions import QUESTIONS
from probation.errors import ReaderError, StoreError
from probation.store import checks, generation
from probation.store.build import build
from probation.store.connection import open_store
from tests import builders

TWO_CASES = """
case_id | provider | area
A       | NPS      | kent
B       | CRC      | london
"""
JUDGEMENTS = """
case_id | question           | factor        | judgement
A       | availability       | accommodation | yes
A       | delivery           | accommodation | no
B       | availability       | accommodation | no
B       | partner_risk_focus |               | yes
"""


def rows(store, sql):
    return [tuple(row) for row in store.frame(sql, {}).itertuples(index=False)]


def test_the_tally_counts_judgements_and_yes_answers(case_set):
    store = case_set(
        """
        case_id | provider
        A       | NPS
        B       | NPS
        C       | CRC
        """,
        """
        case_id | question     | factor | judgement
        A       | availability | ete    | yes
        B       | availability | ete    | no
        C       | availability | ete    | yes
        """,
    )
    assert rows(store, "SELECT provider, factor, n, yes FROM tally") == [
        ("CRC", "ete", 1, 1),
        ("NPS", "ete", 2, 1),
    ]


def test_cases_are_counted_whole_and_by_priority_factor(case_set):
    store = case_set(
        "case_id\nA\nB\nC",
        priorities="""
        case_id | factor
        A       | ete
        A       | drug_misuse
        B       | ete
        """,
    )
    found = rows(
        store, "SELECT coalesce(factor::VARCHAR, 'all'), sum(n)::INT FROM case_tally GROUP BY 1"
    )
    assert dict(found) == {"all": 3, "ete": 2, "drug_misuse": 1}


def test_only_the_latest_inspection_of_each_area_counts(case_set):
    store = case_set(
        """
        case_id | area   | inspected_on
        A       | london | 2016-05
        B       | london | 2017-10
        C       | london | 2017-10
        D       | kent   | 2016-03
        """,
        """
        case_id | question     | factor | judgement
        A       | availability | ete    | no
        B       | availability | ete    | yes
        D       | availability | ete    | yes
        """,
    )
    assert rows(store, "SELECT case_id FROM cases WHERE latest ORDER BY case_id") == [
        ("B",),
        ("C",),
        ("D",),
    ]
    assert rows(store, "SELECT area, n, yes FROM tally ORDER BY area") == [
        ("kent", 1, 1),
        ("london", 1, 1),
    ]
    assert rows(store, "SELECT area, cases, latest FROM inspections") == [
        ("kent", 1, True),
        ("london", 1, False),
        ("london", 2, True),
    ]


def test_division_and_crc_owner_come_from_the_area(case_set):
    store = case_set(TWO_CASES)
    assert rows(store, "SELECT area, division, crc_owner FROM case_tally ORDER BY area") == [
        ("kent", "south_east", "seetec"),
        ("london", "london", "mtcnovo"),
    ]


def test_areas_not_inspected_are_kept_without_an_area(case_set):
    store = case_set(TWO_CASES)
    assert rows(store, "SELECT contract_package_area FROM areas WHERE area IS NULL") == [
        ("Northumbria",)
    ]


@pytest.mark.parametrize(
    ("column", "codes"),
    [(dim.value, [t.value for t in terms]) for dim, terms in vocabulary.TERMS.items()]
    + [
        ("sentence_type", [t.value for t in vocabulary.SentenceType]),
        ("ogrs_level", [t.value for t in vocabulary.OgrsLevel]),
        ("factor", [t.value for t in vocabulary.Factor]),
        ("question", list(QUESTIONS)),
        ("judgement", ["yes", "no"]),
        ("division", ["north_east", "south_east", "london"]),
        ("crc_owner", ["sodexo", "arcc", "seetec", "mtcnovo"]),
        ("area", ["yorks", "durham", "kent", "london"]),
    ],
)
def test_enums_hold_the_codes_in_vocabulary_or_file_order(random_store, column, codes):
    tables = {"factor": "priorities", "question": "judgements", "judgement": "judgements"}
    places = {"division": "areas", "crc_owner": "areas"}
    table = (tables | places).get(column, "cases")
    frame = random_store.frame(f"SELECT {column} FROM {table} LIMIT 1", {})
    assert list(frame[column].cat.categories) == codes
    assert frame[column].cat.ordered


def test_what_is_not_recorded_is_missing_and_never_nought(case_set):
    store = case_set("case_id | age | ogrs_score\nA | |\nB | 30 | 0")
    frame = store.frame("SELECT age, ogrs_score FROM cases ORDER BY case_id", {})
    assert frame["age"].isna().tolist() == [True, False]
    assert frame["ogrs_score"].isna().tolist() == [True, False]
    assert frame["ogrs_score"][1] == 0


def test_no_case_at_all_makes_an_empty_store(case_set):
    store = case_set("case_id")
    assert store.generation.rows["cases"] == 0
    assert rows(store, "SELECT count(*) FROM tally") == [(0,)]


def test_a_store_says_what_it_was_built_from(tmp_path):
    files = dataclasses.replace(
        builders.case_files(tmp_path, TWO_CASES, JUDGEMENTS), label="Test set", synthetic=False
    )
    built = build(files, tmp_path / "stores")
    assert (built.label, built.synthetic, built.number) == ("Test set", False, 1)
    assert built.source_hash == files.source_hash()
    assert built.rows == {
        "areas": 5,
        "cases": 2,
        "priorities": 2,
        "judgements": 4,
        "tally": 4,
        "case_tally": 4,
        "case_sums": 4,
    }
    store = open_store(built.path, built)
    about = store.frame("SELECT label, synthetic, source_hash FROM about", {})
    store.close()
    assert about.to_numpy().tolist() == [["Test set", False, files.source_hash()]]


def test_progress_goes_from_little_to_all(tmp_path):
    told = []
    build(
        builders.case_files(tmp_path, TWO_CASES),
        tmp_path / "stores",
        lambda share, doing: told.append((share, doing)),
    )
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert all(doing for _, doing in told)


def test_each_build_is_a_new_file_and_three_are_kept(tmp_path):
    files = builders.case_files(tmp_path, TWO_CASES)
    stores = tmp_path / "stores"
    built = [build(files, stores).name for _ in range(5)]
    assert [name.split("-")[1] for name in built] == ["1", "2", "3", "4", "5"]
    assert generation.names(stores) == built[:1:-1]
    assert generation.pointed(stores) == built[-1]
    assert {path.suffix for path in stores.glob("gen-*")} == {".duckdb", ".json"}


def test_two_builds_at_once_both_end_whole(tmp_path):
    files = builders.random_case_files(tmp_path, seed=1, cases=50)
    stores = tmp_path / "stores"
    with ThreadPoolExecutor(2) as pool:
        built = list(pool.map(lambda _: build(files, stores), range(2)))
    assert {b.number for b in built} == {1, 2}
    assert all(generation.trusted(stores, b.name) for b in built)
    assert generation.pointed(stores) == max(built, key=lambda b: b.number).name


def test_a_refused_file_leaves_the_store_as_it_was(tmp_path):
    stores = tmp_path / "stores"
    good = build(builders.case_files(tmp_path / "good", TWO_CASES), stores)
    with pytest.raises(ReaderError):
        build(builders.case_files(tmp_path / "bad", "case_id | gender\nA | x"), stores)
    assert generation.pointed(stores) == good.name
    assert generation.names(stores) == [good.name]
    assert generation.trusted(stores, good.name) == good


def test_rows_lost_on_the_way_in_are_noticed(case_set):
    store = case_set(TWO_CASES, JUDGEMENTS)
    with pytest.raises(StoreError, match="5 judgements were read, but the store holds 4"):
        checks.check_store(store, {"judgements": 5})


def test_a_record_holds_no_path_so_a_folder_of_stores_can_be_moved(tmp_path):
    built = build(builders.case_files(tmp_path, TWO_CASES), tmp_path / "stores")
    assert str(tmp_path) not in json.dumps(built.record())
    (tmp_path / "stores").rename(tmp_path / "moved")
    moved = generation.trusted(tmp_path / "moved", built.name)
    assert moved is not None
    assert moved.sha256 == built.sha256
