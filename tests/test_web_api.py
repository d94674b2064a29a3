"""The interface: what it answers, page by page, always as the record is now."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import msgspec
import pytest
from conftest import DATABASES, EXAMPLES, execute, new_place
from web import asking, bearer

from onrecord import Article, Record, extract, read_many
from onrecord.answers import redline_of
from onrecord.printing import plain
from onrecord.reading import fetch as fetching
from onrecord.record import Query
from onrecord.record.cursor import packed
from onrecord.record.place import Place
from onrecord.record.searching.query import Sort
from onrecord.statement import to_line

API = "/api/v1"
GERMAN = "Der Minister sagte am Freitag, man gebe nicht nach. "
STORY = Article.from_text(
    "Premier Ilse Marrant said on Friday that the dam was safe.\n\n"
    "“If the water rises, we will open the gates,” she told the council.", id="a story/1"
)  # fmt: skip


@pytest.fixture(scope="module", params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A record that no test changes."""
    made = new_place(request, tmp_path_factory.mktemp("api"))
    with Record(made) as record:
        record.add(read_many([EXAMPLES]))
    return made


@pytest.fixture(scope="module")
def record(place: Place) -> Iterator[Record]:
    with Record(place) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(place: Place) -> Iterator[httpx.Client]:
    with asking(place) as made:
        yield made


@pytest.fixture(params=DATABASES)
def own(request: pytest.FixtureRequest, tmp_path: Any) -> Place:
    """A small record for a test of its own."""
    made = new_place(request, tmp_path)
    with Record(made) as record:
        record.add([STORY])
    return made


def got(client: httpx.Client, path: str, **parameters: Any) -> Any:
    """What a GET answers."""
    response = client.get(API + path, params=parameters)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    return response.json()


def same(value: object) -> Any:
    """As it is after JSON."""
    return json.loads(msgspec.json.encode(value))


@pytest.mark.parametrize(
    "parameters",
    [
        [],
        [("text", "strike* OR dam"), ("sort", "date")],
        [("text", "dam"), ("limit", "5")],
        [("speaker", "Okonjo"), ("act", "promise"), ("has", "condition"), ("has", "speaker")],
        [("kind", "direct"), ("outlet", "Tarn Press"), ("since", "2026-01-01"), ("act", "")],
        [("until", "2026-02-01"), ("continuity", "repeated")],
        [("actor", "record:9400a388ee32")],
        [("article", "be946676fb6154c88efc"), ("addressee", "")],
        [("id", "9453655f")],
    ],
)
def test_a_search_gives_what_the_record_finds(
    client: httpx.Client, record: Record, parameters: list[tuple[str, str]]
) -> None:
    own = {name: value for name, value in parameters if name in ("sort", "limit")}
    query = Query.from_parameters(one for one in parameters if one[0] not in own)
    sort: Any = own.get("sort", "relevance" if query.text else "date")
    page = record.search(query, sort=sort, limit=int(own.get("limit", 20)))
    response = client.get(f"{API}/statements", params=parameters)
    assert response.json() == {
        "total": page.total,
        "articles": page.articles,
        "sources": page.sources,
        "next": page.next,
        "facets": {name: [asdict(v) for v in values] for name, values in page.facets.items()},
        "statements": same([plain(one) for one in page.found]),
    }
    assert page.total


def pages(client: httpx.Client, path: str, what: str) -> list[Any]:
    """All of a list, page by page, as the links lead."""
    found, following = [], f"{API}{path}"
    for _ in range(400):
        response = client.get(following)
        assert response.status_code == 200, response.text
        answer = response.json()
        found += answer[what]
        link = response.headers.get("link")
        assert (link is None) == (answer["next"] is None)
        if link is None:
            return found
        following, _, relation = link.partition(">; ")
        assert relation == 'rel="next"'
        following = following.removeprefix("<")
    raise AssertionError("the pages do not end")


