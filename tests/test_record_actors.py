from __future__ import annotations

import contextlib
import csv
import io
import json
import random
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import msgspec
import pytest
from conftest import rows
from msgspec.structs import replace

from onrecord import Article, Record
from onrecord.actors.actor import Actor, Role
from onrecord.actors.directory import directory_of
from onrecord.errors import RecordError
from onrecord.extracting import EXTRACTOR
from onrecord.record.database import open_engine, open_for_writing
from onrecord.record.migrations import APPLICATION_ID, MIGRATIONS
from onrecord.record.place import Place
from onrecord.record.writing import keep
from onrecord.statement import Addressee, Speaker, Statement, passage, statement_id

RUSSIA = Actor(
    id="gov:ru", type="government", name="Russia", names=("Russian Federation",),
    metonyms=("the Kremlin", "Moscow"),
)  # fmt: skip
UN = Actor(id="org:un", type="organisation", name="United Nations", names=("UN",))
TORVSIK = Actor(
    id="person:ana-torvsik", type="person", name="Ana Torvsik",
    roles=(Role(title="president", of="gov:ru", from_="2020-05", to="2024-05"),),
)  # fmt: skip
DIRECTORY = directory_of([RUSSIA, UN, TORVSIK])

Said = tuple[Article, list[Statement]]


def said(
    id: str,  # noqa: A002
    *sources: tuple[object, ...],
    outlet: str | None = None,
    published: date | None = date(2026, 3, 6),
) -> Said:
    """An article in which each source says a line: words, name, how, description, actor, type."""
    lines = []
    for i, (words, _, _, description, *_) in enumerate(sources):
        lines.append(
            f"{words}{f', {description},' if description else ''} said that it was {id}{i}."
        )
    text = "\n\n".join(lines)
    article = Article(id=id, outlet=outlet, published=published, text=text)
    found = []
    for i, (words, name, how, description, *more) in enumerate(sources):
        named = how not in ("pronoun", "role", "unnamed")
        start = text.index(lines[i])
        cue = text.index(" said", start) + 1
        content = (cue + 5, start + len(lines[i]) - 1)
        source = ((start, start + len(str(words))),)
        actor, kind = (*more, *(None, "person")[len(more) :])
        at = text.index(str(description), start) if description else 0
        speaker = Speaker(
            actor=actor, name=str(name), type=str(kind), how=str(how), confidence=0.94,
            spans=source if named else (),
            description=passage(text, [(at, at + len(str(description)))]) if description else None,
        )  # fmt: skip
        found.append(
            Statement(
                id=statement_id(text, source, ((cue, cue + 4),), (content,)), kind="indirect",
                source=passage(text, source), cue=passage(text, [(cue, cue + 4)]),
                content=passage(text, [content]), speaker=speaker, confidence=0.9, extractor="hand",
            )
        )  # fmt: skip
    return article, found


def person(name: str, description: str | None = None) -> tuple[object, ...]:
    return (name, name, "name", description)


def put(path: Place, *what: Said, extractor: str = "hand") -> None:
    """Keep articles with statements that nobody extracted."""
    Record(path).close()
    engine = open_engine(path)
    with open_for_writing(engine, path) as connection:
        for article, found in what:
            keep(connection, article, found, extractor, directory=DIRECTORY)
    engine.dispose()


@pytest.fixture
def path(place: Place) -> Place:
    return place


@pytest.fixture
def two(path: Place) -> Iterator[Record]:
    """A record where two that go by other names, and a third, speak in two articles and one."""
    put(
        path,
        said("one", person("Ilse Marrant", "the mayor of Zelk"), outlet="Post"),
        said("two", person("I. Kestrel"), person("Osk Brandt"), outlet="Courier"),
        said("three", person("Ilse Marrant", "Zelk's mayor")),
    )
    with Record(path, directory=DIRECTORY) as record:
        yield record


def shown(record: Record, speaker: str | None = None) -> list[tuple[str, str]]:
    """The articles of statements with the names of their speakers as they are shown."""
    found = record.statements(speaker=speaker)
    return sorted((f.article.id, f.statement.speaker.name) for f in found if f.statement.speaker)


