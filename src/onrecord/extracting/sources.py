"""What a source's words are: a name, a pronoun, a role, a body, or nobody in particular."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from onrecord.actors.directory import folded
from onrecord.extracting.authors import BY_SEVERAL, author, author_told, who_wrote
from onrecord.extracting.mentions import UNKNOWN, Cast, Entity
from onrecord.extracting.names import OF_KIND, Name
from onrecord.extracting.noun_phrases import (
    MADE_OF,
    after_article,
    core_end,
    ends_in,
    head_of,
    is_plural,
    is_territory,
    is_whose_role,
    name_after,
    phrase_end,
    represents,
)
from onrecord.extracting.source_names import (
    INDEFINITE,
    after_callings,
    apposed_name,
    are_people,
    ends_in_name,
    is_joint,
)
from onrecord.extracting.turns import ASKING, in_chair, initials_of, signed_end
from onrecord.extracting.word_lists import words
from onrecord.statement import Span

Form = Literal[
    "name", "apposition", "pronoun", "reflexive", "relative", "first", "role", "introduced", "body",
    "spokesperson", "document", "text", "turn", "ours", "told", "joint", "unnamed",
    "none",
]  # fmt: skip

PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("they", "them", "their", "themselves"), "p"),
    **dict.fromkeys(("it", "its", "itself"), "n"),
}
SUBJECT_FIRST = re.compile(
    r"(he|she|it|they|who|i)"
    r"(?: (?:is|was|are|were|am|has|had|have|would|will)|['’](?:s|d|ve|re|m))\b",
    re.IGNORECASE,
)
"""A pronoun and its verb, by which a source begins that is a whole clause."""
FIRST = frozenset({"i", "me", "my", "myself", "i'm", "i've", "i'd"})
RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
OURS = frozenset({"we", "us", "our"})
NOBODY = frozenset({"you", "your", "one", "there", "what", "q", "a"})
BY_WORD: dict[str, Form] = {
    **dict.fromkeys(PRONOUNS, "pronoun"),
    **dict.fromkeys(FIRST, "first"),
    **dict.fromkeys(RELATIVE, "relative"),
    **dict.fromkeys(OURS, "ours"),
    **dict.fromkeys(NOBODY, "unnamed"),
    "self": "reflexive",
}
ANSWER = re.compile(r"A\d*|ANSWER|Answer")
ASKS = re.compile(rf"Q\d*|{ASKING}")
IN_COURT = re.compile(r"(?:THE|The) (COURT|WITNESS|DEFENDANT|PLAINTIFF|Court|Witness|Defendant)")
HON = re.compile(
    r"(?:[Tt]he |[Mm]y )"
    r"(?:(?:[Rr]ight )?(?:[Hh]on(?:\.|ou?rable)|noble|learned|gallant) (?:and )?)+"
    r"([Gg]entleman|[Gg]entlewoman|[Ll]ady|[Mm]ember|[Ff]riend|[Ll]ord|[Bb]aroness)\b|"
    r"[Tt]he (?=(?:[Gg]entle(?:man|woman|lady) from|[Mm]ember (?:for|opposite))\b)([a-zA-Z]+)"
)
"""How members of a parliament call one another."""
REST_OF_WORD = re.compile(r"(?<=[^\W\d_])[^\W\d_]+")
"""After a source that was cut in the middle of a word."""
DETERMINED = re.compile(r"(?:the|this|that|these|those|his|her|its|their)\b", re.IGNORECASE)
THE = re.compile(r"(?:the|this|that)\b", re.IGNORECASE)
THE_MEMBER = re.compile(
    r"[Tt]h(?:e|is|at) (?:[a-z-]+ ){0,3}(?:Republican|Democrat|Tory|Socialist|Libertarian)"
    r"(?:,.*| (?:from|who|on|in|of|at|with|leading|running|seeking|interested)\b.*)?[\s,]*"
)
"""One of a party who is somebody of the article: "the top Republican from Zelk"."""
INTRODUCING = re.compile(r"(?:an?|one|another)\b", re.IGNORECASE)
TERRITORY = re.compile(r"(?:the|this)\s(?:(?!whole|entire)[a-z-]+\s)?[a-z]+$", re.IGNORECASE)
"""A place that was named before, and not all the people in it."""
ARTICLED = re.compile(
    r"(?:the|an?|one|another|that|these|those|my|our|your|his|her|its|their)\b", re.IGNORECASE
)
HEADLINE = 200
"""Characters at the beginning that may be an article's headlines."""
SPEAKS_FOR = re.compile(
    r"\s(?:for|from|of|at|with)\s(?:(his|her|its|their)|the|a)\s(?:[\w’'-]+\s){0,3}?([\w-]+)[\s.,]*$",
    re.IGNORECASE,
)
BODY_SPEAKS = re.compile(r"^(?:an?|the|one) (?:[\w-]+ ){0,2}?([a-z-]+?)(?:['’]s)? [a-z]+$")
"""A body and who speaks for it: "a council spokeswoman"."""
COUNTRYMAN = re.compile(r"[a-z]+(?:[^s]an|woman|lander|i)")
PAPER = re.compile(r"[a-z,] The $")
"""Before a name, within a sentence, what tells that it is a newspaper's."""
OWNER = re.compile(r"(.*[\w.])['’]s?\s(?:[\w-]+\s?){1,4}$")
"""A text whose owner stands before it: "the agency" in "the agency's yearly report"."""
TO = re.compile(r"\s(?:[a-z]+\s){0,2}(?:to|about|against|for)\s(?:[Tt]he\s)?")
"""Between a statement and the name of whom it is not by: "a statement to the"."""
TURN_OF = re.compile(r"(?: \([^)]{1,20}\))?, [A-Z][^:;\n]*")
"""After a name in a transcript, what its bearer is: "OLAV BRANDT (D), MAYOR OF ZELK:"."""
PORTION_OF = re.compile(r"\s(?:of|from|in)\s")
BY = re.compile(r" by (?:[Tt]he )?")
"""Between what somebody did and their name: "a gaffe by Marrant"."""
AGED = re.compile(r"\d\d-year-old")
"""A person by their age, which the article may tell of somebody it names."""
MADE_UP = re.compile(r"\sof\s(?!the\b)(?:[a-z]|[A-Z][\w’'-]*\s[a-z-]+s\b)")
"""After a noun for a body, that it is only made up of some: "Marrant's army of followers"."""
WHOSE = re.compile(
    r"(?:(his|her|its|their)\b|(?:the|this|that)\s(?:[a-z-]+\s){0,3}?(?-i:([a-z]+))['’]s?\s)",
    re.IGNORECASE,
)
"""Before a noun, whose it is: "her campaign", "the programme's host"."""
CONTEST = re.compile(r"(?:the|this|that)\s(?:[\w-]+\s)+campaign\b", re.IGNORECASE)
"""A campaign that is everybody's: "the presidential campaign"."""
NOT_KNOWN = frozenset({"unidentified", "unknown", "unnamed", "anonymous"})
HIS = frozenset({"his", "her"})
GOVERNMENTS = frozenset({"government", "regime", "authorities"})


