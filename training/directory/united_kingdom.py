"""UK departments and ministers since 1979, from the Institute for Government."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

from onrecord.actors.actor import Actor
from training.directory.draft import SNAPSHOT, Held, Person
from training.directory.text import unique

SOURCE = "uk-ministers"
GOVERNMENT = "gov:gb"
PEER = re.compile(r"^(Lord|Lady|Baroness|Baron|Viscount|Viscountess|Earl|Countess|Duke|Marquess)\b")
ALIASES = {
    "FCDO": ["Foreign Office", "British Foreign Office", "UK Foreign Office"],
    "HMT": ["Treasury", "British Treasury", "UK Treasury", "Exchequer"],
    "HO": ["British Home Office", "UK Home Office"],
    "MoD": ["British Ministry of Defence", "UK Ministry of Defence", "MOD", "British MoD"],
    "DHSC": ["British Department of Health"],
    "MoJ": ["British Ministry of Justice"],
    "CO": ["British Cabinet Office"],
}
METONYMS = {"FCDO": ["King Charles Street"]}
# Ends before their starts in the source; the same people's next posts begin on the days given here.
CORRECTED = {
    ("2025-09-01", "2025-05-14"): "2026-05-14",
    ("2025-09-06", "2025-05-14"): "2026-05-14",
}
# One office under several names through the years; news has one word for it.
GREAT = {
    "Prime Minister": ["prime minister"],
    "Deputy Prime Minister": ["deputy prime minister"],
    "First Secretary of State": ["first secretary of state"],
    "Chancellor of the Exchequer": ["chancellor of the exchequer", "chancellor"],
    "Secretary of State for Foreign and Commonwealth Affairs": [
        "foreign secretary",
        "foreign minister",
    ],
    "Secretary of State for Foreign, Commonwealth and Development Affairs": [
        "foreign secretary",
        "foreign minister",
    ],
    "Secretary of State for the Home Department": ["home secretary"],
    "Secretary of State for Defence": ["defence secretary", "defence minister"],
    "Secretary of State for Justice and Lord Chancellor": ["justice secretary", "lord chancellor"],
    "Lord Chancellor": ["lord chancellor"],
    "Secretary of State for Health and Social Care": ["health secretary"],
    "Secretary of State for the Environment": ["environment secretary"],
    "Secretary of State for Environment, Food and Rural Affairs": ["environment secretary"],
    "Secretary of State for Trade and Industry": ["trade and industry secretary"],
    "Secretary of State for Work and Pensions": ["work and pensions secretary"],
    "Secretary of State for Exiting the European Union": ["Brexit secretary"],
    "Secretary of State for Business, Energy and Industrial Strategy": ["business secretary"],
    "Secretary of State for Business, Innovation and Skills": ["business secretary"],
    "Secretary of State for Business, Enterprise and Regulatory Reform": ["business secretary"],
    "Secretary of State for Business and Trade": ["business secretary"],
    "Secretary of State for Culture, Media and Sport": ["culture secretary"],
    "Secretary of State for Digital, Culture, Media and Sport": ["culture secretary"],
    "Secretary of State for Education and Skills": ["education secretary"],
    "Secretary of State for Education and Science": ["education secretary"],
    "Secretary of State for Education and Employment": ["education secretary"],
    "Secretary of State for Children, Schools and Families": ["education secretary"],
    "Secretary of State for Energy and Climate Change": ["energy secretary"],
    "Secretary of State for Energy Security and Net Zero": ["energy secretary"],
    "Secretary of State for Science, Innovation and Technology": ["technology secretary"],
    "Secretary of State for Levelling Up, Housing and Communities": ["levelling up secretary"],
    "Secretary of State for Housing, Communities and Local Government": ["housing secretary"],
    "Secretary of State for Communities and Local Government": ["communities secretary"],
    "Chief Secretary to the Treasury": ["chief secretary to the Treasury"],
    "Attorney General": ["attorney general"],
    "Solicitor General": ["solicitor general"],
    "Leader of the House of Commons": ["leader of the House of Commons"],
    "Leader of the House of Lords": ["leader of the House of Lords"],
    "Chief Whip and Parliamentary Secretary to the Treasury": ["chief whip"],
    "Minister for the Cabinet Office": ["cabinet office minister"],
    "Minister of Agriculture, Fisheries and Food": ["agriculture minister"],
}
# Capitals inside a title that stay.
PROPER = re.compile(
    r"\b(Europe|European|EU|Scotland|Scottish|Wales|Welsh|Northern Ireland|London|Africa|Asia|"
    r"Pacific|Middle East|Americas|Commonwealth|Portsmouth|North Africa|South Asia|Overseas|"
    r"Treasury|Lords|Commons|Yorkshire|Humber|Brexit|West Midlands|East Midlands|UN|UK|Caribbean)\b"
)


def _rows(shared: Path, name: str) -> list[dict[str, str]]:
    with (shared / f"sources/uk_ministers/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _organisation_key(row: dict[str, str]) -> str:
    return f"org:gb-{re.sub('[^a-z0-9]+', '-', row['short_name'].lower())}"


def departments(shared: Path) -> list[Actor]:
    """The departments; two of one short name (a Department for Education twice) are one."""
    made: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _rows(shared, "organisation"):
        made[_organisation_key(row)].append(row)
    actors = []
    for key, rows in made.items():
        rows.sort(key=lambda r: r["end_date"] or "9999")
        newest = rows[-1]
        short = newest["short_name"]
        names = [r["name"] for r in rows] + [short.replace("Whip ", "")] * (" " not in short)
        if short in {"Wal", "Scot", "PM", "DPM", "Leader Lords", "Leader Commons", "CO", "HO"}:
            names = [n for n in names if n != short]
        actors.append(
            Actor(
                id=key,
                type="organisation",
                name=newest["name"],
                names=unique([*names, *ALIASES.get(short, [])], without=(newest["name"],)),
                metonyms=tuple(METONYMS.get(short, ())),
                country="gb",
                parent=GOVERNMENT,
                sources=(SOURCE, "compiled") if short in ALIASES else (SOURCE,),
            )
        )
    return actors


def titles(post: str, rank: str) -> tuple[list[str], bool]:
    """What news calls a post, and whether it is an office of the government as a whole."""
    if post in GREAT:
        return GREAT[post], True
    if rank == "Parl." and re.search(r"[Ww]hip|in Waiting|Household|Bodyguard|Gentlemen", post):
        return ["government whip"], True
    if "(Lords Chief Whip)" in post:
        return ["chief whip in the House of Lords"], True
    post = re.sub(r"\s*\(.*?\)", "", post)
    if re.match(r"(Minister of State|Parliamentary (Under-)?Secretary)", post):
        return [_lower(re.sub(r"(,| for) .*$", "", post))], False
    office = re.match(r"Secretary of State for (?:the )?(.+)$", post)
    if office:
        return [f"{_lower(office[1])} secretary"], True
    return [_lower(post)], rank == "SoS"


def _lower(text: str) -> str:
    kept = {m.start(): m[0] for m in PROPER.finditer(text)}
    low = text.lower()
    for start, word in kept.items():
        low = low[:start] + word + low[start + len(word) :]
    return low


def persons(shared: Path) -> list[Person]:
    """All ministers with all their posts."""
    organisations = {row["id"]: _organisation_key(row) for row in _rows(shared, "organisation")}
    posts = {row["id"]: row for row in _rows(shared, "post")}
    held: dict[str, list[Held]] = defaultdict(list)
    for row in _rows(shared, "appointment"):
        post = posts[row["post_id"]]
        called, great = titles(post["display_name"], post["rank_equivalence"])
        of = GOVERNMENT if great else organisations.get(post["organisation_id"], GOVERNMENT)
        end = CORRECTED.get((row["start_date"], row["end_date"]), row["end_date"]) or None
        held[row["person_id"]] += [
            Held(title, of, row["start_date"] or None, end, SOURCE) for title in called
        ]
    names: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _rows(shared, "person"):
        names[row["id"]].append(row)
    return [_person(rows, held[key]) for key, rows in names.items() if held[key]]


def _person(rows: list[dict[str, str]], held: list[Held]) -> Person:
    rows = sorted(rows, key=lambda r: (r["end_date"] or SNAPSHOT, r["name"]))
    commoner = [r for r in rows if not PEER.match(r["name"])]
    shown = (commoner or rows)[-1]["name"]
    names = [n for r in rows for n in (r["name"], r["display_name"], r["normalized_name"])]
    names += [re.sub(r"^(Sir|Dame|Dr) ", "", n) for n in names]
    shown = re.sub(r"^(Sir|Dame|Dr) ", "", shown)
    return Person(
        shown, "gb", SOURCE, names=list(unique(names)), gender=rows[0]["gender"].lower(), held=held
    )
