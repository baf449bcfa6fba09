"""Where the data and the stores live: the one place that reads the environment."""

import os
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[2]


def data_folder() -> Path:
    """The folder of the CSV files a store is built from; PROBATION_DATA names another."""
    return Path(os.environ.get("PROBATION_DATA") or _PROJECT / "data")


def stores_folder() -> Path:
    """The folder of the built stores; PROBATION_STORES names another."""
    return Path(os.environ.get("PROBATION_STORES") or _PROJECT / "data" / "stores")


def publishing_allowed() -> bool:
    """Whether a reader may publish an extract for everybody; PROBATION_PUBLISHING=on allows it."""
    return os.environ.get("PROBATION_PUBLISHING", "").strip().lower() == "on"


def frame_ancestors() -> str:
    """Who may show the dashboard in a frame, as PROBATION_FRAME_ANCESTORS has it; "" for unset."""
    return os.environ.get("PROBATION_FRAME_ANCESTORS", "").strip()
