"""Which of Streamlit's files a first figure needs, told with the page before its script asks."""

from pathlib import Path

#: How the names of these files begin, below static/js/; a hash follows. Streamlit asks for them
#: only when its server has sent what they draw. A name that a version does not have is left out.
CHUNKS = ("PlotlyChart", "arrowFormatUtils")


def chunk_links(static: Path) -> str:
    """The ``Link`` header for Streamlit's page, of its static folder; "" where no name fits.

    The addresses are relative, as those in the page are: they hold under any base path.
    """
    files = [file for chunk in CHUNKS for file in sorted(static.glob(f"static/js/{chunk}.*.js"))]
    return ", ".join(f"<./static/js/{file.name}>; rel=modulepreload" for file in files)
