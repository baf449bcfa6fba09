"""A regression of stored judgements in sentences: what was found, how, and what to beware of."""

import re
from collections.abc import Sequence

import pandas as pd

from probation.analysis.effects import Effect
from probation.analysis.patterns import ALL_MISSING, Excluded
from probation.analysis.regression import Regression
from probation.analysis.standing import Standing, standings
from probation.analysis.stepwise import STOPPED, State, Step
from probation.charts.theme import rounded
from probation.scope import Scope
from probation.vocabulary import NOT_RECORDED, Codebook, Dimension, cases, join_or, p_value


def headline(found: Regression, scope: Scope, codes: Codebook) -> str:
    """What was found, in one sentence: of the variable that entered first, beside the others."""
    of = f" for {scope.factor.phrase}" if scope.factor else ""
    if not found.model.variables:
        return f"{scope.question.topic}{of}: no candidate enters, so no difference is significant"
    first, *others = found.model.variables
    sentence = f"{scope.question.finding}{of} {_difference(_widest(found, first), codes)}"
    return f"{sentence}{f', after accounting for {_names(others)}' if others else ''}"


def rest(found: Regression, codes: Codebook) -> list[str]:
    """What else the model says, and what did not enter: a sentence each."""
    stood = standings(found.path)
    sentences = [
        f"In the same model, {_difference(_widest(found, name), codes)}."
        for name in found.model.variables[1:]
    ]
    sentences += [
        f"{_upper(_name(name))} stays at {p_value(stood[name].p)}: it would leave above"
        f" {found.criteria.remove:g}."
        for name in found.model.variables
        if not stood[name].significant
    ]
    return [*sentences, *_left_out(list(stood.values()))]


def _left_out(stood: Sequence[Standing]) -> list[str]:
    never = [s for s in stood if s.entered is None]
    removed = [s for s in stood if s.removed and not s.selected]
    sentences = []
    if never:
        by_p = sorted(never, key=lambda s: s.p)
        named = [f"{_name(s.variable)} ({p_value(s.p)})" for s in by_p]
        sentences.append(f"{_upper(join_or(named, 'and'))} did not enter.")
    if removed:
        named = [f"{_name(s.variable)} ({p_value(s.p)})" for s in removed]
        sentences.append(f"{_upper(join_or(named, 'and'))} entered and was removed again.")
    return sentences


def advice(found: Regression) -> str:
    """What to do where nothing entered; '' where something did."""
    if found.model.variables:
        return ""
    if not found.patterns.candidates:
        return "No candidate is left to choose from. Clear a filter, or choose other candidates."
    return (
        "That is no proof that there is no difference: with few cases only wide ones show. Take"
        " filters away for more cases, or look at the model in full, which gives every difference"
        " with its interval."
    )


def warnings(found: Regression, codes: Codebook) -> list[str]:
    """What a reader must be told, the gravest first, in the words of the vocabulary."""
    left_out = [_excluded(excluded) for excluded in found.patterns.excluded]
    others = [w for w in found.warnings if "was left out: it" not in w]
    return [*(_in_words(sentence, codes) for sentence in others), *left_out]


def _excluded(excluded: Excluded) -> str:
    name = _upper(_name(excluded.variable))
    if excluded.reason == ALL_MISSING:
        return f"{name} took no part: it is recorded in none of these cases."
    return (
        f"{name} took no part: it is the same in all of these cases. Clear its filter, or take it"
        " off the candidates."
    )


def _in_words(sentence: str, codes: Codebook) -> str:
    """``sentence`` with the names of dimensions and of their levels in place of codes."""

    def of_level(match: re.Match[str]) -> str:
        return cases(Dimension(match[1]), match[2], codes)

    dimensions = "|".join(Dimension)
    sentence = re.sub(rf"'({dimensions})' = '([^']+)'", of_level, sentence)
    sentence = re.sub(rf"'({dimensions})'", lambda match: _name(match[1]), sentence)
    return sentence.replace("clusters", "areas")


