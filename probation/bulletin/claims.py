"""Whether the bulletin's statements hold in a case set: one small test per kind of statement.

Significance here is what the bulletin's Annex A says: forward stepwise logistic regression on the
six breakdowns. A difference is significant where its variable is in the model selected, and p of
removing it from there is below .05.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Any

import pandas as pd

from probation.bulletin.consistency import plain
from probation.bulletin.evidence import Count, Evidence, NoEvidenceError, enough
from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import REPORTED_FACTORS, TERMS, Dimension, Factor
from probation.domain.wording import counted, join_or, p_value, upper_first
from probation.statistics.multiplicity import benjamini_hochberg
from probation.stepwise.selection_result import SIGNIFICANCE, SelectionResult

_PHRASES = {(str(dim), str(t)): t.phrase for dim, terms in TERMS.items() for t in terms}
_BREAKDOWNS = {str(dim): dim.phrase for dim in Dimension}
_HALF = Fraction(1, 2)
_FACTORS = {str(factor): factor.phrase for factor in Factor}


@dataclass(frozen=True)
class Verdict:
    """Whether a statement holds (None where nothing can decide it), and how it is known."""

    holds: bool | None
    how: str


#: A row of ``figures.statements`` as a named tuple.
Statement = Any
Check = Callable[[Statement, Evidence], Verdict]


def check(statements: pd.DataFrame, evidence: Evidence) -> pd.DataFrame:
    """Each statement against the case set. Columns: id, text, holds (bool or None), how.

    A sentence that says which way a significant difference goes is two statements.
    """
    verdicts = [verdict(row, evidence) for row in statements.itertuples(index=False)]
    again = statements["text"].duplicated() & (statements["kind"] == "greater")
    text = statements["text"].mask(again, statements["text"] + " (Its direction alone.)")
    return pd.DataFrame(
        {
            "id": list(statements["id"]),
            "text": list(text),
            "holds": pd.Series([v.holds for v in verdicts], dtype=object),
            "how": [v.how for v in verdicts],
        }
    )


def verdict(statement: Statement, evidence: Evidence) -> Verdict:
    """One statement against the case set; undecided where no case, or too few, could decide it."""
    try:
        if cases := evidence.count("cases").n:
            enough(cases)
        return KINDS[statement.kind](statement, evidence)
    except NoEvidenceError as nothing:
        return Verdict(None, str(nothing))


def _extreme(st: Statement, evidence: Evidence, largest: bool) -> Verdict:
    ranked = _ranked(st.question, evidence)
    rivals = [(factor, count) for factor, count in ranked if factor != st.factor]
    rival, other = rivals[0] if largest else rivals[-1]
    mine = evidence.count(st.question, st.factor)
    ahead = mine.percent > other.percent if largest else mine.percent < other.percent
    return Verdict(ahead, f"{_named(st.factor)} {mine}; {_FACTORS[rival]} {other}.")


def _highest(st: Statement, evidence: Evidence) -> Verdict:
    return _extreme(st, evidence, largest=True)


def _lowest(st: Statement, evidence: Evidence) -> Verdict:
    return _extreme(st, evidence, largest=False)


def _ranks(st: Statement, evidence: Evidence) -> Verdict:
    low, high = int(st.low), int(st.high)
    ranked = _ranked(st.question, evidence)
    found = [factor for factor, _ in ranked[low - 1 : high]]
    near = ranked[max(low - 2, 0) : high + 1]
    shares = [count.percent for _, count in ranked]
    apart = all(shares[i - 1] > shares[i] for i in (low - 1, high) if 0 < i < len(shares))
    said = "; ".join(f"{_FACTORS[factor]} {count}" for factor, count in near)
    return Verdict(apart and set(found) == set(st.expected.split(";")), f"In order: {said}.")


def _count_above(st: Statement, evidence: Evidence) -> Verdict:
    shares = evidence.by_factor(st.question)
    above = [factor for factor, count in shares.items() if count.percent > st.value]
    rest = "; ".join(f"{_FACTORS[f]} {c}" for f, c in shares.items() if f not in above)
    how = (
        f"Above {st.value:g}% for {len(above)} of {len(shares)} factors; not for {rest or 'none'}."
    )
    return Verdict(len(above) == st.count, how)


def _count_between(st: Statement, evidence: Evidence) -> Verdict:
    shares = evidence.by_factor(st.question)
    inside = [f for f, count in shares.items() if rounds_within(count, st.low, st.high)]
    said = f"{st.low:g}% to {st.high:g}%"
    names = join_or([_FACTORS[f] for f in inside], "and") or "none"
    how = f"{len(inside)} of {len(shares)} factors are at {said}: {names}."
    return Verdict(len(inside) == st.count, how)


def _about(st: Statement, evidence: Evidence) -> Verdict:
    count = evidence.count(st.question, st.factor, st.breakdown, st.level)
    if st.other == "no":
        count = Count(count.n, count.n - count.yes)
    return Verdict(
        rounds_within(count, st.low, st.high), f"{count}; {st.low:g}% to {st.high:g}% would hold."
    )


def _greater(st: Statement, evidence: Evidence) -> Verdict:
    one, two = (
        evidence.count(st.question, st.factor, st.breakdown, level)
        for level in (st.level, st.other)
    )
    names = [_PHRASES[st.breakdown, level] for level in (st.level, st.other)]
    return Verdict(one.percent > two.percent, f"{upper_first(names[0])} {one}; {names[1]} {two}.")


def _exceeds(st: Statement, evidence: Evidence) -> Verdict:
    one, two = _pooled(st.question, evidence), _pooled(st.other, evidence)
    return Verdict(one.percent > two.percent, f"Partners {one}; contracted providers {two}.")


def _below_median(st: Statement, evidence: Evidence) -> Verdict:
    mine = evidence.count(st.question, st.factor)
    middle = median(count.percent for count in evidence.by_factor(st.question).values())
    how = f"{_named(st.factor)} {mine}; the median factor {float(middle):.1f}%."
    return Verdict(mine.percent < middle, how)


def _significant(st: Statement, evidence: Evidence) -> Verdict:
    found = evidence.selection_result(st.question, st.factor, st.breakdown)
    named = [st.factor] if found.significant and st.factor else []
    return Verdict(found.significant, _how(found) + _unclear(st, evidence, named))


def _not_significant(st: Statement, evidence: Evidence) -> Verdict:
    found = evidence.selection_result(st.question, st.factor, st.breakdown)
    return Verdict(not found.significant, _how(found))


def _only_significant(st: Statement, evidence: Evidence) -> Verdict:
    of = {str(f): evidence.selection_result(st.question, f, st.breakdown) for f in REPORTED_FACTORS}
    found = [factor for factor, selection_result in of.items() if selection_result.significant]
    names = join_or(
        [f"{_FACTORS[f]} (step {of[f].entered}, {p_value(of[f].p)})" for f in found], "and"
    )
    nearest = min((f for f in of if f not in found), key=lambda factor: of[factor].p, default=None)
    next_to = (
        f" Nearest of the rest: {_FACTORS[nearest]}, {_moved(of[nearest])}." if nearest else ""
    )
    how = f"{upper_first(_BREAKDOWNS[st.breakdown])} is in the model for {names or 'no factor'}."
    return Verdict(found == [st.factor], how + next_to + _unclear(st, evidence, found))


def _unclear(st: Statement, evidence: Evidence, named: Sequence[str]) -> str:
    """Which of the factors ``named`` are not clear once those of the question are judged together.

    The bulletin judges each on its own, and so does the verdict.
    """
    if not named:
        return ""
    tests = {
        str(f): evidence.selection_results(st.question, f).get(st.breakdown)
        for f in REPORTED_FACTORS
    }
    made = {
        factor: selection_result.p for factor, selection_result in tests.items() if selection_result
    }
    together = dict(zip(made, benjamini_hochberg(list(made.values())), strict=True))
    unclear = [_FACTORS[factor] for factor in named if together[factor] >= SIGNIFICANCE]
    if not unclear:
        return ""
    return (
        f" Not clear after allowing for {len(made)} tests (Benjamini-Hochberg):"
        f" {'; '.join(unclear)}."
    )


def _how(found: SelectionResult) -> str:
    return f"{upper_first(_BREAKDOWNS[found.variable])} {_moved(found)}."


def _moved(found: SelectionResult) -> str:
    """How a breakdown came where it is: 'enters at step 1 of 2 and stays, p = 0.003'."""
    p = p_value(found.p)
    if found.selected:
        return f"enters at step {found.entered} of {found.steps} and stays, {p}"
    if found.removed:
        return f"is removed at step {found.removed} of {found.steps}, {p} outside"
    of = counted(found.steps, "step") if found.steps else "no step was made"
    return f"does not enter ({of}), {p}"


def _fewest(st: Statement, evidence: Evidence) -> Verdict:
    ns = {str(f): evidence.count(st.question, f).n for f in REPORTED_FACTORS}
    if judged := sum(ns.values()):
        enough(judged)
    mine = ns.pop(st.factor)
    least = min(ns, key=lambda factor: ns[factor])
    rival = f"the fewest of the others, {_FACTORS[least]}, {ns[least]:,}"
    how = f"{_named(st.factor)} has {mine:,} applicable cases; {rival}."
    return Verdict(mine < ns[least], how)


def _fewer_cases(st: Statement, evidence: Evidence) -> Verdict:
    mine = evidence.count("cases", st.factor).yes
    ns = {factor: count.yes for factor, count in evidence.by_factor("cases").items()}
    least = min(ns, key=lambda factor: ns[factor])
    rival = f"the fewest of the ten reported, {_FACTORS[least]}, {ns[least]:,}"
    how = f"{_named(st.factor)} has {mine:,} cases; {rival}."
    return Verdict(0 < mine < ns[least], how)


def _all_in(st: Statement, evidence: Evidence) -> Verdict:
    of = evidence.risk[evidence.risk[st.breakdown].isin(st.level.split(";"))]
    return _in_provider(of, st.expected, all_of_them=True)


def _most_others_in(st: Statement, evidence: Evidence) -> Verdict:
    retained = evidence.risk["rosh_level"].isin(["high", "very_high"])
    others = evidence.risk[~retained & (evidence.risk["mappa"] == "no")]
    return _in_provider(others, st.expected, all_of_them=False)


def _at_most(st: Statement, evidence: Evidence) -> Verdict:
    most = evidence.most_priorities()
    return Verdict(most <= st.count, f"No case has more than {counted(most, 'priority factor')}.")


def _covers(st: Statement, evidence: Evidence) -> Verdict:
    wanted, found = set(st.expected.split(";")), set(evidence.by_level(st.breakdown))
    without, extra = (_places(st.breakdown, c, evidence) for c in (wanted - found, found - wanted))
    how = f"{len(wanted & found)} of {len(wanted)} have cases."
    how += f" Without any: {without}." if without else ""
    how += f" Not among them: {extra}." if extra else ""
    return Verdict(wanted == found, how)


def _not_inspected(st: Statement, evidence: Evidence) -> Verdict:
    areas = evidence.areas
    absent = areas.loc[areas["area"] == "", "contract_package_area"]
    same = {plain(name) for name in absent} == {plain(name) for name in st.expected.split(";")}
    inspected = evidence.by_level("area")
    if not inspected:
        raise NoEvidenceError("There are no cases.")
    elsewhere = set(inspected) - set(areas["area"])
    strays = _places("area", elsewhere, evidence) or "none"
    how = f"Table A1 has {len(absent)} without an inspection; cases from elsewhere: {strays}."
    without = _places("area", set(areas["area"]) - {"", *inspected}, evidence)
    how += f" Inspected, but without cases: {without}." if without else ""
    return Verdict(same and not elsewhere and not without, how)


def _largest(st: Statement, evidence: Evidence) -> Verdict:
    ns = evidence.by_level(st.breakdown)
    if not ns:
        raise NoEvidenceError("There are no cases.")
    most = max(ns, key=lambda level: ns[level])
    how = f"{evidence.place(st.breakdown, most)} has the most cases, {ns[most]:,}."
    return Verdict(most in st.expected.split(";"), how)


KINDS: Mapping[str, Check] = {
    "highest": _highest,
    "lowest": _lowest,
    "ranks": _ranks,
    "count_above": _count_above,
    "count_between": _count_between,
    "about": _about,
    "greater": _greater,
    "exceeds": _exceeds,
    "below_median": _below_median,
    "significant": _significant,
    "not_significant": _not_significant,
    "only_significant": _only_significant,
    "fewest": _fewest,
    "fewer_cases": _fewer_cases,
    "all_in": _all_in,
    "most_others_in": _most_others_in,
    "at_most": _at_most,
    "covers": _covers,
    "not_inspected": _not_inspected,
    "largest": _largest,
}


def rounds_within(count: Count, low: float, high: float) -> bool:
    """Whether a percentage can be rounded to a whole number from ``low`` to ``high``."""
    return low <= count.percent + _HALF and count.percent - _HALF <= high


def _ranked(question: str, evidence: Evidence) -> list[tuple[str, Count]]:
    shares = evidence.by_factor(question).items()
    return sorted(shares, key=lambda item: item[1].percent, reverse=True)


def _pooled(question: str, evidence: Evidence) -> Count:
    if not QUESTIONS[question].per_factor:
        return evidence.count(question)
    return sum(evidence.by_factor(question).values(), Count(0, 0))


def _in_provider(of: pd.DataFrame, provider: str, all_of_them: bool) -> Verdict:
    """Whether all of the cases, or more than half of them, are a provider's."""
    count = Count(int(of["n"].sum()), int(of.loc[of["provider"] == provider, "n"].sum()))
    holds = count.percent == 100 if all_of_them else count.percent > 50
    return Verdict(holds, f"{provider} has {count} of these cases.")


def _places(breakdown: str, codes: Iterable[str], evidence: Evidence) -> str:
    return join_or(sorted(evidence.place(breakdown, code) for code in codes), "and")


def _named(factor: str) -> str:
    return upper_first(_FACTORS[factor])
