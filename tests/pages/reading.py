"""What stands on a page, as plain data: charts, tables, sentences."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lxml.html import fragment_fromstring
from streamlit.testing.v1 import AppTest

from probation.charts.printed import SIGN
from probation.domain.address import PAGES
from probation.domain.questions import QUESTIONS
from probation.store.serving.served import SERVED

Visit = Callable[..., AppTest]

#: Pages that no filter changes.
WHOLE_SET = ("practice", "briefing", "published", "data", "glossary", "about")
#: Pages that filters apply to.
FILTERED = tuple(page for page in PAGES if page not in WHOLE_SET)
#: Pages about one question per factor, with that question.
FACTOR_PAGES = {question.page: key for key, question in QUESTIONS.items() if question.per_factor}


@dataclass(frozen=True)
class Chart:
    """A chart as it is sent to the browser: traces, layout and alternative text."""

    data: list[dict[str, Any]]
    layout: dict[str, Any]
    alt: str

    def labels(self) -> list[str]:
        """Every text beside a mark, on one line each."""
        texts = [text for trace in self.data for text in trace.get("text", ())]
        return [plain(text.replace("<br>", " ")) for text in texts]

    def whiskers(self) -> list[dict[str, Any]]:
        """The traces that carry intervals."""
        return [trace for trace in self.data if "error_x" in trace]


def charts(page: AppTest) -> list[Chart]:
    """The charts of a page, in order."""
    found = []
    for element in page.get("plotly_chart"):
        figure = json.loads(element.proto.spec)
        found.append(Chart(figure["data"], figure["layout"], element.proto.alt))
    return found


def tables(page: AppTest) -> list[list[dict[str, str]]]:
    """The tables of a page, in order: a dictionary a row, the name of the row included."""
    found = []
    for element in page._tree:
        if element.type == "table":
            frame = element.value.reset_index()
            head, *rows = [list(frame.columns), *frame.astype(str).to_numpy()]
        elif element.type == "html" and "<table" in element.proto.body:
            head, *rows = _cells(element.proto.body)
        else:
            continue
        names = list(map(str, head))
        found.append([dict(zip(names, map(plain, row), strict=True)) for row in rows])
    return found


def _cells(table: str) -> list[list[str]]:
    """The words of an HTML table, row by row."""
    rows = fragment_fromstring(table).iter("tr")
    return [[cell.text or "" for cell in row] for row in rows]


def tables_of_figures(page: AppTest) -> list[list[dict[str, str]]]:
    """The same without those of all factors together, which small groups have besides."""
    return [rows for rows in tables(page) if "All ten factors together" not in rows[0]]


def quick_tables(page: AppTest) -> list[list[dict[str, str]]]:
    """The tables a page writes as one piece of Markdown, in the form of ``tables``."""
    found = []
    for element in page.markdown:
        lines = [line.strip("| ").split(" | ") for line in element.value.splitlines()]
        if len(lines) > 1 and set(lines[1]) == {"---"}:
            head, rows = lines[0], lines[2:]
            found.append([dict(zip(head, map(plain, row), strict=True)) for row in rows])
    return found


def link(page: AppTest) -> str | None:
    """What 'Copy link' would put into the clipboard; None where there is no such button."""
    for element in page.get("bidi_component"):
        if element.proto.component_name == "probation_copy_link":
            return str(json.loads(element.proto.json)["link"])
    return None


def choices(page: AppTest, key: str = "filters") -> dict[str, Any]:
    """What the filters are given, or the View menu; ``labels`` are those of what can be chosen."""
    told: dict[str, Any] = json.loads(_component(page, key).proto.json)
    offered = [choice for _, choices in told["groups"] for choice in choices]
    return told | {
        "labels": [choice["label"] for choice in offered],
        "levels": {choice["name"]: dict(choice["levels"]) for choice in offered},
    }


def tap(page: AppTest, name: str, code: str = "", chosen: bool = True) -> AppTest:
    """Taps a filter as its script does; without a name 'Clear all filters'."""
    return send(page, [[choices(page)["heard"] + 1, name, code, chosen]])


def send(page: AppTest, taps: Any, key: str = "filters") -> AppTest:
    """Has a component of choices send anything as its taps."""
    states = page._tree.get_widget_states()
    states.widgets.add(id=_component(page, key).proto.id, json_value=json.dumps({"taps": taps}))
    return page._run(states)


def _component(page: AppTest, key: str) -> Any:
    (found,) = [e for e in page.get("bidi_component") if e.proto.id.endswith(f"-{key}")]
    return found


def column(rows: list[dict[str, str]], name: str) -> list[str]:
    """One column of a table."""
    return [row[name] for row in rows]


def status(page: AppTest) -> str:
    """The line on what the cases are."""
    return plain(page.markdown[0].value)


def under_title(page: AppTest) -> str:
    """The resolved question."""
    return plain(page.markdown[1].value)


def words(page: AppTest) -> str:
    """All sentences of the main part of a page."""
    kinds = (page.title, page.header, page.markdown, page.caption, page.info, page.warning)
    return "\n".join(plain(element.value) for kind in kinds for element in kind)


def plain(text: str) -> str:
    """``text`` as it is read: without bold, escapes and the spaces that keep a line together.

    And without the sign of printed numbers, of which tests/exhibits/test_printed.py is.
    """
    text = re.sub(r"\\([^A-Za-z0-9\s])", r"\1", text)
    for mark in ("**", "<b>", "</b>", SIGN):
        text = text.replace(mark, "")
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def number(said: str) -> str:
    """The number that a reader is given for an error of ours."""
    (found,) = re.findall(r"the number ([0-9a-f]{8}): the server's log", said)
    return found


def forget_store() -> None:
    """The dashboard opens its stores anew on the next run, as a new process would."""
    SERVED.__init__()
