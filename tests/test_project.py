"""The project's own papers: what they lead to is there."""

import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import probation

PROJECT = Path(__file__).parents[1]
PAPERS = [*PROJECT.glob("*.md"), *PROJECT.glob("docs/*.md"), PROJECT / "data" / "README.md"]
#: A file of the project as text names it; what is built, and patterns, are none.
NAMED = re.compile(r"`((?:probation|tests|pages|data|docs|\.ci|\.streamlit)/[\w./-]+)`")
NOT_COMMITTED = {"data/stores/"}

every_paper = pytest.mark.parametrize("paper", PAPERS, ids=lambda p: str(p.relative_to(PROJECT)))


def text(path: str) -> str:
    return (PROJECT / path).read_text(encoding="utf-8")


@every_paper
def test_links_within_the_project_lead_somewhere(paper):
    links = re.findall(r"\]\(([^)\s]+)\)", paper.read_text(encoding="utf-8"))
    for link in links:
        if "://" not in link:
            assert (paper.parent / link.partition("#")[0]).exists(), link


@pytest.mark.parametrize("paper", ["README.md", "CONTRIBUTING.md"])
def test_files_that_a_newcomer_is_sent_to_are_there(paper):
    for name in set(NAMED.findall(text(paper))) - NOT_COMMITTED:
        assert (PROJECT / name).exists(), name


def test_the_readme_is_short():
    assert len(text("README.md").splitlines()) <= 150


def test_the_command_that_an_installation_adds_is_there():
    scripts = tomllib.loads(text("pyproject.toml"))["project"]["scripts"]
    module, function = scripts["probation"].split(":")
    assert callable(getattr(import_module(module), function))


def test_the_version_is_one():
    released = re.search(r"^## \[(\d.*)\] - (\d{4}-\d{2}-\d{2})$", text("CHANGELOG.md"), re.M)
    cited = re.findall(r"^(?:version|date-released): (.+)$", text("CITATION.cff"), re.M)
    assert released
    assert [probation.__version__, released[2]] == [released[1], released[2]] == cited


def test_decisions_are_numbered_dated_and_listed():
    decisions = text("docs/decisions.md")
    headings = re.findall(r"^## (.+)\n\n\*\d{4}-\d{2}-\d{2}\*\n", decisions, re.M)
    assert len(headings) == len(re.findall(r"^## ", decisions, re.M)), "each has a date under it"
    assert [h.split(".")[0] for h in headings] == [str(n + 1) for n in range(len(headings))]
    anchors = [re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings]
    listed = [f"- [{h}](#{a})" for h, a in zip(headings, anchors, strict=True)]
    assert re.findall(r"^- \[\d+\. .+$", decisions, re.M) == listed
