"""What an exhibit says of printed and of invented numbers."""

import re

import pytest

from probation.charts.printed import SIGN
from probation.domain.vocabulary import Dimension
from probation.exhibits.exhibit import Exhibit
from probation.exhibits.printed import FEW_PRINTED, NONE_PRINTED, SYNTHETIC, all_printed
from probation.exhibits.registry import EXHIBITS, made
from probation.store.folders import data_folder
from probation.store.source import shipped
from tests.builders import counted_files, opened

#: What is no finding: titles, what is counted of the case set itself, and the bulletin's own.
TITLES = {
    "bulletin_table", "area_map", "practice", "loaded", "inspections", "coverage", "dictionary",
    "published_figures", "published_statements", "published_audit",
}  # fmt: skip
#: An area's own profile, whose headline names it.
OWN = {"profile", "profile_by_factor", "people"}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The case set that is shipped."""
    found = opened(shipped(data_folder()), tmp_path_factory.mktemp("shipped"))
    yield found
    found.close()


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """Cases that nobody calls synthetic."""
    counts = "question | factor | provider | yes | no\n" + "\n".join(
        f"{question} | {factor} | {side} | {yes} | 40"
        for question, factor in (("delivery", "accommodation"), ("contracted_risk_focus", ""))
        for side, yes in (("NPS", 60), ("CRC", 40))
    )
    folder = tmp_path_factory.mktemp("real")
    found = opened(counted_files(folder / "data", counts), folder / "stores")
    yield found
    found.close()


def exhibit(store, key: str, **more: str) -> Exhibit:
    asked = {"place": "kent"}
    if "question" in EXHIBITS[key].settings:
        once = key == "bulletin_table"
        asked["question"] = "contracted_risk_focus" if once else "delivery"
    if EXHIBITS[key].page == "regression" and key != "screen":
        asked["factor"] = "accommodation"
    return made(key, store, {name: [value] for name, value in (asked | more).items()})


def said(found: Exhibit) -> str:
    """All that a reader of an exhibit reads, its figure's words too."""
    shown = (found.headline, found.short_headline, found.subtitle, found.all_notes, found.spec)
    return " ".join(map(str, (*shown, found.description, found.table.to_csv())))


@pytest.mark.parametrize("key", [key for key in EXHIBITS if key not in TITLES])
@pytest.mark.parametrize("by", ["", "provider"])
def test_a_headline_rests_on_printed_numbers_or_says_that_cases_are_synthetic(store, key, by):
    found = exhibit(store, key, **({"by": by} if by else {}))
    for text in (found.headline, found.slide_title):
        assert text.startswith(SYNTHETIC) != all_printed(found.frame), text
        names = store.codes[Dimension.AREA].values()
        assert key in OWN or not any(re.search(rf"\b{name}\b", text) for name in names)


def test_what_the_tables_print_is_said_plainly(store):
    found = exhibit(store, "rates", question="contracted_risk_focus")
    assert not found.headline.startswith(SYNTHETIC)
    assert "61%" in found.headline


def test_printed_numbers_carry_a_sign_and_their_place_in_figure_table_and_words(store):
    found = exhibit(store, "rates", by="provider", scale="percent")
    nps = found.spec.series[1]
    first, second = nps.labels[:2]
    assert SIGN in first
    assert SIGN not in second
    assert nps.printed[:2] == (True, False)
    assert "Printed in the bulletin: Section 2.1" in nps.hovers[0]
    assert "Invented" in nps.hovers[1]
    assert list(found.table["Printed in"][:3]) == ["Section 2.1", "Section 2.1", "not printed"]
    assert found.table["% yes"].str.contains(SIGN).sum() == 4
    assert "4 of 20 printed in the bulletin" in found.description
    assert f"{SIGN} printed in the bulletin; the rest is invented" in found.all_notes
    assert "the decimal is that of the synthetic cases" in found.all_notes, (
        "of 54.1%† where it prints 54%"
    )
    assert found.frame["printed_in"].notna().sum() == 4


