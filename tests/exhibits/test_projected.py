"""What is made in another process is what would be made in this one."""

import time

from probation.charts import projector
from probation.exhibits import registry
from probation.store.connection import Store
from probation.store.serving import memory


def test_an_exhibit_made_from_the_file_of_a_generation_is_that_of_the_open_store(
    random_store: Store,
) -> None:
    asked = registry.explicit("rates", {"by": ["provider"]})
    here = registry.made("rates", random_store, asked)
    there = memory.apart(time.monotonic() + 60, registry.projected, random_store, "rates", asked)
    assert there.frame.equals(here.frame)
    assert there.headline == here.headline
    assert there.native == here.native
    assert there.figure == here.drawn(projector.draw).figure
