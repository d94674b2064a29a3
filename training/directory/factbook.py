"""The World Factbook: who leads which state, legislatures, parties."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from onrecord.actors.actor import Actor
from training.directory.draft import Held, Person
from training.directory.governments import government_id, iso_codes, organisation_id
from training.directory.text import cased, key_of, stripped, unique

SOURCE = "factbook"
MONTHS = "January February March April May June July August September October November December"
MONTH = {m[:3]: i for i, m in enumerate(MONTHS.split(), 1)}

# What stands before the name, and what news calls the office. Longest first.
TITLES = {
    "Supreme People's Assembly President": "chairman of the supreme people's assembly",
    "State Affairs Commission President": "supreme leader",
    "President of the National Council for the Safeguard of the Homeland (CNSP)": "president",
    "President of the Swiss Confederation": "president",
    "President of the Government of Spain (prime minister-equivalent)": "prime minister",
    "President of Council of Ministers": "president of the council of ministers",
    "President of the Territorial Assembly": "president",
    "President of the Government": "president",
    "President of French Polynesia": "president",
    "President of Territorial Council": "president of the territorial council",
    "President, Presidential Council,": "chairman of the presidential council",
    "Presidential Leadership Council Chairperson": "chairman of the presidential council",
    "Chairman of the Cabinet of Ministers": "prime minister",
    "Chairperson of the Presidency": "chairman of the presidency",
    "Chairperson of the Council of Ministers": "prime minister",
    "Sovereign Council Chair and Commander-in-Chief of the Sudanese Armed Forces": (
        "chairman of the sovereign council"
    ),
    "Sultan and Prime Minister": "sultan",
    "Crown Prince and Prime Minister": "crown prince",
    "Prime Minister and Co-Vice President": "prime minister",
    "Prime Minister and Foreign Minister": "prime minister",
    "Prime Minister Crown Prince": "prime minister",
    "GNU Interim Prime Minister": "prime minister",
    "CNSP Prime Minister": "prime minister",
    "Transition Prime Minister": "prime minister",
    "Interim Prime Minister": "prime minister",
    "Caretaker Prime Minister": "prime minister",
    "Acting Prime Minister": "prime minister",
    "Prime Minister": "prime minister",
    "Taoiseach (Prime Minister)": "taoiseach",
    "Mayor and Chairman of the Island Council": "mayor",
    "Secretary of State for Foreign and Political Affairs": "foreign minister",
    "Minister of State": "minister of state",
    "Transitional President": "president",
    "Transition President": "president",
    "Interim President": "president",
    "Acting President": "president",
    "Vice President": "vice president",
    "President": "president",
    "Chief Executive": "chief executive",
    "Chief Minister": "chief minister",
    "Supreme Leader": "supreme leader",
    "Taliban Leader": "supreme leader",
    "Administrator Superior": "administrator",
    "Administrator": "administrator",
    "Commissioner": "commissioner",
    "Chancellor": "chancellor",
    "Governor General": "governor general",
    "Governor-General": "governor general",
    "Acting Governor General": "governor general",
    "Governor": "governor",
    "Premier": "premier",
    "Emperor": "emperor",
    "Grand Duke": "grand duke",
    "Prince": "prince",
    "King Sultan": "king",
    "King": "king",
    "Amir": "emir",
    "Pope": "pope",
}
ALSO = {
    "taoiseach": ["prime minister"],
    "sultan": ["prime minister"],
    "crown prince": ["prime minister"],
}
# Words before a name that are ranks, not names.
RANKS = re.compile(
    r"^(Sr\. Gen\.|Gen\.|Col\.|Capt\.|Dr\.|Sir|Dame|General|Air Vice-Marshal|Norodom(?= SIHA)|"
    r"Grand Chief|Lt\. Gen\.|Crown Prince|Sultan(?= IBRA)|Ratu)\s+"
)
MONARCHS = ("CHARLES III", "MACRON", "TRUMP", "FREDERIK X", "WILLEM-ALEX", "HARALD V", "XI Jin")
HOMES = {"uk", "fr", "us", "da", "nl", "no", "ch"}
SINCE = re.compile(
    r"\s*\((?:chairperson |presidency member )?(?:since )?(\d[^;)]*|\w+ \d{4})[^)]*\)"
)


def load(shared: Path) -> list[dict[str, str]]:
    """The Factbook's rows."""
    path = shared / "sources/factbook_governments.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def day(text: str) -> str | None:
    """ "8 June 2014" as an ISO date; a month or a year where that is all there is."""
    match = re.match(r"(?:(\d{1,2}) )?(?:([A-Z][a-z]+) )?(\d{4})", text.strip())
    if not match:
        return None
    date = match[3]
    if match[2]:
        date += f"-{MONTH[match[2][:3]]:02}"
    return date + f"-{int(match[1]):02}" if match[1] else date


