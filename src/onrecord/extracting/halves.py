"""The two halves of a conditional: which clause is the condition, and which one hangs on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from onrecord.extracting.clause_edges import (
    COMMAS,
    DASHES,
    JOINS,
    SECOND_SUBJECT,
    Mark,
    condition_end,
    rest,
    trimmed,
    until,
)
from onrecord.extracting.clauses import (
    PAUSES,
    STOPS,
    Range,
    Sentence,
    clause_at,
    commits,
    has_verb,
    helps,
    is_subject,
    is_verb,
    pause_after,
    words,
)
from onrecord.extracting.main_clauses import consequence_start

INFINITIVES = frozenset({"have", "be", "been"})
FAR = 5
"""Words before a clause that make it worth to leave them."""
JOINING = frozenset(
    {"and", "but", "so", "because", "while", "although", "whereas", "since", "as", "or"}
)


@dataclass(frozen=True)
class Halves:
    """A conditional in one sentence.

    condition: None where it is the sentence before;
    consequence: empty where it is the sentence behind, or is not said.
    """

    mark: Mark
    condition: Range | None
    consequence: tuple[Range, ...]

    @property
    def fronted(self) -> bool:
        """Whether the condition stands before its consequence, or a part of that."""
        behind = self.condition[1] if self.condition else 0
        return any(start >= behind for start, _ in self.consequence)


def around(sentence: Sentence, mark: Mark, before: Sequence[Halves]) -> Halves:
    """Take the clause after a mark as the condition, the one before or behind it as the other.

    Args:
        before: the conditionals found before it in the sentence.
    """
    lists, prev = words(), sentence.word(mark.start - 1)
    follows = consequence_start(sentence, mark)
    if _shares(sentence, mark, before):
        if follows is None:
            condition = until(sentence, mark.start, condition_end(sentence, mark))
            return Halves(mark, condition, before[-1].consequence)
        return Halves(mark, until(sentence, mark.start, follows), (rest(sentence, follows),))
    if follows is None and prev in JOINS and sentence.word(mark.start - 2) in COMMAS:
        condition = until(sentence, mark.start, condition_end(sentence, mark))
        behind = sentence.word(condition[1] + (sentence.word(condition[1]) in COMMAS))
        if behind in {"and", "or"}:  # "but if he does, and if they let him, we will"
            return Halves(mark, condition, ())
    left = left_of(sentence, mark, [h.condition for h in before if h.condition])
    if prev in COMMAS | DASHES | {"("} and (aside := _as_aside(sentence, mark, left)):
        return aside
    left_says = _says(sentence, left)
    if follows is not None and (not left_says or _opens(sentence, mark, left, follows)):
        return Halves(mark, until(sentence, mark.start, follows), (rest(sentence, follows),))
    condition = until(sentence, mark.start, condition_end(sentence, mark))
    # a content may be no more than a noun: "the dangers if the dam breaks"
    named = mark.kind in {"clause", "phrase", "time"} and prev not in lists["saying"]
    return Halves(mark, condition, (left,) if left[0] < left[1] and (left_says or named) else ())


def left_of(sentence: Sentence, mark: Mark, conditions: Sequence[Range]) -> Range:
    """The clause that ends where a mark stands, behind the conditions found before it."""
    end = mark.start
    floor = max((until for _, until in conditions if until <= end), default=0)
    for index in range(end - 1, floor, -1):
        word = sentence.words[index]
        infinitive = word == "to" and sentence.word(index + 1) in words().bases
        may_say = infinitive or word.endswith("ing") or word in words().bases
        if not (may_say or has_verb(sentence, index, end)):
            continue
        if _begins_clause(sentence, index, floor) or _begins_within(sentence, index, floor, end):
            joins = word in {"which", "who"} or (
                word == "that" and not helps(sentence.word(index + 1))
            )
            return trimmed(sentence, (index + joins, end))
    return trimmed(sentence, (_noun_start(sentence, floor, end), end))


def _begins_clause(sentence: Sentence, index: int, floor: int) -> bool:
    """Whether the clause before a mark begins at a word, and what stands before is another."""
    lists = words()
    word, prev = sentence.words[index], sentence.words[index - 1]
    if prev in STOPS:
        return word not in JOINS or clause_at(sentence, index + 1)
    if word == "that" and (prev in lists["saying"] or prev in {"and", "but", ","}):
        # "cases in which it splits and that could end"
        relative = prev not in lists["thinking"] | {","} and helps(sentence.word(index + 1))
        joins = not relative or sentence.word(index - 2) in COMMAS
        return joins and not _denies(sentence, floor, index)
    if prev in COMMAS:
        return (
            (word in JOINING and clause_at(sentence, index + 1))
            or (clause_at(sentence, index) and is_subject(word))
            or (word == "and" and helps(sentence.word(index + 1)))
        )
    if prev == "and" and word in lists["modals"] and has_verb(sentence, floor, index - 1):
        return not lists["modals"] & set(sentence.words[floor : index - 1])
    if prev in {"and", "but", "because", "so"}:
        return (is_subject(word) or prev == "because") and has_verb(sentence, floor, index - 1)
    return is_subject(word) and _is_said(sentence, index, floor)


def _is_said(sentence: Sentence, index: int, floor: int) -> bool:
    """Whether a pronoun begins what is said or thought: "I know he", "thought it would"."""
    word, prev, lists = sentence.words[index], sentence.words[index - 1], words()
    near = index - floor <= 4 and word not in {"this", "that", "it", "you"}
    thought = prev in lists["thinking"] and _takes_modal(sentence, index)
    said = prev in lists["saying"] and (near or thought)
    return said and not _denies(sentence, floor, index)


def _begins_within(sentence: Sentence, index: int, floor: int, end: int) -> bool:
    """Whether a clause that is a part of another begins: "told them that", "a state we would"."""
    lists, said = words(), sentence.words
    word, prev = said[index], said[index - 1]
    before = said[floor:index]
    if word == "that":
        near = [w for w in before[-FAR:] if not w.endswith("ly") and w not in {"very", "quite"}]
        told = (near[-1:] and near[-1] in lists["thinking"]) or lists["telling"] & set(before)
        return bool(told) and clause_at(sentence, index + 1) and not _denies(sentence, floor, index)
    if word == "to":
        return prev in lists["promises"] and index - floor > FAR
    if word in {"what", "how", "why"}:
        embeds = prev in lists["prepositions"] or is_verb(prev)
        embeds = embeds and said[end - 1] not in COMMAS and not sentence.asks
        return embeds and not _denies(sentence, floor, index)
    if prev in COMMAS:
        if COMMAS & set(said[index : end - 1]):
            return False
        aside = {"which", "who"} & {word} and is_verb(sentence.word(index + 1))
        return bool(aside) or _is_doing(sentence, index)
    # of a relative clause without "which": "the judge they may get if"
    return (
        SECOND_SUBJECT.fullmatch(word) is not None
        and _takes_modal(sentence, index)
        and _may_be_noun(prev)
        and not {"what", "how"} & set(said[max(floor, index - FAR) : index])
        and not any(helps(other) and other not in INFINITIVES for other in said[index + 2 : end])
    )


def _is_doing(sentence: Sentence, index: int) -> bool:
    """Whether a participle begins what somebody does besides: ", using force if needed"."""
    word, lists = sentence.words[index], words()
    return (
        len(word) > 4
        and word.endswith("ing")
        and word not in lists["prepositions"] | lists["subordinators"] | lists["pronouns"]
        and sentence.word(index + 1) not in PAUSES | JOINS
    )


def _takes_modal(sentence: Sentence, index: int) -> bool:
    """Whether a pronoun stands with a modal: "he would", "we'll"."""
    word, following = sentence.words[index], sentence.word(index + 1)
    plain = following.removesuffix("'ve").removesuffix("n't")
    return word.endswith(("'ll", "'d")) or plain in words()["modals"] or plain in {"wo", "ca"}


def _may_be_noun(word: str) -> bool:
    lists = words()
    closed = (
        "conjunctions",
        "prepositions",
        "saying",
        "relatives",
        "subordinators",
        "questions",
        "adverbs",
        "openers",
        "pronouns",
        "determiners",
    )
    return word.isalpha() and not is_verb(word) and not any(word in lists[name] for name in closed)


def _denies(sentence: Sentence, floor: int, index: int) -> bool:
    """Whether what a clause is a part of is denied, as that denies the clause: "I don't think"."""
    near = sentence.words[max(floor, index - 5) : index]
    return any(
        word in {"not", "never", "cannot"} or (word.endswith("n't") and not is_subject(following))
        for word, following in zip_longest(near, near[1:], fillvalue="")
    )


def _noun_start(sentence: Sentence, floor: int, end: int) -> int:
    """Where a noun begins on which the condition hangs, if there is no clause: "talk of war if"."""
    said, lists = sentence.words, words()
    if any(helps(word) or is_subject(word) for word in said[floor:end]):
        return floor
    for index in range(end - 2, floor, -1):
        joined = said[index] == "and" and said[index - 1] in COMMAS
        if joined or said[index] == "about":
            return index + 1
        if said[index] in lists["promises"] and said[index + 1] == "of":
            return index
    return floor


def _shares(sentence: Sentence, mark: Mark, before: Sequence[Halves]) -> bool:
    """Whether a condition follows another with only "and" or "or" between."""
    if not before or not before[-1].condition:
        return False
    between = sentence.words[before[-1].condition[1] : mark.start]
    return 0 < len(between) < 4 and all(word in PAUSES or word in JOINS for word in between)


def _says(sentence: Sentence, part: Range) -> bool:
    """Whether a stretch before a condition is more than a beginning ("but", "I warn you that")."""
    said = sentence.words[part[0] : part[1]]
    if not said or said[-1] in JOINS | words()["relatives"] | {"because"}:
        return False
    return (
        has_verb(sentence, *part)
        or said[0] in words().bases
        or said[0] in {"to", "no", "not"}
        or any(a == "to" and b in words().bases for a, b in pairwise(said))
        or said[0].endswith("ing")
    )


def _opens(sentence: Sentence, mark: Mark, left: Range, follows: int) -> bool:
    """Whether a condition goes with the clause behind it, though one stands before it as well."""
    lists, prev = words(), sentence.word(mark.start - 1)
    if prev in COMMAS:
        about = sentence.word(left[0]) in (lists["prepositions"] | {"as"}) - {"to"}
        return (
            about
            or sentence.word(mark.start - 2) in {"and", "but", "so", "that"}
            or (
                commits(sentence.within(rest(sentence, follows)))
                and not commits(sentence.within(left))
            )
        )
    return prev in STOPS or prev in lists["conjunctions"] or prev in lists["saying"] | {"that"}


def _closing(opening: str) -> frozenset[str]:
    if opening == "(":
        return frozenset({")"})
    return COMMAS if opening in COMMAS else DASHES


def _as_aside(sentence: Sentence, mark: Mark, left: Range) -> Halves | None:
    """ "his party would, if elected, build": a condition between a clause's two parts."""
    lists, closing = words(), _closing(sentence.word(mark.start - 1))
    end = pause_after(sentence, mark.end)
    last, following = sentence.word(mark.start - 2), sentence.word(end + 1)
    if sentence.word(end) not in closing or not following or last in {"", "that"}:
        return None
    split = last in lists["modals"] or last in {"to", "not"} or last.endswith("'ll")
    goes_on = helps(following) and not sentence.asks
    if (
        not (split or goes_on)
        or following in lists["conjunctions"]
        or (split and is_subject(following))
    ):
        return None
    start = left[0] if left[0] < left[1] and last not in lists["relatives"] else mark.start - 1
    first = trimmed(sentence, (start, mark.start - 1))
    return Halves(mark, until(sentence, mark.start, end), (first, rest(sentence, end + 1)))
