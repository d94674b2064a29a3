"""Addressees: whom a statement was said to, as the words at its cue tell."""

from __future__ import annotations

import re

from onrecord.statement import Span, Statement

VERBS = (
    r"tell|told|tells|telling|warn\w*|urg(?:e|es|ed|ing)|ask(?:s|ed|ing)?|remind\w*|assur(?:e|es|ed|ing)|"
    r"reassur(?:e|es|ed|ing)|inform(?:s|ed|ing)?|advis(?:e|es|ed|ing)|implor(?:e|es|ed|ing)|"
    r"beg(?:s|ged|ging)?|order(?:s|ed|ing)?|instruct(?:s|ed|ing)?|notif(?:y|ies|ied|ying)|"
    r"persuad(?:e|es|ed|ing)|convinc(?:e|es|ed|ing)|encourag(?:e|es|ed|ing)|invit(?:e|es|ed|ing)|"
    r"press(?:es|ed|ing)?|call(?:s|ed|ing)? (?:on|upon)|appeal(?:s|ed|ing)? to|"
    r"plead(?:s|ed|ing)? with"
)
ADDRESSING = re.compile(rf"(?:^|\s)(?:{VERBS})$", re.IGNORECASE)
TELLING = re.compile(r"(?:^|\s)(?:tell|told|tells|telling)$", re.IGNORECASE)
PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|be|got) (?:\w+ly )?(?!\w+ing$)\w+$", re.IGNORECASE
)
SAYING = re.compile(
    r"(?:said|says|say|saying|wrote|writes|spoke|explained|announced|complained|admitted|"
    r"confessed|conceded|boasted|declared|repeated|stressed|suggested|replied)$",
    re.IGNORECASE,
)
NOT_WHOM = re.compile(
    r"(?:that|if|whether|to|how|why|when|where|what|who|which|for|about|of|on|in|at|"
    r"against|by|from|with|"
    r"not|it was|there|over|as|after|before|during|because|and|or|but|also|again|last|"
    r"this (?:week|month|year)|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|earlier|later|yesterday|today|applause)\b",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"[;:!?()\n“”\"«»–—]|,(?!\d)|''|--|"
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSen)(?<!\bGov)(?<!\bRep)\.(?:\s|$)|"
    r"(?<!members of)\s(?!(?:about|over)\s\d)"
    r"(?:that|to|if|whether|how|why|when|what|about|on|in|at|after|before|during|since|not|while|"
    r"because|with|for|against|he|she|they|it|we|i|his|her|their|who|which|last|earlier|later|early|"
    r"late|this|over|by|via|as|away|here|then|just|simply|privately|pointedly|again|recently|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today)\b(?!\s(?:of)\b)",
    re.IGNORECASE,
)
LOOSE_END = re.compile(r"(?:\s+(?:of|and|or|is|are|-))+$")
GOES_ON = re.compile(r"(?:\s-)?\s+[“\"‘]*(?:(?:not\s+)?to|against|away\s+from)\s")
"""What is asked of an addressee that the content begins with."""
NOT_TOLD_TO = re.compile(r"\b(?:lies?|truth|stor(?:y|ies)|tales?|jokes?)$")
PRONOUN = re.compile(r"(?:me|him|her|them|us|you|it)\b(?= )", re.IGNORECASE)
OF_COMMENT = re.compile(r"\sof\b", re.IGNORECASE)
LONGEST = 90
"""Characters of an addressee."""
WORDS_BEFORE_TO = 7


def addressee_spans(text: str, statement: Statement) -> list[Span]:
    """Where the words stand that say to whom a statement was said; empty where none do.

    "told parliament that", "urged Kyiv to", "said to reporters": right after the cue, or at the
    beginning of a content that goes on with "to".
    """
    cue = statement.cue
    start, end = cue.spans[-1]
    said = text[start:end]
    if PASSIVE.search(cue.text):
        return []
    after = text[end : end + LONGEST + 4]
    whom = re.match(r"\s+to\s+", after) if SAYING.search(said) else None
    if whom is None and ADDRESSING.search(said):
        whom = re.match(r"[ \t]+", after)
    if whom is None:
        return []
    at = end + whom.end()
    content = next(((a, b) for a, b in statement.content.spans if a <= at < b), None)
    until = min((a for a, _ in statement.content.spans if a > at), default=len(text))
    reminded = "remind" in said.lower()
    span = _phrase(text, at, until, reminded=reminded)
    if span is None or (content is not None and not _asked_of(text, span, said, reminded)):
        return []
    return [span]


def _asked_of(text: str, span: Span, said: str, reminded: bool) -> bool:
    """Whether the first words of a content say of whom the rest is asked: "Kyiv to sign"."""
    words = text[span[0] : span[1]]
    if TELLING.search(said) and NOT_TOLD_TO.search(words):
        return False
    goes_on = GOES_ON.match(text, span[1]) or (reminded and OF_COMMENT.match(text, span[1]))
    return bool(goes_on) and len(words.split()) <= WORDS_BEFORE_TO


def _phrase(text: str, at: int, until: int, *, reminded: bool) -> Span | None:
    """The noun phrase that begins at a place, if one does.

    Args:
        until: where the content begins, which is never a part of it.
    """
    if NOT_WHOM.match(text, at) or not text[at : at + 1].isalnum():
        return None
    limit = min(until, at + LONGEST + 1)
    ends = ENDS.search(text, at, limit)
    if ends is None and limit < until:
        return None
    end = ends.start() if ends else limit
    of = OF_COMMENT.search(text, at, end)
    if reminded and of:
        end = of.start()
    pronoun = PRONOUN.match(text, at, end)
    phrase = LOOSE_END.sub("", text[at : pronoun.end() if pronoun else end].rstrip())
    return (at, at + len(phrase)) if phrase else None
