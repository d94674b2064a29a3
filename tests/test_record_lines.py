"""Reading the record's own lines back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from io import BytesIO
from itertools import groupby
from typing import Any

import pytest
from msgspec.structs import replace
from test_export_formats import examples, hostile

from onrecord.errors import ArticleError
from onrecord.export import FORMATS
from onrecord.reading.record_lines import read_record_lines
from onrecord.record import Found


def line_of(found: list[Found]) -> dict[str, Any]:
    out = BytesIO()
    FORMATS["jsonl"].write(found, out)
    return dict(json.loads(out.getvalue()))


def a_line() -> dict[str, Any]:
    """An article of which one statement has every part that is checked."""
    _, group = next(groupby(examples(), key=lambda one: one.article.id))
    row = line_of(list(group))
    first, span = row["statements"][0], [[0, 3]]
    words = {"text": row["text"][:3], "spans": span}
    first["speaker"] = {
        "actor": None, "name": "x", "type": "person", "how": "name", "confidence": 0.5,
        "spans": span, "description": words,
    }  # fmt: skip
    first["addressees"] = [words]
    first["said_at"], first["said_on"] = words, {**words, "from": "2026-03-06"}
    first["continuity"] = {"label": "repeated", "spans": span}
    first["acts"][0] |= {"condition": words, "consequence": words, "evidence": span}
    return dict(json.loads(json.dumps(row)))  # no part is another too


@pytest.mark.parametrize("found", [examples(), examples()[::2]], ids=["all", "some"])
def test_what_is_exported_is_read_back_without_loss(found: tuple[Found, ...]) -> None:
    out = BytesIO()
    FORMATS["jsonl"].write(found, out)
    out.seek(0)
    read = [kept for _, kept in read_record_lines(out)]
    groups = [list(group) for _, group in groupby(found, key=lambda one: one.article)]
    assert read == [(g[0].article, [one.statement for one in g]) for g in groups]


def test_hostile_text_is_read_back_without_loss() -> None:
    for one in hostile():
        row = json.dumps(line_of([one])).encode()
        ((_, read),) = read_record_lines(BytesIO(row))
        title = one.article.title and one.article.title.replace("\x00", "")  # no record keeps it
        assert read == (replace(one.article, title=title), [one.statement])


def test_other_fields_are_read_as_adding_would_have_read_them() -> None:
    row = {**a_line(), "outlet": " ", "byline": "", "title": "a\x00b"}
    ((_, read),) = read_record_lines(BytesIO(json.dumps(row).encode()))
    assert isinstance(read, tuple)
    assert (read[0].outlet, read[0].byline, read[0].title) == (None, None, "ab")


Change = Callable[[dict[str, Any]], Any]


def wrong(path: str, value: Any) -> Change:
    """Puts a value where a path of names and numbers leads."""

    def change(row: dict[str, Any]) -> None:
        *way, last = (int(one) if one.isdigit() else one for one in path.split("."))
        at: Any = row
        for one in way:
            at = at[one]
        at[last] = value

    return change


S = "statements.0"
BAD = [
    (wrong("text", 5), "text"),
    (wrong("text", " \n"), "no text"),
    (wrong("text", "a\x00b"), "NUL"),
    (wrong("text", "a" * 500_001), "longer than"),
    (wrong("text", "Some other text"), "statement 1"),
    (wrong(f"{S}.id", "0" * 20), "its id 0+ is not that"),
    (wrong(f"{S}.content.text", "An invented word"), "words of its content"),
    (wrong(f"{S}.source.text", ""), "words of its source"),
    (wrong(f"{S}.cue", {"text": "", "spans": []}), "words of its cue"),
    (wrong(f"{S}.content.spans", [[0, 10**9]]), "span 0-1000000000 of its content"),
    (wrong(f"{S}.content.spans.0.0", -1), "span -1-"),
    (wrong(f"{S}.cue.spans", [[5, 5]]), "span 5-5 of its cue"),
    (wrong(f"{S}.speaker.name", "a\x00b"), "NUL"),
    (wrong(f"{S}.speaker.spans", [[0, 10**9]]), "of its speaker"),
    (wrong(f"{S}.speaker.description.text", "mayor"), "words of its description"),
    (wrong(f"{S}.addressees.0.text", "reporters"), "words of its addressee"),
    (wrong(f"{S}.acts.0.spans", [[9, 1]]), "of its act"),
    (wrong(f"{S}.acts.0.evidence", [[9, 1]]), "of its evidence"),
    (wrong(f"{S}.acts.0.condition.text", "if"), "words of its condition"),
    (wrong(f"{S}.acts.0.consequence.text", "then"), "words of its consequence"),
    (wrong(f"{S}.acts.0.label", "shout"), "label"),
    (wrong(f"{S}.continuity.spans", [[9, 1]]), "of its continuity"),
    (wrong(f"{S}.said_on.text", "Friday"), "words of its said_on"),
    (wrong(f"{S}.said_on.from", "2026-02-30"), "'2026-02-30' is no day"),
    (wrong(f"{S}.said_at.text", "here"), "words of its said_at"),
    (lambda row: row["statements"].append(row["statements"][0]), "twice"),
]


@pytest.mark.parametrize(("change", "message"), BAD)
def test_a_line_that_is_wrong_is_refused_with_what_is_and_the_rest_is_read(
    change: Change, message: str
) -> None:
    row = a_line()
    good = json.dumps(row)
    change(row)
    data = "\n".join([good, "", json.dumps(row), good]).encode()
    (first, before), (second, error), (third, after) = read_record_lines(BytesIO(data))
    assert (first, second, third) == (1, 3, 4)
    assert before == after
    assert isinstance(before, tuple)
    assert isinstance(error, ArticleError)
    assert re.search(message, str(error))
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    "line",
    [b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"id": "a", "text": "\\ud800", "statements": []}'],
)
def test_what_is_no_line_of_a_record_is_refused(line: bytes) -> None:
    ((_, error),) = read_record_lines(BytesIO(line))
    assert "not a line of a record" in str(error)
