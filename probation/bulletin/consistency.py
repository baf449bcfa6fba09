"""Rules of the audit that hold the bulletin's words against its numbers, and against each other."""

import difflib
import math
from collections.abc import Iterator
from fractions import Fraction

import pandas as pd

from probation.bulletin.audit_issue import Bulletin, Finding
from probation.bulletin.figures import exact, margins
from probation.bulletin.possibility import KEY, half_unit
from probation.domain.vocabulary import Factor
from probation.domain.wording import join_or

#: The bulletin's short form, defined at its first use.
_SHORT = {"ete"}


def text_against_table(bulletin: Bulletin) -> Iterator[Finding]:
    """A percentage in the text that is not the table's, rounded."""
    percents = margins(bulletin.published).query("statistic == 'percent'")
    in_table = percents["where"].str.startswith("Table")
    for _, figure in percents[~in_table].iterrows():
        same = percents[in_table & (percents[KEY] == figure[KEY]).all(axis=1)]
        for _, cell in same.iterrows():
            gap = abs(exact(figure["printed"]) - exact(cell["printed"]))
            if gap > half_unit(figure["printed"]):
                why = f"The text has {figure['printed']}, {cell['where']} {cell['printed']}."
                yield Finding("text against table", _ids(figure, cell), figure["where"], why)


def repeated(bulletin: Bulletin) -> Iterator[Finding]:
    """The same figure printed twice, with two values."""
    about = bulletin.published[bulletin.published["breakdown"] + bulletin.published["level"] != ""]
    for _, same in about.groupby([*KEY, "statistic", "decimals"], sort=False):
        if same["value"].nunique() > 1:
            places = zip(same["printed"], same["where"], strict=True)
            why = f"The same figure is {' and '.join(f'{p} in {w}' for p, w in places)}."
            where = "; ".join(dict.fromkeys(same["where"]))
            yield Finding("repeated figure", tuple(same["id"]), where, why)


def labels(bulletin: Bulletin) -> Iterator[Finding]:
    """Row labels of one breakdown whose numbers overlap, such as '>30' and '30+'."""
    rows = bulletin.published[bulletin.published["label"] != ""]
    for (where, _), part in rows.groupby(["where", "breakdown"], sort=False):
        names = list(dict.fromkeys(part["label"]))
        ranges = {name: span for name in names if (span := _ages(name))}
        if len(ranges) == 2 and _overlap(*ranges.values()):
            wrong = [name for name in ranges if name.startswith(">")]
            ids = tuple(part.loc[part["label"].isin(wrong or names), "id"])
            may = f"{wrong[0].replace('>', '<')} (the sign turned round)." if wrong else ""
            why = f"The rows '{names[0]}' and '{names[1]}' overlap."
            yield Finding("labels", ids, str(where), why, may, "remark")


def factor_names(bulletin: Bulletin) -> Iterator[Finding]:
    """A factor the bulletin names that is not one of its factors."""
    known = {factor.phrase.lower(): factor for factor in Factor}
    named = bulletin.statements[bulletin.statements["printed_as"] != ""]
    for printed, rows in named.groupby("printed_as", sort=False):
        if str(printed).lower() not in known.keys() | _SHORT:
            close = difflib.get_close_matches(str(printed), known, n=1)
            may = f"{known[close[0]].phrase}." if close else ""
            why = f"'{printed}' is not one of the factors."
            where = rows["where"].iloc[0]
            yield Finding("factor names", tuple(rows["id"]), where, why, may, "remark")


def area_counts(bulletin: Bulletin) -> Iterator[Finding]:
    """A count of areas, divisions, owners or CRCs that Table A1 does not bear out."""
    counted = counts_of_areas(bulletin.areas)
    rows = bulletin.published[bulletin.published["statistic"] == "count"]
    for _, figure in rows.iterrows():
        in_table = counted.get((figure["breakdown"], figure["level"]))
        if in_table is not None and in_table != figure["value"]:
            why = f"The text has {figure['printed']}; Table A1 has {in_table}."
            yield Finding("text against Table A1", (figure["id"],), figure["where"], why)


def area_names(bulletin: Bulletin) -> Iterator[Finding]:
    """The contract package areas said not to be inspected, against those of Table A1."""
    absent = bulletin.areas.loc[bulletin.areas["area"] == "", "contract_package_area"]
    claims = bulletin.statements[bulletin.statements["kind"] == "not_inspected"]
    for _, claim in claims.iterrows():
        names = claim["expected"].split(";")
        ids = (claim["id"],)
        differ = {plain(n) for n in names} ^ {plain(n) for n in absent}
        if differ:
            why = f"The text and Table A1 do not agree on: {join_or(sorted(differ), 'and')}."
            yield Finding("text against Table A1", ids, claim["where"], why)
        spelt = sorted(set(names) - set(absent)) if not differ else []
        if spelt:
            why = f"Table A1 spells these otherwise: {'; '.join(spelt)}."
            yield Finding("area names", ids, claim["where"], why, "", "remark")


