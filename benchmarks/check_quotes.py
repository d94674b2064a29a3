"""`check` on quotes that are on the record, lightly edited, and on quotes that are not.

    python benchmarks/check_quotes.py --shared ../shared [--record KEPT.db]

A record of PolNeAR's training articles; 300 quotes of statements on it, three in four with one or
two (of twelve words or more) light edits (fixed seed), and 300 contents that PolNeAR's dev
articles mark, which are not on it. An edited quote is found if the verdict is verbatim or near and
its statement is among the matches. 100 quotes are joined from whole sentences of two statements,
with an ellipsis or without: found if the verdict is near and each part is matched with the words of
its statement. A verdict of verbatim is wrong if the words do not stand in a
statement one after the other, by a comparison that is written here anew.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np

from onrecord.reading import read_many
from onrecord.record import Found, Record

SEED, QUOTES, JOINED = 26, 300, 100
SHORTEST, LONGEST = 6, 60
"""Words of a quote."""
PERSONS = {"i": "he", "we": "they", "my": "his", "our": "their", "he": "I", "they": "we"}
TENSES = {
    "will": "would",
    "is": "was",
    "are": "were",
    "has": "had",
    "can": "could",
    "would": "will",
}
CONTRACTED = {"do not": "don't", "will not": "won't", "it is": "it's", "is not": "isn't"}
Edit = Callable[[list[str], random.Random], list[str]]


def words_of(text: str) -> list[str]:
    """Words without case and marks; `n't` and `'s` stay with their word."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").casefold()
    return re.findall(r"\w+(?:'\w+)*", plain)


def curly(words: list[str], chance: random.Random) -> list[str]:
    straight = [w.translate(str.maketrans("“”‘’", "\"\"''")) for w in words]
    return ["“" + straight[0], *straight[1:-1], straight[-1] + "”"]


