"""Names as they stand in a text: where they begin and end, with the titles before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from onrecord.actors.directory import folded
from onrecord.extracting.capitals import (
    ARTICLES,
    CHIEF_OF_STAFF,
    IMPERATIVE,
    OF_THE,
    SMALL_BEGINNING,
    SPEAKS,
    Token,
    bare,
    is_given,
    opens_sentence,
    runs,
    token_of,
)
from onrecord.extracting.headlines import headlines
from onrecord.extracting.word_lists import given_names, words

WRONG = r"[\x80-\x9f¡-ª¬-º¼-¿]"
LETTERS = rf"[^\W_]+(?:(?:[\u0300-\u036f]|(?<=[ÃÂ]){WRONG}){WRONG}*[^\W_]*)*"
"""Of a word, with accents apart from their letters, and letters decoded wrongly: "MÃ¡rrant"."""
WORD = re.compile(
    r"(?:(?:[Ii]n|[Vv]an) )?['’]t(?= [A-Z])|(?:[^\W\d_]\.){2,}|"
    rf"{LETTERS}(?:['’`\-&]{LETTERS})*(?:\.(?:com|org|net|gov|info|co\.uk)\b)?"
)
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "qc", "kc", "sc", "obe", "mbe", "cbe"})
ADVERB = re.compile(r"[A-Z][a-z]+ly,\s|[A-Z][a-z]+[?!]")
PEOPLE = re.compile(r"[a-z-]{2,}(?:[eo]rs|ists|[ea]nts|ees|men|nesses|tives|ans)")
"""Nouns for several people: "Islanders", "Eyewitnesses"."""
DEEDS = re.compile(r"[a-z]{3,}(?:[stx]ions|ities|ments|ances|ences)")
"""Nouns for what is done or counted, several: "Depositions", "Majorities"."""
NOUN_OF = re.compile(
    r"\s(?:of|about|against|between|from|over)\s"
    r"|\s(?:are|were|have|do|(?:are|were|have|do)n[’']t|say|show|suggest|indicate|find|think|believe|want|hope|"
    r"fear|expect|claim|argue|see|take|make|know|feel|like|hate|love|need|agree|seem)\b"
    r"|\s(?:published|released|conducted|obtained|taken|carried out|collected|compiled|filed|"
    r"posted|leaked|seen)\s(?:by|in|on|at|from|this|last|since|after|before|during)\b"
)
"""After a plural noun, what it is of, "Rumours about the port", or a verb that several have."""
SINGULAR = re.compile(r"\s(?:is|was|has|says|does|[a-z]+’s)\b|,? (?:Inc|Ltd|plc)\b|:")
"""After a word, what tells that it means one."""
OF_KIND = re.compile(
    r"[A-Z][^\W\d_]+-(?:[a-z]+(?:ed|ing)|made|born|run|led|style|era|wide|only|like|free|friendly|speaking)"
)
"""A word that tells of which kind something is, and names nobody: "Zelk-born"."""
OF_STATE = re.compile(r"[DRI]-[A-Z][a-z]*")
"""A party and a state: "(D-Minn.)"."""
WHO_KIND = re.compile(r"[A-Z][^\W\d_]+-([a-z]+)")
"""A word before a name that says what its bearer is: "Oscar-winner"."""
NTH = re.compile(r"\d+(?:st|nd|rd|th) [A-Z]")
"""Which of several a body is, within its name: "Court of Appeals for the 3rd Circuit"."""
WITH_NUMBER = re.compile(
    r"\b(?:(?:Channel|Radio|TV|Television|News|ABC|BBC|CBS|NBC|CNN|Fox|Sky|Kanal|Canal|Studio|"
    r"(?:called|named|dubbed|PAC|group) [A-Z]\w+) \d+|(?:France|Russia|India|Africa) 24)$"
)
"""A name that ends in a number: "Channel 4", "a group called Verland 45"."""
NUMBER = re.compile(
    r"\d{1,3}\b(?![-–%/:°]|[.,]\d| (?:per ?cent|points?|to|million|billion|times|years?|days?|"
    r"hours?|minutes?|people|[A-Z][a-z]+day)\b)"
)
"""A number that may be in a name, and counts nothing."""
ORDINAL = re.compile(r"\b(\d+(?:st|nd|rd|th)) $")
"""Before the name of a body, which of several it is: "the 6th Harbour Court"."""
SHOUTED = 4
"""Words in capitals from which a run of them is a headline that goes on in the same line."""
ALWAYS_SMALL = frozenset({"the", "a", "an", "i", "and", "but", "if", "he", "she", "they", "we"})
OF_PEOPLE = ("ian", "ican", "ese", "ish", "woman", "lander")
"""The ends of words for one of a people."""
IN_MONTH = re.compile(
    r"\b(?:[Ll]ast|[Nn]ext|[Tt]his|[Ss]ince|[Ii]n|until|till|early|late|mid)[ -]$"
)
"""Before "May" or "June" that is a month."""
ADDRESSES = frozenset({"mr", "madam", "madame", "mister"})
"""Words before an office with which its holder is addressed: "Madam Deputy Speaker"."""
IN_NO_NAME = frozenset(
    {"not", "is", "are", "was", "were", "has", "says", "said", "how", "why", "when", "after"}
    | {"than", "because", "could", "should", "would", "who", "what", "which", "without"}
    | {"his", "her", "their", "its", "this", "that"}
)
MEMBERS = frozenset({"MP", "MEP", "MSP"})
"""After a party, one of its members whom this does not name: "the Labour MP"."""
SUPER_PAC = frozenset({"super", "pac", "pacs"})
"""Words of what is no name, though some write it with capitals: "a Super PAC"."""
IN_TITLES = frozenset(
    {"prime", "vice", "of", "state", "staff", "foreign", "defense", "defence", "home"}
)
WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
GREAT_DAYS = frozenset({"super", "black", "bloody", "good", "cyber", "easter", "palm", "giving"})
"""Words before a weekday with which it is one day's own name."""
OFFICE = re.compile(
    r"(?:(?:deputy|vice|acting|interim|first) )?(?:"
    r"(?:president|chancellor|prime minister)(?: elect)?|premier|pope|pontiff|taoiseach|"
    r"emperor|king|queen|emir|sultan|crown prince|supreme leader|high commissioner|chief executive|"
    r"treasurer|speaker|"
    r"(?:secretary|director) general|attorney general|chief justice|first lady|"
    r"(?:prime|first|foreign|finance|defen[cs]e|interior|home|justice|health|economy|trade|oil|energy|"
    r"education|culture|labou?r|environment|transport|agriculture|information|affairs) "
    r"(?:minister|secretary)|"
    r"(?:treasury|commerce) secretary|secretary of (?:state|defen[cs]e)|"
    r"(?:national )?security advis[eo]r)"
)
"""An office that is written with capitals and no name after it: "the Prime Minister"."""
HANDLE = re.compile(r"\b[Uu]ser (@\w+)")
"""Who has no other name: "Twitter user @harbourbaker"."""
HOUSE_NUMBER = re.compile(
    r"(?<!the )(?<!\w)(N(?:o|umber))\.? (10|Ten)(?=[’']s\s|\s(?:"
    r"spokes\w+|aides?|sources?|officials?|insiders?|said|says|has|had|is|was|will|would|did|does|"
    r"declined|refused|insisted|confirmed|made|gave|denied)\b)"
)
"""The house that stands for the British government, before what it says or who speaks for it."""
OFFICE_OF = re.compile(r"\b(?:[A-Z][\w-]*-)?([A-Z][a-z]+) (?:of|for|to) (?:the )?$")
"""Before a word, an office that this is about: "Minister of Finance"."""
LONGEST_OFFICE = 4
DETERMINED = re.compile(
    r"(?:\b(?:[Tt]he|[Aa]n?|[Ff]ormer|next|then|new|current|outgoing|interim|acting)|['’]s|s['’])\s$"
)
"""Before an office with capitals, what tells that it is no name."""
MONTHS_AND_NAMES = frozenset({"will", "may", "april", "june", "mark"})
NAMED_NEW = re.compile(
    r"(?:zealand|york|delhi|jersey|hampshire|orleans|mexico|brunswick|caledonia|england|haven|guinea|"
    r"south|labour|scotland)\b|(?:zealand|york|england)ers?\b"
)
"""Words before which "New" is a name's, though it begins a sentence: "New Zealand"."""
WIRE = re.compile(r"(?:[A-Z]{3,}(?: \d{1,2})?-)+(?=[A-Z])")
"""What a wire puts before its headline: "UPDATE 2-Zelk says"."""
LONGEST_NAME, LONGEST_BODY = 7, 10
"""Words in a name, and in that of a body; longer runs of capitals are headlines."""