def story(found: Regression) -> list[dict[str, str]]:
    """The selection step by step. One entry: Step, What happened, In the model, Left out."""
    path = found.path
    rows = [_told("0", "The start: no variable, every case alike.", path.start)]
    rows += [_told(str(step.step), _happened(step), step.after) for step in path.steps]
    variable = _name(path.stop_variable) if path.stop_variable else ""
    why = STOPPED[path.stop_reason].format(variable=variable)
    return [*rows, _told("End", _upper(why), None)]


def _told(step: str, happened: str, state: State | None) -> dict[str, str]:
    inside = state.removal_table if state else ()
    outside = sorted(state.not_in_equation if state else (), key=lambda row: row.log_p)
    return {
        "Step": step,
        "What happened": happened,
        "In the model (p if removed)": _listed([(r.variable, r.p) for r in inside]),
        "Left out (p to enter)": _listed([(r.variable, r.p) for r in outside]),
    }


def _happened(step: Step) -> str:
    statistic = {"score": "score", "lr": "likelihood ratio", "wald": "Wald", "cond": "conditional"}
    test = f"{statistic[step.stat_name]} {step.statistic:.2f}, {step.df} df, {p_value(step.p)}"
    if step.action == "enter":
        return f"{_upper(_name(step.variable))} enters: the smallest p of those left out ({test})."
    return f"{_upper(_name(step.variable))} is removed: its p rose above the limit ({test})."


def _listed(rows: Sequence[tuple[str, float]]) -> str:
    return "; ".join(f"{_name(name)} {_bare(p)}" for name, p in rows)


def _bare(p: float) -> str:
    """'0.012', '< 0.001'."""
    return p_value(p).removeprefix("p ").removeprefix("= ")


def _widest(found: Regression, variable: str) -> Effect:
    """The effect of a variable's level that is furthest from its reference."""
    return max(
        (effect for effect in found.effects if effect.variable == variable),
        key=lambda effect: abs(effect.points),
    )


def _difference(effect: Effect, codes: Codebook) -> str:
    """'20 percentage points more often in NPS cases than in CRC cases (95% interval 9 to 31)'."""
    size, low, high = effect.points, effect.ci_low, effect.ci_high
    more = "more"
    if size < 0:
        size, low, high, more = -size, -high, -low, "less"
    of = Dimension(effect.variable)
    return (
        f"{rounded(size, 0 if size >= 1 else 1)} percentage points {more} often in"
        f" {cases(of, str(effect.level), codes)} than in {cases(of, str(effect.reference), codes)}"
        f" (95% interval {limit(low)} to {limit(high)})"
    )


def limit(value: float) -> str:
    """A limit of an interval in whole points, with a true minus."""
    return rounded(value).replace("-", "\N{MINUS SIGN}")


def _names(variables: Sequence[str]) -> str:
    return join_or([_name(variable) for variable in variables], "and")


def _name(variable: str) -> str:
    return Dimension(variable).phrase


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def level(variable: str, code: str, codes: Codebook) -> str:
    """A level beside those of other variables: 'NPS', 'OGRS band: low or medium'."""
    of = Dimension(variable)
    label = codes[of][code]
    if of in (Dimension.OGRS_BAND, Dimension.ROSH_LEVEL) or code == NOT_RECORDED:
        return f"{of.label}: {label.lower()}"
    return label


def against(variable: str, code: str, reference: str, codes: Codebook) -> str:
    """A level and what it is held against: 'NPS, against CRC'."""
    other = codes[Dimension(variable)][reference]
    shown = other.lower() if variable in (Dimension.OGRS_BAND, Dimension.ROSH_LEVEL) else other
    return f"{level(variable, code, codes)}, against {shown}"


def screened(cells: pd.DataFrame) -> str:
    """The headline of a screen: how many of its models have an entrant, and which is most frequent.

    ``cells``: of tables.screened.
    """
    models = cells[["question", "factor"]].drop_duplicates()
    entered = cells[cells["entered"]]
    with_one = entered[["question", "factor"]].drop_duplicates()
    if entered.empty:
        return f"No candidate enters any of the {len(models)} models"
    counts = entered["variable"].value_counts()
    most = [name for name in cells["variable"].unique() if counts.get(name) == counts.max()]
    times = "once" if counts.max() == 1 else f"{counts.max()} times"
    return (
        f"A candidate enters in {len(with_one)} of {len(models)} models; most often"
        f" {_names(most)}, {times}"
    )
