"""Case sets for tests, written so that a test reads as documentation.

A table is text: a header row and one row a line, columns parted by |. Columns a test does not
name get a sensible default. Every builder writes the CSV files the production build reads.
"""

import csv
import hashlib
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import (
    NOT_RECORDED,
    AgeGroup,
    EthnicGroup,
    Factor,
    Gender,
    Mappa,
    OgrsLevel,
    Provider,
    RoshLevel,
    SentenceType,
)
from probation.intake.columns import ADDED, NOT_KEPT
from probation.store import claims
from probation.store.build import build
from probation.store.connection import Store, open_store
from probation.store.source import (
    AREA_COLUMNS,
    CASE_COLUMNS,
    JUDGEMENT_COLUMNS,
    PRIORITY_COLUMNS,
    CaseFiles,
    shipped,
)

Row = dict[str, str]

AREAS = """
contract_package_area    | division           | division_name      | crc_owner | crc_owner_name | area     | area_name  | reports
Northumbria              | north_east         | North East         | sodexo    | Sodexo         |          |            |
South Yorkshire          | north_east         | North East         | sodexo    | Sodexo         | yorks    | Yorkshire  | 2017-06
Durham Tees Valley       | north_east         | North East         | arcc      | ARCC           | durham   | Durham     | 2016-08
Kent, Surrey and Sussex  | south_east         | South East         | seetec    | Seetec         | kent     | Kent       | 2016-10
London                   | london             | London             | mtcnovo   | MTCnovo        | london   | London     | 2016-12;2018-01
"""  # noqa: E501 - a table is read across

DEFAULT_CASE = {
    "area": "kent",
    "inspected_on": "2017-03",
    "provider": "CRC",
    "gender": "male",
    "age": "",
    "age_group": "30_plus",
    "ethnic_group": "white",
    "sentence_type": "community_order",
    "supervision_type": "community",
    "ogrs_score": "",
    "ogrs_level": "low",
    "ogrs_band": "low_medium",
    "rosh_level": "medium",
    "mappa": "no",
    **dict.fromkeys(ADDED, NOT_RECORDED),
}
DEFAULT_JUDGEMENT = {"factor": "", "judgement": "yes", "rationale": ""}


