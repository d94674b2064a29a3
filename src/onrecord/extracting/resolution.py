"""Resolution: the sources of an article, one after the other, each in the light of those before."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from onrecord.article import paragraph_spans
from onrecord.extracting.antecedent_features import first_seen, meant_at
from onrecord.extracting.asking import Asked
from onrecord.extracting.deciding import answer as decided
from onrecord.extracting.mentions import Cast, Entity
from onrecord.extracting.questions import NOBODY, Answer, Decide
from onrecord.extracting.referring import Referring
from onrecord.extracting.scene import Places, Said, Scene
from onrecord.extracting.sentences import sentence_starts
from onrecord.extracting.sources import Source
from onrecord.extracting.turns import turns_of
from onrecord.statement import Statement

RECENT = 8
"""Statements before a source that it is resolved in the light of."""
SOON = 3
"""Statements after it."""
OUTERMOST = -1
"""In the place of a holder."""
HE_OR_SHE = re.compile(r"\b(?:([Hh][Ee])|[Ss][Hh][Ee])\b")


def walk(
    statements: Sequence[Statement],
    sources: Sequence[Source],
    cast: Cast,
    decide: Decide,
    referring: Referring,
) -> list[Answer]:
    """Answer for each statement whom its source means; outer statements before those inside them.

    Args:
        sources: of the statements, as `read_source` gives them.
        decide: answers for a source that does not say itself whom it means.
        referring: what the encoder says of sources.
    """
    paragraphs = paragraph_spans(cast.text)
    sentences = sentence_starts(cast.text)
    named = _named(sources)
    seen = first_seen(cast, sentences)
    nameless: dict[str, list[int]] = {"he": [], "she": []}
    scene_of = partial(
        Scene,
        cast=cast,
        sentences=sentences,
        paragraphs=paragraphs,
        turns=turns_of(cast, paragraphs),
        seen=seen,
        speaking=frozenset(entity.number for _, entity in named),
        referring=referring,
        nameless=nameless,
    )
    holders, depth, content = holders_of(statements, len(cast.text))
    loose = loose_pronouns(cast.text, statements, content)
    answers: dict[int, Answer] = {}
    said: list[Said] = []
    by_index: dict[int, Said] = {}
    for at, index in _in_order(statements, sources, depth, loose):
        stated = index < len(statements)
        source = sources[index] if stated else loose[index - len(statements)]
        until = bisect_left(said, at, key=lambda one: one.place)
        scene = scene_of(
            at=at,
            said=said[max(0, until - RECENT) : until],
            later=said[until : until + SOON],
            holder=by_index.get(holders[index]) if stated else None,
            content=statements[index].content.spans if stated else (),
            cue=statements[index].cue.spans[0] if stated else source.span,
        )
        answer = decided(Asked(index, source, scene, named, decide, decided))
        if answer.entity and source.form != "none":
            meant = meant_at(cast, at, sentences, source=stated)
            seen.setdefault(answer.entity.number, Places([], [])).add(meant)
        if answer == NOBODY and source.head in nameless:
            insort(nameless[source.head], at)
        if stated:
            answers[index] = answer
            by_index[index] = Said(
                at, source, answer.entity, scene.content, scene.paragraph, scene.holder
            )
            insort(said, by_index[index], key=lambda one: one.place)
    return [answers[i] for i in range(len(statements))]


def _named(sources: Sequence[Source]) -> list[tuple[int, Entity]]:
    """The sources that are names, in order: their places, and whom they name."""
    named = ((s.span[0], s.named) for s in sources if s.form in ("name", "apposition") and s.named)
    return sorted(named, key=lambda item: item[0])


def _in_order(
    statements: Sequence[Statement],
    sources: Sequence[Source],
    depth: Sequence[int],
    loose: Sequence[Source],
) -> list[tuple[int, int]]:
    """The places of sources with their numbers, those inside statements after all others.

    Args:
        depth: in how many statements each is; loose: pronouns, numbered after the statements.
    """
    places = [
        source.span[0] if source.form != "none" else statement.cue.spans[0][0]
        for statement, source in zip(statements, sources, strict=True)
    ]
    order = [(depth[i], at, i) for i, at in enumerate(places)]
    order += [(0, source.span[0], len(places) + i) for i, source in enumerate(loose)]
    return [(at, index) for _, at, index in sorted(order)]


def loose_pronouns(
    text: str, statements: Sequence[Statement], content: NDArray[np.bool_]
) -> list[Source]:
    """The he and she that are no sources, in the reporter's own words.

    Whom they mean tells whom the next "he said" means.
    """
    taken = {s.source.spans[0][0] for s in statements if s.source}
    return [
        Source("pronoun", match.span(), head=match[0].lower(), gender="m" if match[1] else "f")
        for match in HE_OR_SHE.finditer(text)
        if match.start() not in taken and not content[match.start()]
    ]


def holders_of(
    statements: Sequence[Statement], length: int
) -> tuple[list[int], list[int], NDArray[np.bool_]]:
    """For each statement the smallest other in whose content its cue stands, and how many do.

    Also which characters of the text stand in a content.
    """
    sizes = [sum(b - a for a, b in s.content.spans) for s in statements]
    holder = np.full(length + 1, OUTERMOST)
    depth = np.zeros(length + 1, dtype=np.int64)
    for index in sorted(range(len(statements)), key=lambda i: -sizes[i]):
        for start, end in statements[index].content.spans:
            holder[start:end] = index
            depth[start:end] += 1
    cues = [s.cue.spans[0][0] for s in statements]
    own = [int(holder[at]) for at in cues]
    outer = [h if h != i else OUTERMOST for i, h in enumerate(own)]
    return outer, [int(depth[at]) for at in cues], depth > 0
