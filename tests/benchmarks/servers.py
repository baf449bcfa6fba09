"""Streamlit servers on this machine, each a process of its own, with the project's settings."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
APPS = Path(__file__).with_name("apps")
DASHBOARD = PROJECT / "app.py"

START_SECONDS = 60.0


@contextmanager
def serving(app: Path, stores: Path, base: str = "") -> Iterator[str]:
    """Serves ``app``; gives its address once it answers. No run of the script has happened then.

    ``stores`` is where the dashboard keeps its built store, ``base`` the path it is served below.
    Every app gets the settings of the project's .streamlit/config.toml, which Streamlit reads from
    the working directory.
    """
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(app), f"--server.port={port}"]
    command += ["--server.address=127.0.0.1", "--server.headless=true"]
    command += [f"--server.baseUrlPath={base}"] if base else []
    with (
        tempfile.TemporaryFile() as log,
        subprocess.Popen(
            command,
            cwd=PROJECT,
            env=os.environ | {"PROBATION_STORES": str(stores)},
            stdout=log,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            url = f"http://127.0.0.1:{port}/{base}".rstrip("/")
            if not _answers(url, process):
                log.seek(0)
                raise RuntimeError(f"{app.name} did not start:\n{log.read().decode()}")
            yield url
        finally:
            process.terminate()


def _answers(url: str, process: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
