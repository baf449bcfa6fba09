"""``export``: a briefing or an address, as every kind of file."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from probation.briefing.file import to_address, to_json
from probation.briefing.items import Briefing, item
from probation.cli.commands import main
from probation.exports.formats import FORMATS
from probation.store.build import build
from tests import builders
from tests.cli.conftest import COUNTS

BRIEFING = Briefing(
    "Two figures",
    (
        item("rates", {"question": ["availability"], "by": ["gender"]}),
        item("inspections", {}),
    ),
)


@pytest.fixture
def saved(tmp_path):
    """A briefing in a file."""
    path = tmp_path / "briefing.json"
    path.write_text(to_json(BRIEFING), encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", FORMATS)
def test_a_briefing_becomes_a_file_of_the_kind_its_ending_says(saved, tmp_path, capsys, ending):
    target = tmp_path / f"out.{ending}"
    assert main(["export", str(saved), "--to", str(target)]) == 0
    assert capsys.readouterr().out.strip() == str(target)
    with zipfile.ZipFile(target) as parts:  # all of them are zip files underneath
        assert parts.testzip() is None
        assert len(parts.namelist()) > 2


@pytest.mark.parametrize(
    "url",
    [
        "?question=availability&gender=female",
        "http://localhost:8501/availability?gender=female",
        "gaps?question=availability",
    ],
)
def test_an_address_becomes_a_file(tmp_path, url):
    target = tmp_path / "view.XLSX"
    assert main(["export", "--from-url", url, "--to", str(target)]) == 0
    assert target.stat().st_size > 1000


def test_an_address_as_a_mail_or_a_person_writes_it_is_that_address(tmp_path):
    files = []
    for number, url in enumerate(
        (
            "/delivery?by=gender&gender=female",
            "/Delivery?BY=gender&amp;Gender=female&utm_source=mail",
            "/delivery?by=Gender&gender=Female",
        )
    ):
        target = tmp_path / f"{number}.xlsx"
        assert main(["export", "--from-url", url, "--to", str(target)]) == 0
        files.append(target.read_bytes())
    assert files[0] == files[1] == files[2]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_title_that_begins_with_a_minus_stands_as_it_was_written(tmp_path, ending):
    title, path = "-3 points since 2016", tmp_path / "minus.json"
    own = item("gaps", {"question": ["delivery"], "by": ["gender"]}, title="+14 points for women")
    path.write_text(to_json(Briefing(title, (own,))), encoding="utf-8")
    target = tmp_path / f"out.{ending}"
    assert main(["export", str(path), "--to", str(target)]) == 0
    with zipfile.ZipFile(target) as parts:
        text = "".join(parts.read(name).decode() for name in parts.namelist() if "xml" in name)
    assert title in text
    assert "+14 points for women" in text
    assert not re.search("('|&apos;)(-3|\\+14)", text)


def test_links_in_the_file_lead_to_the_dashboard_named(saved, tmp_path):
    target = tmp_path / "out.zip"
    main(["export", str(saved), "--to", str(target), "--address", "https://dash.example/x"])
    with zipfile.ZipFile(target) as parts:
        text = parts.read("csv-metadata.json").decode()
    assert json.loads(text)
    assert "https://dash.example/x/availability?" in text
    assert "question=availability" in text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["BRIEFING", "--to", "x.pdf"], "There is no kind of file 'pdf'"),
        (["BRIEFING", "--to", "deck"], "There is no kind of file ''"),
        (["BRIEFING"], "--to"),
        (["--to", "x.pptx"], "Give either a briefing's file or --from-url."),
        (["BRIEFING", "--from-url", "?x=1", "--to", "x.pptx"], "Give either"),
        (["no-such.json", "--to", "x.pptx"], "no-such.json cannot be read"),
        (["BRIEFING", "--figure", "gaps", "--to", "x.pptx"], "--figure goes with --from-url"),
        (["--from-url", "?question=delivry", "--to", "x.pptx"], "did you mean Delivery of"),
        (["--from-url", "/gaps?quesiton=x", "--to", "x.pptx"], "There is no setting"),
        (
            ["--from-url", "/delivry", "--to", "x.pptx"],
            "There is no page 'delivry'; did you mean Delivery",
        ),
        (["--from-url", "/gaps", "--figure", "gasp", "--to", "x.pptx"], "did you mean gaps?"),
        (["--from-url", "?gender=femal", "--to", "x.pptx"], "did you mean Female (female)"),
        (
            ["--from-url", "/areas?place=narnia", "--to", "x.pptx"],
            "There is no area inspected 'narnia'",
        ),
        (["BRIEFING", "--to", "no/such/folder/x.zip"], "cannot be written"),
    ],
)
def test_what_cannot_be_exported_is_told_in_a_sentence_with_exit_code_2(
    saved, tmp_path, monkeypatch, capsys, arguments, sentence
):
    monkeypatch.chdir(tmp_path)
    words = [str(saved) if word == "BRIEFING" else word for word in arguments]
    assert main(["export", *words]) == 2
    assert sentence in capsys.readouterr().err
    assert not list(tmp_path.glob("*.pptx"))


def test_a_file_that_is_no_briefing_is_refused(tmp_path, capsys):
    path = tmp_path / "bad.json"
    path.write_text('{"briefing": 1, "items": [{"figure": "gasp"}]}', encoding="utf-8")
    assert main(["export", str(path), "--to", str(tmp_path / "x.pptx")]) == 2
    assert "Item 1 of the briefing: There is no figure" in capsys.readouterr().err


def test_a_briefing_without_items_gives_no_file(tmp_path, capsys):
    path = tmp_path / "empty.json"
    path.write_text(to_json(Briefing("Nothing")), encoding="utf-8")
    assert main(["export", str(path), "--to", str(tmp_path / "x.pptx")]) == 2
    assert "nothing in this briefing" in capsys.readouterr().err


def test_a_link_is_exported_of_the_case_set_it_names(own_folders, tmp_path, capsys):
    data, stores = tmp_path / "data", tmp_path / "stores"
    first = build(builders.counted_files(data, COUNTS), stores)
    build(builders.counted_files(data, COUNTS.replace("| 20  | 20", "| 20  | 25")), stores)
    url = f"/availability?factor=accommodation&store={first.name}"

    def counts(address):
        target = tmp_path / "view.zip"
        assert main(["export", "--from-url", address, "--to", str(target)]) == 0
        with zipfile.ZipFile(target) as parts:
            (name,) = [n for n in parts.namelist() if n.endswith(".csv")]
            return parts.read(name).decode("utf-8-sig").splitlines()[1]

    for address in (url, f"{url}&shown=Then"):
        assert ",57," in counts(address)
        said = capsys.readouterr().err
        assert "the data have changed since" not in said
        assert f"Generation {first.name}" in said
    assert ",62," in counts(f"{url}&shown=now")
    assert "the data have changed since" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name", ["../elsewhere/gen-1-00000000", "gen-1-\x1b[31mRED", "/etc/passwd"]
)
def test_no_store_outside_the_stores_folder_is_opened(tmp_path, capsys, name):
    target = tmp_path / "x.zip"
    url = f"/availability?shown=then&store={name}"
    assert main(["export", "--from-url", url, "--to", str(target)]) == 2
    said = capsys.readouterr().err
    assert said.strip() == "The link names a case set that this dashboard does not have."
    assert not target.exists()


def test_items_chosen_from_other_data_are_told(tmp_path, capsys):
    briefing = Briefing("", (item("inspections", {}, "gen-9-deadbeef"),))
    path = tmp_path / "b.json"
    path.write_text(to_json(briefing), encoding="utf-8")
    link = f"http://localhost:8501/briefing?briefing={to_address(briefing)}"
    for asked in ([str(path)], ["--from-url", link]):
        assert main(["export", *asked, "--to", str(tmp_path / "x.zip")]) == 0
        said = capsys.readouterr().err
        assert "chosen from the case set gen-9-deadbeef; the data have changed" in said


def test_a_link_to_what_is_gone_is_refused_and_files_stored_again_are_what_they_were(
    own_folders, tmp_path, capsys
):
    data, stores = tmp_path / "data", tmp_path / "stores"
    first = build(builders.counted_files(data, COUNTS), stores)
    build(builders.counted_files(data, COUNTS.replace("| 20  | 20", "| 20  | 25")), stores)
    target = tmp_path / "x.zip"

    def exported(name):
        url = f"/availability?store={name}"
        code = main(["export", "--from-url", url, "--to", str(target)])
        return code, capsys.readouterr().err

    assert exported(first.name.replace("gen-1-", "gen-7-"))[0] == 0
    target.unlink()
    code, said = exported("gen-7-deadbeef")
    assert code == 2
    assert "the case set gen-7-deadbeef, which is not kept any more. Add &shown=now" in said
    main(["stores", "withdraw", first.name])
    capsys.readouterr()
    code, said = exported(first.name)
    assert code == 2
    assert f"{first.name}, which was withdrawn on " in said
    assert exported("gen-2")[0] == 2  # no name of a case set
    assert not target.exists()


def test_a_file_that_cannot_be_written_leaves_the_one_that_stood_there(
    saved, tmp_path, capsys, monkeypatch
):
    target = tmp_path / "kept.pptx"
    target.write_bytes(b"of yesterday")
    write = Path.write_bytes

    def full(path, data):
        write(path, data[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert main(["export", str(saved), "--to", str(target)]) == 2
    assert "cannot be written: No space left on device" in capsys.readouterr().err
    assert target.read_bytes() == b"of yesterday"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["briefing.json", "kept.pptx"]


def test_a_link_is_followed_and_who_may_read_the_file_stays(saved, tmp_path):
    (tmp_path / "there").mkdir()
    real, link = tmp_path / "there" / "kept.zip", tmp_path / "link.zip"
    real.write_bytes(b"of yesterday")
    real.chmod(0o600)
    link.symlink_to(real)
    assert main(["export", str(saved), "--to", str(link)]) == 0
    assert link.is_symlink()
    assert zipfile.is_zipfile(real)
    assert real.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "address", ["http://x\x01y", "http://x/$$z$$", "http://x\udcff", "javascript:alert(1)", "x", ""]
)
def test_an_address_that_no_file_can_hold_is_refused(saved, tmp_path, capsys, address):
    target = tmp_path / "x.xlsx"
    assert main(["export", str(saved), "--to", str(target), "--address", address]) == 2
    assert "must be like https://server:8501" in capsys.readouterr().err
    assert not target.exists()


def test_practice_of_which_there_is_none_is_a_sentence_in_every_file(tmp_path):
    url = "/practice?question=contracted_risk_focus"
    for ending in FORMATS:
        target = tmp_path / f"none.{ending}"
        assert main(["export", "--from-url", url, "--to", str(target)]) == 0
        assert target.stat().st_size > 500