# whose a statement is


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            said("one", person("Ilse Marrant", "the mayor of Zelk"), outlet="Post"),
            said("two", person("ILSE MARRANT", "a former mayor"), outlet="Courier"),
        ),
        (
            said("one", person("Ilse Marrant"), outlet="Post"),
            said("two", person("Dr. Ilse Marrant"), outlet="post"),
        ),
        (
            said(
                "one", person("Ilse Marrant"), person("Osk Brandt"),
                ("Moscow", "Russia", "metonym", None, "gov:ru", "government"),
            ),
            said(
                "two", person("Ilse Marrant"), person("Osk Brandt"),
                ("The Kremlin", "Russia", "metonym", None, "gov:ru", "government"),
            ),
        ),
    ],
    ids=["description", "outlet", "company"],
)  # fmt: skip
def test_one_full_name_and_evidence_are_one_actor(path: Place, first: Said, second: Said) -> None:
    put(path, first, second)
    with Record(path, directory=DIRECTORY) as record:
        (marrant,) = [a for a in record.actors.list() if a.name == "Ilse Marrant"]
        assert marrant.id.startswith("record:")
        assert len(marrant.id) == len("record:") + 12
        assert marrant.articles == 2
        assert not [p for p in record.actors.proposals() if "Marrant" in p.name]


@pytest.mark.parametrize(
    ("first", "second", "opposing"),
    [
        (
            said("one", person("Jan Smith", "a former teacher"), outlet="Post"),
            said("two", person("Jan Smith", "the former goalkeeper"), outlet="Courier"),
            (
                "no outlet in common",
                "described differently: “a former teacher” / “the former goalk",
            ),
        ),
        (said("one", person("Jan Smith")), said("two", person("Jan Smith")), ()),
        (
            said("one", person("Jan Smith"), person("Osk Brandt"), person("Vance")),
            said("two", person("Jan Smith"), person("Osk Brandt"), person("Vance")),
            (),
        ),
        (
            said("one", person("Jan Smith"), outlet="Post"),
            said(
                "two", ("Jan Smith", "Jan Smith", "name", None, None, "organisation"), outlet="Post"
            ),
            ("person / organisation",),
        ),
    ],
    ids=["nothing shared", "nothing known", "one other in common", "types"],
)
def test_one_full_name_and_no_evidence_are_two_actors_and_a_proposal(
    path: Place, first: Said, second: Said, opposing: tuple[str, ...]
) -> None:
    put(path, first, second)
    with Record(path, directory=DIRECTORY) as record:
        smiths = [a.id for a in record.actors.list() if a.name == "Jan Smith"]
        (proposal,) = [p for p in record.actors.proposals() if p.name == "Jan Smith"]
        assert {proposal.actor, proposal.other} == set(smiths)
        assert len(smiths) == 2
        assert proposal.supporting[0] == "same name: Jan Smith"
        assert len(proposal.opposing) == len(opposing)
        assert all(p.startswith(o) for p, o in zip(proposal.opposing, opposing, strict=True))
        assert [record.actors.proposals(one) for one in smiths] == [[proposal], [proposal]]


def test_one_word_joins_nobody_and_is_proposed_in_one_outlet_only(path: Place) -> None:
    put(
        path,
        said("one", person("Marrant", "the mayor"), outlet="Post"),
        said("two", person("Marrant", "the mayor"), outlet="Post"),
        said("three", person("Marrant", "the mayor"), outlet="Courier"),
        said("four", person("Mr. Marrant", "the mayor"), outlet="Herald"),
    )
    with Record(path, directory=DIRECTORY) as record:
        assert [a.articles for a in record.actors.list()] == [1, 1, 1, 1]
        (proposal,) = record.actors.proposals()
        assert proposal.supporting[1:] == ("same outlet: Post", "described alike: mayor")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Aleksei Koval", "Alexey Koval", True),
        ("Yulia Timoshko", "Julia Tymoshko", True),
        ("Muhammad al-Osk", "Mohammed al-Osk", True),
        ("Katherine Orr", "Catherine Orr", True),
        ("Stephen Brandt", "Steven Brandt", True),
        ("Anna Berg", "Ana Ruiz", False),
        ("Anna Berg", "Anna Borg-Lind", False),
        ("Paul Weber", "Pavel Weber", False),
        ("Jan Orlan", "Jan Orlen-Trask", False),
    ],
)
def test_two_spellings_of_a_name_are_proposed_with_evidence_only(
    path: Place, one: str, other: str, alike: bool
) -> None:
    put(
        path,
        said("one", person(one, "the mayor"), outlet="Post"),
        said("two", person(other, "the mayor"), outlet="Post"),
        said("three", person(one.upper(), "a pilot"), outlet="Herald"),
    )
    with Record(path, directory=DIRECTORY) as record:
        proposals = record.actors.proposals()
        for actor in record.actors.list():
            theirs = [p for p in proposals if actor.id in (p.actor, p.other)]
            assert record.actors.proposals(actor.id) == theirs
    spelt = [p for p in proposals if p.supporting[0].startswith("names spelt alike: ")]
    assert [{p.name, p.other_name} for p in spelt] == [{one, other}] * alike


