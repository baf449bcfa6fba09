"""What takes long, made of the file of a generation: for a process that has no store open.

The file is closed again each time: it may be a reader's own, and removed the next moment.
"""

from collections.abc import Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Any

from probation.charts import projector
from probation.domain.address import Params
from probation.exhibits import model_matrix as screens
from probation.exhibits import registry
from probation.exhibits.exhibit import Exhibit
from probation.store.connection import open_store
from probation.store.generation import Generation

if TYPE_CHECKING:
    from probation.statistics.model_matrix import Screen


def projected(generation: Generation, key: str, params: Params) -> Exhibit:
    """An exhibit as it is presented: its figure that of a slide, or None where that has a table."""
    with closing(open_store(generation.path, generation)) as store:
        return registry.made(key, store, params).drawn(projector.draw)


def screen(generation: Generation, params: Params) -> "Screen":
    """See exhibits.model_matrix.screen; with what chance alone would let in."""
    with closing(open_store(generation.path, generation)) as store:
        found = screens.screen(store, params)
    assert found.by_chance is not None  # dealt here, and kept with the answer
    return found


def published(generation: Generation) -> Mapping[str, list[dict[str, Any]]]:
    """See published.published."""
    from probation.bulletin.comparison import published as hold_against  # brings in scipy

    with closing(open_store(generation.path, generation)) as store:
        return hold_against(store)