@dataclass(frozen=True)
class Name:
    """A name where it stands.

    tokens: its words, as written; titles: those before it, lower case; before: what stands before
    these in the same run of capitals ("Republican", "British"), and run_start: where this begins;
    opens: it begins a sentence.
    """

    start: int
    end: int
    run_start: int
    tokens: tuple[str, ...]
    titles: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    opens: bool = False
    possessive: bool = False


def find_names(text: str) -> list[Name]:
    """The names of a text, in order: runs of capitalised words, with their titles apart."""
    links = words().lists["particles"] | OF_THE | {"of", "for", "on"}
    tokens: list[Token] = []
    common: set[str] = set()
    numbered: set[str] = set()
    wire = WIRE.match(text)
    for match in WORD.finditer(text, wire.end() if wire else 0):
        word = match[0]
        if word[0].isupper() or word in links or (word == "and" and _before_field(match)):
            tokens.append(token_of(match))
        elif word.isalpha() and word not in ARTICLES:  # most words are
            common.add(word)
        elif word[0].isdigit() and _is_numbered(text, match, tokens, numbered):
            numbered.add(text[tokens[-1].start : match.end()])
            tokens.append(token_of(match))
        elif _may_be_in_name(text, match):
            tokens.append(token_of(match))
        else:
            common.add(bare(word))
    headings = headlines(text)
    found: list[Name] = []
    in_headings: list[list[Token]] = []
    for whole in runs(text, tokens):
        shouted = _shouted(whole, text)
        run = whole[shouted:]
        if shouted:
            in_headings.append(whole[:shouted])
        if run and (_is_title(run) or any(a <= run[0].start < b for a, b in headings)):
            in_headings.append(run)
        elif run:
            run = _without_office(run, text)
            found += _names_in(run, text, common) if run else ()
    found += _house_numbers(text)
    found += (Name(*m.span(1), m.start(1), (m[1],)) for m in HANDLE.finditer(text))
    found += _surnames_at_beginnings(tokens, text, found, common)
    found = _with_openings(_without_openings(found, text), text)
    known = {name.tokens for name in found} | {(name.tokens[-1],) for name in found}
    firsts = {
        n.tokens[0] for n in found if len(n.tokens) > 1 and n.tokens[0].lower() in given_names()
    }
    for run in in_headings:
        found += _known_in(run, text, known, firsts)
    return sorted(found, key=lambda name: name.start)


