"""Areas, CRC owners and NPS divisions: the funnel, the map, and one area beside the others."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from probation.address import UNITS, Params, one
from probation.analysis.disclosure import SMALL_BASE, SMALLEST_BASE
from probation.answers import areas as answers
from probation.answers.areas import ADJUSTED_FOR, Funnel, everywhere
from probation.charts import slides_scatter
from probation.charts.funnel import funnel as draw_funnel
from probation.charts.funnel import headline, outside
from probation.charts.headlines import NOTHING
from probation.charts.lengths import told
from probation.charts.theme import Theme, alt, percent
from probation.charts.tiles import TILES, tiles
from probation.exhibits import asked
from probation.exhibits.exhibit import (
    OF_OWNERS,
    Exhibit,
    counted,
    invented,
    low_reliability,
    noted,
    of_areas,
    provenance,
    said,
)
from probation.exhibits.formats import marked, span, unbroken
from probation.exhibits.naming import case_set_code, file_name
from probation.exhibits.rates import NOTHING_MATCHES
from probation.queries.coverage import inspections
from probation.scope import Scope
from probation.store.connection import Store
from probation.vocabulary import Dimension, join_or, upper_first

_NO_VERDICT = (
    "If all {} were alike, about 1 in 20 would still lie outside the 95% limits and 1 in 500"
    " outside the 99.8% limits, at every question and factor one looks at: a place outside is a"
    " reason to look closer, not a verdict."
)
_EXCEEDS = (
    "Adjusted percentage: the yes observed divided by those that a logistic regression expects of"
    " such cases, times the percentage of all cases; it can exceed 100%."
)
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


def undivided(store: Store, params: Params) -> Scope:
    """The question, its factor and the filters, without a breakdown."""
    return asked.scope(store, {**params, "by": []})


def found_in(store: Store, params: Params) -> Funnel:
    """The numbers of the funnel that parameters ask for."""
    scope = undivided(store, params)
    return answers.funnel(store, scope, unit(params), asked.on(params, "adjusted"))


def funnel(store: Store, params: Params, theme: Theme) -> Exhibit:
    """Each place by its number of judgements, within limits; never ranked."""
    found, scope, compared = found_in(store, params), undivided(store, params), unit(params)
    names = store.codes[compared]
    codes = found.rows[compared.value]
    rows = found.rows.assign(code=codes, name=codes.map(names))
    where, n = everywhere(scope), int(rows["n"].sum())
    value = "Adjusted per cent yes" if found.adjusted else "Per cent yes"
    drawn = bool(n) and not found.too_few
    chosen = one(params, "place")
    message = found.too_few or headline(rows, units(compared))
    said_of = of_areas(store, told(message if n else NOTHING))
    adjusted = "adjusted-" if found.adjusted else ""
    reading = _key(found) if drawn else ""
    figure = for_office = None
    if drawn:
        marks = (rows, found.limits, found.percent)
        small = n < SMALL_BASE
        figure = draw_funnel(*marks, theme, chosen, value, found.adjusted, small)
        for_office = partial(slides_scatter.funnel, *marks, value, found.adjusted, chosen)
    return Exhibit(
        of_sample=True,
        key="funnel",
        topic=f"{upper_first(units(compared))} compared: {scope.question.topic.lower()}",
        headline=said_of.screen,
        short_headline=said_of.slide,
        noun="funnel",
        subtitle=_subtitle(rows, found, scope),
        who=where.who(store.codes),
        count="",  # the subtitle says it
        frame=found.rows.assign(adjusted_for=ADJUSTED_FOR if found.adjusted else ""),
        table=_funnel_table(rows, found.adjusted, compared),
        figure=figure,
        source=_foot(store, found, where),
        for_office=for_office,
        description=alt(f"{message}. Funnel plot."),
        file=f"funnel-{compared}-{adjusted}{file_name(store, where)}",
        notes=(
            *invented(store),
            *found.notes,
            *((reading,) if reading else ()),
            *_cautions(found, compared),
            *low_reliability(rows),
        ),
        reading=reading,
        empty="" if n else NOTHING_MATCHES,
        said=said(store, where, scope.question.title) | noted(store),
    )


def area_map(store: Store, params: Params, theme: Theme) -> Exhibit:
    """Where the areas inspected lie."""
    areas = store.codes[Dimension.AREA]
    where = everywhere(asked.everyone(store, params))
    frame = inspections(store)[["area", "division", "crc_owner"]].drop_duplicates()
    table = pd.DataFrame(
        {
            "NPS division": frame["division"].map(store.codes[Dimension.DIVISION]),
            "CRC owner": frame["crc_owner"].map(store.codes[Dimension.CRC_OWNER]),
        }
    ).set_index(pd.Index(frame["area"].map(areas), name="Area"))
    return Exhibit(
        of_sample=True,
        key="area_map",
        topic="Areas inspected",
        headline=f"{len(areas)} police force areas were inspected",
        noun="map",
        subtitle="The police force areas whose cases were inspected.",
        who="",
        count=counted(len(areas), "area"),
        frame=frame,
        table=table,
        figure=tiles(areas, theme, one(params, "place")),
        source=f"{where.who(store.codes)} {provenance(store)}",
        for_office=partial(slides_scatter.tiles, areas, one(params, "place")),
        description=alt(
            f"Tile map of the police force areas: {len(areas)} inspected, which the list names."
        ),
        file=f"map-{case_set_code(store)}",
        notes=(_MAP, *_unmapped(areas)),
        reading=_MAP,
        said=said(store, where, "Which areas were inspected?"),
    )


def _unmapped(areas: Mapping[str, str]) -> tuple[str, ...]:
    names = [label for code, label in areas.items() if code not in TILES]
    return (f"Inspected and not on this map: {join_or(names, 'and')}.",) if names else ()


def _subtitle(rows: pd.DataFrame, found: Funnel, scope: Scope) -> str:
    """What the funnel shows."""
    question, n = scope.question, rows["n"].sum()
    of = f" For {scope.factor.phrase}." if scope.factor else ""
    if found.too_few:
        return (
            f"{question.title} On fewer than {SMALLEST_BASE} judgements there is no percentage, and"
            " there are no limits."
        )
    yes = marked(found.percent, "u" if n < SMALL_BASE else None)
    told = f"{question.title}{of} Yes in {yes} of {n:,} judgements, on {question.base}."
    return " ".join(filter(None, (told, outside(rows))))


def _cautions(found: Funnel, compared: Dimension) -> list[str]:
    """What chance alone would do, and what a place's cases are."""
    if found.too_few:
        return []
    notes = [_NO_VERDICT.format(units(compared))]
    if compared == Dimension.CRC_OWNER:
        notes.append(OF_OWNERS)
    return [*notes, _EXCEEDS] if found.adjusted else notes


def _key(found: Funnel) -> str:
    """What the marks and lines mean."""
    lines = (
        "Dashes, long at 95% and short at 99.8%: the limits of each one's own case mix"
        if found.adjusted
        else "Lines: limits"
    )
    return (
        f"{lines}. Circle: within the 95% limits; diamond: outside them; square:"
        f" outside the 99.8% limits; hollow: fewer than {SMALL_BASE} judgements."
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
    columns["Position"] = [_position(r.position) for r in rows.itertuples()]
    return pd.DataFrame(columns, index=pd.Index(rows["name"], name=compared.label)).map(unbroken)


def _position(position: Any) -> str:
    if not isinstance(position, str):
        return ""
    return "Within" if position == "within" else f"{position.capitalize()}%"


def _foot(store: Store, found: Funnel, where: Scope) -> str:
    adjusted = f" {ADJUSTED_FOR}" if found.adjusted else ""
    return f"{where.sentence(store.codes)} Limits at 95% and 99.8%.{adjusted} {provenance(store)}"