def test_nobody_in_particular_is_no_actor(path: Place) -> None:
    officials = ("officials", "officials", "unnamed", None, None, "group")
    put(path, said("one", officials), said("two", officials))
    with Record(path, directory=DIRECTORY) as record:
        assert record.actors.list() == []
        assert record.actors.proposals() == []
        assert shown(record, "offic") == [("one", "officials"), ("two", "officials")]
        assert {f.statement.speaker.actor for f in record.statements() if f.statement.speaker} == {
            None
        }
    assert rows(path, "actors", "appearances") == []


def test_an_article_read_anew_or_changed_makes_no_new_actors(path: Place) -> None:
    articles = [
        said("one", person("Jan Smith"), person("Vance"), outlet="Post"),
        said("two", person("Jan Smith"), outlet="Courier"),
        said("three", person("Jan Smith"), outlet="Post"),
        said("four", person("Jan Smith", "the goalkeeper"), outlet="Courier"),
    ]
    put(path, *articles)
    before = rows(path, "actors")
    with Record(path, directory=DIRECTORY) as record:
        listed = record.actors.list()
    put(path, *reversed(articles), extractor="hand 2")
    changed = replace(articles[1][0], text=articles[1][0].text + "\n\nThat was all.")
    put(path, (changed, articles[1][1]))
    with Record(path, directory=DIRECTORY) as record:
        assert record.actors.list() == listed
    assert rows(path, "actors") == before
    assert len(rows(path, "appearances")) == 6  # one of them of the version before


def test_what_add_extracts_gets_actors_too(path: Place) -> None:
    text = "Ilse Marrant said that the dam was safe.\n\nIt rained."
    article = Article.from_text(text, id="one")
    with Record(path, directory=DIRECTORY) as record:
        record.add([article])
        named = [
            f.statement.speaker.actor
            for f in record.statements()
            if f.statement.speaker and f.statement.speaker.how != "unnamed"
        ]
        assert sum(a.statements for a in record.actors.list()) == len(named)
        assert record.add([article]).known == 1
    assert {row[11] for row in rows(path, "articles")} == {EXTRACTOR}


# finding statements by their speaker


def test_a_speaker_is_found_by_any_name(path: Place) -> None:
    put(
        path,
        said("one", ("The president", "Russia", "role", None, "gov:ru", "government")),
        said("two", ("The UN", "UN", "name", None, "org:un", "organisation")),
        said("three", ("He", "Ilse Marrant", "pronoun", None)),
    )
    with Record(path, directory=DIRECTORY) as record:
        assert shown(record, "Kremlin") == [("one", "Russia")]
        assert shown(record, "russian federation") == [("one", "Russia")]
        assert shown(record, "United Nations") == [("two", "United Nations")]
        assert shown(record, "nations") == [("two", "United Nations")]
        assert shown(record, "ilse MARR") == [("three", "Ilse Marrant")]
        assert shown(record, "the pres") == [("one", "Russia")]
        assert shown(record, "Bruxelles") == []
        found = {f.article.id: f.statement.speaker for f in record.statements()}
    assert [(s.actor, s.how, s.confidence) for s in found.values() if s] == [
        ("gov:ru", "role", 0.94),
        ("org:un", "name", 0.94),
        (found["three"] and found["three"].actor, "pronoun", 0.94),
    ]


