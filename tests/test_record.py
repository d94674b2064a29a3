from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import CASES, EXAMPLES, need, rows
from msgspec.structs import replace
from sqlalchemy import inspect

from onrecord import Article, Record, extract, read_many
from onrecord.errors import RecordError
from onrecord.record import database
from onrecord.record.database import open_engine, open_for_reading
from onrecord.record.migrations import MARKER
from onrecord.record.place import Place
from onrecord.record.reviewing.rereading import stored
from onrecord.record.tables import metadata
from onrecord.statement import Statement

ONE = Article.from_text(
    "Premier Ilse Marrant said on Friday that the dam was safe.",
    id="one",
    published=date(2026, 3, 6),
)
TWO = Article.from_text("“No,” Éva Ørn told reporters.", id="two", published=date(2026, 3, 7))


TABLES = ("articles", "statements", "spans", "actors", "appearances", "facets", "words")


def dump(path: Path) -> list[tuple[object, ...]]:
    """All rows of a record, but for the time at which they were added."""
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows: list[tuple[object, ...]] = []
        for table, order in (
            ("articles", "key"),
            ("statements", "key"),
            ("spans", "statement_key, role, position"),
            ("actors", "id"),
            ("appearances", "statement_key"),
        ):
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            kept = ", ".join(f'"{name}"' for name in names if name != "added_at")
            rows += connection.execute(f"SELECT '{table}', {kept} FROM {table} ORDER BY {order}")
    connection.close()
    return rows


def as_extracted(statement: Statement) -> Statement:
    """A statement without what the record shows in its own way: the speaker's actor and name."""
    speaker = statement.speaker and replace(statement.speaker, actor=None, name="")
    return replace(statement, speaker=speaker)


def test_what_was_extracted_comes_back_as_it_was(place: Place) -> None:
    articles = list(read_many([EXAMPLES]))
    with Record(place) as record:
        added = record.add(articles)
        found = list(record.statements())
    assert added.new == len(articles)
    assert added.statements == len(found)
    for article in articles:
        mine = [f for f in found if f.article.id == article.id]
        assert [as_extracted(f.statement) for f in mine] == [
            as_extracted(statement) for statement in extract(article)
        ]
        assert all(f.article == article for f in mine)


def test_the_same_articles_again_change_nothing(place: Place) -> None:
    with Record(place) as record:
        record.add([ONE, TWO])
    before = rows(place, *TABLES)
    with Record(place) as record:
        again = record.add([TWO, ONE, ONE])
    assert (again.new, again.changed, again.known) == (0, 0, 3)
    assert rows(place, *TABLES) == before


def test_a_changed_text_is_a_new_version_and_the_old_is_kept(place: Place) -> None:
    changed = Article.from_text(ONE.text + " “It holds,” she said.", id="one")
    with Record(place) as record:
        record.add([ONE])
        added = record.add([changed, changed])
        assert (added.changed, added.known) == (1, 1)
        assert {f.version for f in record.statements()} == {2}
        assert {f.article.text for f in record.statements()} == {changed.text}
        assert record.counts()[0] == 1
    assert [row[10] for row in rows(place, "articles")] == [ONE.text, changed.text]


def test_an_earlier_text_that_comes_again_is_the_current_one(place: Place) -> None:
    changed = Article.from_text(ONE.text + " “It holds,” she said.", id="one")
    with Record(place) as record:
        record.add([ONE])
        record.add([TWO, changed])
        added = record.add([replace(ONE, outlet="The Zelk Post")])
        assert (added.new, added.changed, added.known) == (0, 1, 0)
        assert {(f.article.text, f.version) for f in record.statements(article="one")} == {
            (ONE.text, 1)
        }
        assert (record.counts(), record.search(text="holds").total) == ((2, 2), 0)
        before = [one for table in TABLES for one in rows(place, table)]
        assert record.add([ONE, TWO, ONE]).known == 3
        assert [one for table in TABLES for one in rows(place, table)] == before
        added = record.add([changed, ONE, changed])  # in one batch, in the order of its articles
        assert (added.changed, added.known) == (3, 0)
        assert record.article("one").version == 2
        assert record.add([TWO, ONE, changed, ONE]).changed == 3
        assert record.article("one").version == 1


