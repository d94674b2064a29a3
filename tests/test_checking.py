"""Checking quotes against a record; how two texts compare is in test_quotes.py."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import DATABASES, new_place

from onrecord import Article, Record
from onrecord.errors import RecordError

SAID = "If a single ship of ours is stopped, we will treat their patrols as legitimate targets"
TEXTS = [
    ("late", date(2026, 5, 2), "The Vessen Herald", f"“{SAID},” Minister Aldo Vessim said."),
    ("first", date(2026, 3, 1), "The Zelk Post", f"“{SAID}!” Minister Aldo Vessim told reporters."),
    ("undated", None, None, f"Minister Aldo Vessim said: “{SAID}.”"),
    (
        "split",
        date(2026, 4, 1),
        "The Zelk Post",
        "“The dam is safe,” Premier Ilse Marrant said. “Nobody has to leave the valley tonight.”",
    ),
    (
        "other",
        date(2026, 4, 3),
        "The Zelk Post",
        "Osk Brandt said that the reservoir poses no danger and that people could remain at home. "
        "“No,” he said. “We won't sell 300 houses.”",
    ),
]


@pytest.fixture(scope="module", params=DATABASES)
def record(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Record]:
    with Record(new_place(request, tmp_path_factory.mktemp("check"))) as made:
        made.add(
            Article.from_text(text, id=name, published=day, outlet=outlet)
            for name, day, outlet, text in TEXTS
        )
        yield made


@pytest.mark.parametrize(
    ("quote", "verdict", "article"),
    [
        (SAID, "verbatim", "first"),
        (f"“{SAID.upper()}.”", "verbatim", "first"),
        ("we will treat their patrols as legitimate targets", "verbatim", "first"),
        ("a single ship of ours is stopped … legitimate targets", "verbatim", "first"),
        ("The dam is safe. Nobody has to leave the valley tonight", "verbatim", "split"),
        ("We won’t sell 300 houses", "verbatim", "other"),
        ("we'll treat their patrols as legitimate targets", "near", "first"),
        ("we will not treat their patrols as legitimate targets", "near", "first"),
        ("they would treat our patrols as legitimate targets", "near", "first"),
        ("[Vessim's navy] will treat their patrols as legitimate targets", "near", "first"),
        ("Nobody has to leave the valley today", "near", "split"),
        ("We won't sell 400 houses", "near", "other"),
        ("The harvest was ruined by the frost", "absent", None),
        ("zzxqj", "absent", None),
        ("legitimate", "verbatim", "first"),
    ],
)
def test_a_quote_gets_its_verdict(
    record: Record, quote: str, verdict: str, article: str | None
) -> None:
    checked = record.check(quote)
    assert checked.verdict == verdict
    assert (checked.matches[0].found.article.id if checked.matches else None) == article


def test_matches_come_earliest_first_and_undated_last(record: Record) -> None:
    checked = record.check(SAID)
    assert [m.found.article.id for m in checked.matches] == ["first", "late", "undated"]
    fewer = record.check(SAID, limit=1)
    assert (fewer.verdict, len(fewer.matches), fewer.more) == ("verbatim", 1, 2)


def test_what_differs_is_marked(record: Record) -> None:
    match = record.check("we will not treat their patrols as legitimate targets").matches[0]
    assert [(d.quote, d.statement) for d in match.comparison.differences] == [("not", "")]


def test_a_quote_by_someone_else_is_shown_as_such(record: Record) -> None:
    theirs = record.check(SAID, speaker="Vessim")
    assert {m.by_speaker for m in theirs.matches} == {True}
    others = record.check(SAID, speaker="Marrant")
    assert (others.verdict, others.matches[0].by_speaker) == ("verbatim", False)
    table = run("check", record.path, SAID, "--speaker", "Marrant", "--format", "table").stdout
    assert "but said by Aldo Vessim, not by Marrant" in " ".join(table.split())


@pytest.mark.parametrize("quote", ["", "  ", "“…”", "?!", "🙂"])
def test_a_quote_without_words_is_refused(record: Record, quote: str) -> None:
    with pytest.raises(RecordError, match="no words in the quote"):
        record.check(quote)


@pytest.mark.parametrize(
    "quote",
    [
        f"{SAID} " * 600,
        "'; DROP TABLE words; --",
        '" OR "',
        "a AND (b",
        "no " * 20_000,
        "那是不可能的",
    ],
)
def test_strange_quotes_do_no_harm(record: Record, quote: str) -> None:
    assert record.check(quote).verdict in ("absent", "near", "paraphrase")
    assert record.check(SAID).verdict == "verbatim"


def run(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *arguments],
        input=stdin, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_piped_it_is_one_object(record: Record) -> None:
    found = json.loads(run("check", record.path, "legitimate targets").stdout)
    assert found["verdict"] == "verbatim"
    first = found["matches"][0]
    assert (first["verdict"], first["score"], first["differences"]) == ("verbatim", 1.0, [])
    assert first["article"]["outlet"] == "The Zelk Post"
    assert first["content"]["text"].startswith("“If a single ship")
    read = json.loads(run("check", record.path, "-", stdin="“legitimate targets”\n").stdout)
    assert read["matches"] == found["matches"]
    absent = json.loads(run("check", record.path, "no such words here").stdout)
    assert (absent["verdict"], absent["matches"]) == ("absent", [])
    wrong = run("check", record.path, "...")
    assert (wrong.returncode, len(wrong.stderr.splitlines())) == (1, 1)
