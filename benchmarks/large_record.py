"""Search, check and export on large records, made by a generator with a fixed seed.

    python benchmarks/large_record.py make LARGE.db --statements 1000000
    python benchmarks/large_record.py search LARGE.db
    python benchmarks/large_record.py check LARGE.db
    python benchmarks/large_record.py timeline LARGE.db
    python benchmarks/large_record.py export LARGE.db

The record that `make` writes has articles of invented words in about the numbers of news: words by
Zipf's law, speakers and outlets likewise, twenty-five statements an article, ten years of days.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

import numpy as np

from onrecord.extracting.acts import LABELS
from onrecord.record import Record
from onrecord.record.database import open_engine, open_for_writing
from onrecord.record.searching.bits import ACT_BITS, PART_BITS
from onrecord.record.searching.packing import packed
from onrecord.record.searching.stems import stems
from onrecord.record.searching.tallies import tally_all
from onrecord.statement import statement_id

SEED = 6
WORDS, SPEAKERS, OUTLETS, DAYS = 60_000, 20_000, 400, 3650
PER_ARTICLE = 25
FIRST_DAY = date(2016, 1, 1)
SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
ACTS = (0.42, *((1 - 0.42) / (len(LABELS) - 1),) * (len(LABELS) - 1))


def word(number: int) -> str:
    """An invented word for each number."""
    letters = ""
    number += 70
    while number:
        number, rest = divmod(number, len(SYLLABLES))
        letters += SYLLABLES[rest]
    return letters


def zipf(count: int) -> list[float]:
    """Cumulated weights of ranks, for `random.choices`."""
    return list(accumulate(1 / (rank + 2.7) for rank in range(count)))


def articles(
    number: int, chance: random.Random
) -> Iterator[tuple[str, list[tuple[str, str, int]]]]:
    """Texts with their statements: speaker's name, content, place of the statement in the text."""
    vocabulary = [word(n) for n in range(WORDS)]
    weights = zipf(WORDS)
    names = [f"{word(n * 7 + 5).title()} {word(n * 3 + 11).title()}" for n in range(SPEAKERS)]
    name_weights = zipf(SPEAKERS)
    for _ in range(number):
        text, said = "", []
        present = chance.choices(names, cum_weights=name_weights, k=4)
        for _ in range(PER_ARTICLE):
            name = chance.choice(present)
            content = " ".join(
                chance.choices(vocabulary, cum_weights=weights, k=chance.randint(6, 40))
            )
            said.append((name, content, len(text)))
            text += f"{name} said that {content}.\n\n"
        yield text, said