def _house_numbers(text: str) -> Iterator[Name]:
    """The house that stands for the British government, "No. 10 would not say"."""
    for match in HOUSE_NUMBER.finditer(text):
        opens = opens_sentence(text, match.start())
        tokens = (match[1], match[2])
        yield Name(match.start(), match.end(), match.start(), tokens, opens=opens)


def _is_title(run: list[Token]) -> bool:
    """Whether a run has a word in its middle that no name has: "Zelk Not All Doom"."""
    return len(run) > 2 and any(t.lower in IN_NO_NAME for t in run[1:-1])


def _before_field(match: re.Match[str]) -> bool:
    """Whether "and" may stand in a name, "Health and Welfare": before a capital."""
    after = match.end() + 1
    return match.string[after : after + 1].isupper()


def _shouted(run: list[Token], text: str) -> int:
    """How many words at a run's beginning are a headline in capitals, which goes on in its line."""
    count = next((i for i, t in enumerate(run) if not t.word.isupper()), len(run))
    return count if count >= SHOUTED and not text.startswith(":", run[count - 1].end) else 0


def _may_be_in_name(text: str, match: re.Match[str]) -> bool:
    """Whether a small word or a number may be in a name: "al-Rashidi", "for the 3rd Circuit"."""
    word, start = match[0], match.start()
    if word[0].isdigit():
        return text.endswith((" of the ", " for the "), 0, start) and bool(NTH.match(text, start))
    inside = text.endswith((" of ", " for "), max(0, start - 5), start)
    inside |= word == "the" and bool(IMPERATIVE.search(text, max(0, start - 10), start))
    return bool(SMALL_BEGINNING.match(word)) or (word in ARTICLES and inside)


