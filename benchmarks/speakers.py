"""Who really spoke: speakers against labels made by reading, beside the nearest name.

python benchmarks/speakers.py --shared ../shared
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from onrecord import evaluation, extract
from onrecord.actors.directory import Directory, folded, shipped_directory
from onrecord.article import Article
from onrecord.extracting.antecedent_features import INDEX
from onrecord.extracting.attribution import decode
from onrecord.extracting.encoder import default_encoder
from onrecord.extracting.questions import Answer, Question
from onrecord.extracting.quotation import mark_kinds
from onrecord.extracting.referring import Referring
from onrecord.extracting.resolution import walk
from onrecord.extracting.sources import PRONOUNS, read_source
from onrecord.extracting.speakers import read_cast, resolve, speaker_from
from onrecord.statement import Span, Speaker, Statement, passage
from training.speakers import Labelled, load, same

ROLES = Path(__file__).parents[1] / "tests/cases/roles"
FLOORS = Path(__file__).parent / "floors.json"
NEAREST = INDEX["nearest"]
Resolver = Callable[[Labelled, Directory], list[Speaker | None]]


def onrecord(article: Labelled, directory: Directory) -> list[Speaker | None]:
    """Speakers as `extract` gives them, of the statements that people marked."""
    plain = Article(id=article.id, text=article.text, published=article.published)
    return [s.speaker for s in resolve(article.statements, plain, directory=directory)]


def nearest_name(article: Labelled, directory: Directory) -> list[Speaker | None]:
    """The baseline: a name is who it names; all else is the nearest compatible name before it."""
    cast, _ = read_cast(article.text, directory, article.published)
    sources = [read_source(cast, s.source.spans if s.source else ()) for s in article.statements]

    def nearest(question: Question) -> Answer:
        place = [row[NEAREST] for row in question.rows]
        return Answer(question.found[place.index(1.0)], 1.0) if 1.0 in place else Answer(None, 1.0)

    referring = Referring(default_encoder().read(article.text), cast)
    answers = walk(article.statements, sources, cast, nearest, referring)
    return [
        speaker_from(s, source, answer, cast)
        for s, source, answer in zip(article.statements, sources, answers, strict=True)
    ]


def end_to_end(article: Labelled, directory: Directory) -> list[Speaker | None]:
    """Speakers of the statements that `extract` finds, where they are those that people marked."""
    plain = Article(id=article.id, text=article.text, published=article.published)
    found = extract(plain, directory=directory)
    speakers: list[Speaker | None] = []
    for marked in article.statements:
        cue = marked.cue.spans
        same_cue = (s for s in found if _overlap(s.cue.spans, cue))
        match = next((s for s in same_cue if _overlap(s.content.spans, marked.content.spans)), None)
        speakers.append(match.speaker if match else None)
    return speakers


def trained_on(shared: Path) -> set[str]:
    """The ids of the articles whose statements the attribution was trained to find."""
    with (shared / "corpora/polnear/train.jsonl").open(encoding="utf-8") as lines:
        return {json.loads(line)["id"] for line in lines}


def _overlap(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(a < d and c < b for a, b in some for c, d in others)


def named(speaker: Speaker | None) -> bool:
    """Whether a speaker is somebody in particular."""
    return speaker is not None and speaker.how != "unnamed"


def measure(
    articles: Sequence[Labelled], resolver: Resolver, directory: Directory
) -> dict[str, float]:
    """The figures of one way to find speakers."""
    count: Counter[str] = Counter()
    sure: list[tuple[float, bool]] = []
    for article in articles:
        found = resolver(article, directory)
        for statement, speaker, true in zip(
            article.statements, found, article.speakers, strict=True
        ):
            if true in ("either", "joint", "unlabelled"):
                continue
            nameable = not isinstance(true, str)
            right = (
                nameable
                and speaker is not None
                and named(speaker)
                and same(speaker.name, true, directory, speaker.actor)
            )
            pronoun = bool(statement.source and statement.source.text.lower() in PRONOUNS)
            count["nameable"] += nameable
            count["right"] += right
            count["answered"] += named(speaker)
            count["pronouns"] += nameable and pronoun
            count["pronouns right"] += right and pronoun
            count["vague"] += not nameable
            count["vague named"] += named(speaker) and not nameable
            if speaker is not None and named(speaker):
                sure.append((speaker.confidence, right))
    return {
        "statements": count["nameable"] + count["vague"],
        "right of nameable": count["right"] / count["nameable"],
        "precision": count["right"] / count["answered"],
        "pronouns right": count["pronouns right"] / count["pronouns"],
        "vague named": count["vague named"] / count["vague"],
        "calibration error": calibration_error(sure),
    }


def calibration_error(sure: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error: confidence against the share that is right, in equal bins."""
    total = 0.0
    for number in range(bins):
        here = [(c, r) for c, r in sure if min(int(c * bins), bins - 1) == number]
        if here:
            total += abs(sum(c for c, _ in here) - sum(r for _, r in here))
    return total / max(1, len(sure))


