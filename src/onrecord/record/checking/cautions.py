"""Cautions: why words that are on record may still not be what somebody said.

The words of a denial, of a question or of the reporter stand in a statement as well as a claim's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from onrecord.extracting.quotation import kind_of, quoted_spans
from onrecord.extracting.sentences import sentence_around
from onrecord.record.checking.quote_words import is_negation, words_of
from onrecord.record.reviewing.corrections import is_added
from onrecord.statement import JOINT, Passage, Span, Statement

if TYPE_CHECKING:
    from onrecord.record.checking.quotes import Comparison
    from onrecord.record.queries import Found

Caution = Literal["denied", "negated", "asked", "indirect", "mixed", "retold", "part"]
CAUTIONS: dict[Caution, str] = {
    "denied": "the words are what was denied",
    "negated": "the report says that this was not said or done",
    "asked": "the words are a question",
    "indirect": "in indirect speech, in the reporter's words",
    "mixed": "in part in the reporter's words",
    "retold": "in the words of somebody else who tells of it",
    "part": "only a part of a sentence that may turn it round",
}
"""What each says, for a terminal, the page and an assistant alike."""
DENIES = frozenset({"deny", "denies", "denied", "denying"})
TURNS = frozenset({"if", "whether"}) | DENIES
"""Words that turn what follows them, besides negations."""


def cautions_of(found: Found, comparison: Comparison) -> tuple[Caution, ...]:
    """What is to be known of words before somebody is quoted with them.

    Args:
        found: the statement that has them.
        comparison: how it has them, and where.
    """
    s, text = found.statement, found.article.text
    places = _in_article(s.content, comparison.spans) or s.content.spans
    acts = [act for act in s.acts if _overlap(act.spans, places)]
    is_negated = any(act.negated for act in acts) or any(map(is_negation, _keys(s.cue.text)))
    denies = any(act.label == "deny" and _overlap(act.evidence, s.cue.spans) for act in acts)
    denies = denies or (_is_cue_by_hand(s) and not DENIES.isdisjoint(_keys(s.cue.text)))
    is_asked = any(act.label == "ask" and not act.negated for act in acts)
    marks = kind_of(places, quoted_spans(text), text)
    holds: dict[Caution, bool] = {
        "denied": denies and not is_negated and _is_object(s, text),
        "negated": is_negated,
        "asked": is_asked,
        "indirect": marks == "indirect",
        "mixed": marks == "mixed",
        "retold": marks == "direct" and s.kind == "indirect",
        # a question's "whether" is told by that
        "part": not is_asked and longer_sentence(s, comparison) is not None,
    }
    return tuple(caution for caution, does in holds.items() if does)


def longer_sentence(statement: Statement, comparison: Comparison) -> str | None:
    """The sentence that words are a part of, if something before them in it may turn them round.

    Args: see `cautions_of`.
    """
    if comparison.verdict == "paraphrase" or not comparison.spans:
        return None
    text, first = statement.content.text, comparison.spans[0][0]
    start, end = sentence_around(text, first, comparison.spans[-1][1])
    joint = text.rfind(JOINT, start, first)
    start = start if joint < 0 else joint + len(JOINT)
    before = _keys(text[start:first])
    turned = any(is_negation(key) or key in TURNS for key in before)
    return text[start:end].strip() if turned else None


def _is_cue_by_hand(s: Statement) -> bool:
    """Whether people have chosen a cue whose acts nobody has told: the machine saw another."""
    fields = s.corrected or ()
    return "acts" not in fields and ("cue" in fields or is_added(s))


def _is_object(statement: Statement, text: str) -> bool:
    """Whether a content is what its cue governs, not speech that is only set beside it."""
    cue, content = statement.cue.spans[-1][1], statement.content.spans[0][0]
    return statement.kind != "direct" or (cue <= content and not text[cue:content].strip())


def _in_article(content: Passage, spans: Sequence[Span]) -> list[Span]:
    """Places in a content's text as places in its article's text."""
    places = []
    at = 0
    for start, end in content.spans:
        moved = ((max(a - at + start, start), min(b - at + start, end)) for a, b in spans)
        places += [(a, b) for a, b in moved if a < b]
        at += end - start + len(JOINT)
    return places


def _overlap(some: Iterable[Span], others: Sequence[Span]) -> bool:
    return any(a < d and c < b for a, b in some for c, d in others)


def _keys(text: str) -> Sequence[str]:
    return words_of(text).keys
