"""Which of Streamlit's files a first figure needs, named in the page before its script asks.

Streamlit asks for them when its server has sent what they draw: one after the other, half a second
of an office's line for the sixty that stand on every page.
"""

import re
from pathlib import Path

#: How the names of these files begin, below static/js/; a hash follows. The largest comes first. A
#: name that a version of Streamlit does not have is left out.
CHUNKS = (
    "PlotlyChart",
    "Multiselect",
    "Selectbox",
    "ButtonGroup",
    "BidiComponent",
    "PageLink",
    "Button",
    "DownloadButton",
    "Html",
)
_IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*["'`]\./([\w.-]+\.js)["'`]""")


def needed(static: Path, html: str) -> list[str]:
    """The names of the files below ``static``/static/js that ``html`` does not name already."""
    scripts = static / "static" / "js"
    waiting = [file for chunk in CHUNKS for file in sorted(scripts.glob(f"{chunk}.*.js"))]
    found: list[str] = []
    for file in waiting:  # which grows
        if file.name not in html and file.name not in found and file.is_file():
            found.append(file.name)
            waiting += map(file.with_name, _IMPORTED.findall(file.read_text("utf-8")))
    return found