def _is_numbered(text: str, match: re.Match[str], tokens: list[Token], numbered: set[str]) -> bool:
    """Whether a number belongs to the name before it; numbered: names that have one already."""
    start = match.start()
    if not tokens or NUMBER.match(text, start) is None:
        return False
    ends = WITH_NUMBER.search(text, max(0, start - 40), match.end())
    return ends is not None or text[tokens[-1].start : match.end()] in numbered


def _surnames_at_beginnings(
    tokens: list[Token], text: str, found: list[Name], common: set[str]
) -> Iterator[Name]:
    """Surnames that are words too, at the beginning of a sentence: "Day said" of Kristen Day."""
    plain, nouns = words().lists["not_names"], _common_nouns()
    surnames = {
        n.tokens[-1]
        for n in found
        if len(n.tokens) > 1
        and n.tokens[0].lower() in given_names()
        and any(n.tokens[-1].lower() in some for some in (common, plain, nouns))
    }
    surnames |= {
        n.tokens[0]
        for n in found
        if n.tokens[1:] == ("Department",) and n.tokens[0].lower() in words().lists["departments"]
    }
    taken = {name.end for name in found} if surnames else set()
    for token in tokens if surnames else ():
        if (
            token.word in surnames
            and token.end not in taken
            and opens_sentence(text, token.start)
            and (token.possessive or SPEAKS.match(text, token.end))
        ):
            yield _name([token], text, (), (), True, token.start)


def _without_openings(found: list[Name], text: str) -> list[Name]:
    """The names but for words that only begin sentences: "Significantly, ", "Islanders"."""
    inner = {n.tokens for n in found if not n.opens or is_bracketed(n, text)}
    inner |= {name.tokens[-1:] for name in found if len(name.tokens) > 1 or name.titles}
    return [
        name
        for name in found
        if not (
            name.opens
            and len(name.tokens) == 1
            and name.tokens not in inner
            and not name.titles
            and not text.endswith("The ", 0, name.start)  # "The Ruvians", whose capital is theirs
            and _only_begins(name, text)
        )
    ]


def is_bracketed(name: Name, text: str) -> bool:
    """Whether a name stands alone in brackets, as a short one does: "the Authority (Zelport)"."""
    return text[name.start - 1 : name.start] == "(" and text.startswith(")", name.end)


def _with_openings(found: list[Name], text: str) -> list[Name]:
    """The names, with the first word where it is theirs elsewhere: "Black Boats Matter"."""
    inner = {
        n.tokens
        for n in found
        if len(n.tokens) > 2 and (not n.opens or text.endswith("The ", 0, n.start))
    }
    lasts = {tokens[1:]: tokens[0] for tokens in inner}
    whole = []
    for name in found:
        first = lasts.get(name.tokens, "") if name.opens else ""
        start = name.start - len(first) - 1
        longer = bool(first) and text.startswith(f"{first} ", start)
        tokens = (first, *name.tokens)
        whole.append(replace(name, start=start, run_start=start, tokens=tokens) if longer else name)
    return whole


