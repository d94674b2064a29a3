"""Who may do what over the network, by a token or a session, and from where."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from urllib.parse import parse_qs, quote, urlsplit

import httpx
import pytest
from conftest import DATABASES, execute, new_place, rows
from starlette.requests import Request
from web import asking, bearer

from onrecord import Article, Record
from onrecord.record.place import Place
from onrecord.web.csrf import csrf_token, is_ours
from onrecord.web.guards import is_known
from onrecord.web.settings import Settings

STORY = Article.from_text(
    "Premier Ilse Marrant said on Friday that the dam was safe.\n\n“No,” Éva Ørn said.", id="story"
)
API = "/api/v1"


@dataclass(frozen=True)
class Kept:
    """A record with a token of each role, and one that is revoked."""

    place: Place
    tokens: dict[str, str]
    statement: str


@pytest.fixture(scope="module", params=DATABASES)
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    place = new_place(request, tmp_path_factory.mktemp("access"))
    with Record(place) as record:
        record.add([STORY])
        tokens = {
            "reader": record.tokens.create("reader", name="Rune")[1],
            "editor": record.tokens.create("editor", name="Ana")[1],
            "none": "onrecord_" + "x" * 43,
        }
        revoked, tokens["revoked"] = record.tokens.create("editor", name="Osk")
        record.tokens.revoke(revoked.number)
        statement = next(record.statements()).statement.id
    return Kept(place, tokens, statement)


@pytest.fixture(scope="module", params=["here", "elsewhere"])
def where(request: pytest.FixtureRequest, kept: Kept) -> Iterator[tuple[str, httpx.Client]]:
    """A server that only this machine reaches, and one that others reach."""
    name = str(request.param)
    with asking(kept.place, host="127.0.0.1" if name == "here" else "0.0.0.0") as client:
        yield name, client


READ, EXTRACT = ("GET", "/statements", None), ("POST", "/extract", {"text": STORY.text})
CHECK = ("POST", "/check", {"quote": "the dam was safe"})
FETCH = ("POST", "/extract", {"url": "http://127.0.0.1:1/"})
CORRECT = ("POST", "/review/{id}/correct", {"field": "cue", "value": "nowhere there"})
CONFIRM, REJECT = ("POST", "/review/{id}/confirm", {"seen": [99]}), (
    "POST", "/review/{id}/reject", {"seen": [99]},
)  # fmt: skip
UNDO = ("POST", "/review/undo", {"number": 9_999})
WRITES = (CORRECT, CONFIRM, REJECT, UNDO)
"""Writes that fail for their own reasons, once they are let through."""


@pytest.mark.parametrize("role", ["nobody", "none", "revoked", "reader", "editor"])
@pytest.mark.parametrize("what", [READ, CHECK, EXTRACT, FETCH, *WRITES], ids=lambda one: one[1])
def test_who_may_do_what(
    kept: Kept, where: tuple[str, httpx.Client], role: str, what: tuple[str, str, object]
) -> None:
    place, client = where
    method, path, body = what
    headers = bearer(kept.tokens[role]) if role != "nobody" else {}
    got = client.request(
        method, API + path.replace("{id}", kept.statement), json=body, headers=headers
    ).status_code
    if role in ("none", "revoked") or (role == "nobody" and place == "elsewhere"):
        assert got == 401
    elif what in WRITES and role != "editor":
        assert got == (401 if role == "nobody" else 403)
    elif what == FETCH and role == "nobody":
        assert got == 401
    elif what == FETCH:
        assert got == 422  # a private address, for whoever asks
    elif what in WRITES:
        assert got in (404, 422)
    else:
        assert got == 200


def test_the_document_and_errors_too_want_a_token_elsewhere(
    kept: Kept, where: tuple[str, httpx.Client]
) -> None:
    place, client = where
    assert client.get(f"{API}/openapi.json").status_code == (200 if place == "here" else 401)
    without = client.get(f"{API}/statements/zz")
    assert without.status_code == (404 if place == "here" else 401)
    assert "onrecord token RECORD create" in without.text or place == "here"


def test_a_correction_has_the_name_of_the_token(kept: Kept) -> None:
    with asking(kept.place) as client:
        made = client.post(
            f"{API}/review/{kept.statement}/confirm", json={}, headers=bearer(kept.tokens["editor"])
        ).json()
        assert made["who"] == "Ana"
        client.post(
            f"{API}/review/undo", json={"number": made["number"]},
            headers=bearer(kept.tokens["editor"]),
        )  # fmt: skip
        (undone,) = client.get(f"{API}/review/history").json()["corrections"]
        assert undone["undone_by"] == "Ana"


def test_no_token_is_kept_as_it_is(kept: Kept) -> None:
    everything = repr(rows(kept.place, "tokens"))
    for secret in kept.tokens.values():
        assert secret not in everything
        assert secret.removeprefix("onrecord_") not in everything


def cookie_in(client: httpx.Client) -> str:
    """The name of a session's cookie, by the server's port."""
    return f"onrecord_session_{client.base_url.port}"


def session_in(client: httpx.Client) -> str:
    return client.cookies[cookie_in(client)]


def logged_in(client: httpx.Client, secret: str) -> httpx.Response:
    """Log a browser in by the form."""
    return client.post("/login", data={"token": secret, "next": "/statements"})


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_what_a_login_gives_a_browser(kept: Kept, scheme: str) -> None:
    with asking(kept.place, allowed_hosts=("news.example",)) as client:
        response = client.post(
            "/login", data={"token": kept.tokens["editor"], "next": "/statements"},
            headers={"Host": "news.example", "X-Forwarded-Proto": scheme},
        )  # fmt: skip
    assert response.status_code == 303
    assert response.headers["location"] == "/statements"
    (cookie,) = response.headers.get_list("set-cookie")
    name, _, flags = cookie.partition("; ")
    assert name.startswith(f"{cookie_in(client)}=onrecord_")
    assert kept.tokens["editor"] not in cookie
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(flags.split("; "))
    assert ("Secure" in flags) == (scheme == "https")
    assert name.partition("=")[2] not in repr(rows(kept.place, "tokens"))


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_a_login_leads_to_no_other_host(kept: Kept, path: str) -> None:
    with asking(kept.place) as client:
        response = client.post("/login", data={"token": kept.tokens["reader"], "next": path})
        assert response.headers["location"] == "/"


@pytest.mark.parametrize(
    ("query", "referer", "leads"),
    [
        ("next=/statements?text=dam", "", "/statements?text=dam"),
        ("", "{here}/review?text=dam&has=speaker", "/review?text=dam&has=speaker"),
        ("", "{here}/articles/a%2Fb%252f", "/articles/a%2Fb%252f"),
        ("", "{here}/login?next=%2Factors", "/actors"),
        ("next=/about", "{here}/review", "/about"),
        ("", "https://evil.example/review", "/"),
        ("", "{here}//evil.example/", "/"),
        ("", "http://[", "/"),
        ("", "", "/"),
    ],
)
def test_a_login_leads_back_also_after_a_wrong_token(
    kept: Kept, query: str, referer: str, leads: str
) -> None:
    with asking(kept.place) as client:
        came = {"referer": referer.replace("{here}", str(client.base_url).rstrip("/"))}
        address, page = "/login", client.get(f"/login?{query}", headers=came if referer else None)
        for secret, status in (("onrecord_wrong", 403), (kept.tokens["reader"], 303)):
            (following,) = re.findall(r'name="next" value="([^"]*)"', page.text)
            form = {"token": secret, "next": html.unescape(following)}
            page = client.post(address, data=form)
            assert page.status_code == status
        assert page.headers["location"] == leads


def test_two_records_on_one_machine_do_not_log_each_other_out(kept: Kept) -> None:
    with asking(kept.place) as one, asking(kept.place) as other:
        logged_in(one, kept.tokens["editor"])
        other.cookies.update(one.cookies)  # a browser has one jar for all ports of a host
        logged_in(other, kept.tokens["reader"])
        one.cookies.update(other.cookies)
        assert "Ana</span>" in one.get("/about").text
        assert "Rune</span>" in other.get("/about").text


@pytest.mark.parametrize("path", ["/statements/zz", "/nowhere", "/statements?foo=1"])
def test_what_is_wrong_is_told_to_whoever_is_logged_in(kept: Kept, path: str) -> None:
    with asking(kept.place) as client:
        logged_in(client, kept.tokens["editor"])
        page = client.get(path, headers={"Accept": "text/html"})
        assert page.status_code >= 400
        assert "Ana</span>" in page.text
        (token,) = re.findall(r'name="csrf" value="([^"]*)"', page.text)
        assert is_ours(session_in(client), token)


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_what_was_typed_is_not_lost_with_the_session(kept: Kept, host: str) -> None:
    """It is in the form again, which can be sent once somebody has logged in."""
    at = f"/review?at={kept.statement}"
    page_of_form = {"Accept": "text/html"}
    form = {"field": "cue", "value": "<murmured>", "which": "cue", "here": at, "csrf": "old.old"}
    address = f"/statements/{kept.statement}/correct"
    with asking(kept.place, host=host) as client:
        page = client.post(address, data=form, headers=page_of_form)
        assert page.status_code == 401
        assert "your session has ended" in page.text
        if host == "0.0.0.0":  # nobody reads there without a token
            assert "&lt;murmured&gt;" in page.text
            assert "the dam" not in page.text
            assert f'name="next" value="{at}"' in page.text
        else:
            assert 'value="&lt;murmured&gt;"' in page.text
            assert 'href="/login"' in page.text
        logged_in(client, kept.tokens["editor"])
        again = client.post(address, data=form, headers=page_of_form)
        assert again.status_code == 403
        assert "send this again" in again.text
        assert 'value="&lt;murmured&gt;"' in again.text
        own = re.findall(r'name="csrf" value="([^"]*)"', again.text)[0]
        sent = client.post(address, data={**form, "csrf": own}, headers=page_of_form)
        assert sent.status_code == 422  # it was let through: those words are not there
        client.cookies.clear()
        logged_in(client, kept.tokens["reader"])
        other = client.post(address, data=form, headers=page_of_form)
        assert other.status_code == 403
        assert "Set cue" not in other.text


@pytest.mark.parametrize("role", ["none", "revoked"])
def test_a_bad_token_begins_no_session(kept: Kept, role: str) -> None:
    with asking(kept.place) as client:
        response = logged_in(client, kept.tokens[role])
    assert response.status_code == 403
    assert "set-cookie" not in response.headers


def csrf_of(session: str) -> str:
    """What a page of ours would have in its form."""
    app = SimpleNamespace(state=SimpleNamespace(settings=Settings(record="", port=1)))
    cookie = f"onrecord_session_1={session}".encode()
    return csrf_token(Request({"type": "http", "app": app, "headers": [(b"cookie", cookie)]}))


@pytest.mark.parametrize(
    ("how", "status"),
    [
        ("header", 200),
        ("nothing", 403),
        ("empty", 403),
        ("of another session", 403),
        ("without a salt", 403),
    ],
)
def test_what_a_browser_does_needs_the_token_of_our_pages(
    kept: Kept, how: str, status: int
) -> None:
    with asking(kept.place) as client:
        assert logged_in(client, kept.tokens["editor"]).status_code == 303
        own = csrf_of(session_in(client))
        assert own != csrf_of(session_in(client))  # another each time, and all are good
        given = {"header": own, "empty": "", "without a salt": own.partition(".")[2]}
        given["of another session"] = csrf_of("onrecord_another")
        headers = {} if how == "nothing" else {"X-CSRF-Token": given[how]}
        done = client.post(f"{API}/review/{kept.statement}/confirm", json={}, headers=headers)
        assert done.status_code == status
        if status == 200:
            number = {"number": done.json()["number"]}
            client.post(f"{API}/review/undo", json=number, headers={"X-CSRF-Token": own})
        assert client.get(f"{API}/statements").status_code == 200


def test_a_session_ends_with_logout_and_with_its_token(kept: Kept) -> None:
    with Record(kept.place) as record:
        made, secret = record.tokens.create("reader", name="Two")
    with asking(kept.place, host="0.0.0.0") as client:
        logged_in(client, secret)
        session = session_in(client)
        assert client.get(f"{API}/about").status_code == 200
        assert client.post("/logout").status_code == 403  # the form has a CSRF token
        assert client.post("/logout", data={"csrf": csrf_of(session_in(client))}).status_code == 303
        assert not client.cookies
        again = {"Cookie": f"{cookie_in(client)}={session}"}  # also for whoever kept the cookie
        assert client.get(f"{API}/about", headers=again).status_code == 401
        logged_in(client, secret)
        with Record(kept.place) as record:
            record.tokens.revoke(made.number)
        assert client.get(f"{API}/about").status_code == 401


@pytest.mark.parametrize("kind", ["login", "session"])
def test_a_login_and_a_session_expire(kept: Kept, kind: str) -> None:
    with Record(kept.place) as record, asking(kept.place) as client:
        once = record.tokens.create_login("editor", name="Ana")
        if kind == "session":
            assert client.get("/login", params={"once": once}).status_code == 303
        past = "UPDATE tokens SET expires_at = '2026-01-01T00:00:00+00:00' WHERE kind = :kind"
        execute(kept.place, past, kind=kind)
        if kind == "login":
            assert client.get("/login", params={"once": once}).status_code == 403
        else:
            answer = client.post(f"{API}/review/undo", json={"number": 1})
            assert answer.status_code == 401


def test_a_login_is_good_once_for_an_editor_and_is_no_token(kept: Kept) -> None:
    with Record(kept.place) as record, asking(kept.place) as client:
        once = record.tokens.create_login("editor", name="Ana")
        refused = client.post(f"{API}/review/undo", json={"number": 1}, headers=bearer(once))
        assert refused.status_code == 401
        first = client.get("/login", params={"once": once})
        assert (first.status_code, first.headers["location"]) == (303, "/")
        number = {"number": 9_999}
        done = client.post(
            f"{API}/review/undo",
            json=number,
            headers={"X-CSRF-Token": csrf_of(session_in(client))},
        )
        assert done.status_code == 404  # there is no such correction: it was let through
        client.cookies.clear()
        second = client.get("/login", params={"once": once})
        assert second.status_code == 403
        assert "set-cookie" not in second.headers


def test_a_session_is_no_bearer_token(kept: Kept) -> None:
    with asking(kept.place, host="0.0.0.0") as client:
        logged_in(client, kept.tokens["editor"])
        session = session_in(client)
        client.cookies.clear()
        assert client.get(f"{API}/about", headers=bearer(session)).status_code == 401


@pytest.mark.parametrize(
    ("host", "allowed", "given", "known"),
    [
        ("127.0.0.1", (), "127.0.0.1:8000", True),
        ("127.0.0.1", (), "localhost:8000", True),
        ("127.0.0.1", (), "LOCALHOST:8000", True),
        ("127.0.0.1", (), "[::1]:8000", True),
        ("127.0.0.1", (), "localhost", False),
        ("127.0.0.1", (), "localhost:8001", False),
        ("127.0.0.1", (), "rebound.example:8000", False),
        ("127.0.0.1", (), "127.0.0.1.rebound.example:8000", False),
        ("127.0.0.1", (), "192.168.1.5:8000", False),
        ("127.0.0.1", (), "", False),
        ("::1", (), "[::1]:8000", True),
        ("10.0.0.5", (), "10.0.0.5:8000", True),
        ("10.0.0.5", (), "rebound.example:8000", False),
        ("0.0.0.0", (), "10.0.0.5:8000", True),
        ("0.0.0.0", (), "[fd00::5]:8000", True),
        ("0.0.0.0", (), "rebound.example:8000", False),
        ("127.0.0.1", ("news.example",), "news.example", True),
        ("127.0.0.1", ("news.example",), "news.example:443", True),
        ("127.0.0.1", ("news.example",), "localhost:8000", True),
        ("127.0.0.1", ("news.example",), "other.example", False),
    ],
)
def test_which_hosts_are_ours(host: str, allowed: tuple[str, ...], given: str, known: bool) -> None:
    settings = Settings(record="news.db", host=host, port=8000, allowed_hosts=allowed)
    assert is_known(settings, given.lower()) == known


@pytest.mark.parametrize("path", ["/", "/login", f"{API}/statements", "/static/x", "/nowhere"])
def test_a_name_that_was_made_to_lead_here_reads_nothing(kept: Kept, path: str) -> None:
    with asking(kept.place) as client:
        answer = client.get(path, headers={"Host": "rebound.example"})
        assert answer.status_code == 421
        assert "Marrant" not in answer.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "{own}"}, 200),
        ({"Origin": "{own}", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_a_page_elsewhere_has_a_browser_do_nothing(
    kept: Kept, headers: dict[str, str], status: int
) -> None:
    with asking(kept.place) as client:
        own = str(client.base_url).rstrip("/")
        given = {name: value.replace("{own}", own) for name, value in headers.items()}
        done = client.post(f"{API}/check", json={"quote": "the dam was safe"}, headers=given)
        assert done.status_code == status
        assert client.get(f"{API}/about", headers=given).status_code == 200


def test_without_a_proxy_nobody_says_that_a_proxy_sent_it(kept: Kept) -> None:
    with asking(kept.place) as client:
        response = client.post(
            "/login", data={"token": kept.tokens["reader"]}, headers={"X-Forwarded-Proto": "https"}
        )
    assert "Secure" not in response.headers["set-cookie"]


def test_where_reading_wants_a_token_a_browser_is_led_to_the_form(kept: Kept) -> None:
    with asking(kept.place, host="0.0.0.0") as client:
        assert client.get("/login").status_code == 200
        there = f"/articles/{quote('a/../b%2f?', safe='')}"
        answer = client.get(there, headers={"Accept": "text/html"})
        assert answer.status_code == 303
        asked = parse_qs(urlsplit(answer.headers["location"]).query)
        assert asked == {"next": [there]}
        answer = client.get(f"{API}/statements", headers={"Accept": "text/html"})
        assert answer.status_code == 401  # not for the interface
        assert answer.headers["www-authenticate"] == "Bearer"


def test_a_page_that_is_kept_has_the_token_of_whoever_gets_it(kept: Kept) -> None:
    with asking(kept.place) as client:
        sessions = []
        for _ in range(2):  # of one person, in two browsers
            logged_in(client, kept.tokens["editor"])
            sessions.append(session_in(client))
            client.cookies.clear()
        path = f"/statements/{kept.statement}"
        seen: set[str] = set()
        for session in [*sessions, *sessions]:
            page = client.get(path, headers={"Cookie": f"{cookie_in(client)}={session}"})
            assert "etag" not in page.headers
            (token,) = set(re.findall(r'name="csrf" value="([^"]*)"', page.text))
            assert is_ours(session, token)
            assert not any(is_ours(other, token) for other in sessions if other != session)
            seen.add(token)
        assert len(seen) == 4
        assert "csrf" not in client.get(path).text
        stale = client.get(path, headers={"Cookie": f"{cookie_in(client)}=onrecord_old"})
        assert "csrf" not in stale.text
