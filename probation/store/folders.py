"""Where the data and the stores live: the one place that reads the environment."""

import os
from pathlib import Path

from probation.errors import ReaderError

_PROJECT = Path(__file__).resolve().parents[2]


def data_folder() -> Path:
    """The folder of the CSV files a store is built from; PROBATION_DATA names another.

    Raises ReaderError where that is a file.
    """
    return _folder("PROBATION_DATA", _PROJECT / "data")


def stores_folder() -> Path:
    """The folder of the built stores; PROBATION_STORES names another.

    Raises ReaderError where that is a file.
    """
    return _folder("PROBATION_STORES", _PROJECT / "data" / "stores")


def templates_folder() -> Path | None:
    """The folder that PROBATION_TEMPLATES names, of a department's own Office templates, or None.

    Raises ReaderError where that is a file.
    """
    return _folder("PROBATION_TEMPLATES", Path()) if os.environ.get("PROBATION_TEMPLATES") else None


def _folder(variable: str, otherwise: Path) -> Path:
    """The folder that a variable of the environment names; it need not be there yet."""
    folder = Path(os.environ.get(variable) or otherwise)
    if any(path.exists() and not path.is_dir() for path in (folder, *folder.parents)):
        raise ReaderError(f"{variable} names a file where a folder is meant; name a folder.")
    return folder


def publishing_allowed() -> bool:
    """Whether a reader may publish an extract for everybody; PROBATION_PUBLISHING=on allows it."""
    return os.environ.get("PROBATION_PUBLISHING", "").strip().lower() == "on"


def frame_ancestors() -> str:
    """Who may show the dashboard in a frame, as PROBATION_FRAME_ANCESTORS has it; "" for unset."""
    return os.environ.get("PROBATION_FRAME_ANCESTORS", "").strip()