def _only_begins(name: Name, text: str) -> bool:
    """Whether a word has a capital only since it begins a sentence: an adverb, or people."""
    word = name.tokens[0].lower()
    if ADVERB.match(text, name.start):
        return text[name.end] in "?!" or word not in given_names()
    several = PEOPLE.fullmatch(word) or DEEDS.fullmatch(word)
    if several is None and word.endswith("s"):
        several = NOUN_OF.match(text, name.end)
    several = several if word not in words().lists["bodies"] else None
    return bool(several) and not name.possessive and not SINGULAR.match(text, name.end)


def _known_in(
    run: list[Token], text: str, known: set[tuple[str, ...]], firsts: set[str]
) -> Iterator[Name]:
    """The names in a run of a heading that stand elsewhere in the text too.

    firsts: given names of those named there, by which alone a heading may call them: "Ilse Says".
    """
    plain = words().lists["not_names"]
    place = 0
    while place < len(run):
        for length in range(min(4, len(run) - place), 0, -1):
            part = run[place : place + length]
            tokens = tuple(t.word for t in part)
            if tokens in known or tuple(w.title() for w in tokens) in known:
                yield _name(part, text, (), (), False, part[0].start)
                place += length
                break
        else:
            alone = place + 1 == len(run) or run[place + 1].lower in plain
            if run[place].word in firsts and alone:
                yield _name(run[place : place + 1], text, (), (), False, run[place].start)
            place += 1


def _names_in(run: list[Token], text: str, common: set[str]) -> Iterator[Name]:
    """The name in a run without the words that only begin the sentence, and its titles apart."""
    known = words()
    opens = first = opens_sentence(text, run[0].start)
    if first and len(run) > 1 and run[0].lower in known.lists["kinds"]:
        run, first = run[1:], False
    call = len(run) > 2 and run[1].word == "the"  # "Save the Harbour"
    while run and not (call or _is_initial(run, text)) and _no_name(run, first, common):
        run, first = run[1:], False
    if len(run) > 1 and OF_KIND.fullmatch(run[0].word):  # "the Okoro-backed Friends of Zelk"
        run, first = run[1:], False
    small = known.lists["particles"] | {"of", "for", "on"}
    if len(run) > 1 and run[-1].word == "I" and run[-2].word in small:
        return
    run = _without_end(run, small)
    if not run or len(run) > (LONGEST_BODY if _is_body(run) else LONGEST_NAME):
        return
    if _is_no_name(run, text, first):
        return
    if len(run) > 1 and run[0].lower == "state" and _of_secretary(text, run[0].start):
        run = run[1:]
    last = _last_title(run)
    titles: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    run_start = run[0].start
    if last is not None and last + 1 < len(run):
        begin = last
        while begin > 0 and (
            run[begin - 1].lower in known.titles or run[begin - 1].lower in IN_TITLES
        ):
            begin -= 1
        titles = tuple(t.lower for t in run[begin : last + 1])
        ahead = run[:begin]
        before = tuple(t.word for t in ahead)
        if len(ahead) > 1 or (ahead and ahead[0].word.isupper() and len(ahead[0].word) > 1):
            yield _name(ahead, text, (), (), opens, run_start)
        run = run[last + 1 :]
        opens = False
    else:
        given = _after_people(run) or _after_field(run, text)
        before, run = tuple(t.word for t in run[:given]), run[given:]
    member = titles[-1:] == ("hon",) and run[0].lower in _common_nouns()  # "Hon. Members"
    if not member and (len(run) > 1 or len(run[0].word) > 1):
        yield _name(run, text, titles, before, opens, run_start)


def _without_end(run: list[Token], small: frozenset[str]) -> list[Token]:
    """A run without what ends it and is in no name: small words, an office, "Okoro Sunday told"."""
    while run and run[-1].lower in small and not _is_acronym(run[-2:]):
        run = run[:-1]
    if tuple(t.lower for t in run[-3:]) == CHIEF_OF_STAFF:
        run = run[:-3]
    if len(run) > 1 and run[-1].lower in WEEKDAYS and run[-2].lower not in GREAT_DAYS:
        run = run[:-1]
    return run


