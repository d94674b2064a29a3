"""What holds for every answer: headers, sizes, limits, and what is told when something fails."""

from __future__ import annotations

import gzip
import json
import logging
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import EXAMPLES, execute
from web import asking, bearer, serving

from onrecord import Article, Record, read_many
from onrecord.reading.fetch import Fetched
from onrecord.record import database
from onrecord.web.api import checking
from onrecord.web.api.checking import EXTRACTING, FETCHING
from onrecord.web.caching import Cache, Kept, is_same
from onrecord.web.limits import Buckets, Limits

API = "/api/v1"
POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'",
    "img-src": "'self' data:", "font-src": "'self'", "connect-src": "'self'",
    "form-action": "'self'", "frame-ancestors": "'none'", "base-uri": "'none'",
}  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("answers") / "news.db"
    with Record(made) as record:
        record.add(read_many([EXAMPLES]))
        record.add([Article.from_text("Osk Brandt said that it was broken.", id="broken")])
    execute(made, "UPDATE statements SET acts = '{}' WHERE source = 'Osk Brandt'")
    return made


@pytest.fixture(scope="module")
def client(place: Path) -> Iterator[httpx.Client]:
    with asking(place) as made:
        yield made


EVERY = [
    ("GET", f"{API}/statements", 200),
    ("HEAD", f"{API}/statements", 200),
    ("GET", f"{API}/openapi.json", 200),
    ("GET", "/login", 200),
    ("GET", "/login?once=x", 403),
    ("GET", f"{API}/statements?colour=red", 400),
    ("GET", f"{API}/statements?act=sing", 400),
    ("GET", f"{API}/statements/zz", 404),
    ("GET", f"{API}/articles/broken", 500),
    ("GET", f"{API}/statements?text={'a' * 41_000}", 414),
    ("GET", "/nowhere", 404),
    ("GET", "/static/nothing.css", 404),
    ("GET", "/static/../app.py", 404),
    ("DELETE", f"{API}/statements", 405),
    ("OPTIONS", f"{API}/statements", 405),
    ("POST", f"{API}/review/undo", 401),
    ("POST", f"{API}/check", 400),
]


@pytest.mark.parametrize(("method", "path", "status"), EVERY)
def test_every_answer_has_the_headers_that_guard_a_browser(
    client: httpx.Client, method: str, path: str, status: int
) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    policy = dict(
        one.split(" ", 1) for one in answer.headers["content-security-policy"].split("; ")
    )
    assert policy == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in answer.headers["permissions-policy"]
    assert answer.headers["cache-control"] == "private, no-cache"
    assert "server" not in answer.headers


WRONG = [one for one in EVERY if one[2] >= 400 and not one[1].startswith("/login")]


@pytest.mark.parametrize(("method", "path", "status"), WRONG)
def test_what_is_wrong_is_told_as_the_standard_has_it(
    client: httpx.Client, method: str, path: str, status: int
) -> None:
    answer = client.request(method, path)
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"] == "about:blank"
    assert problem["status"] == answer.status_code == status
    assert problem["title"] == httpx.codes.get_reason_phrase(status) or status in (414, 422)
    assert problem["detail"]
    assert set(problem) - {"errors"} == {"type", "title", "status", "detail"}


def test_a_person_gets_a_page_that_says_what_is_wrong(client: httpx.Client) -> None:
    answer = client.get("/no<b>where", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "<b>where" not in answer.text


def test_a_failure_tells_nothing_but_is_in_the_log(
    client: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "onrecord.web"):
        answer = client.get(f"{API}/articles/broken")
    assert answer.status_code == 500
    for word in ("Traceback", "msgspec", "news.db", ".py"):
        assert word not in answer.text
    assert f"GET {API}/articles/broken failed" in caplog.text
    assert "msgspec" in caplog.text


@pytest.mark.parametrize(
    "path", ["/statements", "/statements?limit=1", "/actors", "/statements/zz"]
)
def test_head_is_get_without_the_body(client: httpx.Client, path: str) -> None:
    head, get = client.head(API + path), client.get(API + path)
    assert head.content == b""
    ignored = {"date"}
    assert {k: v for k, v in head.headers.items() if k not in ignored} == {
        k: v for k, v in get.headers.items() if k not in ignored
    }
    assert head.status_code == get.status_code


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        (f"{API}/statements", "HEAD, GET"),
        (f"{API}/check", "HEAD, GET, POST"),
        (f"{API}/extract", "POST"),
        ("/logout", "POST"),
    ],
)
def test_a_method_that_is_none_of_a_path_is_told_which_are(
    client: httpx.Client, path: str, allowed: str
) -> None:
    answer = client.put(path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)


