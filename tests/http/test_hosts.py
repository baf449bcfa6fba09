"""Where the server's names are set, it answers under them and under no other."""

import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.benchmarks.servers import DASHBOARD, serving


@pytest.fixture(scope="module")
def named(stores: Path) -> Iterator[str]:
    """A server that has been told its names."""
    with pytest.MonkeyPatch.context() as patch:
        hosts = "127.0.0.1 probation.example.gov.uk *.intranet.example"
        patch.setenv("STREAMLIT_SERVER_ALLOWED_HOSTS", hosts)
        with serving(DASHBOARD, stores) as address:
            yield address


def asked(address: str, path: str, host: str | None) -> tuple[int, str | None]:
    """The status of an answer under a name, and its policy."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    try:
        connection.putrequest("GET", path, skip_host=True)
        if host is not None:
            connection.putheader("Host", host)
        if path.endswith("stream"):
            for name, value in (
                ("Connection", "Upgrade"),
                ("Upgrade", "websocket"),
                ("Sec-WebSocket-Version", "13"),
                ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
            ):
                connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        return response.status, response.getheader("content-security-policy")
    finally:
        connection.close()


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1:8501",
        "probation.example.gov.uk",
        "Probation.Example.gov.uk:443",
        "a.intranet.example",
    ],
)
def test_it_answers_under_each_of_its_names(named: str, host: str) -> None:
    assert asked(named, "/ping", host)[0] == 200
    assert asked(named, "/_stcore/stream", host)[0] == 101


@pytest.mark.parametrize(
    "path",
    ["/", "/availability", "/ping", "/health", "/_stcore/health", "/media/a.csv", "/static/a.js"],
)
@pytest.mark.parametrize("host", ["evil.example", "probation.example.gov.uk.evil.example", ""])
def test_under_another_name_nothing_is_had(named: str, path: str, host: str) -> None:
    status, policy = asked(named, path, host)
    assert status == 400
    assert policy is not None


def test_under_another_name_no_page_is_shown(named: str) -> None:
    assert asked(named, "/_stcore/stream", "evil.example")[0] == 403


def test_without_names_it_answers_under_any(server: str) -> None:
    assert asked(server, "/ping", "probation.example.gov.uk")[0] == 200
