from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLES, ROOT, need
from typer.main import get_command

from onrecord.cli import COMMANDS as NAMES
from onrecord.cli import app
from onrecord.statement import from_line

STORY = "Premier Ilse Marrant said on Friday that the dam was safe.\n\n“No,” Éva Ørn said.\n"


def onrecord(
    *arguments: object, stdin: bytes = b"", **more: object
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, arguments)],
        input=stdin, capture_output=True, check=False, **more,
    )  # fmt: skip


def last_line(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode().strip().splitlines()[-1]


def test_extract_prints_lines_of_the_record_when_piped() -> None:
    done = onrecord("extract", EXAMPLES)
    assert done.returncode == 0
    lines = [from_line(line) for line in done.stdout.splitlines()]
    assert len(lines) == 12
    total = sum(len(found) for _, found in lines)
    assert last_line(done) == f"12 articles read, 0 refused; {total} statements found"


def test_extract_reads_standard_input_and_dates_it() -> None:
    done = onrecord("extract", "-", "--published", "2026-03-06", stdin=STORY.encode())
    article, found = from_line(done.stdout)
    assert str(article.published) == "2026-03-06"
    assert [s.kind for s in found] == ["indirect", "direct"]
    line = json.dumps({"text": STORY, "id": "x"}).encode()
    assert from_line(onrecord("extract", "-", stdin=line).stdout)[0].id == "x"


def test_extract_needs_no_database() -> None:
    program = "import sys; sys.modules['sqlalchemy'] = None; from onrecord.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "extract", "-"],
        input=STORY.encode(), capture_output=True, check=True,
    )  # fmt: skip
    assert len(from_line(done.stdout)[1]) == 2


def test_nothing_is_left_behind_in_the_home_folder(tmp_path: Path) -> None:
    home = {name: value for name, value in os.environ.items() if not name.startswith("ORT_")}
    home["HOME"] = home["XDG_CACHE_HOME"] = str(tmp_path)
    done = onrecord("extract", "-", stdin=STORY.encode(), env=home)
    assert len(from_line(done.stdout)[1]) == 2
    assert not list(tmp_path.rglob("*"))


def test_extract_prints_a_table_when_asked() -> None:
    done = onrecord("extract", "-", "--format", "table", stdin=STORY.encode())
    assert "Ilse Marrant" in done.stdout.decode()
    assert "\x1b" not in done.stdout.decode()


def test_what_is_refused_is_counted_with_the_reason_and_the_rest_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_text("")
    (tmp_path / "c.txt").write_text("Der Minister sagte am Freitag, man gebe nicht nach. " * 9)
    done = onrecord("add", tmp_path / "news.db", tmp_path)
    assert done.returncode == 1
    assert "b.txt: there is no text in it" in done.stderr.decode()
    assert last_line(done).startswith("1 article read, 2 refused (there is no text in it; its lang")
    assert onrecord("list", tmp_path / "news.db").stdout.count(b"\n") == 2