@pytest.mark.parametrize(
    "asked", ["limit=7", "limit=200&text=the*&sort=relevance", "limit=1&kind=mixed"]
)
def test_pages_lead_to_all_statements_once(
    client: httpx.Client, record: Record, asked: str
) -> None:
    given = dict(one.split("=") for one in asked.split("&"))
    found = pages(client, f"/statements?{asked}", "statements")
    wanted = Query.from_parameters((k, v) for k, v in given.items() if k in ("text", "kind"))
    sort: Sort = "relevance" if "sort" in given else "date"
    every = record.search(wanted, sort=sort, limit=10_000)
    assert [one["id"] for one in found] == [one.statement.id for one in every.found]
    assert len(found) == every.total > 30


@pytest.mark.parametrize("limit", [1, 5, 200])
def test_pages_lead_to_all_articles_actors_utterances_and_red_lines_once(
    client: httpx.Client, record: Record, limit: int
) -> None:
    articles = pages(client, f"/articles?limit={limit}", "articles")
    assert len(articles) == 12
    counts = Counter(one.article.id for one in record.statements())
    assert {one["id"]: one["statements"] for one in articles} == counts
    days = [one["published"] for one in articles if one["published"]]
    assert days == sorted(days, reverse=True)
    assert [one["published"] is None for one in articles] == sorted(
        one["published"] is None for one in articles
    )
    actors = pages(client, f"/actors?limit={limit}", "actors")
    assert actors == same(record.actors.list())
    waiting = pages(client, f"/review/open?act=threaten&limit={limit}", "statements")
    assert [one["id"] for one in waiting] == record.review.open(act="threaten")
    lines = record.red_lines()
    found = pages(client, f"/redlines?limit={limit}", "redlines")
    assert [(one["condition"]["text"], one["act"], one["sources"]) for one in found] == [
        (one.condition.text, one.act, one.sources) for one in lines
    ]
    assert [said["statement"] for one in found for said in one["times"]] == [
        said.statement.id for one in lines for said in one.times
    ]
    utterances = pages(client, f"/utterances?text=said+OR+talks&limit={limit}", "utterances")
    assert utterances == same(list(record.utterances(text="said OR talks")))
    if limit > 1:
        utterances = pages(client, f"/utterances?limit={limit}", "utterances")
        assert utterances == same(list(record.utterances()))


def test_pages_have_all_utterances_of_one_text_in_two_articles(own: Place) -> None:
    text = (
        "Ilse Marrant denied that she had been paid. She promised to resign if the court found "
        "against her."
    )
    with Record(own) as record, asking(own) as client:
        two = [Article.from_text(text, id=f"w{n}", outlet=f"Outlet {n}") for n in range(2)]
        record.add(two)
        for name, value, count in (("speaker", "Marrant", 6), ("text", "paid", 2)):
            every = got(client, "/utterances", **{name: value})
            assert (len(every["utterances"]), every["next"]) == (count, None)
            paged = pages(client, f"/utterances?{name}={value}&limit=1", "utterances")
            assert paged == every["utterances"]


def test_filters_of_articles_actors_utterances_and_red_lines(
    client: httpx.Client, record: Record
) -> None:
    assert [one["outlet"] for one in got(client, "/articles", outlet="Tarn Press")["articles"]] == [
        "Tarn Press", "Tarn Press", "Tarn Press",
    ]  # fmt: skip
    late = got(client, "/articles", since="2026-05-01", until="2026-05-14")
    assert [one["published"] for one in late["articles"]] == ["2026-05-14"] * 2
    assert late["total"] == 2
    people = got(client, "/actors", type="person", name="okonjo")["actors"]
    assert [one["name"] for one in people] == ["Élodie Okonjo-Varga"]
    none = got(client, "/actors", type="government", name="okonjo")
    assert (none["actors"], none["total"]) == ([], 0)
    assert none["types"] == [{"value": "person", "name": "person", "count": 1}]
    assert got(client, "/utterances", min_sources=50)["utterances"] == []
    (line,) = got(client, "/redlines", actor="Okonjo", act="promise")["redlines"]
    assert line["condition"]["text"].startswith("if talks resumed")
    by_id = got(client, "/redlines", actor="record:9400a388ee32", act="promise")
    assert by_id["redlines"] == [line]
    query = Query(text="talks", kind="mixed", outlet="Sundholm Courier", has=("speaker",))
    found = got(client, "/redlines", **dict(query.parameters()))["redlines"]
    assert found == same([redline_of(one) for one in record.red_lines(query)])
    assert found


