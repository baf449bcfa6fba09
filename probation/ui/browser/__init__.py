"""What the dashboard itself does in the browser: the sources of its components, read once.

Streamlit hands a component's script to the browser as one module without a file of its own, so the
parts cannot import each other; they are joined, and one of them ends in ``export default``.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from probation.charts.theme import DARK, LIGHT

_HERE = Path(__file__).parent
#: Tables, menu and popovers for the keyboard; what the charts' cameras save, and paper shows;
#: filters and View menu.
_OF_PAGES = ("page.js", "elements.js", "charts.js", "picture.js", "sheets.js", "choices.js")
_STYLES = ("page.css", "choices.css", "sheets.css")


def source(*names: str) -> str:
    """The files of this folder called ``names``, joined in that order."""
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in names)


def constant(name: str, value: str | Mapping[str, str]) -> str:
    """A line of JavaScript by which the parts after it know ``value`` as ``name``."""
    return f"const {name} = {json.dumps(value)};\n"


def page_files() -> dict[str, str]:
    """Style and script of every page, by the names of files: constant, no data in them."""
    script = constant("LIGHT_OF", _light_of_dark()) + source(*_OF_PAGES)
    return {"page.css": source(*_STYLES), "page.js": f"(() => {{{script}}})();"}


def _light_of_dark() -> dict[str, str]:
    """For each colour of a figure on a dark page that on a light one, both as a style has them."""
    return dict(zip(*(map(_rgb, theme.palette) for theme in (DARK, LIGHT)), strict=True))


def _rgb(colour: str) -> str:
    return f"rgb({', '.join(map(str, bytes.fromhex(colour.removeprefix('#'))))})"
