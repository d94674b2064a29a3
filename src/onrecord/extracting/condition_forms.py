"""Conditions without an "if": "should they attack", "any attack will", "stop or face"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from onrecord.extracting.clause_edges import (
    COMMAS,
    SECOND_SUBJECT,
    Mark,
    condition_end,
    opens,
    rest,
    trimmed,
    until,
)
from onrecord.extracting.clauses import (
    PAUSES,
    STOPS,
    Sentence,
    clause_at,
    commits,
    has_verb,
    helps,
    is_participle,
    is_subject,
    is_verb,
    words,
)
from onrecord.extracting.halves import Halves, around, left_of

SHORTEST_VERB = 4
LONGEST = 30
"""Words of whom or what an announcement names ("any ship that ... will")."""
ANSWERING = frozenset({"will", "would", "shall", "must", "should", "can", "face", "faces", "won't"})
SUFFERING = frozenset(
    {
        "face",
        "faces",
        "risk",
        "risks",
        "suffer",
        "suffers",
        "deserve",
        "deserves",
        "struggle",
        "struggles",
    }
)
ENDING = frozenset({"wind", "winds", "end", "ends", "do", "does"})
"""Verbs of the like with "up" or "so" ("those who try do so at their own risk")."""
GENERIC = SUFFERING | ENDING | {"will", "would", "shall"}
"""What follows of those who do something, though it is not only told who they are."""
NEGATIONS = frozenset({"no", "not", "cannot", "never", "nothing", "nobody", "none"})
RISKS = frozenset({"may", "might", "could", "risk", "risks", "risked"})
OBJECT_OF = frozenset({"with", "on", "against", "at"})
"""Prepositions whom or what one acts on may stand behind ("fire on any ship that")."""
HYPOTHETICAL = frozenset({"would", "could", "might", "may", "can"})
BARGAINING = frozenset({"offered", "promised", "pledged", "proposed", "demanded", "agreed"})
CONSENT = frozenset(
    {"consent", "permission", "approval", "authorisation", "authorization", "leave", "licence"}
    | {"license", "warrant", "clearance", "mandate", "agreement", "authority"}
)
"""Without which something may be forbidden."""
FORBIDDING = re.compile(
    r"(?:barr?|bann?|forbid|forbad|forbidd|prohibit|prevent|block|stopp?)(?:s|ed|ing|en|e)?"
)
ABLE = frozenset({"able", "going", "ready", "willing", "possible", "impossible"})
NOT_INVERTED = frozenset({"only", "not", "never", "neither", "nor", "under", "at", "than", "as"})
"""Words behind which a verb stands before its subject without any condition."""
WITHHELD = frozenset({"would", "could", "might", "wouldn't", "couldn't"})


def inverted(sentence: Sentence, mark: Mark, before: Sequence[Halves]) -> Halves | None:
    """ "should they attack", "were it to happen", "had he known"."""
    prev, near = sentence.word(mark.start - 1), sentence.words[mark.end : mark.end + 8]
    if prev in words()["questions"] or prev in {"so", "nor", "neither"}:
        return None
    if mark.name == "were" and "to" not in near[1:] and "not" not in near[1:3]:
        return None
    halves = around(sentence, mark, before)
    condition, main = halves.condition, sentence.within(*halves.consequence)
    if not main or condition is None or (mark.name == "had" and not WITHHELD & set(main)):
        return None
    if halves.fronted:
        return halves if opens(sentence, mark) else None
    return halves if _may_trail(sentence, mark, main) else None


def _may_trail(sentence: Sentence, mark: Mark, main: Sequence[str]) -> bool:
    """Whether the words before an inversion need no more verb: "we will act should they"."""
    prev, lists = sentence.word(mark.start - 1), words()
    is_plain = (
        is_subject(prev)
        or helps(prev)
        or prev in lists["relatives"]
        or prev in lists["adverbs"]
        or prev in lists["determiners"]
        or sentence.word(mark.end) == "not"
    )
    if is_plain or sentence.asks or len(main) < 3 or {main[0], prev} & NOT_INVERTED:
        return False
    if mark.name == "should" and sentence.word(mark.end) not in lists.bases | lists["adverbs"]:
        return True
    return commits(main)


def supposed(sentence: Sentence, mark: Mark, before: Sequence[Halves]) -> Halves | None:
    """ "suppose that they attack": what follows of it stands behind, often in a sentence anew."""
    halves = around(sentence, mark, before)
    condition = halves.condition
    if condition is None or not opens(sentence, mark):
        return None
    if not has_verb(sentence, mark.end, condition[1]):
        return None
    return Halves(mark, condition, halves.consequence if halves.fronted else ())


def is_phrase(sentence: Sentence, halves: Halves) -> bool:
    """Whether "in exchange for", "without" and the like set a condition for somebody."""
    mark, main, lists = halves.mark, sentence.within(*halves.consequence), words()
    if not main:
        return False
    if mark.name in {"without", "with", "but for", "barring", "absent"}:
        return _is_lack(sentence, halves, main)
    if mark.name in {"in exchange for", "in return for"}:
        tells = any(word in lists.past or word.endswith("ed") for word in main)
        bargains = commits(main) or bool(BARGAINING & set(main))
        return bargains or main[0] in lists.bases | {"to", "no"} or not tells
    return True


def _is_lack(sentence: Sentence, halves: Halves, main: Sequence[str]) -> bool:
    """ "without a deal prices will rise", "with that law we would have won"."""
    mark, lists = halves.mark, words()
    body = sentence.within(halves.condition or (0, 0))
    if sentence.word(mark.end).endswith("ing") or set(body[1:4]) & lists["not_lacking"]:
        return False
    if CONSENT & set(body) and any(FORBIDDING.fullmatch(word) for word in main):
        return True
    if halves.fronted:
        risks = commits(main) or bool(RISKS & set(main))
        if mark.name == "with":
            done = any(a == "have" and is_participle(b) for a, b in pairwise(main))
            risks = done and not lists["dates"] & set(body)
        return opens(sentence, mark) and risks
    negated = any(word in NEGATIONS or word.endswith("n't") for word in main)
    return (
        mark.name == "without"
        and negated
        and (
            commits(main)
            or main[0] == "no"
            or bool(CONSENT & set(body))
            or set(main[:2]) == {"to", "not"}
        )
        and not any(_is_purpose(*three) for three in zip(main, main[1:], main[2:], strict=False))
    )


def _is_purpose(before: str, word: str, following: str) -> bool:
    """ "the power to decide": an infinitive of a noun's, to which "without" then belongs."""
    return (
        word == "to" and following in words().bases and before not in ABLE and not is_verb(before)
    )