def make(path: Path, statements: int) -> None:
    """Write a record of so many statements, none of which is another's copy."""
    path.unlink(missing_ok=True)
    with Record(path):
        pass
    chance = random.Random(SEED)
    outlets, weights = [f"The {word(n).title()} Post" for n in range(OUTLETS)], zipf(OUTLETS)
    actors: dict[str, str] = {}
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in INSERTS}
    for number, (text, said) in enumerate(articles(statements // PER_ARTICLE, chance), 1):
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        outlet = chance.choices(outlets, cum_weights=weights)[0]
        rows["articles"].append(
            (number, f"{number:020x}", f"https://example.org/{number}", outlet, text[:60],
             day.isoformat(), text)
        )  # fmt: skip
        rows["stories"].append((number, number))
        for position, one in enumerate(said):
            add_rows(rows, number, position, text, one, actors, chance, day, outlet)
        if number % 2000 == 0:
            write(connection, rows)
    write(connection, rows)
    connection.close()
    engine = open_engine(path)
    with open_for_writing(engine, path) as opened:
        tally_all(opened)
        opened.exec_driver_sql("ANALYZE")
    engine.dispose()


INSERTS = {
    "articles": "(key, id, version, current, url, outlet, title, published, language, text,"
    " extractor, added_at) VALUES (?, ?, 1, 1, ?, ?, ?, ?, 'en', ?, 'made', '')",
    "stories": "VALUES (?, ?)",
    "actors": "VALUES (?, 'person', ?, '')",
    "statements": "(key, article_key, id, position, kind, source, cue, content, speaker,"
    " addressees, acts, confidence, extractor)"
    " VALUES (?, ?, ?, ?, 'indirect', ?, 'said', ?, ?, '[]', ?, 0.8, 'made')",
    "spans": "VALUES (?, ?, 0, ?, ?)",
    "appearances": "VALUES (?, ?, ?, ?, ?)",
    "facets": "(statement_key, article, story, utterance, day, outlet, actor, kind, acts,"
    " conditional, has, packed) VALUES (?, ?, ?, ?, ?, ?, ?, 'indirect', ?, ?, ?, ?)",
    "words": "(rowid, said, who, addressed) VALUES (?, ?, ?, '')",
}


def write(connection: sqlite3.Connection, rows: dict[str, list[tuple[object, ...]]]) -> None:
    """Write what has been gathered, in one transaction."""
    connection.execute("BEGIN")
    for table, insert in INSERTS.items():
        connection.executemany(f"INSERT INTO {table} {insert}", rows[table])
        rows[table].clear()
    connection.execute("COMMIT")


def add_rows(  # type: ignore[no-untyped-def]
    rows, article, position, text, said, actors, chance, day, outlet
) -> None:
    """Gather one statement with all that hangs on it."""
    key = (article - 1) * PER_ARTICLE + position + 1
    name, content, at = said
    actor = actors.get(name)
    if actor is None:
        actor = actors[name] = f"record:{len(actors):012x}"
        rows["actors"].append((actor, name))
    start = at + len(name) + 6
    spans = {
        "source": (at, at + len(name)), "cue": (start - 5, start - 1),
        "content": (start, start + 5 + len(content)),
    }  # fmt: skip
    label = chance.choices(LABELS, weights=ACTS)[0]
    conditional = label in ("threaten", "promise", "offer") and chance.random() < 0.3
    condition = {"text": "that", "spans": [[start, start + 4]], "marker": "if"}
    act = {
        "label": label, "spans": [spans["content"]], "confidence": 0.7,
        "condition": condition if conditional else None,
    }  # fmt: skip
    speaker = {"actor": None, "name": name, "type": "person", "how": "name", "confidence": 0.9}
    identity = statement_id(text, [spans["source"]], [spans["cue"]], [spans["content"]])
    rows["statements"].append(
        (key, article, identity, position, name, f"that {content}", json.dumps(speaker),
         json.dumps([act]))
    )  # fmt: skip
    rows["spans"] += [(key, role, a, b) for role, (a, b) in spans.items()]
    rows["appearances"].append((key, actor, name, name.casefold(), json.dumps([spans["source"]])))
    has = PART_BITS["speaker"] | (PART_BITS["condition"] if conditional else 0)
    bit = ACT_BITS[label]
    facts = {
        "day": day.toordinal(), "article": article, "outlet": outlet, "actor": actor, "acts": bit,
        "kind": "indirect", "continuity": None,
    }  # fmt: skip
    rows["facets"].append(
        (key, article, article, key, day.toordinal(), outlet, actor, bit, bit * conditional, has,
         packed(facts))
    )  # fmt: skip
    rows["words"].append((key, " ".join(stems(f"that {content}")), name.casefold()))


def some_words(record: Record, count: int, chance: random.Random) -> list[list[str]]:
    """Words of statements drawn by chance, without the hundred most frequent, as people search."""
    frequent = {word(n) for n in range(100)} | {"that"}
    found = []
    with sqlite3.connect(record.path) as connection:
        (last,) = connection.execute("SELECT max(key) FROM statements").fetchone()
        while len(found) < count:
            key = chance.randint(1, last)
            (content,) = connection.execute(
                "SELECT content FROM statements WHERE key = ?", (key,)
            ).fetchone()
            words = [one for one in content.split() if one not in frequent]
            if len(words) > 5:
                found.append(words)
    connection.close()
    return found


def search(path: Path, runs: int) -> None:
    """Time filter and full-text search with facets, warm: one to three words, every second with a
    filter; and the most frequent words alone."""
    chance = random.Random(SEED + 1)
    filters: list[dict[str, object]] = [
        {"act": "threaten"}, {"since": date(2020, 1, 1), "until": date(2022, 6, 30)},
        {"outlet": f"The {word(3).title()} Post"}, {"act": "promise", "has": ("condition",)},
    ]  # fmt: skip
    with Record(path) as record:
        asked = [
            (" ".join(chance.sample(words, chance.choice((1, 1, 2, 3)))),
             filters[number // 2 % len(filters)] if number % 2 else {})
            for number, words in enumerate(some_words(record, runs, chance))
        ]  # fmt: skip
        for sort in ("date", "relevance"):
            timed(record, f"search by {sort}", sort, asked)
        for rank in (0, 10, 100):
            timed(record, f"word {rank} by frequency, alone", "date", [(word(rank), {})] * 3)


def timed(record: Record, what: str, sort: str, asked: list[tuple[str, dict[str, object]]]) -> None:
    """Search once to warm up, and once to measure."""
    seconds, totals = [], []
    for warm in (True, False):
        for text, filters in asked:
            began = time.perf_counter()
            page = record.search(text=text, sort=sort, limit=20, **filters)  # type: ignore[arg-type]
            if not warm:
                seconds.append(time.perf_counter() - began)
                totals.append(page.total)
    report(f"{what} ({np.median(totals):,.0f} found, at most {max(totals):,})", seconds)


def check(path: Path, runs: int) -> None:
    """Time `check` on quotes of the record, every second with a word left out, warm."""
    chance = random.Random(SEED + 2)
    with Record(path) as record:
        quotes = some_words(record, runs, chance)
        quotes = [words[1:] if n % 2 else words for n, words in enumerate(quotes)]
        seconds, verdicts = [], []
        for warm in (True, False):
            for words in quotes:
                began = time.perf_counter()
                verdict = record.check(" ".join(words[:30])).verdict
                if not warm:
                    seconds.append(time.perf_counter() - began)
                    verdicts.append(verdict)
    report(f"check, verdicts {dict(Counter(verdicts))}", seconds)


def timeline(path: Path, runs: int) -> None:
    """Time the counts behind charts, warm: of everything, and of what a filter leaves."""
    filters: list[dict[str, object]] = [
        {}, {"act": "threaten"}, {"since": date(2024, 1, 1)}, {"speaker": word(5)},
    ]  # fmt: skip
    with Record(path) as record:
        for by, given in ((by, given) for by in ("month", "week") for given in filters):
            seconds = []
            for warm in (True, *(False,) * min(runs, 20)):
                began = time.perf_counter()
                found = record.timeline(by=by, **given)  # type: ignore[arg-type]
                if not warm:
                    seconds.append(time.perf_counter() - began)
            report(f"timeline by {by} of {given or 'all'} ({found.statements:,} found)", seconds)


def export(path: Path) -> None:
    """Time the export of everything to Parquet, and its peak memory."""
    with tempfile.NamedTemporaryFile(suffix=".parquet") as out:
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "onrecord", "export", path, "--format", "parquet",
             "-o", out.name, "--overwrite"], check=True,
        )  # fmt: skip
        seconds = time.perf_counter() - began
        size = Path(out.name).stat().st_size / 1e6
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"export to Parquet: {seconds:.0f} s, {size:,.0f} MB written, peak memory {peak:.0f} MB")


def report(what: str, seconds: list[float]) -> None:
    """Print the middle and the slow end of some times."""
    middle, slow = np.percentile(seconds, [50, 95])
    print(f"{what}: median {middle * 1000:.0f} ms, p95 {slow * 1000:.0f} ms, n {len(seconds)}")


def main() -> None:
    """Make a record, or measure on one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["make", "search", "check", "timeline", "export"])
    parser.add_argument("record", type=Path)
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=200)
    given = parser.parse_args()
    if given.what == "make":
        make(given.record, given.statements)
    elif given.what == "export":
        export(given.record)
    else:
        {"search": search, "check": check, "timeline": timeline}[given.what](
            given.record, given.runs
        )


if __name__ == "__main__":
    main()
