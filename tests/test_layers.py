"""Who may import whom: the rooms of probation/ as the docstring of the package draws them."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
PACKAGE = PROJECT / "probation"

FRAMES = {"pandas", "numpy"}
#: The methods that take a statement.
ASKING = {"frame", "rows", "execute", "sql"}

#: The rooms in their order, each with the libraries it may import: a room knows those above it.
ROOMS: dict[str, set[str]] = {
    "errors": set(),
    "domain": set(),
    "stepwise": FRAMES | {"scipy", "firthmodels"},
    "statistics": FRAMES | {"scipy"},
    "intake": {"duckdb", "pandas", "pyarrow", "pyreadstat", "openpyxl", "defusedxml", "psutil"},
    "store": {"duckdb", "pandas"},
    "disclosure": FRAMES,
    "bulletin": FRAMES | {"scipy"},
    "charts": FRAMES,
    "exhibits": {"pandas"},
    "briefing": {"pandas"},
    "exports": FRAMES | {"jinja2", "pptx", "docx", "gptables", "xlsxwriter", "odf", "lxml"},
    "ui": FRAMES | {"streamlit", "plotly"},
    "http": {"brotli", "google", "starlette", "streamlit"},
    "cli": {"pandas"},
}
#: The room that can be lifted out: it imports nothing of probation, and itself by one dot.
STANDALONE = "stepwise"
#: The doors, of which none knows another.
DOORS = ["ui", "http", "cli"]

MAY_IMPORT: dict[str, tuple[list[str], set[str]]] = {
    room: ([above for above in list(ROOMS)[:place] if above not in DOORS], libraries)
    for place, (room, libraries) in enumerate(ROOMS.items())
} | {
    STANDALONE: ([], ROOMS[STANDALONE]),
    "charts": (["errors", "domain", "stepwise", "statistics", "disclosure"], FRAMES),
    "http": (["errors", "domain", "store", "__version__"], ROOMS["http"]),
    "__main__": (["cli"], set()),
    "pages": (["errors", "domain", "ui", "charts", "exhibits"], {"streamlit"}),
    "app": (["errors", "domain", "store", "http", "ui"], {"streamlit"}),
}

MODULES = [
    *PACKAGE.rglob("*.py"),
    *(PROJECT / "pages").glob("*.py"),
    *(p for p in [PROJECT / "app.py"] if p.exists()),
]


def room(path: Path) -> str:
    """The room a file belongs to: a folder or module of probation, pages, or app."""
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return parts[1] if parts[0] == "probation" else parts[0]


def imported(source: str) -> Iterator[str]:
    """Every module a source imports anywhere, also inside functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            if module in ("probation", "probation.bulletin") or node.level:
                yield from (f"{module}.{name.name}" for name in node.names)
            else:
                yield module


def trespasses(of: str, source: str) -> list[str]:
    """The imports of a source that its room may not make."""
    rooms, libraries = MAY_IMPORT[of]
    own = [] if of == STANDALONE else [of]
    found = []
    for module in imported(source):
        top, _, rest = module.partition(".")
        if of == STANDALONE and not top and not rest.startswith("."):
            continue
        if top == "probation":
            if rest.split(".")[0] not in [*own, *rooms]:
                found.append(module)
        elif top not in libraries and top not in sys.stdlib_module_names:
            found.append(module)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_room_imports_only_what_it_may(path):
    if path == PACKAGE / "__init__.py":
        assert list(imported(path.read_text(encoding="utf-8"))) == []
        return
    assert trespasses(room(path), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("of", "source"),
    [
        ("domain", "import pandas"),
        ("domain", "from probation.store.connection import Store"),
        ("statistics", "from probation.store.connection import Store"),
        ("charts", "def draw():\n    import duckdb"),
        ("store", "from probation import ui"),
        ("stepwise", "from .. import ui"),
        ("stepwise", "from ..domain import vocabulary"),
        ("stepwise", "from probation.errors import ReaderError"),
        ("stepwise", "from probation.stepwise.roles import Roles"),
        ("bulletin", "import streamlit as st"),
    ],
)
def test_a_trespass_is_seen(of, source):
    assert len(trespasses(of, source)) == 1


def test_every_room_has_its_rule():
    assert {room(path) for path in MODULES} - {"__init__"} <= set(MAY_IMPORT)


@pytest.mark.parametrize(
    "pattern", ["eval", "exec", "pickle", "unsafe_allow_html"], ids=lambda pattern: pattern
)
def test_no_module_runs_or_unpickles_text(pattern):
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
        keywords = {n.arg for n in ast.walk(tree) if isinstance(n, ast.keyword)}
        if (pattern, path.name) != ("pickle", "workers.py"):  # between processes of this code alone
            assert pattern not in names | keywords, path


def test_nothing_is_remembered_by_streamlit():
    """Its caches can be emptied by a browser, and hold what a session brings in beyond it."""
    for path in MODULES:
        names = {
            n.attr
            for n in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(n, ast.Attribute)
        }
        assert not names & {"cache_data", "cache_resource"}, path


def test_no_sql_is_made_of_formatted_text():
    """Nothing handed to frame() or execute() is put together there; see queries.rates.held."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(attr="frame" | "rows" | "execute" | "sql"), args=[sql, *_]
                ):
                    constant = (ast.Name, ast.Attribute, ast.Constant)
                    assert isinstance(sql, constant), f"{path}:{node.lineno}"


#: The calibration itself needs scipy throughout; the command `synthesise` alone imports it.
SYNTHESIS = tuple(f"probation.bulletin.{m}" for m in ("calibrate", "population", "synthetic"))

IMPORT_ALL = """
import importlib, pkgutil, sys
import probation
left_out = tuple(sys.argv[1].split(","))
for module in pkgutil.walk_packages(probation.__path__, "probation."):
    if not module.name.startswith(left_out):
        importlib.import_module(module.name)
print(",".join(name for name in sys.argv[2:] if name in sys.modules))
"""


def test_nothing_below_ui_needs_streamlit_and_nothing_heavy_loads_at_start():
    left_out = ",".join(["probation.ui", "probation.http", *SYNTHESIS])
    heavy = ["streamlit", "statsmodels", "scipy", "firthmodels"]
    heavy += ["jinja2", "pptx", "docx", "gptables", "xlsxwriter", "odf"]
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, left_out, *heavy],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ""


def test_an_import_needs_no_pandas():
    """Its process starts for each extract; pandas would be more than half of what it loads."""
    code = "import sys, probation.store.importing.child; print('pandas' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
