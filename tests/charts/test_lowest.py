"""Two factors among all others on several questions."""

import pandas as pd
import pytest

from probation.charts.lowest import lowest
from probation.charts.theme import DARK, LIGHT
from tests.charts.frames import NOTE, drawn, rates

TEXT = """
    factor        | yes | n
    ete           | 50  | 100
    drug_misuse   | 30  | 100
    relationships | 80  | 100
"""


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_two_named_stand_out_by_word_size_and_shape(theme):
    frame = pd.concat([rates(TEXT, "delivery"), rates(TEXT, "partner_outcomes")])
    figure = lowest(frame, ("ete", "drug_misuse"), theme, NOTE)
    drawn(figure)
    others, first, second = figure["data"]
    assert (others["x"], others["y"]) == ([80, 80], [0, 1])
    assert first["text"] == ["Education, training and employment 50%"] * 2
    assert second["text"] == ["Drug misuse 30%"] * 2
    assert first["marker"]["symbol"] != second["marker"]["symbol"]
    assert first["customdata"] == [["delivery", "ete"], ["partner_outcomes", "ete"]]
    assert figure["layout"]["yaxis"]["ticktext"] == ["Delivery", "Partners"]
