"""Describing: where an article says what those whom it names are, and of where."""

from __future__ import annotations

import re

from onrecord.extracting.names import Name
from onrecord.extracting.word_lists import words
from onrecord.statement import Span

PARTY = re.compile(
    r"\s*\((?:(D|Dem|Democrat)|(R|Rep|Republican)|(Lab|Labour)|(Con|Conservative))\b"
)
AFTER_NAME = re.compile(r"\s*(?:\([^)]{1,40}\)\s*)?(?:,|–|—|--)\s*(?:\d\d,\s*)?")
DESCRIPTION = re.compile(
    r"(?!(?:is|was|are|were|has|had|have|will|would|said|says|even|after|before|when|while|as|because|but|"
    r"although|though|if|since|until|where|in|on|at|to|by|with|from|for|over|under|into|through|during|"
    r"against|about|among|amid|near|without|than|"
    r"met|won|led|took|made|gave|came|went|left|sent|called|ran|put|set)\b)"
    r"(?:(?:(?:the|a|an|his|her|its|their|one of the|now|then|formerly|who is|who was)\s)|[^\W_A-Z]"
    r"|(?:[A-Z][\w.’'-]*\s){1,4}[a-z])",
)
IS = (" is ", " was ", " bec", " rem")
IS_IT = re.compile(
    r" (?:is|was|became|becomes|remains) (?:now |also )?(?:(?:the|an?|its|their|our) )?"
    r"(?:[a-z-]+ ){0,2}?([a-z-]+)(?=[,.;]| (?:of|for|at|in|who)\b)"
)
"""After a name, words that say what its bearer is: "is the mayor of"."""
DETERMINED = re.compile(r"(?:the|an?|his|her|its|their|one|who|now|then)\b")
WORD = re.compile(r"[\w’'-]+")
FINITE = frozenset({"is", "was", "are", "were", "has", "had", "have", "will", "would", "said"})
"""Verbs that make a clause of what looks like a description: "at Zelk, Ida was met by a judge"."""
CLAUSE_END = re.compile(r"[,.;:!?()\n“”\"–—]|--|\s(?:who|which|that|said|says|told|and then)\s")
LOWER_BEFORE = re.compile(r"((?:[\w’'.-]+\s){1,5})$")
SUBJECT = re.compile(
    r"(?:the|his|her|its|their) (?:[\w-]+ ){0,2}?([a-z-]+) (?:also |then |later |again |[a-z]+ly )?"
    r"(?:[a-z]+ed|said|says|told|has|had|is|was)\b"
)
"""After a name, words that begin a clause of somebody else: "At Zelk, his mother said"."""
NEXT_NAME = re.compile(r", [A-Z][\w’'-]+ [A-Z][\w’'-]+,")
"""After a description that is another's: "at Zelk, the mayor, Olav Brandt, said"."""
ROLE_BEFORE = re.compile(
    r"(?:\b(?:the|an?|one|his|her|its|their|our)|['’]s?)\s(?:[\w’'-]+\s){0,5}?([a-z-]+)"
    r"(?:\s(?:of|for)\s(?:the\s)?(?:[\w’'-]+\s?){1,4})?,\s$",
    re.IGNORECASE,
)
"""Before a name, words that say whose it is: "the mayor of Zelk, Olav Brandt, said"."""
BRACKETED = re.compile(
    r"(?:^|\n|\b(?:[Tt]he|Mr\.?|Madam) )"
    r"([A-Z][\w-]*(?: (?:(?:of|for|and|the) )*[A-Z][\w-]*){0,5}) \($"
)
"""Before a name in brackets, whose it is: "Mr Deputy Speaker (Olav Brandt)"."""
OWNER = re.compile(r"(?:[A-Z][\w’'.-]*\s)*[\w’'-]*\w$")
"""Before "'s president", whose that is."""
OF_PLACE = re.compile(r",? of ([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)")
STATE = re.compile(
    r"(?:,| \(|, \()\s?(?:(D|Dem)|(R|Rep)|I)\.?[-–]([A-Z][\w. ]{1,20}?)(?:[),]|\.(?=\s|$))"
)
IN_PLACE = frozenset({"In", "in", "At", "near", "Near"})
"""Before a place, after which "the mayor" is somebody else: "In Zelk, the mayor said"."""
BODY_BEFORE = re.compile(
    r"\b(?:[Aa]n?|[Tt]he|[Ii]ts|[Tt]heir|[Oo]ur)\s(?:[\w’'-]+\s){0,4}?([a-z-]+|PAC)"
    r"(?:,? called| named)?\s$"
)
BODY_AFTER = re.compile(
    r"(?:\s\([^)]{1,20}\))?,\s(?:an?|the|one of the|its)\s(?:[\w’'-]+\s){0,4}?([a-z-]+|PAC)"
    r"(?=[,.;)]|\s(?:of|for|that|which|in|based|set|founded|backing|supporting|run|led|created|dedicated|"
    r"formed|focused|known|behind|owned|with|whose|on)\b)"
)
"""Words that say what body a name is, of which the last is a noun for it."""
BODY_APPOSED = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er)\s(?:[\w’'-]+\s){0,4}?([a-z-]+|PAC),\s$"
)
"""Before a name and a comma, the same: "The airline, Verbane, said"."""
AMONG = re.compile(r"\b([a-z-]+?)(ies|s),? (?:such as|like|including) (?:the )?$")
"""Before a name, bodies of which it is one: "banks such as"."""
DOES = {
    **dict.fromkeys(("leads", "led"), "leader"),
    **dict.fromkeys(("heads", "headed"), "head"),
    **dict.fromkeys(("chairs", "chaired"), "chair"),
    **dict.fromkeys(("hosts", "hosted"), "host"),
    **dict.fromkeys(("founded", "co-founded"), "founder"),
    **dict.fromkeys(("owns", "owned"), "owner"),
    **dict.fromkeys(("directs", "directed"), "director"),
    **dict.fromkeys(("edits", "edited"), "editor"),
    **dict.fromkeys(("writes", "wrote"), "author"),
    **dict.fromkeys(("moderates", "moderated"), "moderator"),
    **dict.fromkeys(("anchors", "anchored"), "anchor"),
    **dict.fromkeys(("presents", "presented"), "presenter"),
    **dict.fromkeys(("coaches", "coached"), "coach"),
    **dict.fromkeys(("manages", "managed"), "manager"),
    **dict.fromkeys(("produces", "produced"), "producer"),
    **dict.fromkeys(("advises", "advised"), "adviser"),
    **dict.fromkeys(("commands", "commanded"), "commander"),
    **dict.fromkeys(("captains", "captained"), "captain"),
}
"""By what somebody does, what they are: "who hosts a show"."""
WHO_DOES = re.compile(
    r",? who (?:(?:now|also|still|currently|once|long|previously|has|had) )*([a-z-]+) "
    r"(?:an?|the|its|his|her|their|[A-Z][\w’'-]+(?:['’]s)?) "
    r"(?!(?:polls?|field|race|way|pack|charge|nation|world|vote|letter|tweet|message|words)\b)[\w’'-]+"
)
"""After a name, what its bearer does to something."""
ON_TRIAL = re.compile(
    r"(?:, \d\d)?(?:, (?:of|from) [\w’' ]{2,40})?,?(?: who)? (?:(?:has|had|have|also) )?"
    r"(?:(?:denie[sd]|admits|admitted|faces|faced) "
    r"(?:(?:a|two|three|four|\d+|the|one|further|all) )?"
    r"(?:(?:counts?|charges?) of |charges?\b|murder|manslaughter|rape|theft|fraud|assault|arson|"
    r"conspir|caus|perverting|attempted|robbery|burglary|blackmail|perjury|misconduct|possess)"
    r"|plead(?:s|ed)? (?:not )?guilty|(?:is|was) on trial|(?:stands|stood|went|goes) on trial"
    r"|(?:is|was|stands|stood|been) (?:charged with|accused of)|(?:stood|sat|appeared) in the dock)"
)
"""After a name, that its bearer is tried for something."""
TESTIFIED = re.compile(
    r"(?:, \d\d)?(?:, [\w’' -]{2,60},)?,?(?: who)? (?:testified|gave evidence|took the stand|"
    r"(?:told|was telling) (?:the |a )?(?:[\w’'-]+ ){0,3}?"
    r"(?:court|jury|jurors|tribunal|inquest|trial)\b)",
    re.IGNORECASE,
)
"""After a name, that its bearer is heard by a court."""
SERVES = re.compile(
    r"(?:,? who)?(?: (?:has|had|also|now|then|once|previously|currently))*,? "
    r"(?:served|serves|serving|worked|works|working|acted|acts) as ((?:[\w’'-]+ ){0,6}[\w’'-]+)"
)
"""After a name, as what its bearer serves."""
LONGEST_DESCRIPTION, FIRST_WORDS = 160, 9
"""Characters of a description, and its words among which one says that it is a person's."""
LOOK_BACK = 60
"""Characters before a name in which words stand that say what its bearer is."""


def of_where(text: str, name: Name) -> list[str]:
    """The words of the place of which somebody is: "Senator Marrant of Vermont", "(D-Calif.)"."""
    state = STATE.match(text, name.end)
    if state:
        short = state[3].lower().strip(".")
        party = ["democratic"] if state[1] else ["republican"] if state[2] else []
        return words().states.get(short, short).split() + party
    in_party = PARTY.match(text, name.end)
    if in_party:
        known = ("democratic", "republican", "labour", "conservative")
        return [party for party, told in zip(known, in_party.groups(), strict=True) if told]
    of = OF_PLACE.match(text, name.end) if name.titles else None
    return of[1].lower().split() if of else []


def body_described(text: str, name: Name) -> str | None:
    """The noun that says what body a name is: "the oil giant Verbane", "Verbane, a bank"."""
    nouns = words().lists["organisations"]
    small = text[max(0, name.run_start - 2) : name.run_start - 1].islower()
    start = max(0, name.run_start - LOOK_BACK)
    small |= text.endswith("PAC ", start, name.run_start)
    before = BODY_BEFORE.search(text, start, name.run_start) if small else None
    after = None if name.possessive else BODY_AFTER.match(text, name.end)
    apposed = text.endswith(", ", 0, name.run_start) and text[name.end : name.end + 1] in (",", ".")
    beside = BODY_APPOSED.search(text, start, name.run_start) if apposed else None
    told = (m[1].lower() for m in (before, after, beside) if m)
    noun = next((noun for noun in told if noun in nouns), None) or _one_of(text, name, small)
    if noun is None:
        bare = word_before(text, name.run_start - apposed).lower()
        noun = bare if bare in words().lists["kinds"] else None
    return noun


def _one_of(text: str, name: Name, small: bool) -> str | None:
    """The noun for each of the bodies of which a name is an example: "banks such as Verbane"."""
    among = small and AMONG.search(text, max(0, name.run_start - LOOK_BACK), name.run_start)
    noun = f"{among[1]}{'y' if among[2] == 'ies' else ''}" if among else ""
    noun = words().same_title.get(noun, noun)
    return noun if noun in words().lists["organisations"] else None


def calling_of(text: str, name: Name) -> list[str]:
    """The words for what somebody is by what they do: "who hosts a show", "served as mayor"."""
    who = text.startswith((" who ", ", who "), name.end)
    does = WHO_DOES.match(text, name.end) if who else None
    if does and does[1] in DOES:
        return [DOES[does[1]]]
    if text[name.end : name.end + 1] in (",", " ") and not text.endswith(
        (" of ", " from "), 0, name.start
    ):
        if ON_TRIAL.match(text, name.end):
            return ["defendant"]
        if TESTIFIED.match(text, name.end):
            return ["witness"]
    serves = SERVES.match(text, name.end) if text[name.end : name.end + 1] in (",", " ") else None
    told = serves[1].lower().split() if serves else []
    last = next((at for at, word in enumerate(told) if word in words().lists["roles"]), None)
    return told[: last + 1] if last is not None else []


def word_before(text: str, at: int) -> str:
    """The word that ends one character before a place."""
    end = start = max(at - 1, 0)
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "_’'.-"):
        start -= 1
    return text[start:end]


