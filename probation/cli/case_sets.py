"""The commands that bring in case sets and look after those stored."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from probation.cli import output
from probation.domain.wording import counted
from probation.errors import ReaderError
from probation.store.folders import data_folder, stores_folder

if TYPE_CHECKING:
    from probation.intake.report import Report
    from probation.store.history import Stored
    from probation.store.importing.extract import Extract

_ONE_AND_MANY = (("case", "cases"), ("priority", "priorities"), ("judgement", "judgements"))
#: What validate ends with where the files have faults.
_FAULTS = 1


def template(chosen: Namespace) -> None:
    """Write an empty, commented workbook and a mapping example, for tidy and for wide extracts.

    Tidy: cases, priorities and judgements as sheets or files. Wide: one row a case, one column
    for each question and factor.
    """
    from probation.intake.template import write_templates
    from probation.store.source import coded_columns, read_areas

    codes = coded_columns(read_areas(data_folder() / "areas.csv"))
    for path in write_templates(Path(chosen.to), codes):
        print(path)


def validate(chosen: Namespace) -> int:
    """Check an extract against every rule and report each fault; nothing is stored.

    Exit code 0: clean; 1: faults; 2: the files cannot be read.
    """
    from probation.intake.report import to_csv, to_json, to_text
    from probation.store.importing.importing import examined
    from probation.store.kept import giving_way

    with _folder() as folder:
        report = examined(_extract(chosen), folder, output.print_progress)
    if chosen.format == "csv":
        sys.stdout.flush()
        sys.stdout.buffer.write(to_csv(report))
    else:
        print(to_json(report) if chosen.format == "json" else to_text(report).rstrip())
    _suggest(chosen, report)
    if report.clean and (said := giving_way(stores_folder())):
        print(said, file=sys.stderr)
    return 0 if report.clean else _FAULTS


def bring_in(chosen: Namespace) -> int:
    """Check an extract and, where it is clean, make it the case set that is shown.

    The case set shown until then stays stored: see stores and rollback. Exit codes as of validate.
    """
    from probation.intake.report import to_text
    from probation.store.build import adopt, same_source
    from probation.store.generation import pointed
    from probation.store.importing.importing import prepared
    from probation.store.kept import giving_way

    with _folder() as folder:
        done = prepared(_extract(chosen), folder, output.print_progress)
        print(to_text(done.report).rstrip())
        _suggest(chosen, done.report)
        if done.generation is None:
            return _FAULTS
        shown = pointed(stores_folder())
        stored = same_source(done.generation.source_hash, stores_folder())
        if not stored and (said := giving_way(stores_folder())):
            print(said)
        taken = adopt(done.generation, stores_folder())
    if taken != stored:
        print(f"{taken.name} is shown from now on: {taken.label}.")
    elif taken.name == shown:
        print(f"This is the case set that is shown already ({taken.name}); nothing has changed.")
    else:
        print(f"These files are already stored, as {taken.name}; it is shown from now on.")
    return 0


def stores(chosen: Namespace) -> None:
    """List the stored case sets, the newest first; * marks the one that is shown.

    stores withdraw NAME removes one for good, under all its numbers: neither a link nor its files
    brought in again bring it back. Where it is the one that is shown, no figures are shown until
    somebody chooses another with rollback, build or import; of stores that never held other cases
    than the shipped ones the last good one is shown, and said to be.
    """
    from probation.store.history import State, history

    if chosen.action:
        _withdraw(chosen.name)
        return
    found = history(stores_folder())
    if chosen.format == "json":
        output.print_json(
            [vars(s) | {"built_at": s.built_at.isoformat() if s.built_at else None} for s in found]
        )
        return
    if not found:
        print("No case set is stored yet; the first start of the dashboard builds one.")
    for stored in found:
        if stored.state == State.WITHDRAWN:
            print(f"  {stored.problem}")
        else:
            _print_stored(stored)
    _print_strange()


def _print_stored(stored: "Stored") -> None:
    from probation.store.history import State

    when = f"{stored.built_at:%Y-%m-%d %H:%M} UTC" if stored.built_at else "date unknown"
    rows = ", ".join(
        counted(stored.rows[table], one, table)
        for one, table in _ONE_AND_MANY
        if table in stored.rows
    )
    kind = " (synthetic)" if stored.synthetic else ""
    back = "; rolled back" if stored.state == State.ROLLED_BACK else ""
    print(f"{'*' if stored.current else ' '} {stored.name}  {stored.label}{kind}, {when}{back}")
    print(f"    {rows}; {stored.size / 1e6:.1f} MB; source {stored.source_hash[:16]}")
    if stored.problem:
        print(f"    {stored.problem}")


def _print_strange() -> None:
    from probation.store.history import strange

    for name in strange(stores_folder()):
        print(f"{name!r} in the stores folder is not a file of the dashboard, and is not read.")


def _withdraw(name: str | None) -> None:
    from probation.store.current import unchosen
    from probation.store.history import withdraw

    if not name:
        raise ReaderError("Name the case set to withdraw, as stores lists it.")
    removed = withdraw(stores_folder(), name)
    print(f"{name} is withdrawn and never comes back; removed: {', '.join(removed) or 'nothing'}.")
    print("Copies of it elsewhere, in backups and downloads, are not the dashboard's to remove.")
    if refused := unchosen(stores_folder()):
        print(refused)


def rollback(chosen: Namespace) -> None:
    """Show an earlier stored case set again: the one before, or the one named."""
    from probation.store.generation import names
    from probation.store.history import roll_back

    if not names(stores_folder()):
        raise ReaderError("No case set is stored.")
    shown = roll_back(stores_folder(), chosen.name)
    print(f"{shown.name} is shown from now on: {shown.label}.")


def verify(chosen: Namespace) -> int:
    """Check every stored case set: its checksum, its record, and what lies beside it.

    Exit code 1 where one cannot be shown, or where pointer or history cannot be read.
    """
    from probation.store.history import verify as verified

    found = verified(stores_folder())
    for name, problem in found:
        print(f"{name}: {problem or 'whole'}")
    if not found:
        print("No case set is stored.")
    _print_strange()
    return _FAULTS if any(problem for _, problem in found) else 0


def _suggest(chosen: Namespace, report: "Report") -> None:
    """Writes the mapping with the suggestions, where it was asked for."""
    from probation.intake.mapping import Mapping, read_mapping
    from probation.intake.unknown import with_suggestions

    to = chosen.suggest_mapping
    if not to:
        return
    names = read_mapping(Path(chosen.mapping)) if chosen.mapping else Mapping()
    try:
        with Path(to).open("x", encoding="utf-8") as file:
            file.write(with_suggestions(names, report.unknown, report.unknown_columns))
    except OSError as error:
        raise ReaderError(f"{to} cannot be written: {error.strerror or 'a bad name'}.") from None
    print(f"Look at each line of {to} before you use it.", file=sys.stderr)


def _extract(chosen: Namespace) -> "Extract":
    """The files that are named, and what goes with them; looked at before anything is read."""
    if chosen.suggest_mapping and Path(chosen.suggest_mapping).exists():
        raise ReaderError(f"{chosen.suggest_mapping} is there already; name another file.")
    from probation.store.importing.extract import Extract
    from probation.store.importing.parts import in_folder

    files: list[Path] = []
    names: dict[Path, str] = {}
    for given in map(Path, chosen.files):
        parts = in_folder(given) if given.is_dir() else {_file(given): given.name}
        files += parts
        names |= parts
    return Extract(
        tuple(files),
        _file(Path(chosen.areas)) if chosen.areas else data_folder() / "areas.csv",
        _file(Path(chosen.mapping)) if chosen.mapping else None,
        names,
        areas_given=bool(chosen.areas),
    )


def _file(given: Path) -> Path:
    """The path, which must be one of a file."""
    if given.is_dir():
        raise ReaderError(f"'{str(given)[:200]}' is a folder; give a file.")
    if not given.is_file():
        raise ReaderError(f"There is no file '{str(given)[:200]}'; check its name.")
    return given


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder to work in, beside the stores so that what is built need not be copied."""
    from probation.store.atomic_files import Folder
    from probation.store.build import INCOMING
    from probation.store.private import make_folder

    make_folder(stores_folder())
    folder = Folder(stores_folder(), INCOMING)
    try:
        yield folder.path
    finally:
        folder.remove()