def persons(rows: list[dict[str, str]]) -> Iterator[Person]:
    """Chiefs of state and heads of government, with the day since when."""
    iso = iso_codes()
    for row in rows:
        identity, country = government_id(row["gec"], iso)
        if row["gec"] in {"ax", "dx"}:
            continue
        fields = (row.get("chief of state", ""), row.get("head of government", ""))
        for text in dict.fromkeys(fields):
            for title, name, since in _holders(text):
                if row["gec"] not in HOMES and any(m in name for m in MONARCHS):
                    continue
                yield _person(name, title, since, identity, country)


# Not offices of the place itself, or more than one person at once.
SKIPPED = re.compile(r"^(overall|co-chiefs|\(Ulu)|Commonwealth of Aust|General of New Z|Pontifical")
# Mistakes in the source.
CORRECTED = {"Ilie BOLOJAN (since 23 June 2005)": "Ilie BOLOJAN (since 23 June 2025)"}


def _holders(text: str) -> Iterator[tuple[str, str, str | None]]:
    for wrong, right in CORRECTED.items():
        text = text.replace(wrong, right)
    text = re.sub(r"; (also|the prime|former|note|overall|head of)[^(]*", "", text)
    for segment in re.split(r"[;,] represented by (?:the )?|; ", text):
        part = segment.strip()
        if not part or "note -" in part or SKIPPED.search(part):
            continue
        since = SINCE.search(part)
        name = part[: since.start()] if since else re.sub(r"\s*\(.*", "", part)
        for written, title in sorted(TITLES.items(), key=lambda t: -len(t[0])):
            if name.startswith(written + " "):
                yield title, name[len(written) :].strip(), day(since[1]) if since else None
                break


def _person(
    written: str, title: str, since: str | None, identity: str, country: str | None
) -> Person:
    name = re.sub(r"\s*\(.*?\)\s*", " ", written).strip().replace("“", '"')
    name = re.sub(r' "\w+" ', " ", re.sub(r" of (the )?[A-Z]\w+$", "", name))
    while RANKS.match(name):
        name = RANKS.sub("", name)
    full = re.sub(r"(?<=\w),? (Jr\.)$", r" \1", cased(name))
    if identity in {"gov:ru", "gov:kz"} and title == "premier":
        title = "prime minister"
    held = [Held(t, identity, since, None, SOURCE) for t in (title, *ALSO.get(title, ()))]
    royal = title in {"king", "emperor", "pope", "grand duke", "prince", "sultan", "emir"}
    names = [] if royal else _short_forms(name)
    if title in {"king", "pope", "emperor"}:
        names.append(f"{title.capitalize()} {full}")
    return Person(full, country, SOURCE, names=names, held=held)


# Names of several words that are not given name and surname.
SPLIT = re.compile(r"\b(al|el|bin|ould|de|da|d'|La|DE|EL|Nta|Kay)\b", re.IGNORECASE)


def _short_forms(name: str) -> list[str]:
    """First name and surname of "Bola Ahmed Adekunle TINUBU"; none where the surname is first."""
    words = re.sub(r",? Jr\.$", "", name).split()
    capitals = [i for i, w in enumerate(words) if w.isupper() and len(w) > 2]
    if not capitals or capitals[0] == 0 or len(words) < 3 or SPLIT.search(name):
        return []
    return [cased(" ".join([words[0], *words[capitals[0] : capitals[-1] + 1]]))]


GENERIC = {"parliament", "legislature", "assembly", "national assembly", "senate", "congress"}
LOCAL = {
    "lower": "lower house",
    "upper": "upper house",
}


def legislatures(rows: list[dict[str, str]], names_of: dict[str, str]) -> list[Actor]:
    """Legislatures and their chambers; `names_of` gives a government's name by its id."""
    iso = iso_codes()
    made = []
    for row in rows:
        identity, country = government_id(row["gec"], iso)
        if country is None:
            continue
        parent: str | None = None
        for field in ("legislature", "lower", "upper"):
            if field not in row:
                continue
            actor = _legislature(row[field], identity, country, names_of[identity], parent)
            if actor is None or actor.id in {a.id for a in made}:
                continue
            parent = actor.id if field == "legislature" else parent
            made.append(actor)
    return made


