"""Cues and sources: how something is said, and by whom, as far as it tells when and where."""

from __future__ import annotations

import re

ADVERB = r"(?:also |then |again |once more |\w+ly )?"
PERFECT = re.compile(
    r"\b(?:has|have|had)(?:n['’]t)?\b|['’](?:s|ve|d)\b|\b(?:later|previously|earlier|recently|once|"
    r"repeatedly|often|always|frequently|regularly|routinely|constantly|consistently|initially|"
    r"originally|used to|seem(?:s|ed)?|looked)\b|^to\b",
    re.IGNORECASE,
)
"""Cues of what is said over a longer time, or was said at another."""
NOW = re.compile(r"\b(?:now|currently|nowadays)\b", re.IGNORECASE)
PRESENT = re.compile(
    r"(?:\w+ly )?(?:(?!was\b|has\b)\w+s|do|don|doesn|isn|aren|want|think|believe|say|agree|"
    r"expect)\b"
)
PAST = re.compile(
    rf"{ADVERB}(?:was (?:\w+ed|told)|\w+ed|said|told|wrote|began|made|gave|took|put|saw|swore|set|"
    r"spoke|held|found|read|thought|felt|went|came|kept|laid|brought|sought|fought|drew|struck|broke|"
    r"chose|sent|stood|left|shot|threw|sang|cut|hit|let)\b",
    re.IGNORECASE,
)
TO_COME = re.compile(r"\b(?:will|may|might|should)\b", re.IGNORECASE)
"""Cues of what has not been said."""
DECLINED = re.compile(r"\b(?:declin|refus|did not|didn[’']t|would not|wouldn[’']t)", re.IGNORECASE)
"""Cues of what was asked later, by the reporter."""
VERB = re.compile(
    rf"(?!declin)(?:{PAST.pattern}|{PRESENT.pattern}|(?:\w+ )?\w+ing\b|\W+$|according to|by$|"
    r"(?:did|does|would|could|can|will)\b)",
    re.IGNORECASE,
)
"""Cues of saying, rather than of something said, as in "his criticism of"."""
CLAIMS = re.compile(
    r"\b(?:said|told|add|not(?:ed|ing)|report|argu|claim|stat(?:ed|ing)|wrote|written|recall|believ|"
    r"th(?:ought|ink)|suggest|acknowledg|admit|den(?:y|ied)|predict|warn|show|found|explain|saw|knew|"
    r"expect|want|fear|hope|insist|testif|declar|announc)",
    re.IGNORECASE,
)
"""Cues of what is so, or was, rather than of what was done by speaking, as in "blasted"."""
DIALOGUE = re.compile(
    rf"{ADVERB}(?:ask|press|question|challeng|follow(?:ed|s|ing)? up|interject|interrupt|respond|"
    r"repl(?:y|ied)|answer|counter|retort|quip|shot back|fired back|agreed|nodded)",
    re.IGNORECASE,
)
"""Cues of what is said to somebody who is present."""
NOT_ANNOUNCED = re.compile(
    r"^(?:had|to)\b|\b(?:been|might|may|could|would|will|won['’]t)\b", re.IGNORECASE
)
"""Cues in a headline or a first sentence of something else than what the article is about."""
OWN = re.compile(r"(?:I|we)$", re.IGNORECASE)
WORKS = r"article|piece|book|poll|survey|study|report|column|editorial|newspaper|message"
ANONYMOUS = re.compile(
    rf"(?:who|one of \w+|the other \w+)$|(?!.*[A-Z]\S+ [A-Z]).*\b(?i:officials?|diplomats?|"
    rf"analysts?|experts?|aides?|advis[eo]rs?|economists?|sources?|critics|observers|envoys?|"
    rf"people|others|{WORKS})\b",
    re.DOTALL,
)
"""Sources that are asked or read one by one, and not on a stage."""
APART = re.compile(
    r"\b(?:spokes\w+|campaign|aides?|advis[eo]rs?|strategists?|pollsters?|polls?|surveys?|analysts?|"
    r"experts?)\b",
    re.IGNORECASE,
)
"""Sources that comment on an occasion, and are not on its stage."""
DOCUMENT = re.compile(r"(?:the|a transcript of the|a recording of the) (\w{4,})$", re.IGNORECASE)
"""A source that is a document told of before, or the record of an occasion."""
RELATIVE = re.compile(r"who|which|that|whose|one", re.IGNORECASE)