# judgements


def test_a_merge_is_shown_at_once_and_undone_at_will(path: Place, two: Record) -> None:
    as_extracted = rows(path, "statements", "appearances")
    before = [f.statement for f in two.statements()]
    made = two.actors.merge("Ilse Marrant", "I. Kestrel", who="ana", why="married")
    both = [("one", "Ilse Marrant"), ("three", "Ilse Marrant"), ("two", "Ilse Marrant")]
    assert shown(two, "Ilse Marrant") == shown(two, "I. Kestrel") == shown(two, "kestr") == both
    after = [f.statement for f in two.statements()]
    assert [s.id for s in after] == [s.id for s in before]
    portrait = two.actors.show("I. Kestrel")
    assert portrait.actor.statements == portrait.actor.articles == 3
    assert portrait.names == (("Ilse Marrant", 2), ("I. Kestrel", 1))
    assert portrait.ids[1:] == (made.other,)
    assert [(j.number, j.who, j.why, j.undone_at) for j in portrait.judgements] == [
        (1, "ana", "married", None)
    ]
    two.actors.undo(1, who="bo")
    assert [f.statement for f in two.statements()] == before
    (history,) = two.actors.judgements()
    assert (history.kind, history.who, history.undone_by) == ("merge", "ana", "bo")
    assert history.undone_at
    with pytest.raises(RecordError, match="judgement 1 was undone already, by bo"):
        two.actors.undo(1, who="ana")
    with pytest.raises(RecordError, match="there is no judgement 2"):
        two.actors.undo(2, who="ana")
    assert rows(path, "statements", "appearances") == as_extracted


def test_merges_make_chains_but_no_circles(path: Place, two: Record) -> None:
    ids = {a.name: a.id for a in two.actors.list()}
    two.actors.merge("Ilse Marrant", "I. Kestrel", who="ana")
    with pytest.raises(
        RecordError, match=f"{re.escape(str(path))}: both are .* would make a circle$"
    ):
        two.actors.merge("I. Kestrel", "Ilse Marrant", who="ana")
    with pytest.raises(RecordError, match="would make a circle"):
        two.actors.merge("Osk Brandt", "Osk Brandt", who="ana")
    two.actors.merge("Osk Brandt", "I. Kestrel", who="ana")
    assert {name for _, name in shown(two)} == {"Osk Brandt"}
    assert two.actors.show(ids["I. Kestrel"]).actor.id == ids["Osk Brandt"]
    with pytest.raises(RecordError, match="would make a circle"):
        two.actors.merge("Ilse Marrant", "Osk Brandt", who="ana")
    assert len(two.actors.judgements()) == 2
    two.actors.undo(1, who="ana")
    assert shown(two) == [
        ("one", "Osk Brandt"),
        ("three", "Osk Brandt"),
        ("two", "I. Kestrel"),
        ("two", "Osk Brandt"),
    ]
    two.actors.merge("I. Kestrel", "Osk Brandt", who="ana")
    assert {name for _, name in shown(two)} == {"I. Kestrel"}


def test_a_split_makes_an_actor_of_some_articles_or_statements(path: Place, two: Record) -> None:
    as_extracted = rows(path, "statements", "appearances")
    marrant = two.actors.show("Ilse Marrant").actor.id
    made = two.actors.split("Ilse Marrant", articles=["thr"], who="ana")
    assert (made.articles, made.name) == (("three",), "Ilse Marrant")
    assert made.other is not None
    assert [a.id for a in two.actors.list() if a.name == "Ilse Marrant"] == sorted(
        [marrant, made.other]
    )
    assert two.actors.proposals() == []
    with pytest.raises(RecordError, match=r"may be Ilse Marrant \(record:.*give an id"):
        two.actors.show("Ilse Marrant")
    two.actors.rename(made.other, "Ilse Marrant (engineer)", who="ana")
    assert shown(two, "engineer") == [("three", "Ilse Marrant (engineer)")]
    assert two.actors.show("Ilse Marrant (engineer)").actor.statements == 1
    # one more that the second might have said is nobody's but its own, and proposed
    put(path, said("four", person("Ilse Marrant", "Zelk's mayor"), outlet="Herald"))
    assert len({a.id for a in two.actors.list()}) == 5
    two.actors.undo(1, who="ana")
    assert shown(two, "Ilse Marrant")[-1] == ("three", "Ilse Marrant")

    (statement, *_) = [f.statement.id for f in two.statements(speaker="Kestrel")]
    two.actors.merge(marrant, "I. Kestrel", who="ana")
    other = two.actors.split(marrant, statements=[statement[:9]], who="ana").other
    assert other is not None
    assert two.actors.show(other).actor.name == "I. Kestrel"
    assert two.actors.show("I. Kestrel").actor.id in (marrant, other)
    assert [row for row in rows(path, "statements", "appearances") if row in as_extracted] == (
        as_extracted
    )


