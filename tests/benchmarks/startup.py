"""Start-up: what the pages import. What a reader waits for is in office_line."""

import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.measure import Measure
from tests.benchmarks.servers import PROJECT

HEAVY = ("statsmodels", "scipy")
#: Every page but the one that holds the bulletin's statements against models.
PAGES = (
    "overview",
    "availability",
    "delivery",
    "contracted_providers",
    "partners",
    "practice",
    "data",
    "about",
)

_SHOW_PAGES = """
import sys
from streamlit.testing.v1 import AppTest
app = AppTest.from_file("probation/ui/shell.py", default_timeout=60).run()
heavy, *pages = sys.argv[1:]
for page in pages:
    app.switch_page(f"../../pages/{page}.py").run()
    assert not app.exception and not app.error, page
    assert len(app.title) == 1, page
    loaded = [name for name in heavy.split(",") if name in sys.modules]
    if loaded:
        sys.exit(f"{page} loads {', '.join(loaded)}")
"""


def measures(stores: Path) -> list[Measure]:
    """Shows every page in a fresh interpreter and looks for the libraries they must not load."""
    shown = subprocess.run(
        [sys.executable, "-c", _SHOW_PAGES, ",".join(HEAVY), *PAGES],
        cwd=PROJECT,
        env=os.environ | {"PROBATION_STORES": str(stores)},
        capture_output=True,
        text=True,
    )
    problem = shown.stderr.strip().splitlines()[-1:] if shown.returncode else []
    loaded = Measure(
        f"{len(PAGES)} pages load {' or '.join(HEAVY)}",
        " ".join(problem) or "no",
        target="no",
        met=not problem,
    )
    return [loaded]
