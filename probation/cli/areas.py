"""The command ``areas``: areas, CRC owners or NPS divisions within the limits of a funnel."""

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from probation.cli import arguments, output
from probation.disclosure.estimates.areas import (
    CASE_MIX,
    CASE_MIX_AND_PROVIDER,
    Funnel,
    everywhere,
    funnel,
)
from probation.domain.scope import Scope, parse
from probation.domain.vocabulary import Dimension

if TYPE_CHECKING:
    from probation.store.connection import Store


def answer(store: "Store", chosen: Namespace) -> tuple[Scope, Funnel]:
    """The scope of what is compared, and the funnel, that the arguments ask for."""
    scope = parse(arguments.scope_params(chosen), store.codes)
    case_mix = CASE_MIX if chosen.case_mix else ()
    if chosen.adjusted:
        case_mix = CASE_MIX_AND_PROVIDER
    return everywhere(scope), funnel(store, scope, Dimension(chosen.unit), case_mix)


def show(scope: Scope, found: Funnel, store: "Store", form: str) -> None:
    """Prints a funnel; what must be known of it stands above a table, beside a file."""
    for note in (*found.notes, *([f"{found.too_few}."] if found.too_few else [])):
        print(note, file=sys.stdout if form == "table" else sys.stderr)
    rows = found.rows.drop(columns="flag")
    if form == "json":
        output.print_json(output.records(rows))
    elif form == "csv":
        output.print_csv(rows)
    else:
        print(scope.sentence(store.codes))
        print("u: under 30 cases, low reliability; under 10, no percentage is shown.\n")
        output.print_table(found.rows)