@pytest.mark.parametrize(
    ("articles", "statements", "says"),
    [
        ([], [], "needs the articles or the statements"),
        (["two"], [], "has no article two"),
        ([], ["zz"], "has no statement zz"),
        (["one", "three"], [], "that is all of"),
        (["o", ""], [], "has no article $"),
    ],
)
def test_a_split_that_makes_no_sense_is_refused(
    two: Record, articles: list[str], statements: list[str], says: str
) -> None:
    with pytest.raises(RecordError, match=says):
        two.actors.split("Ilse Marrant", articles=articles, statements=statements, who="ana")
    assert two.actors.judgements() == []


def test_a_renamed_actor_is_shown_and_found_by_either_name(two: Record) -> None:
    two.actors.rename("Osk Brandt", " Osk \n Brandt-Vale", who="ana")
    assert shown(two, "Brandt-Vale") == shown(two, "osk brandt") == [("two", "Osk Brandt-Vale")]
    assert two.actors.show("Osk Brandt").actor.name == "Osk Brandt-Vale"
    two.actors.rename("Osk Brandt-Vale", "Vale", who="ana")
    assert shown(two, "Osk Brandt") == [("two", "Vale")]
    two.actors.undo(2, who="ana")
    two.actors.undo(1, who="ana")
    assert shown(two, "Osk Brandt") == [("two", "Osk Brandt")]
    with pytest.raises(RecordError, match="a name needs a letter"):
        two.actors.rename("Osk Brandt", " ", who="ana")


def test_a_merge_that_was_undone_speaks_against_the_proposal(path: Place) -> None:
    put(path, said("one", person("Jan Smith")), said("two", person("Jan Smith")))
    with Record(path, directory=DIRECTORY) as record:
        (proposal,) = record.actors.proposals()
        record.actors.merge(proposal.actor, proposal.other, who="ana")
        assert record.actors.proposals() == []
        record.actors.undo(1, who="bo")
        (again,) = record.actors.proposals()
        assert again.opposing == ("bo undid a merge of them (judgement 1)",)


@pytest.mark.parametrize("seed", range(4))
def test_judgements_in_any_order_lose_nothing_and_can_all_be_undone(path: Place, seed: int) -> None:
    chance = random.Random(seed)
    names = [f"{a} {b}" for a in ("Ilse", "Osk") for b in ("Brandt", "Kestrel", "Vance")]
    put(path, *(said(f"a{i}", *map(person, chance.sample(names, 4))) for i in range(8)))
    with Record(path, directory=DIRECTORY) as record:
        before, people = shown(record), record.actors.list()
        everyone = [a.id for a in people]
        for _ in range(40):
            actor, other = chance.choice(everyone), chance.choice(everyone)
            standing = [j.number for j in record.actors.judgements() if not j.undone_at]
            with contextlib.suppress(RecordError):
                match chance.choice(["merge", "merge", "split", "rename", "undo"]):
                    case "merge":
                        record.actors.merge(actor, other, who="ana")
                    case "split":
                        articles = [a.id for a in record.actors.show(actor).articles][:2]
                        made = record.actors.split(actor, articles=articles, who="ana")
                        everyone.append(str(made.other))
                    case "rename":
                        record.actors.rename(actor, f"Vale {len(standing)}", who="ana")
                    case "undo":
                        record.actors.undo(chance.choice(standing or [0]), who="bo")
            listed = record.actors.list()
            assert sum(a.statements for a in listed) == 32
            by_statement = Counter(
                f.statement.speaker.actor for f in record.statements() if f.statement.speaker
            )
            assert by_statement == {a.id: a.statements for a in listed}
            assert all(record.actors.show(a.id).actor == a for a in listed)
        for judgement in record.actors.judgements():
            if not judgement.undone_at:
                record.actors.undo(judgement.number, who="bo")
        assert (shown(record), record.actors.list()) == (before, people)


