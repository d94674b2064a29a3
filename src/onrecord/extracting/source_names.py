"""Names in a source: whether it ends in one, says who its bearer is, or means several."""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.extracting.mentions import UNKNOWN, Entity
from onrecord.extracting.names import Name
from onrecord.extracting.word_lists import words

INDEFINITE = re.compile(
    r"(?:a|an|one|another|some|any|no|every|each|many|most|several|two|three|four|five|six|few|either|"
    r"neither|both|other|others|such|how|more|less|about|nearly|almost|dozens|hundreds|thousands|my|our|your)\b",
    re.IGNORECASE,
)
OF_OFFICE = re.compile(r"(?<=[Ss]ecretary) of (?!the )[A-Za-z]+ (?=$|and\b)")
"""In an office, words that do not say of whom somebody is one: "secretary of state"."""
OF_WHERE = re.compile(
    r"^ (?:of|from|at|with) (?:(?:the|an?) (?:[a-z-]+ ){0,3})?"
    r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}"
)
OF_BODY = re.compile(r"(?<=, )(?:[Tt]he )?(?:[A-Z][\w.-]*\s?){1,4}(?:['’]s?) $")
"""Before a name, whose its bearer is: "one of them, the Zelk Times's Olav Brandt"."""
CALLED = re.compile(
    r",? (?:who|and) (?:said|says) (?:his|her|their) name (?:is|was)|"
    r",? (?:who (?:uses|used|gave) (?:the|his|her) name(?: only| simply)?(?: as)?|"
    r"who (?:would )?(?:only )?(?:give|gave|identif(?:y|ied)) (?:him|her)self (?:only )?(?:as|by)|"
    r"who goes by|known(?: at home)? (?:as|by)|"
    r"(?:better|best) known as|called|named|identified (?:only )?(?:as|by))(?: the)?$"
)
"""Before a name by which somebody is known: ", who uses the name Olav"."""
AS_EXAMPLE = re.compile(r"\b(?:for (?:instance|example)|e\.g\.|such as|including),?$")
"""Before a name that is only an example of those who are meant."""
ONE_OF = re.compile(
    r"(?:one|another|a (?:second|third|fourth|fifth)|the (?:first|second|third|other|latest|last))"
    r"(?: of (?:them|these|those))?,",
    re.IGNORECASE,
)
"""Before a name, one of several who were named as a kind: "one of them, Verbane Group"."""
BEFORE_ANOTHER = frozenset(
    {"for", "of", "to", "from", "at", "in", "with", "on", "by", "near", "inside", "outside"}
    | {"behind", "under", "against", "between", "who"}
)
"""Between a role and a name, words after which the name is another's: "an expert at Verbane"."""
OF_FIELD = re.compile(
    r"(?<=[a-z]) (?:of|for|to)(?: State\b|(?: the)?(?: [A-Z][\w’'-]*)+(?= and\b|,|\s?$))"
)
"""After an office, what it is for: "Director of Public Affairs"."""
SMALL_IN_NAME = re.compile(r" (?:of|for|and|the|on) |, ")
IN_BRACKETS = re.compile(r" \([^)]*\)")
WHOSE = frozenset({"the", "a", "an", "his", "her", "its", "their", "first", "second"})
AND_AFTER_WHERE = re.compile(
    r"(?: \([^)]*\)| of(?: [A-Z][\w’'-]*)+|, (?:\d\d|[A-Z][a-z.]*-[A-Z][\w.]*))+,?(?: and |, )"
)
"""After a name, where or of which party its bearer is, before another's."""
OTHERS_AND = re.compile(r" and (?:(?:his|her|their) |$)")
"""Between two, of whom the second is somebody else: "the governor and her husband"."""
OF_PLACE = re.compile(r"(?:ian|ican|oan|xan|monter|yorker|lander|streeter|ite|ista|s[ck]eptic)s$")
"""The end of a word for those of a place, or of somebody's following; with "the" some are teams, or
stand for a government."""
ITEM_END = re.compile(r"(?:\s*\([^)]*\))?(?:,|\s(?:and|or)\b|\sof\b)")
"""After a name in a list of several, where it ends."""
IN_CALLINGS = frozenset({"former", "new", "then", "now", "late", "old"})
"""Words that begin what somebody is, though names do not begin with them: "former"."""
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def is_joint(
    text: str,
    inside: list[tuple[Name, Entity]],
    later: list[tuple[Name, Entity]],
    end: int,
) -> bool:
    """Whether the source is several: "Marrant and Okoro"."""
    first = inside[-1][0]
    rest = text[first.end : end]
    if re.match(r"(?:\s*\([^)]*\))?,?\s+(?:and|or|nor|&)\s+(?!a\b|an\b|now\b|then\b)\S", rest):
        return True
    named = {name.run_start: (name, entity) for name, entity in later}
    modified = AND_AFTER_WHERE.match(rest)
    other = named.get(first.end + modified.end()) if modified else None
    if other and other[1].is_person and inside[-1][1].is_person and not other[0].possessive:
        return True  # "Brandt of Zelk and Ilse Marrant of Orla"
    listed = re.match(r"(?:\s*\([^)]*\))?,\s", rest)
    last = re.search(r"\s(?:and|or)\s", rest)
    if listed and inside[-1][1].is_person:  # "Olav Brandt, Institute for Ice and Snow"
        second = named.get(first.end + listed.end())
        if second and second[1].type == "organisation":
            return False
        if second and not ITEM_END.match(text, second[0].end):  # "Brandt, Zelk's mayor and"
            return False
    return bool(
        listed and last and first.end + listed.end() in named and first.end + last.end() in named
    )


