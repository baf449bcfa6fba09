"""Areas, CRC owners and NPS divisions: the funnel, the map, and one area beside the others."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from probation.charts.funnel import funnel as draw_funnel
from probation.charts.funnel import headline, how_tested
from probation.charts.headlines import NOTHING
from probation.charts.lengths import told
from probation.charts.theme import alt, percent
from probation.charts.tiles import TILES, tiles
from probation.disclosure.estimates import areas as estimates
from probation.disclosure.estimates import cases as inspected
from probation.disclosure.estimates.areas import CASE_MIX, CASE_MIX_AND_PROVIDER, Funnel, everywhere
from probation.disclosure.gate import SMALL_BASE, SMALLEST_BASE, symbol
from probation.domain.address import UNITS, Params, one, several
from probation.domain.note import Note, NoteKind, notes_of
from probation.domain.scope import Scope
from probation.domain.vocabulary import Dimension
from probation.domain.wording import bare_p, counted, join_or, plural, upper_first
from probation.exhibits import printed, requested
from probation.exhibits.exhibit import (
    OF_OWNERS,
    Exhibit,
    invented,
    low_reliability,
    noted,
    provenance,
    said,
    sampled,
)
from probation.exhibits.file_names import case_set_code, file_name
from probation.exhibits.rates import nothing
from probation.exhibits.table_text import marked, span, unbroken
from probation.store.connection import Store

_NO_VERDICT = (
    "If all {} were the same, {often} 1 in 20 would still lie outside the 95% limits and {often} 1"
    " in 500 outside the 99.8% limits, at every question and factor one looks at: a place outside"
    " is a reason to look closer, not a verdict."
)
#: Exact limits hold that; those of a model, or of an estimated design effect, nearly.
_AT_MOST, _ABOUT = "at most", "at most about"
_INDEPENDENT = "Limits take the cases of one place as independent of each other."
_EXCEEDS = (
    "Adjusted percentage: the yes observed divided by those that a logistic regression expects of"
    " such cases, times the percentage of all cases; it can exceed 100%."
)
#: What a file is called by what it is adjusted for.
_IN_FILE = {(): "", CASE_MIX: "case-mix-", CASE_MIX_AND_PROVIDER: "adjusted-"}
_MAP = (
    "Each area stands roughly where it lies; grey with a tick: inspected. Size and borders are not"
    " to scale."
)


def unit(params: Params) -> Dimension:
    """What is compared."""
    return Dimension(one(params, "unit"))


def units(dimension: Dimension) -> str:
    """What is compared, in the middle of a sentence: 'areas', 'CRC owners'."""
    label = UNITS[dimension.value]
    return label.lower() if dimension == Dimension.AREA else label


def case_mix(params: Params) -> tuple[Dimension, ...]:
    """What the funnel is adjusted for; ``adjusted`` of links made before is for provider too."""
    if requested.on(params, "adjusted"):
        return CASE_MIX_AND_PROVIDER
    return CASE_MIX if requested.on(params, "case_mix") else ()


def undivided(store: Store, params: Params) -> Scope:
    """The question, its factor and the filters, without a breakdown."""
    return requested.scope(store, {**params, "by": []})


def found_in(store: Store, params: Params) -> Funnel:
    """The numbers of the funnel that parameters ask for."""
    scope = undivided(store, params)
    return estimates.funnel(store, scope, unit(params), case_mix(params))


def funnel(store: Store, params: Params) -> Exhibit:
    """Each place by its number of judgements, within limits; never ranked."""
    found, scope, compared = found_in(store, params), undivided(store, params), unit(params)
    names = store.codes[compared]
    codes = found.rows[compared.value]
    rows = found.rows.assign(code=codes, name=codes.map(names))
    where, n = everywhere(scope), int(rows["n"].sum())
    adjusted = bool(found.case_mix)
    value = "Adjusted per cent yes" if adjusted else "Per cent yes"
    drawn = bool(n) and not found.too_few
    message = told(found.too_few) if found.too_few else headline(rows, units(compared))
    said_of = printed.headline(store, message if n else told(NOTHING))
    spec = None
    if drawn:
        marks, small = (rows, found.limits, found.percent), bool(symbol(found.flag))
        spec = draw_funnel(*marks, _chosen(params), value, adjusted, small)
    return Exhibit(
        sample=sampled(store),
        key="funnel",
        topic=f"{upper_first(units(compared))} compared: {scope.question.topic.lower()}",
        headline=said_of.screen,
        short_headline=said_of.slide,
        noun="funnel",
        subtitle=_subtitle(rows, found, scope, units(compared)),
        who=where.who(store.codes),
        count="",  # the subtitle says it
        frame=found.rows.assign(adjusted_for=found.adjusted_for),
        table=_funnel_table(rows, adjusted, compared),
        source=_foot(store, found, where),
        spec=spec,
        description=alt(f"{message.screen}. Funnel plot."),
        file=f"funnel-{compared}-{_IN_FILE[found.case_mix]}{file_name(store, where)}",
        notes=(
            *invented(store),
            *found.notes,
            *notes_of(NoteKind.READING, _key(found) if drawn else ""),
            *notes_of(NoteKind.CAUTION, *_cautions(found, compared)),
            *low_reliability(rows),
        ),
        empty="" if n else nothing(where),
        said=said(store, where, scope.question.title) | noted(store),
    )


def _chosen(params: Params) -> list[str]:
    """The areas that the reader has chosen: here the filter sets none of the others aside."""
    return [*several(params, Dimension.AREA.value), one(params, "place")]


def area_map(store: Store, params: Params) -> Exhibit:
    """Where the areas inspected lie."""
    areas = store.codes[Dimension.AREA]
    drawn = tiles(areas, _chosen(params))
    count = counted(len(areas), "police force area")
    where = everywhere(requested.everyone(store, params))
    frame = inspected.inspections(store)[["area", "division", "crc_owner"]].drop_duplicates()
    table = pd.DataFrame(
        {
            "NPS division": frame["division"].map(store.codes[Dimension.DIVISION]),
            "CRC owner": frame["crc_owner"].map(store.codes[Dimension.CRC_OWNER]),
        }
    ).set_index(pd.Index(frame["area"].map(areas), name="Area"))
    return Exhibit(
        sample=sampled(store),
        key="area_map",
        topic="Areas inspected",
        headline=f"{count} {plural(len(areas), 'was', 'were')} inspected",
        noun="map",
        subtitle="The police force areas whose cases were inspected.",
        who="",
        count=counted(len(areas), "area"),
        frame=frame,
        table=table,
        source=f"{where.who(store.codes)} {provenance(store)}",
        spec=drawn,
        description=alt(
            f"Tile map of the police force areas: {len(areas)} inspected, which the list names."
        ),
        file=f"map-{case_set_code(store)}",
        notes=(Note(NoteKind.READING, _MAP), *notes_of(NoteKind.LEFT_OUT, *_unmapped(areas))),
        said=said(store, where, "Which areas were inspected?"),
    )


def _unmapped(areas: Mapping[str, str]) -> tuple[str, ...]:
    names = [label for code, label in areas.items() if code not in TILES]
    return (f"Inspected and not on this map: {join_or(names, 'and')}.",) if names else ()


def _subtitle(rows: pd.DataFrame, found: Funnel, scope: Scope, compared: str) -> str:
    """What the funnel shows, and what its tests find."""
    question, n, cases = scope.question, rows["n"].sum(), rows["cases"].sum()
    of = f" For {scope.factor.phrase}." if scope.factor else ""
    if found.too_few:
        return (
            f"{question.title} On fewer than {SMALLEST_BASE} cases there is no percentage, and"
            " there are no limits."
        )
    yes = marked(found.percent, found.flag)
    within = f" in {counted(cases, 'case')}" if cases < n else ""
    judged = f"{counted(n, 'judgement')}{within}, on {question.base}"
    shown = f"{question.title}{of} Yes in {yes} of {judged}."
    return " ".join(filter(None, (shown, how_tested(rows, compared))))


def _cautions(found: Funnel, compared: Dimension) -> list[str]:
    """What chance alone would do, and what a place's cases are."""
    if found.too_few:
        return []
    often = _AT_MOST if found.effect is None and not found.case_mix else _ABOUT
    notes = [_NO_VERDICT.format(units(compared), often=often), _INDEPENDENT]
    if compared == Dimension.CRC_OWNER:
        notes.append(OF_OWNERS)
    return [*notes, _EXCEEDS] if found.case_mix else notes


