"""Conditions: what a statement makes depend on what, as the words in its content tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.extracting.clause_edges import BESIDES, Mark, trimmed
from onrecord.extracting.clauses import (
    PAUSES,
    Range,
    Running,
    Sentence,
    has_verb,
    running,
    sentences,
    words,
)
from onrecord.extracting.condition_checks import binds, is_condition
from onrecord.extracting.condition_forms import binding, inverted, is_phrase, order, requires
from onrecord.extracting.halves import Halves, around
from onrecord.statement import Condition, Passage, Span, passage

Place = tuple[Sentence, Range]
Found = tuple[str, Place, list[Place]]
"""A marker's name, the condition, and the consequence."""
KINDS = ("clause", "phrase", "time", "inverted", "binding", "order")
SUBJECT_AFTER = (
    r"\b(?=\s+(?:(?i:it|he|she|they|we|i|you|there|the|any|a|an|his|her|their|our|my|your|this|that|"
    r"these|those|anyone|anything|no|one)\b|[A-Z]))"
)
WILL_AFTER = r"\b(?=[^.!?;]{2,160}?\b(?:will|would|shall)\b|(?:\s+\w+){1,2}\s+who\b)"
AFTER = {"should": SUBJECT_AFTER, "were": SUBJECT_AFTER, "had": SUBJECT_AFTER, "any": WILL_AFTER}
"""What has to follow a mark that is most often another word."""
ENDS = {"order": ""}
"""What ends a mark that may itself look ahead."""
ASKED_BEFORE = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|know|unsure|unclear|inquired?|enquired?|see|whether)"
    r"(?:\s+[\w’']+){0,4}\s*[“\"‘']?\s*$",
    re.IGNORECASE,
)
ADDED = frozenset({"unless", "only if", "even if", "as long as", "so long as", "provided"})
"""What may begin an afterthought, a sentence that limits the one before."""
LONGEST_ASKING = 60
"""Characters of what asks before a content ("asked reporters")."""
MARKS = {"”": "“", "’": "‘", "»": "«"}
"""Marks that end a quotation, and those that begin it."""


@dataclass(frozen=True)
class Conditional:
    """A condition and the clause that hangs on it.

    condition: with its marker's name; its words hold the marker where that stands in front of them;
    consequence: None where the content does not say it.
    """

    condition: Condition
    consequence: Passage | None


def find_conditionals(text: str, content: Sequence[Span]) -> list[Conditional]:
    """Find what depends on what in a statement's content.

    Args:
        text: the article's frozen text.
        content: the fragments of the content, in order.

    Returns:
        Each condition with its consequence, in order of the marks; all of it lies inside the
        content's fragments.
    """
    if not any(_first_words().search(text[start:end].lower()) for start, end in content):
        return []
    run = running(text, content)
    before = text[max(0, content[0][0] - LONGEST_ASKING) : content[0][0]]
    found = _in_content(run, asked=ASKED_BEFORE.search(before) is not None)
    conditionals = [each for parts in found for each in _as_conditional(text, run, parts)]
    # of a content that is no more than "if she would run" the cue asks, in whatever words
    return [each for each in conditionals if each.consequence or not _is_bare(text, content, each)]


def _is_bare(text: str, content: Sequence[Span], conditional: Conditional) -> bool:
    start = conditional.condition.spans[0][0]
    timed = conditional.condition.marker in words().marks["time"] and text[start].islower()
    return timed or (start == content[0][0] and text.startswith("if", start))


@cache
def _first_words() -> re.Pattern[str]:
    """What a content is searched for before anything else is done."""
    return re.compile(rf"\b(?:{'|'.join(sorted(words()['first']))})\b")


@cache
def _marks() -> tuple[re.Pattern[str], tuple[tuple[str, str], ...]]:
    """One pattern of all marks, and the kind and name of each of its groups."""
    listed = [(kind, *entry) for kind in KINDS for entry in words().marks[kind].items()]
    patterns = (
        "((?i:" + written.replace(" ", r"\s+") + ")" + AFTER.get(name, ENDS.get(kind, r"\b")) + ")"
        for kind, name, written in listed
    )
    return re.compile(rf"\b(?:{'|'.join(patterns)})"), tuple((a, b) for a, b, _ in listed)