def test_one_of_each(client: httpx.Client, record: Record) -> None:
    found = record.statement("9453655f")
    shown = got(client, "/statements/9453655f")
    assert {**plain(found), "rejected": False, "corrections": []} == shown
    article = got(client, f"/articles/{found.article.id}")
    in_order = extract(found.article, directory=record.directory)
    assert [one["id"] for one in article["statements"]] == [one.id for one in in_order]
    assert article["text"] == found.article.text
    actor = found.statement.speaker and found.statement.speaker.actor
    portrait, whole = record.actors.show(str(actor)), got(client, f"/actors/{actor}")
    assert {name: whole[name] for name in same(portrait.actor)} == same(portrait.actor)
    assert [(one["name"], one["statements"]) for one in whole["names"]] == list(portrait.names)
    assert [(one["title"], one["from"], one["to"]) for one in whole["roles"]] == [
        (one.title, one.from_, one.to) for one in portrait.roles
    ]
    assert (whole["ids"], whole["spoken_in"]) == (list(portrait.ids), same(portrait.articles))
    assert whole["addressees"] == same(portrait.addressees)
    assert [(one["actor"], one["statements"]) for one in whole["named"]] == [
        (one.actor, one.statements) for one in portrait.others.actors
    ]
    assert whole["named_in_latest"] == portrait.actor.statements
    assert got(client, "/actors/Élodie Okonjo-Varga") == whole


def test_an_article_may_have_any_id(own: Place) -> None:
    with asking(own) as client:
        assert got(client, f"/articles/{quote('a story/1')}")["text"] == STORY.text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_checking_a_quote(client: httpx.Client, record: Record, method: str) -> None:
    asked = {"quote": "suspend all action if talks resumed", "speaker": "Okonjo-Varga"}
    params, body = (asked, None) if method == "GET" else (None, asked)
    answer = client.request(method, f"{API}/check", params=params, json=body).json()
    assert (answer["verdict"], answer["quote"]) == ("near", asked["quote"])
    (match, *_) = answer["matches"]
    assert match["differences"] == [{"quote": "all", "statement": "any"}]
    assert (match["by_speaker"], match["score"]) == (True, 0.833)
    assert match["article"]["outlet"] == "Sundholm Courier"


def test_extracting_gives_the_contracts_line_and_keeps_nothing(
    client: httpx.Client, record: Record
) -> None:
    before = record.counts()
    body = {"text": STORY.text, "published": "2026-03-06", "outlet": "The Zelk Post"}
    answer = client.post(f"{API}/extract", json=body)
    article = msgspec.convert(answer.json(), Article)
    assert (article.language, article.outlet, str(article.published)) == (
        "en", "The Zelk Post", "2026-03-06",
    )  # fmt: skip
    expected = extract(article, directory=record.directory)
    assert answer.text == to_line(article, expected)
    assert expected
    assert record.counts() == before


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        (
            {"text": "Der Minister sagte am Freitag, man gebe nicht nach. " * 9},
            422,
            "reads English",
        ),
        ({"text": "..."}, 422, "no text"),
        ({"text": "x" * 500_001}, 400, "at most 500000"),
        ({"text": "Brandt said no.", "published": "Friday"}, 400, "body.text.published"),
        ({"text": "Brandt said no.", "published": {}}, 400, "body.text.published"),
        ({"text": "Brandt said no.", "colour": 1}, 400, "body.text.colour"),
        ({"text": 5}, 400, "body.text.text"),
        ({}, 400, "body.text.text"),
        ([], 400, "body"),
        ({"url": "file:///etc/passwd"}, 400, "body.url"),
        ({"url": "/etc/passwd"}, 400, "body.url"),
    ],
)
def test_what_cannot_be_extracted_is_said(
    client: httpx.Client, body: object, status: int, says: str
) -> None:
    answer = client.post(f"{API}/extract", json=body)
    assert answer.status_code == status
    assert says in answer.json()["detail"]