@dataclass(frozen=True)
class Source:
    """A source as it is read.

    form: what it is; span: where its core stands, and `end` where a role ends that goes on with
    "of"; head: the core's last word, lower case; named: whom the name means that it is, or that
    stands in it, and `name` that; gender: of a pronoun (m, f, p plural, n neuter); whose: the
    possessive pronoun before a role or a body.
    """

    form: Form
    span: Span
    end: int = 0
    head: str = ""
    named: Entity | None = None
    name: Name | None = None
    gender: str | None = None
    whose: str | None = None

    @property
    def document(self) -> bool:
        """Whether it is a text rather than somebody."""
        return self.head in words().lists["documents"]

    @property
    def single(self) -> bool:
        """Whether it is one person, unnamed."""
        lists = words().lists
        return self.head in lists["roles"] or self.head in lists["relations"]


def read_source(cast: Cast, spans: tuple[Span, ...]) -> Source:
    """Tell what the words of a source are.

    Args:
        cast: everybody that the article names.
        spans: of the source, in the article's text; none where the statement has no source.
    """
    if not spans:
        return Source("none", (0, 0))
    start, end = cast.whole_name(spans[0])
    cut = REST_OF_WORD.match(cast.text, end)
    end = cut.end() if cut else end
    label = _of_label(cast, start, end)
    if label is not None:
        return label
    low = cast.text[start:end].lower().replace("’", "'").strip(" :.")
    if low in BY_WORD:
        return Source(BY_WORD[low], (start, end), head=low, gender=PRONOUNS.get(low))
    clause = SUBJECT_FIRST.match(cast.text, start, end)
    if clause:  # "he was among them", of which the first word is who speaks
        low = clause[1].lower()
        return Source(BY_WORD[low], clause.span(1), head=low, gender=PRONOUNS.get(low))
    wrote = who_wrote(cast.text, start, end)
    if wrote is not None:
        there = read_source(cast, (wrote,))
        return replace(there, form="document") if there.form == "name" else there
    end = signed_end(cast, start, end)
    names = cast.within(start, end)
    bare = None if names else _before_hyphen(cast, start, end)
    if THE_MEMBER.fullmatch(cast.text, start, end):
        names = names[1:]  # whoever was named before
    return Source("name", (start, end), named=bare) if bare else _read(cast.text, start, end, names)


