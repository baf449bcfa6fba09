"""Rules of the audit that need only the printed numbers: can they all be true?

Each rule reads the bulletin and yields its findings. The rounding rule is that of ``possibility``.
"""

from collections.abc import Iterator
from fractions import Fraction

import pandas as pd

from probation.bulletin import slips
from probation.bulletin.audit_issue import Bulletin, Finding, place
from probation.bulletin.figures import exact, margins
from probation.bulletin.possibility import (
    KEY,
    Block,
    Row,
    bases,
    broken,
    broken_n,
    broken_yes,
    complete,
    half_unit,
    span,
    whole_numbers,
    without_whole_number,
    wrong_shares,
)
from probation.domain.vocabulary import TERMS, Dimension

_LABELS = {str(dimension): dimension.label for dimension in Dimension}
_LEVELS = {(str(dim), str(term)): term.label for dim, terms in TERMS.items() for term in terms}


def granularity(bulletin: Bulletin) -> Iterator[Finding]:
    """A percentage of n that no whole number of n gives."""
    found = bulletin.blocks
    of = bases(bulletin.published)
    percents = margins(bulletin.published).query("statistic == 'percent'")
    for _, figure in percents.iterrows():
        n = of.get(tuple(figure[KEY]))
        why = without_whole_number(n, figure["printed"]) if n is not None else ""
        if why:
            may = [
                slips.described(slips.of_row(block, row, _others(found, block, row)))
                for block in found
                for row in block.rows
                if figure["id"] in row.ids
            ]
            also = may[0] if may else slips.NONE
            yield Finding("granularity", (figure["id"],), _place(figure), why, also)


def share(bulletin: Bulletin) -> Iterator[Finding]:
    """A count and its share of all cases that disagree."""
    figures = bulletin.published.set_index("id")
    of = bases(bulletin.published)
    for id, why in wrong_shares(bulletin.published).items():
        figure = figures.loc[id]
        same = margins(bulletin.published).query("statistic == 'n'")
        counts = same[(same[KEY] == figure[KEY]).all(axis=1)]
        k = int(counts["value"].iloc[0])
        may = slips.described(slips.of_share(k, of[tuple(figure[KEY])], figure["printed"]))
        ids = (counts["id"].iloc[0], id)
        yield Finding("share", ids, _place(figure), why, may)


def partition_of_n(bulletin: Bulletin) -> Iterator[Finding]:
    """The n of a breakdown's levels that add to more cases than there are."""
    found = bulletin.blocks
    for block in found:
        why = broken_n(block.breakdown, block.ns, block.total.n)
        if why:
            yield _broken("partition of n", block, why, found)
    cases = margins(bulletin.published).query("question == 'cases' and statistic == 'n'")
    cases = cases.drop_duplicates(KEY)
    total = cases.loc[cases["level"] == "all", "value"]
    for breakdown, rows in _by_breakdown(cases):
        ns = {level: int(n) for level, n in zip(rows["level"], rows["value"], strict=True)}
        why = broken_n(breakdown, ns, int(total.iloc[0])) if len(total) else ""
        if why:
            yield Finding("partition of n", tuple(rows["id"]), rows["where"].iloc[0], why)


def partition_of_yes(bulletin: Bulletin) -> Iterator[Finding]:
    """The yes counts of a breakdown's rows that cannot make up those of all cases."""
    found = bulletin.blocks
    for block in found:
        if not broken_n(block.breakdown, block.ns, block.total.n):
            why = broken_yes(block)
            if why:
                yield _broken("partition of yes", block, why, found)


def between(bulletin: Bulletin) -> Iterator[Finding]:
    """A percentage of all cases outside those of the levels that make all cases up."""
    percents = margins(bulletin.published).query("statistic == 'percent' and question != 'cases'")
    for _, same in percents.groupby(["question", "factor"], sort=False):
        whole = same[same["breakdown"] == ""]
        for breakdown, rows in _by_breakdown(same):
            levels = list(dict.fromkeys(rows["level"]))
            if complete(breakdown, levels):
                for _, figure in whole.iterrows():
                    yield from _outside(figure, rows)


def subset(bulletin: Bulletin) -> Iterator[Finding]:
    """More cases judged on a question than there are cases of that kind (section 2)."""
    counts = margins(bulletin.published).query("statistic == 'n'")
    most = _most_cases(counts[counts["question"] == "cases"])
    for _, figure in counts[counts["question"] != "cases"].iterrows():
        limit = most.get((figure["breakdown"], figure["level"]), most.get(("", "all")))
        if limit is not None and figure["value"] > limit:
            why = f"{figure['printed']} cases, of which section 2 has at most {limit:,} in all."
            yield Finding("subset", (figure["id"],), _place(figure), why)