def _as_conditional(text: str, run: Running, found: Found) -> Iterator[Conditional]:
    name, condition, consequence = found
    spans, then = (_closed(text, _spans(run, part)) for part in ([condition], consequence))
    if spans:
        said = passage(text, spans)
        yield Conditional(
            Condition(text=said.text, spans=said.spans, marker=name),
            passage(text, then) if then else None,
        )


def _closed(text: str, spans: list[Span]) -> list[Span]:
    """Spans with the mark that closes a quotation which begins in them."""
    if spans:
        start, end = spans[-1]
        opening = MARKS.get(text[end : end + 1])
        within = text[start:end]
        if opening and within.rfind(opening) > within.rfind(text[end]):
            return [*spans[:-1], (start, end + 1)]
    return spans


def _spans(run: Running, places: Sequence[Place]) -> list[Span]:
    return [
        span
        for sentence, (start, end) in places
        if start < end
        for span in run.spans(sentence.starts[start], sentence.ends[end - 1])
    ]


def _in_content(run: Running, *, asked: bool) -> Iterator[Found]:
    """Each conditional of a content; a half may stand in the sentence before or after."""
    every = list(sentences(run.text))
    for index, sentence in enumerate(every):
        for halves in _in_sentence(run.text, sentence, asked=asked and index == 0):
            condition, consequence = halves.condition, halves.consequence
            if condition is None:
                parts = [(sentence, part) for part in consequence]
                if index and requires(every[index - 1].words):
                    yield halves.mark.name, (every[index - 1], _whole(every[index - 1])), parts
                elif not index:
                    yield halves.mark.name, (sentence, (halves.mark.start, halves.mark.end)), parts
            elif not consequence and index and halves.mark.name in ADDED and condition[0] == 0:
                before = every[index - 1]
                yield halves.mark.name, (sentence, condition), [(before, _whole(before))]
            elif not consequence and sentence.asks and index + 1 < len(every):
                answer = (every[index + 1], _whole(every[index + 1]))
                yield halves.mark.name, (sentence, condition), [answer]
            else:
                parts = [(sentence, part) for part in consequence]
                yield halves.mark.name, (sentence, condition), parts


def _whole(sentence: Sentence) -> Range:
    return trimmed(sentence, (0, len(sentence)))


def _in_sentence(text: str, sentence: Sentence, *, asked: bool) -> list[Halves]:
    """The conditionals of a sentence; those that share a consequence each get it."""
    found: list[Halves] = []
    for mark in _marks_in(text, sentence):
        halves = _halves(sentence, mark, found, asked=asked)
        if halves is None:
            continue
        last = found[-1] if found else None
        if last and last.condition and halves.consequence and not last.consequence:
            between = sentence.words[last.condition[1] : mark.start]
            if all(word in PAUSES or word in BESIDES | {"and", "or"} for word in between):
                found[-1] = Halves(last.mark, last.condition, halves.consequence)
        found.append(halves)
    return found


def _marks_in(text: str, sentence: Sentence) -> Iterator[Mark]:
    pattern, groups = _marks()
    for match in pattern.finditer(text, sentence.starts[0], sentence.ends[-1]):
        kind, name = groups[(match.lastindex or 1) - 1]
        yield Mark(kind, name, sentence.at(match.start()), sentence.at(match.end() - 1) + 1)


def _halves(
    sentence: Sentence, mark: Mark, before: Sequence[Halves], *, asked: bool
) -> Halves | None:
    """What a mark joins, or None where it marks no condition.

    Args:
        before: the conditionals found before it in the sentence.
        asked: whether the content is what somebody asked, wondered or did not know.
    """
    if mark.kind == "binding":
        return binding(sentence, mark)
    if mark.kind == "order":
        return order(sentence, mark)
    if mark.kind == "inverted":
        return inverted(sentence, mark, before)
    halves = around(sentence, mark, before)
    if asked and not (halves.fronted and sentence.asks):
        left = sentence.words[: mark.start]
        if not left or left[-1] in {"and", "or"} or not has_verb(sentence, 0, mark.start):
            return None
    test = {"clause": is_condition, "phrase": is_phrase, "time": binds}[mark.kind]
    return halves if test(sentence, halves) else None