def binding(sentence: Sentence, mark: Mark) -> Halves | None:
    """ "any attack will be met with", "whoever touches them will pay"."""
    said = sentence.words
    if not opens(sentence, mark):
        return _as_object(sentence, mark)
    modal = next(
        (
            k
            for k in range(mark.end + 1, min(len(said), mark.end + LONGEST))
            if _answers_at(sentence, mark, k)
        ),
        len(said),
    )
    named, answer = said[mark.end : modal], said[modal : modal + 7]
    if not answer or not named or any(word in STOPS for word in named):
        return None
    if not _names_whom(said[mark.end - 1], named, answer[0]):
        return None
    if mark.name == "any" and not _answers(named, answer):
        return None
    if mark.name == "those who" and answer[0] not in GENERIC:
        return None
    then = modal + (said[modal] in COMMAS)
    return Halves(mark, until(sentence, mark.start, modal), (rest(sentence, then),))


def _answers_at(sentence: Sentence, mark: Mark, index: int) -> bool:
    """Whether what happens to those whom a mark names begins at a word."""
    word, prev = sentence.words[index], sentence.word(index - 1)
    if word in COMMAS:  # "anyone who attacks him, it's at their own risk"
        following = sentence.word(index + 1)
        if mark.name == "whoever" and helps(following):
            return True
        return mark.name != "any" and is_subject(following) and clause_at(sentence, index + 1)
    if prev in words()["relatives"] or SECOND_SUBJECT.fullmatch(prev):
        return False
    return (
        word in ANSWERING
        or (mark.name != "any" and _suffers(sentence, index))
        or (mark.name == "whoever" and word in {"has", "is", "gets", "deserves"})
    )


def _suffers(sentence: Sentence, index: int) -> bool:
    """Whether something bad comes to somebody at a word: "suffer", "end up"."""
    word, prev, lists = sentence.words[index], sentence.words[index - 1], words()
    if prev in lists["determiners"] or prev in lists["prepositions"]:
        return False
    return word in SUFFERING or (word in ENDING and sentence.word(index + 1) in {"up", "so"})


def _names_whom(mark: str, named: Sequence[str], modal: str) -> bool:
    """Whether a relative clause follows a mark that tells who may do something, not who did."""
    if mark in {"who", "whoever"}:
        tells = modal == "will" and named[0] in words().past
    else:  # "anyone can do it and will"
        tells = helps(named[0]) or mark.endswith("'s")
    return not tells and named[-1] not in {"never", "ever"}