def unrecorded(bulletin: Bulletin) -> Iterator[Finding]:
    """Cases that a breakdown leaves out, read as not recorded."""
    for block in bulletin.blocks:
        if block.missing > 0 and not broken(block):
            what = _LABELS[block.breakdown]
            yield _remark(
                "not recorded",
                block,
                f"{what} has no row for {block.missing} of {block.total.n:,} cases;"
                " they are read as not recorded.",
            )


def ties(bulletin: Bulletin) -> Iterator[Finding]:
    """A percentage that is possible only where an exact tie was rounded down."""
    for block in bulletin.blocks:
        for row in block.rows:
            tied = exact(row.percent) + half_unit(row.percent)
            ks = whole_numbers(row.n, row.percent)
            if ks and all(Fraction(100 * k, row.n) == tied for k in ks):
                why = f"{ks[0]} of {row.n} is exactly {float(tied)}%, printed {row.percent}"
                finding = f"{why}: a tie rounded down, where others would round it up."
                at = _place_of(block, row)
                yield Finding("tie", row.ids[1:], at, finding, "", "remark")


def nearest(bulletin: Bulletin) -> Iterator[Finding]:
    """Impossible rows whose nearest whole numbers do not add to the yes count of all cases."""
    for block in bulletin.blocks:
        wanted = whole_numbers(block.total.n, block.total.percent)
        failing = any(not whole_numbers(row.n, row.percent) for row in block.rows)
        if not failing or broken(block) or not wanted:
            continue
        rows = [round(row.n * exact(row.percent) / 100) for row in block.rows]
        if sum(rows) > wanted[-1] or sum(rows) + block.missing < wanted[0]:
            why = (
                f"The nearest whole numbers, {' and '.join(map(str, rows))}, add to {sum(rows)};"
                f" all cases have {span(wanted)} yes."
            )
            yield _remark("nearest whole numbers", block, why)


RULES = (
    granularity,
    share,
    partition_of_n,
    partition_of_yes,
    between,
    subset,
    unrecorded,
    ties,
    nearest,
)


def _by_breakdown(figures: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    for breakdown, rows in figures[figures["breakdown"] != ""].groupby("breakdown", sort=False):
        yield str(breakdown), rows


def _broken(rule: str, block: Block, why: str, found: list[Block]) -> Finding:
    mends = [
        slip for row in block.rows for slip in slips.of_row(block, row, _others(found, block, row))
    ]
    return Finding(rule, block.ids, _place_of(block), why, slips.described(mends))


def _others(found: list[Block], block: Block, row: Row) -> dict[str, int]:
    """The n of every other row of the same question in the same table, by label."""
    same = [b for b in found if (b.where, b.question) == (block.where, block.question)]
    return {r.label: r.n for b in same for r in b.rows if r.ids != row.ids}


def _outside(figure: pd.Series, rows: pd.DataFrame) -> Iterator[Finding]:
    lows = [exact(p) - half_unit(p) for p in rows["printed"]]
    highs = [exact(p) + half_unit(p) for p in rows["printed"]]
    slack = half_unit(figure["printed"])
    value = exact(figure["printed"])
    if value + slack < min(lows) or value - slack > max(highs):
        levels = " and ".join(rows["printed"])
        why = f"{figure['printed']} of all cases is not between those of its parts, {levels}."
        ids = (figure["id"], *rows["id"])
        yield Finding("between its parts", ids, _place(figure), why)


def _most_cases(counts: pd.DataFrame) -> dict[tuple[str, str], int]:
    """The most cases a level can have: as printed, or all less the other level's."""
    most = {(r.breakdown, r.level): int(r.value) for r in counts.itertuples()}
    everyone = most.get(("", "all"))
    for (breakdown, level), n in list(most.items()):
        rest = [term for term in TERMS.get(breakdown, ()) if term != level]
        if everyone is not None and len(rest) == 1:
            most.setdefault((breakdown, rest[0]), everyone - n)
    return most


def _remark(rule: str, block: Block, finding: str) -> Finding:
    return Finding(rule, block.ids, _place_of(block), finding, "", "remark")


def _place(figure: pd.Series) -> str:
    level = figure["label"] or _LEVELS.get((figure["breakdown"], figure["level"]), "")
    return place(figure["where"], figure["question"], level)


def _place_of(block: Block, row: Row | None = None) -> str:
    part = row.label if row else _LABELS[block.breakdown]
    return place(block.where, block.question, part)