def cut_short(words: list[str], chance: random.Random) -> list[str]:
    keep = max(SHORTEST - 2, len(words) // 2)
    start = chance.randint(0, len(words) - keep)
    return words[start : start + keep]


def ellipsis(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randint(2, max(2, len(words) - 4))
    return [*words[:at], chance.choice(["...", "…", "[...]"]), *words[at + 2 :]]


def brackets(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(words))
    return [*words[:at], "[the minister]", *words[at + 1 :]]


def swapped(table: dict[str, str]) -> Edit:
    def edit(words: list[str], chance: random.Random) -> list[str]:
        return [table.get(w.casefold(), w) for w in words]

    return edit


def contracted(words: list[str], chance: random.Random) -> list[str]:
    text = " ".join(words)
    for long, short in CONTRACTED.items():
        text = text.replace(long, short)
    return text.split()


def dropped(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(words))
    return [*words[:at], *words[at + 1 :]]


def inserted(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(words))
    return [*words[:at], chance.choice(["really", "also", "now", "very"]), *words[at:]]


def replaced(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(words))
    return [*words[:at], chance.choice(["matter", "thing", "people", "great"]), *words[at + 1 :]]


EDITS: dict[str, Edit] = {
    "curly": curly, "cut short": cut_short, "ellipsis": ellipsis, "brackets": brackets,
    "person": swapped(PERSONS), "tense": swapped(TENSES), "contracted": contracted,
    "dropped": dropped, "inserted": inserted, "replaced": replaced,
}  # fmt: skip


def edited(content: str, chance: random.Random) -> tuple[str, str]:
    """A quote made of a content, and what was done to it."""
    words = content.replace(" ... ", " ").strip("“”\"'’‘,. ").split()[:LONGEST]
    most = 2 if len(words) >= 2 * SHORTEST else 1  # of six words one is lightly edited, not two
    names = chance.sample(sorted(EDITS), min(most, chance.choice([0, 1, 1, 2])))
    for name in names:
        words = EDITS[name](words, chance)
    return " ".join(words), " + ".join(sorted(names)) or "none"


def plain_quote(content: str) -> str:
    """A content as somebody quotes it, beginning with a capital."""
    words = " ".join(content.replace(" ... ", " ").strip("“”\"'’‘,. ").split()[:LONGEST])
    return words[:1].upper() + words[1:]


def stands_in(quote: str, contents: dict[str, str]) -> bool:
    """Whether the pieces of a quote stand in one of some contents, in order."""
    pieces = [f" {' '.join(words_of(piece))} " for piece in re.split(r"\[?(?:\.\.\.|…)\]?", quote)]
    for content in contents.values():
        at = 0
        for piece in pieces:
            at = content.find(piece, at)
            if at < 0:
                break
            at += len(piece) - 1
        else:
            return True
    return False


def main() -> None:
    """Make the record, the quotes and the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--record", type=Path, help="kept for the next run; made if there is none")
    given = parser.parse_args()
    polnear = given.shared / "corpora/polnear"
    with tempfile.TemporaryDirectory() as folder:
        path = given.record or Path(folder) / "polnear.db"
        with Record(path) as record:
            record.add(read_many([polnear / "train.jsonl"]))
            measure(record, polnear / "dev.jsonl")


def measure(record: Record, others: Path) -> None:
    """Check quotes that are on the record and such as are not."""
    chance = random.Random(SEED)
    whole = list(record.statements())
    contents = {f.statement.id: f" {' '.join(words_of(f.statement.content.text))} " for f in whole}
    long: list[Found] = [f for f in whole if len(f.statement.content.text.split()) >= SHORTEST]
    missed: Counter[str] = Counter()
    seconds: list[float] = []
    wrong = 0
    for found in chance.sample(long, QUOTES):
        quote, how = edited(found.statement.content.text, chance)
        began = time.perf_counter()
        checked = record.check(quote, limit=1000)
        seconds.append(time.perf_counter() - began)
        ids = {
            m.found.statement.id for m in checked.matches if m.comparison.verdict != "paraphrase"
        }
        if found.statement.id not in ids:
            missed[how] += 1
            print(f"missed ({how}, {checked.verdict}): {quote}")
        wrong += checked.verdict == "verbatim" and not stands_in(quote, contents)
    absent: Counter[str] = Counter()
    for quote in chance.sample(contents_of(others), QUOTES):
        began = time.perf_counter()
        checked = record.check(quote)
        seconds.append(time.perf_counter() - began)
        is_there = stands_in(quote, contents)
        absent[checked.verdict + (" (rightly)" if is_there else "")] += 1
        wrong += checked.verdict == "verbatim" and not is_there
        if checked.verdict == "near":
            print(f"near: {quote}\n   on record: {checked.matches[0].found.statement.content.text}")
    joined = measure_joined(record, long, contents, chance, seconds)
    print(f"statements on the record: {len(whole):,}")
    print(f"recall of {QUOTES} quotes, edited or not: {1 - missed.total() / QUOTES:.4f}")
    print(f"of {JOINED} joined quotes, each part in its statement: {joined}")
    print(f"wrong verbatim, of {2 * QUOTES}: {wrong}")
    print(f"verdicts of {QUOTES} absent quotes: {dict(absent)}")
    middle, slow = np.percentile(seconds, [50, 95])
    print(f"median {middle * 1000:.0f} ms, p95 {slow * 1000:.0f} ms")


def measure_joined(
    record: Record,
    long: list[Found],
    contents: dict[str, str],
    chance: random.Random,
    seconds: list[float],
) -> int:
    """How many quotes of two statements are found to be that, in either order of the two."""
    found = 0
    for _ in range(JOINED):
        one, other = (plain_quote(f.statement.content.text) for f in chance.sample(long, 2))
        quote = one + chance.choice([" ... ", " … ", " [...] ", ". "]) + other
        began = time.perf_counter()
        checked = record.check(quote)
        seconds.append(time.perf_counter() - began)
        right = bool(checked.joined) and checked.verdict == "near"
        for match in checked.best if checked.joined else ():
            part = checked.joined.parts[match.part - 1]
            right &= match.comparison.verdict != "verbatim" or stands_in(
                part, {"": contents[match.found.statement.id]}
            )
        found += right
        if not right:
            print(f"not seen as joined ({checked.verdict}): {quote}")
    return found


def contents_of(path: Path) -> list[str]:
    """The contents that annotators marked in some articles."""
    found = []
    for article in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        for statement in article["statements"]:
            content = " ".join(article["text"][a:b] for a, b in statement["content"])
            if len(content.split()) >= SHORTEST:
                found.append(content)
    return found


if __name__ == "__main__":
    main()