class Redirecting(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(302)
        _, port, *_ = self.request.getsockname()
        self.send_header("Location", f"http://127.0.0.2:{port}/secret")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://[::1]:{port}/",
            "http://2130706433:{port}/", "http://0.0.0.0:{port}/"]
)  # fmt: skip
def test_no_private_address_is_fetched(own: Place, url: str) -> None:
    with Record(own) as record, asking(own) as client:
        _, token = record.tokens.create("reader", name="Rune")
        port = client.base_url.port
        answer = client.post(
            f"{API}/extract", json={"url": url.replace("{port}", str(port))}, headers=bearer(token)
        )
        assert answer.status_code == 422
        assert "private or local" in answer.json()["detail"]
        assert "--allow-local" not in answer.json()["detail"]  # the server has no such option


def test_no_address_leads_on_to_a_private_one(own: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "is_public", lambda address: address == "127.0.0.1")
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), Redirecting) as http,
        Record(own) as record,
        asking(own) as client,
    ):
        threading.Thread(target=http.serve_forever, daemon=True).start()
        _, token = record.tokens.create("reader", name="Rune")
        url = f"http://127.0.0.1:{http.server_port}/"
        answer = client.post(f"{API}/extract", json={"url": url}, headers=bearer(token))
        http.shutdown()
    assert answer.status_code == 422
    assert "127.0.0.2 is a private" in answer.json()["detail"]


def test_review_from_the_first_look_to_the_undoing(own: Place) -> None:
    with Record(own) as record, asking(own) as client:
        client.headers = httpx.Headers(bearer(record.tokens.create("editor", name="Ana")[1]))
        waiting = got(client, "/review/open", text="dam")["statements"]
        (id,) = (one["id"] for one in waiting)  # noqa: A001 - the contract's name
        review = f"{API}/review/{id[:8]}"
        body = {"field": "cue", "value": "said on Friday", "why": "with its day", "seen": []}
        made = client.post(f"{review}/correct", json=body).json()
        assert (made["who"], made["field"], made["why"]) == ("Ana", "cue", "with its day")
        assert made["value"]["text"] == "said on Friday"
        shown = got(client, f"/statements/{id}")
        assert shown["cue"] == made["value"]
        assert shown["corrected"] == ["cue"]
        assert shown["corrections"] == [made]
        assert got(client, "/review/open", text="dam")["statements"] == []
        stale = client.post(f"{review}/correct", json={**body, "value": "said"})
        assert stale.status_code == 409
        assert "corrected meanwhile by Ana" in stale.json()["detail"]
        seen = {"seen": [made["number"]]}
        for field, value in (
            ("source", None), ("speaker", "Éva Ørn"), ("acts", []), ("content", [[41, 57]]),
        ):  # fmt: skip
            answer = client.post(f"{review}/correct", json={"field": field, "value": value})
            assert answer.status_code == 200, answer.text
        changed = got(client, f"/statements/{id}")
        assert (changed["source"], changed["acts"]) == (None, [])
        assert changed["speaker"]["name"] == "Éva Ørn"
        assert changed["content"]["text"] == STORY.text[41:57]
        assert client.post(f"{review}/confirm", json=seen).status_code == 409
        assert client.post(f"{review}/confirm", json={}).status_code == 200
        rejected = client.post(f"{review}/reject", json={"why": "none"}).json()
        assert got(client, "/statements", text="dam")["total"] == 0
        assert got(client, f"/statements/{id}")["rejected"] is True
        undone = client.post(f"{API}/review/undo", json={"number": rejected["number"]})
        assert undone.status_code == 200
        assert got(client, "/statements", id=id)["total"] == 1
        history = pages(client, f"/review/history?id={id}&limit=3", "corrections")
        assert [one["field"] for one in history] == [
            "cue", "source", "speaker", "acts", "content", "confirm", "reject",
        ]  # fmt: skip
        assert history == same([asdict(one) for one in record.review.history(id)])
        assert got(client, "/review/history", limit=1)["total"] == len(history)


