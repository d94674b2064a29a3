"""The pages as data: each answers as JSON and as CSV, with what the record has."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from conftest import EXAMPLES
from web import asking, bearer

from onrecord import Article, Record, read_many
from onrecord.export import FORMATS
from onrecord.export.rows import FIELDS, plain
from onrecord.printing_actors import proposal_fields
from onrecord.printing_redlines import CSV_FIELDS as LINE_FIELDS
from onrecord.record.searching.query import PARTS
from onrecord.web.pages.actors import MOST_ARTICLES


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


@pytest.fixture(scope="module")
def token(path: str) -> str:
    with Record(path) as opened:
        return opened.tokens.create("editor", name="Ana")[1]


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


def all_pages(client: httpx.Client, address: str) -> tuple[list[Any], list[list[dict[str, str]]]]:
    """The data of a page and all after it, as JSON by the body and as CSV by the headers."""
    found, following = [], address
    while following:
        page = client.get(following).json()
        found.append(page)
        link = client.get(following).headers.get("link")
        assert link == (f'<{page["next_page"]}>; rel="next"' if page["next_page"] else None)
        following = page["next_page"]
    cells, following = [], address.replace(".json", ".csv")
    while following:
        cells.append(rows(client, following))
        link = client.get(following).headers.get("link", "")
        following = link.removesuffix('>; rel="next"').removeprefix("<")
    return found, cells


def test_pages_of_actors_lead_to_all_of_them_once(client: httpx.Client, record: Record) -> None:
    every = record.actors.list()
    found, cells = all_pages(client, "/actors.json?limit=7")
    assert len(found) > 2
    assert [one["id"] for page in found for one in page["actors"]] == [one.id for one in every]
    assert [one["id"] for page in cells for one in page] == [one.id for one in every]
    counts = {one["value"]: one["count"] for one in found[0]["types"]}
    assert counts == Counter(one.type for one in every)
    assert {page["total"] for page in found} == {len(every)}
    people = client.get("/actors.json?type=person&limit=1").json()
    assert (people["total"], people["types"]) == (counts["person"], found[0]["types"])


def test_types_of_actors_are_links_with_counts(client: httpx.Client, record: Record) -> None:
    page = client.get("/actors?name=the&limit=1").text
    chips = re.findall(r'<a href="([^"]*)">(\w+)</a> <span class="quiet">(\d+)</span>', page)
    types = dict(record.actors.page(name="the").types)
    assert {name: int(count) for _, name, count in chips} == types
    for link, name, _ in chips:
        narrowed = client.get(html.unescape(link)).text
        assert f"{types[name]} actor" in narrowed
        assert '<input type="hidden" name="type" value="' + name in narrowed
    assert 'rel="next">Next page' in page


def test_pages_of_red_lines_lead_to_all_of_them_once(client: httpx.Client, record: Record) -> None:
    lines = record.red_lines(act="warn")
    found, cells = all_pages(client, "/redlines.json?act=warn&limit=1")
    assert len(found) > 1
    conditions = [line.condition.text for line in lines]
    assert [one["condition"]["text"] for page in found for one in page["redlines"]] == conditions
    assert [one["condition"] for page in cells for one in page] == conditions
    acts = {one["value"]: one["count"] for one in found[0]["acts"] if one["count"]}
    assert acts == Counter(line.act for line in record.red_lines())
    shown = client.get("/redlines?act=warn&limit=1").text
    assert f'aria-current="true">warn</a> <span class="quiet">{len(lines)}</span>' in shown
    (following,) = re.findall(r'href="([^"]*)" rel="next"', shown)
    assert html.escape(conditions[1]) in client.get(html.unescape(following)).text


def test_the_first_page_as_data_has_all_that_it_shows(client: httpx.Client, record: Record) -> None:
    data, page = client.get("/index.json").json(), client.get("/").text
    assert len(data["new_redlines"]) == page.count('class="act', page.index("new this week")) > 0
    for line in data["new_redlines"]:
        assert html.escape(line["condition"]["text"]) in html.unescape(page).replace("'", "&#x27;")
    weeks = record.timeline(by="week").periods
    assert [one["statements"] for one in data["acts_by_week"]] == [one.statements for one in weeks]


def test_a_checked_quote_as_csv_says_what_the_check_found(client: httpx.Client) -> None:
    asked = "quote=this+is+not+a+very+close+call&speaker=nobody"
    first = rows(client, f"/check.csv?{asked}")[0]
    match = client.get(f"/check.json?{asked}").json()["matches"][0]
    assert (first["verdict"], float(first["score"])) == ("near", match["score"])
    assert json.loads(first["differences"]) == match["differences"]
    assert (first["by_speaker"], first["id"]) == (str(match["by_speaker"]), match["id"])
    (absent,) = rows(client, "/check.csv?quote=zebras+juggle+purple+teapots")
    assert (absent["verdict"], absent["id"]) == ("absent", "")


def test_the_record_as_csv_has_days_and_refusals(client: httpx.Client) -> None:
    found = rows(client, "/about.csv")
    data = client.get("/about.json").json()
    for what, name, value in [("outlet", "outlets", "outlet"), ("day", "days", "day")]:
        counts = [(one[value], int(one["articles"])) for one in found if one["what"] == what]
        assert counts == [(one["value"] or "", one["articles"]) for one in data[name]]
    (refused,) = [one for one in found if one["what"] == "refusal"]
    assert (refused["source"], refused["why"]) == ("stories/empty.txt", "there is no text in it")


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
    assert client.get("/redlines.json").json()["total"] == len(lines)
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
        ("/statements?limit=1000", 422, "limit may be 1 to 200"),
        ("/statements?sort=age", 422, "sort may be date or relevance"),
        ("/statements?after=x", 422, "token"),
        ("/statements/ffff", 404, "no statement has an id that begins with ffff"),
        ("/articles/nothing", 404, "no article has the id nothing"),
        ("/actors?type=ghost", 422, "type may be"),
        ("/actors/nobody", 404, "nobody"),
        ("/?foo=1", 422, "there is no parameter foo; there are none"),
        ("/about?foo=1", 422, "there is no parameter foo"),
        ("/actors?foo=1", 422, "there is no parameter foo; there are type, name, limit, after"),
        ("/actors?name=a&name=b", 422, "name is given twice"),
        ("/actors?limit=201", 422, "limit may be 1 to 200"),
        ("/actors?after=nobody", 422, "after needs the id of an actor"),
        ("/check?foo=1", 422, "there is no parameter foo; there are quote, speaker"),
        ("/redlines?foo=1", 422, "there is no filter foo"),
        ("/redlines?after=x", 422, "after needs a token"),
        ("/charts/actor.svg", 422, "actor=ID"),
        ("/charts/pie.svg", 400, "acts"),
        ("/charts/acts.svg?limit=3", 422, "there is no filter limit"),
        ("/charts/acts.svg?after=zzz", 422, "there is no filter after"),
        ("/charts/redlines.svg?sort=date", 422, "there is no filter sort"),
        ("/charts/acts.svg?by=week&by=month", 422, "by is given twice"),
        ("/review?at=a&at=b", 422, "at is given twice"),
        ("/login?foo=1", 422, "there is no parameter foo; there are next, once"),
        ("/review/history?id=zz", 404, "no statement has an id that begins with zz"),
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


def test_windows_are_kept_apart_where_a_browser_heeds_it(path: str, client: httpx.Client) -> None:
    """On an address that it does not trust it would complain of the header on every page."""
    name = "Cross-Origin-Opener-Policy"
    assert client.get("/").headers[name] == "same-origin"
    with asking(path, allowed_hosts=("papers.test",)) as others:
        named = {"host": "papers.test"}
        assert name not in others.get("/login", headers=named).headers
        behind = {**named, "x-forwarded-proto": "https"}
        assert others.get("/login", headers=behind).headers[name] == "same-origin"


@pytest.mark.parametrize(
    ("form", "fields", "says"),
    [
        ("/actors/{actor}/merge", {"other": "x", "why": "w" * 2_001}, "the why is too long"),
        ("/actors/{actor}/split", {"article": "x", "why": "w" * 2_001}, "the why is too long"),
        ("/actors/{actor}/rename", {"name": "n" * 501}, "a name has 500 characters at most"),
        ("/actors/{actor}/rename", {"name": "n" * 1_001}, "the name is too long"),
        (
            "/statements/{id}/correct",
            {"field": "speaker", "value": "n" * 501},
            "a name has 500 characters at most, not 501",
        ),
        (
            "/statements/{id}/correct",
            {"field": "confirm", "why": "w" * 2_001},
            "the why is too long; it may have 2,000 characters",
        ),
        (
            "/statements/{id}/condition",
            {"act": "1", "condition": "c" * 500_001},
            "the condition is too long",
        ),
    ],
)
def test_no_form_takes_words_without_end(
    client: httpx.Client, record: Record, token: str, form: str, fields: dict[str, str], says: str
) -> None:
    one = next(record.statements(has=("condition",))).statement
    actor = quote(record.actors.list(limit=1)[0].id, safe="")
    address = form.replace("{actor}", actor).replace("{id}", one.id)
    place = f"/actors/{actor}" if "{actor}" in form else f"/review?at={one.id}"
    which = {"correct": fields.get("field", ""), "condition": "condition 1"}
    name = form.rpartition("/")[2]
    own = {"which": which.get(name, name), "here": place}
    headers = {**bearer(token), "accept": "text/html"}
    answer = client.post(address, data={**fields, **own}, headers=headers)
    assert answer.status_code in (400, 422)
    assert says in answer.text
    assert record.review.history() == []


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


def test_a_text_of_two_outlets_is_shown_as_each_prints_it(tmp_path: Path) -> None:
    """By the links of every list, and on the page of the other."""
    text = "Osk Brandt warned that the town would sue if the dam failed."
    outlets = ("Gamma Daily", "Delta Daily")
    with Record(tmp_path / "news.db") as record:
        record.add(
            Article.from_text(
                text, id=f"w/{n}", outlet=outlet, title=f"As {outlet} has it",
                published=date(2026, 5, n), url=f"https://{n}.example/",
            )
            for n, outlet in enumerate(outlets, 1)
        )  # fmt: skip
        one = next(record.statements()).statement
        actor = record.actors.list()[0].id
        _, token = record.tokens.create("editor", name="Ana")
        assert record.shown_in([one.id, "other"]) == {one.id: "w/1"}
        assert [each.outlet for each in record.prints(one.id)] == list(outlets)
    plain_one, other = f"/statements/{one.id}", f"/statements/{one.id}?article=w%2F2"
    with asking(tmp_path / "news.db") as client:
        for page in (
            "/", "/statements", "/redlines", f"/actors/{quote(actor, safe='')}",
            f"/check?quote={quote(one.content.text)}", plain_one,
        ):  # fmt: skip
            assert f'href="{other}"' in client.get(page).text, page
        for page in ("/statements?outlet=Delta+Daily", "/articles/w%2F2"):
            links = re.findall(rf'href="(/statements/{one.id}[^"]*)"', client.get(page).text)
            assert set(links) == {other}
        for address, outlet, elsewhere in (
            (plain_one, *outlets), (other, *outlets[::-1]),
        ):  # fmt: skip
            page = client.get(address).text
            assert f"As {outlet} has it</a>" in page
            assert f"{outlet}" in page[page.index('id="citation"') :].partition("</textarea>")[0]
            assert f'quiet">As {elsewhere} has it' in page
            path, mark, query = address.partition("?")
            data = client.get(f"{path}.json{mark}{query}").json()
            assert data["article"]["outlet"] == outlet
            assert [each["outlet"] for each in data["printed_in"]] == list(outlets)
            assert rows(client, f"{path}.csv{mark}{query}")[0]["outlet"] == outlet
            for link in re.findall(rf'href="(/statements/{one.id}\.[^"]*)"', page):
                assert mark + query in link
                assert client.get(link).status_code == 200
        refused = client.get(f"{plain_one}?article=w/3")
        assert refused.status_code == 404
        assert "does not stand in the article w/3" in refused.json()["detail"]
        made = client.post(
            f"/statements/{one.id}/correct", data={"field": "reject"}, headers=bearer(token)
        )
        assert made.status_code == 303
        assert outlets[1] in client.get(other).text  # also one that was rejected


IDS = ["0001.json", "0001.csv", "emoji/..%2f?x=1#frag", "https://a.example/a%20b", "a/../b"]


def test_an_article_may_have_any_id(tmp_path: Path) -> None:
    """Its page, its data, and the same of who speaks in it, by the links of the page itself."""
    with Record(tmp_path / "news.db") as record:
        names = ("Abel", "Berta", "Carl", "Dora", "Emil")
        record.add(
            Article.from_text(f"{name} Okonjo said that gate {name} was shut.", id=one, title=one)
            for name, one in zip(names, IDS, strict=True)
        )
        actors = [one.id for one in record.actors.list()]
    with asking(tmp_path / "news.db") as client:
        for kind, ids in (("articles", IDS), ("actors", actors)):
            for one in ids:
                page = client.get(f"/{kind}/{quote(one, safe='')}")
                assert page.headers["content-type"] == "text/html; charset=utf-8"
                links = re.findall(r'href="([^"]*\.(?:json|csv))"', page.text)
                data = [client.get(html.unescape(link)) for link in links[-2:]]
                assert {each.status_code for each in data} == {200}
                assert data[0].json()["id"] == one
                assert data[1].headers["content-type"] == "text/csv; charset=utf-8"
        gone = client.get("/articles/0002.json")
        assert (gone.status_code, gone.json()["detail"]) == (404, "no article has the id 0002")


@pytest.mark.parametrize("name", ["webannotation", "schemaorg", "ftm"])
def test_a_statement_is_there_in_the_formats_of_others(
    client: httpx.Client, record: Record, name: str
) -> None:
    one = next(record.statements(has=("speaker", "condition")))
    page = f"/statements/{one.statement.id}"
    assert f'href="{page}.{name}"' in client.get(page).text
    answer = client.get(f"{page}.{name}")
    exported = io.BytesIO()
    FORMATS[name].write([one], exported)
    assert answer.content == exported.getvalue()
    assert "json" in answer.headers["content-type"]
    assert client.get(f"/statements/ffff.{name}").status_code == 404


def test_a_long_quote_of_curly_marks_and_accents_is_checked(client: httpx.Client) -> None:
    quote = "“Ça n’était qu’été” " * 198
    assert len(quote) == 3_960
    answer = client.get("/check.json", params={"quote": quote, "speaker": "Élodie Okonjo-Varga"})
    assert (answer.status_code, answer.json()["verdict"]) == (200, "absent")
    widest = client.get("/check.json", params={"quote": "“" * 3_999 + "a"})
    assert widest.status_code == 200


def test_the_chip_of_an_article_has_its_title(client: httpx.Client, record: Record) -> None:
    one = next(one for one in record.statements() if one.article.title)
    page = client.get("/statements", params={"article": one.article.id}).text
    (chip,) = re.findall(r'<span class="quiet">article</span> (.*?) <span aria-hidden', page)
    assert html.unescape(chip) == one.article.title


def test_an_actor_has_each_office_once_and_what_articles_call_it(tmp_path: Path) -> None:
    with Record(tmp_path / "news.db") as record:
        record.add(
            Article.from_text(
                f"{who}, {role}, said on Friday that the talks had failed.",
                id=str(day),
                published=day,
            )
            for who, role, day in [
                ("Vladimir Putin", "president of Russia", date(2026, 3, 6)),
                ("Anna Brandt", "general secretary of the union", date(2026, 5, 9)),
                ("Anna Brandt", "general secretary of the union", date(2026, 4, 2)),
            ]
        )
        (president,) = record.actors.list(name="Putin")
        described = {
            one.text: (one.statements, str(one.first), str(one.last))
            for each in record.actors.list(name="Brandt")
            for one in record.actors.show(each.id).descriptions
        }
        brandts = [quote(one.id, safe="") for one in record.actors.list(name="Brandt")]
        offices = {(one.of, one.from_, one.to) for one in record.actors.show(president.id).roles}
    assert described["general secretary of the union"][1] in ("2026-04-02", "2026-05-09")
    with asking(tmp_path / "news.db") as client:
        page = client.get(f"/actors/{quote(president.id, safe='')}").text
        listed = page[page.index("Roles over time") :].partition("</ul>")[0]
        assert len(offices) == listed.count("<li>") > 2
        assert "premier / prime minister of Russia" in listed
        days = re.findall(r'class="quiet">(\S+) to', listed)
        assert days == sorted(days)
        page = "".join(client.get(f"/actors/{one}").text for one in brandts)
        assert "“general secretary of the union”" in page
        assert "2 April 2026" in page
        data = client.get(f"/actors/{brandts[0]}.json").json()["descriptions"]
        assert set(data[0]) == {"text", "statements", "first", "last"}


def test_the_page_of_who_speaks_in_very_many_articles_lists_the_latest(tmp_path: Path) -> None:
    first = date(2024, 1, 1)
    with Record(tmp_path / "news.db") as record:
        record.add(
            Article.from_text(
                f"Anna Brandt, the mayor of Zelk, said that day {day} was safe.",
                id=f"day {day}",
                published=first + timedelta(days=day),
            )
            for day in range(MOST_ARTICLES + 1)
        )
        everybody = [one.id for one in record.actors.list(name="Anna Brandt")]
        for other in everybody[1:]:
            record.actors.merge(everybody[0], other, who="ana")
    with asking(tmp_path / "news.db") as client:
        address = f"/actors/{quote(everybody[0], safe='')}"
        page = client.get(address).text
        rows = client.get(f"{address}.csv").text.count(",article,")
    assert page.count('<a href="/articles/day') == MOST_ARTICLES
    assert 'day%200"' not in page
    assert f"The {MOST_ARTICLES} latest of {MOST_ARTICLES + 1}" in page
    assert rows == MOST_ARTICLES + 1


def test_a_word_without_end_is_shortened_where_much_is_listed(tmp_path: Path) -> None:
    word = "a" * 3_000
    with Record(tmp_path / "news.db") as record:
        record.add([Article.from_text(f"Anna Brandt said that {word} was safe.", id="long")])
    with asking(tmp_path / "news.db") as client:
        page = client.get("/articles/long").text
    margin = page[page.index('class="margin"') :]
    assert "a" * 300 in margin
    assert "a" * 500 not in margin
    assert " …" in margin
