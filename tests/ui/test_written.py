"""Files made in another process are those that would be made in this one."""

import pytest

from probation.briefing import assemble
from probation.briefing.items import Briefing, item
from probation.charts import projector
from probation.exhibits import apart, registry
from probation.exports.bundle import bundle
from probation.exports.office.deck import deck
from probation.store.connection import Store
from probation.ui import cache


@pytest.mark.parametrize("write", [bundle, deck])
def test_a_paper_gives_the_same_bytes(write, random_store: Store) -> None:
    drawn = ("rates", "gaps", "funnel", "area_map", "odds_ratios", "screen", "finding_delivery")
    paper = assemble.whole(random_store, Briefing("", tuple(item(key, {}) for key in drawn)))
    assert cache.written(write, paper) == write(paper)


def test_an_exhibit_made_from_the_file_of_a_generation_is_that_of_the_open_store(
    random_store: Store,
) -> None:
    asked = registry.explicit("rates", {"by": ["provider"]})
    here = registry.made("rates", random_store, asked)
    there = apart.projected(random_store.generation, "rates", asked)
    assert there.frame.equals(here.frame)
    assert there.headline == here.headline
    assert there.native == here.native
    assert there.figure == here.drawn(projector.draw).figure