@pytest.mark.parametrize("path", [f"{API}/statements", f"{API}/openapi.json"])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_answers_are_compressed_for_those_who_take_that(
    client: httpx.Client, path: str, encoding: str
) -> None:
    with client.stream("GET", path, headers={"Accept-Encoding": encoding}) as answer:
        raw = b"".join(answer.iter_raw())
    assert "accept-encoding" in answer.headers["vary"].lower()
    assert int(answer.headers["content-length"]) == len(raw)
    if encoding == "gzip":
        assert answer.headers["content-encoding"] == "gzip"
        raw = gzip.decompress(raw)
    assert json.loads(raw) == client.get(path).json()


def chunked(size: int) -> Iterator[bytes]:
    for _ in range(size // 1000):
        yield b" " * 1000


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize("path", [f"{API}/check", f"{API}/extract", "/login"])
def test_a_body_that_is_too_large_is_not_read(place: Path, announced: bool, path: str) -> None:
    limits = Limits(a_second=1000, at_once=1000, body=100_000)
    body: Any = b" " * 200_000 if announced else chunked(200_000)
    headers = {"Content-Type": "application/json"}
    if path == "/login":
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
    with asking(place, limits=limits) as client:
        answer = client.post(path, content=body, headers=headers)
        assert answer.status_code == 413
        assert answer.headers["content-type"] == "application/problem+json"
        assert "100,000 bytes" in answer.json()["detail"]
        fits = client.post(f"{API}/check", json={"quote": "x" * 10_000})
        assert fits.status_code == 200


def test_who_asks_too_often_is_told_to_wait(place: Path) -> None:
    with asking(place, limits=Limits(a_second=0.001, at_once=5)) as client:
        answers = [client.get(f"{API}/about") for _ in range(8)]
    assert [one.status_code for one in answers] == [200] * 5 + [429] * 3
    assert int(answers[-1].headers["retry-after"]) > 0
    assert answers[-1].json()["status"] == 429
    assert "content-security-policy" in answers[-1].headers


def test_tokens_come_back_and_each_client_has_its_own() -> None:
    now = [0.0]
    buckets = Buckets(Limits(a_second=2, at_once=3, clients=2), clock=lambda: now[0])
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert buckets.take("b") == 0
    now[0] = 0.5
    assert [buckets.take("a") for _ in range(2)] == [0, 0.5]
    now[0] = 100
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 0.5]
    buckets.take("b")
    buckets.take("c")  # one too many to remember: the one that was not heard of longest goes
    assert buckets.take("a") == 0


@pytest.mark.parametrize("length", ["-1", "1e9", "abc"])
def test_a_length_that_is_none_is_refused(place: Path, length: str) -> None:
    with serving(place) as address:
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=10) as connection:
            request = f"POST {API}/check HTTP/1.1\r\nHost: {host}:{port}\r\n"
            connection.sendall(f"{request}Content-Length: {length}\r\n\r\n".encode())
            assert connection.recv(100).startswith(b"HTTP/1.1 400")


def test_what_takes_too_long_is_given_up(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "STEPS", 100)
    with asking(place, limits=Limits(seconds=0)) as client:
        answer = client.get(f"{API}/utterances")
        assert answer.status_code == 503
        assert answer.headers["retry-after"]
        assert "takes longer than it may" in answer.json()["detail"]
        assert client.get(f"{API}/openapi.json").status_code == 200


def test_only_so_many_texts_are_read_at_once(place: Path) -> None:
    body = {"text": "Premier Ilse Marrant said on Friday that the dam was safe."}
    with asking(place) as client:
        assert EXTRACTING.acquire()
        assert EXTRACTING.acquire()
        busy = client.post(f"{API}/extract", json=body)
        assert (busy.status_code, busy.headers["retry-after"]) == (503, "5")
        EXTRACTING.release()
        assert client.post(f"{API}/extract", json=body).status_code == 200
        EXTRACTING.release()


