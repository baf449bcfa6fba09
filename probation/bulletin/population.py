"""The synthetic sample: 1,066 cases with invented covariates and the published counts.

A pool of candidate cases is drawn from a plausible model, then an integer programme chooses those
that together have the published sample counts. Everything in the two tables of constants is
chosen by us: the bulletin prints none of it.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from probation.bulletin import figures
from probation.bulletin.calibrate import Bound, Flags, choose
from probation.domain.vocabulary import (
    NOT_RECORDED,
    AgeGroup,
    EthnicGroup,
    Gender,
    Mappa,
    OgrsBand,
    OgrsLevel,
    Provider,
    RoshLevel,
    SentenceType,
    SupervisionType,
)

Ages = NDArray[np.int64]
Codes = NDArray[np.str_]

#: Chosen: cases inspected and the share of them not white, by area. The bulletin says no more
#: than that the largest samples were in the main metropolitan areas.
AREAS = {
    "london": (180, 0.42),
    "greater_manchester": (120, 0.22),
    "south_yorkshire": (90, 0.17),
    "kent": (80, 0.13),
    "staffordshire": (72, 0.16),
    "derbyshire": (68, 0.18),
    "west_mercia": (66, 0.12),
    "durham": (62, 0.08),
    "gwent": (58, 0.08),
    "northamptonshire": (56, 0.20),
    "gloucestershire": (54, 0.13),
    "north_yorkshire": (54, 0.07),
    "suffolk": (54, 0.12),
    "cumbria": (52, 0.06),
}

#: Chosen: fewest and most of the cases with these codes.
COUNTS = {
    ("age_group", AgeGroup.UNDER_30): (420, 430),
    ("age_group", AgeGroup.NOT_RECORDED): (1, 1),
    ("ethnic_group", EthnicGroup.BAME): (200, 212),
    ("ethnic_group", EthnicGroup.NOT_RECORDED): (44, 50),
    ("ogrs_band", OgrsBand.HIGH_VERY_HIGH): (425, 445),
    ("ogrs_band", OgrsBand.NOT_RECORDED): (26, 32),
    ("rosh_level", RoshLevel.VERY_HIGH): (8, 12),
}

#: Chosen: candidates drawn for each case wanted, the least share of a provider in an area, and
#: the months from the start of an area's inspection to its latest report.
POOL_PER_CASE = 6
LEAST_PROVIDER_SHARE = 0.25
MONTHS_TO_REPORT = 4


def sample(published: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The cases, one row each, with the columns of synthetic_cases.csv in stable order.

    Raises StoreError where no choice from the pool meets the published counts.
    """
    counts = published[
        (published["question"] == "cases")
        & (published["statistic"] == "n")
        & (published["factor"] == "")
    ]
    size = int(counts.loc[counts["breakdown"] == "", "value"].iloc[0])
    pool = _pool(size * POOL_PER_CASE, rng)
    bounds = [Bound(np.arange(len(pool)), size, size), *_count_bounds(pool, counts)]
    chosen = pool[choose(rng.random(len(pool)), bounds, "cases")]
    cases = chosen.sort_values(["inspected_on", "area"], kind="stable").reset_index(drop=True)
    cases.insert(0, "case_id", [f"S{number:04}" for number in cases.index + 1])
    return cases


def _count_bounds(pool: pd.DataFrame, counts: pd.DataFrame) -> list[Bound]:
    bounds = []
    parts = counts[counts["breakdown"] != ""]
    for breakdown, level, n in zip(parts["breakdown"], parts["level"], parts["value"], strict=True):
        has = pool[breakdown].isin(level.split(";")).to_numpy()
        bounds.append(Bound(np.flatnonzero(has), n, n))
    for (column, code), (low, high) in COUNTS.items():
        bounds.append(Bound(np.flatnonzero(pool[column] == code), low, high))
    for area, (size, _) in AREAS.items():
        here = pool["area"] == area
        bounds.append(Bound(np.flatnonzero(here), size, size))
        for provider in Provider:
            of = np.flatnonzero(here & (pool["provider"] == provider))
            bounds.append(Bound(of, size * LEAST_PROVIDER_SHARE, size))
    return bounds


