"""Two factors among all others on several questions."""

import re

import pandas as pd
import pytest

from probation.charts import page
from probation.charts.lowest_factors import lowest
from probation.charts.theme import DARK, LIGHT
from tests.charts.frames import drawn, rates

TEXT = """
    factor        | yes | n
    ete           | 50  | 100
    drug_misuse   | 30  | 100
    relationships | 80  | 100
"""


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_two_named_stand_out_by_word_size_and_shape(theme):
    frame = pd.concat([rates(TEXT, "delivery"), rates(TEXT, "partner_outcomes")])
    figure = page.draw(lowest(frame, ("ete", "drug_misuse")), theme)
    drawn(figure)
    others, first, second, words = figure["data"]
    assert (others["x"], others["y"]) == ([80, 80], [0, 1])
    told = [re.sub("<[^>]*>", "", text).strip() for text in words["text"]]
    assert told == ["● 50%\N{EM SPACE}◆ 30%"] * 2
    assert words["y"] == [0, 1], "each in its row"
    key = re.sub("<[^>]*>", "", figure["layout"]["title"]["text"])
    assert key == "● Education, training and employment\N{EM SPACE}◆ Drug misuse"
    assert first["marker"]["symbol"] != second["marker"]["symbol"]
    assert first["customdata"] == [["delivery", "ete"], ["partner_outcomes", "ete"]]
    assert figure["layout"]["yaxis"]["ticktext"] == ["Delivery", "Partners"]