def test_about_tells_what_is_there_and_what_was_refused(own: Place) -> None:
    with Record(own) as record:
        record.keep_refusals([("a.txt", "there is no text in it"), ("b.txt", "its language")])
        record.keep_refusals([("a.txt", "still none")])
    with asking(own) as client:
        about = got(client, "/about")
    assert (about["articles"], about["outlets"]) == (1, [{"value": None, "articles": 1}])
    assert about["days"] == [{"value": None, "articles": 1}]
    refused = [(one["source"], one["why"]) for one in about["refusals"]]
    assert refused == [("a.txt", "still none"), ("b.txt", "its language")]


LISTS = [
    "/statements",
    "/articles",
    "/actors",
    "/utterances",
    "/redlines",
    "/review/open",
    "/about",
]


def add(place: Place, text: str) -> None:
    """Add an article in another process."""
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", "add", str(place), "-"], input=text.encode(),
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_description_of_the_interface_is_not_sent_again(client: httpx.Client) -> None:
    whole = client.get(f"{API}/openapi.json")
    assert whole.json()["info"]["title"] == "onrecord"
    again = client.get(f"{API}/openapi.json", headers={"If-None-Match": whole.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_no_answer_is_older_than_the_record(own: Place) -> None:
    with asking(own) as client:
        for round_ in range(2):
            before = {path: client.get(API + path) for path in LISTS}
            for path, answer in before.items():
                tag = answer.headers["etag"]
                same_ = client.get(API + path, headers={"If-None-Match": f'"x", {tag}'})
                assert (same_.status_code, same_.content) == (304, b"")
                assert same_.headers["etag"] == tag
                assert client.get(API + path).content == answer.content
            add(own, f"Éva Ørn said that she would resign in {2030 + round_} unless it rained.")
            for path, answer in before.items():
                tag = {"If-None-Match": answer.headers["etag"]}
                after = client.get(API + path, headers=tag)
                assert after.status_code == 200, path
                assert after.headers["etag"] != answer.headers["etag"]
                assert after.content != answer.content


def test_a_record_that_takes_the_place_of_another_is_served(tmp_path: Any) -> None:
    old, new = tmp_path / "news.db", tmp_path / "new.db"
    for path, text in ((old, "The dam held, Éva Ørn said."), (new, "It broke, Osk Brandt said.")):
        with Record(path) as record:
            record.add([Article.from_text(text)])
    with asking(old) as client:
        assert "Éva Ørn" in client.get(f"{API}/statements").text
        for end in ("-wal", "-shm"):
            old.with_name(old.name + end).unlink(missing_ok=True)
        new.replace(old)
        assert "Osk Brandt" in client.get(f"{API}/statements").text


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/statements?colour=red", 400, "there is no parameter colour; there are sort, limit"),
        ("/statements?limit=5&limit=6", 400, "limit is given twice"),
        ("/statements?act=warn&act=deny", 400, "act is given twice"),
        ("/statements?limit=0", 400, "query.limit"),
        ("/statements?limit=201", 400, "query.limit"),
        ("/articles?text=dam", 400, "there is no parameter text"),
        ("/articles?since=x", 400, "query.since"),
        ("/articles?since=20260101", 400, "query.since"),
        ("/articles?since=0", 400, "query.since"),
        ("/actors?type=animal", 400, "query.type"),
        ("/utterances?min_sources=0", 400, "query.min_sources"),
        ("/check", 400, "query.quote"),
        ("/review/open?below=2", 400, "query.below"),
        ("/about?x=1", 400, "there are none"),
        ("/statements?act=sing", 400, "act may be assert, deny"),
        ("/statements?since=Friday", 400, "since needs a date"),
        ("/statements?since=20260101", 400, "since needs a date"),
        ("/statements?since=2026-02-01&until=2026-01-01", 422, "is after until"),
        ("/statements?after=x", 422, "after needs a token"),
        ("/statements?after=WyJkYXRlIiwxZTQwMCwxXQ", 422, "after needs a token"),
        ("/statements?sort=relevance", 422, "needs words"),
        ("/statements?text=(a", 422, "close"),
        ("/statements?text=%00", 422, "NUL"),
        ("/statements?outlet=a%00b", 422, "NUL"),
        ("/statements?speaker=%2C", 422, "speaker needs a name"),
        ("/articles?after=bm8", 422, "after needs a token"),
        ("/actors?after=nobody", 422, "after needs the id of an actor"),
        ("/utterances?after=zz", 422, "after needs a token"),
        ("/utterances?after=" + packed("utterances", 1, 1, 2**40), 422, "after needs a token"),
        ("/statements?after=" + packed("date", 2**40, 1), 422, "after needs a token"),
        ("/articles?after=" + packed(None, 2**40), 422, "after needs a token"),
        ("/review/open?after=" + packed(0.5, 2**40), 422, "after needs a token"),
        ("/review/history?after=" + packed("first", 2**40), 422, "after needs a token"),
        ("/redlines?after=bm8", 422, "after needs a token"),
        ("/redlines?act=sing", 400, "act may be assert, deny"),
        ("/redlines?actor=nobody&speaker=Okonjo", 404, "no actor has the id nobody"),
        ("/review/open?after=bm8", 422, "after needs a token"),
        ("/review/history?after=bm8", 422, "after needs a token"),
        ("/review/history?after=WyJsYXN0Iiw5XQ", 422, "with the last one first, not the first"),
        ("/check?quote=...", 422, "no words in the quote"),
    ],
)
def test_what_cannot_be_understood_is_said(
    client: httpx.Client, path: str, status: int, says: str
) -> None:
    answer = client.get(API + path)
    assert answer.status_code == status, answer.text
    assert says in answer.json()["detail"]
    assert answer.headers["content-type"] == "application/problem+json"


