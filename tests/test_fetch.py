"""Fetching, from a real server on loopback."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import tracemalloc
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


BOMB = gzip.compress(bytes(200_000_000), compresslevel=9)
HTML = {"Content-Type": "text/html; charset=utf-8"}
LATIN = {"Content-Type": "text/plain; charset=iso-8859-1"}
ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/moved": (302, {"Location": "/page"}, b""),
    "/loop": (302, {"Location": "/loop"}, b""),
    "/to-file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/nowhere": (302, {"Location": "http://xn--/"}, b""),
    "/heavy": (302, {"Location": "/page", "Content-Encoding": "gzip"}, BOMB),
    "/bomb": (200, HTML | {"Content-Encoding": "gzip"}, BOMB),
    "/brotli": (200, HTML | {"Content-Encoding": "br"}, PAGE),
    "/pdf": (200, {"Content-Type": "application/pdf"}, PAGE),
    "/long-type": (200, {"Content-Type": "x" * 50_000}, PAGE),
    "/plain": (200, LATIN, PARAGRAPH.replace("Ines", "Inés").encode("latin-1")),
    "/gone": (404, HTML, b"not here"),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, headers, body = ANSWERS.get(self.path, (200, HTML, PAGE))
        if self.path == "/slow":
            STOP.wait(30)
        elif self.path.startswith("/slowly/"):
            self.drip(self.path.removeprefix("/slowly/"))
            return
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def drip(self, what: str) -> None:
        """Answer in time, bit by bit, for six seconds."""
        try:
            if what == "redirected":
                STOP.wait(0.2)
                self.send_response(302)
                self.send_header("Location", self.path)
                self.end_headers()
                return
            if what != "early":
                self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            if what == "body":
                self.wfile.write(b"Content-Length: 900\r\n\r\n")
            sent = {"early": b"HTTP/1.1 103 Early Hints\r\n\r\n", "head": b"A: b\r\n", "body": b"a"}
            for _ in range(60):
                STOP.wait(0.1)
                self.wfile.write(sent[what])
            self.close_connection = True
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
        ("/long-type", "is x{100}…, not a page"),
        ("/nowhere", "cannot be"),
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


@pytest.mark.parametrize("what", ["early", "head", "body", "redirected"])
def test_all_of_it_has_one_deadline(
    server: str, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(fetching, "ALL_SECONDS", 0.7)
    began = time.monotonic()
    with pytest.raises(FetchError, match="not read within"):
        fetch(f"{server}/slowly/{what}", allow_local=True)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_server_that_takes_the_connection_and_is_silent(
    monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setattr(fetching, "ALL_SECONDS", 0.5)
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        pytest.raises(FetchError, match="not read within"),
    ):
        fetch(f"{scheme}://127.0.0.1:{silent.getsockname()[1]}/", allow_local=True)


def test_looking_up_a_name_has_the_same_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: over.wait(20))
    monkeypatch.setattr(fetching, "ALL_SECONDS", 0.3)
    began = time.monotonic()
    with pytest.raises(FetchError, match="not read within"):
        fetch("http://slow.example/")
    assert time.monotonic() - began < 3
    over.set()


def test_what_a_redirecting_answer_has_besides_is_not_read(server: str) -> None:
    tracemalloc.start()
    try:
        assert fetch(server + "/heavy", allow_local=True).data == PAGE
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0", "[::1]", "2130706433"])
def test_local_addresses_are_not_fetched_unless_allowed(server: str, host: str) -> None:
    port = server.rsplit(":", 1)[1]
    with pytest.raises(PrivateAddressError, match="only public ones") as error:
        fetch(f"http://{host}:{port}/page")
    assert "--" not in str(error.value)  # who asks may have no command line


@pytest.mark.parametrize(
    "url", ["http://xn--/", "http://a\x00b/", "http://[::1/", "http://\ud800/"]
)
def test_an_address_that_cannot_be(url: str) -> None:
    with pytest.raises(FetchError):
        fetch(url)


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
        ("64:ff9b::5db8:d822", True),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b:1::7f00:1", False),
        ("64:ff9b:1::5db8:d822", False),
        ("::", False),
        ("::1", False),
        ("::2", False),
        ("::127.0.0.1", False),
        ("::93.184.216.34", False),
        ("::ffff:0:127.0.0.1", False),
        ("100::1", False),
        ("2001::1", False),
        ("2001:0:5db8:d822::80ff:fffe", False),
        ("2001:db8::1", False),
        ("2002:5db8:d822::1", False),
        ("2a00:1450:4001:830::5efe:10.0.0.1", False),
        ("2a00:1450:4001:830:200:5efe:127.0.0.1", False),
        ("2a00:1450:4001:830:200:5efe:93.184.216.34", True),
        ("3fff::1", False),
        ("4000::1", False),
        ("5f00::1", False),
        ("fec0::1", False),
        ("ff0e::1", False),
        ("0.1.2.3", False),
        ("192.0.0.8", False),
        ("192.0.2.1", False),
        ("192.88.99.1", False),
        ("198.18.0.1", False),
        ("203.0.113.9", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) == public
