"""The SQL a generation is made with, and the mark by which one made otherwise is known."""

import hashlib
import json
import re
from pathlib import Path

from probation.domain.sql import each, filled
from probation.domain.vocabulary import PLACES, REPORTED_FACTORS, Dimension
from probation.intake.columns import CASES, CODED, NUMBERS
from probation.store.source import fixed_codes

_HERE = Path(__file__).parent
#: The type of one column's codes, and the column that holds one.
_TYPE = """
CREATE TYPE {name}_code AS ENUM (
    SELECT code FROM codes WHERE term = '{name}' ORDER BY position
);"""
_CODE = "{name} {name}_code NOT NULL"
#: What of a case stands between its month and whether it is of the latest inspection.
_OF_CASES = CASES[3:]
TABLES = filled(
    (_HERE / "schema.sql").read_text(encoding="utf-8"),
    types=each(_TYPE, dict.fromkeys([*PLACES, *CODED, "factor", "question", "judgement"]), ""),
    dimensions=each(_CODE, Dimension),
    case_columns=", ".join(
        f"{name} INTEGER" if name in NUMBERS else filled(_CODE, name=name) for name in _OF_CASES
    ),
)
DERIVE = filled(
    (_HERE / "derive.sql").read_text(encoding="utf-8"),
    dimensions=", ".join(Dimension),
    case_columns=", ".join(_OF_CASES),
)
#: Makes the table of the factors that DERIVE sums, with FACTORS for parameters.
REPORTED = "CREATE TEMP TABLE reported_factors AS SELECT unnest($factors) AS factor"
FACTORS = {"factors": [factor.value for factor in REPORTED_FACTORS]}

#: What a file holds besides: files made while this was not so are derived again and then go.
_HOLDS = "our tables alone, nothing of what was read"


def _mark() -> str:
    statements = " ".join(re.sub(r"--.*", "", TABLES + DERIVE).split())
    codes = [(term, code, position) for term, code, _, position in fixed_codes()]
    reported = [factor.value for factor in REPORTED_FACTORS]
    parts = [statements.encode(), json.dumps([codes, reported]).encode(), _HOLDS.encode()]
    return hashlib.sha256(b"".join(hashlib.sha256(p).digest() for p in parts)).hexdigest()[:16]


#: The version of the tables: of their SQL, whatever its comments say, of the codes their columns
#: may hold and of the factors summed. A generation with another mark was made for queries other
#: than ours. What cases it is of is another thing: see source.content_hash.
MARK = _mark()