def test_a_text_that_changed_while_it_was_read_anew_stays_the_current_one(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = Article.from_text(ONE.text + " “It holds,” she said.", id="one")
    with Record(place) as record:
        record.add([ONE])

        def meanwhile(*given: Any) -> dict[int, Article]:
            found = stored(*given)
            record.add([changed])
            return found

        monkeypatch.setattr("onrecord.record.record.stored", meanwhile)
        assert len(list(record.reextract(every=True))) == 1
        assert record.article("one").version == 2


def test_what_is_learnt_about_a_known_article_is_kept(place: Place) -> None:
    with Record(place) as record:
        record.add([ONE])
        record.add([replace(ONE, outlet="The Torsvik Post", published=None)])
        (found, *_) = record.statements()
    assert (found.article.outlet, found.article.published) == ("The Torsvik Post", ONE.published)


def test_statements_are_found_by_speaker_kind_and_date(place: Place) -> None:
    with Record(place) as record:
        record.add([ONE, TWO])
        assert [f.article.id for f in record.statements()] == ["two", "one"]
        assert [f.article.id for f in record.statements(speaker="éVA ør")] == ["two"]
        assert [f.article.id for f in record.statements(speaker="100%_")] == []
        assert [f.article.id for f in record.statements(kind="indirect")] == ["one"]
        assert [f.article.id for f in record.statements(since=date(2026, 3, 7))] == ["two"]
        assert len(list(record.statements(limit=1))) == 1


def test_what_is_read_is_as_it_was_whatever_is_written_meanwhile(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.record.record.PAGE", 2)
    monkeypatch.setattr("onrecord.record.record.PAGE_OF_UTTERANCES", 1)
    articles = list(read_many([EXAMPLES]))[:3]
    changed = [replace(one, text=f"{one.text}\n\nUpdated.\n") for one in articles[1:]]
    with Record(place) as record:
        record.add(articles)
        for write in (lambda: list(record.reextract(every=True)), lambda: record.add(changed)):
            before = list(record.statements()), list(record.utterances())
            statements, utterances = record.statements(), record.utterances()
            read = [next(statements)], [next(utterances)]
            write()  # waits for nobody
            assert ([*read[0], *statements], [*read[1], *utterances]) == before
        assert {f.version for f in record.statements()} == {1, 2}
        left = record.statements()
        next(left)
        if isinstance(place, Path):
            assert place.with_name(f"{place.name}-shm").exists()  # in use
            del left
            assert [one.name for one in place.parent.iterdir()] == [place.name]


def test_the_tables_are_as_they_are_described(place: Place) -> None:
    with Record(place):
        pass
    engine = open_engine(place)
    inspector = inspect(engine)
    names = {n for n in inspector.get_table_names() if n.split("_")[0] != "words"}  # full text
    names -= {MARKER}
    assert names == set(metadata.tables)
    for name, table in metadata.tables.items():
        columns = {c["name"]: bool(c["nullable"]) for c in inspector.get_columns(name)}
        described = {c.name: bool(c.nullable) for c in table.columns}
        keys = {c.name for c in table.primary_key}
        assert columns.keys() == described.keys()
        assert all(columns[c] == described[c] for c in columns if c not in keys)
    engine.dispose()


def kept_so_far(path: Path) -> int:
    """Articles in a record that another process is writing."""
    if not path.exists():
        return 0
    connection = sqlite3.connect(path, timeout=30)
    try:
        return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


MANY = 128
ADD = [sys.executable, "-m", "onrecord", "add"]


def many_articles(folder: Path) -> Path:
    """MANY articles in JSON Lines: several batches."""
    lines = folder / "stories.jsonl"
    texts = [path.read_text(encoding="utf-8") for path in sorted(CASES.glob("*.txt"))]
    rows = [{"id": str(i), "text": f"Report {i}.\n\n{texts[i % len(texts)]}"} for i in range(MANY)]
    lines.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return lines


def test_a_run_that_is_interrupted_says_that_what_was_kept_is_safe(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    process = subprocess.Popen(
        [*ADD, path, many_articles(tmp_path)],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    while process.poll() is None and kept_so_far(path) < 32:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 130
    assert errors.splitlines() == [
        "onrecord: stopped; what was kept is safe, run it again to go on"
    ]
    assert 32 <= kept_so_far(path) < MANY


def test_a_run_that_is_killed_and_repeated_equals_one_undisturbed(tmp_path: Path) -> None:
    lines = many_articles(tmp_path)
    undisturbed, disturbed = tmp_path / "undisturbed.db", tmp_path / "disturbed.db"
    subprocess.run([*ADD, undisturbed, lines], check=True, capture_output=True)
    chance = random.Random(5)
    for reached in (0, 1, 33, 65):
        process = subprocess.Popen(
            [*ADD, disturbed, lines], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while process.poll() is None and kept_so_far(disturbed) < reached:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.3))
        assert process.poll() is None, "it was done before it could be killed"
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert 65 <= kept_so_far(disturbed) < MANY
    subprocess.run([*ADD, disturbed, lines], check=True, capture_output=True)
    assert dump(disturbed) == dump(undisturbed)


@pytest.mark.parametrize("content", [b"just a text, no database at all\n" * 40, b"\x00" * 4096])
def test_a_file_that_is_no_record_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(content)
    with pytest.raises(RecordError, match=r"not a (database|record)"), Record(path) as record:
        record.add([ONE])
    assert path.read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE articles (title TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(RecordError, match="not a record"):
        Record(path)
    assert path.read_bytes() == before


def test_a_newer_versions_record_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    Record(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(RecordError, match="newer version"):
        Record(path)


def test_a_record_that_is_missing_is_not_made_by_looking_for_it(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no such record"):
        Record(tmp_path / "no.db", create=False)
    with pytest.raises(RecordError, match="cannot be opened"):
        Record(tmp_path / "no" / "folder" / "news.db")
    with pytest.raises(RecordError, match="is a folder"):
        Record(tmp_path)


def test_a_full_disk_is_said_and_what_was_kept_is_safe(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Record(path) as record:
        record.add([ONE])
    before = dump(path)
    lines = tmp_path / "stories.jsonl"
    lines.write_text(
        "\n".join(json.dumps({"id": str(i), "text": ONE.text * 20}) for i in range(33)),
        encoding="utf-8",
    )

    def little_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = subprocess.run(
        [*ADD, path, lines], check=False, capture_output=True, text=True, preexec_fn=little_room
    )
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].startswith(f"onrecord: {path}: the disk")
    assert dump(path) == before
    assert subprocess.run([*ADD, path, lines], check=False, capture_output=True).returncode == 0


def test_a_record_on_a_read_only_disk_can_be_read_but_not_added_to(tmp_path: Path) -> None:
    with Record(tmp_path / "news.db") as record:
        record.add([ONE])
    script = (
        "import sys; from onrecord import Article, Record\n"
        "record = Record(sys.argv[1], create=False); print(len(list(record.statements())))\n"
        "record.add([Article.from_text('Okoro said yes to it.')])"
    )
    mount = f"mount --bind {tmp_path} {tmp_path} && mount -o remount,bind,ro {tmp_path}"
    command = ["unshare", "-m", "sh", "-c", f'{mount} && "$@"', "sh"]
    can_mount = subprocess.run([*command, "true"], check=False, capture_output=True).returncode == 0
    need(can_mount, "right to mount a disk read-only (root)")
    done = subprocess.run(
        [*command, sys.executable, "-c", script, tmp_path / "news.db"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "1\n"
    assert "cannot be written to" in done.stderr.splitlines()[-1]


COUNTS = (
    "import sys; from onrecord import Record; print(Record(sys.argv[1], create=False).counts())"
)
NO_RIGHTS = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--inh-caps", "-all"]
"""Takes from root what others do not have: to read and write whatever it says of a file."""


def test_who_may_only_read_sees_what_is_kept_while_a_writer_has_it_open(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    as_another = NO_RIGHTS if os.geteuid() == 0 else []
    need(
        not as_another or shutil.which("setpriv") is not None, "setpriv, to be root without rights"
    )
    command = [*as_another, sys.executable, "-c", COUNTS, path]
    with Record(path) as record:
        record.add([ONE])
        with closing(sqlite3.connect(path)) as held:
            held.execute("SELECT count(*) FROM articles").fetchone()
            record.add([TWO])
            for one in tmp_path.iterdir():
                one.chmod(0o444)
            tmp_path.chmod(0o555)
            assert len(list(tmp_path.iterdir())) == 3  # the log is there
            assert subprocess.check_output(command, text=True) == "(2, 2)\n"
            tmp_path.chmod(0o755)
    tmp_path.chmod(0o555)
    assert [one.name for one in tmp_path.iterdir()] == ["news.db"]
    assert subprocess.check_output(command, text=True) == "(2, 2)\n"
    tmp_path.chmod(0o755)


def test_what_is_written_to_while_it_is_read_as_it_stands_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "news.db"
    with Record(path) as writer:
        writer.add([ONE])
        monkeypatch.setattr(database.os, "access", lambda *_: False)
        with Record(path, create=False) as reader:
            states = [reader.state(), reader.state()]

            def read_on() -> None:
                with open_for_reading(reader._engine, path):
                    monkeypatch.undo()
                    writer.add([TWO])

            with pytest.raises(RecordError, match="written to while it was read"):
                read_on()
            assert len(list(reader.statements())) == 2
            states.append(reader.state())
    assert states[0] == states[1] != states[2]


def test_a_full_disk_keeps_nobody_from_reading(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from test_record import ONE, TWO, Record\n"
        "path = Path(sys.argv[1], 'news.db')\n"
        "with Record(path) as record: record.add([ONE])\n"
        "try: path.with_name('fill').write_bytes(bytes(10_000_000))\n"
        "except OSError: pass\n"
        "record = Record(path, create=False)\n"
        "print(record.search(text='safe').total, record.state() == record.state())\n"
        "try: record.add([TWO])\n"
        "except Exception as error: print(error)\n"
        "path.with_name('fill').unlink(); print(record.add([TWO]).new, record.counts())"
    )
    command = ["unshare", "-m", "sh", "-c", f'mount -t tmpfs -o size=2m x {tmp_path} && "$@"', "sh"]
    can_mount = subprocess.run([*command, "true"], check=False, capture_output=True).returncode == 0
    need(can_mount, "right to mount a small disk (root)")
    done = subprocess.run(
        [*command, sys.executable, "-c", script, tmp_path],
        check=True, capture_output=True, text=True, cwd=Path(__file__).parent,
    )  # fmt: skip
    read, refused, added = done.stdout.splitlines()
    assert (read, added) == ("1 True", "1 (2, 2)")
    assert "the disk" in refused
