"""The message of differences between two groups, and how they were tested, in sentences.

A sentence that picks from several differences goes by their tests judged together; one on a small
base, marked [u] in the figure, is never the message.
"""

from typing import Any

import pandas as pd

from probation.charts.headlines import NEEDED, nothing
from probation.charts.lengths import Headline, briefly, told
from probation.charts.theme import rounded
from probation.disclosure.gate import SMALL_BASE, firm, large
from probation.domain.questions import QUESTIONS
from probation.domain.vocabulary import Dimension
from probation.domain.wording import counted, join_or, plural, upper_first
from probation.statistics.differences import detectable
from probation.stepwise.selection_result import SIGNIFICANCE

_ORGANISATIONS = {"contracted": "contracted providers", "partners": "partners"}
_TESTED = "Significant: p < 0.05 by Pearson's chi-square test of the two percentages"
_ALONE = (
    ", each difference on its own: were there no real differences, about 1 test in 20 would still"
    " come out so."
)
_TOGETHER = ", all tests of the figure judged together (Benjamini-Hochberg)."

# Every function here takes rows of disclosure.estimates.gaps with one column more: row, what the
# gap is of.


def gaps(frame: pd.DataFrame) -> Headline:
    """What differs once all tests are judged together, the widest first.

    Where none rejects, that, and which gaps would mostly have shown (see ``how_tested``). Of many
    questions at once how many differ, not which.
    """
    firm = firm_gaps(frame)
    if firm.empty:
        return no_comparison(frame)
    left, alone = (firm[firm[name] < SIGNIFICANCE] for name in ("p_bh", "p"))
    if frame["factor"].duplicated().any() and frame["breakdown"].notna().all():
        return _counted(firm, len(left), len(alone))
    if left.empty:
        return _none(firm, len(frame), len(alone))
    return _widest(left, len(alone), int(frame["p"].notna().sum()))


def _widest(left: pd.DataFrame, alone: int, tests: int) -> Headline:
    """left: what is left of ``tests``, of which ``alone`` reject each on its own."""
    widest: Any = next(left.loc[[left["difference"].abs().idxmax()]].itertuples())
    side, size, limits = _sized(widest)
    first = f"{widest.row.replace(':', ',')}: {side} ahead by {size} points"
    if tests == 1:
        return told(f"{first} ({limits})", first)
    which = f"widest of {len(left)}" if len(left) > 1 else "the one"
    kept = f"{which} left after allowing for {tests} tests"
    return told(
        f"{first} ({limits}), {kept} ({alone} before)",
        f"{first}, {kept} ({alone} before)",
        f"{first}, {kept}",
        f"{first}, allowing for {tests} tests",
        first,
    )


def _counted(firm: pd.DataFrame, left: int, alone: int) -> Headline:
    row: Any = next(firm.itertuples())
    b, a = _sides(row)
    of = f"{left or 'none'} of {counted(len(firm), 'gap')}"
    remains = plural(left, "remains", "remain")
    remain = f"{remains} after allowing for many tests ({alone or 'none'} before)"
    return told(
        upper_first(f"{b} and {a}: {of} {remain}"),
        f"By {Dimension(row.breakdown).phrase}: {of} {remain}",
        upper_first(f"{of} {remain}"),
    )


def _none(firm: pd.DataFrame, every: int, alone: int) -> Headline:
    """every: how many differences there are, those on small bases too."""
    row: Any = next(firm.itertuples())
    by = f" by {Dimension(row.breakdown).phrase}" if row.breakdown else ""
    one = firm["question"].nunique() == 1
    what = QUESTIONS[row.question].short.replace(":", ",") if one else " and ".join(_sides(row))
    none = f"{upper_first(what)}: no difference{by} that these cases can tell from none"
    if len(firm) < every:
        compared = f", in {len(firm)} with {SMALL_BASE} or more a side"
    else:
        compared = f", in {every} compared" if every > 1 else ""
    seen = rounded(max(detectable(r.n_a, r.n_b, len(firm)) for r in firm.itertuples()))
    first = f"{none}{compared}{f' ({alone} taken alone)' if alone else ''}"
    if not alone and len(firm) == every:
        first = f"{none}; gaps above {seen} points would mostly show"
    return told(first, f"{none}{compared}", none, f"{upper_first(what)}: no clear difference")


