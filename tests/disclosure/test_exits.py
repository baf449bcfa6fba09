"""Nothing leaves except through the gate: who may look at counts, and by which ways numbers go."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import pandas as pd
import pytest

from probation.disclosure import exits
from probation.exhibits.exhibit import Exhibit
from probation.exports.formats import FORMATS
from probation.store.counts import Counts
from tests.test_layers import MODULES, PACKAGE, imported, room

TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
GATE = PACKAGE / "disclosure" / "gate.py"
#: The rooms below the store have none that they could ask.
OUTSIDE = {
    path: tree
    for path, tree in TREES.items()
    if room(path) not in ("domain", "stepwise", "statistics", "intake", "store", "disclosure")
}
#: The names of the limits, which only the gate compares with.
LIMITS = {"SMALL_BASE", "SMALLEST_BASE", "marked_below", "no_percent_below", "no_count_below"}
#: What hands a page something else than a sentence, and sentences.
ELEMENTS = {"plotly_chart", "html", "table", "dataframe", "metric", "altair_chart", "map", "json"}
SENTENCES = {
    *("markdown", "write", "caption", "text", "code", "title", "header", "subheader", "badge"),
    *("info", "success", "warning", "error", "toast"),
}
LOGGED = {"debug", "info", "warning", "error", "exception", "critical", "log"}


def named(path: Path) -> str:
    """'ui.cache' of a module of the package."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def callers(is_one: Callable[[ast.Call], bool]) -> set[str]:
    """The functions of the package with such a call in them, as module:function."""
    return {
        f"{named(path)}:{function.name}"
        for path, tree in TREES.items()
        if path.is_relative_to(PACKAGE)
        for function in functions(tree)
        if any(isinstance(node, ast.Call) and is_one(node) for node in ast.walk(function))
    }


def of_streamlit(names: set[str]) -> Callable[[ast.Call], bool]:
    def is_one(call: ast.Call) -> bool:
        return (
            isinstance(call.func, ast.Attribute)
            and call.func.attr in names
            and isinstance(call.func.value, ast.Name)
            and call.func.value.id in ("st", "column")
        )

    return is_one


def logs(call: ast.Call) -> bool:
    return (
        isinstance(call.func, ast.Attribute)
        and call.func.attr in LOGGED
        and "getLogger" in ast.unparse(call.func.value)
    )


def test_counts_show_nothing_by_accident():
    counts = Counts(pd.DataFrame({"level": ["kent"], "n": [7]}))
    assert repr(counts) == str(counts) == f"{counts}" == "Counts(not published)"
    assert [name for name in dir(counts) if not name.startswith("_")] == []
    with pytest.raises(TypeError):
        list(counts)  # type: ignore[call-overload]


def test_every_query_gives_counts():
    for path, tree in TREES.items():
        if path.parent == PACKAGE / "store" / "queries":
            for function in functions(tree):
                asks = any(isinstance(n, ast.arg) and n.arg == "store" for n in ast.walk(function))
                if asks and not function.name.startswith("_"):
                    assert ast.unparse(function.returns or function) == "Counts", function.name


def test_nothing_outside_disclosure_asks_a_store_past_the_gate():
    """The one other who asks queries is the bulletin's comparison, which publishes what it asks."""
    asking = set()
    for path, tree in OUTSIDE.items():
        asked = list(imported(path.read_text(encoding="utf-8")))
        if any(module.startswith("probation.store.queries") for module in asked):
            asking.add(named(path))
        calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
        assert "frame" not in {c.attr for c in calls if isinstance(c, ast.Attribute)}, path
    assert asking == {"bulletin.comparison"}


def test_the_gate_alone_opens_counts():
    opening = set()
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            match node:
                case ast.ImportFrom(module="probation.store.counts", names=names):
                    opening |= {path for name in names if name.name == "opened"}
                case ast.Attribute(attr="_rows", value=ast.Name(whose)) if whose != "self":
                    opening.add(path)
    assert opening == {GATE, PACKAGE / "store" / "counts.py"}


