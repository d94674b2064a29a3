"""Write the given names that `onrecord.extracting.names` knows persons and their gender by.

    pip install --no-deps nomquamgender==0.1.4
    python -m training.given_names

From the counts of nomquamgender (Van Buskirk, Clauset and Larremore 2023, MIT licence): names of at
least four of its sources and 300 people; a gender where nine in ten have it.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import files
from pathlib import Path

OUT = Path(__file__).parents[1] / "src/onrecord/lexicon/given_names.txt"
SOURCES, PEOPLE, SURE = 4, 300, 0.9


def main() -> None:
    """Write one line a gender: its letter (m, f, or u for either), then the names."""
    data = next(f for f in files("nomquamgender") or () if f.name == "name_data.json")
    known: dict[str, list[str]] = {"m": [], "f": [], "u": []}
    for name, (sources, people, female, *_) in json.loads(data.read_text()).items():
        if sources >= SOURCES and people >= PEOPLE and re.fullmatch("[a-z]{2,}", name):
            gender = "f" if female >= SURE else "m" if female <= 1 - SURE else "u"
            known[gender].append(name)
    lines = [f"{gender} {' '.join(sorted(names))}\n" for gender, names in known.items()]
    OUT.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
