"""What can go wrong with a record in PostgreSQL, in words; and its backup in SQLite."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from conftest import CASES, execute, need, rows
from postgres import Cluster
from test_record_actors import person, put, said

from onrecord import Article, Record, read_many
from onrecord.errors import RecordError
from onrecord.record import database
from onrecord.record.database import open_engine, open_for_writing
from onrecord.record.migrations import APPLICATION_ID, MARKER, MIGRATIONS, TODAY
from onrecord.record.place import Place, shown

ONE = Article.from_text("Premier Ilse Marrant said on Friday that the dam was safe.", id="one")
TWO = "“No, it leaks,” Éva Ørn told reporters in Zelk."
ADD = [sys.executable, "-m", "onrecord", "add"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("postgresql://ana:s3:cr@t/x@host/db", "postgresql://ana:***@host/db"),
        ("postgresql://ana@host:5432/db", "postgresql://ana@host:5432/db"),
        ("postgres:///db?user=ana&password=s3cret&port=1", "postgres:///db?user=ana&password=***&port=1"),
        (Path("a:b@c.db"), "a:b@c.db"),
    ],
)  # fmt: skip
def test_a_password_is_never_shown(given: Place, expected: str) -> None:
    assert shown(given) == expected


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("postgresql://ana:s3cret@localhost:1/news", "the server does not answer"),
        ("postgresql://ana:s3cret@%2Fnowhere/news", "the server does not answer"),
        ("postgresql://ana:s3cret@no.invalid/news", "the server does not answer"),
        ("postgresql://ana:s3cret@[::1/news", "is no address as postgresql://"),
        ("postgresql://ana:s3cret@h/news?colour=red", "is no address as postgresql://"),
        ("mysql://ana:s3cret@localhost/news", "a record is a file, or postgresql://"),
    ],
)
def test_an_address_where_nothing_answers_is_one_line(address: str, says: str) -> None:
    done = subprocess.run(
        [*ADD, address, "-"], input="", capture_output=True, text=True, check=False
    )
    (line,) = done.stderr.splitlines()
    assert says in line
    assert "s3cret" not in line
    assert done.returncode == 1


def test_without_psycopg_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(RecordError, match=r"pip install 'onrecord\[postgres\]'$"):
        Record("postgresql://localhost/news")


def test_who_may_not_in_is_told(cluster: Cluster) -> None:
    address = cluster.database()
    name = address.rpartition("/")[2]
    cluster.execute("DROP ROLE IF EXISTS walled")
    cluster.execute("CREATE ROLE walled LOGIN PASSWORD 'open'")
    wrong = cluster.url(name, user="walled:shut")
    with pytest.raises(RecordError, match=r"walled:\*\*\*@.*: the server does not let this user"):
        Record(wrong)
    with pytest.raises(RecordError, match="does not let this user in"):
        Record(cluster.url(name, user="nobody"))
    with pytest.raises(RecordError, match="there is no such database; `createdb NAME` makes one"):
        Record(cluster.url("nowhere"))
    with pytest.raises(RecordError, match="the user may not read or write there"):
        Record(cluster.url(name, user="walled:open"))
    Record(address).close()


def test_a_database_that_is_no_record_is_left_alone(cluster: Cluster) -> None:
    address = cluster.database()
    with pytest.raises(RecordError, match="there is no such record"):
        Record(address, create=False)
    execute(address, "CREATE TABLE visitors (name TEXT)")
    with pytest.raises(RecordError, match="it is a database, but not a record"):
        Record(address)
    assert rows(address, "pg_tables WHERE schemaname = 'public'")[0][1] == "visitors"
    ascii_only = cluster.database("ENCODING SQL_ASCII LOCALE 'C' TEMPLATE template0")
    with pytest.raises(RecordError, match="keeps text as SQL_ASCII; make one with encoding UTF8"):
        Record(ascii_only)


def test_a_newer_versions_record_is_refused(cluster: Cluster) -> None:
    address = cluster.database()
    Record(address).close()
    execute(address, f"UPDATE {MARKER} SET number = {TODAY + 1}")
    with pytest.raises(RecordError, match="written by a newer version of onrecord"):
        Record(address)


def test_a_read_only_server_is_read_but_not_added_to(cluster: Cluster) -> None:
    address = cluster.database()
    with Record(address) as record:
        record.add([ONE])
    name = address.rpartition("/")[2]
    cluster.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with Record(address, create=False) as record:
        assert len(list(record.statements())) == 1
        with pytest.raises(RecordError, match="cannot be written to"):
            record.add([Article.from_text("Okoro said yes to it.")])


def test_a_record_that_is_open_elsewhere_is_waited_for_and_then_given_up(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    with Record(place) as record:
        record.add([ONE])
        other = open_engine(place)
        with open_for_writing(other, place):
            assert len(list(record.statements())) == 1
            with pytest.raises(RecordError, match="another program has it locked"):
                record.actors.rename("Ilse Marrant", "Ilse Olm", who="ana")
        other.dispose()
        record.actors.rename("Ilse Marrant", "Ilse Olm", who="ana")


def test_names_are_found_in_any_case_of_any_letters(place: Place) -> None:
    names = ("Éva Groß", "ΝΊΚΟΣ Παππάς", "Ljubić", "Şule Çelik")
    put(place, *(said(str(n), person(name)) for n, name in enumerate(names)))
    with Record(place) as record:
        for given in (
            "ÉVA GROSS",
            "e\u0301va groß",
            "νίκος παππάσ",
            "LJUBIĆ",
            "şule ÇELİK"[:9] + "k",
        ):
            assert record.actors.show(given).actor.statements == 1
        with pytest.raises(RecordError, match="perhaps Éva Groß"):
            record.actors.show("gross")


@pytest.mark.parametrize("text", ["кр*", "Кремль", "二〇二六年 的", '"x²"', "3rd", "1e5", "ﬁne"])
def test_words_of_all_kinds_are_found(place: Place, text: str) -> None:
    words = "“Кремль, 二〇二六年 的 x² of the 3rd, foo.bar@example.org 1e5 and fine,” Osk said."
    with Record(place) as record:
        record.add([Article.from_text(words + " He said that " + "x" * 3000 + " was there.")])
        assert record.search(text=text).total == 1
        assert record.search(text='"example org 1e5 and"').total == 1
        assert record.search(text="x" * 1999).total <= 1
        assert record.search(text="x" * 99).total == 0


def test_a_nul_does_no_harm(place: Place) -> None:
    with Record(place) as record:
        record.add([ONE])
        assert record.search(text="da\x00m OR safe").total == 1
        for filters in ({"outlet": "\x00"}, {"article": "a\x00"}, {"speaker": "Ilse\x00"}):
            try:
                assert record.search(**filters).total in (0, 1)
            except RecordError as error:
                assert "NUL character" in str(error)  # noqa: PT017


def test_a_nul_beside_the_text_stops_no_run(place: Place, tmp_path: Path) -> None:
    row = {name: f"{name}\x00s" for name in ("id", "url", "outlet", "title", "byline")}
    path = tmp_path / "stories.jsonl"
    path.write_text(
        "\n".join(json.dumps(one) for one in ({**row, "text": ONE.text}, {"text": TWO}))
    )
    with Record(place) as record:
        assert record.add(read_many([path])).new == 2
        kept = record.article("ids").article
    assert (kept.url, kept.outlet, kept.title, kept.byline) == (
        "urls",
        "outlets",
        "titles",
        "bylines",
    )


# what is interrupted


def contents(address: Place) -> list[tuple[object, ...]]:
    """What a record has, without the numbers by which its rows are told apart."""
    with Record(address, create=False) as record:
        found = [(f.article, f.version, f.statement, f.corrections) for f in record.statements()]
        return [*found, *((a,) for a in record.actors.list()), record.counts()]


def test_what_is_killed_or_loses_its_server_goes_on_and_loses_nothing(
    cluster: Cluster, tmp_path: Path
) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(CASES.glob("*.txt"))]
    lines = tmp_path / "stories.jsonl"
    made = [{"id": str(i), "text": f"Report {i}.\n\n{texts[i % len(texts)]}"} for i in range(128)]
    lines.write_text("\n".join(map(json.dumps, made)), encoding="utf-8")
    undisturbed, disturbed = cluster.database(), cluster.database()
    subprocess.run([*ADD, undisturbed, lines], check=True, capture_output=True)
    Record(disturbed).close()

    def add_until(kept: int) -> subprocess.Popen[str]:
        process = subprocess.Popen([*ADD, disturbed, lines], stderr=subprocess.PIPE, text=True)
        while process.poll() is None and len(rows(disturbed, "articles")) < kept:
            time.sleep(0.05)
        assert process.poll() is None, "it was done before it could be disturbed"
        return process

    process = add_until(32)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    process = add_until(64)
    cluster.stop("immediate")
    _, errors = process.communicate()
    cluster.start()
    assert process.returncode == 1
    (line,) = errors.splitlines()
    assert line.startswith(f"onrecord: {disturbed}: the server ")
    assert 64 <= len(rows(disturbed, "articles")) < 128
    subprocess.run([*ADD, disturbed, lines], check=True, capture_output=True)
    assert contents(disturbed) == contents(undisturbed)


def test_a_record_that_stays_open_finds_its_server_again(cluster: Cluster) -> None:
    with Record(cluster.database()) as record:
        record.add([ONE])
        cluster.stop()
        with pytest.raises(RecordError, match="the server does not answer"):
            record.search()
        cluster.start()
        assert record.search().total == 1


def test_a_connection_that_ends_while_writing_is_one_line(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_known(*_: object) -> bool:
        cluster.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'onrecord'"
        )
        return False

    with Record(cluster.database()) as record:
        with monkeypatch.context() as patched:
            patched.setattr("onrecord.record.writing.is_known", is_known)
            with pytest.raises(RecordError, match="the server went away"):
                record.add_extracted([(ONE, [])])
        assert record.counts() == (0, 0)
        assert record.add([ONE]).new == 1


WRITER = """
import sys
from onrecord import Article, Record
with Record(sys.argv[1]) as record:
    for i in range(60):
        said = f"Osk Brandt said that dam {i} was safe."
        record.add_extracted([(Article.from_text(said, id=str(i)), [])])
