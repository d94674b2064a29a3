"""Load on the page: searches and statements of a large record, over loopback.

    python benchmarks/page_load.py LARGE.db [--workers 2] [--rate 50] [--seconds 60]

`onrecord serve` is started with its defaults. Requests go out at a
fixed rate, whether or not those before are answered, so that a queue shows. Every second is a
search page drawn as in `large_record.py search`; then statement pages alone.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import subprocess
import sys
import time
from collections import Counter
from math import ceil
from pathlib import Path
from urllib.parse import urlencode

import httpx
import numpy as np
from large_record import SEED, some_words

from onrecord.record import Record

PORT = 8765
FILTERS = [
    {}, {"act": "threaten"}, {}, {"since": "2020-01-01", "until": "2022-06-30"},
    {}, {"act": "promise", "has": "condition"},
]  # fmt: skip


def searches(record: Record, count: int) -> list[str]:
    """Addresses of search pages: one to three words, every second with a filter."""
    chance = random.Random(SEED + 3)
    found = []
    for number, words in enumerate(some_words(record, count, chance)):
        text = " ".join(chance.sample(words, chance.choice((1, 1, 2, 3))))
        found.append(f"/statements?{urlencode({'text': text, **FILTERS[number % len(FILTERS)]})}")
    return found


def statements(record: Record, addresses: list[str]) -> list[str]:
    """Addresses of pages of statements that searches find."""
    return [
        f"/statements/{one.statement.id}"
        for address in addresses[:100]
        for one in record.search(text=httpx.URL(address).params["text"], limit=5).found
    ]


async def load(what: str, addresses: list[str], rate: float, seconds: float) -> None:
    """Send requests at a fixed rate, and print how long the answers took."""
    taken: list[float] = []
    outcomes: Counter[str] = Counter()

    async def one(client: httpx.AsyncClient, address: str) -> None:
        began = time.perf_counter()
        try:
            response = await client.get(address)
            outcomes[str(response.status_code)] += 1
        except httpx.HTTPError as error:
            outcomes[type(error).__name__] += 1
        taken.append(time.perf_counter() - began)

    limits = httpx.Limits(max_connections=200)
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{PORT}", limits=limits, timeout=30
    ) as client:
        waiting = []
        began = time.perf_counter()
        for number in range(int(rate * seconds)):
            await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
            address = addresses[number % len(addresses)]
            waiting.append(asyncio.create_task(one(client, address)))
        await asyncio.gather(*waiting)
    middle, slow = np.percentile(taken, [50, 95]) * 1000
    print(
        f"{what}: {rate:g} a second for {seconds:g} s, median {middle:.0f} ms, p95 {slow:.0f} ms, "
        f"at most {max(taken) * 1000:.0f} ms, answers {dict(outcomes)}"
    )


def memory(process: int) -> float:
    """The memory of a process and its children, in MB."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8")
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    own = int(status.split("VmRSS:")[1].split()[0]) / 1024
    return own + sum(memory(int(child)) for child in children.split())


def main() -> None:
    """Serve, load, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("record")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rate", type=float, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    given = parser.parse_args()
    with Record(given.record, create=False) as record:
        pages = searches(record, 5000)
        single = statements(record, pages)
    command = [
        sys.executable, "-m", "onrecord", "serve", given.record, "--port", str(PORT),
        "--workers", str(given.workers),
    ]  # fmt: skip
    with subprocess.Popen(command) as server:
        try:
            wait()
            print(f"memory before: {memory(server.pid):.0f} MB")
            asyncio.run(load("statements", single, given.rate, min(given.seconds, 30)))
            for minute in range(ceil(given.seconds / 60)):
                random.Random(minute).shuffle(pages)
                asyncio.run(load("search pages", pages, given.rate, min(given.seconds, 60)))
                print(f"memory after: {memory(server.pid):.0f} MB", flush=True)
        finally:
            server.terminate()


def wait() -> None:
    """Wait until the server answers."""
    for _ in range(100):
        try:
            httpx.get(f"http://127.0.0.1:{PORT}/about.json")
            return
        except httpx.HTTPError:
            time.sleep(0.2)
    sys.exit("the server does not answer")


if __name__ == "__main__":
    main()
