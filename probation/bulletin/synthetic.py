"""A synthetic case set, calibrated to the bulletin.

The real case data are not public. This module invents 1,066 cases, their priority factors and the
inspectors' judgements such that every possible figure of the bulletin comes out as printed.
Nothing in it describes a person, and no link between two things that the bulletin does not print
(such as gender and drug misuse) is evidence of anything.

How it is made, step by step, each an integer programme (``calibrate.choose``):
1. ``population``: cases chosen from a random pool to meet the sample counts of section 2.
2. The four questions of Tables 1 and 2: who is judged, and yes or no, to meet every n and percent.
3. Priority factors: one to five a case, to meet the chosen number of cases with each.
4. Availability, delivery and contributions: yes or no by random draws around a logistic model,
   to meet the percentages quoted in the text; age, OGRS and provider have an effect where the
   bulletin calls one significant and next to none elsewhere.
The published figures and what is possible of them come from ``figures`` and ``audit``. What the
bulletin does not print is in the tables of constants here and in ``population``: it is invented.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from probation.bulletin import figures, population
from probation.bulletin.calibrate import (
    Bound,
    Flags,
    Numbers,
    Positions,
    about,
    choose,
    near,
    printed_bounds,
    probabilities,
    targets,
)
from probation.bulletin.choices import (
    CASE_QUALITY,
    CHOSEN,
    FOLLOWS,
    LEANINGS,
    MOST_PRIORITIES,
    STEERED,
    STRAY,
    WIDEN,
)
from probation.bulletin.figures import exact
from probation.bulletin.population import Codes
from probation.questions import QUESTIONS
from probation.vocabulary import (
    BREAKDOWNS,
    NOT_RECORDED,
    REPORTED_FACTORS,
    AgeGroup,
    Factor,
    Judgement,
    OgrsBand,
    Provider,
)

SEED = 201901  # the number of the bulletin
BODIES = ("contracted", "partner")
JUDGEMENT_COLUMNS = ["question", "factor", "judgement", "rationale"]


@dataclass(frozen=True)
class CaseSet:
    """Three frames with the columns of the synthetic files, as data/README.md describes them."""

    cases: pd.DataFrame
    priorities: pd.DataFrame
    judgements: pd.DataFrame


def synthesise() -> CaseSet:
    """The synthetic case set: the same every time, in about half a minute.

    Raises StoreError where the published figures and the choices made here contradict.
    """
    rng = np.random.Generator(np.random.PCG64(SEED))
    published = figures.published()
    cases = population.sample(published, rng)
    wanted = targets(published)
    quality = rng.logistic(size=len(cases))
    tables = {body: _tables(body, cases, wanted, quality, rng) for body in BODIES}
    pairs = _priorities(cases, wanted, rng)
    judged = _per_factor(pairs, tables, wanted, quality, rng)
    judgements = pd.concat([*(table for table in tables.values()), judged], ignore_index=True)
    return CaseSet(
        cases,
        _filed(pairs, cases, ["factor"]),
        _filed(judgements.assign(rationale=""), cases, JUDGEMENT_COLUMNS),
    )


def write(case_set: CaseSet, directory: Path) -> None:
    """Write the three synthetic files into ``directory``: UTF-8, LF, a missing value empty."""
    for name in ("cases", "priorities", "judgements"):
        frame: pd.DataFrame = getattr(case_set, name)
        frame.to_csv(directory / f"synthetic_{name}.csv", index=False, lineterminator="\n")


def _tables(
    body: str,
    cases: pd.DataFrame,
    wanted: pd.DataFrame,
    quality: Numbers,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """The two questions asked once a case about one body: case, question, factor '', judgement."""
    size = len(cases)
    involved = rng.logistic(size=size)
    answers = []
    for question in (f"{body}_risk_focus", f"{body}_review_information"):
        applies = involved + rng.logistic(size=size)
        leans = CASE_QUALITY * quality + rng.logistic(size=size)
        yes, no = np.arange(size), np.arange(size, 2 * size)
        bounds = [Bound(np.array([i, size + i]), 0, 1) for i in range(size)]
        bounds += printed_bounds(about(wanted, question), cases, yes, no)
        chosen = choose(np.concatenate([applies + leans, applies - leans]), bounds, question)
        for answer, options in ((Judgement.YES, yes), (Judgement.NO, no)):
            picked = np.flatnonzero(chosen[options])
            answers.append(_judged(picked, question, "", np.full(len(picked), answer)))
    return pd.concat(answers, ignore_index=True)


def _priorities(
    cases: pd.DataFrame, wanted: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """The priority factors: one row per case (its position) and factor, with its covariates."""
    size, factors = len(cases), list(CHOSEN)
    option = np.arange(size * len(factors)).reshape(len(factors), size)
    leaning = rng.logistic(size=option.shape)
    for (factor, column, code), effect in LEANINGS.items():
        leaning[factors.index(factor)] += effect * (cases[column] == code).to_numpy()
    bounds = [Bound(options, 1, MOST_PRIORITIES) for options in option.T]
    bounds += [Bound(options, 1, np.inf) for options in option[: len(REPORTED_FACTORS)].T]
    for factor, options in zip(factors, option, strict=True):
        bounds += _by_provider(cases, CHOSEN[factor].priority, options)
        bounds += printed_bounds(about(wanted, "cases", factor), cases, options)
    chosen = choose(leaning.ravel(), bounds, "priority factors").reshape(option.shape)
    place, case = np.nonzero(chosen)
    pairs = pd.DataFrame({"case": case, "factor": np.array(factors)[place]})
    return pairs.join(cases[[*BREAKDOWNS]], on="case")


def _per_factor(
    pairs: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
    wanted: pd.DataFrame,
    quality: Numbers,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """The four questions asked of priority factors: case, question, factor, judgement."""
    everything = np.arange(len(pairs))
    available = _answers("availability", pairs, everything, wanted, quality, rng)
    delivered = _answers("delivery", pairs, everything, wanted, quality, rng, available)
    judged = [("availability", everything, available), ("delivery", everything, delivered)]
    for body in BODIES:
        contributed = _contributions(body, pairs, set(tables[body]["case"]), rng)
        question = f"{body}_outcomes"
        enough = _answers(question, pairs, contributed, wanted, quality, rng, delivered)
        judged.append((question, contributed, enough))
    return pd.concat(
        [
            _judged(
                pairs["case"].to_numpy()[rows],
                question,
                pairs["factor"].to_numpy()[rows],
                np.where(yes[rows], Judgement.YES, Judgement.NO),
            )
            for question, rows, yes in judged
        ],
        ignore_index=True,
    )


def _contributions(
    body: str, pairs: pd.DataFrame, certain: set[int], rng: np.random.Generator
) -> Positions:
    """Rows of ``pairs`` with a contribution of ``body``; one at least for a ``certain`` case."""
    bounds = []
    for factor, chosen in CHOSEN.items():
        rows = np.flatnonzero(pairs["factor"] == factor)
        bounds += _by_provider(pairs.iloc[rows], getattr(chosen, body), rows)
    for case, rows in pairs.groupby("case").indices.items():
        if case in certain:
            bounds.append(Bound(rows, 1, len(rows)))
    involved = rng.logistic(size=pairs["case"].max() + 1)[pairs["case"]]
    picked = choose(involved + rng.logistic(size=len(pairs)), bounds, f"{body} contributions")
    return np.flatnonzero(picked)


def _answers(
    question: str,
    pairs: pd.DataFrame,
    rows: Positions,
    wanted: pd.DataFrame,
    quality: Numbers,
    rng: np.random.Generator,
    follows: Flags | None = None,
) -> Flags:
    """Yes or no to one question for each row of ``pairs``; False in rows it is not asked of.

    follows: the answers to an earlier question that make a yes to this one more likely.
    """
    yes = np.zeros(len(pairs), dtype=bool)
    draw = CASE_QUALITY * quality[pairs["case"]] + rng.logistic(size=len(pairs))
    if follows is not None:
        draw += FOLLOWS[question] * follows
    for factor, group in pairs.iloc[rows].groupby("factor", sort=False):
        here = pairs.index.get_indexer(group.index)
        yes[here] = _factor_answers(question, Factor(factor), group, wanted, draw[here])
    return yes


def _factor_answers(
    question: str, factor: Factor, group: pd.DataFrame, wanted: pd.DataFrame, draw: Numbers
) -> Flags:
    """Yes or no for the cases in ``group``, one row each, by random ``draw`` around a model."""
    options = np.arange(len(group))
    here = about(wanted, question, factor)
    percents = {row.level: float(exact(row.printed)) for row in here.itertuples()}
    bounds = printed_bounds(here, group, options)
    if "all" not in percents:
        percents["all"] = CHOSEN[factor].percent[question]
        yes = round(percents["all"] * len(group) / 100)
        bounds.append(Bound(options, yes, yes))
    effect = _effects(question, factor, group)
    p = np.zeros(len(group))
    for provider in Provider:
        of = np.flatnonzero(group["provider"] == provider) if provider in percents else options
        p[of] = probabilities(effect[of], percents.get(provider, percents["all"]) * len(of) / 100)
    steered = STEERED if effect.any() else ()
    bounds += [
        near(np.flatnonzero(group[breakdown] == level), p, 0 if breakdown in steered else STRAY)
        for breakdown in BREAKDOWNS
        for level in group[breakdown].unique()
        if level != NOT_RECORDED and level not in percents
    ]
    if Provider.NPS in percents:
        effect += WIDEN * (group["provider"] == Provider.NPS).to_numpy()
    return choose(effect + draw, bounds, f"yes to {question} of {factor}")


def _effects(question: str, factor: Factor, group: pd.DataFrame) -> Numbers:
    """The chosen log-odds of yes by age and OGRS band; none but of delivery."""
    if question != "delivery":
        return np.zeros(len(group))
    older = (group["age_group"] == AgeGroup.THIRTY_PLUS).to_numpy(float)
    likely = (group["ogrs_band"] == OgrsBand.HIGH_VERY_HIGH).to_numpy(float)
    return np.asarray(CHOSEN[factor].older * older + CHOSEN[factor].likely * likely)


def _by_provider(cases: pd.DataFrame, sizes: tuple[int, int], options: Positions) -> list[Bound]:
    """So many of ``options``, one for each of ``cases``, for each provider."""
    of = [options[(cases["provider"] == provider).to_numpy()] for provider in Provider]
    return [Bound(members, size, size) for members, size in zip(of, sizes, strict=True)]


def _judged(case: Positions, question: str, factor: str | Codes, judgement: Codes) -> pd.DataFrame:
    return pd.DataFrame(
        {"case": case, "question": question, "factor": factor, "judgement": judgement}
    )


def _filed(rows: pd.DataFrame, cases: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """``rows`` in the order of cases, questions and factors, with case_id for the case."""
    order = {code: place for place, code in enumerate([*QUESTIONS, "", *Factor])}
    by = [name for name in ("case", "question", "factor") if name in rows]
    filed = rows.sort_values(by, key=lambda c: c if c.name == "case" else c.map(order))
    case_id = cases["case_id"].to_numpy()[filed["case"]]
    return filed.assign(case_id=case_id).reset_index(drop=True)[["case_id", *columns]]