def table(text: str) -> list[Row]:
    """The rows of a text table, each a dictionary by the header."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return []
    names, *rows = ([cell.strip() for cell in line.split("|")] for line in lines)
    return [dict(zip(names, row, strict=True)) for row in rows]


def case_files(
    folder: Path,
    cases: str,
    judgements: str = "",
    priorities: str | None = None,
    areas: str = AREAS,
) -> CaseFiles:
    """Files of a case set from text tables, named as the shipped ones, in ``folder``.

    Without ``priorities`` the factors judged are the priorities.
    """
    judged = [DEFAULT_JUDGEMENT | row for row in table(judgements)]
    if priorities is None:
        pairs = dict.fromkeys((j["case_id"], j["factor"]) for j in judged if j["factor"])
        prior = [{"case_id": case, "factor": factor} for case, factor in pairs]
    else:
        prior = table(priorities)
    return _written(folder, [DEFAULT_CASE | row for row in table(cases)], prior, judged, areas)


def counted_files(folder: Path, counts: str) -> CaseFiles:
    """Files of a case set from a table of counts: columns question, factor, yes, no, any of cases.

    Each row makes yes + no cases with its covariates, each with one judgement.
    """
    cases, judgements = [], []
    for row in table(counts):
        covariates = {k: v for k, v in row.items() if k in CASE_COLUMNS}
        answers = ["yes"] * int(row["yes"]) + ["no"] * int(row["no"])
        for answer in answers:
            case = {"case_id": f"C{len(cases) + 1:05}"}
            cases.append(DEFAULT_CASE | covariates | case)
            about = {"question": row["question"], "factor": row.get("factor", "")}
            judgements.append(DEFAULT_JUDGEMENT | case | about | {"judgement": answer})
    prior = [j for j in judgements if j["factor"]]
    return _written(folder, cases, prior, judgements, AREAS)


def random_case_files(folder: Path, seed: int, cases: int) -> CaseFiles:
    """A case set drawn at random, the same for one seed: every code, London inspected twice."""
    draw = random.Random(seed)
    people, prior, judged = [], [], []
    for number in range(1, cases + 1):
        case_id = f"R{number:05}"
        people.append(DEFAULT_CASE | {"case_id": case_id} | _random_case(draw))
        factors = draw.sample(list(Factor), draw.randint(1, 5))
        prior += [{"case_id": case_id, "factor": factor.value} for factor in factors]
        judged += [{"case_id": case_id} | j for j in _random_judgements(draw, factors)]
    return _written(folder, people, prior, judged, AREAS)


def enlarged_files(files: CaseFiles, times: int, folder: Path) -> CaseFiles:
    """The same case set ``times`` over: the same covariates, ``times`` the cases."""
    larger = shipped(folder)
    folder.mkdir(parents=True, exist_ok=True)
    larger.areas.write_bytes(files.areas.read_bytes())
    for name in ("cases", "priorities", "judgements"):
        head, *lines = getattr(files, name).read_text(encoding="utf-8").splitlines(keepends=True)
        with getattr(larger, name).open("w", encoding="utf-8", newline="") as file:
            file.write(head)
            for copy in range(times):
                file.writelines(f"{copy}-{line}" for line in lines)
    return larger


def opened(files: CaseFiles, stores: Path) -> Store:
    """The production build of ``files``, open."""
    generation = build(files, stores)
    return open_store(generation.path, generation)


#: The columns by which cases are known as those shipped.
_KNOWN_BY = {
    "cases": [c for c in CASE_COLUMNS if c not in ("age", "ogrs_score", *ADDED)],
    "priorities": ["case_id", "factor"],
    "judgements": ["case_id", "question", "factor", "judgement"],
}


def digest(files: CaseFiles) -> str:
    """What tells the cases of files from others, worked out apart from store.claims."""
    sums = []
    for table, columns in _KNOWN_BY.items():
        with getattr(files, table).open(encoding="utf-8", newline="") as file:
            lines = sorted("|".join(r[c] for c in columns).encode() for r in csv.DictReader(file))
        sums.append(hashlib.sha256(b"\n".join(lines)).hexdigest() if lines else "")
    return hashlib.sha256("".join(sums).encode()).hexdigest()


def ship(files: CaseFiles) -> CaseFiles:
    """Makes the cases of files known as shipped, in this process: they are called synthetic."""
    with files.cases.open(encoding="utf-8", newline="") as file:
        claims.SHIPPED[digest(files)] = sum(1 for _ in csv.DictReader(file))
    return files


def _random_case(draw: random.Random) -> Row:
    area = draw.choice(["yorks", "durham", "kent", "london", "london"])
    sentence = draw.choice(list(SentenceType))
    level = draw.choice(list(OgrsLevel))
    bands = {"low": "low_medium", "medium": "low_medium", "not_recorded": "not_recorded"}
    return {
        "area": area,
        "inspected_on": draw.choice(["2016-09", "2017-10"]) if area == "london" else "2016-07",
        "provider": draw.choice(list(Provider)),
        "gender": draw.choice(list(Gender)),
        "age": draw.choice(["", str(draw.randint(18, 80))]),
        "age_group": draw.choice(list(AgeGroup)),
        "ethnic_group": draw.choice(list(EthnicGroup)),
        "sentence_type": sentence,
        "supervision_type": "post_custody" if sentence == "licence" else "community",
        "ogrs_score": draw.choice(["", str(draw.randint(0, 100))]),
        "ogrs_level": level,
        "ogrs_band": bands.get(level, "high_very_high"),
        "rosh_level": draw.choice(list(RoshLevel)),
        "mappa": draw.choice(list(Mappa)),
    }


def _random_judgements(draw: random.Random, factors: Sequence[Factor]) -> Iterable[Row]:
    for question in QUESTIONS.values():
        always = question.key in ("availability", "delivery")
        for factor in factors if question.per_factor else [""]:
            if always or draw.random() < 0.4:
                answer = draw.choice(["yes", "yes", "no"])
                yield {"question": question.key, "factor": factor, "judgement": answer}


def _written(
    folder: Path,
    cases: Iterable[Row],
    priorities: Iterable[Row],
    judgements: Iterable[Row],
    areas: str,
) -> CaseFiles:
    files = shipped(folder)
    folder.mkdir(parents=True, exist_ok=True)
    printed = [{"crc_owner_printed": row["crc_owner_name"]} | row for row in table(areas)]
    _write(files.areas, AREA_COLUMNS, printed)
    _write(files.cases, CASE_COLUMNS, cases)
    _write(files.priorities, PRIORITY_COLUMNS, priorities)
    # with the column that is left behind: identities of files written so stand in tests
    _write(files.judgements, (*JUDGEMENT_COLUMNS, *NOT_KEPT), judgements)
    return files


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
