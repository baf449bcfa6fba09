"""An area's profile: what was inspected, who its cases are, each judgement beside the others'."""

from typing import Any

import pandas as pd
import streamlit as st

from probation.analysis.cautions import several_tests
from probation.answers.areas import everywhere
from probation.charts.beside import beside
from probation.charts.gaps import signed
from probation.charts.theme import alt, percent
from probation.exhibits import exhibit as exhibits
from probation.exhibits.exhibit import unbroken
from probation.questions import QUESTIONS, Question
from probation.scope import Scope
from probation.ui import ask, panels, state
from probation.ui.areas import Asked
from probation.vocabulary import Dimension, Factor, bare_p, upper_first
from probation.vocabulary import cases as cases_in_words

#: The other pages that filters apply to.
ONWARD = {
    "overview": "Overview",
    "availability": "Availability",
    "delivery": "Delivery",
    "contracted_providers": "Contracted providers",
    "partners": "Partners",
    "gaps": "Gaps",
    "regression": "Regression",
}


def show(asked: Asked) -> None:
    """The profile of the area chosen, or how to choose one."""
    if not asked.place:
        st.header("An area's profile")
        st.markdown("Tap an area on the map or in the funnel, or choose it in the list.")
        return
    name = ask.codes()[Dimension.AREA][asked.place]
    where = everywhere(asked.scope)
    cases = ask.area_cases(where, asked.place)
    of_area = cases.loc[cases["dimension"] == Dimension.PROVIDER, "n"].sum()
    st.header(f"{name}: {of_area:,} {'case' if of_area == 1 else 'cases'}")
    onward(asked.place, name)
    if not of_area:
        st.info(f"No case in {name} matches these filters.")
        inspections(asked.place, name)
        return
    beside_others, facts = st.columns([3, 2], gap="large")
    with beside_others:
        st.subheader(f"{name} beside the other areas")
        judgements(where, asked.place, name)
    with facts:
        st.subheader("Where and when")
        inspections(asked.place, name)
        _people(cases, where, asked.place, name)
    if asked.scope.question.per_factor:
        st.subheader(f"{asked.scope.question.topic} in {name}, factor by factor")
        judgements(where, asked.place, name, asked.scope.question)


def onward(area: str, name: str) -> None:
    """Every other page with this area as its filter of place, and the other filters as they are."""
    st.markdown(f"Show {name} alone on:")
    set_aside = ("division", "crc_owner", "place", "unit", "adjusted", "run")
    params = state.link(**dict.fromkeys(set_aside, ""), area=area)
    with st.container(horizontal=True, gap="small"):
        for page, title in ONWARD.items():
            st.page_link(
                f"pages/{page}.py",
                label=f"{title} in {name}",
                icon=":material/arrow_forward:",
                query_params=params,
            )


def inspections(area: str, name: str) -> None:
    """Division, CRC owner, when it was inspected and reported on, and what no longer counts."""
    every = ask.inspections()
    own = every[every["area"] == area]
    if own.empty:
        st.markdown(f"No inspection of {name} is loaded.")
        return
    codes, first = ask.codes(), own.iloc[0]
    reports = [f"{pd.Timestamp(m):%B %Y}" for m in str(first["reports"] or "").split(";") if m]
    lines = [
        f"NPS division: {codes[Dimension.DIVISION][first['division']]}",
        f"CRC owner: {codes[Dimension.CRC_OWNER][first['crc_owner']]}",
        f"Inspection reports: {', '.join(reports) or 'none named'}",
    ]
    for row in own.itertuples():
        counts = "counted" if row.latest else "not counted: inspected again later"
        cases = f"{row.cases:,} {'case' if row.cases == 1 else 'cases'}"
        lines.append(f"Inspected from {row.inspected_on:%B %Y}: {cases}, {counts}")
    if own["latest"].all():
        lines.append("No other inspection of it is in this case set")
    st.markdown("\n".join(f"- {line}" for line in lines))


def judgements(where: Scope, area: str, name: str, question: Question | None = None) -> None:
    """Each question, or each factor of one, in the area against the rest of the areas."""
    frame = ask.area_profile(where, area, question)
    what = question.topic if question else "Every question"
    if frame["n"].sum() == 0:
        st.info(f"No judgement in {name} matches these filters.")
        return
    frame = frame.assign(row=[_row(r) for r in frame.itertuples()])
    file = f"profile-{area}-{question.key if question else 'all'}-{panels.case_set_code()}"
    note = f"{where.who(ask.codes())} 95% Newcombe intervals. {exhibits.provenance(ask.store())}"
    figure = beside(frame, name, panels.theme(), note)
    described = f"{what}: {name} minus the other areas; the table has the same figures."
    panels.chart(figure, file, alt(described), f"chart_{file}")
    st.table(_table(frame, name), border="horizontal", alt=f"{what}: {name} and the other areas")
    st.caption(" ".join(_cautions(frame, question)))
    panels.table_file(frame.drop(columns="row"), _asked(what, where, name), file)


def _cautions(frame: pd.DataFrame, question: Question | None) -> list[str]:
    tests = int(frame["p"].notna().sum())
    said = [several_tests(tests)] if tests > 1 else []
    if question is None:
        said.append(
            "Where all factors are together a case counts once for each of its priority factors, so"
            " intervals are too narrow and p too small."
        )
    if (frame["flag"] == "u").any():
        said.append(panels.LOW_RELIABILITY)
    return said


def _table(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows of a profile as a reader sees them."""
    rows = list(frame.itertuples())
    columns = {
        name: [_share(r.percent, r.yes, r.n) for r in rows],
        "Other areas": [_share(r.percent_rest, r.yes_rest, r.n_rest) for r in rows],
        "Difference, points (95% interval)": [
            panels.with_limits(r.difference, r.ci_low, r.ci_high, signed, r.flag) for r in rows
        ],
        "p": [bare_p(r.p) for r in rows],
        "p, adjusted": [bare_p(r.p_bh) for r in rows],
    }
    index = pd.Index([r.row for r in rows], name="Judgement")
    return pd.DataFrame(columns, index=index).map(unbroken)


def _people(cases: pd.DataFrame, where: Scope, area: str, name: str) -> None:
    """Who the area's cases are, beside those of all areas."""
    st.subheader("Who its cases are")
    codes, levels = ask.codes(), list(cases[cases["n_all"] > 0].itertuples())
    table = pd.DataFrame(
        {
            name: [_share(r.percent, r.n) for r in levels],
            "All areas": [_share(r.percent_all, r.n_all) for r in levels],
        },
        index=pd.Index(
            [upper_first(cases_in_words(Dimension(r.dimension), r.level, codes)) for r in levels],
            name="Cases",
        ),
    )
    st.table(table, border="horizontal", alt=f"Who the cases in {name} are, and in all areas")
    file = f"cases-{area}-{panels.case_set_code()}"
    panels.table_file(cases, _asked("Who are an area's cases?", where, name), file)


def _asked(question: str, where: Scope, name: str) -> dict[str, str]:
    return {"question_asked": question, "filters": where.who(ask.codes()), "area": name}


def _row(row: Any) -> str:
    if row.factor:
        return Factor(row.factor).label
    question = QUESTIONS[row.question]
    return f"{question.short}, all factors" if question.per_factor else question.short


def _share(value: float, count: int, of: int | None = None) -> str:
    counts = f"{count:,} of {of:,}" if of is not None else f"{count:,}"
    return f"{percent(value, 1)} ({counts})" if value == value else counts