def ends_in_name(text: str, start: int, name: Name, end: int) -> bool:
    """Whether a source ends in a name right after what its bearer is: "his aide and nominee X"."""
    if "," in text[start : name.run_start] or OTHERS_AND.search(text, start, name.start):
        return False
    told = OF_OFFICE.sub(" ", text[start : name.run_start])
    before = [w.lower() for w in WORD.findall(told)]
    closed = not text[name.end : end].strip(" .,'’") or text[name.end : name.end + 2] == ", "
    lists = words().lists
    return (
        closed
        and bool(before)
        and any(word in lists["roles"] for word in before[-3:])
        and not ("and" in before and before[0] in lists["collective"])  # "critics and mayor X"
        and not any(w in BEFORE_ANOTHER or w in lists["spokespeople"] for w in before)
    )


def after_callings(
    text: str, start: int, names: list[tuple[Name, Entity]], end: int
) -> tuple[Name, Entity] | None:
    """The name that a source ends in after all that its bearer is: "Verbane CEO and candidate X".

    Every part between "and" and commas must be what one person is.
    """
    for place, (name, entity) in enumerate(names):
        rest = IN_BRACKETS.sub("", text[name.end : end]).strip(" .'’")
        if rest[:1] in ("", ",") and entity.type in ("person", UNKNOWN) and len(entity.key) > 1:
            own = text[name.run_start : name.start]
            told = text[start : name.run_start] + own.replace(" and ", "-")
            for other, _ in names[:place]:  # the small words in a body's name are its own
                if not any(map(_is_calling, other.tokens)):
                    inner = text[other.start : other.end]
                    told = told.replace(inner, SMALL_IN_NAME.sub("-", inner))
            bare = OF_FIELD.sub(_not_of_titled, IN_BRACKETS.sub("", told))
            parts = re.split(r",? and |, ", bare)
            several = is_joint(text, names[: place + 1], names[place + 1 :], end)
            chain = (len(parts) > 1 or bare != told) and all(map(_is_calling, parts))
            two = OTHERS_AND.search(text, start, name.start)
            return (name, entity) if chain and not (several or two) else None
    return None


def _not_of_titled(field: re.Match[str]) -> str:
    """What an office is for, cut out, unless it is for somebody: "lawyer for Senator Marrant"."""
    titled = any(word.lower() in words().titles for word in WORD.findall(field[0]))
    return field[0] if titled else ""


