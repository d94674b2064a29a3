"""Peak memory of `extract_many` over few and over many articles.

    python benchmarks/memory.py ARTICLES.jsonl [--few 500] [--many 5000]

The articles are repeated under other ids, so that both runs see the same lengths. Exit status 1
where many take over a fifth more than few.
"""

from __future__ import annotations

import argparse
import subprocess
import sys

RUN = """
import itertools, json, resource, sys
from onrecord import Article, extract_many
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
count = int(sys.argv[2])
repeated = itertools.islice(itertools.cycle(rows), count)
articles = (Article.from_text(r["text"], id=str(n)) for n, r in enumerate(repeated))
found = sum(len(statements) for _, statements in extract_many(articles))
print(found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
GROWTH = 1.2


def main() -> None:
    """Measure, print, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles")
    parser.add_argument("--few", type=int, default=500)
    parser.add_argument("--many", type=int, default=5000)
    options = parser.parse_args()
    peaks = []
    for count in (options.few, options.many):
        command = [sys.executable, "-c", RUN, options.articles, str(count)]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        statements, peak = map(int, out.split())
        peaks.append(peak)
        print(f"{count:,} articles, {statements:,} statements: peak {peak / 1024:,.0f} MB")
    sys.exit(peaks[1] > GROWTH * peaks[0])


if __name__ == "__main__":
    main()
