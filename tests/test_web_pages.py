"""The pages as data: each answers as JSON and as CSV, with what the record has."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from conftest import EXAMPLES
from web import asking

from onrecord import Article, Record, read_many
from onrecord.export.rows import FIELDS, plain
from onrecord.printing_actors import proposal_fields
from onrecord.printing_redlines import CSV_FIELDS as LINE_FIELDS
from onrecord.record.searching.query import PARTS


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = str(tmp_path_factory.mktemp("pages") / "news.db")
    with Record(made) as record:
        record.add(read_many([str(EXAMPLES)]))
        record.keep_refusals([("stories/empty.txt", "there is no text in it")])
    return made


@pytest.fixture(scope="module")
def client(path: str) -> Iterator[httpx.Client]:
    with asking(path) as made:
        yield made


@pytest.fixture
def record(path: str) -> Iterator[Record]:
    with Record(path) as opened:
        yield opened


def rows(client: httpx.Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_pages_of_a_search_lead_to_all_of_it_once(client: httpx.Client, record: Record) -> None:
    following: Any = "/statements.json?has=speaker&limit=50"
    found = []
    while following:
        page = client.get(following).json()
        found += page["statements"]
        following = page["next_page"]
    every = list(record.statements(has=("speaker",)))
    assert found == [plain(one) for one in every]
    assert page["total"] == len(every)


def test_a_search_as_csv_is_what_export_writes(client: httpx.Client, record: Record) -> None:
    found = rows(client, "/statements.csv?act=threaten&limit=100")
    assert tuple(found[0]) == FIELDS
    every = [one.statement for one in record.statements(act="threaten")]
    assert [one["id"] for one in found] == [one.id for one in every]
    assert [one["content"] for one in found] == [one.content.text for one in every]


@pytest.mark.parametrize("asked", ["?act=threaten", "?act=threaten&at={}"])
def test_skipping_leads_through_all_that_waits(
    client: httpx.Client, record: Record, asked: str
) -> None:
    waiting = record.review.open(act="threaten")
    following, seen = f"/review{asked.format(waiting[0])}", []
    while following:
        data = client.get(following.replace("/review", "/review.json", 1)).json()
        assert (data["waiting"], data["reviewed"]) == (len(waiting), 0)
        seen.append(data["statement"]["id"])
        skip = re.search(r'href="([^"]+)" data-key="k"', client.get(following).text)
        following = html.unescape(skip[1]) if skip else ""
    assert len(seen) > 2
    assert seen == waiting


@pytest.mark.parametrize("ending", [".json", ".csv"])
def test_one_statement_article_and_actor(client: httpx.Client, record: Record, ending: str) -> None:
    one = next(record.statements(has=("condition",)))
    actor = record.actors.list(limit=1)[0]
    for address, text in [
        (f"/statements/{one.statement.id}", one.statement.content.text[:20]),
        (f"/articles/{quote(one.article.id, safe='')}", one.statement.content.text[:20]),
        (f"/actors/{quote(actor.id, safe='')}", record.actors.show(actor.id).articles[0].id),
    ]:
        answer = client.get(address + ending)
        assert answer.status_code == 200
        assert text in answer.text


def test_an_actors_page_tells_to_whom_it_speaks(client: httpx.Client, record: Record) -> None:
    spoken = next(record.statements(has=("addressee", "speaker")))
    assert spoken.statement.speaker
    actor = str(spoken.statement.speaker.actor)
    told = client.get(f"/actors/{quote(actor, safe='')}.json").json()["addressees"]
    every = [
        one.name or one.text
        for each in record.statements(actor=actor)
        for one in each.statement.addressees
    ]
    assert {one["name"]: one["statements"] for one in told} == Counter(every)


def test_an_actors_page_tells_whom_it_names(client: httpx.Client, record: Record) -> None:
    portraits = (record.actors.show(one.id) for one in record.actors.list())
    portrait = next(one for one in portraits if one.others.actors)
    actor, other = portrait.actor.id, portrait.others.actors[0]
    address = f"/actors/{quote(actor, safe='')}"
    data = client.get(f"{address}.json").json()
    assert data["named"][0] == {
        "actor": other.actor, "name": other.name, "type": other.type,
        "statements": other.statements, "text": other.text,
    }  # fmt: skip
    assert data["named_in_latest"] == portrait.actor.statements
    (row,) = [
        one for one in rows(client, f"{address}.csv")
        if (one["what"], one["id"]) == ("named", other.actor)
    ]  # fmt: skip
    assert (row["name"], row["statements"]) == (other.name, str(other.statements))
    links = re.findall(rf'href="([^"]*)">{re.escape(other.name)}</a>', client.get(address).text)
    found = client.get(html.unescape(links[0]).replace("?", ".json?")).json()
    assert found["total"] >= other.statements
    assert all(one["speaker"]["actor"] == actor for one in found["statements"])


def test_the_other_pages_as_data(client: httpx.Client, record: Record) -> None:
    lines = record.red_lines()
    assert len(client.get("/redlines.json").json()) == len(lines)
    found = rows(client, "/redlines.csv?act=promise")
    assert tuple(found[0]) == LINE_FIELDS
    assert len(found) == sum(line.act == "promise" for line in lines)
    actors = record.actors.list()
    assert [one["id"] for one in rows(client, "/actors.csv")] == [one.id for one in actors]
    about = client.get("/about.json").json()
    assert about["articles"] == 12
    assert about["refusals"][0]["why"] == "there is no text in it"
    assert ["linked F1", ".773", ".920"] in about["figures"]
    assert client.get("/review.json").json()["waiting"] == record.counts()[1]
    checked = client.get("/check.json?quote=this+is+not+a+very+close+call").json()
    assert (checked["verdict"], checked["matches"][0]["differences"][0]["quote"]) == (
        "near", "very",
    )  # fmt: skip
    assert client.get("/index.json").json()["total"] == record.counts()[1]


def test_a_checked_quote_says_what_its_words_are(tmp_path: Path) -> None:
    texts = [
        "Minister Nkechi Ndiaye denied that the government had paid the rebels.",
        "“I never said I would veto a bill nobody has read,” Aldo Vessim told reporters.",
        "“Once is enough for an underwriter,” said broker Osk Brandt.",
    ]
    made = str(tmp_path / "turned.db")
    with Record(made) as record:
        record.add(map(Article.from_text, texts))
    with asking(made) as client:

        def shown(words: str) -> str:
            page = client.get("/check", params={"quote": words}).text
            return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())

        denied = shown("the government had paid the rebels")
        assert "But the words are what was denied; in indirect speech" in denied
        assert "indirect · cue “denied” ·" in denied
        assert "the whole sentence: “I never said I would" in shown("I would veto a bill")
        joined = shown("I never said I would veto a bill ... once is enough for an underwriter")
        assert "Joined from 2 statements; the parts were said by different speakers." in joined
        assert "Part 2: once is enough for an underwriter" in joined


def test_pages_of_what_was_corrected_lead_to_all_of_it_once(tmp_path: Path) -> None:
    with Record(tmp_path / "news.db") as record:
        record.add(read_many([str(EXAMPLES)]))
        one, *others = [each.statement.id for each in record.statements(act="threaten")]
        record.review.correct(one, "speaker", None, who="ana", why="nobody is named")
        record.review.undo(record.review.confirm(one, who="ana").number, who="bo")
        for other in others[:5]:
            record.review.reject(other, who="ana")
        every = record.review.history()[::-1]
    with asking(tmp_path / "news.db") as client:
        found, following = [], "/review/history.json?limit=3"
        while following:
            page = client.get(following).json()
            found += page["corrections"]
            following = page["next_page"]
        assert [each["number"] for each in found] == [each.number for each in every]
        assert page["total"] == len(every)
        as_rows = rows(client, f"/review/history.csv?id={one}")
        assert [(each["field"], each["why"]) for each in as_rows] == [
            ("confirm", ""), ("speaker", "nobody is named"),
        ]  # fmt: skip
        shown = client.get(f"/review/history?id={one}&limit=1").text
        assert "<s>confirmed</s>" in shown
        (following,) = re.findall(r'href="([^"]*)" rel="next"', shown)
        assert "speaker is none, not" in client.get(html.unescape(following)).text


def test_what_has_no_date_has_no_empty_chart(client: httpx.Client, record: Record) -> None:
    dated = {one.first is not None: one.id for one in record.actors.list()}
    for has_date, actor in dated.items():
        page = client.get(f"/actors/{quote(actor, safe='')}").text
        assert ("/charts/actor.svg" in page) == has_date
        assert ("there is no chart" in page) != has_date
    assert "/charts/" in client.get("/redlines").text
    assert "/charts/" not in client.get("/redlines?text=gulls").text


def test_a_search_that_cannot_be_understood_can_be_mended(client: httpx.Client) -> None:
    page = client.get("/statements?text=%22open", headers={"accept": "text/html"}).text
    assert "This cannot be understood" in page
    assert 'value="&#34;open"' in page


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/statements?act=shout", 422, "act may be"),
        ("/statements?colour=red", 422, "there is no filter colour"),
        ("/review?after=nowhere", 422, "after needs a token"),
        ("/statements?limit=1000", 422, "limit may be 1 to 100"),
        ("/statements?sort=age", 422, "sort may be date or relevance"),
        ("/statements?after=x", 422, "token"),
        ("/statements/ffff", 404, "no statement has an id that begins with ffff"),
        ("/articles/nothing", 404, "no article has the id nothing"),
        ("/actors?type=ghost", 422, "type may be"),
        ("/actors/nobody", 404, "nobody"),
        ("/charts/actor.svg", 422, "actor=ID"),
        ("/charts/pie.svg", 400, "acts"),
        ("/review/history?after=x", 422, "token"),
        ("/review/history?act=deny", 422, "there is no parameter act"),
        ("/nowhere", 404, "nothing to show at this address"),
    ],
)
def test_what_cannot_be_shown_says_why(
    client: httpx.Client, address: str, status: int, says: str
) -> None:
    page = client.get(address, headers={"accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert says in page.text
    data = client.get(address)
    assert (data.status_code, data.json()["status"]) == (status, status)


def test_a_page_is_never_older_than_the_record(path: str, client: httpx.Client) -> None:
    before = client.get("/statements?text=reservoir")
    assert client.get("/statements?text=reservoir").headers["etag"] == before.headers["etag"]
    kept = {"if-none-match": before.headers["etag"]}
    assert client.get("/statements?text=reservoir", headers=kept).status_code == 304
    with Record(path) as record:
        record.add(read_many([str(Path(EXAMPLES) / "agency.jsonl")]))  # known: nothing changes
        one = record.statements(has=("speaker",), limit=1)
        record.review.reject(next(one).statement.id, who="ana")
    total = client.get("/index.json").json()["total"]
    with Record(path) as record:
        assert total == record.counts()[1]


def test_proposals_are_pages_and_data(tmp_path: Path) -> None:
    """Five namesakes in one outlet are ten pairs: page by page, each once, with its evidence."""
    place = tmp_path / "alike.db"
    with Record(place) as record:
        text = "{} said that the quay was shut."
        names = ("Aleksei Koval", "Alexey Koval", "Aleksey Koval", "Alexei Koval", "Aleksej Koval")
        record.add(Article.from_text(text.format(n), id=n, outlet="Post") for n in names)
        every = [proposal_fields(one) for one in record.actors.proposals()]
    assert len(every) == 10
    with asking(place) as client:
        following, found = "/actors/proposals.json?limit=4", []
        while following:
            page = client.get(following).json()
            assert page["total"] == 10
            shown = client.get(following.replace(".json", "")).text
            assert all(one["actor"] in shown and one["other"] in shown for one in page["proposals"])
            assert "same outlet: Post" in shown
            assert "<button>Merge" not in shown
            found += page["proposals"]
            following = page["next_page"]
        assert found == every
        as_rows = rows(client, "/actors/proposals.csv?limit=100")
        assert [(one["actor"], one["other"]) for one in as_rows] == [
            (one["actor"], one["other"]) for one in every
        ]
        assert json.loads(as_rows[0]["for"]) == every[0]["for"]
        data = client.get(f"/actors/{quote(every[0]['actor'], safe='')}.json").json()
        assert data["proposals"] == [one for one in every if every[0]["actor"] in one.values()]
        for wrong in ("after=-1", "after=x", "limit=0", "colour=red"):
            assert client.get(f"/actors/proposals?{wrong}").status_code == 422


def test_no_link_of_a_page_leads_nowhere(client: httpx.Client, record: Record) -> None:
    """Statements with something of each kind, their actors and articles, and what these link to."""
    some = [next(record.statements(has=(part,))).statement.id for part in PARTS]
    lists = ["/", "/about", "/actors", "/redlines", "/review"]
    waiting = [*lists, *(f"/statements/{one}" for one in some)]
    found = {
        html.unescape(link)
        for address in waiting
        for link in re.findall(r'(?:href|src)="(/[^"#]*)', client.get(address).text)
    }
    assert len(found) > 100
    assert [link for link in sorted(found) if client.get(link).status_code != 200] == []
