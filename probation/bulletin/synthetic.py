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
The published figures and what is possible of them come from ``figures`` and ``possibility``.
What the bulletin does not print is invented: the constants of ``choices`` and ``population``.
"""

from collections.abc import Mapping, Sequence
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
    Target,
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
    INVOLVEMENT,
    LEANINGS,
    MOST_PRIORITIES,
    STEERED,
    STRAY,
    WIDEN,
)
from probation.bulletin.figures import exact
from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import (
    NOT_RECORDED,
    REPORTED_BREAKDOWNS,
    REPORTED_FACTORS,
    AgeGroup,
    Factor,
    Judgement,
    OgrsBand,
    Provider,
)

SEED = 201901  # the number of the bulletin
BODIES = ("contracted", "partner")


@dataclass(frozen=True)
class CaseSet:
    """Three frames with the columns of the synthetic files, as data/README.md describes them."""

    cases: pd.DataFrame
    priorities: pd.DataFrame
    judgements: pd.DataFrame


def synthesise() -> CaseSet:
    """The synthetic case set: the same every time, in about ten seconds.

    Raises StoreError where the published figures and the choices made here contradict.
    """
    rng = np.random.Generator(np.random.PCG64(SEED))
    published = figures.published()
    cases = population.sample(published, rng)
    inspectors = _Inspectors(cases, targets(published), rng.logistic(size=len(cases)), rng)
    once = {body: inspectors.tables(body) for body in BODIES}
    pairs = inspectors.priorities()
    judged = inspectors.outcomes(pairs, {body: set(once[body]["case"]) for body in BODIES})
    judgements = pd.concat([*once.values(), judged]).assign(rationale="")
    return CaseSet(
        cases,
        _filed(pairs, cases, ["factor"]),
        _filed(judgements, cases, ["question", "factor", "judgement", "rationale"]),
    )


def write(case_set: CaseSet, directory: Path) -> None:
    """Write the three synthetic files into ``directory``: UTF-8, LF, a missing value empty."""
    for name in ("cases", "priorities", "judgements"):
        frame: pd.DataFrame = getattr(case_set, name)
        frame.to_csv(directory / f"synthetic_{name}.csv", index=False, lineterminator="\n")


@dataclass(frozen=True)
class _Inspectors:
    """What inspectors would have judged of ``cases``, at random but to the figures ``wanted``.

    quality: one random number for each case, which its judgements have in common.
    """

    cases: pd.DataFrame
    wanted: Sequence[Target]
    quality: Numbers
    rng: np.random.Generator

    def tables(self, body: str) -> pd.DataFrame:
        """The two questions asked once a case about ``body``: case, factor '', question, judgement.

        Each case has two options for each question, yes and no, of which it may have neither.
        """
        size = len(self.cases)
        involved = self.rng.logistic(size=size)
        yes, no = np.arange(size), np.arange(size, 2 * size)
        answers = []
        for question in (f"{body}_risk_focus", f"{body}_review_information"):
            asked = involved + self.rng.logistic(size=size)
            good = CASE_QUALITY * self.quality + self.rng.logistic(size=size)
            bounds = [Bound(np.array(options), 0, 1) for options in zip(yes, no, strict=True)]
            bounds += printed_bounds(about(self.wanted, question), self.cases, yes, no)
            chosen = choose(np.concatenate([asked + good, asked - good]), bounds, question)
            case = np.flatnonzero(chosen[yes] | chosen[no])
            applies = pd.DataFrame({"case": case, "factor": ""})
            answers.append(_judged(applies, question, chosen[yes][case]))
        return pd.concat(answers)

    def priorities(self) -> pd.DataFrame:
        """One row per case (its position) and priority factor, with the case's covariates."""
        factors, size = list(CHOSEN), len(self.cases)
        option = np.arange(len(factors) * size).reshape(len(factors), size)
        leaning = self.rng.logistic(size=option.shape)
        for (factor, column, code), effect in LEANINGS.items():
            leaning[factors.index(factor)] += effect * (self.cases[column] == code).to_numpy()
        reported = [factors.index(factor) for factor in REPORTED_FACTORS]
        bounds = [Bound(options, 0, MOST_PRIORITIES) for options in option.T]
        bounds += [Bound(options, 1, MOST_PRIORITIES) for options in option[reported].T]
        for factor, options in zip(factors, option, strict=True):
            bounds += _by_provider(self.cases, CHOSEN[factor].priority, options)
            bounds += printed_bounds(about(self.wanted, "cases", factor), self.cases, options)
        chosen = choose(leaning.ravel(), bounds, "priority factors").reshape(option.shape)
        place, case = np.nonzero(chosen)
        pairs = pd.DataFrame({"case": case, "factor": np.array(factors)[place]})
        return pairs.join(self.cases[[*REPORTED_BREAKDOWNS]], on="case")

    def outcomes(self, pairs: pd.DataFrame, certain: Mapping[str, set[int]]) -> pd.DataFrame:
        """The four questions asked of ``pairs``: case, factor, question, judgement.

        certain: for each body, the cases in which it contributed to something.
        """
        available = self._answers("availability", pairs, 0.0)
        delivered = self._answers("delivery", pairs, np.where(available, FOLLOWS["delivery"], 0.0))
        answers = [
            _judged(pairs, "availability", available),
            _judged(pairs, "delivery", delivered),
        ]
        for body in BODIES:
            question = f"{body}_outcomes"
            rows = self._contributions(body, pairs, certain[body])
            enough = self._answers(
                question, pairs.iloc[rows], np.where(delivered[rows], FOLLOWS[question], 0.0)
            )
            answers.append(_judged(pairs.iloc[rows], question, enough))
        return pd.concat(answers)

    def _contributions(self, body: str, pairs: pd.DataFrame, certain: set[int]) -> Positions:
        """Rows of ``pairs`` to which ``body`` contributed; at least one for a ``certain`` case."""
        bounds = []
        for factor, chosen in CHOSEN.items():
            rows = np.flatnonzero(pairs["factor"] == factor)
            bounds += _by_provider(pairs.iloc[rows], getattr(chosen, body), rows)
        for case in sorted(certain):
            rows = np.flatnonzero(pairs["case"] == case)
            bounds.append(Bound(rows, 1, len(rows)))
        involved = INVOLVEMENT * self.rng.logistic(size=len(self.cases))
        draw = involved[pairs["case"]] + self.rng.logistic(size=len(pairs))
        return np.flatnonzero(choose(draw, bounds, f"contributions ({body})"))

    def _answers(self, question: str, asked: pd.DataFrame, leaning: float | Numbers) -> Flags:
        """Yes or no for each row of ``asked``, likelier where the log-odds ``leaning`` are more."""
        yes = np.zeros(len(asked), dtype=bool)
        common = CASE_QUALITY * self.quality[asked["case"]]
        draw = common + leaning + self.rng.logistic(size=len(asked))
        for factor in CHOSEN:
            rows = np.flatnonzero(asked["factor"] == factor)
            wanted = about(self.wanted, question, factor)
            yes[rows] = _of_factor(question, factor, asked.iloc[rows], wanted, draw[rows])
        return yes