"""


def test_several_who_make_and_fill_one_record_keep_nothing_twice(place: Place) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(place)]) for _ in range(4)]
    assert [one.wait() for one in writers] == [0] * 4
    kept = [(row[1], row[2]) for row in rows(place, "articles")]
    assert sorted(kept) == sorted((str(i), 1) for i in range(60))


# files


def test_an_older_file_is_copied_before_it_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with closing(sqlite3.connect(path)) as old, old:
        for statement in MIGRATIONS[0]:
            old.execute(statement)
        old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        old.execute("PRAGMA user_version = 1")
        columns = "key, id, version, current, text, extractor, added_at"
        old.execute(f"INSERT INTO articles ({columns}) VALUES (1, 'one', 1, 1, 'a', 'b', 'c')")
    path.chmod(0o640)
    with Record(path) as record:
        assert record.counts() == (1, 0)
    copy = tmp_path / f"news.db.before-{TODAY}"
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT id FROM articles").fetchall() == [("one",)]
    assert copy.stat().st_mode & 0o777 == 0o640
    Record(path).close()
    assert {one.name for one in tmp_path.iterdir()} == {"news.db", copy.name}


def test_a_damaged_page_is_said(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Record(path) as record:
        record.add([ONE])
    size = path.stat().st_size
    need(size > 3 * 4096, "page to damage")
    content = bytearray(path.read_bytes())
    for start in range(4096, size, 4096):
        content[start : start + 200] = b"\xa5" * 200
    path.write_bytes(content)
    with pytest.raises(RecordError, match="it is damaged"), Record(path) as record:
        list(record.statements())
