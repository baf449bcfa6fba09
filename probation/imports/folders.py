"""Folders given where files are meant: what Spark writes is the parts of one table."""

from pathlib import Path

from probation.errors import ReaderError
from probation.intake.formats import PART
from probation.intake.formats.limits import FILE_BYTES
from probation.vocabulary import join_or

_DONE = "_SUCCESS"
_MOST_PARTS = 10_000
_NAMED = 5


def in_folder(folder: Path) -> dict[Path, str]:
    """The parts of a table that Spark wrote into ``folder``, in their order, with names to show.

    Raises ReaderError, with what to give instead, for any other folder.
    """
    try:
        held = sorted(path for path in folder.iterdir() if path.name[:1] not in "._")
        done = (folder / _DONE).is_file()
    except OSError as error:
        raise ReaderError(
            f"The folder '{_name(folder)}' cannot be read: {error.strerror}."
        ) from None
    parts = [path for path in held if PART.match(path.name) and path.is_file()]
    if not parts or len(parts) > _MOST_PARTS:
        raise ReaderError(_what_to_give(folder, held))
    if len({path.suffix for path in parts}) > 1 or len(parts) < len(held):
        raise ReaderError(
            f"'{_name(folder)}' is a folder of parts, as Spark writes them, and holds other files"
            " or folders, too; write the table anew, into one folder and without partitionBy."
        )
    if not done:
        raise ReaderError(
            f"'{_name(folder)}' is a folder of parts, as Spark writes them, but the file {_DONE} is"
            " not there, which says that all were written; write the table anew."
        )
    return {path: f"{folder.resolve().name} {path.name}" for path in parts}


def _what_to_give(folder: Path, held: list[Path]) -> str:
    files = [path for path in held if path.suffix.lower() in FILE_BYTES and path.is_file()]
    named = join_or([f"'{folder / path.name}'" for path in files[:_NAMED]], "and")
    more = f" and {len(files) - _NAMED:,} more" if len(files) > _NAMED else ""
    give = (
        f"give the files in it that hold the cases: {named}{more}"
        if files
        else "give files: .csv, .xlsx, .sav or .parquet"
    )
    return f"'{_name(folder)}' is a folder; {give}."


def _name(folder: Path) -> str:
    return str(folder)[:200]