def _of_label(cast: Cast, start: int, end: int) -> Source | None:
    """What words are by which a turn begins, "A:", "RO:", or "the hon. Lady" in one."""
    text = cast.text
    if ANSWER.fullmatch(text, start, end) and text[end : end + 1] in (":", "."):
        return Source("turn", (start, end), head="a")
    if text.startswith(":", end):
        who = initials_of(cast, start, end) or in_chair(cast, start, end)
        asks = ASKS.fullmatch(text, start, end)
        if who or asks:
            return Source("unnamed" if asks else "name", (start, end), head="q", named=who)
        in_court = IN_COURT.fullmatch(text, start, end)
        if in_court:
            head = in_court[1].lower()
            return Source("role", (start, end), end, head="judge" if head == "court" else head)
    member = HON.match(text, start, end)
    if member is None or any(e.is_person for _, e in cast.within(start, end)):
        return None
    return Source("role", (start, member.end()), end, head=(member[1] or member[2]).lower())


def _before_hyphen(cast: Cast, start: int, end: int) -> Entity | None:
    """Whose surname a word is of what somebody did to something: "the Okoro-backed plan"."""
    if not OF_KIND.match(cast.text, start) or cast.text[end : end + 1] != "-":
        return None
    surname = folded(cast.text[start:end])
    fits = [e for e in cast.entities if e.key[-1] == surname]
    return max(fits, key=lambda e: len(e.mentions), default=None)


def _read(text: str, start: int, end: int, names: list[tuple[Name, Entity]]) -> Source:
    """What words are that are no pronoun; names: in them."""
    core = start, core_end(text, start, end, names)
    return _named(text, core, end, names) or _described(text, core, end, names)


def _named(text: str, core: Span, end: int, names: list[tuple[Name, Entity]]) -> Source | None:
    """A source that is a name, or several, or says who somebody is and then the name.

    Args:
        core: the noun phrase that the source begins with; end: of the whole source.
        names: in it.
    """
    start, core_end = core
    inside = [(n, e) for n, e in names if n.start < core_end]
    later = [(n, e) for n, e in names if n.start >= core_end]
    called = after_callings(text, start, names, end) if names else None
    called = called or _with_office(text, core, end, names)
    if called:
        return Source("name", (start, end), named=called[1], name=called[0])
    if inside and is_joint(text, inside, later, end):
        return Source("joint", (start, end))
    if inside and not text[inside[-1][0].end : core_end].strip(" .'’s-"):
        return _by_name(text, core, *inside[-1])
    for name, entity in later:
        if ends_in_name(text, start, name, end):
            return Source("name", (start, end), named=entity, name=name)
    head = head_of(text[start:core_end])
    body = head in words().lists["organisations"]
    apposed = apposed_name(text, start, later, end, kind="organisation" if body else "person")
    if apposed:
        return Source("apposition", (start, core_end), head=head, named=apposed[1], name=apposed[0])
    return None


def _with_office(
    text: str, core: Span, end: int, names: list[tuple[Name, Entity]]
) -> tuple[Name, Entity] | None:
    """Who has a turn and an office told with the name: "MAYOR (Ida Marrant)", "MARRANT, MAYOR:"."""
    people = [(name, entity) for name, entity in names[:1] if entity.is_person]
    for name, entity in people:
        turn = name.run_start == core[0] and text.startswith(":", end)
        if turn and TURN_OF.fullmatch(text, name.end, end):
            return name, entity
        inside = text[core[1] : name.run_start] == " (" and text.startswith(")", name.end)
        if inside and head_of(text[slice(*core)]) in words().lists["roles"]:
            return name, entity
    return None


def _by_name(text: str, core: Span, name: Name, entity: Entity) -> Source:
    """A source whose noun phrase is a name, or one that looks like it."""
    start, core_end = core
    if _is_label(text, name, entity):
        return Source("unnamed", core)
    if entity.is_person and name.before[-1:] == ("Team",):
        return Source("body", core, head="team", named=entity, name=name)
    last = entity.key[-1]
    member = last in words().lists["members"] and not entity.is_person
    alone = member and len(entity.key) == 1 and is_headlined(text, core)
    if alone or (THE.match(text, start) and (member or _is_countryman(text, entity))):
        return Source("role", core, core_end, head=last, named=entity, name=name)
    someone = entity.is_person or entity.type == "government"
    several = are_people(name, text[start:core_end]) and not someone
    return Source(
        "unnamed" if several else "name",
        core,
        head=entity.key[-1] if several else "",
        named=entity,
        name=name,
    )


