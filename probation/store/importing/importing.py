"""An extract checked, and built where it is clean, in a child process under caps."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from probation.intake.isolation import Limits, Progress, isolated, never
from probation.intake.report import Report, from_json
from probation.store.claims import check_claims
from probation.store.importing.child import BUILT
from probation.store.importing.extract import Extract
from probation.store.record import Generation, recorded

_CHILD = "probation.store.importing.child"


@dataclass(frozen=True)
class Prepared:
    """What became of an extract.

    report: every fault, or the rows read and loaded. generation: built outside the stores folder,
    to be opened or adopted; None where the extract has faults.
    """

    report: Report
    generation: Generation | None


def examined(
    extract: Extract, folder: Path, progress: Progress, limits: Limits | None = None
) -> Report:
    """Every fault of an extract; nothing is built. folder: an empty one to work in.

    Raises ReaderError where the files cannot be read within the limits.
    """
    request = {"extract": extract.request(), "build": False}
    answer = isolated(_CHILD, request, folder, limits or Limits(), progress)
    return from_json(answer["report"])


def prepared(
    extract: Extract,
    folder: Path,
    progress: Progress,
    limits: Limits | None = None,
    cancelled: Callable[[], bool] = never,
) -> Prepared:
    """The extract checked and, where it is clean, built as a generation in ``folder``.

    Raises ReaderError where the files cannot be read within the limits, or it was cancelled;
    StoreError where the generation cannot be written.
    """
    request = {"extract": extract.request(), "build": True}
    answer = isolated(_CHILD, request, folder, limits or Limits(), progress, cancelled)
    report, rows = from_json(answer["report"]), answer["rows"]
    if rows is None:
        return Prepared(report, None)
    loaded = {table: rows[table] for table in report.rows_read}
    built = recorded(folder / BUILT)
    if built:
        check_claims(built)  # written by a process that read what a stranger gave
    return Prepared(replace(report, rows_loaded=loaded), built)