def test_an_actor_shows_what_the_directory_knows(path: Place) -> None:
    put(path, said("one", ("Torvsik", "Ana Torvsik", "short name", None, TORVSIK.id, "person")))
    with Record(path, directory=DIRECTORY) as record:
        portrait = record.actors.show("Ana Torvsik")
        assert record.actors.show("person:a") == portrait
    (role,) = portrait.roles
    assert (role.title, role.of, role.from_, role.to) == (
        "president", "Russia", "2020-05", "2024-05",
    )  # fmt: skip
    assert portrait.names == (("Torvsik", 1),)


# records of before


def test_a_record_of_before_gets_its_actors_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    what = [
        said("one", person("Ilse Marrant", "the mayor"), outlet="Post"),
        said("two", person("Ilse Marrant", "a mayor"), ("he", "he", "unnamed", None)),
        said("three", ("Moscow", "Russia", "metonym", None, "gov:ru", "government")),
    ]
    what[1][1].append(replace(what[1][1][0], id="none", speaker=None))
    put(tmp_path / "new.db", *what)
    with closing(sqlite3.connect(path)) as old, old:
        for step in MIGRATIONS[0]:
            old.execute(step)
        old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        old.execute("PRAGMA user_version = 1")
        old.execute("ATTACH ? AS new", [str(tmp_path / "new.db")])
        old.execute("INSERT INTO articles SELECT * FROM new.articles")
        columns = ", ".join(row[1] for row in old.execute("PRAGMA table_info(statements)"))
        old.execute(f"INSERT INTO statements ({columns}) SELECT {columns} FROM new.statements")
        old.execute("INSERT INTO spans SELECT * FROM new.spans")
    before = rows(path, "articles", "statements", "spans")
    assert before
    with Record(path, directory=DIRECTORY) as record:
        assert [(a.name, a.articles) for a in record.actors.list()] == [
            ("Ilse Marrant", 2), ("Russia", 1),
        ]  # fmt: skip
    with closing(sqlite3.connect(path)) as today, today:
        today.execute("ALTER TABLE statements DROP COLUMN earlier")  # a column that is new since
    assert rows(path, "articles", "statements", "spans") == before
    kept = [tuple(row[:3]) for row in rows(path, "actors")]
    assert kept == [tuple(row[:3]) for row in rows(tmp_path / "new.db", "actors")]
    assert rows(path, "appearances") == rows(tmp_path / "new.db", "appearances")


# the command line


def onrecord(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, arguments)],
        capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip


