"""How fast `onrecord serve` answers from a large record while many ask.

    python benchmarks/large_record.py make LARGE.db --statements 1000000
    python benchmarks/serving.py LARGE.db --rate 50 --seconds 20

Two processes serve; so many searches a second arrive, evenly, whether those before are answered or
not. Each is of other words (as `large_record.py search` draws them), so that no answer is kept from
before; `--again` draws from so many.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import httpx
import numpy as np
from large_record import SEED, some_words

from onrecord.record import Record

API = "/api/v1"


@contextmanager
def served(path: Path, workers: int) -> Iterator[str]:
    """The address of a server."""
    command = [sys.executable, "-m", "onrecord", "serve", path, "--port", "0"]
    with subprocess.Popen(
        [*command, "--workers", str(workers)], stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr is not None
        (address,) = re.findall(r"http://[\d.:]+", server.stderr.readline())
        try:
            yield address
        finally:
            server.terminate()


def searches(record: Record, count: int) -> list[str]:
    """Addresses of searches of one to three words, by relevance."""
    chance = random.Random(SEED + 3)
    drawn = some_words(record, count, chance)
    asked = (" ".join(chance.sample(words, chance.choice((1, 1, 2, 3)))) for words in drawn)
    return [f"{API}/statements?{urlencode({'text': text})}" for text in asked]


async def ask(client: httpx.AsyncClient, path: str, seconds: list[float]) -> None:
    """Ask once, and keep how long it took."""
    began = time.perf_counter()
    response = await client.get(path)
    response.raise_for_status()
    seconds.append(time.perf_counter() - began)


async def load(address: str, paths: list[str], rate: float) -> list[float]:
    """Ask for all paths, so many a second."""
    seconds: list[float] = []
    limits = httpx.Limits(max_connections=200)
    headers = {"Accept-Encoding": "gzip"}
    async with httpx.AsyncClient(
        base_url=address, limits=limits, timeout=60, headers=headers
    ) as client:
        await asyncio.gather(*(ask(client, path, []) for path in paths[:10]))  # warm
        tasks = []
        for path in paths:
            tasks.append(asyncio.create_task(ask(client, path, seconds)))
            await asyncio.sleep(1 / rate)
        await asyncio.gather(*tasks)
    return seconds


def report(what: str, seconds: list[float]) -> None:
    """Print the middle and the slow end."""
    middle, slow, slowest = np.percentile(seconds, [50, 95, 99]) * 1000
    print(
        f"{what}: median {middle:.0f} ms, p95 {slow:.0f} ms, p99 {slowest:.0f} ms, n {len(seconds)}"
    )


def main() -> None:
    """Measure searches, statements and articles."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("record", type=Path)
    parser.add_argument("--rate", type=float, default=50)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--again", type=int)
    given = parser.parse_args()
    count = int(given.rate * given.seconds)
    with Record(given.record, create=False) as record:
        drawn = searches(record, given.again or count)
        chance = random.Random(SEED)
        found = [one.statement.id for one in record.statements(limit=1000)]
    paths = [chance.choice(drawn) for _ in range(count)] if given.again else drawn
    shown = [f"{API}/statements/{chance.choice(found)}" for _ in range(count)]
    with served(given.record, given.workers) as address:
        for what, asked in (("search", paths), ("statement", shown)):
            report(
                f"{what}, {given.rate:g} a second", asyncio.run(load(address, asked, given.rate))
            )


if __name__ == "__main__":
    main()
