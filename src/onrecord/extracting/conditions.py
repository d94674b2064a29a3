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
from onrecord.extracting.condition_forms import (
    binding,
    inverted,
    is_phrase,
    order,
    requires,
    supposed,
)
from onrecord.extracting.halves import Halves, around
from onrecord.extracting.phrases import beginnings, by_letter
from onrecord.statement import Condition, Passage, Span, passage

Place = tuple[Sentence, Range]
Found = tuple[str, Place, list[Place]]
"""A marker's name, the condition, and the consequence."""
KINDS = ("supposed", "clause", "phrase", "time", "inverted", "binding", "order")
SUBJECT_AFTER = (
    r"\b(?=\s+(?:(?i:it|he|she|they|we|i|you|there|the|any|a|an|his|her|their|our|my|your|this|that|"
    r"these|those|anyone|anything|no|one)\b|[A-Z]))"
)
WILL_AFTER = r"\b(?=[^.!?;]{2,160}?\b(?:will|would|shall)\b|(?:\s+\w+){1,4}\s+(?:who|that)\b)"
AFTER = {"should": SUBJECT_AFTER, "were": SUBJECT_AFTER, "had": SUBJECT_AFTER, "any": WILL_AFTER}
"""What has to follow a mark that is most often another word."""
ENDS = {"order": ""}
"""What ends a mark that may itself look ahead."""
ASKED_BEFORE = re.compile(
    r"\b(ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|know|unsure|unclear|inquired?|enquired?|see|whether)"
    r"(?:\s+[\w’']+){0,4}\s*[“\"‘']?\s*$",
    re.IGNORECASE,
)
ADDED = frozenset({"unless", "only if", "even if", "as long as", "so long as", "provided"})
"""What may begin an afterthought, a sentence that limits the one before."""
REFUSED_BEFORE = re.compile(
    r"\b(?:rul(?:e|es|ed|ing)\s+out|refus(?:e|es|ed|ing)|reject(?:s|ed|ing)?|oppos(?:e|es|ed|ing)|"
    r"block(?:s|ed|ing)?|suspend(?:s|ed|ing)?|postpon(?:e|es|ed|ing)|demand(?:s|ed|ing)?)"
    r"\s*[“\"‘']?\s*$",
    re.IGNORECASE,
)
MOST_MARKS = 16
"""Marks of a sentence that is still prose."""
LONGEST_ASKING = 60
"""Characters of what asks before a content ("asked reporters")."""
MARKS = {"”": "“", "’": "‘", "»": "«"}
"""Marks that end a quotation, and those that begin it."""


@dataclass(frozen=True)
class Cue:
    """What the words before a content do.

    asks: the verb, where somebody asks, wonders or does not know;
    refuses: whether somebody refuses or demands.
    """

    asks: str
    refuses: bool


NO_CUE = Cue("", refuses=False)


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
    asking = ASKED_BEFORE.search(before)
    cue = Cue(asking[1].lower() if asking else "", REFUSED_BEFORE.search(before) is not None)
    found = _in_content(run, cue)
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
    return re.compile(rf"\b(?:{by_letter(sorted(words()['first']))})\b")


@cache
def _marks() -> tuple[re.Pattern[str], tuple[tuple[str, str], ...]]:
    """One pattern of all marks, and the kind and name of each of its groups."""
    listed = [(kind, *entry) for kind in KINDS for entry in words().marks[kind].items()]
    patterns = (
        "((?i:" + written.replace(" ", r"\s+") + ")" + AFTER.get(name, ENDS.get(kind, r"\b")) + ")"
        for kind, name, written in listed
    )
    first = {letters for *_, written in listed for letters in beginnings(written, {}, 2)}
    begins = rf"\b(?i:(?={by_letter(sorted(first))}))"  # so that most words are passed over
    return re.compile(f"{begins}(?:{'|'.join(patterns)})"), tuple((a, b) for a, b, _ in listed)


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


def _in_content(run: Running, cue: Cue) -> Iterator[Found]:
    """Each conditional of a content; a half may stand in the sentence before or after."""
    every = list(sentences(run.text))
    for index, sentence in enumerate(every):
        for halves in _in_sentence(run.text, sentence, cue if index == 0 else NO_CUE):
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
            elif (
                not consequence
                and (sentence.asks or halves.mark.kind == "supposed")
                and index + 1 < len(every)
            ):
                answer = (every[index + 1], _whole(every[index + 1]))
                yield halves.mark.name, (sentence, condition), [answer]
            else:
                parts = [(sentence, part) for part in consequence]
                yield halves.mark.name, (sentence, condition), parts


def _whole(sentence: Sentence) -> Range:
    return trimmed(sentence, (0, len(sentence)))


def _in_sentence(text: str, sentence: Sentence, cue: Cue) -> list[Halves]:
    """The conditionals of a sentence; those that share a consequence each get it."""
    found: list[Halves] = []
    marks = list(_marks_in(text, sentence))
    for mark in marks if len(marks) <= MOST_MARKS else ():
        halves = _halves(sentence, mark, found, cue)
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


def _halves(sentence: Sentence, mark: Mark, before: Sequence[Halves], cue: Cue) -> Halves | None:
    """What a mark joins, or None where it marks no condition.

    Args:
        before: the conditionals found before it in the sentence.
        cue: what stands before a content's first sentence.
    """
    if mark.kind == "binding":
        return binding(sentence, mark)
    if mark.kind == "order":
        return order(sentence, mark)
    if mark.kind in {"supposed", "inverted"}:
        form = supposed if mark.kind == "supposed" else inverted
        return form(sentence, mark, before)
    halves = around(sentence, mark, before)
    if cue.asks and _is_asked(sentence, halves, cue):
        return None
    if mark.kind == "time":
        return halves if binds(sentence, halves, refused=cue.refuses) else None
    test = is_phrase if mark.kind == "phrase" else is_condition
    return halves if test(sentence, halves) else None


def _is_asked(sentence: Sentence, halves: Halves, cue: Cue) -> bool:
    """Whether a mark begins what a cue asks, alone or behind whom it asks ("the mayor if")."""
    if halves.fronted and sentence.asks:
        return False
    start = halves.mark.start
    is_whom = cue.asks.startswith("ask") and sentence.words[0] not in words()["prepositions"]
    asks_whom = is_whom and not has_verb(sentence, 0, start)
    return asks_whom or sentence.word(start - 1) in {"", "and", "or"}
