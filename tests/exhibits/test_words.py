"""What figures say, over every figure, question, breakdown and some filters: short, and true."""

import re
from contextlib import suppress
from itertools import product

import pytest

from probation.charts import page
from probation.charts.lengths import SCREEN, SLIDE
from probation.charts.theme import LIGHT
from probation.disclosure.gate import SMALLEST_BASE
from probation.domain.vocabulary import BREAKDOWNS
from probation.errors import ReaderError
from probation.exhibits.printed import SYNTHETIC
from probation.exhibits.registry import EXHIBITS, made
from probation.store.folders import data_folder
from probation.store.source import shipped
from tests.builders import opened

pytestmark = pytest.mark.slow

WHERE: tuple[dict[str, list[str]], ...] = (
    {},
    {"gender": ["female"], "age_group": ["under_30"]},
    {"area": ["kent"], "gender": ["female"], "ethnic_group": ["bame"]},
)
#: Every figure of these fits models: so few filters, and of the last the headline of the first.
MODELS = ("adjusted", "odds_ratios", "screen")
SAME = ("steps", "fit", "full_model")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The case set that is shipped."""
    found = opened(shipped(data_folder()), tmp_path_factory.mktemp("shipped"))
    yield found
    found.close()


def settings(key):
    """Questions, breakdowns, factors and filters of which a figure is made, as far as it asks."""
    asks = EXHIBITS[key].settings
    questions = EXHIBITS[key].questions if "question" in asks else [""]
    breakdowns = ["", *BREAKDOWNS] if "by" in asks else [""]
    factors = ["", "ete", "lifestyle_and_associates"] if "factor" in asks else [""]
    places = ["devon_and_cornwall", "kent"] if "place" in asks else [""]
    filters = WHERE if EXHIBITS[key].filtered else WHERE[:1]
    if key in MODELS + SAME:
        questions = [question for question in questions if question != "all"]
        factors = factors[1:] if key in MODELS else factors[1:2]
        filters = filters[:2] if key in MODELS else filters[:1]
    for asked in product(questions, breakdowns, factors, places, filters):
        question, by, factor, place, where = asked
        if by and factor:
            continue  # one factor is shown by all breakdowns at once
        own = {"question": question, "by": by, "factor": factor, "place": place}
        yield {name: [value] for name, value in own.items() if value} | where


SHARE = re.compile(r"(\d+(?:\.\d+)?)%")
#: Percentages that are no result: a bound in a finding, the level of an interval or limit.
BOUNDS = {80.0, 95.0, 99.8}


@pytest.mark.parametrize("key", EXHIBITS)
def test_what_a_figure_says_is_short_and_of_bases_that_are_large_enough(key, store):
    for params in settings(key):
        with suppress(ReaderError):  # no model can be fitted to so few cases
            found = made(key, store, params)
            assert_short(found)
            assert_withheld_alike(found)
            if key in ("rates", "gaps", "finding_availability", "finding_delivery"):
                assert_told_of_large_bases(found)


def assert_short(found):
    """At most 20 words above a figure and 15 on a slide, and none of them is cut.

    Beside those that say that the cases are synthetic.
    """
    screen, slide = (t.removeprefix(SYNTHETIC) for t in (found.headline, found.slide_title))
    assert len(screen.split()) <= SCREEN, found.headline
    assert len(slide.split()) <= SLIDE, found.slide_title
    for text in (found.headline, found.slide_title):
        assert text == text.strip()
        assert not text.endswith(("...", "…", ","))


def assert_withheld_alike(found):
    """No label or hover gives a percentage beside 'x of y' with a y under 10, as no table does."""
    traces = page.draw(found.spec, LIGHT)["data"] if found.spec else ()
    words = [trace.get(name) or () for trace in traces for name in ("text", "hovertext")]
    said = [text for each in words for text in ([each] if isinstance(each, str) else each) if text]
    for part in [part for text in said for part in text.split("<br>")] + cells(found):
        bases = [int(base.replace(",", "")) for base in re.findall(r" of ([\d,]+)", part)]
        if bases and max(bases) < SMALLEST_BASE:
            assert "%" not in part, part


def assert_told_of_large_bases(found):
    """Every percentage of a headline stands in the table, without [u]."""
    firm = [float(n) for cell in cells(found) if "[u]" not in cell for n in SHARE.findall(cell)]
    for number in map(float, SHARE.findall(f"{found.headline} {found.slide_title}")):
        near = any(abs(number - value) <= 0.55 for value in firm)
        assert near or number in BOUNDS, found.headline


def cells(found):
    """What the table says, and that of all factors together."""
    tables = [found.table] + ([found.pooled.table] if found.pooled else [])
    return [str(cell) for table in tables for cell in table.to_numpy().ravel()]