@pytest.mark.parametrize("key", [key for key in EXHIBITS if key not in TITLES])
def test_only_what_the_bulletin_prints_leaves_the_rest_out(store, key):
    found = exhibit(store, key, printed="on", by="provider")
    if found.empty:
        assert found.empty in (NONE_PRINTED, FEW_PRINTED)
        assert found.spec is None
        assert found.frame.empty
        return
    assert found.frame["printed_in"].notna().all()
    limits = found.frame.filter(regex="^(ci_|p$|p_bh|ratio_)")
    assert limits.isna().all(axis=None), "the bulletin prints no interval and no p"
    printed = found.frame.reindex(columns=["n_printed_in"])["n_printed_in"].notna()
    bases = found.frame[~printed].filter(regex="^(n|yes)(_(a|b|available|delivered))?$")
    assert bases.isna().all(axis=None)
    words = re.sub(r"values=\([^)]*\)", "", said(found))
    assert "nan" not in words.lower().replace("nance", "")
    assert "significant" not in said(found.drawn(lambda spec: None)).lower()
    assert not found.headline.startswith(SYNTHETIC)


@pytest.mark.parametrize("key", ["gaps", "gap_matrix", "contributors", "finding_providers"])
def test_a_difference_is_printed_nowhere_though_both_its_sides_are(store, key):
    found = exhibit(store, key, by="provider")
    assert SIGN not in str(found.spec)
    assert not any(getattr(series, "printed", ()) for series in getattr(found.spec, "series", ()))
    assert "no difference" in found.all_notes
    sides = found.table.iloc[:, :2].to_csv()
    assert (SIGN in sides) == (key != "gap_matrix")


@pytest.mark.parametrize("key", ["gaps", "contributors", "finding_providers"])
def test_only_what_the_bulletin_prints_leaves_differences_out(store, key):
    found = exhibit(store, key, printed="on", by="provider")
    assert found.spec is None
    assert found.frame[["difference", "significant"]].isna().all(axis=None)
    assert SIGN in found.table.to_csv()
    assert not [name for name in found.table if "ifference" in name or name in ("Gap", "Result")]
    assert "10 of 12" not in found.subtitle


def test_a_decimal_that_a_table_prints_otherwise_is_not_the_bulletins(store):
    """Its text rounds to 64% and 82%; its Table 2 has 63.6% and 82.3%."""
    found = exhibit(store, "rates", question="partner_review_information", by="provider")
    of = found.frame[found.frame["breakdown"] == "provider"].set_index("level")
    assert of["printed_in"].isna().all()
    assert list(of["percent"].round(1)) == [64.2, 82.4]


def test_of_availability_and_delivery_each_printed_end_stands_alone(store):
    found = exhibit(store, "finding_delivery", printed="on")
    assert found.table.to_dict("index") == {
        "Accommodation": {"Available": "73.8%†", "Delivered": "62.1%†"},
        "Education, training and employment": {"Available": "", "Delivered": "59.3%†"},
        "Alcohol misuse": {"Available": "89.7%†", "Delivered": ""},
    }
    assert "3 of 3" in found.description
    assert found.native is not None
    assert "[u]" not in str(found.native)


@pytest.mark.parametrize(
    "more",
    [{"provider": "NPS", "gender": "female"}, {"area": "kent"}],
    ids=["two filters", "an area"],
)
@pytest.mark.parametrize("key", ["rates", "gaps", "gap_matrix", "contributors", "bulletin_table"])
def test_where_nothing_is_printed_that_is_said_with_the_way_back(store, key, more):
    found = exhibit(store, key, printed="on", **more)
    assert found.empty == NONE_PRINTED
    assert not said(found).count(SIGN)


@pytest.mark.parametrize("key", ["rates", "gaps", "bulletin_table", "finding_providers"])
@pytest.mark.parametrize("switch", ["on", "off"])
def test_of_a_real_case_set_none_of_it_shows(real, key, switch):
    found = exhibit(real, key, printed=switch, by="provider")
    assert not found.empty
    assert "printed_in" not in found.frame
    for word in (SIGN, "Printed in", "invented", "synthetic"):
        assert word not in said(found)