def kept(state: int, body: bytes = b"x") -> Kept:
    return Kept(state, body, False, "tag", ())


def test_an_answer_is_made_once_for_a_state_of_the_record() -> None:
    cache, made = Cache(), []

    def make(state: int) -> Kept:
        made.append(state)
        return kept(state)

    for state in (1, 1, 2, 2, 1):
        assert cache.get("a", state, partial(make, state)).state == state
    cache.get("b", 1, lambda: make(1))
    assert made == [1, 2, 1, 1]


def test_where_many_ask_for_the_same_it_is_made_once() -> None:
    cache, made, begun = Cache(), [], threading.Event()

    def make() -> Kept:
        made.append(1)
        begun.set()
        waiting.wait(timeout=30)
        return kept(1)

    waiting = threading.Event()
    threads = [threading.Thread(target=cache.get, args=("a", 1, make)) for _ in range(8)]
    for thread in threads:
        thread.start()
    begun.wait(timeout=30)
    waiting.set()
    for thread in threads:
        thread.join()
    assert made == [1]


def test_what_cannot_be_made_is_tried_again() -> None:
    cache = Cache()
    with pytest.raises(ZeroDivisionError):
        cache.get("a", 1, lambda: kept(1 // 0))
    assert cache.get("a", 1, lambda: kept(1)).state == 1


def test_a_cache_has_so_many_bytes_at_most_and_the_answers_asked_for_last() -> None:
    cache, made = Cache(most=10_000), []

    def make(key: str) -> Kept:
        made.append(key)
        return kept(1, b"x" * 3_000)

    for key in ("a", "b", "c", "a", "d", "a", "b"):
        cache.get(key, 1, partial(make, key))
    assert made == ["a", "b", "c", "a", "d", "b"]


@pytest.mark.parametrize(
    ("given", "same"),
    [(None, False), ("", False), ('W/"a"', True), ('"a"', True), ('"b", W/"a"', True), ("*", True),
     ('"b"', False), ("a", False)],
)  # fmt: skip
def test_which_tags_are_the_same(given: str | None, same: bool) -> None:
    assert is_same(given, 'W/"a"') == same


def test_fetching_takes_no_slot_of_extracting(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also not where a stranger's server answers slowly."""
    asked, answering = threading.Barrier(3), threading.Event()

    def slow(url: str) -> Fetched:
        asked.wait(20)
        answering.wait(20)
        return Fetched(url, "text/plain", None, body["text"].encode())

    body = {"text": "Premier Ilse Marrant said on Friday that the dam was safe."}
    monkeypatch.setattr(checking, "fetch_address", slow)
    with Record(place) as record, asking(place) as client, ThreadPoolExecutor(2) as pool:
        client.headers = httpx.Headers(bearer(record.tokens.create("reader", name="Rune")[1]))
        ask = partial(client.post, f"{API}/extract", json={"url": "http://slow.example/"})
        waiting = [pool.submit(ask) for _ in range(2)]
        asked.wait(20)
        assert client.post(f"{API}/extract", json=body).status_code == 200
        answering.set()
        assert [one.result().status_code for one in waiting] == [200, 200]


def test_only_so_many_addresses_are_fetched_at_once(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched = Fetched("http://a.example/", "text/plain", None, b"Osk Brandt said that it broke.")
    monkeypatch.setattr(checking, "fetch_address", lambda _: fetched)
    monkeypatch.setattr(checking, "PATIENCE", 0.1)
    with Record(place) as record, asking(place) as client, ExitStack() as held:
        client.headers = httpx.Headers(bearer(record.tokens.create("reader", name="Rune")[1]))
        ask = partial(client.post, f"{API}/extract", json={"url": "http://a.example/"})
        with ExitStack() as all_:
            for _ in range(4):
                all_.enter_context(FETCHING)
            busy = ask()
        assert (busy.status_code, busy.headers["retry-after"]) == (503, "5")
        assert "fetched just now" in busy.json()["detail"]
        assert ask().status_code == 200
        for _ in range(2):
            held.enter_context(EXTRACTING)
        assert "texts read just now" in ask().json()["detail"]
