"""What a server needs of a record: its state, articles by the page, tokens, what was refused."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from conftest import execute, rows
from test_record_actors import person, put, said

from onrecord import Article, Record
from onrecord.errors import NotFoundError, RecordError, SearchError, UnavailableError
from onrecord.record import about, database
from onrecord.record.place import Place

STORY = Article.from_text("Premier Ilse Marrant said on Friday that the dam was safe.", id="story")
ADD = [sys.executable, "-m", "onrecord", "add"]


def test_the_state_changes_with_whatever_anybody_writes(place: Place) -> None:
    with Record(place) as record, Record(place) as other:
        states = [record.state()]

        def changed() -> bool:
            states.append(record.state())
            return states[-1] not in states[:-1] and record.state() == states[-1]

        assert record.state() == states[0]
        record.add([STORY])
        assert changed()
        other.review.confirm(next(other.statements()).statement.id, who="Ana")
        assert changed()
        other.tokens.create("reader", name="Ana")
        assert changed()
        subprocess.run([*ADD, str(place), "-"], input=b"Osk Brandt said no.", check=True)
        assert changed()
        list(other.statements())
        other.counts()
        assert record.state() == states[-1]


def test_what_takes_longer_than_patience_is_given_up(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record(place) as record:
        record.add([STORY])
    monkeypatch.setattr(database, "STEPS", 10)
    with (  # PostgreSQL has a millisecond, in which the record may be opened or not
        pytest.raises(UnavailableError, match="takes longer than it may"),
        Record(place, patience=0) as hasty,
    ):
        hasty.search(speaker="marr", since=date(2020, 1, 1), text="dam OR safe")
    with Record(place, patience=60) as patient:
        assert patient.search(text="dam").total == 1


def test_articles_by_the_page(place: Place) -> None:
    days = [date(2026, 3, n) for n in (5, 6, 6, 7)] + [None, None]
    with Record(place) as record:
        for number, day in enumerate(days):
            outlet = "The Zelk Post" if number % 2 else None
            put(place, said(f"a{number}", *[person("Ana Ruiz")] * (number % 3), outlet=outlet,
                             published=day))  # fmt: skip
        found, after = [], None
        while True:
            page = record.articles(limit=2, after=after)
            assert page.total == 6
            assert len(page.found) <= 2
            found += page.found
            after = page.next
            if after is None:
                break
        assert [one.id for one in found] == ["a3", "a1", "a2", "a0", "a4", "a5"]
        assert [one.statements for one in found] == [0, 1, 2, 0, 1, 2]
        one_outlet = record.articles(outlet="The Zelk Post", since=date(2026, 3, 6))
        assert [one.id for one in one_outlet.found] == ["a3", "a1"]
        assert record.articles(until=date(2026, 3, 5)).total == 1
        with pytest.raises(SearchError, match="token"):
            record.articles(after="no")


def test_an_article_is_the_current_version_without_what_was_rejected(place: Place) -> None:
    with Record(place) as record:
        record.add([STORY])
        changed = Article.from_text(f"{STORY.text} “No,” Éva Ørn said.", id="story")
        record.add([changed])
        first, second = record.article("story").statements
        record.review.reject(first.statement.id, who="Ana")
        found = record.article("story")
        assert (found.article.text, found.version) == (changed.text, 2)
        assert [one.statement.id for one in found.statements] == [second.statement.id]
        assert record.articles().found[0].statements == 1
        with pytest.raises(NotFoundError, match="no article has the id other"):
            record.article("other")


def test_actors_by_name_and_by_the_page_as_they_are_shown(place: Place) -> None:
    names = ["Ana Ruiz", "Osk Brandt", "Éva Ørn", "Ilse Marrant"]
    with Record(place) as record:
        for number, name in enumerate(names):
            put(place, said(name[:3], *[person(name)] * (4 - number)))
        every = record.actors.list()
        assert [(one.name, one.statements, one.articles) for one in every] == [
            (name, 4 - number, 1) for number, name in enumerate(names)
        ]
        record.actors.rename("Osk Brandt", "Oskar Brandt-Lind", who="ana")
        assert [one.name for one in record.actors.list(name="brandt-lind")] == ["Oskar Brandt-Lind"]
        assert [one.name for one in record.actors.list(name="ørn")] == ["Éva Ørn"]
        found, after = [], None
        while page := record.actors.list(limit=1, after=after):
            found += [one.id for one in page]
            after = found[-1]
        assert found == [one.id for one in every]
        record.actors.merge("Ana Ruiz", "Éva Ørn", who="ana")
        merged = record.actors.list(limit=1)[0]
        assert (merged.name, merged.statements, merged.articles) == ("Ana Ruiz", 6, 2)


def test_about_counts_what_is_current(place: Place) -> None:
    with Record(place) as record:
        put(place, said("a", person("Ana Ruiz"), outlet="The Zelk Post"))
        put(place, said("b", person("Ana Ruiz"), outlet="The Zelk Post", published=None))
        put(place, said("c", person("Ana Ruiz"), person("Osk Brandt")))
        found = record.about()
    assert (found.articles, found.statements) == (3, 4)
    assert found.outlets == (("The Zelk Post", 2), (None, 1))
    assert found.days == ((date(2026, 3, 6), 2), (None, 1))
    assert found.extractors == (("hand", 3),)


def test_refusals_are_kept_once_the_latest_and_so_many(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(about, "MOST_REFUSALS", 3)
    with Record(place) as record:
        record.keep_refusals([(f"{n}.txt", "empty") for n in range(5)])
        assert [one.source for one in record.about().refusals] == ["4.txt", "3.txt", "2.txt"]
        record.keep_refusals([("2.txt", "in another language")])
        assert [(one.source, one.why) for one in record.about().refusals] == [
            ("2.txt", "in another language"), ("4.txt", "empty"), ("3.txt", "empty"),
        ]  # fmt: skip
        record.keep_refusals([])
        assert len(rows(place, "refusals")) == 3


def test_add_keeps_what_it_refused(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(STORY.text)
    (tmp_path / "empty.txt").write_text("")
    path = tmp_path / "news.db"
    done = subprocess.run([*ADD, path, tmp_path], capture_output=True, check=False)
    assert done.returncode == 1
    with Record(path) as record:
        (refused,) = record.about().refusals
    assert refused.source.endswith("empty.txt")
    assert refused.why == "there is no text in it"


def test_tokens_and_what_becomes_of_them(place: Place) -> None:
    with Record(place) as record:
        made, secret = record.tokens.create("editor", name="Ana")
        assert record.tokens.find(secret, "token") == made
        assert record.tokens.find(secret, "session") is None
        assert record.tokens.find(secret + "x", "token") is None
        begun = record.tokens.begin_session(secret)
        assert begun is not None
        session, cookie = begun
        assert (session.role, session.name, session.origin) == ("editor", "Ana", made.number)
        assert record.tokens.find(cookie, "session") == session
        assert record.tokens.begin_session(cookie) is None
        assert [one.kind for one in record.tokens.list()] == ["token", "session"]
        assert record.tokens.revoke(made.number) == made
        assert record.tokens.find(secret, "token") is None
        assert record.tokens.find(cookie, "session") is None
        with pytest.raises(RecordError, match="was revoked already"):
            record.tokens.revoke(made.number)
        with pytest.raises(NotFoundError, match="no token 99"):
            record.tokens.revoke(99)
        with pytest.raises(NotFoundError, match="no token 99999999999999999999"):
            record.tokens.revoke(99999999999999999999)


def test_sessions_that_are_over_are_forgotten(place: Place) -> None:
    with Record(place) as record:
        _, secret = record.tokens.create("reader", name="Ana")
        record.tokens.begin_session(secret)
        execute(place, "UPDATE tokens SET expires_at = '2026-01-01' WHERE kind = 'session'")
        assert [one.kind for one in record.tokens.list()] == ["token"]
        record.tokens.begin_session(secret)
        assert len(rows(place, "tokens")) == 2