def how_tested(frame: pd.DataFrame, together: bool) -> str:
    """By which test a difference is marked, how many reject, and what the cases could have shown.

    together: marked by all tests judged together, else each on its own.
    """
    said = _TESTED + (_TOGETHER if together else _ALONE)
    firm = firm_gaps(frame)
    if firm.empty:
        return said
    left, alone = ((firm[name] < SIGNIFICANCE).sum() for name in ("p_bh", "p"))
    if len(firm) > 1:
        said += (
            f" Of {len(firm)} differences with {SMALL_BASE} judgements or more a side, below 0.05"
            f" once all tests are judged together (Benjamini-Hochberg): {left or 'none'}; each"
            f" taken alone: {alone or 'none'}."
        )
    return said if left else f"{said} {_power(firm)}"


def _power(firm: pd.DataFrame) -> str:
    tests = len(firm)
    seen = [(detectable(row.n_a, row.n_b, tests), row.n_a, row.n_b) for row in firm.itertuples()]
    points, n_a, n_b = min(seen)
    b, a = _sides(next(firm.itertuples()))
    at_best, allowing = (", the most here", ", allowing for all tests") if tests > 1 else ("", "")
    least = rounded(detectable(SMALL_BASE, SMALL_BASE, tests))
    return (
        f"With judgements of {b} {n_b:,} and {a} {n_a:,}{at_best}, a difference of"
        f" {rounded(points)} points (round 50%) would be found four times in five{allowing}; with"
        f" {SMALL_BASE} a side, one of {least}."
    )


def firm_gaps(frame: pd.DataFrame) -> pd.DataFrame:
    """The differences with 30 judgements or more on each side."""
    return frame[firm(frame, "difference")]


def no_comparison(frame: pd.DataFrame, unrecorded: int = 0) -> Headline:
    """Why no two percentages can be compared: on which side there are too few, and how many.

    unrecorded: judgements on neither side, of cases whose group is not recorded.
    """
    most = {side: int(frame[f"n_{side}"].max()) if len(frame) else 0 for side in ("b", "a")}
    if not any(most.values()):
        breakdown = frame["breakdown"].iloc[0] if len(frame) else None
        return nothing(Dimension(breakdown) if breakdown else None, unrecorded)
    names = dict(zip(("b", "a"), _sides(next(frame.itertuples())), strict=True))
    small = [side for side in ("b", "a") if not large(most[side])]
    at_most = "at most " if len(frame) > 1 else ""
    if not small:
        return told(f"Nothing here has {SMALL_BASE} judgements on each side: too few to compare")
    said = join_or([f"{names[side]} ({at_most}{most[side]})" for side in small], "and")
    sides = join_or([names[side] for side in small], "and")
    return told(
        f"Too few judgements for {said}: {NEEDED}",
        f"Too few judgements for {said}",
        f"Too few judgements for {sides}",
    )


def _sides(row: Any) -> tuple[str, str]:
    """The second group and the first, in a few words."""
    if row.level_a in _ORGANISATIONS:
        return _ORGANISATIONS[row.level_b], _ORGANISATIONS[row.level_a]
    return briefly(Dimension(row.breakdown), row.level_b, row.level_a, {})


def _sized(row: Any) -> tuple[str, str, str]:
    """Who is ahead, by how many points, and the limits of that: ('NPS', '9', '2 to 15')."""
    if row.difference > 0:
        side, _ = _sides(row)
        ends = row.difference, row.ci_low, row.ci_high
    else:
        _, side = _sides(row)
        if row.level_a not in _ORGANISATIONS:
            side, _ = briefly(Dimension(row.breakdown), row.level_a, row.level_b, {})
        ends = -row.difference, -row.ci_high, -row.ci_low
    # a limit near nought says on which side of it
    decimals = (0, *(int(abs(end) < 1) for end in ends[1:]))
    size, low, high = (
        rounded(end, places).replace("-", "\N{MINUS SIGN}")
        for end, places in zip(ends, decimals, strict=True)
    )
    return side, size, f"{low} to {high}"
