"""Authors: whom the words of a text name as its author, "a count by the Marrant Institute"."""

from __future__ import annotations

import re

from onrecord.extracting.mentions import UNKNOWN, Entity
from onrecord.extracting.names import Name
from onrecord.extracting.word_lists import words
from onrecord.statement import Span

Named = tuple[Name, Entity]

DAY = r"(?:\s(?:on\s|last\s)?(?:[A-Z][a-z]+day|week|month|year))?"
PAGE = r"(?:website|site|page|account|feed|blog|channel|profile)"
RIGHT_BY = re.compile(rf"{DAY}\s(?:by|from)\s(?:[Tt]he\s)?(?:[a-z-]+\s){{0,4}}")
"""Between a text and the name of whose it is: "a letter on Monday from the"."""
BY = re.compile(r"\b(?:by|from)\s(?:[Tt]he\s)?(?:(?!(?:such|like|including)\b)[a-z-]+\s){0,4}$")
"""Before an author's name, which is no example: not "by papers such as the"."""
READ_BY = re.compile(
    r"\b(?:seen|obtained|reviewed|viewed|examined|acquired|heard|read|given|shown|cited|reported|"
    r"quoted|accessed|unearthed|uncovered|commissioned|requested|ordered|sought|funded)"
    r"(?:\s[a-z]+ly)?\sby\s(?:[Tt]he\s)?$"
)
"""After a text, before the name of who has it and did not write it."""
BY_SEVERAL = re.compile(r"\s(?:and|&)\s(?:[Tt]he\s)?[A-Z]")
"""After an author, that there is another: "a study by Marrant and Okoro"."""
ATTRIBUTE = re.compile(r"(?:\s[a-z\d-]+){1,4}")
"""From a body's name to the end of a text's noun: " campaign finance analysis"."""
IN_PRESS = re.compile(
    rf"(?:\s[a-z]+ed)?{DAY}\s(in|on)\s(?:[Tt]he\s)?(?:(?:[A-Z][a-z]+day['’]s|[a-z-]+)\s){{0,2}}$"
)
"""Between an article and the newspaper that has it: " published on Monday in the"."""
OWNED_BY = re.compile(r"['’]s? (?:[a-z-]+ ){0,3}?([a-z-]+)['’]s ")
"""After a name, somebody of whom something is whose: "Marrant's lawyer's"."""
AUTHOR_TOLD = re.compile(
    rf"(?:{DAY}\sfrom|[^,;]{{0,60}}?\sby|[^,;]{{0,30}}?\son(?=[^,;]{{0,60}}\s{PAGE}\b))\s"
    r"(?=(?:the|his|her|its|their)\s|(?:[Tt]he\s)?[A-Z][\w.’' -]*['’]s?\s)"
)
"""After a text, before words that tell who its author is: "a letter from the mayor"."""
WHO_WROTE = re.compile(
    r"(?:[\w’'-]+\s){0,4}?([a-z-]+)(?:\s(?:that|which))?\s"
    r"((?:he|she|it)|(?:the|his|her|its)(?:\s[a-z-]+){1,2}|(?:the\s)?[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*)*)\s"
    r"(?:(?:has|had|have|also|recently|later|once)\s)*(?:wrote|written|filed|sent|released|issued|published|"
    r"posted|gave|given|submitted|signed|made|drafted|provided|shared|tweeted|delivered|penned|circulated)\b"
)
"""A text, and who is said to have put it out: "a letter that she wrote"."""
PRINTED = frozenset({"article", "editorial", "column", "piece", "profile", "headline", "cartoon"})
"""Texts that are in a publication, whatever its name, and in no town."""
OFFICIAL = frozenset(
    {"statement", "letter", "message", "communique", "note", "memo", "announcement", "response"}
)
"""Texts that come from a place's government if they come from there, and not from a reporter."""


def author(text: str, core: Span, head: str, names: list[Named]) -> Named | None:
    """Whom the words of a text name as its author, if anybody.

    Args:
        core: the text's noun phrase; head: its noun, lower case.
        names: in the whole source, in order.
    """
    inside = [one for one in names if one[0].start < core[1]]
    later = [one for one in names if one[0].start >= core[1] and not one[0].possessive]
    owner = next((one for one in inside if one[0].possessive), None)
    if owner is not None:
        anothers = OWNED_BY.match(text, owner[0].end, core[1])
        of_other = anothers and anothers[1] in words().lists["roles"]
        return None if of_other else owner  # "Marrant's lawyer's letter"
    by = [one for one in later if _wrote(text, core[1], head, one)]
    direct = bool(by) and RIGHT_BY.fullmatch(text, core[1], by[0][0].run_start) is not None
    attributes = (
        [] if direct else [one for one in inside[-1:] if _is_attribute(text, core, head, one)]
    )
    press = [one for one in later if _is_press(text, core[1], head, one)]
    found = next(iter([*attributes, *by, *press]), None)
    return None if found is None or BY_SEVERAL.match(text, found[0].end) else found


def _wrote(text: str, core_end: int, head: str, one: Named) -> bool:
    """Whether a name stands after "by" or "from", and not as whose the text only is now."""
    name, entity = one
    before = text[core_end : name.run_start]
    told = BY.search(before) is not None and not READ_BY.search(before)
    official = head in OFFICIAL and RIGHT_BY.fullmatch(before) is not None
    where = entity.place or (entity.type == "government" and "from" in before.split())
    return told and (official or not where)


def author_told(text: str, core: Span, end: int) -> int | None:
    """Where words begin by which a text's author is told and not named: "a letter from the mayor".

    Args:
        core: the text's noun phrase; end: of the whole source.
    """
    found = AUTHOR_TOLD.match(text, core[1], end)
    read = found is not None and READ_BY.search(text, core[1], found.end())
    return found.end() if found and not read else None


def who_wrote(text: str, start: int, end: int) -> Span | None:
    """Where in a source it is told who wrote the text that it is: "she" in "a letter she wrote"."""
    found = WHO_WROTE.match(text, start, end)
    is_text = found is not None and found[1] in words().lists["documents"]
    return found.span(2) if found and is_text else None


def _is_attribute(text: str, core: Span, head: str, one: Named) -> bool:
    """Whether a text is the body's whose name stands before its noun: "a Verbane analysis"."""
    (name, entity), lists = one, words().lists
    between = text[name.end : core[1]]
    told = between.lower().split()
    if not ATTRIBUTE.fullmatch(between) or any(word in lists["roles"] for word in told):
        return False
    if entity.is_person:
        known = head in lists["personal"] and len(told) == 1
        return known or (told[0] in lists["owned"] and head in lists["attributed"])
    first = name.opens and name.run_start == core[0]
    new = first and entity.type == UNKNOWN and len(entity.mentions) == 1
    none = lists["platforms"] | lists["parties"]
    if new or entity.place or entity.key[-1] in none:
        return False
    court = head in lists["of_courts"] and not {"court", "circuit"}.isdisjoint(entity.key)
    return court or head in lists["attributed"]


def _is_press(text: str, core_end: int, head: str, one: Named) -> bool:
    """Whether an article is a newspaper's: "an editorial in the Orla Sentinel"."""
    (name, entity), lists = one, words().lists
    before = text[core_end : name.run_start]
    found = IN_PRESS.search(before)
    if found is None or entity.place or entity.is_person or head not in lists["press_texts"]:
        return False
    press = not (lists["press"] | lists["broadcasters"]).isdisjoint(entity.key)
    right = found.start() == 0 and found[1] == "in" and head in PRINTED
    return press or (right and entity.type in (UNKNOWN, "organisation"))
