"""`onrecord chart` on the command line; what charts show is in their own tests."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from conftest import EXAMPLES
from test_cli import last_line, onrecord

from onrecord import Record, charts, read_many

COUNTS = "304 statements, each counted once for every act"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("chart") / "news.db"
    with Record(made) as record:
        record.add(read_many([EXAMPLES]))
    return made


def test_the_ending_of_the_files_name_says_what_is_written(path: Path, tmp_path: Path) -> None:
    written = {}
    for form in charts.FORMS:
        out = tmp_path / f"acts.{form.upper()}"
        done = onrecord("chart", "acts", path, "-o", out)
        assert done.stdout == b""
        assert last_line(done) == f"{out}: Statements by act and month. {COUNTS}"
        written[form] = out.read_bytes()
    assert COUNTS in Xml.fromstring(written["svg"]).get("aria-label", "")
    assert written["png"].startswith(b"\x89PNG")
    assert json.loads(written["json"])["title"]["subtitle"] == [COUNTS]
    rows = list(csv.DictReader(written["csv"].decode().splitlines()))
    with Record(path) as record:
        periods = record.timeline().periods
    assert [(row["begins"], row["act"], int(row["statements"])) for row in rows] == [
        (str(one.begins or ""), one.act, one.statements) for one in periods
    ]


def test_a_chart_is_printed_where_it_is_piped(path: Path) -> None:
    with Record(path) as record:
        drawn = charts.redlines(record, limit=2, theme="dark")
    printed = onrecord("chart", "redlines", path, "--limit", 2, "--theme", "dark")
    assert printed.stdout.decode() == charts.svg(drawn)
    assert printed.stderr == b""


def test_filters_and_periods_hold_for_what_is_drawn(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "some.csv"
    filters = ("--act", "threaten", "--since", "2026-05-01", "--text", "shell")
    onrecord("chart", "acts", path, "--by", "week", *filters, "-o", out)
    assert out.read_text().splitlines() == ["begins,act,statements", "2026-05-11,threaten,1"]
    done = onrecord("chart", "actor", path, "Élodie Okonjo-Varga", "-o", out, "--overwrite")
    assert "Élodie Okonjo-Varga: statements by act and month" in last_line(done)
    assert "2026-05-01,promise,1" in out.read_text().splitlines()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("acts", "-o", "there.svg"), "there.svg: exists already; give another name, or --overwri"),
        (
            ("acts", "-o", "chart.gif"),
            "chart.gif: the name of a chart's file ends with",
        ),
        (("acts", "-o", "chart"), "ends with one of .svg, .png, .json, .csv"),
        (("acts", "-o", "no/such/chart.svg"), "no such folder"),
        (("acts", "--text", "a AND", "-o", "chart.svg"), "at character 6"),
        (("actor", "Nobody", "-o", "chart.svg"), "no actor has the name or id Nobody"),
    ],
)
def test_bad_input_is_one_line_and_writes_nothing(
    path: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    (tmp_path / "there.svg").write_text("mine")
    name, *more = arguments
    done = onrecord("chart", name, path, *more, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    (line,) = done.stderr.decode().splitlines()
    assert words in line
    assert [p.name for p in tmp_path.iterdir()] == ["there.svg"]
    assert (tmp_path / "there.svg").read_text() == "mine"