def _of_factor(
    question: str, factor: Factor, asked: pd.DataFrame, wanted: Sequence[Target], draw: Numbers
) -> Flags:
    """Yes or no for each row of ``asked``, all of one factor, by ``draw`` around a model.

    The model has the published or chosen percentages and the chosen effects of age and OGRS; each
    breakdown's levels keep close to what it expects of them.
    """
    options = np.arange(len(asked))
    bounds = printed_bounds(wanted, asked, options)
    expected = {target.level: float(exact(target.printed)) / 100 for target in wanted}
    if "all" not in expected:
        yes = round(CHOSEN[factor].percent(question) * len(asked) / 100)
        bounds.append(Bound(options, yes, yes))
        expected["all"] = yes / len(asked)
    effect = _effects(question, factor, asked)
    p = np.zeros(len(asked))
    for provider in Provider:
        of = np.flatnonzero(asked["provider"] == provider) if provider in expected else options
        p[of] = probabilities(effect[of], expected.get(provider, expected["all"]) * len(of))
    steered = STEERED if effect.any() else ()
    kept = (
        REPORTED_BREAKDOWNS if factor in REPORTED_FACTORS else ()
    )  # the others have too few cases
    modelled = ~(asked[[*REPORTED_BREAKDOWNS]] == NOT_RECORDED).any(
        axis=1
    )  # listwise, as the bulletin's
    bounds += [
        near(rows, p, 0 if breakdown in steered else STRAY)
        for breakdown in kept
        for level in asked[breakdown].unique()
        if len(rows := np.flatnonzero(modelled & (asked[breakdown] == level)))
    ]
    if Provider.NPS in expected:
        effect += WIDEN * (asked["provider"] == Provider.NPS).to_numpy()
    return choose(effect + draw, bounds, f"{question} of {factor}")


def _effects(question: str, factor: Factor, asked: pd.DataFrame) -> Numbers:
    """The chosen log-odds of yes by age and OGRS band; none but of delivery."""
    if question != "delivery":
        return np.zeros(len(asked))
    older = (asked["age_group"] == AgeGroup.THIRTY_PLUS).to_numpy(float)
    likely = (asked["ogrs_band"] == OgrsBand.HIGH_VERY_HIGH).to_numpy(float)
    return np.asarray(CHOSEN[factor].older * older + CHOSEN[factor].likely * likely)


def _by_provider(cases: pd.DataFrame, sizes: tuple[int, int], options: Positions) -> list[Bound]:
    """So many of ``options``, one for each of ``cases``, for each provider."""
    of = [options[(cases["provider"] == provider).to_numpy()] for provider in Provider]
    return [Bound(members, size, size) for members, size in zip(of, sizes, strict=True)]


def _judged(asked: pd.DataFrame, question: str, yes: Flags) -> pd.DataFrame:
    judgement = np.where(yes, Judgement.YES, Judgement.NO)
    return asked[["case", "factor"]].assign(question=question, judgement=judgement)


def _filed(rows: pd.DataFrame, cases: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """``rows`` in the order of cases, questions and factors, with case_id for the case."""
    order = {code: place for place, code in enumerate([*QUESTIONS, "", *Factor])}
    by = [name for name in ("case", "question", "factor") if name in rows]
    filed = rows.sort_values(by, key=lambda c: c if c.name == "case" else c.map(order))
    case_id = cases["case_id"].to_numpy()[filed["case"]]
    return filed.assign(case_id=case_id).reset_index(drop=True)[["case_id", *columns]]
