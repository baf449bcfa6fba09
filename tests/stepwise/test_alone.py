"""The engine is a package of its own: copied anywhere, it runs without the dashboard."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from probation import stepwise

FOLDER = Path(stepwise.__file__).parent
WITHOUT_THE_REST = """
import sys
sys.path.insert(0, sys.argv[1])
{example}
assert "probation" not in sys.modules
"""


def test_the_example_of_its_readme_runs_in_a_copy_of_its_folder(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "stepwise", ignore=shutil.ignore_patterns("__pycache__"))
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    [(example, printed)] = re.findall(r"```python\n(.+?)```.+?```text\n(.+?)```", readme, re.S)
    done = subprocess.run(
        # -I: neither this folder nor PYTHONPATH is where it looks
        [sys.executable, "-I", "-c", WITHOUT_THE_REST.format(example=example), tmp_path],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.stderr) == (printed, "")
