"""A regression as SPSS syntax: the cases, their labels, and LOGISTIC REGRESSION, METHOD=FSTEP."""

import math
import textwrap
from collections.abc import Iterable, Mapping, Sequence

from probation.exports.code.contents import Contents, Variable, contents, top
from probation.exports.code.texts import number, one_line
from probation.stepwise.regression import Regression

_COUNT = "n"
#: SPSS keeps 120 bytes of a label. With every quote doubled a line stays below its 250.
_LONGEST_LABEL = 110
#: SPSS reads 250 characters of a line; half leaves room for what a list stands behind.
_LONGEST_LINE = 125


def spss(regression: Regression, said: Mapping[str, str]) -> str:
    """SPSS syntax that repeats the regression.

    said: what the cases are (question asked, filters, case set, ...), to stand at the top.
    """
    found = contents(regression)
    title = "Stepwise logistic regression, repeated in SPSS."
    parts = [
        _comment([title, *top(regression, said)]),
        _data(found),
        _labels(found, regression.patterns.outcome),
        _comment(_answer(found)),
        _procedure(found, regression),
    ]
    return "\n\n".join(parts) + "\n"


def _comment(sentences: Iterable[str]) -> str:
    """A comment command for each sentence; a full stop at the end of a line would end it early."""
    commands = []
    for sentence in sentences:
        safe = one_line(sentence).replace("/*", "/ *").replace("*/", "* /")
        lines = [line.rstrip(". ") for line in textwrap.wrap(safe, 90, break_on_hyphens=False)]
        commands.append("* " + "\n  ".join(lines) + ".")
    return "\n".join(commands)


def _data(found: Contents) -> str:
    """A row for each pattern and outcome that has cases; a level is the number of its place."""
    names = [variable.name for variable in found.variables]
    cells = [_codes(variable) for variable in found.variables]
    rows = [
        [*(column[pattern] for column in cells), event, str(cases)]
        for pattern in range(len(found.yes))
        for event, cases in (("1", found.yes[pattern]), ("0", found.no[pattern]))
        if cases
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [_wrapped([c.rjust(w) for c, w in zip(row, widths, strict=True)]) for row in rows]
    return "\n".join(
        [
            "SET DECIMAL=DOT.",
            f"DATA LIST FREE / {_wrapped([*names, found.outcome, _COUNT])}.",
            "BEGIN DATA",
            *lines,
            "END DATA.",
            f"WEIGHT BY {_COUNT}.",
        ]
    )


def _codes(variable: Variable) -> list[str]:
    if variable.levels is None:
        return [number(value) for value in variable.values]
    return [str(int(place) + 1) for place in variable.values]


def _labels(found: Contents, outcome: str) -> str:
    called = [(variable.name, variable.original) for variable in found.variables]
    called += [(found.outcome, outcome), (_COUNT, "Cases")]
    commands = [f"VARIABLE LABELS {name} {_string(label)}." for name, label in called]
    for variable in found.factors:
        commands.append(_value_labels(variable.name, enumerate(variable.levels or (), 1)))
    commands.append(_value_labels(found.outcome, enumerate([found.other, found.event])))
    return "\n".join(commands)


def _value_labels(name: str, labels: Iterable[tuple[int, str]]) -> str:
    lines = [f"  {code} {_string(label)}" for code, label in labels]
    return "\n".join([f"VALUE LABELS {name}", *lines]) + "."


def _string(text: str) -> str:
    """A text in quotes, those within doubled, cut to what SPSS keeps of a label."""
    cut = one_line(text).encode()[:_LONGEST_LABEL].decode(errors="ignore")
    return "'{}'".format(cut.replace("'", "''"))


def _answer(found: Contents) -> list[str]:
    """What SPSS should find."""
    rows = [f"{estimate.term}: {_coefficient(estimate.b)}" for estimate in found.estimates]
    return [
        "The dashboard took these steps.",
        *(move.sentence for move in found.moves),
        found.stopped,
        "Its coefficients (B), to hold beside those of the last step",
        *rows,
    ]


def _coefficient(b: float) -> str:
    if math.isfinite(b):
        return f"{b:.6g}"
    return "infinite (separation)" if b > 0 else "determined by other variables"


def _procedure(found: Contents, regression: Regression) -> str:
    criteria = regression.criteria
    names = [variable.name for variable in found.variables]
    if not names:
        return _comment(["No candidate varies among the cases, so there is nothing to select."])
    return "\n".join(
        [
            f"LOGISTIC REGRESSION VARIABLES {found.outcome}",
            f"  /METHOD=FSTEP({criteria.removal.upper()}) {_wrapped(names)}",
            *(f"  /CONTRAST ({variable.name})=INDICATOR(1)" for variable in found.factors),
            "  /PRINT=GOODFIT CI(95)",
            f"  /CRITERIA=PIN({_plain(criteria.enter)}) POUT({_plain(criteria.remove)})"
            " BCON(0.000001) ITERATE(100) CUT(0.5).",
        ]
    )


def _plain(value: float) -> str:
    """A number without powers of ten."""
    return f"{value:.12f}".rstrip("0").rstrip(".")


def _wrapped(words: Sequence[str]) -> str:
    """Words on one line, or on more where it would be too long for SPSS."""
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) > _LONGEST_LINE:
            lines.append("   ")
        lines[-1] += f" {word}"
    return "\n".join(lines).removeprefix(" ")
