"""Where the halves of a conditional begin and end among the words of a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

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
ANSWERS = frozenset({"yes", "no", "fine", "okay", "ok", "great"})
"""Words that are a main clause of their own ("if they can, fine")."""
SUBJECT_COMMITS = re.compile(r"(?:i|we|you|he|she|it|they|there)'(?:ll|d)$")
NO_END = frozenset({"that", "and", "or", "but", "than", "as", "which", "what", "because"})
"""Words that no clause ends with."""
TURNS = frozenset({"but", "because", "although", "though", "unless", "while", "whereas", "if"})
"""Words that begin another thought behind a comma."""
SHORT_ASIDE = 5
"""Words in brackets that do not end a clause."""
LONGEST_NOUN = 9
"""Words of a subject with what belongs to it ("the lords of the town")."""
NO_TURN = frozenset({"well", "if", "though", "long", "soon", "much", "that", "far"})
"""What makes a conjunction of "as" or "so" that goes on with a clause."""
CHOSEN = frozenset({"elected", "re-elected", "reelected"})
"""Behind which "to force them" is no more of the condition "if elected"."""
INDEFINITE = frozenset({"something", "somebody", "someone", "anything", "anybody", "anyone"})
ABLE = frozenset({"can", "could", "may", "might", "should", "need"})
"""What follows in "if there is anything we can do", which goes on with the condition."""
SECOND_SUBJECT = re.compile(r"(?:i|we|you|he|she|it|they)(?:'\w+)?")
INNER = frozenset({"because", "since", "although", "though", "when", "while", "after", "once"})
"""Words that begin a clause within a "that" clause."""
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
        return not _is_short_aside(sentence, index)
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
        or _joins_another(sentence, index)
        or (word == "but" and clause_at(sentence, index + 1))
        or (word == "and" and following == "to" == sentence.words[0])
        or (word == "to" and index == mark.end + 1 and sentence.words[mark.end] in CHOSEN)
    )


def _is_short_aside(sentence: Sentence, index: int) -> bool:
    """Whether a bracket is one of two around a figure or the like, within a clause."""
    said, near = sentence.words, range(index, min(len(sentence), index + SHORT_ASIDE))
    if said[index] == "(":
        index = next((k for k in near if said[k] == ")"), -1)
    elif "(" not in said[max(0, index - SHORT_ASIDE) : index]:
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
        or (clause_at(sentence, index + 1) and not _lists_on(sentence, index + 1))
    )


def consequence_start(sentence: Sentence, mark: Mark) -> int | None:
    """Where the main clause behind a condition begins, if one does."""
    if sentence.word(mark.end) in words()["needs"] and sentence.word(mark.end + 1).endswith("ing"):
        return mark.end + 1
    behind = mark.end
    for index in range(mark.end, len(sentence)):
        word, following = sentence.words[index], sentence.word(index + 1)
        if index < behind:
            continue
        if _joins_another(sentence, index):
            return None
        if word == "then" and index > mark.end + 1 and _follows(sentence, mark, index):
            return index
        if word in PAUSES - {"(", ")"}:
            if _closes_inner(sentence, mark, index) or _closed_aside(sentence, index):
                behind = pause_after(sentence, index + 1)
                continue
            told = is_subject(following) and index - mark.end > 2  # whatever verb stands before
            if (told or fills(sentence, mark, index)) and _main_at(sentence, index + 1):
                return index + 1
        elif _subject_commits(sentence, mark, index) and fills(sentence, mark, index):
            return index
    modal = _noun_before_modal(sentence, mark)
    return _second_subject(sentence, mark) if modal is None else modal


def _follows(sentence: Sentence, mark: Mark, index: int) -> bool:
    """Whether "then" begins what follows of a condition."""
    behind_comma = sentence.words[index - 1] in COMMAS and fills(sentence, mark, index - 1)
    return behind_comma or clause_at(sentence, index)


def _joins_another(sentence: Sentence, index: int) -> bool:
    """ "and if", "and certainly if": where another condition is added to one."""
    if sentence.words[index] not in JOINS:
        return False
    behind = index + 1 + (sentence.word(index + 1) in BESIDES)
    return sentence.word(behind) in {"if", "unless"}


def _main_at(sentence: Sentence, index: int) -> bool:
    """Whether a main clause begins behind a pause, and the condition does not go on."""
    answer = index + (sentence.word(index) == "then")
    if sentence.word(answer) in ANSWERS and sentence.word(answer + 1) in PAUSES | {""}:
        return True
    return (
        clause_at(sentence, index)
        and not _lists_on(sentence, index)
        and not _restates(sentence, index)
    )


def _closes_inner(sentence: Sentence, mark: Mark, index: int) -> bool:
    """Whether a comma ends a clause within the condition: "if he thinks that because ..., it"."""
    inner = any(
        before == "that" and word in INNER
        for before, word in pairwise(sentence.words[mark.end : index])
    )
    first = not COMMAS & set(sentence.words[mark.end : index])
    return inner and first and sentence.words[index] in COMMAS and _has_pause(sentence, index + 1)


def _has_pause(sentence: Sentence, index: int) -> bool:
    return pause_after(sentence, index) < len(sentence)


def _closed_aside(sentence: Sentence, index: int) -> bool:
    """Whether a dash opens an aside: "if he would stay – that's what he does – we would"."""
    if sentence.words[index] not in DASHES:
        return False
    closing = next((k for k in range(index + 1, len(sentence)) if sentence.words[k] in DASHES), 0)
    return bool(closing) and clause_at(sentence, closing + 1)


def _restates(sentence: Sentence, index: int) -> bool:
    """ "if he wants to win – win for good – he will": a verb again, and another dash."""
    said = sentence.words
    return (
        said[index - 1] in DASHES
        and said[index] in words().bases
        and said[index - 1] in said[index:]
    )


def _subject_commits(sentence: Sentence, mark: Mark, index: int) -> bool:
    """ "if elected he would", "only if they ask will we": a second clause without a comma."""
    lists = words()
    word, following, prev = (sentence.word(k) for k in (index, index + 1, index - 1))
    if (
        sentence.asks
        and helps(word)
        and SECOND_SUBJECT.fullmatch(following)
        and not is_subject(prev)
    ):
        return True
    if sentence.words[mark.start] in {"only", "not"} and helps(word):
        return is_subject(following) or following in lists["determiners"]
    return (
        index > mark.end
        and prev not in NO_END
        and not (prev in INDEFINITE and following in ABLE)
        and (
            SUBJECT_COMMITS.match(word) is not None
            or (
                word in lists["pronouns"]
                and following.removesuffix("'ve").removesuffix("n't")
                in lists["modals"] | {"wo", "ca"}
                and prev not in lists["saying"]
            )
        )
    )


def _noun_before_modal(sentence: Sentence, mark: Mark) -> int | None:
    """ "once the last mine is cleared the valley will reopen": no comma, and a second verb."""
    said, lists = sentence.words, words()
    end = pause_after(sentence, mark.end)
    modal = next(
        (k for k in range(mark.end + 3, end) if said[k] in {"will", "would", "shall", "won't"}),
        None,
    )
    if modal is None:
        return None
    for start in range(modal - 1, max(modal - 5, mark.end + 1), -1):
        if said[start] in lists["prepositions"]:
            break
        if said[start] in lists["determiners"]:
            if mark.kind == "phrase" or _ends_clause(sentence, mark, start):
                return start
            break
    return _noun_beside_noun(sentence, mark, modal)


def _noun_beside_noun(sentence: Sentence, mark: Mark, modal: int) -> int | None:
    """ "if he kills the king the lords of the town will": two nouns with nothing between."""
    said, lists = sentence.words, words()
    articles = {"the", "a", "an"} | lists["possessives"]
    for start in range(modal - 2, max(modal - LONGEST_NOUN, mark.end + 3), -1):
        first, second = said[start - 2], said[start - 1]
        is_noun = first in articles and second.isalpha()
        if said[start] in articles and is_noun and has_verb(sentence, mark.end, start):
            pairs = pairwise(said[start:modal])
            return None if any(a in lists["relatives"] and is_verb(b) for a, b in pairs) else start
    return None


def _second_subject(sentence: Sentence, mark: Mark) -> int | None:
    """ "if he goes on we lose", "if he wins our people are lost": a second subject and verb."""
    said, lists, end = sentence.words, words(), pause_after(sentence, mark.end)
    no_end = NO_END | lists["saying"] | lists["prepositions"] | lists["relatives"]
    no_end |= lists["subordinators"] | lists["conjunctions"] | lists["questions"]
    begins, ends = lists["possessives"] | {"the"}, lists.finite | lists["dates"] | {"soon", "again"}
    for index in range(mark.end + 2, end - 1):
        goes_on = said[index - 1] in INDEFINITE and said[index + 1] in ABLE
        if goes_on or said[index - 1] in no_end or not fills(sentence, mark, index):
            continue
        if SECOND_SUBJECT.fullmatch(said[index]):
            if "'" in said[index] or is_verb(said[index + 1]):
                return index
        elif said[index] in begins and said[index - 1] in ends:
            verb = next((k for k in range(index + 1, end) if helps(said[k])), end)
            if verb < end and not no_end - JOINS & set(said[mark.end : verb]):
                return index
    return None


def _ends_clause(sentence: Sentence, mark: Mark, end: int) -> bool:
    last, lists = sentence.words[end - 1], words()
    return (
        has_verb(sentence, mark.end, end)
        and last not in lists["prepositions"]
        and last not in NO_END
        and (last in lists.past or any(helps(word) for word in sentence.words[mark.end : end]))
    )


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


def _lists_on(sentence: Sentence, index: int) -> bool:
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
