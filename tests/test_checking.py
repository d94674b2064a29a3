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
from onrecord.record.place import Place

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


WAGES = "no sailor would lose a day of wages"
FERRY = (
    "Harbour chief Otto Brandvold said that the ferry service would continue until spring, and "
    f"that {WAGES}. The mayor of Zelk was there."
)


def test_words_are_looked_for_in_the_content_as_people_have_corrected_it(place: Place) -> None:
    with Record(place) as record:
        record.add([Article.from_text(FERRY, id="ferry")])
        (found,) = record.statements()
        assert record.check("the ferry service would continue until spring").verdict == "verbatim"
        record.review.correct(found.statement.id, "content", WAGES, who="ana")
        assert record.check("the ferry service would continue until spring").verdict == "absent"
        (match,) = record.check("a day of wages").matches
        content = match.found.statement.content.text
        assert [content[a:b] for a, b in match.comparison.spans] == ["a day of wages"]
        wider = f"{WAGES}. The mayor of Zelk was there"
        made = record.review.correct(found.statement.id, "content", wider, who="ana")
        assert record.check("The mayor of Zelk was there").verdict == "verbatim"
        record.review.undo(made.number, who="ana")
        assert record.check("The mayor of Zelk was there").verdict == "absent"


def test_a_denial_that_people_found_is_told(place: Place) -> None:
    paid, left = "the rebels had been paid", "the rebels would leave"
    text = (
        f"Osk Brandt told the council in a letter and on the record denied that {paid}.\n\n"
        f"Ilse Marrant told her party and denied that {left}."
    )
    with Record(place) as record:
        record.add_extracted([(Article.from_text(text, id="one"), [])])
        one = record.review.add("one", cue="denied that", content=paid, who="ana").statement
        assert "denied" in record.check(paid).cautions
        other = record.review.add("one", cue="told", content=left, who="ana").statement
        assert "denied" not in record.check(left).cautions
        record.review.correct(other, "cue", "denied that", who="ana")
        assert "denied" in record.check(left).cautions
        record.review.correct(one, "cue", "told", who="ana")
        assert "denied" not in record.check(paid).cautions


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


TURNED = [
    ("veto", "“I never said I would veto a bill nobody has read,” Aldo Vessim told reporters."),
    ("denial", "Minister Nkechi Ndiaye denied that the government had paid the rebels."),
    ("short", "Osk Brandt stopped short of accusing the ministry of hiding the report."),
    ("question", "Osk Brandt asked whether the dam was safe in winter."),
    (
        "later",
        "“Not a coin has been paid to anybody,” Aldo Vessim said. The minister went on to other "
        "matters for hours. “We expect all ships to sail by Monday,” Vessim told the council.",
    ),
    (
        "night",
        "“If they sail at night, we will sink them at night,” Admiral Ilse Marrant said. "
        "“Once is enough for an underwriter,” said broker Osk Brandt.",
    ),
    ("two", "“The old bridge is closed. All our ferries are full tonight,” Osk Brandt said."),
    ("mixed", "Ilse Marrant said that the tax will rise after “the last ferry was paid for”."),
]
NIGHT, ONCE = "we will sink them at night", "once is enough for an underwriter"
COIN, SAIL = "Not a coin has been paid to anybody", "We expect all ships to sail by Monday"


@pytest.fixture(scope="module")
def turned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record(tmp_path_factory.mktemp("turned") / "turned.db") as made:
        made.add(Article.from_text(text, id=name) for name, text in TURNED)
        yield made


@pytest.mark.parametrize(
    ("quote", "cautions", "sentence"),
    [
        ("the government had paid the rebels", ("denied", "indirect"), None),
        ("the ministry of hiding the report", ("negated", "indirect"), None),
        ("the dam was safe in winter", ("asked", "indirect"), None),
        ("I would veto a bill", ("part",),
         "“I never said I would veto a bill nobody has read,”"),
        ("we will sink them at night", ("part",),
         "“If they sail at night, we will sink them at night,”"),
        ("If they sail at night, we will sink them at night", (), None),
        ("I never said I would veto a bill", (), None),
        (COIN, (), None),
        ("the tax will rise", ("indirect",), None),
        ("the tax will rise after the last ferry was paid for", ("mixed",), None),
        ("the last ferry was paid for", (), None),
    ],
)  # fmt: skip
def test_words_that_are_no_claim_of_the_speaker_are_told_as_such(
    turned: Record, quote: str, cautions: tuple[str, ...], sentence: str | None
) -> None:
    checked = turned.check(quote)
    assert checked.verdict == "verbatim"
    assert (checked.matches[0].cautions, checked.matches[0].sentence) == (cautions, sentence)


