"""Files made in another process are those that would be made in this one."""

import pytest

from probation.briefing import assemble
from probation.briefing.items import Briefing, item
from probation.exports.formats import FORMATS
from probation.store.connection import Store


@pytest.mark.parametrize("ending", ["zip", "pptx"])
def test_a_paper_gives_the_same_bytes(ending: str, random_store: Store) -> None:
    drawn = ("rates", "gaps", "funnel", "area_map", "odds_ratios", "screen", "finding_delivery")
    paper = assemble.whole(random_store, Briefing("", tuple(item(key, {}) for key in drawn)))
    assert FORMATS[ending].written(paper) == FORMATS[ending].write(paper)