def lines(*arguments: object) -> list[dict[str, object]]:
    done = onrecord(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_actors_on_the_command_line(path: Place, two: Record) -> None:
    ids = {a.name: a.id for a in two.actors.list()}
    listed = lines("actors", path, "list", "--type", "person", "--limit", 1)
    assert listed == [
        {
            "id": ids["Ilse Marrant"], "name": "Ilse Marrant", "type": "person", "statements": 2,
            "articles": 2, "first": "2026-03-06", "last": "2026-03-06",
        }
    ]  # fmt: skip
    assert lines("actors", path, "list", "--type", "document") == []
    out = onrecord("actors", path, "list", "--format", "csv").stdout
    assert [r["name"] for r in csv.DictReader(io.StringIO(out))] == [
        "Ilse Marrant", "I. Kestrel", "Osk Brandt",
    ]  # fmt: skip
    table = onrecord("actors", path, "list", "--format", "table", "--limit", 2).stdout
    assert "I. Kestrel" in table
    assert "--limit shows more" in table

    done = onrecord(
        "actors", path, "merge", "Ilse Marrant", "I. Kestrel", "--why", "why not", "--who", "ana"
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == (
        f"judgement 1: {ids['I. Kestrel']} is {ids['Ilse Marrant']}; "
        f"`onrecord actors {path} undo 1` takes it back\n"
    )
    found = lines("list", path, "--speaker", "I. Kestrel")
    assert {msgspec.convert(r["speaker"], Speaker).name for r in found} == {"Ilse Marrant"}
    (portrait,) = lines("actors", path, "show", ids["I. Kestrel"][:10])
    assert portrait["names"] == [
        {"name": "Ilse Marrant", "statements": 2}, {"name": "I. Kestrel", "statements": 1},
    ]  # fmt: skip
    text = onrecord("actors", path, "show", "I. Kestrel", "--format", "table").stdout
    assert "names      Ilse Marrant (2), I. Kestrel (1)" in text
    assert "described  the mayor of Zelk (1)" in text
    assert "; ana, 20" in text
    assert "why not" in text
    undone = onrecord("actors", path, "undo", 1, "--who", "bo")
    assert undone.stderr.startswith("judgement 1 is undone: ")
    assert onrecord("actors", path, "rename", "Osk Brandt", "Osk Vale").returncode == 0
    assert onrecord("actors", path, "split", "Ilse Marrant", "--article", "one").returncode == 0
    history = lines("actors", path, "judgements")
    assert [(j["kind"], j["undone_by"]) for j in history] == [
        ("merge", "bo"), ("rename", None), ("split", None),
    ]  # fmt: skip
    assert history[1]["who"]
    text = onrecord("actors", path, "judgements", "--format", "table").stdout
    assert len(text.splitlines()) == 3


def test_proposals_on_the_command_line(path: Place) -> None:
    put(path, said("one", person("Jan Smith")), said("two", person("Jan Smith")))
    (proposal,) = lines("actors", path, "proposals")
    assert (proposal["for"], proposal["against"]) == (["same name: Jan Smith"], [])
    text = onrecord("actors", path, "proposals", "--format", "table").stdout
    assert text.splitlines()[1] == "  + same name: Jan Smith"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("show", "Nobody"), "no actor has the name or id Nobody"),
        (("show", ""), "no actor has the name or id"),
        (("show", "Brandt"), "no actor has the name or id Brandt; perhaps Osk Brandt (record:"),
        (("show", "record:"), "record: may be "),
        (("merge", "Osk Brandt", "Nobody"), "no actor has"),
        (("merge", "Osk Brandt", "osk brandt"), "both are record:"),
        (("split", "Osk Brandt"), "a split needs"),
        (("rename", "Osk Brandt", "--", "-"), "a name needs a letter"),
        (("undo", "7"), "there is no judgement 7"),
    ],
)
def test_bad_input_is_one_line_and_changes_nothing(
    path: Place, two: Record, arguments: tuple[str, ...], says: str
) -> None:
    two.close()
    before = rows(path, "actors", "appearances", "judgements")
    done = onrecord("actors", path, *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"onrecord: {path}: {says}")
    assert rows(path, "actors", "appearances", "judgements") == before


def test_a_statement_is_shown_with_who_really_spoke(path: Place) -> None:
    article, (statement,) = said("one", ("He", "Ilse Marrant", "pronoun", None))
    to = (
        Addressee(text="them", spans=((0, 2),), name="The Board"),
        Addressee(text="all", spans=((0, 2),)),
    )
    put(path, (article, [replace(statement, addressees=to)]))
    text = onrecord("show", path, statement.id).stdout
    assert "who        Ilse Marrant (pronoun, .94)\n" in text
    assert "actor      record:" in text
    assert "source     He\n" in text
    assert "addressees The Board (them), all\n" in text
    (row,) = csv.DictReader(io.StringIO(onrecord("list", path, "--format", "csv").stdout))
    assert row["speaker_actor"].startswith("record:")
    assert (row["speaker_how"], row["addressees"]) == ("pronoun", "The Board; all")
    assert "Ilse Marrant" in onrecord("list", path, "--format", "table").stdout
