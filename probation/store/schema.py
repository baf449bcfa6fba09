"""The SQL a generation is made with, and the mark by which one made otherwise is known."""

import hashlib
import json
import re
from pathlib import Path

from probation.domain.vocabulary import REPORTED_FACTORS
from probation.store.source import fixed_codes

TABLES = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
DERIVE = Path(__file__).with_name("derive.sql").read_text(encoding="utf-8")
#: Makes the table of the factors that DERIVE sums, with FACTORS for parameters.
REPORTED = "CREATE TEMP TABLE reported_factors AS SELECT unnest($factors) AS factor"
FACTORS = {"factors": [factor.value for factor in REPORTED_FACTORS]}


def _mark() -> str:
    statements = " ".join(re.sub(r"--.*", "", TABLES + DERIVE).split())
    codes = [(term, code, position) for term, code, _, position in fixed_codes()]
    reported = [factor.value for factor in REPORTED_FACTORS]
    parts = [statements.encode(), json.dumps([codes, reported]).encode()]
    return hashlib.sha256(b"".join(hashlib.sha256(p).digest() for p in parts)).hexdigest()[:16]


#: The version of the tables: of their SQL, whatever its comments say, of the codes their columns
#: may hold and of the factors summed. A generation with another mark was made for queries other
#: than ours. What cases it is of is another thing: see source.content_hash.
MARK = _mark()