def description_of(text: str, name: Name) -> Span | None:
    """Where the words stand that say what a named person is, before the name or after it."""
    roles = words().lists["roles"]
    after = AFTER_NAME.match(text, name.end)
    described = after and DESCRIPTION.match(text, after.end())
    if after and described and word_before(text, name.run_start) not in IN_PLACE:
        ends = CLAUSE_END.search(text, after.end())
        end = min(ends.start() if ends else len(text), after.end() + LONGEST_DESCRIPTION)
        told = re.findall(r"[\w’'-]+", text[after.end() : end].lower())
        subject = SUBJECT.match(text, after.end())
        if subject and (subject[1] in roles or subject[1] in words().lists["relations"]):
            return None
        verb = next((at for at, word in enumerate(told) if word in FINITE), len(told))
        told = told[:verb] if told and told[0] != "who" else told
        last = told[-1] if told else ""
        introduces = NEXT_NAME.match(text, end) and last in roles and len(told) < 4
        introduces = introduces or _is_anothers(text, after.end(), end)
        introduces = introduces or (
            DETERMINED.match(text, after.end()) is None and _apposed_before(text, name) is not None
        )  # "the mayor, Olav Brandt, wrote to his manager"
        if any(word in roles for word in told[:FIRST_WORDS]) and not introduces:
            return after.end(), end
    is_it = IS_IT.match(text, name.end) if text.startswith(IS, name.end) else None
    if is_it and is_it[1] in roles:
        return is_it.start(1), is_it.end(1)
    return _apposed_before(text, name) or _role_right_before(text, name)


