"""template, validate, import, stores, rollback and verify, as a shell sees them."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from probation.cli.commands import main

pytestmark = pytest.mark.slow

TIDY = ("cases", "priorities", "judgements")
DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(autouse=True)
def _stores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROBATION_DATA", str(DATA))
    monkeypatch.setenv("PROBATION_STORES", str(tmp_path / "stores"))


@pytest.fixture
def extract(tmp_path: Path):
    """``extract(change)``: the arguments that name the shipped files, the cases changed."""

    def files(old: str = "", new: str = "") -> list[str]:
        folder = tmp_path / f"extract-{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        for table in TIDY:
            text = (DATA / f"synthetic_{table}.csv").read_text(encoding="utf-8")
            text = text.replace(old, new, 1) if old and table == "cases" else text
            (folder / f"{table}.csv").write_text(text, encoding="utf-8")
        return [str(folder / f"{table}.csv") for table in TIDY]

    return files


def test_a_template_of_each_shape_is_written_and_named(tmp_path, capsys):
    assert main(["template", "--to", str(tmp_path / "new")]) == 0
    paths = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert [path.name for path in paths] == [
        "template-tidy.xlsx", "template-wide.xlsx", "mapping-tidy.toml", "mapping-wide.toml",
    ]  # fmt: skip
    assert load_workbook(paths[0]).sheetnames == list(TIDY)
    assert main(["template", "--to", str(tmp_path / "new")]) == 2, "one may be filled in"
    assert "is there already" in capsys.readouterr().err


def test_a_clean_extract_is_0_and_stores_nothing(extract, tmp_path, capsys):
    assert main(["validate", *extract()]) == 0
    out = capsys.readouterr().out
    assert "No faults were found" in out
    assert "cases: 1,066 rows read" in out
    assert not list((tmp_path / "stores").iterdir())


def test_a_case_set_is_taken_in_from_the_command_line(capsys):
    sep = Path(__file__).parents[1] / "faults" / "sep.csv"
    assert main(["import", str(sep)]) == 0
    assert "is shown from now on: Extract sep.csv." in capsys.readouterr().out
    assert main(["verify"]) == 0


def test_faults_are_1_in_each_format(extract, capsys):
    files = extract(",male,", ",mael,")
    assert main(["validate", *files]) == 1
    assert "did you mean 'male'?" in capsys.readouterr().out
    assert main(["validate", *files, "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["rules"]["F15"]["total"] == 1
    assert report["faults"][0]["rule"] == "F15"
    assert set(report["faults"][0]) == {
        "file", "sheet", "row", "case_id", "column", "rule", "found", "expected", "message",
        "how_to_fix",
    }  # fmt: skip
    assert main(["validate", *files, "--format", "csv"]) == 1
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out.lstrip("\ufeff"))))
    assert [(row["rule"], row["column"]) for row in rows] == [
        ("F15", "gender"),
        ("F27", "rationale"),
    ]


def test_a_mapping_is_suggested_for_what_is_none_of_ours_and_makes_the_files_clean(
    extract, tmp_path, capsys
):
    files, suggested = extract(",male,", ",Mael,"), tmp_path / "suggested.toml"
    assert main(["validate", *files, "--suggest-mapping", str(suggested)]) == 1
    printed = capsys.readouterr()
    assert "gender: 'Mael' in 1 cell: is it male?" in printed.out
    assert f"Look at each line of {suggested} before you use it." in printed.err
    assert '[codes.gender]\n"Mael" = "male"\n' in suggested.read_text(encoding="utf-8")
    assert main(["import", *files, "--mapping", str(suggested)]) == 0
    capsys.readouterr()
    assert main(["validate", *files, "--suggest-mapping", str(suggested)]) == 2
    assert "is there already; name another file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["none.csv"], "There is no file 'none.csv'"),
        (["--mapping", "none.toml"], "There is no file 'none.toml'"),
        (["--areas", "none.csv"], "There is no file 'none.csv'"),
    ],
)
def test_what_cannot_be_read_is_2(extract, capsys, more, sentence):
    assert main(["validate", *extract(), *more]) == 2
    assert sentence in capsys.readouterr().err


def test_a_folder_is_called_a_folder_with_what_to_give(extract, tmp_path, capsys):
    files = extract()
    folder = Path(files[0]).parent
    assert main(["validate", str(folder)]) == 2
    said = capsys.readouterr().err
    assert f"'{folder}' is a folder; give the files in it that hold the cases: " in said
    assert f"'{folder / 'cases.csv'}', " in said
    (tmp_path / "empty").mkdir()
    assert main(["validate", str(tmp_path / "empty")]) == 2
    assert "is a folder; give files: .csv, .xlsx, .sav or .parquet." in capsys.readouterr().err
    assert main(["validate", *files, "--mapping", str(folder)]) == 2
    assert f"'{folder}' is a folder; give a file." in capsys.readouterr().err


def spark(folder: Path, table: str, *, done: bool = True) -> Path:
    """A shipped table as Spark writes it: in parts, some of which are empty."""
    header, *rows = (DATA / f"synthetic_{table}.csv").read_text(encoding="utf-8").splitlines()
    folder.mkdir()
    for number, some in enumerate((rows[:500], [], rows[500:], [])):
        part = folder / f"part-{number:05}-2b1f-c000.csv"
        part.write_text("\n".join([header, *some]) + "\n", encoding="utf-8")
        (folder / f".{part.name}.crc").write_bytes(b"crc")
    if done:
        (folder / "_SUCCESS").write_bytes(b"")
    return folder


def test_folders_that_spark_wrote_are_read_as_one_table_each(tmp_path, capsys):
    folders = [str(spark(tmp_path / f"{table}.csv", table)) for table in TIDY]
    assert main(["validate", *folders]) == 0
    assert "cases: 1,066 rows read" in capsys.readouterr().out
    assert main(["import", *folders]) == 0
    assert ": Extract cases.csv." in capsys.readouterr().out


def test_a_folder_of_parts_that_is_not_whole_is_refused(tmp_path, capsys):
    folder = spark(tmp_path / "cases", "cases", done=False)
    assert main(["validate", str(folder)]) == 2
    assert "the file _SUCCESS is not there" in capsys.readouterr().err
    (folder / "_SUCCESS").write_bytes(b"")
    (folder / "notes").mkdir()
    assert main(["validate", str(folder)]) == 2
    assert "holds other files or folders, too, as 'notes'; take them out" in capsys.readouterr().err


def partitioned(folder: Path, column: str) -> Path:
    """The shipped cases as Spark's partitionBy writes them: a folder for each value."""
    with (DATA / "synthetic_cases.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for value in dict.fromkeys(row[column] for row in rows):
        part = folder / f"{column}={value}" / "part-00000-2b1f-c000.csv"
        part.parent.mkdir(parents=True)
        with part.open("w", encoding="utf-8", newline="") as file:
            names = [name for name in rows[0] if name != column]
            writer = csv.DictWriter(file, names, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(row for row in rows if row[column] == value)
    (folder / "_SUCCESS").write_bytes(b"")
    return folder


def test_folders_of_partitions_are_read_with_their_column(tmp_path, capsys):
    folders = [spark(tmp_path / f"{table}.csv", table) for table in ("priorities", "judgements")]
    folders.append(partitioned(tmp_path / "cases.csv", "area"))
    assert main(["validate", *map(str, folders)]) == 0
    assert "cases: 1,066 rows read" in capsys.readouterr().out


def test_parts_in_folders_of_some_partitions_alone_are_refused(tmp_path, capsys):
    folder = partitioned(spark(tmp_path / "cases", "cases"), "area")
    assert main(["validate", str(folder)]) == 2
    assert "in some such folders and outside of them" in capsys.readouterr().err


def test_a_folder_of_partitions_that_pandas_wrote_is_called_that(tmp_path, capsys):
    folder = tmp_path / "cases"
    cases = pd.read_csv(DATA / "synthetic_cases.csv", dtype=str)
    cases.to_parquet(folder, partition_cols=["provider", "gender"])
    assert main(["validate", str(folder)]) == 2
    said = capsys.readouterr().err
    assert (
        f"'{folder}' is a folder of partitions: the columns 'provider' and 'gender' are in the"
        " names of its folders, not in its files, as in 'provider=CRC/gender=female/" in said
    )
    assert said.strip().endswith("; write the table as one file, and give that.")


def test_a_folder_of_spark_without_a_part_is_called_that(tmp_path, capsys):
    folder = tmp_path / "cases"
    (folder / "area=kent").mkdir(parents=True)
    (folder / "_SUCCESS").write_bytes(b"")
    assert main(["validate", str(folder)]) == 2
    assert "and no part of a table is in it; write the table anew" in capsys.readouterr().err
    (folder / "area=kent" / "notes.txt").write_bytes(b"x")
    assert main(["validate", str(folder)]) == 2
    assert "and no part of a table is in it, but 'area=kent/notes.txt';" in capsys.readouterr().err


def test_a_delta_table_is_refused(tmp_path, capsys):
    folder = spark(tmp_path / "cases", "cases")
    (folder / "_delta_log").mkdir()
    assert main(["validate", str(folder)]) == 2
    assert "is a Delta table, which keeps rows that were deleted" in capsys.readouterr().err


def test_an_import_is_listed_verified_known_again_and_rolled_back(extract, tmp_path, capsys):
    first = extract()
    assert main(["import", *first]) == 0
    assert "gen-1-" in capsys.readouterr().out
    assert main(["import", *first]) == 0
    assert "nothing has changed" in capsys.readouterr().out
    mapping = tmp_path / "m.toml"
    mapping.write_text('label = "Second"', encoding="utf-8")
    assert main(["import", *first, "--mapping", str(mapping)]) == 0
    capsys.readouterr()

    assert main(["stores", "--format", "json"]) == 0
    newest, oldest = json.loads(capsys.readouterr().out)
    assert (newest["label"], newest["current"], oldest["current"]) == ("Second", True, False)
    assert newest["rows"]["cases"] == 1066
    assert main(["stores"]) == 0
    assert capsys.readouterr().out.startswith(f"* {newest['name']}  Second (synthetic), ")

    assert main(["verify"]) == 0
    assert capsys.readouterr().out.count("whole") == 2
    assert main(["rollback"]) == 0
    assert oldest["name"] in capsys.readouterr().out
    assert main(["rollback", "gen-9-00000000"]) == 2
    assert "There is no stored case set" in capsys.readouterr().err
    with (tmp_path / "stores" / f"{newest['name']}.duckdb").open("r+b") as file:
        file.seek(5000)
        file.write(b"\xff")
    assert main(["verify"]) == 1
    assert main(["rollback", newest["name"]]) == 1


def test_files_stored_but_not_shown_are_shown_again(extract, tmp_path, capsys):
    first = extract()
    mapping = tmp_path / "m.toml"
    mapping.write_text('label = "Second"', encoding="utf-8")
    assert main(["import", *first]) == 0
    assert main(["import", *first, "--mapping", str(mapping)]) == 0
    (stored,) = (tmp_path / "stores").glob("gen-1-*.duckdb")
    capsys.readouterr()
    assert main(["import", *first]) == 0
    said = f"These files are already stored, as {stored.stem}; it is shown from now on."
    assert said in capsys.readouterr().out
    assert len(list((tmp_path / "stores").glob("gen-*.duckdb"))) == 2
    main(["stores"])
    assert f"* {stored.stem}" in capsys.readouterr().out


_IMPORT = """
import sys
from probation.cli import case_sets
with case_sets._folder() as folder:
    print(folder, flush=True)
    sys.stdin.read()
"""


def test_what_a_killed_import_left_goes_and_a_living_one_keeps_its_folder(
    extract, tmp_path, capsys
):
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _IMPORT],
            cwd=DATA.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    killed, living = [Path(process.stdout.readline().strip()) for process in running]
    for lock in (*killed.iterdir(), *living.iterdir()):
        os.utime(lock, (0, 0))
    running[0].kill()
    running[0].communicate()
    assert killed.exists()
    assert main(["validate", *extract()]) == 0
    assert list((tmp_path / "stores").iterdir()) == [living]
    running[1].communicate()
    assert not living.exists()


def test_a_refused_import_changes_nothing(extract, tmp_path, capsys):
    assert main(["import", *extract(",male,", ",mael,")]) == 1
    assert "the store is as it was" in capsys.readouterr().out
    assert not list((tmp_path / "stores").glob("gen-*"))
    assert main(["stores"]) == 0
    assert "No case set is stored yet" in capsys.readouterr().out


@pytest.fixture
def two(extract, tmp_path):
    """The names of two case sets imported, one of them of other cases than the shipped ones."""
    assert main(["import", *extract(",male,", ",female,")]) == 0
    mapping = tmp_path / "m.toml"
    mapping.write_text('label = "Second"', encoding="utf-8")
    assert main(["import", *extract(",female,", ",male,"), "--mapping", str(mapping)]) == 0
    return sorted(path.stem for path in (tmp_path / "stores").glob("gen-*.duckdb"))


def test_withdrawn_is_gone_from_the_list_and_never_taken_in_again(two, extract, tmp_path, capsys):
    first, second = two
    capsys.readouterr()
    assert main(["stores", "withdraw", first]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{first} is withdrawn and never comes back; removed: {first}.\n")
    assert "No figures are shown" not in out
    assert main(["stores"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"* {second}")
    assert f"  {first} was withdrawn on " in out
    assert main(["stores", "--format", "json"]) == 0
    states = {s["name"]: s["state"] for s in json.loads(capsys.readouterr().out)}
    assert states == {first: "withdrawn", second: "current"}
    assert main(["rollback", first]) == 1
    assert "was withdrawn on" in capsys.readouterr().err
    assert main(["import", *extract(",male,", ",female,")]) == 1
    assert "This very case set was withdrawn on" in capsys.readouterr().err
    assert main(["verify"]) == 0


def test_the_one_shown_withdrawn_leaves_no_figures_until_somebody_chooses(two, tmp_path, capsys):
    first, second = two
    capsys.readouterr()
    assert main(["stores", "withdraw", second]) == 0
    refused = f"No figures are shown: the case set in use, {second}, was withdrawn on "
    assert refused in capsys.readouterr().out
    deck = tmp_path / "deck.pptx"
    for command in (
        ["rates", "delivery"],
        ["published"],
        ["export", "--from-url", "?question=delivery", "--to", str(deck)],
    ):
        assert main(command) == 1
        said = capsys.readouterr()
        assert said.err.startswith(refused)
        assert said.out == ""
    assert not deck.exists()
    assert main(["rollback", first]) == 0
    assert main(["rates", "delivery"]) == 0
    assert "Extract cases.csv" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["withdraw"], "Name the case set to withdraw"),
        (["withdrw", "gen-1-00000000"], "did you mean withdraw?"),
        (["withdraw", "gen-1-00000000"], "There is no stored case set 'gen-1-00000000'"),
    ],
)
def test_what_cannot_be_withdrawn_is_2(capsys, words, sentence):
    assert main(["stores", *words]) == 2
    assert sentence in capsys.readouterr().err


