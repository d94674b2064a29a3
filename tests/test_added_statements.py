"""Statements that people add: they are on the record as others are, stay, and can be taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import execute, rows
from msgspec.structs import replace
from test_cli import last_line, onrecord
from test_corrections import by_hand, finding, read_by

from onrecord import Article, Record
from onrecord.errors import RecordError
from onrecord.evaluation import load_gold
from onrecord.export import FORMATS
from onrecord.record.place import Place
from onrecord.record.reviewing.adding import Words
from onrecord.statement import from_line, passage

TEXT = (
    "Premier Ilse Marrant said on Friday that the dam was safe. The dam, in the words of Osk "
    "Brandt, “is a bucket of rust that will drown”, he went on, “half of the lower valley by May”."
    "\n\nThe ferry was late. The ferry was late again on Sunday.\n"
)
STORY = Article.from_text(TEXT, id="story", outlet="The Zelk Post")
FOUND = by_hand(("Premier Ilse Marrant", "said", "that the dam was safe"), text=TEXT)
RUST = "“is a bucket of rust that will drown” ... “half of the lower valley by May”"
BRANDT: dict[str, Any] = {"source": "Osk Brandt", "cue": "in the words of", "content": RUST}
TABLES = ("statements", "spans", "appearances", "facets", "words", "wordings", "stories")


@pytest.fixture
def record(place: Place) -> Iterator[Record]:
    with Record(place) as made:
        made.add_extracted([(STORY, FOUND)])
        yield made


def test_what_is_added_is_on_the_record_as_any_other(record: Record) -> None:
    before = rows(record.path, *TABLES)
    made = record.review.add("sto", **BRANDT, speaker="Osk Brandt", who="ana", why="missed")
    assert (made.field, made.who, made.why, made.machine) == ("add", "ana", "missed", None)
    one = record.statement(made.statement).statement
    assert one.source == passage(TEXT, [(84, 94)])
    assert (one.cue.text, one.content.text, one.kind) == ("in the words of", RUST, "direct")
    assert one.content == passage(TEXT, one.content.spans)
    assert (one.extractor, one.confidence) == ("person: ana", 1.0)
    assert [f.statement.id for f in record.search(text="rust", speaker="Osk Brandt").found] == [
        one.id
    ]
    assert [f.statement for f in record.statements(article="story")] == [
        *(f.statement for f in record.statements(text="safe")), one,
    ]  # fmt: skip
    assert "Osk Brandt" in {found.who for found in record.utterances()}
    assert record.actors.show("Osk Brandt").actor.statements == 1
    assert record.counts() == (1, 2)
    assert one.id not in record.review.open()
    record.review.undo(made.number, who="bo")
    assert rows(record.path, *TABLES) == before
    with pytest.raises(RecordError, match="no statement has an id"):
        record.statement(one.id)
    again = record.review.add("story", **BRANDT, who="bo")
    assert again.statement == one.id
    assert [(c.who, c.undone_by) for c in record.review.history()] == [("ana", "bo"), ("bo", None)]


def test_it_stays_when_the_article_is_read_anew(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = record.review.add("story", **BRANDT, who="ana").statement
    record.review.correct(one, "source", None, who="bo")
    shown = record.statement(one).statement
    same = by_hand(("Osk Brandt", "in the words of", RUST), text=TEXT)
    near = by_hand(("Osk Brandt", "in the words of", "“is a bucket of rust"), text=TEXT)
    for found in (FOUND, same, near):
        read_by(record.path, "onrecord 0")
        finding(monkeypatch, found)
        list(record.reextract())
        assert record.statement(one).statement == shown
        assert record.counts() == (1, len({*(s.id for s in found), one} - {near[0].id}))


def test_what_it_led_to_has_no_parent_when_it_is_taken_back(record: Record) -> None:
    made = record.review.add("story", **BRANDT, who="ana")
    execute(record.path, "UPDATE statements SET parent = :one WHERE id <> :one", one=made.statement)
    record.review.undo(record.review.confirm(FOUND[0].id, who="bo").number, who="bo")  # looks anew
    assert record.search(has=("parent",)).total == 1
    record.review.undo(made.number, who="bo")
    assert record.search(has=("parent",)).total == 0
    assert [f.statement.parent for f in record.statements()] == [None]


def test_it_is_exported_read_back_and_training_data(record: Record, tmp_path: Path) -> None:
    one = record.review.add("story", **BRANDT, speaker="Osk Brandt", who="ana").statement
    (gold,) = record.review.annotated_articles()
    (marked,) = gold["statements"]
    assert (marked["id"], marked["reviewed"], marked["corrected"]) == (one, "added", [])
    assert marked["content"] == list(record.statement(one).statement.content.spans)
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    assert load_gold(tmp_path / "gold.jsonl")
    with (tmp_path / "all.jsonl").open("wb") as out:
        FORMATS["jsonl"].write(record.statements(), out)
    with Record(tmp_path / "other.db") as other:
        other.add_extracted(map(from_line, (tmp_path / "all.jsonl").read_bytes().splitlines()))
        assert other.statement(one).statement == record.statement(one).statement
        assert [(c.field, c.who) for c in other.review.history()] == [("add", "import")]
        other.review.undo(1, who="bo")
        assert other.counts() == (1, 1)


def test_what_stands_inside_it_has_no_parent_when_it_is_taken_back(place: Place) -> None:
    outer, inner = by_hand(
        ("Osk Brandt", "in the words of", "half of the lower valley"),
        ("Premier Ilse Marrant", "said on Friday", "that the dam was safe"),
        text=TEXT,
    )
    lines = [replace(outer, extractor="person: ana"), replace(inner, parent=outer.id)]
    with Record(place) as record:
        record.add_extracted([(STORY, lines)])
        assert record.search(has=("parent",)).total == 1
        record.review.undo(1, who="bo")
        assert record.statement(inner.id).statement.parent is None
        assert record.search(has=("parent",)).total == 0


def test_its_article_is_one_line_whatever_else_is_of_its_day(
    record: Record, tmp_path: Path
) -> None:
    other = Article.from_text(TEXT.replace("safe", "dry"), id="other")
    found = by_hand(("Premier Ilse Marrant", "said", "that the dam was dry"), text=other.text)
    record.add_extracted([(other, found)])
    one = record.review.add(
        "story", source="Ilse Marrant", cue="said", content="on Friday", who="ana"
    )
    shown = list(record.statements())
    assert [f.article.id for f in shown] == ["story", "story", "other"]
    assert list(record.statements(limit=2)) == shown[:2]
    page = record.search(limit=1)
    pages = [page]
    while page.next:
        page = record.search(limit=1, after=page.next)
        pages.append(page)
    assert {f.statement.id for page in pages for f in page} == {f.statement.id for f in shown}
    with (tmp_path / "all.jsonl").open("wb") as out:
        FORMATS["jsonl"].write(iter(shown), out)
    assert len((tmp_path / "all.jsonl").read_bytes().splitlines()) == 2
    assert one.statement in {f.statement.id for f in shown[:2]}


def test_an_export_that_has_its_article_in_two_lines_is_read_back_whole(
    record: Record, tmp_path: Path
) -> None:
    record.review.add("story", **BRANDT, who="ana")
    first, second = (f.statement for f in record.statements(article="story"))
    with Record(tmp_path / "other.db") as other:
        lines = [(STORY, [replace(first, extractor="old 1")]), (STORY, [second]), (STORY, [second])]
        added = other.add_extracted(lines)
        assert (added.new, added.changed, added.known, added.statements) == (1, 0, 1, 2)
        assert [f.statement.id for f in other.statements()] == [first.id, second.id]
        assert other.add_extracted(lines[:1]).known == 1
        assert other.counts() == (1, 2)


def test_it_has_its_place_among_the_article_s_statements(record: Record) -> None:
    for content, cue in ((RUST, "in the words of"), ("the dam was safe", "said on Friday")):
        record.review.add("story", content=content, cue=cue, who="ana")
    record.review.confirm(FOUND[0].id, who="ana")
    (gold,) = record.review.annotated_articles()
    cues = [TEXT[a:b] for one in gold["statements"] for a, b in one["cue"]]
    assert cues == ["said", "said on Friday", "in the words of"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"content": "The ferry was late"}, "“The ferry was late” stands in several places"),
        ({"content": "the moon"}, "does not stand in the article"),
        ({"cue": "shouted"}, "“shouted” does not stand beside the content"),
        ({"cue": "bucket of rust"}, "does not stand beside the content"),
        ({"content": " "}, "needs words"),
        ({"content": [(9, 4)]}, "no words at 9-4"),
        ({"speaker": "record:zz"}, "no actor"),
        ({"source": "Premier Ilse Marrant", "cue": "said", "content": "that the dam was safe"},
         r"that is \w+ already"),
    ],
)  # fmt: skip
def test_what_cannot_be_added_changes_nothing(
    record: Record, change: dict[str, Words], says: str
) -> None:
    before = rows(record.path, *TABLES, "corrections", "actors")
    given: dict[str, Any] = {**BRANDT, **change}
    with pytest.raises(RecordError, match=says):
        record.review.add("story", who="ana", **given)
    with pytest.raises(RecordError, match="no article has an id that begins with other"):
        record.review.add("other", who="ana", **BRANDT)
    assert rows(record.path, *TABLES, "corrections", "actors") == before


def test_what_was_rejected_is_not_added_again(record: Record) -> None:
    made = record.review.reject(FOUND[0].id, who="bo")
    words: dict[str, Words] = {"source": "Premier Ilse Marrant", "cue": "said"}
    with pytest.raises(RecordError, match=rf"rejected by bo .* undo correction {made.number}"):
        record.review.add("story", content="that the dam was safe", who="ana", **words)


def test_on_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Record(path) as record:
        record.add_extracted([(STORY, FOUND)])
    done = onrecord(
        "corrections", path, "add", "story", "--content", "half of the lower valley", "--cue",
        "went on", "--source", "he", "--speaker", "Osk Brandt", "--who", "ana", "--why", "missed",
    )  # fmt: skip
    assert done.returncode == 0
    assert "{he} <went on>" in " ".join(done.stdout.decode().split())
    assert last_line(done).endswith("added: “half of the lower valley”")
    listed = onrecord("corrections", path, "list", "--format", "table").stdout.decode()
    assert "added: “half of the lower valley”; ana, " in listed
    assert last_line(onrecord("corrections", path, "undo", "1")).startswith("undone: 1: ")
    wrong = onrecord("corrections", path, "add", "story", "--content", "moon", "--cue", "said")
    assert wrong.returncode == 1
    assert "“moon” does not stand in the article" in last_line(wrong)