def test_words_of_one_who_tells_of_another_are_not_the_others(turned: Record) -> None:
    inner = turned.check("I would veto a bill").matches[1]
    assert inner.found.statement.cue.text == "never said"
    assert inner.cautions == ("negated", "retold")


def test_a_table_says_what_the_words_are(turned: Record) -> None:
    quote = "the government had paid the rebels"
    table = run("check", turned.path, quote, "--format", "table").stdout
    first, *rest = table.split("\n\n")
    assert "word for word; but the words are what was denied" in " ".join(first.split())
    assert "indirect, cue “denied”, deny" in rest[0]
    found = json.loads(run("check", turned.path, "I would veto a bill").stdout)["matches"][0]
    assert found["cautions"] == ["part"]
    assert found["sentence"].startswith("“I never said")


@pytest.mark.parametrize(
    ("parts", "joint", "speakers_differ"),
    [
        ([COIN, SAIL], " ... ", False),
        ([SAIL, COIN], " … ", False),
        ([COIN, SAIL], ". ", False),
        ([f"If they sail at night, {NIGHT}", ONCE], " [...] ", True),
        ([ONCE, f"If they sail at night, {NIGHT}"], " ... ", True),
        ([COIN, ONCE, SAIL], " ... ", True),
        ([COIN, SAIL.replace("all", "many")], " ... ", False),
    ],
)
def test_a_quote_of_several_statements_tells_which_part_is_where(
    turned: Record, parts: list[str], joint: str, speakers_differ: bool
) -> None:
    checked = turned.check(joint.join(parts))
    assert checked.verdict == "near"
    assert checked.joined is not None
    assert checked.joined.statements == len(parts)
    assert checked.joined.different_speakers == speakers_differ
    for number, (part, match) in enumerate(zip(parts, checked.matches, strict=False), 1):
        assert match.part == number
        alone = turned.check(part).matches[0]
        assert match.found.statement.id == alone.found.statement.id
        assert match.comparison.verdict == alone.comparison.verdict
    first = turned.check(joint.join(parts), limit=1)
    assert (first.verdict, first.joined, len(first.matches)) == ("near", checked.joined, 1)


def test_parts_of_one_statement_in_another_order_are_joined_from_it(turned: Record) -> None:
    checked = turned.check("All our ferries are full tonight. The old bridge is closed.")
    assert checked.joined is not None
    assert (checked.verdict, checked.joined.statements) == ("near", 1)
    in_order = turned.check("The old bridge is closed. All our ferries are full tonight.")
    assert (in_order.verdict, in_order.joined) == ("verbatim", None)
    half = turned.check("The old bridge is closed. The mayor of Vessen has left the country.")
    assert half.joined is None


def test_a_joined_quote_is_told_in_a_line(turned: Record) -> None:
    quote = f"{COIN} ... {ONCE}"
    table = run("check", turned.path, quote, "--format", "table").stdout
    assert "joined from 2 statements; the parts were said by different speakers" in table
    assert f"part 2: {ONCE}" in table
    found = json.loads(run("check", turned.path, quote).stdout)
    assert found["joined"] == {
        "parts": [COIN, ONCE],
        "statements": 2,
        "different_speakers": True,
    }
    assert [match["part"] for match in found["matches"]] == [1, 2]
    both = run("check", turned.path, quote, "--speaker", "Vessim", "--format", "table").stdout
    assert "but said by Osk Brandt, not by Vessim" in " ".join(both.split())


def test_an_input_that_is_no_text_is_told_as_such(turned: Record) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", "check", turned.path, "-"],
        input="café".encode("latin-1"), capture_output=True, check=False,
    )  # fmt: skip
    line = "onrecord: the standard input is not text in UTF-8: byte 4 of it is b'\\xe9'\n"
    assert (done.returncode, done.stderr.decode()) == (1, line)


@pytest.mark.parametrize("command", ["search", "check", "utterances"])
def test_words_that_look_like_an_option_can_be_given(turned: Record, command: str) -> None:
    refused = run(command, turned.path, "-dam ships")
    assert refused.returncode == 2
    assert 'words that begin with "-" need -- before them' in refused.stderr
    assert run(command, turned.path, "--", "-dam ships").returncode in (0, 1)
