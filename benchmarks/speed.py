"""Speed and memory of the command line, whole processes, model loading included.

    python benchmarks/speed.py ARTICLES.jsonl [--runs 5]

Prints, as medians over the runs: words a second of `onrecord extract`, its peak memory, the same up
to attribution (without speakers, acts and settings), what the encoder alone reads of the same
articles, the time to the first statement of a short article, and what an article as long as
onrecord accepts takes.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from onrecord.article import LONGEST

SHORT = "Premier Ilse Marrant said on Friday that the Zelk dam was safe.\n"
ENCODER_ALONE = """
import json, sys, time
from onrecord.extracting.encoder import default_encoder
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
encoder = default_encoder()
encoder.read("Loaded.")
began = time.monotonic()
for begun in [encoder.begin(text) for text in texts]:
    for answer in begun.answers:
        answer.result()
print(time.monotonic() - began)
"""
ATTRIBUTION = """
import sys
from onrecord import cli, extracting
from onrecord.extracting import attribution, boilerplate, quotation
def attributed(article, reading, *_):
    statements = attribution.decode(reading, extractor=extracting.EXTRACTOR)
    statements = boilerplate.without_boilerplate(statements, article.text)
    return quotation.mark_kinds(statements, article.text)
extracting._from_reading = attributed
sys.argv = ["onrecord", "extract", *sys.argv[1:]]
cli.main()
"""
"""`onrecord extract` that ends with attribution."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with options.articles.open(encoding="utf-8") as lines:
        words = sum(len(json.loads(line)["text"].split()) for line in lines)
    onrecord = [sys.executable, "-m", "onrecord", "extract"]
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as short:
        short.write(SHORT)
        short.flush()
        timed([*onrecord, short.name])
        starts = [timed([*onrecord, short.name])[0] for _ in range(options.runs)]
    runs = [timed([*onrecord, str(options.articles)]) for _ in range(options.runs)]
    attributed = [sys.executable, "-c", ATTRIBUTION, str(options.articles)]
    first_part = statistics.median(timed(attributed)[0] for _ in range(options.runs))
    alone = statistics.median(encoder_alone(options.articles) for _ in range(options.runs))
    seconds = statistics.median(run[0] for run in runs)
    print(f"{words:,} words, {os.cpu_count()} processors, medians of {options.runs} runs")
    print(f"extract, whole process: {words / seconds:,.0f} words a second")
    print(f"the same up to attribution: {words / first_part:,.0f} words a second")
    print(f"encoder alone, without loading: {words / alone:,.0f} words a second")
    print(f"whole process as a share of the encoder alone: {alone / seconds:.2f}")
    print(f"up to attribution as a share of the encoder alone: {alone / first_part:.2f}")
    print(f"peak memory: {max(run[1] for run in runs):,.0f} MB")
    print(f"start to the statement of a short article: {statistics.median(starts):.2f} s")
    with options.articles.open(encoding="utf-8") as lines:
        together = "\n\n".join(json.loads(line)["text"] for line in lines)
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as longest:
        longest.write((together * (1 + LONGEST // len(together)))[: LONGEST - 1])
        longest.flush()
        duration, peak = timed([*onrecord, longest.name])
    print(f"one article of {LONGEST:,} characters: {duration:.1f} s, {peak:,.0f} MB")


def timed(command: list[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of a command."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with status {process.returncode}")
    return time.monotonic() - began, peak_megabytes(usage)


def peak_megabytes(usage: resource.struct_rusage) -> float:
    """Linux counts kilobytes, macOS bytes."""
    return usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)


def encoder_alone(articles: Path) -> float:
    """Seconds of the encoder alone over the articles' windows."""
    command = [sys.executable, "-c", ENCODER_ALONE, str(articles)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    main()
