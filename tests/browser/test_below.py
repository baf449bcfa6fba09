"""Below a path, by itself and behind nginx: pages, links and files are found there too."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.benchmarks.servers import DASHBOARD, serving
from tests.browser.watching import PATIENCE_MS, Watch, by_menu, main, opened, pasted

BASE = "office/probation"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
#: As in docs/operating.md, with a certificate of the test's own; also with the path cut off.
CONFIGURATION = """
daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  proxy_max_temp_file_size 0;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {folder}/certificate.pem; ssl_certificate_key {folder}/key.pem;
    location {location} {{
      proxy_pass {behind};
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $http_connection;
    }}
  }}
}}
"""


@pytest.fixture(scope="module")
def below(browser: Browser, stores: Path) -> Iterator[str]:
    """The address of a dashboard that is served below a path."""
    with serving(DASHBOARD, stores, base=BASE) as address:
        yield address


@pytest.fixture(params=["kept", "cut off"])
def proxied(
    request: pytest.FixtureRequest, below: str, server: str, tmp_path: Path
) -> Iterator[str]:
    """The address of nginx before a dashboard, over https, the path kept or cut off on the way."""
    if NGINX is None:
        reason = "there is no nginx: install it to see the dashboard behind it"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    kept = request.param == "kept"
    path, behind = (f"/{BASE}/", f"{below}/") if kept else ("/figures/", f"{server}/")
    _certificate(tmp_path)
    configuration = tmp_path / "nginx.conf"
    configuration.write_text(
        CONFIGURATION.format(folder=tmp_path, port=port, location=path, behind=behind)
    )
    with subprocess.Popen([NGINX, "-p", str(tmp_path), "-c", str(configuration)]) as process:
        try:
            _wait_for(port)
            yield f"https://127.0.0.1:{port}{path.rstrip('/')}"
        finally:
            process.terminate()


def _certificate(folder: Path) -> None:
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1"
    command += f" -keyout {folder}/key.pem -out {folder}/certificate.pem"
    subprocess.run(command.split(), check=True, capture_output=True)


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("nginx did not start")


@pytest.fixture
def visitor(browser: Browser, watch: Watch) -> Iterator[Page]:
    """A tab of a browser that trusts the certificate of these tests."""
    context = browser.new_context(
        ignore_https_errors=True, permissions=["clipboard-read", "clipboard-write"]
    )
    context.set_default_timeout(PATIENCE_MS)
    tab = context.new_page()
    watch.over(tab)
    yield tab
    context.close()


def copied(page: Page) -> str:
    """What 'Copy link' gives."""
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status").filter(has_text="Link copied")).to_be_attached()
    return pasted(page)


def test_a_cold_deep_link_the_menu_and_copied_links_keep_to_the_path(
    visitor: Page, below: str
) -> None:
    _links_keep_to(visitor, below)


def test_so_they_do_behind_nginx_over_https(visitor: Page, proxied: str) -> None:
    _links_keep_to(visitor, proxied)


def _links_keep_to(visitor: Page, address: str) -> None:
    """And nothing that a page needs is looked for elsewhere; large files leave compressed."""
    stray: list[str] = []
    codings: dict[str, str | None] = {}

    def answered(request: Request) -> None:
        name = request.url.rpartition("/")[2]
        if not request.url.startswith((address, "blob:", "data:")):
            stray.append(request.url)
        if name.startswith("PlotlyChart"):
            codings[name] = request.response().header_value("content-encoding")

    visitor.on("requestfinished", answered)
    opened(visitor, f"{address}/delivery?gender=female")
    expect(main(visitor)).to_contain_text("women")
    assert re.match(rf"{address}/delivery\?.*gender=female.*&store=gen-", copied(visitor))
    for way in (address, f"{address}/"):
        opened(visitor, way)
        link = copied(visitor)
        assert link.startswith(f"{address}/?"), link
    opened(visitor, link)
    by_menu(visitor, "gaps")
    assert visitor.url.startswith(f"{address}/gaps")
    assert list(codings.values()) == ["br"]
    assert [url for url in stray if "/_stcore/" not in url] == []