def test_list_and_show_what_was_added(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    added = onrecord("add", path, "-", "--published", "2026-03-06", stdin=STORY.encode())
    assert "2 statements from 1 article" in last_line(added)
    assert "1 already known" in last_line(onrecord("add", path, "-", stdin=STORY.encode()))
    rows = [json.loads(line) for line in onrecord("list", path).stdout.splitlines()]
    assert [row["kind"] for row in rows] == ["indirect", "direct"]
    assert rows[0]["article"]["published"] == "2026-03-06"
    table = list(
        csv.DictReader(io.StringIO(onrecord("list", path, "--format", "csv").stdout.decode()))
    )
    assert [row["id"] for row in table] == [row["id"] for row in rows]
    one = onrecord("list", path, "--speaker", "ørn", "--kind", "direct", "--since", "2026-03-06")
    assert [json.loads(line)["source"]["text"] for line in one.stdout.splitlines()] == ["Éva Ørn"]
    assert onrecord("list", path, "--since", "2026-03-07").stdout == b""
    shown = onrecord("show", path, rows[0]["id"][:6]).stdout.decode()
    assert "{Premier Ilse Marrant} <said> on Friday [that the dam was safe]" in shown
    assert "2026-03-06" in shown
    limited = onrecord("list", path, "--format", "table", "--limit", "1").stdout.decode()
    assert "--limit shows more" in limited


def test_an_article_cannot_command_the_terminal(tmp_path: Path) -> None:
    story = STORY.replace("dam", "\x1b[2J\u202edam").encode()
    onrecord("add", tmp_path / "news.db", "-", stdin=story)
    (row, *_) = onrecord("list", tmp_path / "news.db").stdout.splitlines()
    shown = [
        onrecord("show", tmp_path / "news.db", json.loads(row)["id"]),
        onrecord("list", tmp_path / "news.db", "--format", "table"),
        onrecord("extract", "-", "--format", "table", stdin=story),
    ]
    for done in shown:
        assert "dam" in done.stdout.decode()
        assert "\x1b" not in done.stdout.decode()
        assert "\u202e" not in done.stdout.decode()


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(tmp_path: Path) -> None:
    row = {"text": STORY, "title": "=HYPERLINK(1)", "outlet": "@post"}
    onrecord("add", tmp_path / "n.db", "-", stdin=json.dumps(row).encode())
    out = onrecord("list", tmp_path / "n.db", "--format", "csv").stdout.decode()
    assert {r["title"] for r in csv.DictReader(io.StringIO(out))} == {"'=HYPERLINK(1)"}


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("extract",), 2, "Missing argument"),
        (("extract", "a.txt", "--format", "xml"), 2, "xml"),
        (("extract", "a.txt", "--published", "Friday"), 2, "Friday"),
        (("extract", "no.txt"), 1, "no.txt: No such file"),
        (("extract", "http://localhost:1/x"), 1, "--allow-local"),
        (("list", "no.db"), 1, "onrecord add"),
        (("list", "pyproject.toml"), 1, "not a database"),
        (("show", "no.db", "12"), 1, "no such record"),
        (("evaluate", "no.jsonl"), 1, "No such file"),
        (("evaluate", "pyproject.toml"), 1, "line 1"),
        (("compare", "no.jsonl", "no.jsonl"), 1, "No such file"),
        (("nonsense",), 2, "No such command"),
    ],
)
def test_bad_input_gives_one_clear_line(arguments: tuple[str, ...], status: int, says: str) -> None:
    done = onrecord(*arguments, cwd=ROOT)
    assert done.returncode == status
    assert says in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_an_id_that_is_unknown_or_fits_several(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    onrecord("add", path, EXAMPLES)
    assert "no statement has an id" in last_line(onrecord("show", path, "zz"))
    assert "give more digits" in last_line(onrecord("show", path, ""))


def test_a_broken_pipe_is_quiet(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text((json.dumps({"text": STORY * 20}) + "\n") * 200)
    for command in (f"extract {many}", f"extract --format table {many}"):
        done = subprocess.run(
            f"{sys.executable} -m onrecord {command} | head -n 1",
            shell=True, capture_output=True, check=False,
        )  # fmt: skip
        assert done.stdout.count(b"\n") == 1
        assert b"Traceback" not in done.stderr
        assert b"Exception" not in done.stderr


def test_progress_on_a_terminal_takes_nothing_from_the_output(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with (tmp_path / "out.jsonl").open("wb") as out:
        command = [sys.executable, "-m", "onrecord", "extract", EXAMPLES]
        process = subprocess.Popen(command, stdout=out, stderr=theirs)
        os.close(theirs)
        seen = b""
        with contextlib.suppress(OSError):  # the terminal's way to say that it was closed
            while part := os.read(ours, 4096):
                seen += part
        assert process.wait() == 0
    os.close(ours)
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == 12
    assert b"articles, " in seen
    assert b"12 articles read" in seen.splitlines()[-1]


def test_output_is_utf8_whatever_the_terminal_says() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1", "LC_ALL": "C"}
    done = onrecord("extract", "-", stdin=STORY.encode(), env=environment)
    assert "“No,”" in done.stdout.decode()


def test_a_full_disk_under_the_output_is_said_in_one_line() -> None:
    need(Path("/dev/full").exists(), "/dev/full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "onrecord", "extract", EXAMPLES],
            stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "onrecord: the output cannot be written: No space left on device"
    ]


def test_compare_prints_what_was_lost_and_gained(tmp_path: Path) -> None:
    line = onrecord("extract", "-", stdin=STORY.encode()).stdout
    fewer = json.loads(line)
    del fewer["statements"][0]
    (tmp_path / "old.jsonl").write_bytes(line)
    (tmp_path / "new.jsonl").write_text(json.dumps(fewer))
    lost = onrecord("compare", tmp_path / "old.jsonl", tmp_path / "new.jsonl")
    assert "- Premier Ilse Marrant | said | that the dam was safe" in lost.stdout.decode()
    assert last_line(lost) == "1 lost, 0 gained"
    gained = onrecord("compare", tmp_path / "new.jsonl", tmp_path / "old.jsonl")
    assert last_line(gained) == "0 lost, 1 gained"


GROUP: Any = get_command(app)
COMMANDS = {name: GROUP.get_command(None, name) for name in NAMES}
SUBCOMMANDS = [
    (group, name, command)
    for group in ("actors", "corrections")
    for name, command in COMMANDS[group].commands.items()
]
DOCUMENTED = [
    *((f"\n## onrecord {name}\n", f"onrecord {name} ", c) for name, c in COMMANDS.items()),
    *(
        (f"\n### onrecord {group} RECORD {name}\n", f"onrecord {group} news.db {name}", c)
        for group, name, c in SUBCOMMANDS
    ),
    *(
        (f"\n### onrecord chart {name}\n", f"onrecord chart {name} news.db", c)
        for name, c in COMMANDS["chart"].commands.items()
    ),
]


@pytest.mark.parametrize(
    ("heading", "call", "command"), DOCUMENTED, ids=[heading.strip() for heading, *_ in DOCUMENTED]
)
def test_every_command_has_an_example_and_every_option_is_documented(
    heading: str, call: str, command: Any
) -> None:
    documented = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    section = re.split(r"\n##+ ", documented.split(heading)[1])[0]
    assert call in section
    for parameter in command.params:
        names = [o for o in parameter.opts if o.startswith("--")] or [parameter.metavar]
        for option in names:
            assert option in section, f"{option} is not under {heading.strip()}"
    help_ = onrecord(*call.split()[1:], "--help").stdout.decode()
    assert call in help_.split("Example", 1)[1]


def test_actors_takes_the_record_first() -> None:
    usage = "onrecord actors RECORD merge [OPTIONS] ACTOR OTHER"
    help_ = onrecord("actors", "no.db", "merge", "--help").stdout.decode()
    assert usage in re.sub("[{}]", "", help_)  # newer versions of Click set them
    wrong = onrecord("actors", "list", "no.db")
    assert wrong.returncode == 2
    assert "RECORD COMMAND" in re.sub("[{}]", "", wrong.stderr.decode())
    none = onrecord("actors", "no.db", "list")
    assert (none.returncode, none.stdout) == (1, b"")
    assert last_line(none) == "onrecord: no.db: there is no such record; `onrecord add` makes one"
    assert "Missing command" in onrecord("actors", "no.db").stderr.decode()


OWN = """
[[actor]]
name = "Ilse Marrant"
id = "own:marrant"
aliases = ["the Iron Mayor"]
"""


def test_actors_of_ones_own_are_told_and_kept_with_the_record(tmp_path: Path) -> None:
    own, story = tmp_path / "own.toml", tmp_path / "story.txt"
    own.write_text(OWN)
    story.write_text(STORY)
    done = onrecord("extract", story, "--actors", own)
    _, found = from_line(done.stdout)
    assert "own:marrant" in {s.speaker.actor for s in found if s.speaker}
    record = tmp_path / "news.db"
    assert onrecord("add", record, story, "--actors", own).returncode == 0
    later = tmp_path / "later.txt"
    later.write_text("The Iron Mayor said on Monday that the dam had held.\n")
    assert onrecord("add", record, later).returncode == 0
    listed = onrecord("list", record, "--speaker", "the Iron Mayor").stdout.decode().splitlines()
    assert {json.loads(line)["speaker"]["actor"] for line in listed} == {"own:marrant"}
    assert len({json.loads(line)["article"]["id"] for line in listed}) == 2


def test_a_broken_actors_file_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    own, record = tmp_path / "own.toml", tmp_path / "news.db"
    own.write_text('[[actor]]\nname = "A"\n\n[[actor]]\naliases = ["B"]\n')
    done = onrecord("add", record, EXAMPLES, "--actors", own)
    assert done.returncode == 1
    assert "own.toml" in last_line(done)
    assert "line 4" in last_line(done)
    assert not record.exists()


def test_speakers_below_the_given_confidence_are_left_open(tmp_path: Path) -> None:
    done = onrecord("extract", "-", "--speaker-confidence", "0.99", stdin=STORY.encode())
    _, found = from_line(done.stdout)
    assert found
    assert all(s.speaker is None or s.speaker.confidence >= 0.99 for s in found)
    assert onrecord("extract", "-", "--speaker-confidence", "2", stdin=b"x").returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [("search", "--speaker"), ("check",), ("list", "--outlet"), ("actors", "show"), ("show",)],
)
def test_an_argument_of_other_bytes_is_one_line(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    path = str(tmp_path / "news.db")
    onrecord("add", path, str(EXAMPLES / "agency.jsonl"))
    command, *options = arguments
    rest = [path, *options] if command != "check" else [path]
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", command, *rest, b"a\xffb"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert last_line(done) == r"onrecord: an argument has '\udcff', which is not text in UTF-8"
    assert b"Traceback" not in done.stderr
    assert not done.stdout
