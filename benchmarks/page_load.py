"""Load on the page: searches and statements of a large record, over loopback.

    python benchmarks/page_load.py LARGE.db [--workers 2] [--rate 50] [--readers 10] [--seconds 60]
    (pip install -r benchmarks/baselines-requirements.txt)

`onrecord serve` is started with its defaults. Locust's readers ask for pages at a rate: for
search pages drawn as in `large_record.py search`, and for statement pages.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

import httpx
import numpy as np
from large_record import SEED, some_words

from onrecord.record import Record

PORT = 8765
READERS = Path(__file__).with_name("page_readers.py")
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


def load(what: str, addresses: Sequence[str], rate: float, readers: int, seconds: int) -> None:
    """Let readers ask for so many pages a second together; print how long the answers took."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as pages:
        pages.write("\n".join(addresses))
        pages.flush()
        command = [
            sys.executable, "-m", "locust", "-f", str(READERS), "--headless", "--json",
            "--host", f"http://127.0.0.1:{PORT}", "--users", str(readers),
            "--spawn-rate", str(readers), "--run-time", f"{seconds}s", "--loglevel", "ERROR",
        ]  # fmt: skip
        done = subprocess.run(
            command,
            env=os.environ
            | {"ONRECORD_PAGES": pages.name, "ONRECORD_PAGES_A_SECOND": str(rate / readers)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    if not done.stdout:
        sys.exit(done.stderr)
    (sums,) = json.loads(done.stdout)
    times = sums["response_times"]
    taken = np.repeat([float(ms) for ms in times], list(times.values()))
    middle, slow = np.percentile(taken, [50, 95])
    print(
        f"{what}: {sums['num_requests'] / seconds:.1f} a second for {seconds} s, "
        f"median {middle:.0f} ms, p95 {slow:.0f} ms, at most {sums['max_response_time']:.0f} ms, "
        f"{sums['num_failures']} failed"
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
    parser.add_argument("--readers", type=int, default=10)
    parser.add_argument("--seconds", type=int, default=60)
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
            load("statement pages", single, given.rate, given.readers, min(given.seconds, 30))
            for done in range(0, given.seconds, 60):
                random.Random(done).shuffle(pages)
                load(
                    "search pages", pages, given.rate, given.readers, min(given.seconds - done, 60)
                )
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
