"""Charts as drawn: words that lie on nothing, and pictures that say what they show."""

import re
import struct
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Dialog, Download, Locator, Page, ViewportSize, expect

from tests.browser.watching import main, opened

LAPTOP: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 400, "height": 850}
#: Words on an axis at nought, a whisker or a line, and words that leave the figure or are small.
_STROKES = "path.xerror, path.zl, path.js-line"
_MISPLACED = """([chart, drawn]) => {
  const whole = chart.getBoundingClientRect();
  const points = (path) => {
    const place = path.getScreenCTM(), length = path.getTotalLength();
    return Array.from({ length: Math.ceil(length / 2) + 1 }, (_, at) =>
      path.getPointAtLength(Math.min(2 * at, length)).matrixTransform(place));
  };
  const strokes = [...chart.querySelectorAll(drawn)]
    .map((path) => [path.getAttribute('class'), points(path)]);
  return [...chart.querySelectorAll('.textpoint text, text.annotation-text')].flatMap((words) => {
    const { left, right, top, bottom } = words.getBoundingClientRect();
    const inside = ({ x, y }) => x > left && x < right && y > top + 2 && y < bottom - 2;
    const faults = strokes.filter(([, path]) => path.some(inside)).map(([name]) => name);
    if (left < whole.left - 1 || right > whole.right + 1) faults.push('leaves the figure');
    if (parseFloat(getComputedStyle(words).fontSize) < 12) faults.push('small');
    return faults.map((fault) => `${words.textContent}: ${fault}`);
  });
}"""


def charts(page: Page) -> Locator:
    return main(page).locator(".js-plotly-plot")


def camera(page: Page, place: int = 0) -> Locator:
    """The button of a chart that saves it."""
    return charts(page).nth(place).get_by_role("button")


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize(
    "address",
    [
        "availability?by=provider",
        "availability?by=provider&scale=percent",
        "gaps?question=delivery&adjusted=on",
        "areas?place=kent",
        "areas?unit=crc_owner&question=delivery",
        "regression?question=delivery&factor=accommodation&run=on",
    ],
)
def test_no_words_of_a_chart_lie_on_a_line_or_leave_it(
    page: Page, server: str, address: str, viewport: ViewportSize
) -> None:
    page.set_viewport_size(viewport)
    opened(page, f"{server}/{address}")
    assert charts(page).first.locator(_STROKES).count()
    for chart in charts(page).all():
        assert page.evaluate(_MISPLACED, [chart.element_handle(), _STROKES]) == []
        box = chart.bounding_box()
        assert box is not None
        assert box["height"] <= 480


def saved(page: Page, place: int = 0) -> bytes:
    with page.expect_download() as download:
        camera(page, place).click()
    return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize(
    "address",
    ["availability?by=provider", "areas?place=kent", "?gender=female", "delivery?order=value"],
)
def test_a_saved_drawing_holds_headline_question_key_and_source(
    page: Page, server: str, address: str
) -> None:
    opened(page, f"{server}/{address}{'&' if '?' in address else '?'}picture=svg")
    svg = saved(page).decode()
    assert svg.startswith("<svg")
    told = charts(page).first.evaluate("chart => chart.layout.meta")
    said = "".join(_bare(text) for text in re.findall(r"<text[^>]*>(.*?)</text>", svg, re.DOTALL))
    for part in ("headline", "question", "reading", "source"):
        assert _bare(told[part]) in said
    assert _bare("Synthetic cases") in said
    assert told["headline"] in main(page).locator("h2, h3").all_inner_texts()
    assert "vector-effect: none" in svg, "strokes grow with the picture"
    assert "@font-face" in svg, "it is drawn in the page's font wherever it is opened"
    assert "svg { overflow: visible" in svg, "a name's first letter was cut off"


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_saved_picture_is_sharp_and_lies_across(
    page: Page, server: str, viewport: ViewportSize, scheme: Literal["light", "dark"]
) -> None:
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=scheme)
    opened(page, f"{server}/availability?by=provider&picture=png")
    png = saved(page)
    assert png.startswith(b"\x89PNG\r\n")
    width, height = struct.unpack(">II", png[16:24])
    assert width >= 3000
    assert width >= 1.3 * height
    assert len(png) > 100_000


def test_the_keyboard_saves_a_picture_too(page: Page, server: str) -> None:
    opened(page, f"{server}/availability?picture=svg")
    camera(page).focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".svg")


def test_no_picture_leaves_without_its_source(page: Page, server: str) -> None:
    opened(page, f"{server}/availability?picture=png")
    left: list[Download] = []
    told: list[str] = []

    def answered(dialog: Dialog) -> None:
        told.append(dialog.message)
        dialog.accept()

    page.on("download", lambda download: left.append(download))
    page.on("dialog", answered)
    charts(page).first.evaluate(
        "chart => { chart.layout.meta = { ...chart.layout.meta, source: '' }; }"
    )
    camera(page).click()
    page.wait_for_timeout(1000)
    assert told == [
        "The picture could not be made, so nothing was saved. The table has the same figures."
    ]
    assert left == []


def test_a_camera_is_not_shown_before_its_script_is_there(page: Page, server: str) -> None:
    opened(page, f"{server}/availability")
    expect(camera(page)).to_be_visible()
    page.evaluate("document.documentElement.classList.remove('pictures-say')")
    expect(camera(page)).to_be_hidden()


def _bare(text: str) -> str:
    """Letters alone: a picture breaks lines, and marks up its words."""
    plain = re.sub(r"<[^>]*>", "", text).replace("&lt;", "<").replace("&gt;", ">")
    return re.sub(r"\s", "", plain.replace("&amp;", "&"))
