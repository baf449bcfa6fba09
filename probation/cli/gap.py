"""The command ``gap``: two groups compared on one question."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from probation.bulletin.printed import of_gaps
from probation.cli import arguments, output
from probation.disclosure.estimates.gaps import BOUNDS, gaps
from probation.domain.scope import Scope, parse
from probation.domain.vocabulary import Dimension
from probation.domain.wording import bare_p

if TYPE_CHECKING:
    import pandas as pd

    from probation.store.connection import Store

#: What is printed, in this order.
COLUMNS = [
    "question", "factor", "breakdown", "level_a", "level_b", "n_a", "yes_a", "n_b", "yes_b",
    "difference", "ci_low", "ci_high", "p", "p_bh", "flag",
]  # fmt: skip


#: Of synthetic cases: where the bulletin prints both percentages, and each.
PRINTED = ("printed_in", "printed_in_a", "printed_in_b", "n_printed_in")


def answer(store: "Store", chosen: Namespace) -> tuple[Scope, "pd.DataFrame", list[str]]:
    """The scope that the arguments ask for, by provider unless they say otherwise, and its gaps.

    With what must be known of the models and bounds asked for, a sentence each.
    """
    scope = parse(arguments.scope_params(chosen), store.codes)
    scope = replace(scope, breakdown=scope.breakdown or Dimension.PROVIDER)
    found = of_gaps(store, scope, gaps(store, scope, chosen.bounds))
    columns, notes = list(COLUMNS), list[str]()
    if chosen.full_model:
        from probation.disclosure.estimates.adjusted_gaps import OF_BOTH, OF_FULL, with_models
        from probation.exhibits.gap_words import few_events, full_model

        found = with_models(found, store, scope, OF_FULL)
        columns += [*OF_BOTH, *OF_FULL]
        notes += [*filter(None, [few_events(found)]), *full_model(store, scope, found)]
    if chosen.bounds:
        from probation.exhibits.gap_words import bounds

        columns += BOUNDS
        notes.append(bounds(scope, found))
    columns += [name for name in PRINTED if name in found]
    return scope, found[columns], notes


def show(
    scope: Scope, found: "pd.DataFrame", notes: Sequence[str], store: "Store", form: str
) -> None:
    """Prints gaps, as a table with what must be known of it above; beside a file the notes."""
    for note in notes:
        print(note, file=sys.stdout if form == "table" else sys.stderr)
    if form == "json":
        output.print_json(output.records(found))
    elif form == "csv":
        output.print_csv(found)
    else:
        first = found.iloc[0]
        print(scope.sentence(store.codes))
        print(
            f"{first.level_b} minus {first.level_a} in percentage points, 95% Newcombe interval;"
            " p by Pearson's chi-square, p_bh all rows together (Benjamini-Hochberg).\n"
            "u: n under 30 on a side, low reliability; under 10, no difference is given.\n"
        )
        same = ["question", "breakdown", "level_a", "level_b"]
        unused = ["factor"] if found["factor"].isna().all() else []
        p = [name for name in ("p", "p_bh", "full_model_p", "full_model_p_bh") if name in found]
        tested = {name: [bare_p(p) for p in found[name]] for name in p}
        output.print_table(found.assign(**tested).drop(columns=[*same, *unused]))
