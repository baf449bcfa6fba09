"""Folders given where files are meant: what Spark writes is the parts of one table."""

from pathlib import Path

from probation.domain.wording import join_or
from probation.errors import ReaderError
from probation.intake.formats import PART
from probation.intake.formats.limits import FILE_BYTES
from probation.intake.formats.partitions import FOLDER

_DONE = "_SUCCESS"
_DELTA = "_delta_log"
_MOST_PARTS = 10_000
_NAMED = 5


def in_folder(folder: Path) -> dict[Path, str]:
    """The parts of a table that Spark wrote into ``folder``, in their order, with names to show.

    Those in folders such as area=Kent, which partitionBy writes, too. Raises ReaderError, with
    what to give instead, for any other folder.
    """
    try:
        held = _held(folder)
        done = (folder / _DONE).is_file()
        delta = (folder / _DELTA).is_dir()
    except OSError as error:
        raise ReaderError(
            f"The folder '{_name(folder)}' cannot be read: {error.strerror}."
        ) from None
    parts = [path for path in held if PART.match(path.name) and path.is_file()]
    if delta:
        raise ReaderError(
            f"'{_name(folder)}' is a Delta table, which keeps rows that were deleted or replaced"
            " beside those that count; write what counts as Parquet, and give that folder."
        )
    if done and not parts:
        there = [f"'{path.relative_to(folder)}'" for path in held[:_NAMED]]
        but = f", but {join_or(there, 'and')}" if there else ""
        raise ReaderError(
            f"'{_name(folder)}' is a folder that Spark wrote ({_DONE} is there), and no part of a"
            f" table is in it{but}; write the table anew, and look whether it holds any rows."
        )
    if not parts or len(parts) > _MOST_PARTS:
        raise ReaderError(_of_partitions(folder, held) or _what_to_give(folder, held))
    if len({path.suffix for path in parts}) > 1 or len(parts) < len(held):
        strange = next((path for path in held if path not in parts), None)
        what = f", as '{strange.relative_to(folder)}'" if strange else ""
        raise ReaderError(
            f"'{_name(folder)}' is a folder of parts, as Spark writes them, and holds other files"
            f" or folders, too{what}; take them out, or write the table anew into a folder of its"
            " own."
        )
    if len({_columns(folder, path) for path in parts}) > 1:
        raise ReaderError(
            f"'{_name(folder)}' holds parts in folders of different columns, as area=Kent, or in"
            " some such folders and outside of them; write the table anew, and once."
        )
    if not done:
        raise ReaderError(
            f"'{_name(folder)}' is a folder of parts, as Spark writes them, but the file {_DONE} is"
            " not there, which says that all were written; write the table anew, and with another"
            " program than Spark as one file."
        )
    name = folder.resolve().name
    return {path: " ".join((name, *path.relative_to(folder).parts)) for path in parts}


def _held(folder: Path) -> list[Path]:
    """What a folder holds, and its folders of partitions; without what Spark keeps for itself."""
    held: list[Path] = []
    for path in sorted(folder.iterdir()):
        if FOLDER.fullmatch(path.name) and path.is_dir():
            held += _held(path)
        elif path.name[:1] not in "._":
            held.append(path)
    return held


def _columns(folder: Path, part: Path) -> tuple[str, ...]:
    """The columns that the folders between hold."""
    return tuple(name.split("=")[0] for name in part.relative_to(folder).parts[:-1])


def _of_partitions(folder: Path, held: list[Path]) -> str | None:
    """That files lie in folders such as area=Kent, as pandas and Polars write them, if they do."""
    deep = next((path for path in held if path.parent != folder), None)
    if not deep:
        return None
    columns = [f"'{name}'" for name in _columns(folder, deep)]
    one = len(columns) == 1
    return (
        f"'{_name(folder)}' is a folder of partitions: the {'column' if one else 'columns'}"
        f" {join_or(columns, 'and')} {'is' if one else 'are'} in the names of its folders, not in"
        f" its files, as in '{deep.relative_to(folder)}'; write the table as one file, and give"
        " that."
    )


def _what_to_give(folder: Path, held: list[Path]) -> str:
    files = [path for path in held if path.suffix.lower() in FILE_BYTES and path.is_file()]
    named = join_or([f"'{path}'" for path in files[:_NAMED]], "and")
    more = f" and {len(files) - _NAMED:,} more" if len(files) > _NAMED else ""
    give = (
        f"give the files in it that hold the cases: {named}{more}"
        if files
        else "give files: .csv, .xlsx, .sav or .parquet"
    )
    return f"'{_name(folder)}' is a folder; {give}."


def _name(folder: Path) -> str:
    return str(folder)[:200]
