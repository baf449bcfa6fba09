"""The names of files, and what every file of the dashboard says of itself."""

import re
from datetime import date

from probation.disclosure import estimates
from probation.domain.scope import Scope
from probation.domain.text import for_file_name
from probation.store.connection import Store


def case_set_code(store: Store) -> str:
    """What the name of every file ends in."""
    generation = store.generation
    return "synthetic" if generation.synthetic else re.sub(r"\W+", "-", generation.label)


def file_name(store: Store, scope: Scope) -> str:
    """The name of a scope's files: its codes, and what the case set is."""
    codes = [code for values in scope.to_params().values() for code in values]
    asked = "-".join(for_file_name(code, "_") for code in codes)
    return f"{asked[:80]}-{case_set_code(store)}"


def provenance(store: Store) -> dict[str, str]:
    """What every file says of itself: the case set, the generation of the store, the date."""
    generation = store.generation
    return {
        "case_set": estimates.case_set(generation),
        "generation": generation.name,
        "downloaded_on": date.today().isoformat(),
    }
