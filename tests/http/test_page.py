"""Style and script of the dashboard are files that its page names, and a browser keeps."""

import re
from urllib.parse import urljoin

import brotli
import pytest

from probation.http.page import completed, versioned
from probation.ui.browser import page_files
from tests.http.asking import UNPACK, Answer, ask

FILE = re.compile(r'"\./(dashboard/static/page\.[0-9a-f]{12}\.(css|js))"')


def names(page: Answer) -> dict[str, str]:
    """The addresses of the dashboard's files in a page, by their kinds."""
    return {kind: name for name, kind in FILE.findall(page.body.decode())}


@pytest.mark.parametrize("path", ["", "/", "/gaps", "/no_such_page", "/index.html"])
def test_every_page_is_streamlits_with_the_dashboards_files(server: str, path: str) -> None:
    page = ask(server + path, accept_encoding="identity")
    assert page.status == 200
    assert page.headers["cache-control"] == "no-cache"
    assert b'<div id="root"></div>' in page.body
    assert set(names(page)) == {"css", "js"}
    head = ask(server + path, "HEAD", accept_encoding="identity")
    assert (head.body, head.headers["etag"]) == (b"", page.headers["etag"])


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
def test_the_files_are_there_and_kept_for_ever(server: str, below: str, coding: str) -> None:
    for address in (server, below):
        found = names(ask(f"{address}/gaps", accept_encoding="identity"))
        for kind, text in (("css", "page.css"), ("js", "page.js")):
            answer = ask(f"{address}/{found[kind]}", accept_encoding=coding)
            assert answer.status == 200
            assert answer.headers["content-type"].startswith(("text/css", "text/javascript"))
            assert "immutable" in answer.headers["cache-control"]
            found_coding = answer.headers.get("content-encoding")
            assert found_coding == (None if coding == "identity" else coding)
            assert UNPACK[found_coding](answer.body).decode() == page_files()[text]


def test_another_text_is_another_file() -> None:
    (first,), (second,) = versioned({"a.css": "p {}"}), versioned({"a.css": "q {}"})
    assert first != second
    assert versioned({"a.css": "p {}"}) == {first: b"p {}"}


def test_a_file_of_another_version_is_not_there(server: str) -> None:
    assert ask(f"{server}/dashboard/static/page.000000000000.js").status == 404
    assert ask(f"{server}/dashboard/static/..%2fapp.py").status in (400, 404)


def test_a_page_that_the_browser_has_is_not_sent_again_but_another_is(server: str) -> None:
    page = ask(f"{server}/gaps", accept_encoding="br")
    assert brotli.decompress(page.body).rstrip().endswith(b"</html>")
    same = ask(f"{server}/gaps", if_none_match=page.headers["etag"])
    assert (same.status, same.body) == (304, b"")
    # Streamlit's own page, of another app at the same address or of an earlier version of this one
    for condition in (
        {"if_none_match": '"1f0"'},
        {"if_modified_since": "Mon, 30 Nov 2099 0:0:0 GMT"},
    ):
        assert ask(f"{server}/gaps", **condition).status == 200
    assert ask(f"{server}/gaps", range="bytes=0-10").status == 200


def test_who_writes_the_name_of_the_first_page_is_sent_to_it_with_what_was_asked(
    server: str, below: str
) -> None:
    for address in (server, below):
        for asked in ("", "?gender=female&by=provider"):
            answer = ask(f"{address}/overview{asked}")
            assert answer.status == 307
            assert (
                urljoin(f"{address}/overview", answer.headers["location"]) == f"{address}/{asked}"
            )


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        ("Delivery", "delivery"),
        ("GAPS?by=gender", "gaps?by=gender"),
        ("delivry?by=gender", "?page=delivry&by=gender"),
        ("a%22b", "?page=a%22b"),
        ("Delivery/", "delivery"),
        ("Compare%20groups?by=gender", "gaps?by=gender"),
        ("published%20Figures", "published"),
        ("delivry/", "?page=delivry"),
    ],
)
def test_a_page_in_other_letters_is_that_page_and_none_is_named_on_the_first(
    server: str, below: str, asked: str, sent: str
) -> None:
    for address in (server, below):
        answer = ask(f"{address}/{asked}", accept="text/html")
        assert answer.status == 307
        assert urljoin(f"{address}/{asked}", answer.headers["location"]) == f"{address}/{sent}"
        there = ask(f"{address}/{sent}", accept="text/html")
        assert there.status == 200, "no second way"


@pytest.mark.parametrize("path", ["", "/", "/gaps", "/ping", "/_stcore/health", "/x.png", "/a/b"])
def test_what_is_there_or_no_page_is_let_through(server: str, path: str) -> None:
    assert ask(server + path, accept="text/html").status != 307


def test_other_answers_are_left_alone(server: str) -> None:
    assert ask(f"{server}/_stcore/health", accept_encoding="identity").body == b"ok"
    assert ask(f"{server}/gaps", "POST").status == 405


def test_the_style_stands_after_all_that_is_streamlits_and_the_script_before_it() -> None:
    own = '<script type="module" src="./index.js"></script>'
    html = "<html><head>{}</head><body><p>of a </body> that is text</p></body></html>"
    ours = '<script defer src="./dashboard/static/page.1.js"></script>'
    for head, with_ours in ((own, ours + own), ("", ours)):
        made = completed(html.format(head), ["page.1.css", "page.1.js"], ["a.1.js"]).decode()
        assert made == (
            f"<html><head>{with_ours}</head><body><p>of a </body> that is text</p>"
            '<script type="module" crossorigin src="./static/js/a.1.js"></script>'
            '<link rel="stylesheet" href="./dashboard/static/page.1.css"></body></html>'
        )