def test_strange_files_are_named_and_planted_ones_refuse_the_case_set(two, tmp_path, capsys):
    (tmp_path / "stores" / "notes.txt").touch()
    for command, code in (("stores", 0), ("verify", 0)):
        assert main([command]) == code
        assert "'notes.txt' in the stores folder is not a file of the" in capsys.readouterr().out
    (tmp_path / "stores" / f"{two[1]}.duckdb.wal").touch()
    assert main(["verify"]) == 1
    assert f"{two[1]} is refused: {two[1]}.duckdb.wal lies beside" in capsys.readouterr().out
    assert main(["rates", "delivery"]) == 1


def test_what_a_fourth_import_clears_away_is_named_before_it_goes(two, extract, tmp_path, capsys):
    files, mapping = extract(",male,", ",female,"), tmp_path / "m.toml"
    mapping.write_text('label = "Third"', encoding="utf-8")
    said = f"3 case sets are kept: a new one clears away {two[0]} (Extract cases.csv); links made"
    capsys.readouterr()
    assert main(["import", *files, "--mapping", str(mapping)]) == 0
    assert "are kept" not in capsys.readouterr().out
    mapping.write_text('label = "Fourth"', encoding="utf-8")
    assert main(["validate", *files, "--mapping", str(mapping)]) == 0
    assert said in capsys.readouterr().err
    assert main(["import", *files]) == 0, "stored already: nothing goes"
    assert "are kept" not in capsys.readouterr().out
    assert main(["rollback", two[1]]) == 0
    capsys.readouterr()
    assert main(["import", *files, "--mapping", str(mapping)]) == 0
    assert said in capsys.readouterr().out
    assert not list((tmp_path / "stores").glob(f"{two[0]}*"))


