"""The headers stand on every answer, and nobody else may frame the dashboard unless told so."""

import logging
import re
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from probation.http.security import Headed, ancestors, script_hashes
from tests.http.asking import ask, path_of, run, static

ANSWERS = [
    "/",
    "/availability",
    "/no_such_page",
    "/ping",
    "/health",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/no_such_thing",
    "/media/no_such_file.csv",
    "/component/no_such_component/a.js",
    "/static/../../secret",
    "/favicon.png",
    path_of(static("js/PlotlyChart.*.js")),
    path_of(static("media/SourceSansVF-Upright.*")),
]


def policy(answer: Any) -> dict[str, str]:
    """The directives of the answer's policy."""
    directives = answer.headers["content-security-policy"].split("; ")
    return dict(directive.split(" ", 1) for directive in directives)


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_has_the_headers(server: str, path: str) -> None:
    for accepted in ("br", "identity"):
        answer = ask(server + path, accept_encoding=accepted)
        assert policy(answer)["frame-ancestors"] == "'self'"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert "camera=()" in answer.headers["permissions-policy"]


def test_so_has_an_answer_to_a_wrong_method_and_to_a_redirect(server: str, below: str) -> None:
    assert policy(ask(f"{server}/health", "POST"))["default-src"] == "'none'"
    redirect = ask(below)
    assert redirect.status == 307
    assert policy(redirect)["default-src"] == "'none'"


def test_so_has_the_refusal_of_a_websocket_from_another_site(server: str) -> None:
    refused = ask(
        f"{server}/_stcore/stream",
        connection="Upgrade",
        upgrade="websocket",
        origin="https://elsewhere.example",
        sec_websocket_version="13",
        sec_websocket_key="dGhlIHNhbXBsZSBub25jZQ==",
    )
    assert refused.status == 403
    assert policy(refused)["default-src"] == "'none'"


def test_a_page_runs_its_own_scripts_and_no_other_text(server: str) -> None:
    told = policy(ask(server))
    scripts = told["script-src"].split()
    assert scripts[:3] == ["'self'", "blob:", "'wasm-unsafe-eval'"]
    assert all(source.startswith("'sha256-") for source in scripts[3:])
    assert len(scripts) == 4, "the one inside Streamlit's page"
    assert told["object-src"] == "'none'"
    assert told["default-src"] == "'self'"


def test_a_page_that_has_not_changed_keeps_its_policy(server: str) -> None:
    """A browser puts the headers of "not modified" in place of those that it has kept."""
    page = ask(f"{server}/")
    again = ask(f"{server}/", if_none_match=page.headers["etag"])
    assert again.status == 304
    assert policy(again) == policy(page)


def test_a_script_is_known_by_its_text() -> None:
    page = '<script src="a.js"></script><script>doSomething();</script>'
    # of the specification (CSP 3, section 8.2)
    assert script_hashes(page) == ["'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='"]


@pytest.mark.parametrize(
    "asked",
    [
        "'none'",
        "'self'",
        "https://intranet.example.gov.uk",
        "'self' https://*.example.gov.uk:8443 http://localhost",
    ],
)
def test_other_sites_may_frame_it_where_the_setting_says_so(asked: str) -> None:
    assert ancestors(f" {asked} ") == asked


@pytest.mark.parametrize(
    "asked",
    [
        "*",
        "https:",
        "https://*",
        "intranet.example",
        "'none' https://a.example",
        "https://a.example; script-src *",
        "https://a.example, https://b.example",
        "https://a.example\r\nSet-Cookie: a=b",
        "https://a.example/path",
        "javascript:alert(1)",
        "https://intranet.example.u\N{KELVIN SIGN}",  # a header holds no such letter
        "'\N{LATIN SMALL LETTER LONG S}elf'",
    ],
)
def test_a_setting_that_cannot_be_understood_allows_no_other_site(
    asked: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        assert ancestors(asked) == "'self'"
    assert "PROBATION_FRAME_ANCESTORS" in caplog.text


def test_the_setting_reaches_the_header(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROBATION_FRAME_ANCESTORS", "https://a.example")

    async def page(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    (start,) = run(_sent(Headed(page, scripts=[])))
    assert (
        b"content-security-policy",
        b"default-src 'none'; frame-ancestors https://a.example",
    ) in (start["headers"])


def test_an_error_of_ours_is_a_sentence_with_a_number_under_which_the_log_has_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise ZeroDivisionError("/a/path")

    start, body = run(_sent(Headed(broken, scripts=[])))
    assert start["status"] == 500
    assert b"x-content-type-options" in dict(start["headers"])
    said = body["body"].decode()
    assert "/a/path" not in said
    number = re.search(r"the number ([0-9a-f]{8})", said)[1]
    assert f"{number}: /a/path" in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_what_breaks_in_the_middle_of_an_answer_is_the_servers_to_tell() -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(_sent(Headed(broken, scripts=[])))


async def _sent(app: Headed) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        messages.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    await app({"type": "http", "method": "GET", "path": "/", "headers": []}, receive, send)
    return messages