def _as_object(sentence: Sentence, mark: Mark) -> Halves | None:
    """ "we will hunt down anyone who ...": the condition behind its consequence."""
    prev, relative = sentence.word(mark.start - 1), sentence.word(mark.end - 1)
    if prev in {"to", "for"}:
        return _offered(sentence, mark)
    whom = {"who", "that", "which"} & set(sentence.words[mark.end - 1 : mark.end + 5])
    if mark.name == "those who" or prev in words()["prepositions"] - OBJECT_OF or not whom:
        return None
    if mark.name == "any" and not _names_doer(sentence, mark):
        return None
    left = left_of(sentence, mark, ())
    main = sentence.within(left)
    promised = any(word in {"will", "shall", "would"} or word.endswith("'ll") for word in main)
    if relative in {"anyone", "anybody"} or not (promised or sentence.words[0] == "to"):
        return None
    condition = until(sentence, mark.start, condition_end(sentence, mark))
    return Halves(mark, condition, (left,))


def _names_doer(sentence: Sentence, mark: Mark) -> bool:
    """Whether "any" stands with somebody or something that does what is answered."""
    said, lists = sentence.words, words()
    named = next(
        (k for k in range(mark.end + 1, mark.end + 8) if sentence.word(k) in {"who", "that"}), None
    )
    if named is None or said[mark.end] in lists["any_other"]:
        return False
    does = _may_do(sentence.word(named + 1)) and sentence.word(named + 1) not in HYPOTHETICAL
    doers = lists["acts"] | lists["doers"]
    return does and (said[named] == "who" or bool(doers & set(said[mark.end : named])))


def _offered(sentence: Sentence, mark: Mark) -> Halves | None:
    """ "safe passage to any fighter who lays down his arms"."""
    start, end = left_of(sentence, mark, ())
    left = (start, end - 1)
    names = {"who", "that"} & set(sentence.words[mark.end - 1 : mark.end + 5])
    if not names or not words()["offers"] & set(sentence.within(left)[-5:]):
        return None
    condition = until(sentence, mark.start, condition_end(sentence, mark))
    return Halves(mark, condition, (left,))


def _may_do(word: str) -> bool:
    """Whether a word behind "that" is a verb of what it stands for: "any bank that fails"."""
    return is_verb(word) or (len(word) > SHORTEST_VERB and word.endswith("s"))


def _answers(named: Sequence[str], answer: Sequence[str]) -> bool:
    """Whether "any ..." names what somebody may do, and what follows is the answer to it."""
    lists = words()
    if named[0] in lists["any_other"] or answer[0] not in {"will", "would", "shall"}:
        return False
    by_whom = {"who", "found", "caught", "trying", "seeking"}
    does = any(a in {"that", "which"} and _may_do(b) for a, b in pairwise(named))
    return bool(
        set(named) & lists["acts"]
        or does
        or set(named[1:]) & by_whom
        or set(answer[1:6]) & lists["answers"]
    )


def order(sentence: Sentence, mark: Mark) -> Halves | None:
    """ "stop or face the consequences", "leave now and no one will be harmed", "otherwise"."""
    prev, joined = sentence.word(mark.start - 1), mark.name in {"and", "or"}
    then = trimmed(sentence, (mark.start + 1 if joined else mark.end, len(sentence)))
    if not joined and (not prev or (mark.start == 1 and prev in {"because", "and", "that"})):
        main = sentence.within(then)
        says = any(helps(word) or is_subject(word) for word in main) or commits(main)
        return Halves(mark, None, (then,)) if says else None
    left = left_of(sentence, mark, ())
    if not _bids(sentence.within(left), mark, prev):
        return None
    if mark.name == "otherwise":
        behind = mark.end + (sentence.word(mark.end) == ",")
        if prev not in PAUSES or not clause_at(sentence, behind):
            return None
        if not requires(sentence.within(left)):
            return Halves(mark, (mark.start, mark.end), (then,))
    return Halves(mark, left, (then,))


def requires(said: Sequence[str]) -> bool:
    """Whether some words may say what has to be done, so that "otherwise" can follow them."""
    return said[0] in words().bases or any(
        helps(word) or word in {"needs", "needed"} for word in said
    )


def _bids(said: Sequence[str], mark: Mark, prev: str) -> bool:
    """Whether some words tell somebody what to do."""
    if not said or list(said) == ["win"]:
        return False
    bids = said[0] in words().bases | {"please"} and said[0] != "need"
    if mark.name == "and":
        return bids and said[0] not in {"let", "say", "see", "look", "think", "mean", "thank"}
    if mark.name == "otherwise":
        return True
    if mark.name == "or" and prev in words()["pronouns"]:
        return False
    has_to = {"have", "has", "had", "need", "needs", "better"}
    return (
        bids
        or said[0] == "to"
        or "must" in said
        or "should" in said
        or any(b == "to" and a in has_to for a, b in pairwise(said))
    )