def test_fields_of_a_form_that_nobody_filled_in_are_passed_over(client: httpx.Client) -> None:
    for path, names in (
        ("/statements", ("text", "act", "since", "after", "has")),
        ("/articles", ("outlet", "since", "until", "after")),
        ("/actors", ("type", "name", "after")),
        ("/redlines", ("actor", "act", "since", "after")),
        ("/utterances", ("speaker", "after")),
    ):
        assert got(client, path, **dict.fromkeys(names, "")) == got(client, path)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/statements/zz", "no statement has an id"),
        ("/articles/nowhere", "no article has the id nowhere"),
        ("/actors/Nobody%20Known", "no actor has the name or id Nobody Known"),
        ("/nothing", "Not Found"),
    ],
)
def test_what_is_not_there_is_404(client: httpx.Client, path: str, says: str) -> None:
    answer = client.get(API + path)
    problem = answer.json()
    assert (answer.status_code, problem["status"]) == (404, 404)
    assert problem["title"] == "Not Found"
    assert says in problem["detail"]
    assert "news.db" not in problem["detail"]
    assert "postgresql:" not in problem["detail"]


def test_where_the_record_is_concerns_nobody(own: Place) -> None:
    """Also where the database refuses."""
    with Record(own) as record, asking(own) as client:
        _, token = record.tokens.create("editor", name="Ana")
        body = {"number": 999}
        answer = client.post(f"{API}/review/undo", json=body, headers=bearer(token))
        assert answer.json()["detail"] == "there is no correction 999"
        execute(own, "DROP TABLE refusals")
        answer = client.get(f"{API}/about")
        assert answer.status_code == 503
        assert str(urlsplit(str(own)).path) not in answer.text
