"""Fetching, from a real server on loopback."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord import read
from onrecord.errors import FetchError, OnrecordError, PrivateAddressError
from onrecord.reading import fetch as fetching
from onrecord.reading.fetch import fetch, is_public

PARAGRAPH = "Mayor Ines Okoro said on Friday that the bridge would reopen in the spring. "
PAGE = (
    "<html><head><title>Bridge to reopen</title></head><body><nav>Menu</nav><article><p>"
    + PARAGRAPH * 3
    + "</p><p>"
    + PARAGRAPH * 2
    + "</p></article></body></html>"
).encode()
STOP = threading.Event()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, headers, body = 200, {"Content-Type": "text/html; charset=utf-8"}, PAGE
        if self.path == "/moved":
            status, headers, body = 302, {"Location": "/page"}, b""
        elif self.path == "/loop":
            status, headers, body = 302, {"Location": "/loop"}, b""
        elif self.path == "/to-file":
            status, headers, body = 302, {"Location": "file:///etc/passwd"}, b""
        elif self.path == "/bomb":
            headers["Content-Encoding"] = "gzip"
            body = gzip.compress(bytes(200_000_000), compresslevel=9)
        elif self.path == "/brotli":
            headers["Content-Encoding"] = "br"
        elif self.path == "/pdf":
            headers["Content-Type"] = "application/pdf"
        elif self.path == "/plain":
            headers["Content-Type"] = "text/plain; charset=iso-8859-1"
            body = PARAGRAPH.replace("Ines", "Inés").encode("latin-1")
        elif self.path == "/slow":
            STOP.wait(30)
        elif self.path == "/gone":
            status, body = 404, b"not here"
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    STOP.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}"
        STOP.set()
        http.shutdown()


@pytest.mark.parametrize("path", ["/page", "/moved"])
def test_an_address_gives_its_article(server: str, path: str) -> None:
    article = read(server + path, allow_local=True)
    assert article.text.startswith("Mayor Ines Okoro said")
    assert "Menu" not in article.text
    assert article.url == server + "/page"
    assert article.title == "Bridge to reopen"


def test_plain_text_keeps_its_encoding_and_address(server: str) -> None:
    article = read(server + "/plain", allow_local=True)
    assert "Inés" in article.text
    assert article.url == server + "/plain"


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/loop", "redirected more than"),
        ("/to-file", "only http"),
        ("/bomb", "larger than"),
        ("/brotli", "not asked for"),
        ("/pdf", "application/pdf"),
        ("/gone", "404"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(server: str, path: str, why: str) -> None:
    with pytest.raises(FetchError, match=why):
        fetch(server + path, allow_local=True)


def test_a_server_that_does_not_answer_is_given_up(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "READ_SECONDS", 0.3)
    began = time.monotonic()
    with pytest.raises(FetchError, match="no answer in time"):
        fetch(server + "/slow", allow_local=True)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0", "[::1]", "2130706433"])
def test_local_addresses_are_not_fetched_unless_allowed(server: str, host: str) -> None:
    port = server.rsplit(":", 1)[1]
    with pytest.raises(PrivateAddressError, match="only public ones") as error:
        fetch(f"http://{host}:{port}/page")
    assert "--" not in str(error.value)  # who asks may have no command line


def test_a_host_that_does_not_exist(server: str) -> None:
    with pytest.raises(OnrecordError, match="not found"):
        read("http://no-such-host.invalid/story")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("10.0.0.1", False),
        ("172.16.3.4", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("fd00::1", False),
        ("fe80::1%eth0", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) == public
