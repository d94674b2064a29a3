"""Many who write to one record, and many who read from it, at once.

    python benchmarks/concurrency.py news.db --seconds 60 --writers 8 --readers 8
    python benchmarks/concurrency.py postgresql://localhost/news

The record has to be new. Half of what a writer adds is its own, half is what all others add too. In
the end everything that was added has to be there once and whole; a reader never sees half of a
transaction, so the statements that it counts are always those of whole articles.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from multiprocessing import get_context
from typing import TypeVar

from onrecord import Article, Record
from onrecord.errors import OnrecordError
from onrecord.statement import Speaker, Statement, passage, statement_id

T = TypeVar("T")
BATCH = 8
PER_ARTICLE = 4
SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
WORDS = [f"{a}{b}k" for a in SYLLABLES for b in SYLLABLES[::3]]
NAMES = [f"{a}n {b}v".title() for a in WORDS[::40] for b in WORDS[::30]]


@dataclass
class Done:
    """What one process has done: the articles that were kept for it, operations, and errors."""

    kept: set[str] = field(default_factory=set)
    operations: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0


def story(name: str) -> tuple[Article, list[Statement]]:
    """An invented article with its statements, the same for the same name."""
    chance = random.Random(name)
    lines = [
        f"{chance.choice(NAMES)} said that the {' '.join(chance.choices(WORDS, k=9))} {name}x{i}."
        for i in range(PER_ARTICLE)
    ]
    day = date(2020, 1, 1) + timedelta(days=chance.randrange(2000))
    text = "\n\n".join(lines)
    article = Article.from_text(text, id=name, outlet=f"Post {name[-1]}", published=day)
    return article, [statement(text, line) for line in lines]


def statement(text: str, line: str) -> Statement:
    """The statement of a line."""
    start, cue = text.index(line), text.index(line) + line.index(" said") + 1
    parts = ((start, cue - 1),), ((cue, cue + 4),), ((cue + 5, start + len(line) - 1),)
    source, said, content = (passage(text, spans) for spans in parts)
    return Statement(
        id=statement_id(text, *parts), kind="indirect", source=source, cue=said, content=content,
        speaker=Speaker(actor=None, name=source.text, type="person", how="name", confidence=1.0,
                        spans=source.spans),
        confidence=0.9, extractor="invented",
    )  # fmt: skip


def write(record: str, number: int, seconds: float) -> Done:
    """Add articles for a while."""
    done, until = Done(), time.time() + seconds
    with Record(record) as kept:
        for names in batches(number):
            if time.time() > until:
                return done
            try:
                with_time(done, "add", lambda names=names: kept.add_extracted(map(story, names)))
                done.kept |= set(names)
            except OnrecordError as error:
                done.errors[str(error)] += 1
    return done


def batches(number: int) -> Iterator[list[str]]:
    """Names of articles, without end: of each batch half are a writer's own."""
    for first in count(0, BATCH // 2):
        numbers = range(first, first + BATCH // 2)
        yield [*(f"all-{n}" for n in numbers), *(f"of{number}-{n}" for n in numbers)]


def read(record: str, number: int, seconds: float) -> Done:
    """Search, list and check for a while."""
    done, until, chance = Done(), time.time() + seconds, random.Random(number)
    with Record(record) as kept:
        while time.time() < until:
            words = " OR ".join(chance.sample(WORDS, 2))
            try:
                page = with_time(done, "search", lambda: kept.search(limit=1))
                if page.total % PER_ARTICLE:
                    done.errors["half of an article was seen"] += 1
                with_time(done, "search", lambda: kept.search(text=words, sort="relevance"))  # noqa: B023
                with_time(done, "search", lambda: kept.search(speaker=chance.choice(NAMES)))
                with_time(done, "list", lambda: list(kept.statements(text=words, limit=50)))  # noqa: B023
                with_time(done, "check", lambda: kept.check(f"that the {words}"))  # noqa: B023
            except OnrecordError as error:
                done.errors[str(error)] += 1
    return done


def with_time(done: Done, what: str, call: Callable[[], T]) -> T:
    """The result of a call, which is counted with its time."""
    start = time.perf_counter()
    found = call()
    done.slowest = max(done.slowest, time.perf_counter() - start)
    done.operations[what] += 1
    return found


def verify(record: str, kept: set[str]) -> list[str]:
    """What is not as it has to be in the end."""
    with Record(record, create=False) as opened:
        found = Counter((f.article.id, f.version, f.statement.id) for f in opened.statements())
        articles, statements = opened.counts()
        searched = opened.search(limit=1)
        marked = sum(
            opened.search(text=f'"{n.replace("-", " ")}x0"').total for n in sorted(kept)[:200]
        )
    per_article = Counter(name for name, _, _ in found)
    wrong = {
        "lost": len(kept - per_article.keys()),
        "twice": sum(n > 1 for n in found.values()) + sum(v > 1 for _, v, _ in found),
        "not whole": sum(n != PER_ARTICLE for n in per_article.values()),
        "other than kept": len(per_article.keys() - kept),
        "counted wrongly": abs(statements - found.total()) + abs(articles - len(per_article)),
        "in no index": abs(searched.total - found.total()),
        "not found by its words": len(sorted(kept)[:200]) - marked,
    }
    return [f"{number} {what}" for what, number in wrong.items() if number]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("record")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--readers", type=int, default=8)
    given = parser.parse_args()
    with ProcessPoolExecutor(given.writers + given.readers, get_context("spawn")) as pool:
        jobs = [pool.submit(write, given.record, n, given.seconds) for n in range(given.writers)]
        jobs += [pool.submit(read, given.record, n, given.seconds) for n in range(given.readers)]
        done = [job.result() for job in jobs]
    kept = set().union(*(one.kept for one in done))
    operations = sum((one.operations for one in done), Counter[str]())
    errors = sum((one.errors for one in done), Counter[str]())
    wrong = verify(given.record, kept)
    print(f"{len(kept):,} articles; operations: {dict(operations)}; errors: {dict(errors)}")
    print(f"the slowest took {max(one.slowest for one in done):.2f} s")
    print("; ".join(wrong) if wrong else "nothing is lost, and nothing is there twice")
    sys.exit(bool(wrong or errors))


if __name__ == "__main__":
    main()