def _is_acronym(run: list[Token]) -> bool:
    """Whether two words are acronyms, and the second no small word in capitals: "HBK VAN"."""
    linking = {"of", "for", "on"}
    return len(run) == 2 and run[-1].lower not in linking and all(t.word.isupper() for t in run)


def _without_office(run: list[Token], text: str) -> list[Token]:
    """A run but for an office at its end that is no name's: "the Zelk Foreign Minister"."""
    first = int(run[0].lower in ARTICLES or run[0].lower in ADDRESSES)
    before = text[max(0, run[0].start - 10) : run[0].start]
    if not first and not DETERMINED.search(before):
        return run
    for count in range(min(LONGEST_OFFICE, len(run) - first), 0, -1):
        if OFFICE.fullmatch(" ".join(t.lower for t in run[-count:]).replace("-", " ")):
            return run[:-count] if run[0].lower not in ADDRESSES else []
    return run


def _is_no_name(run: list[Token], text: str, opens: bool) -> bool:
    """Whether a run is one of a party's members, or a noun, a word of a kind or a month."""
    token = run[0]
    if len(run) > 1:
        parties = words().lists["parties"]
        if all(t.lower in SUPER_PAC for t in run):
            return True
        return run[-1].word in MEMBERS and all(t.lower in parties for t in run[:-1])
    in_month = token.lower in MONTHS_AND_NAMES and _in_month(text, token.start)
    plain = (opens and token.lower in _common_nouns()) or token.lower == "pacs"
    alone = plain or in_month or token.word in MEMBERS
    if alone or "-" not in token.word:
        return alone
    return any(no.fullmatch(token.word) for no in (OF_KIND, OF_STATE))


def _is_body(run: list[Token]) -> bool:
    """Whether the words of a run are a body's name: "Court of Appeals for the Sixth Circuit"."""
    return any(t.lower in words().lists["of_bodies"] for t in run[:-2])


def _of_secretary(text: str, start: int) -> bool:
    """Whether "State" is a part of an office that is written small: "secretary of State Okoro"."""
    return text.endswith("secretary of ", 0, start)


def _in_month(text: str, start: int) -> bool:
    return bool(IN_MONTH.search(text, max(0, start - 8), start))


def _is_initial(run: list[Token], text: str) -> bool:
    """Whether a run begins with the initial of a name: "I. Olav Brandt"."""
    return len(run) > 2 and len(run[0].word) == 1 and text[run[0].end] == "."


def _no_name(run: list[Token], opens: bool, common: set[str]) -> bool:
    """Whether the first of a run's words is none of the name."""
    known = words()
    first = run[0].lower.replace("’", "'").split("'")[0]
    if first in ALWAYS_SMALL or (len(run) == 1 and first in known.lists["never_names"]):
        return True
    if not opens:
        return False
    given = first in given_names()
    before_given = len(run) > 2 and run[1].lower in given_names()
    if run[-1].lower in known.lists["bodies"] and run[1:2] and run[1].lower != "the":
        before_given = False  # "United Gun Group", though Gun is a name
    if before_given and not given and first not in known.titles:
        return not first.endswith(OF_PEOPLE)  # "Ruvian Ida Marrant" is one
    if first == "new" and len(run) > 1 and NAMED_NEW.match(run[1].lower):
        return False
    if first in known.lists["not_names"]:
        return first not in MONTHS_AND_NAMES or len(run) == 1
    seen_small = first in common and first not in known.titles
    return seen_small and (len(run) == 1 or not given)


@cache
def _common_nouns() -> frozenset[str]:
    """Words that begin sentences with a capital and name nobody: "Officials", "Polls"."""
    lists = words().lists
    several = {word + "s" for word in lists["roles"] | lists["organisations"]}
    roles = lists["roles"] - lists["parties"]
    return lists["collective"] | lists["documents"] | roles | several | lists["without_article"]


