"""The commands that ask what statements do."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from conftest import ROOT
from test_cli import last_line, onrecord

from onrecord.extracting.acts import LABELS

STORY = (
    "Premier Ilse Marrant said on Friday: "
    "“If a single ship is stopped, we will close the strait.”\n\n"
    "She accused Verland of piracy.\n\n"
    "The harbour master, Per Trask, declined to comment.\n"
)
AGAIN = (
    "“If a ship is stopped, we will close the strait,” Premier Ilse Marrant said again on "
    "Tuesday.\n"
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("acts") / "news.db"
    for day, text in (("2026-03-07", STORY), ("2026-03-11", AGAIN)):
        line = json.dumps({"text": text, "published": day, "outlet": "Sundholm Courier"})
        onrecord("add", path, "-", stdin=line.encode())
    return path


def test_list_by_act_and_by_condition(record: Path) -> None:
    found = onrecord("list", record, "--act", "accuse").stdout.splitlines()
    assert [json.loads(line)["content"]["text"] for line in found] == ["Verland of piracy"]
    bound = onrecord("list", record, "--conditional").stdout.splitlines()
    assert len(bound) == 2
    assert onrecord("list", record, "--act", "decline", "--conditional").stdout == b""


def test_an_act_that_there_is_not_is_a_usage_error_that_names_those_there_are(record: Path) -> None:
    wrong = onrecord("list", record, "--act", "menace")
    assert wrong.returncode == 2
    assert "'threaten'" in wrong.stderr.decode()


def test_a_red_line_said_twice_is_one_with_both_days(record: Path) -> None:
    (line,) = [json.loads(x) for x in onrecord("redlines", record).stdout.splitlines()]
    assert (line["name"], line["act"]) == ("Ilse Marrant", "threaten")
    assert (line["first_said"], line["last_said"]) == ("2026-03-06", "2026-03-10")
    assert len(line["times"]) == 2
    assert (line["articles"], line["sources"]) == (2, 1)
    assert line["condition"]["marker"] == "if"
    (row,) = csv.DictReader(
        io.StringIO(onrecord("redlines", record, "--format", "csv").stdout.decode())
    )
    assert (row["times"], row["consequence"]) == ("2", "we will close the strait")
    assert (row["articles"], row["sources"]) == ("2", "1")
    table = onrecord("redlines", record, "--format", "table", "--actor", "Marrant").stdout.decode()
    assert "threaten" in table
    assert "we will close" in table
    assert "1 of 2" in table
    assert onrecord("redlines", record, "--actor", "Trask").stdout == b""


def test_show_says_what_it_did_and_by_which_words(record: Path) -> None:
    found = json.loads(onrecord("list", record, "--act", "threaten").stdout.splitlines()[0])
    shown = onrecord("show", record, found["id"]).stdout.decode()
    assert "threaten (" in shown
    assert "condition: If a ship is stopped" in shown
    assert "said on" in shown
    assert "repeated" in shown


@pytest.mark.parametrize("coding", ["plover", "cameo"])
def test_events_lead_back_to_statements_of_the_record(record: Path, coding: str) -> None:
    done = onrecord("export", record, "--format", coding)
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
    ids = {json.loads(line)["id"] for line in onrecord("list", record).stdout.splitlines()}
    assert {row["statement"] for row in rows} <= ids
    acts = {row["act"]: row["code"] for row in rows}
    assert acts["accuse"] == {"plover": "ACCUSE", "cameo": "112"}[coding]
    assert ("decline" in acts) == (coding == "cameo")
    assert {row["coding"] for row in rows} == {coding}


def test_export_needs_a_format_and_a_record(record: Path) -> None:
    assert onrecord("export", record).returncode == 2
    none = onrecord("export", "no.db", "--format", "plover")
    assert none.returncode == 1
    assert last_line(none) == "onrecord: no.db: there is no such record; `onrecord add` makes one"


def test_every_act_is_explained() -> None:
    documented = (ROOT / "docs/acts.md").read_text(encoding="utf-8")
    assert all(f"| {label} |" in documented for label in LABELS)
