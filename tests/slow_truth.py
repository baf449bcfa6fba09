"""Every count again, in plain Python from the rows of the CSV files: slow, and hard to get wrong.

Shares no code with the store or the queries. The property tests hold the queries against it.
"""

import csv
from collections import Counter
from functools import lru_cache
from pathlib import Path

from probation.domain.scope import Scope
from probation.domain.vocabulary import UNREPORTED_FACTORS
from probation.store.source import CaseFiles

Row = dict[str, str]
#: A factor (None for a question asked once a case, or for all cases) and a level ('all').
Cell = tuple[str | None, str]


def judged(files: CaseFiles, scope: Scope) -> dict[Cell, tuple[int, int]]:
    """n and yes of a scope, for each factor and level that has a judgement."""
    cases = _among(files, scope)
    n: Counter[Cell] = Counter()
    yes: Counter[Cell] = Counter()
    for row in _rows(files.judgements):
        case = cases.get(row["case_id"])
        if case is None or row["question"] != scope.question.key:
            continue
        if not _wanted(row["factor"], scope):
            continue
        cell = (row["factor"] or None, _level(case, scope))
        n[cell] += 1
        yes[cell] += row["judgement"] == "yes"
    return {cell: (n[cell], yes[cell]) for cell in n}


def by_case(files: CaseFiles, scope: Scope) -> dict[str, list[tuple[int, int]]]:
    """n and yes of each case that has a judgement on the question, by level."""
    cases = _among(files, scope)
    own: dict[str, list[str]] = {}
    for row in _rows(files.judgements):
        if row["question"] == scope.question.key and _wanted(row["factor"], scope):
            own.setdefault(row["case_id"], []).append(row["judgement"])
    found: dict[str, list[tuple[int, int]]] = {}
    for case_id in own.keys() & cases.keys():
        pair = len(own[case_id]), own[case_id].count("yes")
        found.setdefault(_level(cases[case_id], scope), []).append(pair)
    return found


def prioritised(files: CaseFiles, scope: Scope) -> dict[Cell, int]:
    """Cases for which each factor was a priority, by level; only where there are any."""
    cases = _among(files, scope)
    return dict(
        Counter(
            (row["factor"], _level(cases[row["case_id"]], scope))
            for row in _rows(files.priorities)
            if row["case_id"] in cases and _wanted(row["factor"], scope)
        )
    )


def inspected(files: CaseFiles, scope: Scope) -> dict[str, int]:
    """Cases, by level; only where there are any."""
    return dict(Counter(_level(case, scope) for case in _among(files, scope).values()))


def _among(files: CaseFiles, scope: Scope) -> dict[str, Row]:
    """The cases the filters let through, of the latest inspection of each area, by case id."""
    places = {row["area"]: row for row in _rows(files.areas) if row["area"]}
    cases = _rows(files.cases)
    latest: dict[str, str] = {}
    for case in cases:
        area = case["area"]
        latest[area] = max(latest.get(area, ""), case["inspected_on"])
    among = {}
    for case in cases:
        place = places[case["area"]]
        known = case | {"division": place["division"], "crc_owner": place["crc_owner"]}
        passes = all(known[dimension.value] in codes for dimension, codes in scope.where)
        if passes and case["inspected_on"] == latest[case["area"]]:
            among[case["case_id"]] = known
    return among


def _wanted(factor: str, scope: Scope) -> bool:
    if scope.factor is not None:
        return factor == scope.factor.value
    return factor not in [unreported.value for unreported in UNREPORTED_FACTORS]


def _level(case: Row, scope: Scope) -> str:
    return case[scope.breakdown.value] if scope.breakdown else "all"


def _rows(path: Path) -> list[Row]:
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=8)  # the same few files are asked of hundreds of times
def _read(path: Path, written: int) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