def _is_countryman(text: str, entity: Entity) -> bool:
    """Whether a name is for one of a people, "the Ruvian", and no paper's: "told The Ruvian"."""
    if not entity.place or entity.type != UNKNOWN or len(entity.key) > 1:
        return False
    one = COUNTRYMAN.fullmatch(entity.key[0]) or f"{entity.key[0]}s" in words().lists["peoples"]
    starts = (mention.start for mention in entity.mentions)
    return bool(one) and not any(PAPER.search(text, max(0, at - 9), at) for at in starts)


def _is_label(text: str, name: Name, entity: Entity) -> bool:
    """Whether a name only says of which kind an article is, "News Guide: ", never named again; or
    that a transcript has no name, "UNIDENTIFIED MALE: "."""
    if name.tokens[0].lower() in NOT_KNOWN:
        return True
    once = entity.type == UNKNOWN and len(entity.mentions) == 1
    return once and text.startswith(":", name.end) and not text[: name.run_start].strip()


def _described(text: str, core: Span, end: int, names: list[tuple[Name, Entity]]) -> Source:
    """A source whose head is a noun; see `_named`."""
    lists = words().lists
    start, core_end = core
    inside = [(n, e) for n, e in names if n.start < core_end]
    head = head_of(text[start:core_end])
    if head in lists["spokespeople"]:  # of "Republican candidate Olav Brandt"
        names = [(n, e) for n, e in names if n.tokens[-1].lower() not in words().parties] or names
    name, named = next(iter(names), (None, None))
    definite = not INDEFINITE.match(text[start:core_end]) and not after_article(text, start)
    whose = WHOSE.match(text, start, core_end)
    noun = partial(
        Source,
        span=core,
        end=phrase_end(text, core_end, end),
        head=head,
        named=named,
        name=name,
        whose=(whose[1] or whose[2]).lower() if whose else None,
    )
    whole = _of_whole(text, core, names, head)
    if whole is not None:
        return noun(form=whole[0], named=whole[1][1], name=whole[1][0])
    if head in lists["spokespeople"] or represents(text, core, head, names):
        return _spokesperson(text, noun(form="unnamed"), end, names)
    part = _part_of_text(text, core_end, end, names) if head in lists["portions"] else None
    if part or head in lists["documents"]:
        return part or _text(text, noun(form="unnamed"), end, names)
    spot = is_territory(head) and TERRITORY.match(text, start, core_end) is not None
    if spot or (head in lists["organisations"] and not is_plural(head)):
        form = _form_of_body(text, core, end, head, definite=definite, named=bool(inside))
        return noun(form=form) if inside else noun(form=form, named=None, name=None)
    author = head in lists["asking"] and text[start:core_end].lower().startswith("this ")
    called = (head in lists["roles"] and not author) or AGED.fullmatch(head) is not None
    called |= head in lists["headlined"] and is_headlined(text, core)
    if called and not is_plural(head) and (definite or head not in lists["relations"]):
        of = name_after(text, core_end, names, "from") or inside
        of = of or name_after(text, core_end, names, "of")
        name, named = of[0] if of else (None, None)
        some: Form = "introduced" if INTRODUCING.match(text, start, end) else "unnamed"
        return noun(form="role" if definite else some, named=named, name=name)
    return _done_by(text, noun(form="unnamed"), end, names)


def is_headlined(text: str, core: Span) -> bool:
    """Whether a noun phrase stands in a headline, without an article: "former rival says"."""
    return core[0] < HEADLINE and not ARTICLED.match(text, *core)


def _done_by(text: str, source: Source, end: int, names: list[tuple[Name, Entity]]) -> Source:
    """What somebody did, who is named after "by": "a gaffe by Marrant"; or a source as it is."""
    core_end = source.span[1]
    if _is_person_or_body(source.head):
        return source
    by = [
        (name, named)
        for name, named in names
        if BY.fullmatch(text, core_end, name.run_start) and ends_in(text, name, end)
    ]
    return replace(source, form="document", name=by[0][0], named=by[0][1]) if by else source


def _is_person_or_body(head: str) -> bool:
    """Whether a noun is for people or a body, and not for what somebody did."""
    lists = words().lists
    return is_plural(head) or head in lists["roles"] or head in lists["organisations"]


