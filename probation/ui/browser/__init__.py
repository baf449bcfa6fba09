"""What the dashboard itself does in the browser: the sources of its components, read once.

Streamlit hands a component's script to the browser as one module without a file of its own, so the
parts cannot import each other; they are joined, and one of them ends in ``export default``.
"""

import json
from pathlib import Path

_HERE = Path(__file__).parent
#: Tables, menu and popovers for the keyboard; what the charts' cameras save; filters and View menu.
_OF_PAGES = ("page.js", "elements.js", "charts.js", "picture.js", "choices.js")
_STYLES = ("page.css", "choices.css")


def source(*names: str) -> str:
    """The files of this folder called ``names``, joined in that order."""
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in names)


def constant(name: str, text: str) -> str:
    """A line of JavaScript by which the parts after it know ``text`` as ``name``."""
    return f"const {name} = {json.dumps(text)};\n"


def page_files() -> dict[str, str]:
    """Style and script of every page, by the names of files: constant, no data in them."""
    return {"page.css": source(*_STYLES), "page.js": f"(() => {{{source(*_OF_PAGES)}}})();"}