def role_cases() -> dict[str, list[dict[str, object]]]:
    """Metonyms and roles by date: those that were developed on, and those for the report."""
    first, *more = (
        [json.loads(line) for line in (ROLES / name).read_text(encoding="utf-8").splitlines()]
        for name in ("roles.jsonl", "developed-on.jsonl", "further.jsonl", "more.jsonl")
    )
    return {"developed on": [*first[::2], *chain(*more)], "reported": first[1::2]}


def measure_roles(cases: Sequence[dict[str, object]], directory: Directory) -> dict[str, float]:
    """The figures of roles and metonyms."""
    count: Counter[str] = Counter()
    for case in cases:
        speaker = _role_speaker(case, directory)
        expected = case["expect"]
        if expected is None:
            count["open"] += 1
            count["left open"] += not named(speaker)
            continue
        names = [expected["name"], *case.get("also", ()), *expected.get("also", ())]
        right = (
            speaker is not None
            and named(speaker)
            and any(
                folded(n) == folded(speaker.name)
                or speaker.actor in {a.id for a in directory.named(n)}
                for n in names
            )
        )
        count["cases"] += 1
        count["right"] += right
        count["answered"] += named(speaker)
    return {
        "cases": count["cases"] + count["open"],
        "right": count["right"] / count["cases"],
        "precision": count["right"] / count["answered"],
        "rightly left open": count["left open"] / count["open"],
    }


def _role_speaker(case: dict[str, object], directory: Directory) -> Speaker | None:
    text = str(case["text"])
    start, end = case["source"]  # type: ignore[misc]
    cue = (end + 1, text.find(" ", end + 1) if " " in text[end + 1 :] else len(text))
    statement = Statement(
        id="case",
        kind="indirect",
        source=passage(text, [(start, end)]),
        cue=passage(text, [cue]),
        content=passage(text, [(min(cue[1], len(text) - 1), len(text))]),
        confidence=1.0,
        extractor="case",
    )
    published = date.fromisoformat(str(case["published"])) if case["published"] else None
    article = Article(id="case", text=text, published=published)
    return resolve([statement], article, directory=directory)[0].speaker


def print_cost(path: Path, directory: Directory, runs: int = 5) -> None:
    """Print how long speakers take beside what comes before them, medians in one process."""
    gold = evaluation.load_gold(path)
    encoder = default_encoder()
    before, after = [], []
    for _ in range(runs):
        began = time.monotonic()
        read = [encoder.read(a.text) for a in gold]
        found = [mark_kinds(decode(r, extractor="cost"), r.text) for r in read]
        attributed = time.monotonic()
        for article, statements, reading in zip(gold, found, read, strict=True):
            plain = Article(id=article.id, text=article.text, published=date(2016, 9, 1))
            resolve(statements, plain, reading=reading, directory=directory)
        before.append(attributed - began)
        after.append(time.monotonic() - attributed)
    first, then = statistics.median(before), statistics.median(after)
    print(f"attribution {first:.2f} s, speakers {then:.2f} s: {then / first:.1%} more")


def main() -> None:
    """Print the figures as tables, or as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--part", default="report", choices=("develop", "report", "train", "weigh"))
    parser.add_argument("--cost", action="store_true", help="measure the time it takes instead")
    parser.add_argument("--gate", action="store_true", help="compare with floors.json")
    given = parser.parse_args()
    directory = shipped_directory()
    if given.cost:
        print_cost(given.shared / "corpora/polnear/dev.jsonl", directory)
        return
    articles = [a for a in load(given.shared) if a.part == given.part]
    unknown = [a for a in articles if a.id not in trained_on(given.shared)]
    figures = {
        "onrecord": measure(articles, onrecord, directory),
        "nearest name": measure(articles, nearest_name, directory),
        "end to end": measure(unknown, end_to_end, directory),
    }
    roles = {name: measure_roles(cases, directory) for name, cases in role_cases().items()}
    for title, table in (("speakers", figures), ("roles", roles)):
        print(title.ljust(20), *(way.rjust(14) for way in table))
        for row in next(iter(table.values())):
            print(row.ljust(20), *(f"{figure[row]:14.3f}" for figure in table.values()))
    if given.gate:
        floors = json.loads(FLOORS.read_text())["speakers"]
        measured = figures["onrecord"] | {"roles right": roles["reported"]["right"]}
        measured["left open"] = 1 - measured["vague named"]
        under = [f"{k} is {measured[k]:.4f}, its floor {v}" for k, v in floors.items()
                 if measured[k] < v]  # fmt: skip
        print("\n".join(under) or "no figure is under its floor")
        sys.exit(1 if under else 0)


if __name__ == "__main__":
    main()
