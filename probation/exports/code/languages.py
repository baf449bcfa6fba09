"""A regression as code of R, Python and SPSS: the files of ``templates``, filled in.

The templates are code as a statistician writes it. What comes from outside goes in through a filter
(comment, text, within_quotes, and lists of texts), which makes it safe in that language, or as a
name or a sentence of ``contents``, which are safe already.
"""

import json
import math
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from probation.domain.text import for_code
from probation.exports.code.contents import (
    STATISTICS,
    Contents,
    Variable,
    contents,
    csv_table,
    top,
)
from probation.exports.code.texts import commented, listed, number
from probation.stepwise.regression import Regression

if TYPE_CHECKING:
    from jinja2 import Template

#: SPSS keeps 120 bytes of a label. With every quote doubled a line stays below its 250.
_LONGEST_LABEL = 110
#: SPSS reads 250 characters of a line; half leaves room for what a list stands behind.
_LONGEST_LINE = 125


def r(regression: Regression, said: Mapping[str, str]) -> str:
    """R code that replays the regression; base R alone.

    said: what the cases are (question asked, filters, case set, ...), to stand at the top.
    """
    return _filled("regression.R.j2", regression, said)


def python(regression: Regression, said: Mapping[str, str]) -> str:
    """Python code that replays the regression with pandas and statsmodels. said: see ``r``."""
    return _filled("regression.py.j2", regression, said)


def spss(regression: Regression, said: Mapping[str, str]) -> str:
    """SPSS syntax that repeats the regression. said: see ``r``."""
    return _filled("regression.sps.j2", regression, said)


def _filled(template: str, regression: Regression, said: Mapping[str, str]) -> str:
    found, criteria = contents(regression), regression.criteria
    return _template(template).render(
        top=top(regression, said),
        found=found,
        outcome=regression.patterns.outcome,
        counts=f"yes: cases with '{found.event}'; no: cases with '{found.other}'.",
        table="\n".join(csv_table(found)),
        names=[variable.name for variable in found.variables],
        rows=_rows(found),
        criteria=criteria,
        removal_test=STATISTICS[criteria.removal],
    )


@cache
def _template(name: str) -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("probation.exports.code"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= _FILTERS[name]
    return environment.get_template(name)


def _rows(found: Contents) -> list[list[str]]:
    """For SPSS a row for each pattern and outcome that has cases; a level is its place, from 1."""
    cells = [_codes(variable) for variable in found.variables]
    rows = [
        [*(column[pattern] for column in cells), event, str(cases)]
        for pattern in range(len(found.yes))
        for event, cases in (("1", found.yes[pattern]), ("0", found.no[pattern]))
        if cases
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [[c.rjust(w) for c, w in zip(row, widths, strict=True)] for row in rows]


def _codes(variable: Variable) -> list[str]:
    if variable.levels is None:
        return [number(value) for value in variable.values]
    return [str(int(place) + 1) for place in variable.values]


def _comment(sentence: str) -> str:
    return "\n".join(commented([sentence]))


def _text(text: str) -> str:
    """A printable text as a string of R and Python: JSON escapes the same two characters."""
    return json.dumps(text, ensure_ascii=False)


def _r_vector(texts: Iterable[str]) -> str:
    return f"c({listed(map(_text, texts), '', '  ')})"


def _r_classes(names: Iterable[str], kind: str) -> str:
    return listed((f'{name} = "{kind}"' for name in names), "  ", "  ")


def _r_number(b: float) -> str:
    return "NA" if math.isnan(b) else "Inf" if math.isinf(b) else f"{b:.12g}"


def _within_single_quotes(table: str) -> str:
    return table.replace("\\", "\\\\").replace("'", "\\'")


def _python_list(texts: Iterable[str], indent: str = "") -> str:
    return f"[{listed(map(_text, texts), indent, '    ')}]"


def _within_three_quotes(table: str) -> str:
    return table.replace("\\", "\\\\").replace('"""', '""\\"')


def _spss_comment(sentence: str) -> str:
    """A comment command; a full stop at the end of a line would end it early."""
    safe = for_code(sentence).replace("/*", "/ *").replace("*/", "* /")
    lines = [line.rstrip(". ") for line in textwrap.wrap(safe, 90, break_on_hyphens=False)]
    return "* " + "\n  ".join(lines) + "."


def _spss_text(text: str) -> str:
    """A text in quotes, those within doubled, cut to what SPSS keeps of a label."""
    cut = for_code(text).encode()[:_LONGEST_LABEL].decode(errors="ignore")
    return "'{}'".format(cut.replace("'", "''"))


def _spss_number(b: float) -> str:
    if math.isfinite(b):
        return f"{b:.6g}"
    return "infinite (separation)" if b > 0 else "determined by other variables"


def _spss_plain(value: float) -> str:
    """A number without powers of ten."""
    return f"{value:.12f}".rstrip("0").rstrip(".")


def _spss_lines(words: Sequence[str]) -> str:
    """Words on one line, or on more where it would be too long for SPSS."""
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) > _LONGEST_LINE:
            lines.append("   ")
        lines[-1] += f" {word}"
    return "\n".join(lines).removeprefix(" ")


#: What each template calls its filters.
_FILTERS: dict[str, dict[str, Callable[..., Any]]] = {
    "regression.R.j2": {
        "comment": _comment,
        "text": _text,
        "vector": _r_vector,
        "classes": _r_classes,
        "number": _r_number,
        "within_quotes": _within_single_quotes,
    },
    "regression.py.j2": {
        "comment": _comment,
        "text": _text,
        "list_of_texts": _python_list,
        "within_quotes": _within_three_quotes,
    },
    "regression.sps.j2": {
        "comment": _spss_comment,
        "text": _spss_text,
        "number": _spss_number,
        "plain": _spss_plain,
        "lines": _spss_lines,
    },
}