def _key(found: Funnel) -> str:
    """What the marks and lines mean."""
    lines = (
        "Dashes, long at 95% and short at 99.8%: the limits of each one's own case mix"
        if found.case_mix
        else "Lines: limits"
    )
    return (
        f"{lines}. Circle: within the 95% limits; diamond: outside them; square:"
        f" outside the 99.8% limits; hollow: fewer than {SMALL_BASE} cases."
    )


def _funnel_table(rows: pd.DataFrame, adjusted: bool, compared: Dimension) -> pd.DataFrame:
    """The rows of the funnel as a reader sees them, in the order of Table A1."""
    columns = {"Yes": [f"{r.yes:,} of {r.n:,}" for r in rows.itertuples()]}
    share = "Adjusted % yes" if adjusted else "% yes"
    columns[share] = [marked(r.percent, r.flag) for r in rows.itertuples()]
    if adjusted:
        columns["Expected"] = [percent(r.expected, 1) for r in rows.itertuples()]
    columns["95% limits"] = [span(r.lower95, r.upper95) for r in rows.itertuples()]
    columns["99.8% limits"] = [span(r.lower998, r.upper998) for r in rows.itertuples()]
    columns["Position"] = [_position(r.position, r.flag) for r in rows.itertuples()]
    columns["p, all tests together"] = [bare_p(r.p_bh) for r in rows.itertuples()]
    return pd.DataFrame(columns, index=pd.Index(rows["name"], name=compared.label)).map(unbroken)


def _position(position: Any, flag: str | None) -> str:
    if not isinstance(position, str):
        return symbol(flag)
    return "Within" if position == "within" else f"{position.capitalize()}%"


def _foot(store: Store, found: Funnel, where: Scope) -> str:
    adjusted = f" {found.adjusted_for}" if found.case_mix else ""
    return f"{where.sentence(store.codes)} Limits at 95% and 99.8%.{adjusted} {provenance(store)}"
