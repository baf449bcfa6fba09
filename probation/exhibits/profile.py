"""One area beside the others: each judgement, and who its cases are."""

from typing import Any

import pandas as pd

from probation.charts.area_difference import beside, headline, how_tested
from probation.charts.gaps import signed
from probation.charts.lengths import told
from probation.charts.theme import alt
from probation.disclosure.estimates import profile as estimates
from probation.disclosure.estimates.areas import everywhere
from probation.domain.address import Params, one
from probation.domain.codes import cases as cases_in_words
from probation.domain.note import Note, NoteKind, notes_of
from probation.domain.questions import QUESTIONS, Question
from probation.domain.vocabulary import Dimension, Factor
from probation.domain.wording import bare_p, counted, lower_first, upper_first
from probation.errors import ReaderError
from probation.exhibits import printed, requested
from probation.exhibits.exhibit import (
    Exhibit,
    intervals,
    invented,
    low_reliability,
    noted,
    provenance,
    said,
    sampled,
)
from probation.exhibits.file_names import case_set_code
from probation.exhibits.model_cautions import several_tests
from probation.exhibits.table_text import share, unbroken, with_limits
from probation.store.connection import Store

_ALL_FACTORS = (
    "Where all factors are together a case counts once for each of its priority factors; intervals"
    " and p allow for that (judgements over their design effect, Rao and Scott 1992)."
)
_ONE_GROUP = (
    "The other areas are one group: intervals and tests do not allow for cases of one area being"
    " similar."
)


def profile(store: Store, params: Params) -> Exhibit:
    """Every question in one area against the rest of the areas."""
    return _beside(store, params, None)


def profile_by_factor(store: Store, params: Params) -> Exhibit:
    """Each factor of one question in one area against the rest of the areas."""
    return _beside(store, params, requested.question(params))


def people(store: Store, params: Params) -> Exhibit:
    """Who the cases of one area are, beside those of all areas."""
    area, name = place(store, params)
    where = everywhere(requested.everyone(store, params))
    frame = estimates.cases_of(store, where, area)
    own = int(frame.loc[frame["dimension"] == Dimension.PROVIDER, "n"].sum())
    levels = list(frame[frame["n_all"] > 0].itertuples())
    names = [
        upper_first(cases_in_words(Dimension(r.dimension), r.level, store.codes)) for r in levels
    ]
    table = pd.DataFrame(
        {
            name: [share(r.percent, r.n, flag=r.flag) for r in levels],
            "All areas": [share(r.percent_all, r.n_all, flag=r.flag_all) for r in levels],
        },
        index=pd.Index(names, name="Cases"),
    )
    message = told(f"Who the cases in {name} are, beside those of all areas")
    message = printed.headline(store, message)
    return Exhibit(
        sample=sampled(store),
        key="people",
        topic=f"Who the cases in {name} are",
        headline=message.screen,
        short_headline=message.slide,
        noun="cases",
        subtitle="Percentages are of the inspected cases of the column.",
        who=where.who(store.codes),
        count=counted(own, "case"),
        frame=frame,
        table=table,
        description=f"Who the cases in {name} are, and in all areas",
        file=f"cases-{area}-{case_set_code(store)}",
        notes=(*invented(store), *low_reliability(frame)),
        empty="" if own else f"No case in {name} matches these filters.",
        said=said(store, where, "Who are an area's cases?") | {"area": name} | noted(store),
    )


def place(store: Store, params: Params) -> tuple[str, str]:
    """Code and name of the area whose profile is shown. Raises ReaderError where there is none."""
    area = one(params, "place")
    if area not in store.codes[Dimension.AREA]:
        raise ReaderError("Choose an area that has cases: a profile is of one.")
    return area, store.codes[Dimension.AREA][area]


def _beside(store: Store, params: Params, question: Question | None) -> Exhibit:
    area, name = place(store, params)
    where = everywhere(requested.everyone(store, params))
    frame = estimates.profile(store, where, area, question)
    frame = frame.assign(row=[_row(r) for r in frame.itertuples()])
    topic = question.topic if question else "Every question"
    n = int(frame["n"].sum())
    spec = beside(frame, name) if n else None
    message = printed.headline(
        store, headline(frame, name, lower_first(question.short) if question else "")
    )
    return Exhibit(
        sample=sampled(store),
        key="profile_by_factor" if question else "profile",
        topic=f"{name} beside the other areas: {topic.lower()}",
        headline=message.screen,
        short_headline=message.slide,
        noun="profile by factor" if question else "profile",
        subtitle=f"{question.title if question else topic + '.'} {name} minus the other areas.",
        who=where.who(store.codes),
        count=counted(n, "judgement"),
        frame=frame.drop(columns="row"),
        table=_beside_table(frame, name),
        source=f"{where.who(store.codes)} 95% Newcombe intervals. {provenance(store)}",
        spec=spec,
        description=alt(f"{topic}: {name} minus the other areas."),
        file=f"profile-{area}-{question.key if question else 'all'}-{case_set_code(store)}",
        notes=(
            *invented(store),
            *notes_of(NoteKind.TEST, *_how_tested(frame)),
            *notes_of(NoteKind.METHOD, "" if question else _ALL_FACTORS),
            *(
                (intervals("Newcombe", tested=True), Note(NoteKind.METHOD, _ONE_GROUP))
                if frame["difference"].notna().any()
                else ()
            ),
            *low_reliability(frame),
        ),
        empty="" if n else f"No judgement in {name} matches these filters.",
        said=said(store, where, topic) | {"area": name} | noted(store),
    )


def _how_tested(frame: pd.DataFrame) -> tuple[str, ...]:
    """What many tests do, and what these found."""
    tests = int(frame["p"].notna().sum())
    several = several_tests(tests, "The table's adjusted p allows") if tests > 1 else ""
    return several, how_tested(frame)


def _beside_table(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows of a profile as a reader sees them."""
    rows = list(frame.itertuples())
    columns = {
        name: [share(r.percent, r.yes, r.n) for r in rows],
        "Other areas": [share(r.percent_rest, r.yes_rest, r.n_rest) for r in rows],
        "Difference, points (95% interval)": [
            with_limits(r.difference, r.ci_low, r.ci_high, signed, r.flag) for r in rows
        ],
        "p": [bare_p(r.p) for r in rows],
        "p, adjusted": [bare_p(r.p_bh) for r in rows],
    }
    index = pd.Index([r.row for r in rows], name="Judgement")
    return pd.DataFrame(columns, index=index).map(unbroken)


def _row(row: Any) -> str:
    if row.factor:
        return Factor(row.factor).label
    question = QUESTIONS[row.question]
    return f"{question.short}, all factors" if question.per_factor else question.short