def _is_anothers(text: str, start: int, end: int) -> bool:
    """Whether words after a name only begin the next one: ", businesswoman Ida Marrant and"."""
    if DETERMINED.match(text, start):
        return False
    called = (m for m in WORD.finditer(text, start, end) if m[0].lower() in words().lists["roles"])
    first = next(called, None)
    return first is not None and text[first.end() : first.end() + 2].strip()[:1].isupper()


def _apposed_before(text: str, name: Name) -> Span | None:
    """The words before the comma in "the mayor, Olav Brandt, said"."""
    bracketed = BRACKETED.search(text, max(0, name.run_start - LOOK_BACK), name.run_start)
    if bracketed and text.startswith(")", name.end):
        told = bracketed[1].lower().split()
        return bracketed.span(1) if not words().lists["roles"].isdisjoint(told) else None
    if text[name.end : name.end + 1] not in (",", ".") or not text.endswith(
        ", ", 0, name.run_start
    ):
        return None
    start = max(0, name.run_start - LOOK_BACK)
    found = ROLE_BEFORE.search(text, start, name.run_start)
    if found is None or found[1].lower() not in words().lists["roles"]:
        return None
    bare = found.group()[0] in "'’"
    owner = OWNER.search(text, max(0, found.start() - LOOK_BACK), found.start()) if bare else None
    return (owner or found).start(), found.end(1)


def _role_right_before(text: str, name: Name) -> Span | None:
    """The words right before the name in "the former dentist Olav Brandt"."""
    last = word_before(text, name.start)
    small = last[:1].islower() or name.opens
    if not small or last.strip(".,").lower() not in words().lists["roles"]:
        return None
    before = LOWER_BEFORE.search(text, max(0, name.start - LOOK_BACK), name.start)
    if before is None:
        return None
    told = before.group().split()
    first = len(told) - 1
    while first > 0 and (told[first - 1].lower() not in words().lists["not_names"]
                         or told[first - 1].lower() in ("former", "new")):  # fmt: skip
        first -= 1
    return name.start - 1 - len(" ".join(told[first:])), name.start - 1