def _of_whole(
    text: str, core: Span, names: list[tuple[Name, Entity]], head: str
) -> tuple[Form, tuple[Name, Entity]] | None:
    """The body or the place that a part of it speaks as: "a panel of the Court of Zelk"."""
    start, core_end = core
    inside = [(n, e) for n, e in names if n.start < core_end]
    part = name_after(text, core_end, names, "of|at") if head in words().lists["parts"] else []
    if part and not part[0][1].is_person and not are_people(part[0][0], ""):
        return "spokesperson", part[0]
    seat = inside if head == "authorities" else []
    if (head in GOVERNMENTS or is_territory(head)) and not INDEFINITE.match(text[start:core_end]):
        seat = seat or name_after(text, core_end, names, "of|in")
    return ("name", seat[0]) if seat and seat[0][1].place else None


def _form_of_body(
    text: str, core: Span, end: int, head: str, *, definite: bool, named: bool
) -> Form:
    """What a noun for a body is: one that was named before, a new one, or none in particular."""
    several = (head in MADE_OF or named) and MADE_UP.match(text, core[1], end)
    if several or (not named and CONTEST.match(text, *core)):
        return "unnamed"
    if INTRODUCING.match(text, *core) and not named:
        return "introduced"
    return "body" if definite else "unnamed"


def _spokesperson(text: str, source: Source, end: int, names: list[tuple[Name, Entity]]) -> Source:
    """Who speaks for a body, named or not; see `_text`."""
    if source.named is not None:
        of_person = source.named.is_person or is_whose_role(text, source.name)
        if source.document and (of_person or _is_to(text, source)):
            return _text(text, source, end, names)
        return replace(source, form="unnamed" if of_person else "spokesperson")
    before = BODY_SPEAKS.search(text[slice(*source.span)].lower())
    if before and before[1] in words().lists["organisations"]:
        return replace(source, form="body", head=before[1])
    body = SPEAKS_FOR.match(text, source.span[1], end)
    if body and body[2].lower() in words().lists["organisations"]:
        whose = body[1].lower() if body[1] else None
        return replace(source, form="body", head=body[2].lower(), whose=whose)
    return _text(text, source, end, names)


def _is_to(text: str, source: Source) -> bool:
    """Whether a statement is to or about whom it names, or by several."""
    if source.name is None:
        return False
    to = TO.fullmatch(text, source.span[1], source.name.run_start)
    return to is not None or BY_SEVERAL.match(text, source.name.end) is not None


def _part_of_text(
    text: str, core_end: int, end: int, names: list[tuple[Name, Entity]]
) -> Source | None:
    """The text of which a source is a part, if it is told whose: "half of Marrant's speech"."""
    of = PORTION_OF.match(text, core_end, end)
    if of is None:
        return None
    there = _read(text, of.end(), end, [one for one in names if one[0].start >= of.end()])
    lists = words().lists
    is_text = there.head in lists["documents"] | lists["spokespeople"]
    return there if is_text and there.form != "unnamed" else None


def _text(text: str, source: Source, end: int, names: list[tuple[Name, Entity]]) -> Source:
    """A text: of whom it names or tells, or of somebody named before, "the letter"; or nobody's.

    Args:
        end: of the whole source; names: in it.
    """
    start, core_end = source.span
    kept = source.head in words().lists["kept"]
    inside = any(name.start < core_end for name, _ in names)
    anothers = source.whose in HIS and OWNER.match(text, start, core_end)  # "his lawyer's letter"
    if source.whose in HIS and source.document and not (kept or inside or anothers):
        return replace(source, form="text", named=None, name=None)
    by = author(text, source.span, source.head, names)
    if by is not None:
        return replace(source, form="document", name=by[0], named=by[1])
    told = _author_told(text, source, end, names)
    if told is not None:
        return told
    told_before = source.head in words().lists["issued"] and DETERMINED.match(text, start, end)
    if anothers or not told_before or (inside and source.whose not in HIS):
        return source
    return replace(source, form="text", named=None, name=None)


def _author_told(
    text: str, source: Source, end: int, names: list[tuple[Name, Entity]]
) -> Source | None:
    """Whom words tell that a text is by: "a letter from the mayor", "the agency's report"."""
    start, core_end = source.span
    owner = OWNER.match(text, start, core_end)
    first = author_told(text, source.span, end)
    tellers = [(start, owner.end(1))] if owner else []
    tellers += [(first, end)] if first is not None else []
    for first, last in tellers:
        there = _read(text, first, last, [one for one in names if first <= one[0].start < last])
        if there.form in ("name", "apposition"):
            return replace(source, form="document", name=there.name, named=there.named)
        kept = there.form == "role" and source.head in words().lists["kept"]
        if there.form in ("role", "body", "spokesperson", "document", "text") and not kept:
            return there
    return None