def _is_calling(part: str) -> bool:
    """Whether words are what one person is: "former DNC Chairman"."""
    lists = words().lists
    singular = (lists["roles"] | words().titles.keys()) - lists["spokespeople"] - {"sens", "reps"}
    found = WORD.findall(part.lower().replace("-", " "))
    others = BEFORE_ANOTHER | (lists["not_names"] - IN_CALLINGS - WHOSE)
    return bool(found) and found[-1] in singular and not any(word in others for word in found)


def _without_calling(before: str, *, titled: bool) -> str:
    """Words before a name without a calling that ends them: "her friend, architect ".

    titled: the name has a title: "her friend, retired Gen. Marrant".
    """
    comma, lists = before.rfind(", ") + 1, words().lists
    told = before[comma:].split()
    calling = bool(comma and told) and (titled or told[-1] in lists["roles"])
    small = any(
        word in BEFORE_ANOTHER or (word in lists["not_names"] and word not in IN_CALLINGS)
        for word in told
    )
    return before[:comma] if calling and not small else before


def apposed_name(
    text: str, start: int, later: list[tuple[Name, Entity]], end: int, *, kind: str
) -> tuple[Name, Entity] | None:
    """The name in "a spokesman for the port, Olav Brandt,", of somebody of a kind or of none."""
    for name, entity in later:
        told = OF_BODY.sub("", text[start : name.run_start]).removesuffix("The ").rstrip(' “"‘')
        before = CALLED.sub(",", told) + " "
        called = before != told + " "
        before = re.sub(r"\b(?:the|a|an|his|her|its)(?: [A-Za-z-]+){0,4} $", "", before)
        before = _without_calling(before, titled=bool(name.titles))
        rest = OF_WHERE.sub("", text[name.end : end].lstrip('”"’')).lstrip()
        closed = rest[:1] in ("", *",()—–-")
        before = before.rstrip()
        if (
            not AS_EXAMPLE.search(before)
            and before.endswith((",", "—", "–", "--", " -", ":"))
            and closed
            and (entity.is_person or len(entity.key) > 1 or called)
            and (entity.type in (kind, UNKNOWN) or ONE_OF.match(text, start))
            and not OTHERS_AND.search(text, start, name.start)
        ):
            return name, entity
    return None


def are_people(name: Name, source: str) -> bool:
    """Whether a name is of several, or of one of them: "House Democrats", "a senior Tory"."""
    last = name.tokens[-1].lower()
    lists = words().lists
    if _is_union(name):
        return False
    if "-".join(name.tokens).lower() in lists["industries"]:
        return True
    kind = last.rpartition("-")[2]  # "African-Americans"
    if kind in lists["collective"] and kind not in lists["bodies"] | {"states", "nations"}:
        return not _is_proper(name, source)
    if _are_of_place(last) and not source.lower().startswith("the "):
        return True
    if not INDEFINITE.match(source):
        return False
    one_of_them = last in lists["parties"] or (len(name.tokens) > 1 and last in lists["roles"])
    one_of_them |= f"{last}s" in lists["collective"] or _are_of_place(f"{last}s")
    return one_of_them or (last.endswith("s") and last not in lists["bodies"])


def _is_proper(name: Name, source: str) -> bool:
    """Whether a common noun for several has a capital as a body's: "the Zelk Welders"."""
    lists = words().lists
    kind = name.tokens[-1].lower()
    capital = kind in lists["capital"] | lists["peoples"] or _are_of_place(kind)
    return len(name.tokens) > 1 and source.lower().startswith("the ") and not capital


def _are_of_place(last: str) -> bool:
    """Whether a name's last word, lower case, is for those of a place or a people."""
    return OF_PLACE.search(last) is not None or last in words().lists["peoples"]


def _is_union(name: Name) -> bool:
    """Whether a name is a body's that is called after its members: "Federation of Welders"."""
    tokens = [token.lower() for token in name.tokens]
    return any(
        one in words().lists["of_bodies"] and other in ("of", "for")
        for one, other in pairwise(tokens)
    )
