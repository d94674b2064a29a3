"""Noun phrases: where the one ends that a source begins with, and what it is the noun of."""

from __future__ import annotations

import re

from onrecord.extracting.mentions import Entity
from onrecord.extracting.names import Name
from onrecord.extracting.source_names import WORD
from onrecord.extracting.word_lists import words
from onrecord.statement import Span

CORE_END = re.compile(
    r"\s*(?:,|;|:|\(|–|—|--|\s-(?=\s)|\s(?:who|whom|whose|which|that|of|for|from|in|with|at|on|to|by|as|and|or|nor|under|"
    r"during|after|before|about|against|near|behind|across|throughout|including|like|while|when|where|available|working|"
    r"within|around|between|among|without|beyond|into|toward|towards|through|"
    r"running|familiar|close(?=\s+to)|based|told|said|has|is|was|seen|obtained|released|conducted|leading|"
    r"representing|speaking|now|also|himself|herself|itself|themselves"
    r"|In|From|At|On|With|By|Who|After|Before|About|Against|During)\b"
    r"|\s[A-Z][a-z]+day(?:\s(?:night|morning|evening|afternoon))?(?=[\s.,]*$|\s(?:in|at|on|to|before)\b)"
    r"|\s(?:inside|outside)(?=\s(?:(?:the|an?|his|her|its|their)\b|(?:[a-z]+\s)?[A-Z])))"
)
AFTER_ARTICLE = re.compile(r"\b(?:an?|another|any|no|every|each)\s((?:[\w-]+\s){0,2})$")
"""Before a source that was cut out of a noun phrase: "a right-leaning" before "party"."""
PARTICIPLE = re.compile(r"(?<![’'])\b([\w-]+)(\s)(?!according)[a-z]+(?:ing|ed)\b")
"""A participle after a noun, which is not whose somebody is: "Zelk's acting president"."""
NEXT_WORD = re.compile(r"\s([a-z-]+)")
ROLE_NEXT = (
    re.compile(r"(?:['’]s?)? ([a-z-]+)(?! [a-z-]+['’])(?=[\s,.]|$)"),
    re.compile(r"(?:['’]s?)? [a-z-]+ ([a-z-]+)(?! [a-z-]+['’])(?=[\s,.]|$)"),
)
"""After a name, a role's noun: not in "Zelk attorney general's office", which is a body's."""
GOES_ON = re.compile(
    r"\s(?:of|for|from|to)\s(?:the\s)?(?:[\w.’'-]+(?:\s(?!who|which|that|said))?){1,4}"
)
OF_TOWN = re.compile(
    r"(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother) [A-Z][\w.]*(?: [A-Z][\w.]*)?, "
    r"[A-Z][\w.]*(?: [A-Z][\w.]*)?(?:,|-based) (?=(?:[a-z-]+ )??([a-z-]+)[\s,.]*(?:[A-Z]|$))"
)
"""A town before a noun, with where it is: "a Zelk, Verland, baker"."""
ADJECTIVES = re.compile(
    r"(?:the|an?) (?P<first>[a-z-]+), (?:[a-z-]+ )?(?:\d\d-year-old|[a-z-]+) (?:[a-z-]+ )?"
    r"(?P<noun>[a-z-]+)(?=[\s,.]|$)",
    re.IGNORECASE,
)
"""A noun phrase with a comma between its adjectives: "the tall, quiet mayor"."""
TITLE_GOES_ON = re.compile(
    r"\s+of (?!the\b)(?:State |(?:(?!(?:and|by|from|in|on|at)\b)[a-z-]+ ){1,3})"
)
"""Between the words of an office and a name: "secretary of state Ilse Marrant"."""
MADE_OF = frozenset(
    {"group", "coalition", "alliance", "team", "network", "company", "panel", "chain"}
)
"""Bodies that are nobody in particular where they are said to be "of" something: "a group of"."""
ATTRIBUTES = re.compile(
    r"[a-z-]+\s(?:and|or)\s[a-z-]+\s(?P<noun>[a-z-]+)(?=[\s,.]|$)", re.IGNORECASE
)
"""Two attributes before a noun: "campaign and tax records"."""


def head_of(core: str) -> str:
    """The last word of a noun phrase, small; of an editorial board, what it speaks for.

    Of the accused, the noun for it: before a name, "accused" is mostly a verb.
    """
    found = WORD.findall(core.lower().replace("’", "'"))
    if found[-2:] == ["editorial", "board"]:
        return "newspaper"
    if found[-2:] in (["the", "accused"], ["accused"]):
        return "defendant"
    return found[-1].removesuffix("'s").rpartition("-turned-")[2] if found else ""


