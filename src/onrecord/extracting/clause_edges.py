"""Where the halves of a conditional begin and end among the words of a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.extracting.clauses import (
    PAUSES,
    SOFT,
    STOPS,
    Range,
    Sentence,
    clause_at,
    commits,
    has_verb,
    helps,
    is_participle,
    is_subject,
    is_verb,
    pause_after,
    words,
)

COMMAS = frozenset({",", SOFT})
BESIDES = frozenset(
    {"certainly", "especially", "particularly", "perhaps", "maybe", "possibly", "probably", "only"}
    | {"even", "also", "then", "again"}
)
"""Words that may stand before a second "if"."""
JOINS = frozenset({"and", "or", "but"})
DASHES = frozenset({"—", "–", "--", "-"})
NO_CONDITION = frozenset({"as", "see", "know", *COMMAS})
"""Words behind which "if" begins no condition, or one that the comma tells."""
TURNS = frozenset({"but", "because", "although", "though", "unless", "while", "whereas", "if"})
"""Words that begin another thought behind a comma."""
SHORT_ASIDE = 5
"""Words in brackets that do not end a clause."""
NO_TURN = frozenset({"well", "if", "though", "long", "soon", "much", "that", "far"})
"""What makes a conjunction of "as" or "so" that goes on with a clause."""
CHOSEN = frozenset({"elected", "re-elected", "reelected"})
"""Behind which "to force them" is no more of the condition "if elected"."""
SECOND_SUBJECT = re.compile(r"(?:i|we|you|he|she|it|they)(?:'\w+)?")
OPENED_BY = frozenset({"that", "because", "and", "but"})
LEADING = frozenset({"and", "but", "so", "then", "that", "because", "or", "yes", "well", "while"})
"""Words that stand before a clause and are no part of it."""


@dataclass(frozen=True)
class Mark:
    """A word that may mark a condition: its kind, its name, and its words in the sentence."""

    kind: str
    name: str
    start: int
    end: int


def opens(sentence: Sentence, mark: Mark) -> bool:
    """Whether a mark begins a sentence or a clause."""
    prev = sentence.word(mark.start - 1)
    return not prev or prev in PAUSES or prev in OPENED_BY or prev in words()["saying"]


def rest(sentence: Sentence, start: int) -> Range:
    """The consequence that begins at a word behind its condition."""
    end = next(
        (k for k in range(start + 1, len(sentence)) if _ends_consequence(sentence, start, k)),
        len(sentence),
    )
    return trimmed(sentence, (start, end))


def _ends_consequence(sentence: Sentence, start: int, index: int) -> bool:
    word, following = sentence.words[index], sentence.word(index + 1)
    if word in DASHES:
        return index > start + 2 and _is_last_dash(sentence, start, index)
    if word == ":":
        return min(index - start, len(sentence) - index) > SHORT_ASIDE
    if word in COMMAS:
        split = following == "if" and sentence.word(index - 1) in words()["modals"]
        if following in {"so", "as"}:  # "so we have to", "as he put it"
            return sentence.word(index + 2) not in NO_TURN and clause_at(sentence, index + 2)
        return (following in TURNS and not split) or (
            following == "and"
            and (
                sentence.word(index + 2) in {"if", "that", "unless"}
                or (
                    clause_at(sentence, index + 2)
                    and not commits(sentence.words[index + 2 : pause_after(sentence, index + 2)])
                )
            )
        )
    return (
        word in {"unless", "because"}
        or (word == "if" and index > start + 2 and sentence.word(index - 1) not in NO_CONDITION)
        or (word in JOINS and following in {"if", "unless", "that"})
        or (word in {"only", "even"} and following == "if")
    )


def _is_last_dash(sentence: Sentence, start: int, index: int) -> bool:
    """Whether a dash ends a clause, and is no range and none of two around an aside."""
    dashes = sum(word in DASHES for word in sentence.words[start:])
    ranges = sentence.word(index - 1).isdigit() and sentence.word(index + 1).isdigit()
    return dashes == 1 and not ranges


def condition_end(sentence: Sentence, mark: Mark) -> int:
    """Where a condition that stands behind its consequence ends."""
    return next(
        (k for k in range(mark.end + 1, len(sentence)) if _ends_condition(sentence, mark, k)),
        len(sentence),
    )


def _ends_condition(sentence: Sentence, mark: Mark, index: int) -> bool:
    word, following = sentence.words[index], sentence.word(index + 1)
    if word in STOPS:
        return not _is_short_aside(sentence, mark, index)
    if word in COMMAS:
        paired = sentence.word(mark.start - 1) in COMMAS and following not in JOINS
        return (mark.kind != "clause" or fills(sentence, mark, index)) and (
            paired or _ends_at_comma(sentence, index)
        )
    return (
        (word in {"because", "unless", "although"} and following != "of")
        or (
            word == "if"
            and sentence.word(index - 1) not in NO_CONDITION | {"even", "only"}
            and following != "not"
        )
        or (word in JOINS and following in {"if", "unless", "only", "even", "that"})
        or joins_another(sentence, index)
        or (word == "but" and clause_at(sentence, index + 1))
        or (word == "and" and following == "to" == sentence.words[0])
        or (word == "to" and index == mark.end + 1 and sentence.words[mark.end] in CHOSEN)
    )


def _is_short_aside(sentence: Sentence, mark: Mark, index: int) -> bool:
    """Whether a bracket is one of two around a figure or the like, within a clause."""
    said, near = sentence.words, range(index, min(len(sentence), index + SHORT_ASIDE))
    if said[index] == "(":
        index = next((k for k in near if said[k] == ")"), -1)
    elif "(" not in said[max(mark.end, index - SHORT_ASIDE) : index]:
        return False
    following = sentence.word(index + 1)
    return sentence.word(index) == ")" and bool(following) and following not in PAUSES


def _ends_at_comma(sentence: Sentence, index: int) -> bool:
    following = sentence.word(index + 1)
    if following == "then":
        return True
    if following == "not":  # "more, not less, pressure"
        return "," not in sentence.words[index + 2 : index + 6]
    if following == "but":
        return sentence.word(index + 2) not in {"not", "also"}
    if following in {"and", "or", "so"}:
        return sentence.word(index + 2) in {"that", "if", "unless"} or (
            clause_at(sentence, index + 2)
            and has_verb(sentence, index + 2, pause_after(sentence, index + 2))
        )
    return (
        following in words()["subordinators"]
        or following in {"which", "he", "she"}
        or (clause_at(sentence, index + 1) and not lists_on(sentence, index + 1))
    )


def joins_another(sentence: Sentence, index: int) -> bool:
    """ "and if", "and certainly if": where another condition is added to one."""
    if sentence.words[index] not in JOINS:
        return False
    behind = index + 1 + (sentence.word(index + 1) in BESIDES)
    return sentence.word(behind) in {"if", "unless"}


def fills(sentence: Sentence, mark: Mark, end: int) -> bool:
    """Whether what stands between a mark and a place can be the whole of its clause."""
    lists, first = words(), sentence.word(mark.end)
    return end > mark.end and (
        mark.kind == "phrase"
        or (mark.kind == "inverted" and end - mark.end > 2)
        or has_verb(sentence, mark.end, end)
        or first in lists["elliptical"]
        or first in lists["needs"]
        or is_participle(first)
        or mark.name in {"until", "after", "before"}
        or first in {"in", "on", "by", "under", "at"}
    )


def lists_on(sentence: Sentence, index: int) -> bool:
    """ "if they attack, invade, or blockade", "if we stand up, speak and fight, they will"."""
    end = pause_after(sentence, index)
    if sentence.word(index) in words().bases and {"and", "or"} & set(sentence.words[index:end]):
        return sentence.word(end) in COMMAS and clause_at(sentence, end + 1)
    return (
        end - index <= 2
        and sentence.word(end + 1) in {"or", "and"}
        and not any(helps(word) or is_subject(word) for word in sentence.words[index:end])
    )


def until(sentence: Sentence, start: int, end: int) -> Range:
    """A condition from its mark on, without commas or an aside between dashes behind it."""
    said = sentence.words
    end = next((k for k in range(start + 3, end) if said[k] in DASHES), end)
    while start < end and (said[end - 1] in PAUSES or said[end - 1] in JOINS):
        end -= 1
    return start, end


def trimmed(sentence: Sentence, part: Range) -> Range:
    """Without commas around, and without "then" or a conjunction in front."""
    start, end = part
    while start < end and (
        sentence.words[end - 1] in PAUSES or sentence.words[end - 1] in JOINS | {".", "?", "!"}
    ):
        end -= 1
    while start < end and _leads(sentence, start, end):
        start += 1
    return start, end


def _leads(sentence: Sentence, index: int, end: int) -> bool:
    word, following = sentence.words[index], sentence.word(index + 1)
    if not word[0].isalnum():
        return word not in "$£€"
    is_what = word == "that" and is_verb(following) and not is_subject(following)
    return word in LEADING and index + 1 < end and not is_what
