"""Searching: the language of search texts, filters, facets, and paging."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from operator import attrgetter
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from conftest import DATABASES, new_place
from msgspec.structs import replace

from onrecord import Article, Record
from onrecord.errors import SearchError
from onrecord.record import Query
from onrecord.record.place import Place
from onrecord.record.searching.query import MOST, Sort
from onrecord.record.searching.search_text import parse

TEXTS = {
    "camp": (
        date(2026, 3, 6),
        "The Zelk Post",
        "Premier Ilse Marrant said on Friday that peacekeeping troops would leave the camp. "
        "“If a single soldier stays, we will close the border,” she told the council.",
    ),
    "dam": (
        date(2026, 4, 2),
        "The Vessen Herald",
        "Osk Brandt, the mayor of Zelk, denied that the dam had been inspected. "
        "“The troops came back,” he said.",
    ),
    "café": (
        None,
        None,
        "Mr Brandt said that the café’s owners were negotiating. "
        "“We won’t train soldiers,” Premier Ilse Marrant said.",
    ),
}


@pytest.fixture(scope="module", params=DATABASES)
def record(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Record]:
    with Record(new_place(request, tmp_path_factory.mktemp("search"))) as made:
        made.add(
            Article.from_text(text, id=name, published=day, outlet=outlet)
            for name, (day, outlet, text) in TEXTS.items()
        )
        yield made


def contents(record: Record, text: str | None = None, **filters: Any) -> set[str]:
    found = record.search(text=text, **filters)
    assert found.total == len(found.found)
    return {one.statement.content.text for one in found.found}


TROOPS = "that peacekeeping troops would leave the camp"
BORDER = "“If a single soldier stays, we will close the border,”"
BACK = "“The troops came back,”"
CAFE = "that the café’s owners were negotiating"
TRAIN = "“We won’t train soldiers,”"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("troops", {TROOPS, BACK}),
        ("TROOP", {TROOPS, BACK}),
        ("troops camp", {TROOPS}),
        ("troops AND camp", {TROOPS}),
        ('"peacekeeping troops"', {TROOPS}),
        ('"troops peacekeeping"', set()),
        ("“peacekeeping troops”", {TROOPS}),
        ("troops OR soldiers", {TROOPS, BACK, BORDER, TRAIN}),
        ("(troops OR soldiers) NOT camp", {BACK, BORDER, TRAIN}),
        ("soldiers -train", {BORDER}),
        ("NOT train soldiers", {BORDER}),
        ("troops NOT (camp OR back)", set()),
        ("negotiat*", {CAFE}),
        ("peace*", {TROOPS}),
        ("cafe", {CAFE}),
        ("CAFÉ", {CAFE}),
        ("won't", {TRAIN}),
        ("won’t train", {TRAIN}),
        ("soldiers'; DROP TABLE words; --", set()),
        ("said : soldiers", set()),
        ("🙂 soldiers", {BORDER, TRAIN}),
    ],
)
def test_words_find(record: Record, text: str, expected: set[str]) -> None:
    assert contents(record, text) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("troops AND", 11),
        ("AND troops", 1),
        ("troops OR OR camp", 11),
        ('troops "legitimate targets', 8),
        ("troops (camp OR dam", 8),
        ("troops) camp", 7),
        ("troops ()", 9),
        ("NOT troops", 1),
        ("camp OR NOT troops", 9),
    ],
)
def test_a_text_that_cannot_be_understood_says_where(text: str, place: int) -> None:
    with pytest.raises(SearchError, match=f"at character {place}: "):
        parse(text)


@pytest.mark.parametrize("text", ["🙂", "!?", '""', "   ", "(&)"])
def test_a_text_without_words_says_so(text: str) -> None:
    with pytest.raises(SearchError, match=r"there are no words|a word is missing"):
        parse(text)


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(SearchError, match="2,000"):
        parse("troops " * 1000)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"speaker": "Ilse Marrant"}, {TROOPS, BORDER, TRAIN}),
        ({"speaker": "marr"}, {TROOPS, BORDER, TRAIN}),
        ({"speaker": "mayor"}, {"that the dam had been inspected"}),
        ({"speaker": "nobody"}, set()),
        ({"addressee": "council"}, {BORDER}),
        ({"act": "deny"}, {"that the dam had been inspected"}),
        ({"act": "threaten", "has": ("condition",)}, {BORDER}),
        ({"act": "deny", "has": ("condition",)}, set()),
        ({"has": ("condition", "addressee")}, {BORDER}),
        ({"kind": "direct"}, {BORDER, TRAIN, BACK}),
        ({"outlet": "The Zelk Post"}, {TROOPS, BORDER}),
        ({"since": date(2026, 3, 7)}, {"that the dam had been inspected", BACK}),
        ({"until": date(2026, 3, 7)}, {TROOPS, BORDER}),
        ({"article": "café"}, {CAFE, TRAIN}),
        ({"text": "soldiers", "speaker": "Marrant", "outlet": "The Zelk Post"}, {BORDER}),
    ],
)
def test_filters(record: Record, filters: dict[str, Any], expected: set[str]) -> None:
    assert contents(record, **filters) == expected
    query = Query(**filters)
    again = Query.from_parameters(parse_qsl(urlencode(query.parameters())))
    assert again == query


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([("colour", "red")], "there is no filter colour"),
        ([("act", "sing")], "act may be assert, .*, not sing"),
        ([("kind", "direct"), ("kind", "mixed")], "kind is given twice"),
        ([("since", "soon")], "since needs a date as YYYY-MM-DD, not soon"),
        ([("since", "2026-02-30")], "since needs a date"),
        ([("since", "2026-03-01"), ("until", "2026-02-01")], "is after until"),
        ([("has", "nose")], "has may be condition, "),
    ],
)
def test_parameters_that_make_no_query_are_refused(
    given: list[tuple[str, str]], words: str
) -> None:
    with pytest.raises(SearchError, match=words):
        Query.from_parameters(given)


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("search", {"limit": 0}, "limit needs a number from 1, not 0"),
    ("search", {"limit": -5}, "limit needs a number from 1, not -5"),
    ("search", {"sort": "foo"}, "sort may be date, relevance, not foo"),
    ("search", {"since": "2026-01-01"}, "since needs a datetime.date, not '2026-01-01'"),
    ("search", {"until": datetime(2026, 1, 1)}, "until needs a datetime.date"),
    ("search", {"foo": 1}, "there is no filter foo; there are text, speaker"),
    ("statements", {"foo": 1}, "there is no filter foo; there are text, speaker"),
    ("statements", {"limit": 0}, "limit needs a number from 1"),
    ("statements", {"sort": "foo"}, "sort may be"),
    ("timeline", {"by": "year"}, "by may be week, month, not year"),
    ("utterances", {"limit": 0}, "limit needs a number from 1"),
    ("articles", {"limit": 0}, "limit needs a number from 1"),
    ("articles", {"since": "2026-01-01"}, "since needs a datetime.date"),
    ("check", {"quote": "troops", "limit": 0}, "limit needs a number from 1"),
    *(
        (name, {**given, "limit": 10**20}, "limit needs a number to 1,000,000,000,000,000, not")
        for name in ("search", "statements", "utterances", "articles", "check", "actors.list",
                     "actors.page", "review.open", "review.waiting", "review.history_page")
        for given in [{"quote": "troops"} if name == "check" else {}]
    ),
    ("review.history_page", {"limit": 0}, "limit needs a number from 1"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given", "words"), WRONG)
def test_arguments_that_make_no_sense_are_refused(
    record: Record, name: str, given: dict[str, Any], words: str
) -> None:
    with pytest.raises(SearchError, match=re.escape(words)):
        attrgetter(name)(record)(**given)


def test_the_largest_limit_gives_everything(record: Record) -> None:
    assert len(list(record.statements(limit=MOST))) == record.search(limit=MOST).total
    assert list(record.utterances(limit=MOST)) == list(record.utterances())
    assert list(record.actors.list(limit=MOST)) == list(record.actors.page(limit=MOST - 1).found)


def test_a_page_is_iterated_over_its_statements(record: Record) -> None:
    page = record.search(limit=3)
    assert list(page) == list(page.found)
    checked = record.check("troops")
    assert list(checked) == list(checked.matches)


@pytest.mark.parametrize(
    "within", ["foundry", "troops OR foundry", "troops NOT negotiat*", "troops -(foundry dam) OR x"]
)
@pytest.mark.parametrize("beside", ["", "a ", "a OR b ", "a OR b NOT (c) NOT ", "a b -"])
def test_parentheses_may_be_nested_as_deep_as_both_databases_take(
    record: Record, within: str, beside: str
) -> None:
    deepest = 12 - 1 - ("(" in within) - ("(" in beside)
    text = f"({beside}" * deepest + within + ")" * deepest
    assert record.search(text=text, sort="relevance").total >= 0
    for depth in (13, 40):
        deeper = f"({beside}" * depth + within + ")" * depth
        with pytest.raises(SearchError, match=r"at character \d+: more than 12 parentheses"):
            record.search(text=deeper)
    with pytest.raises(SearchError, match="at character 13: more than 12 parentheses"):
        record.search(text="(" * 350 + "foundry" + ")" * 350)


def test_facets_count_all_that_was_found(record: Record) -> None:
    page = record.search(limit=1)
    assert page.total == 6
    assert {v.value: v.count for v in page.facets["month"]} == {"2026-03": 2, "2026-04": 2}
    assert {v.value: v.count for v in page.facets["outlet"]} == {
        "The Zelk Post": 2,
        "The Vessen Herald": 2,
    }
    assert sum(v.count for v in page.facets["kind"]) == 6
    for value in page.facets["speaker"]:
        assert record.search(actor=value.value).total == value.count
    for value in page.facets["act"]:
        assert record.search(Query.from_parameters([("act", value.value)])).total == value.count


@pytest.mark.parametrize(("sort", "text"), [("date", None), ("relevance", "troops OR soldiers")])
def test_pages_by_token_give_everything_once(record: Record, sort: Sort, text: str | None) -> None:
    whole = [f.statement.id for f in record.search(text=text, sort=sort).found]
    paged: list[str] = []
    after = None
    while True:
        page = record.search(text=text, sort=sort, limit=1, after=after)
        paged += [f.statement.id for f in page.found]
        after = page.next
        if after is None:
            break
    assert paged == whole
    assert len(set(whole)) == len(whole) > 3


def test_tokens_stay_right_when_articles_come(place: Place) -> None:
    day = date(2026, 3, 6)
    said = [
        Article.from_text(f"Osk Brandt said that dam {n} was safe.", id=f"{n}", published=day)
        for n in range(4)
    ]
    with Record(place) as record:
        record.add(said[:3])
        first = record.search(limit=2)
        record.add(
            [said[3], Article.from_text("Brandt said no.", id="new", published=date(2026, 4, 1))]
        )
        second = record.search(limit=9, after=first.next)
    assert [f.article.id for f in (*first.found, *second.found)] == ["0", "1", "2", "3"]


def test_pages_by_relevance_go_on_behind_the_last_statement(place: Place) -> None:
    ferries = [
        Article.from_text(f"Osk Brandt said that ferry {n} left the dam{' safely' * n}.", id=f"{n}")
        for n in range(6)
    ]
    others = [
        Article.from_text(f"Osk Brandt said that the dam was safe on day {n}.", id=f"dam {n}")
        for n in range(40)
    ]
    words = "ferry OR dam"
    with Record(place) as record:
        record.add(ferries)
        first = record.search(text=words, sort="relevance", limit=2)
        record.add(others)
        today = [f.statement.id for f in record.search(text=words, sort="relevance", limit=99)]
        shown = [one.statement.id for one in first]
        second = record.search(text=words, sort="relevance", limit=3, after=first.next)
        at = today.index(shown[-1]) + 1
        assert [one.statement.id for one in second] == today[at : at + 3]
        third = record.search(text=words, sort="relevance", limit=99, after=second.next)
        assert [one.statement.id for one in third] == today[at + 3 :]


def test_pages_by_relevance_go_on_where_their_last_statement_is_gone(place: Place) -> None:
    said = [
        Article.from_text(f"Osk Brandt said that ferry {n} was safe.", id=f"{n}") for n in range(5)
    ]
    with Record(place) as record:
        record.add(said)
        whole = [f.article.id for f in record.search(text="ferry", sort="relevance")]
        first = record.search(text="ferry", sort="relevance", limit=2)
        gone = record.article(whole[1])
        record.add([replace(gone.article, text="Nobody said anything at all in the harbour.")])
        second = record.search(text="ferry", sort="relevance", limit=9, after=first.next)
        assert [one.article.id for one in second] == whole[2:]


@pytest.mark.parametrize("token", ["x", "WzEsMl0", "", "é", "W10", "WyJyZWxldmFuY2UiLDEsMV0"])
def test_a_token_that_no_page_gave_is_refused(record: Record, token: str) -> None:
    with pytest.raises(SearchError, match="token"):
        record.search(after=token)


def test_relevance_needs_words(record: Record) -> None:
    with pytest.raises(SearchError, match="needs words to search for"):
        record.search(sort="relevance")


def test_what_changes_is_found_as_it_is_now(place: Place) -> None:
    day, _, text = TEXTS["camp"]
    one = Article.from_text(text, id="camp", published=day)
    with Record(place) as record:
        record.add([one])
        changed = Article.from_text("Osk Brandt said that the ferry would stop.", id="camp")
        record.add([changed])
        assert contents(record, "troops") == set()
        assert contents(record, "ferry") == {"that the ferry would stop"}
        record.add([replace(changed, outlet="The Zelk Post", published=day)])
        assert contents(record, outlet="The Zelk Post", since=day) == {"that the ferry would stop"}


def test_judgements_move_what_is_found(place: Place) -> None:
    with Record(place) as record:
        record.add(
            Article.from_text(text, id=name, published=day, outlet=outlet)
            for name, (day, outlet, text) in TEXTS.items()
        )
        counts = {v.value: v.count for v in record.search().facets["speaker"]}
        one = record.search(speaker="Osk Brandt").facets["speaker"][0].value
        other = record.search(speaker="Marrant").facets["speaker"][0].value
        record.actors.merge(one, other, who="ana")
        assert record.search(actor=one).total == counts[one] + counts[other]
        record.actors.rename(one, "Oskar Olm", who="ana")
        assert record.search(speaker="olm").total == counts[one] + counts[other]
        record.actors.undo(1, who="bo")
        assert record.search(speaker="olm").total == counts[one]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *arguments], capture_output=True, text=True, check=False
    )


def test_search_on_the_command_line(record: Record) -> None:
    found = json.loads(run("search", record.path, "troops", "--speaker", "Marrant").stdout)
    assert (found["total"], found["next"]) == (1, None)
    assert found["statements"][0]["content"]["text"] == TROOPS
    assert found["statements"][0]["article"]["outlet"] == "The Zelk Post"
    first = json.loads(run("search", record.path, "--limit", "4").stdout)
    second = json.loads(run("search", record.path, "--limit", "4", "--after", first["next"]).stdout)
    assert len(first["statements"]) + len(second["statements"]) == first["total"] == 6
    table = run("search", record.path, "troops", "--format", "table").stdout
    assert "2 found" in table
    broken = run("search", record.path, "troops AND")
    assert (broken.returncode, broken.stdout) == (1, "")
    assert broken.stderr.startswith(
        "onrecord: the search text cannot be understood at character 11"
    )


@pytest.mark.parametrize("frame", ["to_pandas", "to_polars"])
def test_results_become_a_data_frame(record: Record, frame: str) -> None:
    made = getattr(record.statements(speaker="Marrant"), frame)()
    assert set(made["content"]) == {TROOPS, BORDER, TRAIN}
    assert "published" in made.columns
    assert len(getattr(record.statements(speaker="nobody"), frame)()) == 0
