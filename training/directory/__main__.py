"""Make the shipped directory of actors.

python -m training.directory --shared ../shared
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import msgspec

from onrecord.actors.actor import Actor
from training.directory import (
    checks,
    compiled,
    factbook,
    governments,
    organisations,
    people,
    phoenix,
    united_kingdom,
    united_states,
)
from training.directory.description import describe

TARGET = Path(__file__).parents[2] / "src/onrecord/actors"
MAX_BYTES = 2_700_000


def build(shared: Path) -> tuple[list[Actor], list[str]]:
    """The actors, sorted by id, and which disputes between sources were settled."""
    rows = factbook.load(shared)
    states = governments.governments(rows)
    by_id = {state.id: state for state in states}
    own = organisations.load_own()
    names = {state.id: state.name for state in states}
    legislatures = organisations.renamed(factbook.legislatures(rows, names), own)
    bodies = organisations.put_together(
        list(organisations.compiled(own)),
        legislatures,
        united_kingdom.departments(shared),
        list(organisations.ministries(own, by_id)),
        factbook.parties(rows),
    )
    countries = {actor.id: actor.country for actor in (*states, *bodies)}
    persons = people.put_together(
        (
            compiled.persons(compiled.load(), countries),
            united_states.persons(shared),
            united_kingdom.persons(shared),
            factbook.persons(rows),
            phoenix.persons(shared),
        ),
        countries,
    )
    settled = people.settle(persons)
    actors = [*states, *bodies, *people.actors(persons)]
    return sorted(actors, key=lambda actor: actor.id), settled


def main() -> None:
    """Build, check, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    shared: Path = parser.parse_args().shared
    actors, settled = build(shared)
    for line in settled:
        print(line)
    wrong = list(checks.problems(actors, governments.load_own()["both"]))
    data = b"".join(msgspec.json.encode(actor) + b"\n" for actor in actors)
    if len(data) > MAX_BYTES:
        wrong.append(f"{len(data):,} bytes, more than {MAX_BYTES:,}")
    if wrong:
        raise SystemExit("\n".join(wrong))
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "directory.jsonl").write_bytes(data)
    text = describe(actors, governments.load_own()["both"])
    (TARGET / "DIRECTORY.md").write_text(text, encoding="utf-8")
    counts = Counter(actor.type for actor in actors)
    print(
        f"{len(actors):,} actors, {len(data):,} bytes; "
        + ", ".join(f"{kind} {n:,}" for kind, n in sorted(counts.items()))
    )


if __name__ == "__main__":
    main()
