"""Whether what stands around a mark is a condition: "if" may ask, "when" may date."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from onrecord.extracting.clause_edges import opens
from onrecord.extracting.clauses import (
    CONTRACTED_SUBJECT,
    PAUSES,
    Range,
    Sentence,
    commits,
    has_verb,
    helps,
    is_participle,
    is_subject,
    is_verb,
    words,
)
from onrecord.extracting.halves import Halves

NEGATIONS = frozenset({"no", "not", "cannot", "never", "nothing", "nobody", "none"})
ASKING_WORDS = frozenset({"whether", "when", "how", "what"})
MEASURES = frozenset({"all", "most", "more", "thousands", "hundreds", "millions", "dozens"})
"""What "if not" may raise ("hundreds if not thousands")."""
ALSO_DONE = frozenset({"show", "vote", "visit", "tour", "race", "break", "debate", "campaign"})
"""Nouns of what is scheduled that are verbs as well."""
PERMITTING = frozenset({"can", "may", "ready", "say", "says", "tell", "tells", "agree", "agrees"})
MOST_WORDS_ASKED = 5
"""Words of whom is asked, between "asked" and "if"."""


def is_condition(sentence: Sentence, halves: Halves) -> bool:
    """Whether "if", "unless", "provided" and the like set a condition."""
    mark, body = halves.mark, _body(sentence, halves)
    if not body or (mark.name == "if" and _only_asks(sentence, halves, body)):
        return False
    if mark.name in {"to the extent that", "any time"}:
        looks_back = {"has", "have", "had"} | words().past - words().bases
        return (
            halves.fronted
            and opens(sentence, mark)
            and has_verb(sentence, *_after_mark(halves))
            and not looks_back & set(body)
        )
    if mark.name in {"provided", "providing", "assuming"}:
        return _is_provision(sentence, halves, body)
    if _is_idiom(sentence, halves, body):
        return False
    only_not = body[0] == "not" and not is_participle(body[-1])
    if not only_not and has_verb(sentence, *_after_mark(halves)):
        behind = sentence.words[_condition(halves)[1] : _condition(halves)[1] + 2]
        return bool(halves.consequence) or mark.start <= 2 or bool({"and", "or"} & set(behind))
    return _is_elliptical(sentence, halves, body) or _ends_like_verb(sentence, halves, body)


def _is_idiom(sentence: Sentence, halves: Halves, body: Sequence[str]) -> bool:
    """ "as long as ten years", "in case you missed it", "on condition that he not be named"."""
    lists, name, main = words(), halves.mark.name, sentence.within(*halves.consequence)
    if name.endswith("long as"):
        starts = {" ".join(body[:count]) for count in (1, 2, 3)}
        since = {"has", "have"} & set(body) and {"has", "have"} & set(main)
        counts = starts & lists["numbers"] or body[0][0].isdigit()
        lasts = lists["dates"] & set(body[:4]) or not has_verb(sentence, *_after_mark(halves))
        return bool(since or starts & lists["as_long"] or (counts and lasts))
    if name == "on condition that":
        unnamed = bool(set(body[:8]) & lists["unnamed"])
        return unnamed and not commits(main)
    return name == "in case" and bool(set(body[:3]) & {"haven't", "forgot", "missed", "didn't"})


def _condition(halves: Halves) -> Range:
    return halves.condition or (0, 0)


def _after_mark(halves: Halves) -> Range:
    return halves.mark.end, _condition(halves)[1]


def _body(sentence: Sentence, halves: Halves) -> tuple[str, ...]:
    """The words of a condition behind its mark."""
    return sentence.words[halves.mark.end : _condition(halves)[1]]


def _only_asks(sentence: Sentence, halves: Halves, body: Sequence[str]) -> bool:
    """Whether "if" asks ("I wonder if"), compares ("as if") or is a phrase ("if anything")."""
    lists, start, main = words(), halves.mark.start, sentence.within(*halves.consequence)
    prev, said = sentence.word(start - 1), sentence.words
    denied = said[start - 2 : start - 1] == ("not",) or sentence.word(start - 2).endswith("n't")
    told = prev in {"me", "us"} and said[start - 2] in {"tell", "show", "ask"}
    until_pause = next((k for k, word in enumerate(body) if word in PAUSES), len(body))
    return bool(
        prev in {"as", "what", "how"}
        or body[:2] == ("for", "no")
        or (body[0] == "not" and bool(MEASURES & set(body[1:2])))
        or _asked(sentence.words[:start])
        or (told and not halves.fronted)
        or (prev in {"is", "was", "remains"} and {"question", "issue"} & set(said[:start][-4:]))
        or _is_concessive(sentence, halves, body)  # "a good, if slow, plan"
        or (prev in lists["doubting"] and (denied or not halves.fronted))
        or (prev == "or" and set(said[max(0, start - 3) : start]) & ASKING_WORDS)
        or (body[0] == "only" and not commits(main) and not {"could", "might"} & set(main))
        or (body[0] == "anything" and body[1:2] and body[1] in lists.bases - lists.past)
        or (" ".join(body[:2]) in lists["looking"] and not commits(main))
        or " ".join(body[:until_pause]) in lists["not_if"]
    )


def _is_concessive(sentence: Sentence, halves: Halves, body: Sequence[str]) -> bool:
    """ "a useful, if slow, procedure": one adjective between two commas."""
    mark, lists = halves.mark, words()
    left, following = mark.start - 1, sentence.word(mark.end + 2)
    if sentence.word(left) not in PAUSES or sentence.word(mark.end + 1) not in PAUSES:
        return False
    if is_participle(body[0].split("-")[-1]):
        described = lists["determiners"] & set(sentence.words[max(0, left - 3) : left])
        says = (
            helps(sentence.word(left - 1))
            or helps(following)
            or (is_verb(following) and following not in lists.bases)
        )
        return bool(described) and not (says or is_subject(following))
    return body[0] not in lists["elliptical"] | lists["needs"]


def _asked(left: Sequence[str]) -> bool:
    """Whether a verb of asking stands before, with no more than whom is asked between."""
    for word in reversed(left[-MOST_WORDS_ASKED:]):
        if word in words()["asking"]:
            return True
        if word in PAUSES or word in {"to", "that", "for", "not", "what", "how", "why", "where"}:
            return False
    return False


def _is_elliptical(sentence: Sentence, halves: Halves, body: Sequence[str]) -> bool:
    """ "if elected", "if necessary": a condition without a verb of its own."""
    lists, name = words(), halves.mark.name
    main = sentence.within(*halves.consequence)
    committed = commits(main)
    if not main:
        return False
    if body[0] in lists["needs"] | {"need"}:
        return committed or main[0] in lists.bases | {"to"} or main[0].endswith("ing")
    if body[0] == "not":
        return (len(body) == 1 and halves.fronted) or body[1:2] == ("for",)
    if body[0] in lists["elliptical"] or is_participle(body[0]):
        return True
    return committed and (len(body) > 2 or name != "if")


def _ends_like_verb(sentence: Sentence, halves: Halves, body: Sequence[str]) -> bool:
    """ "if such evidence surfaces", "if he opted out": an unlisted verb, as its ending tells."""
    end = next((k for k, word in enumerate(body) if word in PAUSES), len(body))
    return (
        halves.mark.name in {"if", "unless", "in case"}
        and bool(halves.consequence)
        and sentence.word(halves.mark.start - 1) not in PAUSES
        and body[0] not in words()["prepositions"] | {"not"}
        and end > 2
        and (body[end - 1].endswith("s") or any(word.endswith("ed") for word in body[1:end]))
    )


def _is_provision(sentence: Sentence, halves: Halves, body: Sequence[str]) -> bool:
    """Whether "provided" and the like join two clauses, and are no verbs themselves."""
    lists, mark = words(), halves.mark
    prev, told = sentence.word(mark.start - 1), sentence.word(mark.end - 1) == "that"
    names = body[0] in lists["pronouns"] or body[0] in lists["determiners"]
    is_verb = (
        prev in lists["prepositions"]
        or prev in lists["adverbs"] | {"upon", "that"}
        or (prev == "and" and sentence.word(mark.start - 2) not in PAUSES)
        or helps(prev)
        or CONTRACTED_SUBJECT.match(prev) is not None
        or (mark.name == "provided" and is_subject(prev) and not told)
    )
    joins = told or not prev or prev in PAUSES | {"and"}
    supposed = mark.name == "assuming" and joins and not set(body[:5]) & lists["assumed"]
    committed = commits(sentence.within(*halves.consequence))
    return (
        not is_verb
        and (joins or (names and committed))
        and bool(halves.consequence)
        and (supposed or has_verb(sentence, *_after_mark(halves)))
    )


def binds(sentence: Sentence, halves: Halves, *, refused: bool) -> bool:
    """Whether a time clause binds a commitment, and is no date or thing on the calendar.

    Args:
        refused: whether the cue refuses what the other clause names ("ruled out talks until").
    """
    mark, body = halves.mark, _body(sentence, halves)
    main = sentence.within(*halves.consequence)
    only, clause = _is_only(sentence, halves), has_verb(sentence, *_after_mark(halves))
    willing = mark.name == "before" and _is_willing(body)
    if not body or (not willing and _only_dates(sentence, halves, body)):
        return False
    if not main:
        return clause and mark.start == 0 and not sentence.asks and _permits(body)
    if willing or (refused and clause and mark.name == "until" and not any(map(helps, main))):
        return True
    if (clause or mark.name == "when") and _binds_in_general(sentence, halves, body):
        return True
    doing = body[0].endswith("ing") and not only
    narrates = not _backshifted(main) and (_narrates(body) or {"was", "were", "did"} & set(body))
    return commits(main) and not doing and not narrates and _binds_what(sentence, halves, body)


def _binds_what(sentence: Sentence, halves: Halves, body: Sequence[str]) -> bool:
    """Whether a time clause binds what the other clause commits somebody to."""
    mark, main = halves.mark, sentence.within(*halves.consequence)
    only, clause = _is_only(sentence, halves), has_verb(sentence, *_after_mark(halves))
    negated = any(word in NEGATIONS or word in {"won't", "can't", "wouldn't"} for word in main)
    if mark.name in {"after", "before"} and not only and not _is_clause(body):
        return negated and not clause
    if mark.name != "until" and not only and not clause:
        return False
    if mark.name == "before":
        return negated or "must" in main or _has_to(main)
    if mark.name == "the moment":
        return opens(sentence, mark) and not {"was", "were"} & set(main)
    return mark.name != "when" or only or _binds_when(sentence, halves, body)


def _narrates(body: Sequence[str]) -> bool:
    """Whether a pronoun stands with a verb that tells of what was: "after it became clear"."""
    lists = words()
    return any(
        before in lists["pronouns"] and word in lists.past - lists.bases
        for before, word in pairwise(body)
    )


def _is_willing(body: tuple[str, ...]) -> bool:
    """ "before it would accept her": what one does only then."""
    named = bool(body) and body[0] in words()["determiners"]
    will = body[2:3] if named else body[1:2]
    return will in {("would",), ("will",)} and body[0] != "you" and (named or is_subject(body[0]))


def _is_only(sentence: Sentence, halves: Halves) -> bool:
    return sentence.words[halves.mark.start] in {"only", "not"}


def _backshifted(main: Sequence[str]) -> bool:
    present = {"will", "won't", "must", "shall", "can", "cannot"}
    return bool({"would", "wouldn't", "could"} & set(main)) or not any(
        word in present or word.endswith("'ll") for word in main
    )


def _permits(body: Sequence[str]) -> bool:
    """ "When the lawyers tell me I can.": all of an answer, about what is to come."""
    lists = words()
    return (
        bool(PERMITTING & set(body))
        and body[0] not in {"it", "you"}
        and not helps(body[0])
        and not (lists.past - lists.bases) & set(body)
    )


def _binds_in_general(sentence: Sentence, halves: Halves, body: Sequence[str]) -> bool:
    """Whether a time clause sets a condition though nobody commits to anything."""
    name, lists, main = halves.mark.name, words(), sentence.within(*halves.consequence)
    if name == "when":
        then = halves.fronted and sentence.word(halves.consequence[0][0] - 1) == "then"
        done = (
            is_participle(body[0]) and body[0] not in lists["asking"] | lists["asked_participles"]
        )
        return (then and not lists.past & set(body)) or (
            done and halves.fronted and bool(lists["modals"] & set(main))
        )
    told = main[0] == "to" or ("not", "to") in pairwise(main[:5])
    if name == "until":
        if _withholds(main, body):
            return True
        tells = lists.past & set(main) or "".join(main[1:2]).endswith("ed")
        return told or bool({"can", "could"} & set(body) and not tells) or "should" in main
    triples = zip(("want", *main), main, main[1:], strict=False)
    wanted = {c for a, b, c in triples if a.startswith("want") and b == "to"}
    return name == "before" and bool({"see", "have", "know", "hear"} & wanted)


def _withholds(main: Sequence[str], body: Sequence[str]) -> bool:
    """ "they are not admitted until they are vetted", "I want to wait until I hear"."""
    lists = words()
    denies = any(
        word in {"not", "nobody", "nothing", "no", "cannot", "can't", "don't", "doesn't"}
        or word in {"isn't", "aren't", "haven't", "hasn't"}
        for word in main
    )
    past = (lists.past - lists.bases) | {"didn't", "wasn't", "weren't", "couldn't", "wouldn't"}
    tells = past & set(main) or _narrates(body) or {"was", "were", "did", "had"} & set(body)
    waits = tuple(main[-2:]) in {("to", "wait"), ("will", "wait"), ("should", "wait")}
    return not tells and (denies or waits)


def _binds_when(sentence: Sentence, halves: Halves, body: Sequence[str]) -> bool:
    """Whether "when" tells what somebody will do, not what was or is usual."""
    main = sentence.within(*halves.consequence)
    you = body[0] == "you" and not (halves.fronted and "will" in main and main[0] != "you")
    usual = you or "would" in body or (_backshifted(main) and words().past & set(body))
    return not usual and any(
        word in {"will", "won't", "would", "shall"}
        or word.endswith("'ll")
        or (word == "must" and halves.fronted)
        for word in main
    )


def _only_dates(sentence: Sentence, halves: Halves, body: Sequence[str]) -> bool:
    """Whether a time clause says when rather than on what condition."""
    mark, lists, only = halves.mark, words(), _is_only(sentence, halves)
    prev, near = sentence.word(mark.start - 1), body
    if mark.name == "until":  # what it names, and what happens to that
        near = (*body[:3], *body[-2:])
    if body[0] in lists["pronouns"] and body[1:2] and body[1] in ALSO_DONE:
        near = (*near[:1], *near[2:])  # "until they show it" is no show
    trailing = any(end <= mark.start for _, end in halves.consequence)
    return (
        body[0] in lists["questions"]
        or any(word in lists["dates"] or word[0].isdigit() for word in body)
        or any(word in lists["scheduled"] for word in near)
        or tuple(body[:2]) == ("the", "end")
        or prev in lists["untimely"]
        or prev[:1].isdigit()
        or (prev in lists["prepositions"] and not only)
        or (prev in {"and", "or"} and sentence.word(mark.start - 2) in {"before", "during", "to"})
        or (trailing and _tells(sentence.within(halves.consequence[-1])))
    )


def _tells(said: Sequence[str]) -> bool:
    """Whether the last verb of a clause tells of what is, whatever another in it commits to."""
    verbs = [k for k, word in enumerate(said) if helps(word) or word.endswith("'ll")]
    last = said[verbs[-1]] if verbs and "not" not in said[verbs[-1] :] else ""
    return last in {"was", "were", "had", "did", "has", "have", "is", "are"}


def _has_to(said: Sequence[str]) -> bool:
    return any(
        b == "to" and a in {"have", "has", "had", "need", "needs"} for a, b in pairwise(said)
    )


def _is_clause(body: Sequence[str]) -> bool:
    """Whether a verb is told from a noun by its form: "a home win" is no clause, "he wins" is."""
    lists = words()
    return any(
        helps(word) or (word in lists.finite and word not in lists.bases) or is_subject(before)
        for before, word in pairwise(body)
    )
