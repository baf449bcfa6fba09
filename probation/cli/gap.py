"""The command ``gap``: two groups compared on one question."""

from argparse import Namespace
from dataclasses import replace
from typing import TYPE_CHECKING

from probation.answers.gaps import gaps
from probation.cli import arguments, output
from probation.scope import Scope, parse
from probation.vocabulary import Dimension, bare_p

if TYPE_CHECKING:
    import pandas as pd

    from probation.store.connection import Store

#: What is printed, in this order.
COLUMNS = [
    "question", "factor", "breakdown", "level_a", "level_b", "n_a", "yes_a", "n_b", "yes_b",
    "difference", "ci_low", "ci_high", "p", "p_bh", "flag",
]  # fmt: skip


def answer(store: "Store", chosen: Namespace) -> tuple[Scope, "pd.DataFrame"]:
    """The scope that the arguments ask for, by provider unless they say otherwise, and its gaps."""
    scope = parse(arguments.scope_params(chosen), store.codes)
    scope = replace(scope, breakdown=scope.breakdown or Dimension.PROVIDER)
    return scope, gaps(store, scope)[COLUMNS]


def show(scope: Scope, found: "pd.DataFrame", store: "Store", form: str) -> None:
    """Prints gaps, as a table with what must be known of it above."""
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
        tested = {name: [bare_p(p) for p in found[name]] for name in ("p", "p_bh")}
        output.print_table(found.assign(**tested).drop(columns=[*same, *unused]))
