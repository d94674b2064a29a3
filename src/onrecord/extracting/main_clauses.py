"""Where the main clause behind a condition begins, with or without a comma."""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.extracting.clause_edges import (
    COMMAS,
    DASHES,
    JOINS,
    SECOND_SUBJECT,
    Mark,
    fills,
    joins_another,
    lists_on,
)
from onrecord.extracting.clauses import (
    PAUSES,
    Sentence,
    clause_at,
    has_verb,
    helps,
    is_subject,
    is_verb,
    pause_after,
    words,
)

ANSWERS = frozenset({"yes", "no", "fine", "okay", "ok", "great"})
"""Words that are a main clause of their own ("if they can, fine")."""
SUBJECT_COMMITS = re.compile(r"(?:i|we|you|he|she|it|they|there)'(?:ll|d)$")
NO_END = frozenset({"that", "and", "or", "but", "than", "as", "which", "what", "because"})
"""Words that no clause ends with."""
LONGEST_NOUN = 9
"""Words of a subject with what belongs to it ("the lords of the town")."""
INDEFINITE = frozenset({"something", "somebody", "someone", "anything", "anybody", "anyone"})
ABLE = frozenset({"can", "could", "may", "might", "should", "need"})
"""What follows in "if there is anything we can do", which goes on with the condition."""
INNER = frozenset({"because", "since", "although", "though", "when", "while", "after", "once"})
"""Words that begin a clause within a "that" clause."""


def consequence_start(sentence: Sentence, mark: Mark) -> int | None:
    """Where the main clause behind a condition begins, if one does."""
    if sentence.word(mark.end) in words()["needs"] and sentence.word(mark.end + 1).endswith("ing"):
        return mark.end + 1
    behind = mark.end
    for index in range(mark.end, len(sentence)):
        word, following = sentence.words[index], sentence.word(index + 1)
        if index < behind:
            continue
        if joins_another(sentence, index):
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


def _main_at(sentence: Sentence, index: int) -> bool:
    """Whether a main clause begins behind a pause, and the condition does not go on."""
    answer = index + (sentence.word(index) == "then")
    if sentence.word(answer) in ANSWERS and sentence.word(answer + 1) in PAUSES | {""}:
        return True
    return (
        clause_at(sentence, index)
        and not lists_on(sentence, index)
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
