"""The overview's own parts: the five key findings, each with its figure, table and way on."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from probation.answers.gaps import significant
from probation.charts import gaps as gap_charts
from probation.charts.gaps import differences, signed
from probation.charts.lowest import lowest
from probation.charts.rates import percentages
from probation.charts.story import AVAILABLE, DELIVERED, dumbbell
from probation.charts.theme import Figure, percent, rounded
from probation.exhibits import exhibit as exhibits
from probation.exhibits.exhibit import marked, unbroken
from probation.exhibits.rates import View
from probation.findings import SCOPE, KeyFinding
from probation.questions import QUESTIONS
from probation.ui import ask, panels, state
from probation.vocabulary import Factor, upper_first

#: The page that shows each question.
PAGE_OF = {
    key: f"pages/{page}.py"
    for page, keys in {
        "availability": ["availability"],
        "delivery": ["delivery"],
        "contracted_providers": [k for k in QUESTIONS if k.startswith("contracted")],
        "partners": [k for k in QUESTIONS if k.startswith("partner")],
    }.items()
    for key in keys
}
#: A page, and the parameters in which its address differs from those in force.
Way = tuple[str, dict[str, str]]
#: Height of a row of gaps, and how many are drawn.
_ROW, _MOST = 64, 8
#: Where contracted providers stand beside partners.
_PARTNERS: Way = ("pages/gaps.py", {})


def show(finding: KeyFinding, view: View) -> None:
    """One finding: its sentence, whether it holds, its figure, its table and where to go on."""
    st.header(finding.sentence)
    _verdict(finding, view)
    figures, tables = {
        "availability": (_availability, _rates_table),
        "delivery": (_story, _story_table),
        "scope": (_scope, _scope_table),
        "contributors": (_contributors, _gaps_table),
        "providers": (_providers, _gaps_table),
    }[finding.code]
    drawn = _drawn(finding)
    if not drawn.empty:
        picture, beside = st.columns(2, gap="large")
        with picture:
            figures(drawn, view)
        with beside:
            if finding.code == "scope":  # too wide for a phone: it scrolls by itself
                alt_text = "Delivery and both contributions by factor"
                st.table(tables(drawn), border="horizontal", alt=alt_text)
            else:
                panels.quick_table(tables(drawn))
            if any((drawn[name] == "u").any() for name in drawn if name.startswith("flag")):
                st.caption(panels.LOW_RELIABILITY)
    name = f"finding-{finding.code}-{panels.case_set_code()}"
    with st.container(horizontal=True, vertical_alignment="center"):
        _way_on(finding)
        said = {"question_asked": finding.bulletin, "filters": view.scope.who(ask.codes())}
        panels.table_file(finding.frame, said, name)


def _verdict(finding: KeyFinding, view: View) -> None:
    found = f"The bulletin found: {finding.bulletin}."
    if finding.holds is None:
        more = " Take a filter away to see whether that holds." if view.scope.where else ""
        st.info(f"{found}{more}")
    else:
        holds = "Holds" if finding.holds else "Does not hold"
        st.markdown(f"**{holds} for these cases.** {found}")


def _drawn(finding: KeyFinding) -> pd.DataFrame:
    """The rows of the figure: of gaps those that can be told, of many the widest significant."""
    frame = finding.frame
    if "difference" in frame:
        frame = frame[(frame["flag"] != "u") & frame["difference"].notna()]
        frame = frame.assign(
            significant=significant(frame),
            row=[gap_charts.name(r.question, r.factor) for r in frame.itertuples()],
        )
    if finding.code == "contributors":
        return frame.assign(row=[_contributed(r) for r in frame.itertuples()])
    if finding.code == "providers":
        widest = frame["difference"].abs().sort_values(ascending=False, kind="stable").index
        return frame.loc[widest].head(_MOST)
    shown = frame["available"] if "available" in frame else frame["percent"]
    return frame if shown.notna().any() else frame.iloc[:0]


def _contributed(row: Any) -> str:
    if row.factor:
        return Factor(row.factor).label
    return "Focus on risk of harm" if "risk" in row.question else "Information for reviews"


def _availability(rates: pd.DataFrame, view: View) -> None:
    question = QUESTIONS["availability"]
    figure = percentages(rates, question, panels.theme(), view.intervals, _note(view))
    described = "Dot plot of availability by factor"
    _tapped(figure, "availability", described, lambda p: _judgement("availability", _of(p)))


def _story(story: pd.DataFrame, view: View) -> None:
    figure = dumbbell(story, panels.theme(), _note(view))
    ends = {AVAILABLE: "availability", DELIVERED: "delivery"}
    described = "Dumbbell chart of availability and delivery by factor"
    _tapped(figure, "overview", described, lambda p: _judgement(ends[p["curve_number"]], _of(p)))


def _scope(rates: pd.DataFrame, view: View) -> None:
    figure = lowest(rates, SCOPE, panels.theme(), _note(view))
    described = "Dots of all factors on three questions, two of them named"
    _tapped(figure, "scope", described, lambda p: _judgement(*p["customdata"]))


def _contributors(frame: pd.DataFrame, view: View) -> None:
    figure = differences(frame, panels.theme(), view.intervals, _note(view), height=_ROW)
    described = "Dot plot of partners minus contracted providers"
    _tapped(figure, "contributors", described, lambda p: _PARTNERS)


def _providers(frame: pd.DataFrame, view: View) -> None:
    figure = differences(frame, panels.theme(), view.intervals, _note(view), height=_ROW)
    described = "The widest differences between NPS and CRC cases"
    _tapped(figure, "providers", described, lambda p: _gaps(p["customdata"][0]))


def _of(point: dict[str, Any]) -> str:
    """The factor of a mark."""
    return str(point["customdata"])


def _judgement(question: str, factor: str) -> Way:
    return PAGE_OF[question], {"factor": factor}


def _gaps(question: str) -> Way:
    return "pages/gaps.py", {"question": question, "by": "provider"}


def _way_on(finding: KeyFinding) -> None:
    """The page that shows more of a finding, with the filters as they are."""
    label, (page, own) = {
        "availability": ("Availability in full", (PAGE_OF["availability"], {})),
        "delivery": ("Delivery in full", (PAGE_OF["delivery"], {})),
        "scope": ("Delivery, the lowest first", (PAGE_OF["delivery"], {"order": "value"})),
        "contributors": ("Contracted providers beside partners", _PARTNERS),
        "providers": ("All gaps between NPS and CRC", _gaps("")),
    }[finding.code]
    st.page_link(page, label=label, icon=":material/arrow_forward:", query_params=state.link(**own))


def _note(view: View) -> str:
    return f"{view.scope.who(ask.codes())} {exhibits.provenance(ask.store())}"


def _tapped(
    figure: Figure, name: str, description: str, lead: Callable[[dict[str, Any]], Way]
) -> None:
    """A chart whose marks lead on, each where ``lead`` says."""
    for point in panels.tapped(figure, name, f"{description}; the table has the same figures."):
        if point.get("customdata"):
            page, own = lead(point)
            st.switch_page(page, query_params=state.link(**own))


def _rates_table(rates: pd.DataFrame) -> pd.DataFrame:
    """Availability as a reader sees it, each percentage a link to its page."""
    rows = list(rates.itertuples())
    return pd.DataFrame(
        {
            "Available": [_share(r, r.percent, r.question) for r in rows],
        },
        index=pd.Index([Factor(r.factor).label for r in rows], name="Factor"),
    )


def _story_table(story: pd.DataFrame) -> pd.DataFrame:
    """The frame of the dumbbell as a reader sees it, each percentage a link to its page."""
    rows = list(story.itertuples())
    return pd.DataFrame(
        {
            "Available": [_share(_end(r, "available"), r.available, "availability") for r in rows],
            "Delivered": [_share(_end(r, "delivered"), r.delivered, "delivery") for r in rows],
        },
        index=pd.Index([Factor(r.factor).label for r in rows], name="Factor"),
    )


def _end(row: Any, end: str) -> Any:
    """One end of the dumbbell, with the names of answers.rates."""
    names = ("n", "yes", "ci_low", "ci_high", "flag")
    return SimpleNamespace(factor=row.factor, **{n: getattr(row, f"{n}_{end}") for n in names})


def _share(row: Any, value: float, question: str) -> str:
    """'73.8%, 214 of 290 (68.5 to 78.6)', the percentage a link."""
    share = _link(marked(value, row.flag), *_judgement(question, row.factor))
    if value != value:
        return share
    limits = f"({rounded(row.ci_low, 1)} to {rounded(row.ci_high, 1)})"
    return f"{share}, {unbroken(f'{row.yes:,} of {row.n:,}')} {unbroken(limits)}"


def _scope_table(rates: pd.DataFrame) -> pd.DataFrame:
    """Each factor's percentage on the three questions."""
    shares = {
        QUESTIONS[key].short: [
            unbroken(f"{marked(r.percent, r.flag)} ({r.yes:,} of {r.n:,})") if r.n else ""
            for r in part.itertuples()
        ]
        for key, part in rates.groupby("question", sort=False)
    }
    names = [Factor(factor).label for factor in rates["factor"].unique()]
    return pd.DataFrame(shares, index=pd.Index(names, name="Factor"))


def _gaps_table(gaps: pd.DataFrame) -> pd.DataFrame:
    """The frame of the gaps as a reader sees it, each a link to its question's gaps."""
    rows = list(gaps.itertuples())
    a, b = gap_charts.groups(gaps)
    return pd.DataFrame(
        {
            f"{upper_first(a)}, {b}": [
                f"{percent(r.percent_a)} of {r.n_a:,}, {percent(r.percent_b)} of {r.n_b:,}"
                for r in rows
            ],
            "Gap": [
                f"{_link(signed(r.difference), *_in_full(r))} {_limits(r)}"
                + (", significant" if r.significant else "")
                for r in rows
            ],
        },
        index=pd.Index([r.row for r in rows], name="Judgement"),
    )


def _in_full(row: Any) -> Way:
    return _PARTNERS if row.breakdown is None else _gaps(row.question)


def _limits(row: Any) -> str:
    return unbroken(f"({signed(row.ci_low)} to {signed(row.ci_high)})")


def _link(words: str, page: str, own: dict[str, str]) -> str:
    name = page.removeprefix("pages/").removesuffix(".py")
    return f"[{words}]({name}?{urlencode(state.link(**own), doseq=True)})" if words else ""
