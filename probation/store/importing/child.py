"""What the child process does: ``python -m probation.store.importing.child FOLDER``."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from probation.errors import LostRowsError
from probation.intake.fault import Fault
from probation.intake.isolation import Progress, answering
from probation.intake.report import Report, combined, to_json
from probation.store.build import write_generation
from probation.store.importing.extract import ExtractSource, RefusedError, requested
from probation.store.record import write_record

#: The generation built, in the folder of the request.
BUILT = "built.duckdb"

#: What checking alone may take; what a build may take is the store's to say.
_CONFIG = {
    "memory_limit": "700MB",
    "temp_directory": "spilled",
    "threads": str(min(4, os.cpu_count() or 1)),
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def work(request: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Checks an extract and, where ``build`` asks for it and it is clean, builds a generation.

    The answer: report (as intake.report.to_json writes it), rows (of each table built; null where
    nothing was). The generation is BUILT with its record in the folder in which this runs.
    """
    source = ExtractSource(requested(request["extract"]))
    rows = None
    try:
        if request["build"]:
            written = write_generation(source, Path(BUILT), progress)
            write_record(replace(written, mapped=source.mapped))
            rows = dict(written.rows)
        else:
            progress(0.1, "Reading and checking the files")
            with duckdb.connect(config={**_CONFIG}) as connection:
                source.load(connection)
    except RefusedError:
        pass  # the report says why
    except LostRowsError as error:
        source.report = _lost(source, error)
    return {"report": to_json(source.report), "rows": rows}


def _lost(source: ExtractSource, error: LostRowsError) -> Report:
    fix = "The fault is the dashboard's own: tell those who look after it. Nothing was taken."
    lost = Fault(
        "F25", "", None, None, None, None, None, "every row read in the store", str(error), fix
    )
    return combined(source.files, [lost])


if __name__ == "__main__":
    answering(work)