def _after_people(run: list[Token]) -> int:
    """Where the person's name begins in a run such as "House Republican Thomas Massie"."""
    last = len(run) - 1 - (run[-1].lower in SUFFIXES)
    first = last
    while first > 0 and (len(run[first - 1].word) == 1 or _is_first(run[first - 1])):
        first -= 1
    if first > 1 and any(t.lower in given_names() for t in run[first:last]):
        body = run[first - 1].lower in words().lists["bodies"]  # "Zelk News Olav Brandt"
        if body or not any(map(is_given, run[:first])):
            return first  # "Zelk County Recorder W. Olav Brandt"
    lists = words().lists
    for place in range(len(run) - 1, 0, -1):
        of_kind = WHO_KIND.fullmatch(run[place - 1].word)
        if of_kind and of_kind[1] in lists["roles"]:
            return place  # "Harbour-winner Brandt"
    for place in range(1, len(run) - 1):
        word = run[place - 1].lower
        one = word.removesuffix("s")
        people = one in lists["parties"] or one.endswith(OF_PEOPLE)
        people |= one in lists["roles"] and (place > 1 or one != word)  # "Senators Olav Brandt"
        if people and run[place].lower in given_names():
            return place
    return 0


def _after_field(run: list[Token], text: str) -> int:
    """Where the name begins after what an office is for: "Minister of Finance Olav Brandt"."""
    if len(run) != 3 or not is_given(run[1]) or is_given(run[0]):
        return 0
    office = OFFICE_OF.search(text, max(0, run[0].start - 30), run[0].start)
    told = office[1].lower() if office else ""
    return int(told in words().titles or told in words().lists["roles"])


def _is_first(token: Token) -> bool:
    """Whether a word is a given name, and no title or body's word: "Judge", "Court"."""
    given = token.lower in given_names() and token.lower not in words().titles
    return given and token.lower not in words().lists["bodies"]


def _last_title(run: list[Token]) -> int | None:
    """Place of the last word of the titles at a run's beginning."""
    titles = words().titles
    roles = words().lists["roles"]
    if len(run) < 2:
        return None
    given = given_names()
    titled = [
        i
        for i, t in enumerate(run[:-1])
        if t.lower in titles
        or (t.lower in ("state", "staff") and i > 1)
        or (t.lower in roles and run[i + 1].lower in given and t.lower not in given)
    ]
    if not titled:
        return None
    found = [
        i
        for i in titled
        if not (run[i].lower in ("state", "staff") and run[i - 1].lower != "of")
        and run[i + 1].lower not in ("and", "of", "for")
        # "General Motors", "Chief Tan": a title is not the first of several names of a body
        and not any(t.lower in words().lists["bodies"] for t in run[i + 1 :])
        and not (i > 0 and run[i - 1].lower in given_names() and run[i].lower in ("major", "judge"))
    ]
    return found[-1] if found else None


def _name(
    run: list[Token],
    text: str,
    titles: tuple[str, ...],
    before: tuple[str, ...],
    opens: bool,
    run_start: int,
) -> Name:
    start, end = run[0].start, run[-1].end
    if text[end : end + 1] == "." and run[-1].lower in SUFFIXES and len(run) > 1:
        end += 1
    tokens = tuple(t.word for t in run)
    ordinal = len(run) > 1 and text.endswith(("st ", "nd ", "rd ", "th "), 0, start)
    numbered = ORDINAL.search(text, max(0, start - 6), start) if ordinal else None
    if numbered and (_is_body(run) or run[-1].lower in words().lists["bodies"]):
        start, tokens = numbered.start(), (numbered[1], *tokens)
        run_start = min(run_start, start)
    return Name(
        start,
        end,
        run_start,
        tokens,
        titles,
        before,
        opens,
        run[-1].possessive,
    )


@lru_cache(maxsize=1 << 16)
def key_of(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """A name's words as names are compared: folded, without a suffix and middle initials."""
    plain = [folded(t) for t in tokens]
    plain = [t for t in plain if t and t not in SUFFIXES]
    kept = [t for i, t in enumerate(plain) if len(t) > 1 or i in (0, len(plain) - 1)]
    return tuple(kept or plain)