def ends_in(text: str, name: Name, end: int) -> bool:
    """Whether a source ends in a name, but for where its bearer is of: "(R-Calif.)"."""
    return not re.sub(r"\([^)]*\)", "", text[name.end : end]).strip(" .,")


def represents(text: str, core: Span, head: str, names: list[tuple[Name, Entity]]) -> bool:
    """Whether it is somebody who speaks for a named body: "a representative for Verbane"."""
    if head not in words().lists["representing"]:
        return False
    of = name_after(text, core[1], names, "for|of")
    return bool(of) and not of[0][1].is_person and not of[0][1].place


def after_article(text: str, start: int) -> bool:
    """Whether an article for somebody new stands before the first words of a source."""
    before = AFTER_ARTICLE.search(text, max(0, start - 40), start)
    begins = text[start:].split(maxsplit=1)[0].lower()
    small = words().lists["not_names"]
    return before is not None and not any(word in small for word in (begins, *before[1].split()))


def is_whose_role(text: str, name: Name | None) -> bool:
    """Whether a name only says whose a person is: "Zelk's mayor", "the Zelkish prime minister"."""
    lists = words().lists
    after = [found for way in ROLE_NEXT if name and (found := way.match(text, name.end))]
    return any(found[1] in lists["roles"] - lists["spokespeople"] for found in after)


def is_territory(noun: str) -> bool:
    """Whether a noun is for a place that speaks as a body does: "the town"."""
    lists = words().lists
    return noun == "state" or noun in lists["realms"] or noun in lists["towns"]


def is_plural(head: str) -> bool:
    """Whether a noun means several of whom none is told apart."""
    lists = words().lists
    return head in lists["collective"] or (
        head.endswith("s") and (head[:-1] in lists["roles"] or head[:-1] in lists["organisations"])
    )


def phrase_end(text: str, core_end: int, end: int) -> int:
    """Where a role ends that goes on: "the secretary of state", "the senator from Verland"."""
    goes_on = GOES_ON.match(text, core_end, end)
    return goes_on.end() if goes_on else core_end


def name_after(
    text: str, core_end: int, names: list[tuple[Name, Entity]], small: str
) -> list[tuple[Name, Entity]]:
    """The name in "the president of Ruvia", after one of some small words."""
    return [
        (n, e)
        for n, e in names
        if n.start > core_end
        and re.fullmatch(rf"\s*(?:{small}) (?:[Tt]he )?", text[core_end : n.start])
    ]


def core_end(text: str, start: int, end: int, names: list[tuple[Name, Entity]]) -> int:
    """Where the noun phrase ends that the source begins with; no name is cut."""
    lists, first = words().lists, start
    for match in PARTICIPLE.finditer(text, start, end):
        before = match[1].lower()
        heads = ("roles", "documents", "organisations")
        following = NEXT_WORD.match(text, match.end())
        if before in words().parties and following and following[1] in lists["organisations"]:
            continue  # "the Republican nominating campaign"
        if before.endswith("s") or is_plural(before) or any(before in lists[n] for n in heads):
            end = match.start(2)
            break
    two = ATTRIBUTES.match(text, start, end)
    if two and (two["noun"] in lists["documents"] or is_plural(two["noun"])):
        return two.end()
    told = ADJECTIVES.match(text, start, end)
    nouns = ("roles", "relations", "organisations", "documents", "spokespeople")
    if (
        told
        and told["noun"].lower() in lists["roles"]
        and not any(told["first"].lower() in lists[noun] for noun in nouns)
    ):
        first = told.start("noun")
    town = OF_TOWN.match(text, start, end)
    if town and any(town[1] in lists[noun] for noun in nouns):
        first = town.end()
    for match in CORE_END.finditer(text, first, end):
        at = match.start()
        head = head_of(text[start:at])
        several = is_plural(head) or head in MADE_OF  # "critics of former Mayor Okoro"
        whole = any(
            (n.start if several else n.run_start) < match.end() - 1 and at < n.end for n, _ in names
        )
        named = several or any(n.end == at for n, _ in names)  # "Olav Brandt of Verbane"
        title = None if named else TITLE_GOES_ON.match(text, at, end)
        titled = title is not None and any(n.run_start == title.end() for n, _ in names)
        dash = match.group() == " -" and not any(n.end == at for n, _ in names)
        if at > start and not whole and not titled and not dash:
            return at
    return len(text[:end].rstrip(" .,:;")) if end > start else end
