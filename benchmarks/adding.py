"""What `add` costs on top of extraction: processor time of keeping what was extracted.

python benchmarks/adding.py --shared ../shared
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np

from onrecord.article import Article
from onrecord.extracting import extract_many
from onrecord.record import Record


def seconds(work: Callable[[], object]) -> float:
    """Processor time of the whole process, all its threads."""
    began = time.process_time()
    work()
    return time.process_time() - began


def main() -> None:
    """Extract PolNeAR's dev articles and keep them in a new record, several times in turn."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    with (given.shared / "corpora/polnear/dev.jsonl").open(encoding="utf-8") as lines:
        articles = [
            Article(id=one["id"], text=one["text"], published=date.fromisoformat(one["date"]))
            for one in map(json.loads, lines)
        ]
    found = list(extract_many(articles))
    extracting, keeping = [], []
    for _ in range(given.runs):
        extracting.append(seconds(lambda: list(extract_many(articles))))
        with tempfile.TemporaryDirectory() as folder, Record(Path(folder) / "news.db") as record:
            keeping.append(seconds(lambda: record.add_extracted(found)))
    shares = 100 * np.array(keeping) / np.array(extracting)
    print(f"extraction {np.median(extracting):.2f} s, keeping {np.median(keeping):.2f} s, medians")
    print("share, each run:", *(f"{share:.1f}" for share in shares), "%")


if __name__ == "__main__":
    main()