def test_build_names_what_it_clears_away_and_says_that_other_files_are_not_the_shipped(
    two, tmp_path, monkeypatch, capsys
):
    shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("stores"))
    monkeypatch.setenv("PROBATION_DATA", str(tmp_path / "data"))
    assert main(["build"]) == 0
    assert "not those that were shipped" not in capsys.readouterr().out
    cases = tmp_path / "data" / "synthetic_cases.csv"
    cases.write_text(cases.read_text("utf-8").replace(",male,", ",female,", 1), encoding="utf-8")
    assert main(["build"]) == 0
    out = capsys.readouterr().out
    assert f"clears away {two[0]} (Extract cases.csv)" in out
    assert "The files in the data folder are not those that were shipped" in out


@pytest.mark.parametrize("command", [["stores"], ["verify"], ["rollback"], ["import", "x.csv"]])
def test_a_file_in_place_of_the_stores_folder_is_2(tmp_path, monkeypatch, capsys, command):
    (tmp_path / "x.csv").touch()
    monkeypatch.setenv("PROBATION_STORES", str(tmp_path / "x.csv"))
    monkeypatch.chdir(tmp_path)
    assert main(command) == 2
    said = "PROBATION_STORES names a file where a folder is meant; name a folder.\n"
    assert capsys.readouterr().err == said


def test_verify_is_1_where_the_history_is_missing(two, tmp_path, capsys):
    assert main(["verify"]) == 0
    (tmp_path / "stores" / "HISTORY.jsonl").unlink()
    capsys.readouterr()
    assert main(["verify"]) == 1
    assert "HISTORY.jsonl: it is missing, or says nothing of" in capsys.readouterr().out


def test_an_extract_rolled_back_is_exported_with_a_caution(two, tmp_path, capsys):
    import pptx

    assert main(["rollback", two[0]]) == 0
    url = f"/delivery?question=delivery&store={two[1]}&shown=then"
    assert main(["export", "--from-url", url, "--to", str(tmp_path / "deck.pptx")]) == 0
    assert f"{two[1]}: It was taken back on " in capsys.readouterr().err
    slides = pptx.Presentation(str(tmp_path / "deck.pptx")).slides
    texts = [s.text_frame.text for slide in slides for s in slide.shapes if s.has_text_frame]
    assert any("It was taken back on" in text for text in texts)


def test_a_rollback_where_nothing_is_stored(capsys):
    assert main(["rollback"]) == 2
    assert "No case set is stored." in capsys.readouterr().err
