"""What depends on what: sentences with their conditions, and traps without any.

The cases (`cases/conditions.jsonl`) were written by a language-model assistant, about invented
people and places, before the rules (the first 95), after their first version (the next 106, scored
before any rule was changed for them), after the first changes (the next 71) and for the rules that
reading PolNeAR's training articles led to (with their traps). The last 154 came with the rules for
clauses within clauses and generic doers, and both halves of each are held to the word.
"""

from __future__ import annotations

import json
import time
from itertools import pairwise
from typing import Any

import pytest
from conftest import CASES

from onrecord.extracting.conditions import Conditional, find_conditionals
from onrecord.statement import JOINT, Span

TO_THE_WORD = 154
"""Cases, the last ones, whose halves must be found exactly."""
ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (CASES / "conditions.jsonl").read_text("utf-8").splitlines()
]


def placed(text: str, words: list[str], start: int = 0) -> list[Span]:
    """Where words stand in a text, one after the other."""
    spans = []
    for phrase in words:
        at = text.index(phrase, start)
        start = at + len(phrase)
        spans.append((at, start))
    return spans


def overlap(a: list[Span], b: list[Span]) -> float:
    """Characters in both, as a share of those in either."""
    first, second = ({c for start, end in spans for c in range(start, end)} for spans in (a, b))
    return len(first & second) / max(1, len(first | second))


def found_in(row: dict[str, Any]) -> list[Conditional]:
    return find_conditionals(row["text"], placed(row["text"], row["content"]))


def conditions(*content: str, between: str = " he said, ") -> list[tuple[str, str, str | None]]:
    """Marker, condition and consequence of each conditional of a content in fragments."""
    text = between.join(content)
    return [
        (c.condition.marker or "", c.condition.text, c.consequence and c.consequence.text)
        for c in find_conditionals(text, placed(text, list(content)))
    ]


def test_enough_cases_of_both_kinds() -> None:
    assert sum(len(row["conditionals"]) for row in ROWS) >= 110
    assert sum(not row["conditionals"] for row in ROWS) >= 80


def test_floors() -> None:
    hits = found = expected = right = 0
    for row in ROWS:
        start = placed(row["text"], row["content"])[0][0]
        left = found_in(row)
        found += len(left)
        expected += len(row["conditionals"])
        for gold in row["conditionals"]:
            condition = placed(row["text"], gold["condition"].split(JOINT), start)
            consequence = placed(row["text"], gold["consequence"].split(JOINT), start)
            for each in left:
                if overlap(condition, list(each.condition.spans)) >= 0.5:
                    spans = list(each.consequence.spans) if each.consequence else []
                    hits += 1
                    right += overlap(consequence, spans) >= 0.5
                    left.remove(each)
                    break
    assert hits / found >= 0.97
    assert hits / expected >= 0.97
    assert right / hits >= 0.97


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["text"])[:60])
def test_markers_and_spans(row: dict[str, Any]) -> None:
    text, content = row["text"], placed(row["text"], row["content"])
    found = found_in(row)
    assert [c.condition.marker for c in found] == [g["marker"] for g in row["conditionals"]]
    for passage in [p for c in found for p in (c.condition, c.consequence) if p is not None]:
        assert passage.text == JOINT.join(text[a:b] for a, b in passage.spans)
        assert all(before[1] <= after[0] for before, after in pairwise(passage.spans))
        for start, end in passage.spans:
            assert any(a <= start < end <= b for a, b in content)
            assert text[start] not in ' ,.;“”"?!'
            closes = text[end - 1] == "”" and "“" in text[start:end]
            assert closes or text[end - 1] not in ' ,.;“”"?!'


@pytest.mark.parametrize("row", ROWS[-TO_THE_WORD:], ids=lambda row: str(row["text"])[:60])
def test_both_halves_to_the_word(row: dict[str, Any]) -> None:
    found = [(c.condition.text, c.consequence and c.consequence.text) for c in found_in(row)]
    assert found == [(g["condition"], g["consequence"]) for g in row["conditionals"]]


def test_what_is_refused_until() -> None:
    text = "The duke ruled out talks until the cape was given back"
    assert [c.condition.text for c in find_conditionals(text, [(19, len(text))])] == [
        "until the cape was given back"
    ]
    text = text.replace("ruled out", "described")
    assert find_conditionals(text, [(19, len(text))]) == []


def test_whom_somebody_asks_is_no_consequence() -> None:
    text = "He asked the mayor of the northern town if she would pay"
    assert find_conditionals(text, [(9, len(text))]) == []


@pytest.mark.parametrize("words", ["if a, ", "if he goes - ", "if ( a ", "any bank that ", "a, "])
def test_what_is_no_prose_takes_no_time(words: str) -> None:
    text = "if he goes, " + words * 20_000 + "if he comes"
    began = time.perf_counter()
    find_conditionals(text, [(0, len(text))])
    assert time.perf_counter() - began < 20


def test_halves_in_two_fragments() -> None:
    content = "“If a single ship is stopped,”", "“we will respond.”"
    assert conditions(*content) == [("if", "If a single ship is stopped", "we will respond")]


def test_a_sentence_that_ends_between_fragments() -> None:
    content = "“We are patient,”", "“If they come, we will fight.”"
    assert conditions(*content, between=" he said. ") == [("if", "If they come", "we will fight")]


def test_the_cue_before_the_content_asks() -> None:
    text = "Reporters asked the minister if he would go and if so when"
    assert find_conditionals(text, [(29, len(text))]) == []


def test_an_answer_that_is_no_more_than_a_condition() -> None:
    content = "“When the doctors tell me I can.”"
    assert conditions(content) == [("when", "When the doctors tell me I can", None)]
    assert conditions("when the doctors can operate") == []
    assert conditions("“When the doctors told me I can.”") == []


def test_nothing_said_is_nothing_found() -> None:
    assert find_conditionals("", []) == []
    assert find_conditionals("if", [(0, 2)]) == []
    assert conditions("if, if, or if") == []
