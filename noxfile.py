"""The verbs of CI, one at a time: ``nox -s quick``, ``nox --list``.

They run in the environment that nox is called in, with what requirements-dev.txt brought, so that
no network is needed. ``.ci/run`` runs the commands of ``all`` on a clean machine.
"""

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["quick"]

PYTEST = ("pytest", "-n", "auto", "--dist", "worksteal")


@nox.session
def lint(session: nox.Session) -> None:
    """Style and layout of every file."""
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Types of probation/, strictly."""
    session.run("mypy")


@nox.session
def test(session: nox.Session) -> None:
    """Every test, on all cores; what follows ``--`` goes to pytest."""
    session.run(*PYTEST, "-m", "", *session.posargs)


@nox.session
def quick(session: nox.Session) -> None:
    """What to run before each commit: lint, types, and the tests not marked slow."""
    lint(session)
    types(session)
    session.run(*PYTEST, *session.posargs)


@nox.session(name="all")
def everything(session: nox.Session) -> None:
    """What CI runs: lint, types, every test."""
    lint(session)
    types(session)
    test(session)