def _pool(size: int, rng: np.random.Generator) -> pd.DataFrame:
    """Candidate cases. The associations between covariates are mild, so that their effects on a
    judgement can be told apart by a regression."""
    wanted, not_white = np.array(list(AREAS.values())).T
    area = rng.choice(len(AREAS), size, p=wanted / wanted.sum())
    nps = rng.random(size) < 0.37
    female = rng.random(size) < np.where(nps, 0.10, 0.18)
    custody = rng.random(size) < np.where(nps, 0.54, 0.43)
    age = np.minimum(18 + rng.gamma(1.9, np.where(nps, 8.7, 8.4)), 79).astype(int)
    bame = rng.random(size) < not_white[area]
    high_risk = nps & (rng.random(size) < 0.45)
    mappa = nps & (~high_risk | (rng.random(size) < 0.3))
    order = np.where(
        rng.random(size) < 0.6, SentenceType.COMMUNITY_ORDER, SentenceType.SUSPENDED_SENTENCE_ORDER
    )
    pool = {
        "area": np.array(list(AREAS))[area],
        "inspected_on": np.array(_inspection_months())[area],
        "provider": np.where(nps, Provider.NPS, Provider.CRC),
        "gender": np.where(female, Gender.FEMALE, Gender.MALE),
        "age": age,
        "age_group": np.where(age < 30, AgeGroup.UNDER_30, AgeGroup.THIRTY_PLUS),
        "ethnic_group": np.where(bame, EthnicGroup.BAME, EthnicGroup.WHITE),
        "sentence_type": np.where(custody, SentenceType.LICENCE, order),
        "supervision_type": np.where(
            custody, SupervisionType.POST_CUSTODY, SupervisionType.COMMUNITY
        ),
        **_ogrs(age, female, nps, custody, rng),
        "rosh_level": _rosh(high_risk, mappa, rng),
        "mappa": np.where(mappa, Mappa.YES, Mappa.NO),
    }
    return _with_gaps(pd.DataFrame(pool), rng)


def _inspection_months() -> list[str]:
    """The month each of AREAS was inspected, so long before its latest report."""
    reports = figures.areas().set_index("area")["reports"]
    latest = pd.PeriodIndex([reports[area].split(";")[-1] for area in AREAS], freq="M")
    return [str(month) for month in latest - MONTHS_TO_REPORT]


def _ogrs(
    age: Ages, female: Flags, nps: Flags, custody: Flags, rng: np.random.Generator
) -> dict[str, Ages | Codes]:
    """Scores from 1 to 99: lower for older people, women and NPS cases, higher after custody."""
    odds = 1.15 - 0.02 * (age - 34) - 0.3 * female - 0.1 * nps + 0.25 * custody
    logit = odds - 0.25 + 1.15 * rng.standard_normal(len(age))
    score = np.clip(np.rint(100 / (1 + np.exp(-logit))), 1, 99).astype(int)
    bands = [OgrsLevel.LOW, OgrsLevel.MEDIUM, OgrsLevel.HIGH]
    return {
        "ogrs_score": score,
        "ogrs_level": np.select([score < 50, score < 75, score < 90], bands, OgrsLevel.VERY_HIGH),
        "ogrs_band": np.where(score < 75, OgrsBand.LOW_MEDIUM, OgrsBand.HIGH_VERY_HIGH),
    }


def _rosh(high_risk: Flags, mappa: Flags, rng: np.random.Generator) -> Codes:
    """Risk of serious harm: outside the high-risk cases low or medium, mostly medium for MAPPA."""
    draw = rng.random(len(mappa))
    lower = np.where(draw < np.where(mappa, 0.1, 0.35), RoshLevel.LOW, RoshLevel.MEDIUM)
    higher = np.where(draw < 0.06, RoshLevel.VERY_HIGH, RoshLevel.HIGH)
    return np.where(high_risk, higher, lower)


def _with_gaps(pool: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Some ages, ethnic groups and OGRS scores not recorded."""
    gaps = {
        0.01: ["age", "age_group"],
        0.035: ["ethnic_group"],
        0.028: ["ogrs_score", "ogrs_level", "ogrs_band"],
    }
    for chance, columns in gaps.items():
        missing = rng.random(len(pool)) < chance
        for column in columns:
            numeric = column in ("age", "ogrs_score")
            values = pool[column].astype("Int64") if numeric else pool[column]
            pool[column] = values.mask(missing, pd.NA if numeric else NOT_RECORDED)
    return pool
