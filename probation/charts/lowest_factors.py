"""Where two factors stand among all others, question by question."""

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from probation.charts import printed
from probation.charts.rates import PERCENTAGE, numbers, share
from probation.charts.spec import Rows, Series
from probation.charts.theme import percent
from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import Factor

#: Shapes of the marks of the two named.
_SHAPES = ("circle", "diamond")


def lowest(rates: pd.DataFrame, named: Collection[str]) -> Rows:
    """A dot for each factor on one line a question, those ``named`` (two) large and in words.

    ``rates``: rows of estimates.rates of several questions without a breakdown.
    """
    questions = list(rates["question"].unique())
    others = _dots(rates[~rates["factor"].isin(list(named))], questions, "Other factors")
    series = [replace(others, size=8, opacity=0.6)]
    for factor, shape in zip(named, _SHAPES, strict=True):
        own = rates[rates["factor"] == factor]
        marks = _dots(own, questions, Factor(factor).label)
        words = tuple(f"{marks.name} {share(row)}" for row in own.itertuples())
        labels = tuple(f"{percent(r.percent)}{printed.sign(r)}" for r in own.itertuples())
        marks = replace(marks, labels=labels, shorts=words)
        series.append(replace(marks, colours="one", shapes=shape, size=13))
    rows = tuple(QUESTIONS[key].short for key in questions)
    key = ("", *(marks.name for marks in series[1:]))
    return Rows(rows, tuple(series), PERCENTAGE, key=key)


def _dots(rates: pd.DataFrame, questions: list[str], name: str) -> Series:
    return Series(
        name,
        tuple(map(questions.index, rates["question"])),
        numbers(rates["percent"]),
        "quiet",
        hovers=tuple(
            f"<b>{Factor(r.factor).label}</b><br>{percent(r.percent, 1)}: {r.yes:,} of {r.n:,}"
            f"{printed.told(r)}"
            for r in rates.itertuples()
        ),
        codes=tuple([r.question, r.factor] for r in rates.itertuples()),
        printed=tuple(map(printed.is_printed, rates.itertuples())),
    )
