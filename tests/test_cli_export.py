"""`onrecord export` and `import` on the command line; the formats are in their own tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import EXAMPLES

from onrecord import Record, read_many
from onrecord.export import FORMATS


def run(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
    )


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("export") / "news.db"
    with Record(made) as record:
        record.add(read_many([EXAMPLES]))
    return made


@pytest.mark.parametrize("form", [*FORMATS, "plover", "cameo"])
def test_each_format_is_written_to_a_file_as_it_is_printed(
    path: Path, tmp_path: Path, form: str
) -> None:
    printed = run("export", path, "--format", form)
    assert printed.returncode == 0, printed.stderr
    out = tmp_path / "out"
    written = run("export", path, "--format", form, "-o", out)
    assert out.read_bytes() == printed.stdout
    assert f"rows in {out}" in written.stderr.decode()
    assert list(tmp_path.iterdir()) == [out]


def test_filters_hold_for_every_row(path: Path) -> None:
    lines = run("export", path, "--format", "jsonl", "--act", "threaten").stdout.splitlines()
    acts = [s["acts"] for line in lines for s in json.loads(line)["statements"]]
    assert acts
    assert all("threaten" in {a["label"] for a in one} for one in acts)
    worded = run("export", path, "--format", "jsonl", "--text", "ship").stdout.splitlines()
    texts = [s["content"]["text"] for line in worded for s in json.loads(line)["statements"]]
    assert texts
    assert all("ship" in text.casefold() for text in texts)


def test_what_was_exported_is_imported_without_loss(path: Path, tmp_path: Path) -> None:
    whole = run("export", path, "--format", "jsonl").stdout
    again = run("import", tmp_path / "again.db", "-", stdin=whole)
    assert again.returncode == 0
    assert b"12 new, 0 changed, 0 already known, 0 refused" in again.stderr
    assert run("export", tmp_path / "again.db", "--format", "jsonl").stdout == whole
    twice = run("import", tmp_path / "again.db", "-", stdin=whole)
    assert b"0 new, 0 changed, 12 already known" in twice.stderr
    assert run("list", tmp_path / "again.db").stdout == run("list", path).stdout


def test_an_article_in_which_nobody_speaks_comes_back_too(tmp_path: Path) -> None:
    quiet = "The harbour of Zelk is ten metres deep. It has two cranes and a lighthouse of stone.\n"
    (tmp_path / "quiet.txt").write_text(quiet)
    run("add", tmp_path / "news.db", tmp_path / "quiet.txt")
    whole = run("export", tmp_path / "news.db", "--format", "jsonl").stdout
    again = run("import", tmp_path / "again.db", "-", stdin=whole)
    assert b"1 new, 0 changed, 0 already known, 0 refused" in again.stderr
    with Record(tmp_path / "again.db") as record:
        assert record.counts() == (1, 0)
    some = run("export", tmp_path / "news.db", "--format", "jsonl", "--kind", "direct")
    assert some.stdout == b""


def test_what_people_corrected_stays_marked_through_two_records(path: Path, tmp_path: Path) -> None:
    whole = run("export", path, "--format", "jsonl").stdout
    first, second = tmp_path / "first.db", tmp_path / "second.db"
    run("import", first, "-", stdin=whole)
    with Record(first) as record:
        one = next(record.statements(kind="direct")).statement
        shorter = (one.content.spans[0][0], one.content.spans[0][1] - 3)
        record.review.correct(one.id, "content", [shorter], who="ana")
        record.review.correct(one.id, "speaker", "Harbour Board (organisation)", who="ana")
    moved = run("export", first, "--format", "jsonl").stdout
    assert run("import", second, "-", stdin=moved).returncode == 0
    with Record(second) as record:
        again = record.statement(one.id).statement
    assert again.corrected == ("content", "speaker")
    assert again.content.spans == (shorter,)
    assert again.speaker
    assert again.speaker.name == "Harbour Board"
    assert run("export", second, "--format", "jsonl").stdout == moved


def test_broken_lines_are_refused_and_the_others_kept(path: Path, tmp_path: Path) -> None:
    lines = run("export", path, "--format", "jsonl").stdout.splitlines()
    other = json.loads(lines[1])
    other["statements"][0]["content"]["text"] = "what nobody said"
    given = tmp_path / "given.jsonl"
    given.write_bytes(b"\n".join([lines[0], json.dumps(other).encode(), b"{", *lines[2:]]))
    done = run("import", tmp_path / "some.db", given)
    assert done.returncode == 1
    first, second, last = done.stderr.decode().splitlines()
    assert first.startswith(f"onrecord: {given}, line 2: ")
    assert second.startswith(f"onrecord: {given}, line 3: ")
    assert last.startswith("11 new, 0 changed, 0 already known, 2 refused")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-o", "there"), "exists already; give another name, or --overwrite"),
        (("-o", "folder"), "exists already"),
        (("-o", "folder", "--overwrite"), "is a folder"),
        (("-o", "no/such/file"), "no such folder"),
        (("-o", "record.db", "--overwrite"), "is a database, perhaps a record; give another name"),
        (("--has", "nose"), "has may be"),
        (("--text", "a AND"), "at character 6"),
    ],
)
def test_bad_input_is_one_line_and_writes_nothing(
    path: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    (tmp_path / "there").write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "record.db").symlink_to(path)
    kept = path.read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", "export", path, "--format", "csv", *arguments],
        capture_output=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, b"")
    (line,) = done.stderr.decode().splitlines()
    assert words in line
    assert (tmp_path / "there").read_text() == "mine"
    assert path.read_bytes() == kept
    assert {p.name for p in tmp_path.iterdir()} == {"folder", "there", "record.db"}


def test_overwriting_replaces_the_file(path: Path, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    run("export", path, "--format", "tsv", "-o", tmp_path / "there", "--overwrite")
    assert (tmp_path / "there").read_text().startswith("id\tkind\t")


def test_links_pipes_and_a_dash_are_written_to_as_what_they_are(path: Path, tmp_path: Path) -> None:
    whole = run("export", path, "--format", "csv").stdout
    assert run("export", path, "--format", "csv", "-o", "-").stdout == whole
    link, pipe = tmp_path / "link", tmp_path / "pipe"
    link.symlink_to(tmp_path / "real")
    run("export", path, "--format", "csv", "-o", link)
    assert link.is_symlink()
    assert (tmp_path / "real").read_bytes() == whole
    os.mkfifo(pipe)
    with (tmp_path / "came").open("wb") as came, subprocess.Popen(["cat", pipe], stdout=came):
        run("export", path, "--format", "csv", "-o", pipe)
    assert (tmp_path / "came").read_bytes() == whole
    assert pipe.is_fifo()
