"""What a case set says, in the form the bulletin's figures and statements are held against."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import pandas as pd

from probation.disclosure import gate
from probation.disclosure.gate import SMALLEST_BASE
from probation.domain.codes import Codebook
from probation.domain.vocabulary import NOT_RECORDED, REPORTED_FACTORS, TERMS, Dimension, Factor
from probation.stepwise.selection_result import SelectionResult

#: Where each breakdown stood at the end of the stepwise regression of one question and factor
#: (None for a question asked once a case). Raises NoEvidenceError where there is none.
SelectionResults = Callable[[str, str | None], Mapping[str, SelectionResult]]

#: Figures 3 and 4 leave this factor out (the bulletin's footnote 10).
_NINE_FACTORS = ("contracted_outcomes", "partner_outcomes")


class NoEvidenceError(LookupError):
    """The case set has no case that could decide, or too few; the message is a sentence."""


def enough(n: int) -> int:
    """``n`` where something can be judged on so many. Raises NoEvidenceError where it cannot."""
    if not gate.enough(n):
        raise NoEvidenceError(
            f"There are too few cases to judge: a base is under {SMALLEST_BASE}."
            if n
            else "There are no such cases."
        )
    return n


@dataclass(frozen=True)
class Count:
    """n judgements (or cases), of them yes."""

    n: int
    yes: int

    @property
    def percent(self) -> Fraction:
        """Of n, 0 to 100, exact. Raises NoEvidenceError where n is too few; see ``enough``."""
        return Fraction(100 * self.yes, enough(self.n))

    @property
    def shown(self) -> bool:
        """Whether its percentage may be shown: on few cases it says little."""
        return bool(gate.enough(self.n))

    def __str__(self) -> str:
        return f"{float(self.percent):.1f}% ({self.yes:,} of {self.n:,})"

    def __add__(self, other: "Count") -> "Count":
        return Count(self.n + other.n, self.yes + other.yes)


@dataclass(frozen=True)
class Evidence:
    """A case set in frames.

    margins: one row per question, factor, breakdown and level: n, yes. Under the question 'cases'
        both are the number of cases (with the factor as a priority, where there is one). factor
        and breakdown are None where there is none; level is then 'all'.
    standings: (question, factor) to the standing of each of the six breakdowns in the forward
        stepwise regression on all six; one that took no part has none.
    risk: provider, rosh_level, mappa, n (cases).
    priorities: factors (how many priority factors a case has), cases.
    areas: as in ``figures.areas``. codes: labels of the places that have cases, by breakdown.
    """

    margins: pd.DataFrame
    selection_results: SelectionResults
    risk: pd.DataFrame
    priorities: pd.DataFrame
    areas: pd.DataFrame
    codes: Codebook = field(default_factory=dict)

    @cached_property
    def _counts(self) -> dict[tuple[str, str, str, str], Count]:
        margins = self.margins.dropna(subset="n")  # what is withheld is no evidence
        keys = margins[["question", "factor", "breakdown", "level"]].astype(object)
        keys = keys.where(keys.notna(), "")
        cells = zip(*(keys[name] for name in keys), strict=True)
        numbers = zip(margins["n"], margins["yes"], strict=True)
        return {key: Count(int(n), int(yes)) for key, (n, yes) in zip(cells, numbers, strict=True)}

    def count(
        self, question: str, factor: str = "", breakdown: str = "", level: str = "all"
    ) -> Count:
        """n and yes of a level, or of several joined by semicolons; for 'cases', of all cases.

        A percentage of 'cases' is a share of all cases, so its n is all cases.
        """
        key = (question, factor, breakdown)
        found = sum(
            (self._counts.get((*key, code), Count(0, 0)) for code in level.split(";")), Count(0, 0)
        )
        if question == "cases":
            return Count(self._counts.get(("cases", "", "", "all"), Count(0, 0)).n, found.yes)
        return found

    def by_factor(self, question: str) -> dict[str, Count]:
        """The overall count of each factor that the bulletin shows for a question."""
        return {str(f): self.count(question, f) for f in shown_factors(question)}

    def by_level(self, breakdown: str) -> dict[str, int]:
        """Cases at each level of a breakdown that has any."""
        return {
            level: count.yes
            for (question, factor, by, level), count in self._counts.items()
            if (question, factor, by) == ("cases", "", breakdown) and count.yes
        }

    def place(self, breakdown: str, code: str) -> str:
        """The name of an area, division or owner: as the cases have it, else the bulletin."""
        printed = self.areas.loc[self.areas[breakdown] == code, f"{breakdown}_name"]
        return self.codes.get(Dimension(breakdown), {}).get(code, next(iter(printed), code))

    def most_priorities(self) -> int:
        """The most priority factors of any case. Raises NoEvidenceError where there is no case."""
        found = self.priorities.loc[self.priorities["cases"] > 0, "factors"]
        if found.empty:
            raise NoEvidenceError("There are no cases.")
        return int(found.max())

    def selection_result(self, question: str, factor: str, variable: str) -> SelectionResult:
        """Where a variable stood in the regression.

        Raises NoEvidenceError where it has no part, or one of its levels is of too few cases.
        """
        levels = [term.value for term in TERMS[Dimension(variable)] if term.value != NOT_RECORDED]
        for n in (self.count(question, factor, variable, level).n for level in levels):
            if n:
                enough(n)
        found = self.selection_results(question, factor or None).get(variable)
        if found is None:
            raise NoEvidenceError("It takes no part in the regression: its cases have one level.")
        return found


def shown_factors(question: str) -> Iterable[Factor]:
    """The factors of the bulletin's figure for a question: ten, or nine in Figures 3 and 4."""
    left_out = Factor.FINANCIAL_MANAGEMENT if question in _NINE_FACTORS else None
    return [factor for factor in REPORTED_FACTORS if factor != left_out]
