"""Small bulletins and small case sets as text tables: columns parted by |, one row a line."""

from collections.abc import Callable

import pandas as pd
import pytest

from probation.bulletin import figures
from probation.bulletin.audit import Bulletin
from probation.bulletin.evidence import Evidence
from probation.domain.codes import Codebook
from probation.stepwise.selection_result import SelectionResult

PUBLISHED = list(figures.published().columns)
STATEMENTS = list(figures.statements().columns)


def rows(text: str) -> list[dict[str, str]]:
    header, *lines = [line for line in text.strip().splitlines() if line.strip()]
    names = [name.strip() for name in header.split("|")]
    return [
        dict(zip(names, (cell.strip() for cell in line.split("|")), strict=True)) for line in lines
    ]


def _table_figures(text: str, question: str, where: str) -> list[dict[str, object]]:
    found = []
    for row in rows(text):
        breakdown, level = row.get("breakdown", ""), row["level"]
        for statistic, printed in (("n", row["n"]), ("percent", row["% yes"])):
            found.append(
                {
                    "id": f"{breakdown or 'all'}.{level}.{statistic}",
                    "where": where,
                    "question": question,
                    "breakdown": breakdown,
                    "level": level,
                    "statistic": statistic,
                    "printed": printed,
                    "label": row.get("label", ""),
                }
            )
    return found


def published_frame(given: list[dict[str, object]]) -> pd.DataFrame:
    frame = pd.DataFrame(given, columns=PUBLISHED).astype(object)
    frame = frame.where(frame.notna(), "")
    printed = frame["printed"].str.rstrip("%")
    return frame.assign(
        decimals=[len(text.partition(".")[2]) for text in printed],
        value=[float(figures.exact(text)) for text in printed],
        where=frame["where"].replace("", "Section 2"),
    )


@pytest.fixture
def table() -> Callable[..., pd.DataFrame]:
    """``table(text)``: the published frame of one table of one question asked once a case."""
    return lambda text, question="partner_risk_focus": published_frame(
        _table_figures(text, question, "Table 2")
    )


@pytest.fixture
def printed() -> Callable[[str], pd.DataFrame]:
    """``printed(text)``: any published rows, by their columns; those not named are empty."""
    return lambda text: published_frame(list(rows(text)))


@pytest.fixture
def statements() -> Callable[[str], pd.DataFrame]:
    """``statements(text)``: statement rows, by their columns; those not named are empty."""

    def frame(text: str) -> pd.DataFrame:
        given = pd.DataFrame(rows(text), columns=STATEMENTS).astype(object)
        numbers = ["value", "low", "high", "count"]
        given = given.where(given.notna(), "")
        return given.assign(**{name: pd.to_numeric(given[name]) for name in numbers})

    return frame


@pytest.fixture
def bulletin() -> Callable[..., Bulletin]:
    """A bulletin of the frames given, the others with their columns and no rows."""

    def of(
        published: pd.DataFrame | None = None,
        statements: pd.DataFrame | None = None,
        areas: pd.DataFrame | None = None,
    ) -> Bulletin:
        return Bulletin(
            figures.published()[:0] if published is None else published,
            figures.statements()[:0] if statements is None else statements,
            figures.areas()[:0] if areas is None else areas,
        )

    return of


@pytest.fixture
def evidence() -> Callable[..., Evidence]:
    """``evidence(margins, standings=..., risk=..., priorities=..., areas=...)`` from text tables.

    standings: question | factor | variable | entered | removed | p, of a selection of three
    steps. Absent columns of margins mean none.
    """

    def of(
        margins: str = "question | n | yes",
        selection_results: str = "question | factor | variable | entered | removed | p",
        risk: str = "provider | rosh_level | mappa | n",
        priorities: str = "factors | cases",
        areas: pd.DataFrame | None = None,
        codes: Codebook | None = None,
    ) -> Evidence:
        stood = rows(selection_results)

        def selection_result(question: str, factor: str | None) -> dict[str, SelectionResult]:
            return {
                row["variable"]: SelectionResult(
                    row["variable"],
                    int(row["entered"]) if row["entered"] else None,
                    int(row["removed"]) if row["removed"] else None,
                    float(row["p"]),
                    steps=int(row.get("steps", 3)),
                )
                for row in stood
                if (row["question"], row["factor"]) == (question, factor or "")
            }

        counted = pd.DataFrame(
            rows(margins), columns=["question", "factor", "breakdown", "level", "n", "yes"]
        ).astype(object)
        counted = counted.replace("", None).where(counted.notna(), None)
        counted["level"] = counted["level"].fillna("all")
        return Evidence(
            counted,
            selection_result,
            pd.DataFrame(rows(risk), columns=["provider", "rosh_level", "mappa", "n"]).astype(
                {"n": int}
            ),
            pd.DataFrame(rows(priorities), columns=["factors", "cases"]).astype(int),
            figures.areas() if areas is None else areas,
            codes or {},
        )

    return of
