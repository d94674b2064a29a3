"""Corrections follow an article's new text where the paragraphs that they are about still stand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import execute, rows
from msgspec.structs import replace
from test_cli import last_line, onrecord
from test_corrections import finding, read_by

from onrecord import Article, Record
from onrecord.errors import RecordError
from onrecord.extracting import EXTRACTOR
from onrecord.record.database import is_postgres, open_engine
from onrecord.record.migrations import MARKER, TODAY
from onrecord.record.place import Place
from onrecord.record.reviewing.act_changes import relabelled
from onrecord.record.reviewing.moving import compare, stretch
from onrecord.statement import (
    SaidOn,
    Span,
    Speaker,
    Statement,
    passage,
    statement_id,
    to_line,
)

LEDE = "The dam of Zelk stood on Friday, and Premier Ilse Marrant was in town."
SAFE = "She said that the dam was safe. It was raining, wrote Éva Ørn."
DENIED = "Osk Brandt denied that the gates were open, and warned that Zelk would sue."
FERRY = "“It was late,” said Ivo Lunt of the ferry."
OLD = f"{LEDE}\n\n{SAFE}\n\n{DENIED}\n"
NEWER = f"Update: the water rises.\n\n{OLD}\n{FERRY}\n"
PARTS = {
    "dam": ("She", "said", "that the dam was safe"),
    "rain": ("Éva Ørn", "wrote", "It was raining"),
    "gates": ("Osk Brandt", "denied", "that the gates were open"),
    "sue": ("Osk Brandt", "warned", "that Zelk would sue"),
    "ferry": ("Ivo Lunt", "said", "“It was late,”"),
}
TABLES = ("articles", "statements", "spans", "appearances", "facets", "corrections")


def span(text: str, words: str, near: str = "") -> Span:
    at = text.index(words, text.index(near))
    return at, at + len(words)


def found_in(text: str, *names: str) -> list[Statement]:
    """Statements as a machine would find them; of the dam it knows the speaker from the lede."""
    found = []
    for name in names:
        near = next(one for one in (SAFE, DENIED, FERRY) if PARTS[name][2] in one)[:12]
        source, cue, content = (passage(text, [span(text, w, near)]) for w in PARTS[name])
        one = Statement(
            id=statement_id(text, source.spans, cue.spans, content.spans), kind="indirect",
            source=source, cue=cue, content=content, confidence=0.9, extractor=EXTRACTOR,
        )  # fmt: skip
        if name == "dam" and "Ilse Marrant" in text:
            speaker = Speaker(
                actor=None, name="Ilse Marrant", type="person", how="pronoun", confidence=0.9,
                spans=(span(text, "Ilse Marrant"),),
            )  # fmt: skip
            one = replace(one, speaker=speaker)
        found.append(one)
    return found


def add(record: Record, text: str, *names: str, id: str = "story") -> Any:  # noqa: A002
    return record.add_extracted([(Article.from_text(text, id=id), found_in(text, *names))])


@pytest.fixture
def record(place: Place) -> Iterator[Record]:
    with Record(place) as made:
        add(made, OLD, "dam", "rain", "gates", "sue")
        yield made


def of(record: Record, content: str) -> str:
    """The id of the current statement whose content, as it is shown, has these words."""
    (found,) = (f for f in record.statements() if content in f.statement.content.text)
    return found.statement.id


def history(record: Record) -> list[tuple[int, str, str | None, int | None]]:
    return [(c.number, c.field, c.undone_by, c.carried_from) for c in record.review.history()]


# which paragraphs stand in both texts


@pytest.mark.parametrize(
    ("old", "new", "by"),
    [
        ("A b.\n\nHe said so.", "He said so.\n\nA b.", -6),
        ("He said so.", "A b.\nHe said so.\n", 5),
        ("He said so.\n", "He said so.\n\nA b.\n", 0),
        ("He said so.", "He said so. A b.", None),  # grown: it may be taken back there
        ("He said so.", "Not A: He said so.", None),
        ("He said so.", "He said no.", None),
        ("He said so.", "A b.", None),
        ("He said so.", "He said so.\n\nHe said so.", None),
        ("He said so.\n\nHe said so.", "He said so.", None),
        ("He said so.", "He said so.\n\n“He said so. A b.", None),
    ],
)
def test_a_paragraph_is_found_where_both_texts_have_it_once(
    old: str, new: str, by: int | None
) -> None:
    found = stretch(compare(old, new), [span(old, "He"), span(old, "said")])
    assert (found and found.by) == by


def test_a_statement_over_two_paragraphs_moves_with_both_or_not_at_all() -> None:
    old = "A b.\n\n“One,\n\n“two,” he said."
    spans = [span(old, "“One,"), span(old, "“two,”")]
    both = stretch(compare(old, "C.\n\nA b.\n\n“One,\n\n“two,” he said."), spans)
    assert both is not None
    assert (old[both.start : both.end], both.by) == ("“One,\n\n“two,” he said.", 4)
    assert stretch(compare(old, "“One,\n\nC.\n\n“two,” he said."), spans) is None


# what follows


def test_every_kind_of_correction_follows_with_who_when_and_why(record: Record) -> None:
    dam, rain, gates, sue = (of(record, w) for w in ("dam", "rain", "gates", "sue"))
    record.review.correct(dam, "content", "the dam was safe", who="ana", why="without that")
    record.review.correct(dam, "speaker", "The Harbour Board (organisation)", who="ana")
    labels = relabelled(record.statement(gates).statement, "deny")
    record.review.correct(gates, "acts", labels, who="bo")
    record.review.reject(sue, who="bo", why="said by nobody")
    record.review.confirm(rain, who="bo")
    record.review.add("story", content="stood on Friday", cue="was in town", who="ana")
    made = record.review.history()
    execute(record.path, "UPDATE corrections SET at = '2026-01-0' || number")
    added = add(record, NEWER, "dam", "rain", "gates", "sue", "ferry")
    assert (added.changed, added.left_behind) == (1, ())
    copies = record.review.history()[len(made) :]
    assert [(c.carried_from, c.field, c.who, c.at, c.why) for c in copies] == [
        (c.number, c.field, c.who, f"2026-01-0{c.number}", c.why) for c in made
    ]
    found = {f.statement.content.text: f for f in record.statements()}
    assert set(found) == {
        "the dam was safe", "It was raining", "that the gates were open", "stood on Friday",
        "“It was late,”",
    }  # fmt: skip
    one = found["the dam was safe"]
    assert (one.version, one.statement.who) == (2, "The Harbour Board")
    assert one.statement.corrected == ("content", "speaker")
    assert copies[0].machine["text"] == "that the dam was safe"
    assert [a.label for a in found["that the gates were open"].statement.acts] == ["deny"]
    assert found["stood on Friday"].statement.extractor == "person: ana"
    for each in found.values():
        for part in (each.statement.source, each.statement.cue, each.statement.content):
            assert part is None or part == passage(NEWER, part.spans)
        for act in each.statement.acts:
            assert NEWER[slice(*act.spans[0])] == each.statement.content.text
    assert [f.statement.id for f in record.search(speaker="Harbour Board").found] == [
        one.statement.id
    ]
    assert record.search(text="sue").total == 0
    assert record.review.open() == [found["“It was late,”"].statement.id]
    (gold,) = record.review.annotated_articles()
    assert [s["reviewed"] for s in gold["statements"]] == [
        "added", "corrected", "confirmed", "corrected",
    ]  # fmt: skip


def test_what_followed_is_undone_like_any_other_and_does_not_come_back(record: Record) -> None:
    record.review.correct(of(record, "dam"), "cue", "She said", who="ana")
    record.review.correct(of(record, "dam"), "cue", "said that", who="bo")
    record.review.reject(of(record, "sue"), who="ana")
    record.review.add("story", content="stood on Friday", cue="was in town", who="ana")
    names = ("dam", "rain", "gates", "sue")
    add(record, NEWER, *names)
    dam = of(record, "dam")
    assert record.statement(dam).statement.cue.text == "said that"
    record.review.undo(6, who="bo")
    assert record.statement(dam).statement.cue.text == "She said"
    for number in (5, 7, 8):
        record.review.undo(number, who="bo")
    plain = [replace(s, speaker=None) for s in found_in(NEWER, *names)]
    for _ in range(2):
        assert [replace(f.statement, speaker=None) for f in record.statements()] == plain
        read_by(record.path, "onrecord 0")
        assert add(record, NEWER, *names).left_behind == ()
    assert [made[2] for made in history(record)] == [None] * 4 + ["bo"] * 4


def test_the_same_text_again_carries_once_and_newer_ones_carry_on(record: Record) -> None:
    record.review.correct(of(record, "dam"), "cue", "She said", who="ana")
    for _ in range(3):
        add(record, NEWER, "dam", "ferry")
    latest = f"{SAFE}\n\n{FERRY}\n"
    add(record, latest, "dam", "ferry")
    assert history(record) == [
        (1, "cue", None, None), (2, "cue", None, 1), (3, "cue", None, 2),
    ]  # fmt: skip
    assert record.statement(of(record, "dam")).statement.cue == passage(latest, [(0, 8)])


def test_what_a_text_left_behind_follows_to_one_that_has_it_again(record: Record) -> None:
    record.review.correct(of(record, "dam"), "cue", "She said", who="ana")
    assert add(record, FERRY, "ferry").left_behind[0].corrections == (1,)
    assert add(record, NEWER, "dam", "ferry").left_behind == ()
    assert record.statement(of(record, "dam")).statement.cue.text == "She said"


def test_what_was_corrected_since_follows_to_an_earlier_text_that_comes_again(
    record: Record,
) -> None:
    record.review.reject(of(record, "gates"), who="ana")
    add(record, NEWER, "dam", "rain", "gates", "ferry")
    record.review.correct(of(record, "dam"), "cue", "She said", who="bo")
    record.review.confirm(of(record, "late"), who="bo")
    for text in (OLD, OLD):
        added = add(record, text, "dam", "rain", "gates", "sue")
        contents = [f.statement.content.text for f in record.statements()]
        assert contents == ["that the dam was safe", "It was raining", "that Zelk would sue"]
        assert record.statement(of(record, "dam")).statement.cue == passage(OLD, [(72, 80)])
    assert (added.changed, added.known) == (0, 1)
    assert history(record) == [
        (1, "reject", None, None), (2, "reject", None, 1), (3, "cue", None, None),
        (4, "confirm", None, None), (5, "cue", None, 3),
    ]  # fmt: skip
    assert add(record, NEWER, "dam", "rain", "gates", "ferry").left_behind == ()
    assert record.statement(of(record, "dam")).statement.cue.text == "She said"
    assert len(history(record)) == 5


@pytest.mark.parametrize("found", ["nothing", "the same", "more"])
def test_a_reviewed_statement_is_there_whatever_is_found_in_the_new_text(
    record: Record, found: str
) -> None:
    record.review.correct(of(record, "dam"), "source", None, who="ana")
    record.review.reject(of(record, "gates"), who="ana")
    record.review.confirm(of(record, "rain"), who="ana")
    machine = found_in(NEWER, "dam", "rain", "gates") if found != "nothing" else []
    if found == "more":  # each content has another end, so that all have other ids
        grown = (passage(NEWER, [(a, b + 1)]) for s in machine for a, b in s.content.spans)
        machine = [
            replace(s, content=c, id=s.id[::-1]) for s, c in zip(machine, grown, strict=True)
        ]
    story = Article.from_text(NEWER, id="story")
    assert record.add_extracted([(story, machine)]).left_behind == ()
    shown = [f.statement for f in record.statements()]
    assert [s.content.text for s in shown] == ["that the dam was safe", "It was raining"]
    assert [s.id for s in shown] == [s.id for s in found_in(NEWER, "dam", "rain")]
    assert shown[0].source is None
    assert shown[0].who == "Ilse Marrant"


# what cannot follow


def test_what_cannot_follow_stays_with_the_old_text_and_is_told(record: Record) -> None:
    record.review.correct(of(record, "dam"), "cue", "She said", who="ana")
    record.review.reject(of(record, "sue"), who="ana")
    record.review.confirm(of(record, "rain"), who="ana")
    record.review.undo(3, who="ana")
    changed = OLD.replace("would sue", "would not sue").replace("was raining", "was pouring")
    with pytest.raises(ValueError, match="substring not found"):
        found_in(changed, "rain")
    one = Article.from_text(changed, id="story", url="https://zelk.example/dam")
    (left,) = record.add_extracted([(one, found_in(changed, "gates"))]).left_behind
    assert (left.article, left.url, left.corrections) == (
        "story", "https://zelk.example/dam", (1, 2),
    )  # fmt: skip
    assert [c.undone_by for c in record.review.history()] == [None, None, "ana"]


@pytest.mark.parametrize(
    ("lede", "again", "follows"),
    [
        (LEDE, True, True),
        (LEDE, False, True),
        ("The dam of Zelk stood, and Premier Ilse Marrant came.", True, True),  # the same speaker
        ("The dam of Zelk stood, and Premier Ilse Marrant came.", False, False),
        ("The dam of Zelk stood.", True, False),  # nobody knows who "she" is any more
    ],
)
def test_a_confirmation_follows_where_all_that_was_shown_still_holds(
    record: Record, lede: str, again: bool, follows: bool
) -> None:
    record.review.confirm(of(record, "dam"), who="ana")
    new = f"{lede}\n\nMore soon.\n\n{SAFE}\n"
    left = add(record, new, *(["dam"] if again else [])).left_behind
    assert [one.corrections for one in left] == ([] if follows else [(1,)])
    found = [f.statement for f in record.statements()]
    assert [s.content.text for s in found] == ["that the dam was safe"] * (again or follows)
    if follows:
        assert found[0].who == "Ilse Marrant"
        assert record.review.open() == []


def test_a_named_speaker_makes_up_for_one_that_the_new_text_lost(record: Record) -> None:
    on = SaidOn(text="on Friday", spans=(span(OLD, "on Friday"),))
    dam = replace(found_in(OLD, "dam")[0], said_on=on, kind="mixed")
    read_by(record.path, "onrecord 0")
    record.add_extracted([(Article.from_text(OLD, id="story"), [dam])])
    record.review.correct(dam.id, "speaker", "Osk Brandt", who="ana")
    assert add(record, SAFE).left_behind == ()
    (found,) = record.statements()
    assert (found.statement.who, found.statement.said_on) == ("Osk Brandt", None)


@pytest.mark.parametrize(
    ("contents", "stay", "shown"),
    [
        (["lede"], (1, 3), "that the dam was safe"),
        (["dam", "lede"], (1, 2, 4), "that the dam was safe"),  # nobody wants the first any more
        (["lede", "dam"], (1,), "the dam was safe"),
    ],
)
def test_a_value_that_reaches_into_a_changed_paragraph_stays_behind(
    record: Record, contents: list[str], stay: tuple[int, ...], shown: str
) -> None:
    dam = of(record, "dam")
    said = span(OLD, "the dam was safe")
    for name in contents:
        words = [said] if name == "dam" else [span(OLD, "stood on Friday"), said]
        record.review.correct(dam, "content", words, who="ana")
    record.review.correct(dam, "speaker", "Osk Brandt", who="ana")
    record.review.confirm(dam, who="ana")  # of what the content was then
    left = add(record, f"It fell.\n\n{SAFE}", "dam").left_behind
    assert [one.corrections for one in left] == [stay]
    (found,) = record.statements()
    assert (found.statement.content.text, found.statement.who) == (shown, "Osk Brandt")


# articles that share a text, records from before, and what people said of the new text itself


def test_what_holds_in_two_articles_follows_in_both_once(record: Record) -> None:
    add(record, OLD, "dam", "gates", id="copy")
    record.review.correct(of_article(record, "story"), "cue", "She said", who="ana")
    record.review.add("story", content="stood on Friday", cue="was in town", who="ana")
    add(record, NEWER, "dam")
    assert len(list(record.statements(article="copy"))) == 2
    add(record, NEWER, id="copy")
    assert history(record)[2:] == [(3, "cue", None, 1), (4, "add", None, 2)]
    for article, count in (("story", 2), ("copy", 1)):
        found = [f.statement for f in record.statements(article=article)]
        assert len(found) == count
        assert found[-1].cue.text == "She said"
    other = f"{FERRY}\n\n{SAFE}"
    add(record, other, "dam", id="copy")
    assert history(record)[4:] == [(5, "cue", None, 3)]


def of_article(record: Record, article: str) -> str:
    found = list(record.statements(article=article))
    return next(f.statement.id for f in found if "dam" in f.statement.content.text)


@pytest.mark.parametrize("own", [None, "confirm", "undone"])
def test_reading_anew_carries_what_an_older_version_left(
    record: Record, own: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.review.correct(of(record, "dam"), "cue", "She said", who="ana")
    add(record, NEWER, "dam", "ferry")
    execute(record.path, "DELETE FROM corrections WHERE carried_from IS NOT NULL")
    dam = of(record, "dam")
    if own:  # people have reviewed the new text itself
        number = record.review.confirm(dam, who="bo").number
        if own == "undone":
            record.review.undo(number, who="bo")
    for _ in range(2):
        finding(monkeypatch, found_in(NEWER, "dam", "ferry"))
        (one,) = record.reextract(every=True)
        assert one.left_behind == ()
    assert record.statement(dam).statement.cue.text == ("said" if own else "She said")
    assert len(record.review.history()) == 2


def test_an_imported_correction_goes_before_one_of_an_earlier_text(record: Record) -> None:
    record.review.correct(of(record, "dam"), "cue", "She said", who="ana")
    (dam,) = found_in(NEWER, "dam")
    theirs = replace(dam, cue=passage(NEWER, [span(NEWER, "said that")]), corrected=("cue",))
    record.add_extracted([(Article.from_text(NEWER, id="story"), [theirs])])
    assert record.statement(dam.id).statement.cue.text == "said that"
    assert [c.who for c in record.review.history()] == ["ana", "import"]


def test_a_new_text_and_what_follows_are_kept_together_or_not_at_all(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.review.correct(of(record, "dam"), "cue", "She said", who="ana")
    before = rows(record.path, *TABLES)

    def fail(*_: object) -> None:
        raise RecordError("the disk is full")

    monkeypatch.setattr("onrecord.record.writing.carry", fail)
    with pytest.raises(RecordError, match="the disk is full"):
        add(record, NEWER, "dam")
    assert rows(record.path, *TABLES) == before


def test_a_record_of_before_is_brought_up_to_date_with_its_corrections(record: Record) -> None:
    record.review.correct(of(record, "dam"), "cue", "She said", who="ana")
    place = record.path
    engine = open_engine(place)
    with engine.connect() as connection:
        postgres = is_postgres(connection)
    engine.dispose()
    older = f"UPDATE {MARKER} SET number = 5" if postgres else "PRAGMA user_version = 5"
    for change in (
        "DROP INDEX corrections_carried_from",
        "ALTER TABLE corrections DROP COLUMN carried_from",
        "DROP TABLE tallies",
        "DROP INDEX articles_facts",
        "ALTER TABLE facets DROP COLUMN packed",
        older,
    ):
        execute(place, change)
    with Record(place) as again:
        add(again, NEWER, "dam")
        assert history(again) == [(1, "cue", None, None), (2, "cue", None, 1)]
    assert isinstance(place, str) or place.with_name(f"news.db.before-{TODAY}").exists()


# the command line


def test_on_the_command_line(tmp_path: Path) -> None:
    path, story = tmp_path / "news.db", tmp_path / "story.jsonl"
    url = "https://zelk.example/dam"

    def write(text: str) -> None:
        story.write_text(json.dumps({"url": url, "text": text}) + "\n", encoding="utf-8")

    write(OLD)
    onrecord("add", path, story)
    with Record(path) as record:
        one = of(record, "gates")
        record.review.correct(one, "content", "the gates were open", who="ana", why="guide")
        record.review.reject(of(record, "It was raining"), who="ana")
    new = NEWER.replace("was safe", "was not safe")
    write(new)
    done = onrecord("add", path, story)
    told = "1 correction could not follow the new text of {}: 2; see onrecord corrections {} list"
    assert done.returncode == 0
    assert f"onrecord: {told.format(url, path)}" in done.stderr.decode().splitlines()
    listed = onrecord("corrections", path, "list", "--format", "table").stdout.decode()
    assert listed.splitlines()[-1].endswith(": guide (carried from 1)")
    assert b"could not follow" not in onrecord("add", path, story).stderr
    again = onrecord("reextract", path, "--all").stderr.decode().splitlines()
    assert again[-2] == f"onrecord: {told.format(url, path)}"
    with Record(path) as record:
        article = next(record.statements()).article
    line = to_line(replace(article, text=FERRY), found_in(FERRY, "ferry"))
    story.write_text(f"{line}\n", encoding="utf-8")
    done = onrecord("import", path, story)
    assert "2 corrections could not follow" in done.stderr.decode()
    assert last_line(done).startswith("0 new, 1 changed")
