"""The record of a generation: what stands in the .json beside its file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path

from probation.store.atomic_files import replace_file, sync_file
from probation.store.private import small_file
from probation.store.steps import Step


@dataclass(frozen=True)
class Generation:
    """One built store.

    name: the key of every cache. number: 1, 2, ... in order of building; 0 outside the stores
    folder. path: the DuckDB file. sha256: of that file. rows: table name to number of rows.
    built_at: UTC. label, synthetic: see Source. source_hash: the identity of the case set, see
    source.content_hash. mark: see schema.MARK; empty in records older than the mark. mapped: a
    sentence on the cells that were read as a mapping file says; empty where none were. caution:
    what must be said wherever it is shown; no record holds it.
    """

    name: str
    number: int
    path: Path
    sha256: str
    rows: Mapping[str, int] = field(hash=False)
    built_at: datetime
    label: str
    synthetic: bool
    source_hash: str
    mark: str = ""
    mapped: str = ""
    caution: str = ""

    def record(self) -> dict[str, object]:
        """What stands in the .json beside the file."""
        fields = {k: v for k, v in vars(self).items() if k not in _NOT_RECORDED}
        return fields | {"built_at": self.built_at.isoformat()}


_NOT_RECORDED = ("path", "caution")


def write_record(generation: Generation) -> None:
    """Writes the record beside the file: from now on the generation can be trusted."""
    sync_file(generation.path)
    text = json.dumps(generation.record(), indent=1) + "\n"
    beside = generation.path.with_suffix(".json")
    replace_file(beside, text.encode(), Step.RECORD_WRITTEN, Step.RECORDED)


def recorded(path: Path) -> Generation | None:
    """What the record beside a DuckDB file says; None where it cannot be made out.

    Whether it is true, ``whole`` says.
    """
    try:
        stored = json.loads(small_file(path.with_suffix(".json")))
        # a later version may have written more
        taken = [f.name for f in fields(Generation) if f.name not in _NOT_RECORDED]
        known = {name: stored[name] for name in taken if name in stored}
        known["built_at"] = datetime.fromisoformat(stored["built_at"])
        found = Generation(**known | {"path": path})
        return found if _right_types(found) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _right_types(found: Generation) -> bool:
    texts = (found.name, found.sha256, found.label, found.source_hash, found.mark, found.mapped)
    counts = [found.number, *found.rows.values()]
    return (
        all(isinstance(text, str) for text in texts)
        and all(isinstance(count, int) for count in counts)
        and isinstance(found.synthetic, bool)
    )
