"""Review: corrections that win, survive, are told of and undone; and reading articles anew."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import CASES, execute, rows
from msgspec.structs import replace

from onrecord import Article, Record
from onrecord.errors import RecordError, StaleError, UnchangedError
from onrecord.evaluation import load_gold, predict, score
from onrecord.extracting import EXTRACTOR
from onrecord.positions.redlines import red_lines
from onrecord.record import Found
from onrecord.record.place import Place
from onrecord.record.reviewing.act_changes import conditioned, relabelled
from onrecord.record.reviewing.corrections import Field
from onrecord.record.reviewing.exact_words import find_words
from onrecord.statement import Act, Statement, passage, statement_id

TEXT = (
    "Premier Ilse Marrant said on Friday that the dam was safe. “If the water rises, we will open "
    "the gates,” she told the council.\n\n"
    "Osk Brandt, the mayor of Zelk, denied that the dam had been inspected. He warned that the "
    "town would sue.\n"
)
DAM, GATES = "that the dam was safe", "“If the water rises, we will open the gates,”"
INSPECTED, SUE = "that the dam had been inspected", "that the town would sue"
STORY = Article.from_text(TEXT, id="story")
OTHER = Article.from_text("Éva Ørn said that it rained in Vessen.", id="other")
RAINED = "that it rained in Vessen"


@pytest.fixture
def path(place: Place) -> Place:
    return place


@pytest.fixture
def record(path: Place) -> Iterator[Record]:
    with Record(path) as made:
        made.add([STORY, OTHER])
        yield made


def by_content(record: Record) -> dict[str, Found]:
    return {one.statement.content.text: one for one in record.statements()}


def of(record: Record, content: str) -> str:
    return by_content(record)[content].statement.id


def shown(record: Record) -> list[Statement]:
    return [one.statement for one in record.statements()]


def by_hand(*parts: tuple[str, str, str], text: str = TEXT) -> list[Statement]:
    """Statements that a version of another mind would find: source, cue and content each."""
    found = []
    for words in parts:
        source, cue, content = (passage(text, find_words(text, w, [(0, 9)], 0)) for w in words)
        found.append(
            Statement(
                id=statement_id(text, source.spans, cue.spans, content.spans), kind="indirect",
                source=source, cue=cue, content=content, confidence=0.9, extractor=EXTRACTOR,
            )
        )  # fmt: skip
    return found


def read_by(path: Place, extractor: str) -> None:
    """Have the record say that another version has read its articles."""
    execute(path, "UPDATE articles SET extractor = :extractor", extractor=extractor)


def finding(monkeypatch: pytest.MonkeyPatch, found: Iterable[Statement]) -> None:
    """Have the installed version find this in the story, and nothing elsewhere."""
    made = list(found)

    def extract_many(articles: Iterable[Article], **_: object) -> Iterator[Any]:
        yield from ((a, made if a.id == "story" else []) for a in articles)

    monkeypatch.setattr("onrecord.record.record.extract_many", extract_many)


# a correction wins, beside the machine's value


def test_corrected_words_win_everywhere_and_the_id_stays(record: Record, path: Place) -> None:
    one = of(record, INSPECTED)
    as_found = rows(path, "statements", "spans")
    record.review.correct(
        one, "content", "the dam had been inspected", who="ana", why="without that"
    )
    record.review.correct(one, "source", "the mayor of Zelk", who="ana")
    record.review.correct(one, "cue", [(159, 165), (166, 170)], who="ana")
    found = record.statement(one)
    assert found.statement.id == one
    assert found.statement.content.text == "the dam had been inspected"
    assert found.statement.source == passage(TEXT, [(140, 157)])
    assert found.statement.cue.text == "denied ... that"
    for part in (found.statement.source, found.statement.cue, found.statement.content):
        assert part is not None
        assert part == passage(TEXT, part.spans)
    assert all(act.spans == found.statement.content.spans for act in found.statement.acts)
    assert [f.statement for f in record.search(text='"dam had been"').found] == [found.statement]
    assert record.search(text="inspected", speaker="mayor of").total == 1
    assert rows(path, "statements", "spans") == as_found
    content, *_ = record.review.history(one)
    assert (content.who, content.why, content.field) == ("ana", "without that", "content")
    assert (content.machine["text"], content.value["text"]) == (
        INSPECTED, "the dam had been inspected",
    )  # fmt: skip


def test_the_kind_follows_a_corrected_content(record: Record) -> None:
    one = of(record, GATES)
    record.review.correct(one, "content", "we will open the gates,” she told", who="ana")
    assert record.statement(one).statement.kind == "mixed"
    assert [f.statement.id for f in record.statements(kind="mixed")] == [one]


def test_a_named_speaker_is_whose_it_is_in_all_that_counts(record: Record) -> None:
    one = of(record, DAM)
    before = (shown(record), record.actors.list(), record.actors.proposals())
    made = record.review.correct(one, "speaker", "Osk Brandt", who="ana")
    speaker = record.statement(one).statement.speaker
    assert speaker is not None
    assert (speaker.name, speaker.how, speaker.confidence) == ("Osk Brandt", "corrected", 1.0)
    assert one in {f.statement.id for f in record.statements(speaker="Osk Brandt")}
    assert one in {f.statement.id for f in record.search(actor=speaker.actor).found}
    counts = {a.name: a.statements for a in record.actors.list()}
    assert counts["Osk Brandt"] == 3
    assert counts["Ilse Marrant"] == 1
    portrait = record.actors.show("Osk Brandt")
    assert not [one for one in portrait.descriptions if "Premier" in one.text]
    record.actors.rename("Osk Brandt", "Osk Vale", who="ana")
    assert record.statement(one).statement.who == "Osk Vale"
    record.actors.undo(1, who="ana")
    record.review.undo(made.number, who="bo")
    assert (shown(record), record.actors.list(), record.actors.proposals()) == before


def test_a_new_name_makes_an_actor_and_none_takes_it_away(record: Record, path: Place) -> None:
    one, other = of(record, DAM), of(record, RAINED)
    record.review.correct(one, "speaker", "The Harbour Board (organisation)", who="ana")
    record.review.correct(other, "speaker", "the harbour board", who="bo")
    board, again = (record.statement(i).statement.speaker for i in (one, other))
    assert board is not None
    assert (board.type, board.name) == ("organisation", "The Harbour Board")
    assert board == again
    assert record.actors.show("Harbour Board").actor.statements == 2
    record.review.correct(one, "speaker", None, who="ana")
    assert record.statement(one).statement.speaker is None
    assert record.actors.show("Harbour Board").actor.statements == 1
    record.review.correct(one, "speaker", "the Kremlin", who="ana")
    assert [f.statement.id for f in record.statements(actor="gov:ru")] == [one]
    before = rows(path, "actors", "appearances", "corrections")
    for name, says in (("!", "needs a letter"), ("record:zz", "no actor"), ("", "needs a letter")):
        with pytest.raises(RecordError, match=says):
            record.review.correct(one, "speaker", name, who="ana")
    assert rows(path, "actors", "appearances", "corrections") == before


@pytest.mark.parametrize("type_", ["organisation", "organization", "Organisation", " group "])
def test_a_new_name_may_tell_its_type(record: Record, type_: str) -> None:
    one = of(record, RAINED)
    record.review.correct(one, "speaker", f"Weir Board ({type_})", who="ana")
    speaker = record.statement(one).statement.speaker
    expected = "group" if "group" in type_ else "organisation"
    assert speaker
    assert (speaker.name, speaker.type) == ("Weir Board", expected)


def test_a_name_may_end_in_brackets_where_an_actor_has_it(record: Record) -> None:
    one, name = of(record, RAINED), "Weir Board (north)"
    record.actors.rename("Éva Ørn", name, who="ana")
    record.review.correct(of(record, DAM), "speaker", name, who="ana")
    both = [record.statement(each).statement.speaker for each in (one, of(record, DAM))]
    assert {each and each.name for each in both} == {name}


def test_what_is_confirmed_is_not_confirmed_again(record: Record) -> None:
    one = of(record, DAM)
    made = record.review.confirm(one, who="ana")
    with pytest.raises(UnchangedError, match="confirmed already by ana"):
        record.review.confirm(one, who="ben")
    assert record.review.history() == [made]
    record.review.correct(one, "source", None, who="ben")
    record.review.confirm(one, who="ana")  # as it is now
    assert [each.field for each in record.review.history()] == ["confirm", "source", "confirm"]


def test_what_does_nothing_can_get_an_act(record: Record) -> None:
    one = of(record, DAM)
    record.review.correct(one, "acts", [], who="ana")
    found = record.statement(one).statement
    with pytest.raises(UnchangedError):
        record.review.correct(one, "acts", relabelled(found, "1 none"), who="ana")
    record.review.correct(one, "acts", relabelled(found, "1 warn"), who="ana")
    assert [act.label for act in record.statement(one).statement.acts] == ["warn"]


def test_a_split_and_a_merge_move_what_people_named_too(record: Record) -> None:
    one, other = of(record, DAM), of(record, RAINED)
    record.review.correct(one, "speaker", "Éva Ørn", who="ana")
    split = record.actors.split("Éva Ørn", statements=[one], who="ana")
    speakers = [record.statement(i).statement.speaker for i in (one, other)]
    assert speakers[0]
    assert speakers[1]
    assert speakers[0].actor == split.other != speakers[1].actor
    record.actors.merge(str(speakers[1].actor), str(split.other), who="ana")
    assert record.actors.show("Éva Ørn").actor.statements == 2


def test_acts_and_their_halves_are_corrected(record: Record) -> None:
    one = of(record, GATES)
    found = record.statement(one)
    record.review.correct(one, "acts", relabelled(found.statement, "threaten"), who="ana")
    found = record.statement(one)
    acts = conditioned(found.article, found.statement, 1, "water rises", "open the gates")
    record.review.correct(one, "acts", acts, who="ana")
    (line,) = red_lines((f.article, f.statement) for f in record.statements(act="threaten"))
    assert (line.condition.text, line.consequence and line.consequence.text) == (
        "water rises", "open the gates",
    )  # fmt: skip
    found = record.statement(one)
    record.review.correct(one, "acts", relabelled(found.statement, "2 not promise"), who="ana")
    found = record.statement(one)
    assert [(a.label, a.negated) for a in found.statement.acts] == [
        ("threaten", False), ("promise", True),
    ]  # fmt: skip
    acts = conditioned(found.article, found.statement, 1, None, None)
    record.review.correct(one, "acts", acts, who="ana")
    assert not list(record.statements(id=one, has=("condition",)))
    found = record.statement(one)
    record.review.correct(one, "acts", relabelled(found.statement, "2 none"), who="ana")
    assert [a.label for a in record.statement(one).statement.acts] == ["threaten"]
    record.review.correct(one, "content", "told the council", who="ana")
    assert record.statement(one).statement.acts == ()


def test_the_act_and_the_halves_that_are_there_are_no_change(record: Record) -> None:
    """The evidence stays, and nothing counts as reviewed."""
    found = next(one for one in record.statements(has=("condition",)))
    one, act = found.statement, found.statement.acts[0]
    name = f"not {act.label}" if act.negated else act.label
    assert act.condition
    then = act.consequence and act.consequence.text
    for acts in [
        relabelled(one, name),
        conditioned(found.article, one, 1, act.condition.text, then),
    ]:
        assert acts == list(one.acts)
        with pytest.raises(UnchangedError, match="the acts are that already"):
            record.review.correct(one.id, "acts", acts, who="ana")
    assert record.review.history() == []


def test_the_last_correction_is_told_of_each(record: Record) -> None:
    mine = record.review.confirm(of(record, GATES), who="ana")
    theirs = record.review.confirm(of(record, SUE), who="ben")
    review = record.review
    lasts = [review.progress(who=who).last for who in ("ana", "ben", "cid", None)]
    assert lasts == [mine, theirs, None, theirs]


def test_what_is_rejected_is_in_no_query_and_comes_back(record: Record) -> None:
    one, before = of(record, SUE), shown(record)
    inner = [s.id for s in before if s.parent == one]
    counted = record.counts()
    made = record.review.reject(one, who="ana", why="said by nobody")
    assert one not in {s.id for s in shown(record)}
    assert record.search(text="sue", speaker="Brandt").total == 0
    assert record.counts() == (counted[0], counted[1] - 1)
    assert all(record.statement(i).statement.parent is None for i in inner)
    assert not list(record.statements(has=("parent",)))
    fields: tuple[Field, ...] = ("confirm", "reject", "cue")
    for field in fields:
        with pytest.raises(RecordError, match=r"was rejected by ana .*; undo correction 1 first"):
            record.review.correct(one, field, "warned", who="bo")
    record.review.undo(made.number, who="bo")
    assert shown(record) == before


def test_the_last_of_several_wins_and_each_can_be_undone(record: Record) -> None:
    one, before = of(record, DAM), shown(record)
    for words in ("Ilse Marrant", "Marrant", "Premier"):
        record.review.correct(one, "source", words, who="ana")

    def source() -> str:
        part = record.statement(one).statement.source
        return part.text if part else "-"

    assert source() == "Premier"
    record.review.undo(2, who="bo")
    assert source() == "Premier"
    record.review.undo(3, who="bo")
    assert source() == "Ilse Marrant"
    record.review.correct(one, "source", None, who="ana")
    assert source() == "-"
    for number in (1, 4):
        record.review.undo(number, who="bo")
    assert shown(record) == before
    assert [(c.number, c.undone_by) for c in record.review.history()] == [
        (n, "bo") for n in range(1, 5)
    ]
    with pytest.raises(RecordError, match="correction 2 was undone already, by bo"):
        record.review.undo(2, who="ana")
    with pytest.raises(RecordError, match="there is no correction 9"):
        record.review.undo(9, who="ana")


def test_the_second_of_two_is_told_and_nothing_is_lost(record: Record) -> None:
    one = of(record, DAM)
    with Record(record.path) as second:
        record.review.correct(one, "cue", "said on Friday", who="ana", seen=())
        with pytest.raises(StaleError, match=r"was corrected meanwhile by ana at .*; look again"):
            second.review.correct(one, "source", "Marrant", who="bo", seen=())
        assert len(second.review.history()) == 1
        last = second.statement(one).corrections[-1].number
        second.review.correct(one, "source", "Marrant", who="bo", seen=(last,))
        record.review.undo(2, who="ana")
        with pytest.raises(StaleError, match="was changed back meanwhile by ana"):
            second.review.confirm(one, who="bo", seen=(1, 2))
    assert record.statement(one).statement.cue.text == "said on Friday"
    assert [c.who for c in record.review.history()] == ["ana", "bo"]


def test_what_was_undone_before_the_last_is_noticed_too(record: Record) -> None:
    one = of(record, DAM)
    record.review.correct(one, "cue", "said on Friday", who="ana")
    record.review.correct(one, "source", "Marrant", who="ana")
    with Record(record.path) as second:
        shown = second.statement(one)
        record.review.undo(1, who="ana")
        with pytest.raises(StaleError, match=r"was changed back meanwhile by ana at .*; look"):
            second.review.correct(one, "source", "Premier", who="bo", seen=shown.seen)
        assert [c.who for c in record.review.history()] == ["ana", "ana"]
        again = second.statement(one)
        second.review.correct(one, "source", "Premier", who="bo", seen=again.seen)
        with pytest.raises(StaleError, match="was corrected meanwhile by bo"):
            record.review.confirm(one, who="ana", seen=again.seen)
        with pytest.raises(RecordError, match="has no correction 99"):
            record.review.confirm(one, who="ana", seen=(2, 3, 99))


# words are looked for where the statement is


def test_words_are_found_as_they_are_typed_nearest_to_the_old_place() -> None:
    text = "He said:\n“She’s here.”\n\nThey say he  came — he “won’t” stay ... ever, he says."
    paragraph = [(text.index("They"), text.index("They") + 4)]

    def find(words: str, near: str) -> str:
        spans = find_words(text, words, paragraph, text.index(near))
        assert passage(text, spans).text.replace("  ", " ").translate({8217: "'"}) or words
        return " ".join(f"{a - text.index('They')}-{b - text.index('They')}" for a, b in spans)

    assert find("he", "came") == "9-11"
    assert find("he", "says") == text_span(text, ", he says", 2, 4)
    assert find("he came - he", "They") == "9-22"
    assert find('"won\'t"', "They") == text_span(text, "“won’t”", 0, 7)
    assert find("stay ... ever", "They") == text_span(text, "stay ... ever", 0, 13)
    assert find("They ... stay", "They") == "0-4 " + text_span(text, "stay", 0, 4)
    assert find("She's here.", "They").startswith("-")
    for words in ("hey", "stay ... They", "Moscow", "He SAID", "... ...", " "):
        with pytest.raises(RecordError, match=r"does not stand in|needs words"):
            find(words, "They")


def text_span(text: str, words: str, start: int, end: int) -> str:
    at = text.index(words) - text.index("They")
    return f"{at + start}-{at + end}"


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("cue", "shouted", "“shouted” does not stand in the paragraph"),
        ("cue", None, "needs words or spans"),
        ("cue", [], "needs words"),
        ("source", [(5, 5)], "no words at 5-5"),
        ("source", [(0, 99_999)], "no words at"),
        ("source", [(-4, 3)], "no words at"),
        ("source", [(3, 7), (0, 2)], "one after the other"),
        ("source", "Premier Ilse Marrant", "the source is that already"),
        ("speaker", "Ilse Marrant", "the speaker is that already"),
        ("speaker", [(0, 3)], "needs a name"),
        ("speaker", "n" * 501, "500 characters at most"),
        ("speaker", "Weir Board (robot)", "group or document, not robot"),
        ("acts", "threaten", "not the acts of a statement"),
        ("acts", [{"label": "shout", "spans": [(36, 57)], "confidence": 1}], "not the acts"),
        ("acts", [Act(label="deny", spans=((0, 3),), confidence=1)], "does not lie in the content"),
        ("acts", [Act(label="deny", spans=(), confidence=1)], "needs words"),
        (
            "acts",
            [
                Act(label="deny", spans=((36, 57),), confidence=1,
                    consequence=replace(passage(TEXT, [(40, 43)]), text="dam"))
            ],
            "are not the words",
        ),
    ],
)  # fmt: skip
def test_a_value_that_makes_no_sense_is_refused(
    record: Record, path: Place, field: Any, value: Any, says: str
) -> None:
    before = rows(path, "corrections", "facets", "appearances")
    with pytest.raises(RecordError, match=says):
        record.review.correct(of(record, DAM), field, value, who="ana")
    assert rows(path, "corrections", "facets", "appearances") == before


# a newer version


def test_a_newer_version_leaves_what_people_reviewed(
    record: Record, path: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    dam, gates, inspected, sue = (of(record, c) for c in (DAM, GATES, INSPECTED, SUE))
    record.review.correct(dam, "content", "the dam was safe", who="ana")
    record.review.correct(dam, "speaker", "Osk Brandt", who="ana")
    record.review.confirm(gates, who="ana")
    record.review.reject(inspected, who="ana")
    record.review.reject(sue, who="ana")
    as_corrected = record.statement(dam).statement
    read_by(path, "onrecord 0.0.9")
    newer = by_hand(
        ("Ilse Marrant", "said", "on Friday that the dam was safe"),  # the corrected one
        ("she", "told the council", GATES),  # the confirmed one
        ("mayor of Zelk", "denied", "the dam had been"),  # the rejected one
        ("the town", "would", "sue"),
        ("Osk Brandt", "inspected", "the mayor"),
    )
    finding(monkeypatch, newer)
    changes = list(record.reextract())
    assert record.statement(dam).statement == as_corrected
    found = {s.id for s in shown(record)}
    assert found == {dam, gates, newer[3].id, newer[4].id}
    story = next(one for one in changes if one.article.id == "story")
    assert {s.id for s in story.gained} == {newer[3].id, newer[4].id} - {
        s.id for s in story.lost
    } - {pair[0].id for pair in story.changed}
    assert list(record.reextract()) == []
    record.review.undo(5, who="bo")
    assert record.statement(sue).statement.content.text == SUE
    for number in (1, 2):
        record.review.undo(number, who="bo")
    speaker = record.statement(dam).statement.speaker
    assert speaker
    assert speaker.name == "Ilse Marrant"
    read_by(path, "onrecord 0.0.9")
    list(record.reextract())
    assert dam not in {s.id for s in shown(record)}
    assert newer[0].id in {s.id for s in shown(record)}


def test_what_a_newer_version_finds_again_keeps_its_corrections(
    record: Record, path: Place
) -> None:
    for content in (DAM, SUE):
        record.review.correct(of(record, content), "speaker", "Éva Ørn", who="ana")
    record.review.correct(of(record, GATES), "cue", "she told", who="ana")
    record.review.reject(of(record, INSPECTED), who="ana")
    tables = ("facets", "appearances", "replaced_appearances", "words")
    before = (shown(record), rows(path, *tables), record.counts())
    read_by(path, "onrecord 0.0.9")
    assert [one for one in record.reextract() if one.gained or one.lost or one.changed] == []
    list(record.reextract(every=True))
    assert (shown(record), record.counts()) == (before[0], before[2])
    assert len(rows(path, *tables)) == len(before[1])
    assert {row[11] for row in rows(path, "articles")} == {EXTRACTOR}
    record.review.correct(of(record, RAINED), "cue", "said that", who="ana")
    read_by(path, "onrecord 0.0.9")
    assert record.add([OTHER]).changed == 1
    assert record.statement(of(record, RAINED)).statement.cue.text == "said that"


def test_what_was_confirmed_keeps_its_values_and_what_was_corrected_its_own(
    record: Record, path: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.review.confirm(of(record, INSPECTED), who="ana")
    record.review.correct(of(record, SUE), "speaker", "Éva Ørn", who="ana")
    confirmed = record.statement(of(record, INSPECTED)).statement
    corrected = record.statement(of(record, SUE)).statement
    read_by(path, "onrecord 0.0.9")
    finding(monkeypatch, [replace(s, speaker=None, acts=()) for s in shown(record)])
    list(record.reextract())
    assert record.statement(confirmed.id).statement == confirmed
    assert record.statement(corrected.id).statement == replace(corrected, acts=())


def test_a_corrected_record_is_exported_and_read_back(
    record: Record, path: Place, tmp_path: Path
) -> None:
    one = of(record, INSPECTED)
    record.review.correct(one, "content", "the dam had been inspected", who="ana")
    record.review.correct(one, "speaker", "Éva Ørn", who="ana")
    assert record.statement(one).statement.corrected == ("content", "speaker")
    backup, again = tmp_path / "backup.jsonl", tmp_path / "again.db"
    assert onrecord_("export", path, "--format", "jsonl", "-o", backup).returncode == 0
    read = onrecord_("import", again, backup)
    assert (read.returncode, "0 refused" in read.stderr) == (0, True)
    with Record(again) as other:
        back = other.statement(one).statement
        assert back.content.text == "the dam had been inspected"
        assert back.who == "Éva Ørn"


def test_reextract_tells_what_it_gained_lost_and_changed(path: Place) -> None:
    with Record(path) as record:
        record.add([STORY, OTHER])
        rained = of(record, RAINED)
    read_by(path, "onrecord 0.0.9")
    execute(path, "DELETE FROM statements WHERE content = :words", words=INSPECTED)
    execute(path, "UPDATE statements SET id = 'f' || id WHERE content = :words", words=DAM)
    execute(path, "UPDATE statements SET kind = 'mixed' WHERE id = :id", id=rained)
    done = onrecord_("reextract", path)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "story",
        f"- Premier Ilse Marrant | said | {DAM}",
        f"+ Premier Ilse Marrant | said | {DAM}",
        f"+ Osk Brandt, the mayor of Zelk | denied | {INSPECTED}",
        "other",
        f"~ Éva Ørn | said | {RAINED} | kind: mixed -> indirect",
    ]
    assert done.stderr.splitlines()[-1] == "2 articles read anew: 2 gained, 1 lost, 1 changed"
    assert onrecord_("reextract", path).stderr.startswith("0 articles read anew: 0 gained")
    again = onrecord_("reextract", path, "--all")
    assert (again.stdout, again.stderr) == (
        "", "2 articles read anew: 0 gained, 0 lost, 0 changed\n",
    )  # fmt: skip


def test_a_reextract_that_is_killed_goes_on_where_it_was(path: Place) -> None:
    texts = [p.read_text(encoding="utf-8") for p in sorted(CASES.glob("*.txt"))]
    with Record(path) as record:
        record.add(
            Article.from_text(f"Report {i}.\n\n{texts[i % len(texts)]}", id=str(i))
            for i in range(96)
        )
        one = next(record.statements()).statement.id
        record.review.correct(one, "speaker", "Ilse Marrant", who="ana")
        before = shown(record)
    read_by(path, "onrecord 0.0.9")

    def done() -> int:
        return sum(row[11] == EXTRACTOR for row in rows(path, "articles"))

    process = subprocess.Popen([sys.executable, "-m", "onrecord", "reextract", path])
    while process.poll() is None and done() < 32:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    reached = done()
    assert 32 <= reached < 96
    last = onrecord_("reextract", path).stderr.splitlines()[-1]
    assert last == f"{96 - reached} articles read anew: 0 gained, 0 lost, 0 changed"
    assert done() == 96
    with Record(path) as record:
        assert shown(record) == before


# the command line


def onrecord_(*arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, arguments)],
        capture_output=True, check=False, encoding="utf-8", input=stdin,
    )  # fmt: skip


def lines(*arguments: object) -> list[dict[str, Any]]:
    done = onrecord_(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_review_steps_through_what_is_least_sure(record: Record, path: Place) -> None:
    least = sorted(record.statements(), key=lambda f: f.statement.confidence)
    contents = [one.statement.content.text for one in least]
    assert record.review.open() == [one.statement.id for one in least]
    script = "c looks right\nr\nk\nz\nq\nc\n"
    done = onrecord_("review", path, "--who", "ana", stdin=script)
    assert done.returncode == 0
    assert (
        done.stderr == f"1 confirmed, 0 corrected, 1 rejected, 1 skipped, {len(least) - 3} left\n"
    )
    assert f"3 of {len(least)} · 1 confirmed, 0 corrected, 1 rejected" in done.stdout
    assert f"[{contents[0]}]" in " ".join(done.stdout.split())
    made = [(c.statement, c.field, c.who, c.why) for c in record.review.history()]
    assert made[0] == (least[0].statement.id, "confirm", "ana", "looks right")
    assert made[1] == (least[1].statement.id, "reject", "ana", None)
    assert record.review.open() == [one.statement.id for one in least[2:]]
    assert record.review.open(text="dam", below=0.0) == []
    asked = onrecord_("review", path, "dam", "--kind", "indirect", "--below", "1")
    assert "1 of 2 · " in asked.stdout or "1 of 1 · " in asked.stdout
    assert onrecord_("review", path, "moonlight").stderr == (
        "0 confirmed, 0 corrected, 0 rejected, 0 skipped, 0 left\n"
    )


def test_what_waits_comes_in_pages(record: Record) -> None:
    record.add([replace(STORY, id="copy")])
    every = record.review.open()
    seen: list[str] = []
    token = None
    while page := record.review.waiting(limit=2, after=token):
        seen += [one.id for one in page]
        token = page[-1].token
    assert set(seen) == set(every)
    assert record.review.progress().waiting == record.counts()[1] > len(every)
    assert record.review.progress(text="dam", below=0.0).waiting == 0
    first, second = every[:2]
    record.review.correct(first, "speaker", "Éva Ørn", who="ana")
    made = record.review.confirm(first, who="ana")
    undone = record.review.reject(second, who="bo")
    record.review.undo(undone.number, who="bo")
    progress = record.review.progress()
    assert (progress.reviewed, progress.last) == (1, made)
    assert progress.waiting == sum(one.statement.id != first for one in record.statements())


def test_review_corrects_each_part_and_takes_back(record: Record, path: Place) -> None:
    gates = of(record, GATES)
    script = [
        "s", "", "s the mayor of nowhere", "s she told", "e told the council", "w", "Osk Vale",
        "a 1 threaten", "d water rises", "open the gates", "n", "If the water rises", "u",
        "w none", "u", "k",
    ]  # fmt: skip
    done = onrecord_("review", path, "gates", "--who", "ana", stdin="\n".join(script))
    assert "nothing is changed" in done.stdout
    assert "“the mayor of nowhere” does not stand in the paragraph of the statement" in done.stdout
    assert "undone: 6: " in done.stdout
    assert done.stderr == "0 confirmed, 1 corrected, 0 rejected, 0 skipped, 0 left\n"
    s = record.statement(gates).statement
    assert s.source
    assert (s.source.text, s.cue.text, s.content.text) == ("she told", "told the council", GATES)
    assert s.who == "Osk Vale"
    (act,) = s.acts
    assert act.condition
    assert act.consequence
    assert (act.label, act.condition.text, act.consequence.text) == (
        "threaten", "water rises", "open the gates",
    )  # fmt: skip
    text = onrecord_("show", path, gates).stdout
    assert f"1: {gates} source is “she told”, not “she”; ana, 20" in text
    assert f"5: {gates} acts are threaten if “water rises”: “open the gates”, not " in text


def test_a_reviewer_is_told_what_another_corrected_meanwhile(record: Record, path: Place) -> None:
    first, second = record.review.open(text="dam")[:2]
    process = subprocess.Popen(
        [sys.executable, "-m", "onrecord", "review", path, "dam", "--who", "bo"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    while "extractor" not in (line := process.stdout.readline()):
        assert line, "it showed no statement"
    record.review.correct(first, "speaker", "Éva Ørn", who="ana")
    record.review.confirm(second, who="cy")
    out, _ = process.communicate("c\nc\n")
    told = next(line for line in out.splitlines() if "meanwhile" in line)
    assert f"{first} was corrected meanwhile by ana at 20" in told
    assert f"{second} was reviewed meanwhile by cy; passed over" in out
    assert [(c.statement, c.field, c.who) for c in record.review.history()] == [
        (first, "speaker", "ana"), (second, "confirm", "cy"), (first, "confirm", "bo"),
    ]  # fmt: skip


def test_corrections_on_the_command_line(record: Record, path: Place, tmp_path: Path) -> None:
    dam, gates, sue = (of(record, c) for c in (DAM, GATES, SUE))
    record.review.correct(dam, "content", "the dam was safe", who="ana", why="a word too many")
    record.review.confirm(gates, who="ana")
    record.review.reject(sue, who="ana")
    listed = lines("corrections", path, "list")
    assert [(c["number"], c["field"]) for c in listed] == [
        (1, "content"), (2, "confirm"), (3, "reject"),
    ]  # fmt: skip
    assert listed[0]["machine"]["spans"] == [[36, 57]]
    assert lines("corrections", path, "list", "--statement", dam[:9]) == listed[:1]
    gold = tmp_path / "gold.jsonl"
    gold.write_text(onrecord_("corrections", path, "export").stdout, encoding="utf-8")
    (written,) = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    assert {s["id"]: (s["reviewed"], s["corrected"]) for s in written["statements"]} == {
        dam: ("corrected", ["content"]), gates: ("confirmed", []),
    }  # fmt: skip
    (truth,) = load_gold(gold)
    assert truth.ignore == [(166, 197)] or (166, 197) in truth.ignore
    scores = score([truth], predict([truth]))
    assert (scores["gold"], scores["linked"]["r"]) == (2, 1.0)
    assert scores["predicted"] == 3  # the two, and the one that was rejected
    undone = onrecord_("corrections", path, "undo", 3, "--who", "bo")
    assert (undone.returncode, undone.stderr) == (0, f"undone: 3: {sue} rejected\n")
    text = onrecord_("corrections", path, "list", "--format", "table").stdout
    assert f"3: {sue} rejected; ana, 20" in text
    assert " (undone by bo, 20" in text
    assert ": a word too many" in text.splitlines()[0]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("corrections", "{}", "undo", "7"), "{}: there is no correction 7"),
        (("review", "no.db"), "no.db: there is no such record"),
        (("review", "{}", "dam AND"), "the search text cannot be understood at character 8"),
        (("reextract", "no.db"), "no.db: there is no such record"),
        (("corrections", "no.db", "export"), "no.db: there is no such record"),
    ],
)
def test_bad_input_is_one_line(
    record: Record, path: Place, arguments: tuple[str, ...], says: str
) -> None:
    done = onrecord_(*(one.format(path) for one in arguments))
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"onrecord: {says.format(path)}")


def test_an_id_that_is_none_or_several_is_refused(record: Record) -> None:
    for given in ("zz", "", "%"):
        with pytest.raises(RecordError, match="no statement has an id that begins with"):
            record.review.confirm(given, who="ana")
    everything = record.review.open()
    digit = next((a[0] for a in everything if [b[0] for b in everything].count(a[0]) > 1), None)
    if digit:
        with pytest.raises(RecordError, match="more than one id begins with"):
            record.review.confirm(digit, who="ana")


def test_beginnings_of_ids_are_taken_in_their_own_case(record: Record) -> None:
    record.add([replace(STORY, id="Desk:A_1")])
    one = of(record, RAINED)
    digits = next(n for n in range(5, 21) if one[:n].upper() != one[:n])
    record.review.confirm(one[:digits], who="ana")
    assert [c.statement for c in record.review.history(one[:digits])] == [one]
    assert [f.statement.id for f in record.statements(id=one[:digits])] == [one]
    capitals = one[:digits].upper()
    assert not record.review.history(capitals)
    assert not list(record.statements(id=capitals))
    with pytest.raises(RecordError, match="no statement has an id that begins with"):
        record.review.confirm(capitals, who="ana")
    words = {"cue": "warned that", "content": "the town"}
    assert record.review.add("Desk:A_", who="ana", **words).article == "Desk:A_1"
    for wrong in ("desk:A_", "Desk:A%", "Desk:AA"):
        with pytest.raises(RecordError, match="no article has an id that begins with"):
            record.review.add(wrong, who="ana", **words)
    actor = record.actors.list()[0].id
    assert record.actors.show(actor[:-1]).actor.id == actor
    with pytest.raises(RecordError, match="no actor has the name or id"):
        record.actors.show(actor[:-1].upper())


def test_one_text_in_two_articles_is_reviewed_once(record: Record) -> None:
    record.add([replace(STORY, id="copy")])
    dam = of(record, DAM)
    assert record.review.open().count(dam) == 1
    record.review.correct(dam, "speaker", "Éva Ørn", who="ana")
    assert [f.statement.who for f in record.statements(id=dam)] == ["Éva Ørn", "Éva Ørn"]
    record.add([replace(STORY, id="third")])
    assert [f.statement.who for f in record.statements(id=dam)] == ["Éva Ørn"] * 3
    record.review.reject(dam, who="ana")
    assert not list(record.statements(id=dam))