def _legislature(
    text: str, identity: str, country: str, state: str, parent: str | None
) -> Actor | None:
    english, _, local = text.partition(" (")
    english = re.sub(r"\s+or LegCo$|(?<!Parlement) - .*$", "", stripped(english)).strip()
    if english == "Cocos":
        english, local = "Cocos (Keeling) Islands Shire Council", ""
    if english.startswith("Parlement - "):
        english, local = "Parliament", ""
    if english in {"Parlement", "Législature nationale"}:
        english = re.sub(r"\)$", "", local)
        local = ""
    if english.startswith("Parlement"):
        english, local = "Parliament", ""
    locals_ = [re.sub(r"\s*\(.*|\)+$", "", p).strip() for p in re.split(r" - |/", local)]
    names = [n for n in locals_ if n and key_of(n) not in GENERIC and len(n) > 3]
    names = [stripped(n) for n in names if key_of(n) not in {"parlement", "parlament", "senado"}]
    names = [n for n in names if not re.match(r"(Parl\w+|Sen\w+|S[ée]n\w+|Barlaman\w?|Majlis)$", n)]
    own = english
    short = key_of(english)
    if short in {"parliament", "legislature", "assembly", "diet"}:
        own = f"{english} of {state}"
    elif state not in english:
        own = f"{english} of {state}"
        names.insert(0, english)
    return Actor(
        id=organisation_id(english, country),
        type="organisation",
        name=own,
        names=unique(names, without=(own,)),
        country=country,
        parent=parent or identity,
        sources=(SOURCE,),
    )


NOT_PARTIES = re.compile(
    r"^(note|no |none|political part|although|traditionally|according|the \w+ Gov|N/A|NA$|there )"
)
ABBREVIATION = re.compile(r"^(?:[A-Z][A-Za-z]?[A-Z&+/'’-]*[A-Z0-9+]|[A-Z]{1,2}[A-Za-z]{0,5}[A-Z])")
# One party from one "or ABC" to the next; the rest of the text has no marks between parties.
PARTY = re.compile(
    r"(?<!\w)(?P<name>(?:[A-ZÀ-Þ'‘][\w'’.–-]*|of|the|for|and|in|to|on|de|la|del|y|et|e|with|a|d'|-|–|&|,)"
    r"(?:[ /](?:[A-ZÀ-Þ0-9][\w'’.–-]*|of|the|for|and|in|to|on|de|la|del|y|et|e|with|a|-|–|&))*)"
    r"(?: \((?P<local>[^()]*)\))? or (?P<short>[A-Z][\w'&+/-]*[A-Z+0-9)](?:\([A-Z]\))?)(?= |$|;|,)"
)


def parties(rows: list[dict[str, str]]) -> list[Actor]:
    """Parties that the text gives with an abbreviation, where it parses cleanly.

    The text runs parties together without a mark. "X or ABC Y or DEF" can be taken apart at each
    abbreviation; a name without one makes its neighbour too long, so only names whose initials
    agree with nothing strange, and that have one party word, are kept.
    """
    iso = iso_codes()
    made: dict[str, Actor] = {}
    for row in rows:
        _, country = government_id(row["gec"], iso)
        text = re.sub(r"\[[^\]]*\]", " ", row.get("parties", ""))
        if not text or not country or NOT_PARTIES.match(text):
            continue
        for match in PARTY.finditer(re.sub(r"\s+", " ", text)):
            name, short = match["name"].strip(" ,-–"), match["short"]
            if not _clean(name):
                continue
            local = match["local"] or ""
            names = [short] if len(short) > 1 else []
            if local and re.fullmatch(r"[A-ZÀ-Þ][\w'’ .-]{3,60}", local):
                names.append(local)
            actor_id = organisation_id(name, country)
            made.setdefault(
                actor_id,
                Actor(
                    id=actor_id,
                    type="organisation",
                    name=stripped(name),
                    names=unique(names, without=(stripped(name),)),
                    country=country,
                    sources=(SOURCE,),
                ),
            )
    return list(made.values())


PARTY_WORDS = re.compile(
    r"\b(Party|Movement|Front|Alliance|Union|Congress|Rally|League|Coalition|Partido|Democrats|"
    r"Alternative|Convergence|Convention|Council|Pole|Action|Forum|Bloc|Left|Right|Block)\b"
)


STRICT_WORDS = re.compile(r"\b(Party|Movement|Front|Alliance|Union|Congress|Rally|League)\b")


def _clean(name: str) -> bool:
    words = name.split()
    if not 2 <= len(words) <= 8 or words[0].lower() in {"of", "the", "for", "and", "in", "or"}:
        return False
    if words[-1].lower() in {"of", "the", "for", "and", "in", "or"} or words[0] == "Party of":
        return False
    if not name[0].isupper() or any(c.isdigit() for c in name) or re.match(r"[A-Z]{3,}\b", name):
        return False
    for match in STRICT_WORDS.finditer(name):
        rest = name[match.end() :]
        if rest and not re.match(r"[ -/](of|for|to|and|in|de|d|–|-|/)\b| \W", rest):
            follows = rest.split()
            if not (len(follows) == 1 and PARTY_WORDS.fullmatch(follows[0])):
                return False
    kinds = PARTY_WORDS.findall(name)
    inner = re.search(r"\b(Party|Democrats|League) (?!of|for|in|and)[A-Z]", name)
    return 1 <= len(kinds) <= 2 and name.count("Party") <= 1 and not inner
