"""What an exhibit says of what the bulletin prints, and of what was invented to agree with it."""

import pandas as pd

from probation.charts.lengths import Headline
from probation.charts.printed import KEY, known
from probation.domain.address import Params
from probation.domain.note import Note, NoteKind
from probation.domain.wording import lower_first
from probation.exhibits import requested
from probation.exhibits.exhibit import Exhibit, provenance
from probation.store.connection import Store

#: How a headline begins that rests on invented numbers.
SYNTHETIC = "In these synthetic cases, "
#: Of percentages that stand in a table with a decimal more than the bulletin's text has.
_WHOLE = "Where it prints a whole percentage, the decimal is that of the synthetic cases."
#: Counts, and what is computed of them.
_COUNTS = ("n", "yes", "n_a", "yes_a", "n_b", "yes_b", "n_not_recorded", "yes_not_recorded")
_COMPUTED = ("ci_low", "ci_high", "ratio_low", "ratio_high", "p", "p_bh", "bound_low", "bound_high")
#: Of an exhibit of which nothing is printed, once nothing else is asked for.
NONE_PRINTED = (
    "The bulletin prints none of these numbers. Switch 'Only what the bulletin prints' off, in the"
    " View menu, to see those of the synthetic cases."
)


def headline(store: Store, message: Headline, rests_on: pd.DataFrame | None = None) -> Headline:
    """``message``; unless it rests on printed numbers, it says first that cases are synthetic.

    rests_on: rows of bulletin.printed; None where the bulletin prints none of it.
    """
    if not store.generation.synthetic:
        return message
    if rests_on is not None and all_printed(rests_on):
        return message
    return Headline(*(f"{SYNTHETIC}{lower_first(text)}" for text in message))


def all_printed(rows: pd.DataFrame) -> bool:
    """Whether the bulletin prints percentage and base of every row: what a test rests on too."""
    both = ["printed_in", "n_printed_in"]
    return set(both) <= set(rows) and len(rows) > 0 and bool(rows[both].notna().all(axis=None))


#: Of a figure of all factors and several questions at once.
FEW_PRINTED = (
    "Of several questions at once the bulletin prints too few numbers for a figure: the page of"
    " each question shows those that it prints."
)


class NonePrintedError(Exception):
    """The bulletin prints none of the numbers of an exhibit, and no others are asked for."""


def alone(store: Store, params: Params) -> bool:
    """Whether only what the bulletin prints is asked for, of cases made to agree with it."""
    return requested.on(params, "printed") and store.generation.synthetic


def only(rows: pd.DataFrame, *whole: str) -> pd.DataFrame:
    """Of ``rows`` those alone that the bulletin prints, with the bases that it prints.

    It prints no interval and no p: these are NaN, and bases that it does not print None. whole:
    columns whose rows stay together: all of them are printed, or none stays. Raises
    NonePrintedError where no row is left.
    """
    if not known(rows):
        raise NonePrintedError
    kept = rows["printed_in"].notna()
    if whole:
        kept = kept.groupby([rows[name] for name in whole], dropna=False).transform("all")
    if not kept.any():
        raise NonePrintedError
    return _bare(rows[kept].reset_index(drop=True))


def ends(story: pd.DataFrame) -> pd.DataFrame:
    """``only`` of rows of bulletin.printed.of_story, of which it may print one end alone.

    printed_in: where it prints what is left of the row. Its bases it prints nowhere.
    """
    names = ("available", "delivered")
    printed = {end: story[f"printed_in_{end}"] for end in names}
    kept = story.assign(printed_in=printed["available"].fillna(printed["delivered"]))
    for end in names:
        kept[end] = kept[end].where(printed[end].notna())
        kept[f"flag_{end}"] = kept[f"flag_{end}"].astype(object).where(printed[end].notna(), None)
    bare = {name: None for name in kept if name.split("_")[0] in ("n", "yes")}
    bare |= {name: float("nan") for name in kept if name.startswith("ci_")}
    kept = kept.assign(**bare)[kept["printed_in"].notna()].reset_index(drop=True)
    if kept.empty:
        raise NonePrintedError
    return kept


def blank(rows: pd.DataFrame) -> pd.DataFrame:
    """``rows``, all of them, without the numbers that the bulletin does not print; as ``only``."""
    if rows["printed_in"].isna().all():
        raise NonePrintedError
    invented = rows["printed_in"].isna()
    flag = rows["flag"].astype(object).mask(invented, None)
    return _bare(rows).assign(percent=rows["percent"].mask(invented), flag=flag)


def _bare(rows: pd.DataFrame) -> pd.DataFrame:
    invented = rows["n_printed_in"].isna()
    counts = {n: rows[n].astype(object).mask(invented, None) for n in _COUNTS if n in rows}
    return rows.assign(**counts, **{n: float("nan") for n in _COMPUTED if n in rows})


def none(store: Store, key: str, label: str) -> Exhibit:
    """What stands in place of an exhibit of which the bulletin prints nothing."""
    return Exhibit(
        key=key,
        topic=label,
        headline="The bulletin prints none of these numbers",
        noun=label.lower(),
        subtitle="Only what the bulletin prints is shown.",
        who="",
        count="",
        frame=pd.DataFrame(),
        table=pd.DataFrame(),
        description=f"{label}: the bulletin prints none of it.",
        file=f"none-printed-{key}",
        source=provenance(store),
        empty=NONE_PRINTED,
    )


def notes(rows: pd.DataFrame) -> tuple[Note, ...]:
    """What the sign means, where the rows are of synthetic cases."""
    if not known(rows):
        return ()
    if rows["printed_in"].notna().any():
        return (Note(NoteKind.SYNTHETIC, f"{KEY}, made to agree with it. {_WHOLE}"),)
    invented = "The bulletin prints none of these numbers: they are invented to agree with it."
    return (Note(NoteKind.SYNTHETIC, invented),)


def notes_of_gaps(rows: pd.DataFrame, signs: bool = True) -> tuple[Note, ...]:
    """The same of differences, which the bulletin prints nowhere. signs: their sides bear some."""
    found = notes(rows)
    if not found or rows["printed_in"].isna().all():
        return found
    said = f"Of {sides_in_words(rows)}, but it prints no difference."
    return (Note(NoteKind.SYNTHETIC, f"{found[0].text} {said}" if signs else said),)


def sides_in_words(rows: pd.DataFrame) -> str:
    """'2 of 10 the bulletin prints both percentages'."""
    printed = int(rows["printed_in"].notna().sum())
    return f"{printed} of {len(rows)} the bulletin prints both percentages"


def description_of_gaps(rows: pd.DataFrame) -> str:
    """``description`` of differences."""
    return f" Of {sides_in_words(rows)}, of none the difference." if known(rows) else ""


def sides(rows: pd.DataFrame) -> pd.DataFrame:
    """``only`` of rows of bulletin.printed.of_gaps: the percentages, without their difference."""
    return only(rows).assign(difference=float("nan"), ratio=float("nan"), significant=None)


def description(rows: pd.DataFrame) -> str:
    """The same in an alternative text, with how many; '' where the cases are not synthetic."""
    if not known(rows):
        return ""
    printed = int(rows["printed_in"].notna().sum())
    return f" {printed or 'None'} of {len(rows)} printed in the bulletin."


def column(rows: pd.DataFrame) -> dict[str, list[str]]:
    """A column of a table: where each row is printed; none where the cases are not synthetic."""
    if not known(rows):
        return {}
    return {"Printed in": [where or "not printed" for where in rows["printed_in"]]}