def owner_names(bulletin: Bulletin) -> Iterator[Finding]:
    """One CRC owner printed under several names."""
    for owner, rows in bulletin.areas.groupby("crc_owner_name", sort=False):
        names = list(dict.fromkeys(rows["crc_owner_printed"]))
        if len(names) > 1:
            all_names = bulletin.areas["crc_owner_printed"].nunique()
            owners = bulletin.areas["crc_owner"].nunique()
            printed = " and ".join(f"'{name}'" for name in names)
            why = (
                f"Table A1 prints {all_names} names for {owners} owners:"
                f" {printed} are read as one, {owner}."
            )
            yield Finding("owner names", (), "Table A1", why, "", "remark")


def reports(bulletin: Bulletin) -> Iterator[Finding]:
    """An area with more reports than a first inspection and one re-inspection explain."""
    for _, row in bulletin.areas.iterrows():
        months = [month for month in row["reports"].split(";") if month]
        if len(months) > 2:
            why = f"{row['area_name']} was re-inspected once, and has {len(months)} report dates."
            yield Finding("report dates", (), "Table A1", why, "", "remark")


def verbal_fractions(bulletin: Bulletin) -> Iterator[Finding]:
    """A fraction in words, such as 'about two in five', that the printed percentage is not near."""
    percents = margins(bulletin.published).query("statistic == 'percent'")
    for _, claim in bulletin.statements[bulletin.statements["kind"] == "about"].iterrows():
        for _, figure in percents[(percents[KEY] == claim[KEY]).all(axis=1)].iterrows():
            said = exact(figure["printed"])
            shown = 100 - said if claim["other"] == "no" else said
            slack = Fraction(1, 2)
            if not claim["low"] - slack <= shown <= claim["high"] + slack:
                why = f"'{claim['text']}' Printed: {figure['printed']}."
                yield Finding("verbal fractions", _ids(claim, figure), claim["where"], why)


def orderings(bulletin: Bulletin) -> Iterator[Finding]:
    """A factor said to be highest or lowest that another printed percentage passes."""
    overall = margins(bulletin.published).query("statistic == 'percent' and breakdown == ''")
    sign = {"highest": 1, "lowest": -1}
    for _, claim in bulletin.statements[bulletin.statements["kind"].isin(sign)].iterrows():
        same = overall[(overall["question"] == claim["question"]) & (overall["factor"] != "")]
        value = same.set_index("factor")["value"] * sign[claim["kind"]]
        if claim["factor"] in value and value.max() > value[claim["factor"]]:
            passed = same[same["factor"] == value.idxmax()].iloc[0]
            why = f"'{claim['text']}' {passed['printed']} is printed for {passed['factor']}."
            yield Finding("orderings", _ids(claim, passed), claim["where"], why)


RULES = (
    text_against_table,
    repeated,
    labels,
    factor_names,
    area_counts,
    area_names,
    owner_names,
    reports,
    verbal_fractions,
    orderings,
)


def counts_of_areas(areas: pd.DataFrame) -> dict[tuple[str, str], int]:
    """What Table A1 counts, by breakdown and level as in ``published``."""
    inspected = areas["area"] != ""
    return {
        ("area", "inspected"): int(inspected.sum()),
        ("area", "reinspected"): int(areas["reports"].str.contains(";").sum()),
        ("division", "all"): int(areas["division"].nunique()),
        ("crc_owner", "all"): int(areas["crc_owner"].nunique()),
        ("contract_package_area", "all"): len(areas),
        ("contract_package_area", "not_inspected"): int((~inspected).sum()),
    }


def plain(name: str) -> str:
    """An area's name with the differences that mean nothing taken out."""
    return name.replace("&", "and").replace(" the ", " ").replace(",", "")


def _ids(*rows: pd.Series) -> tuple[str, ...]:
    return tuple(row["id"] for row in rows)


def _ages(label: str) -> tuple[float, float] | None:
    """The whole numbers a label such as '>30', '<30' or '30+' takes in; None for other labels."""
    number = label.strip("<>+")
    if label == number or not number.isdigit():
        return None
    if label.startswith("<"):
        return -math.inf, int(number) - 1
    return int(number) + label.startswith(">"), math.inf


def _overlap(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return max(a[0], b[0]) <= min(a[1], b[1])