def test_what_the_comparison_with_the_bulletin_counts_is_published():
    path = PACKAGE / "bulletin" / "comparison.py"
    asked = {"margins", "risk_cross", "priority_counts"}
    published, called = set(), set()
    for node in ast.walk(TREES[path]):
        match node:
            case ast.Call(func=ast.Name("publish"), args=[ast.Call(func=ast.Name(query)), *_]):
                published.add(query)
            case ast.Call(func=ast.Name(query)) if query in asked:
                called.add(query)
    assert published == called == asked


def test_cells_to_be_fitted_are_asked_for_by_estimates_alone():
    users = callers(lambda call: isinstance(call.func, ast.Name) and call.func.id == "to_fit")
    assert users
    assert {user.rpartition(".")[0] for user in users} == {"disclosure.estimates"}


def test_nobody_else_decides_what_is_small():
    marks = {"'u'", "'[u]'", "'c'", "'[c]'", "LOW", "CONFIDENTIAL"}
    for path in set(TREES) - {GATE}:
        for node in ast.walk(TREES[path]):
            if isinstance(node, ast.Compare):
                sides = {ast.unparse(side) for side in (node.left, *node.comparators)}
                names = {side.rpartition(".")[2] for side in sides}
                assert not names & (LIMITS | marks), f"{path}:{node.lineno} decides past the gate"


def test_every_writer_named_is_there():
    known = {
        f"{named(path)}:{function.name}"
        for path, tree in TREES.items()
        if path.is_relative_to(PACKAGE)
        for function in functions(tree)
    }
    tables = (exits.EXHIBIT, exits.FILES, exits.CODE, exits.COMMANDS, exits.OTHER)
    writers = {writer for table in tables for writer in table.values() if writer}
    writers |= {*exits.PAGE, *exits.COMPONENTS, *exits.DOWNLOADS, *exits.ROUTES, *exits.LOG}
    assert writers <= known


def test_every_part_of_an_exhibit_is_known():
    assert {field.name for field in fields(Exhibit)} == set(exits.EXHIBIT)


def test_every_format_of_a_file_is_known():
    found = {
        ending: f"{form.write.__module__.removeprefix('probation.')}:{form.write.__name__}"
        for ending, form in FORMATS.items()
    }
    assert found == exits.FILES


def test_every_program_that_a_reader_takes_away_is_known():
    path = PACKAGE / "ui" / "take_away.py"
    found = {
        f"{node.module.removeprefix('probation.')}:{name.name}"
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("probation.exports.")
        for name in node.names
        if "code" in str(node.module)
    }
    assert found == set(exits.CODE.values())


def test_every_command_is_known():
    tree = TREES[PACKAGE / "cli" / "commands.py"]
    (verbs,) = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "verbs"
    )
    assert isinstance(verbs, ast.Dict)
    found = {}
    for name, run in zip(verbs.keys, verbs.values, strict=True):
        module, _, function = ast.unparse(run).rpartition(".")
        found[ast.literal_eval(name)] = f"cli.{module or 'commands'}:{function}"
    assert found == exits.COMMANDS


def test_every_route_is_known():
    routes = [
        ast.unparse(call.args[1])
        for tree in TREES.values()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) in ("Route", "Mount")
    ]
    assert sorted(routes) == sorted(route.partition(":")[2] for route in exits.ROUTES)


@pytest.mark.parametrize(
    ("table", "is_one"),
    [
        ("PAGE", of_streamlit(ELEMENTS)),
        ("COMPONENTS", lambda call: ast.unparse(call.func) == "_component"),
        ("DOWNLOADS", of_streamlit({"download_button"})),
        ("LOG", logs),
    ],
)
def test_every_function_that_hands_something_out_is_known(table, is_one):
    assert sorted(callers(is_one)) == sorted(getattr(exits, table))


def test_every_module_that_writes_sentences_on_a_page_is_known():
    modules = {writer.partition(":")[0] for writer in callers(of_streamlit(SENTENCES))}
    assert sorted(modules) == sorted(exits.PAGE_TEXT)


def test_only_the_command_line_prints():
    prints = callers(lambda call: ast.unparse(call.func) in ("print", "sys.stdout.write"))
    assert {writer.partition(".")[0] for writer in prints} == {"cli"}
