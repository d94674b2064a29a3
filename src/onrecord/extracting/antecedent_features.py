"""What is told of those whom a source may mean, as numbers that are weighed."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from onrecord.extracting.antecedents import REACH, has_role, party_of
from onrecord.extracting.mentions import UNKNOWN, Entity
from onrecord.extracting.names import words
from onrecord.extracting.scene import Scene, Seen
from onrecord.extracting.sources import Source

FEATURES = (
    # what it is
    "person", "unknown type", "gender agrees", "body by name", "times named", "named most",
    "only one",
    # who spoke before
    "spoke last", "spoke last, same paragraph", "spoke last, words first", "spoke last, nobody since",
    "was the last source pronoun", "was the last source pronoun, nobody since", "holds the source",
    "somebody nameless since",
    # where it was named last
    "same sentence", "sentence before", "two sentences before", "up to five before", "far before",
    "began its sentence", "began the sentence before", "began this sentence",
    "was a source", "source in the sentence before", "was in other words", "nearest", "possessive",
    "after a preposition", "begins the paragraph", "in its own content",
    "named first in its sentence", "named first in the sentence before",
    "nobody else in the sentence before", "same paragraph", "paragraph before",
    "named first in this paragraph", "times named lately", "named only later",
    # how it is named
    "before a small word", "with an article", "a place by name", "speaks by name",
    "unknown, speaks by two names",
    # how it is described
    "named beside the noun", "of its kind", "office held before",
    "role", "role described", "office", "alone in its role", "nearest in its role",
    "noun of its name", "of the same party", "both former", "one of them former", "of a country",
    "described by the same name", "described by another name",
)  # fmt: skip
INDEX = {name: place for place, name in enumerate(FEATURES)}
DISTANCES = ("same sentence", "sentence before", "two sentences before")
NEAR_FEW = 5
BEGINNING = 40
"""Characters at a paragraph's beginning that tell what it is about."""
OPENING = 6
FEW_SOURCES = 4
KINDS = ("press", "broadcasters", "companies")
"""Lists of nouns for bodies of a kind, and of the words that their names have."""
SMALL_WORD = re.compile(r" [a-z]")
ARTICLE = re.compile(r"(?:^|\s)(?:the|an?) $", re.IGNORECASE)
NAMELESS = {
    gender: re.compile(
        rf"\b(?:his|her|my|an?|the|their|whose|one) (?:[a-z-]+ )?(?:{nouns})\b(?!,? [A-Z])",
        re.IGNORECASE,
    )
    for gender, nouns in (
        ("m", "father|husband|son|brother|uncle|grandfather|boyfriend|man|boy|gentleman"),
        ("f", "mother|wife|daughter|sister|aunt|grandmother|girlfriend|woman|girl|lady"),
    )
}
"""Somebody of a gender who is brought up without a name."""
SMALL = frozenset({"the", "a", "of", "his", "her"})


def feature_rows(source: Source, scene: Scene, found: Sequence[Entity]) -> list[list[float]]:
    """FEATURES of each of the candidates."""
    lasts = [scene.last(e) for e in found]
    places = [last.at if last else -1 for last in lasts]
    most = max((len(e.mentions) for e in found), default=0)
    rows = []
    beside_noun = _named_beside_noun(source, scene)
    nameless = _nameless(source, scene)
    for entity, last in zip(found, lasts, strict=True):
        told = [*_kind(source, scene, entity), *_talk(source, scene, entity)]
        told += _described(source, scene, entity)
        if last is not None:
            told += _place(scene, last)
            if last.at < nameless:
                told.append(("somebody nameless since", 1.0))
            told += _in_paragraphs(scene, entity, last)
            told += _as_named(scene, last)
        if entity in beside_noun:
            told.append(("named beside the noun", 1.0))
        rows.append(_row(told))
    _mark(rows, "named most", [i for i, e in enumerate(found) if len(e.mentions) == most])
    _mark(rows, "only one", [0] if len(found) == 1 else [])
    _mark(rows, "nearest", [i for i, at in enumerate(places) if at == max(places)])
    fitting = [
        i for i, row in enumerate(rows) if row[INDEX["role"]] or row[INDEX["noun of its name"]]
    ]
    _mark(rows, "alone in its role", fitting if len(fitting) == 1 else [])
    _mark(rows, "nearest in its role", sorted(fitting, key=lambda i: -places[i])[:1])
    return rows


def _nameless(source: Source, scene: Scene) -> int:
    """Where somebody of a pronoun's gender is last brought up by a noun, "his wife"; -1 if nowhere.

    In the source's paragraph and the one before it.
    """
    nouns = NAMELESS.get(source.gender or "")
    if nouns is None:
        return -1
    start = scene.paragraphs[max(scene.paragraph - 1, 0)][0]
    places = [m.start() for m in nouns.finditer(scene.cast.text, start, scene.at)]
    return places[-1] if places else -1


def _named_beside_noun(source: Source, scene: Scene) -> list[Entity]:
    """Who is named in the last sentence before the source that has its noun."""
    if source.form not in ("role", "body"):
        return []
    text = scene.cast.text
    at = text.rfind(f" {source.head}", max(0, scene.at - REACH), max(0, scene.at - 1))
    if at < 0:
        return []
    after = bisect_right(scene.sentences, at)
    end = scene.sentences[after] if after < len(scene.sentences) else len(text)
    within = scene.cast.within(scene.sentences[after - 1], min(end, scene.at))
    return [entity for _, entity in within]


def _row(told: Iterable[tuple[str, float]]) -> list[float]:
    row = [0.0] * len(FEATURES)
    for name, value in told:
        row[INDEX[name]] = value
    return row


def _mark(rows: Sequence[list[float]], name: str, places: Iterable[int]) -> None:
    for place in places:
        rows[place][INDEX[name]] = 1.0


def _kind(source: Source, scene: Scene, entity: Entity) -> Iterator[tuple[str, float]]:
    """What a candidate is."""
    if entity.is_person:
        yield "person", 1.0
    elif entity.type == UNKNOWN:
        yield "unknown type", 1.0
    if source.gender in ("m", "f") and entity.gender == source.gender:
        yield "gender agrees", 1.0
    if scene.last(entity) is None:
        yield "named only later", 1.0
    if entity.place:
        yield "a place by name", 1.0
    if entity.number in scene.speaking:
        yield "speaks by name", 1.0
        if entity.type == UNKNOWN and len(entity.key) in (2, 3):
            yield "unknown, speaks by two names", 1.0
    if entity in scene.cast.bodies:
        yield "body by name", 1.0
    places = scene.seen.get(entity.number, ())
    yield "times named", math.log1p(bisect_left(places, scene.at, key=lambda one: one.at))


def _talk(source: Source, scene: Scene, entity: Entity) -> Iterator[tuple[str, float]]:
    """Whether a candidate spoke before, and is spoken of now."""
    before = scene.said[-1] if scene.said else None
    if before is not None and before.speaker is entity:
        yield "spoke last", 1.0
        if before.paragraph == scene.paragraph:
            yield "spoke last, same paragraph", 1.0
        if scene.content and scene.content[0][0] < scene.at:
            yield "spoke last, words first", 1.0
        if not _others_since(before.place, entity, scene):
            yield "spoke last, nobody since", 1.0
    same = [
        s for s in scene.said[-FEW_SOURCES:] if source.gender and s.source.gender == source.gender
    ]
    if same and same[-1].speaker is entity:
        yield "was the last source pronoun", 1.0
        if not _others_since(same[-1].place, entity, scene):
            yield "was the last source pronoun, nobody since", 1.0
    if scene.holder is not None and scene.holder.speaker is entity:
        yield "holds the source", 1.0
    within = scene.cast.within
    if any(e is entity for a, b in scene.content for _, e in within(a, b)):
        yield "in its own content", 1.0
    start = scene.paragraphs[scene.paragraph][0]
    if scene.at > start and any(e is entity for _, e in within(start, start + BEGINNING)):
        yield "begins the paragraph", 1.0


def _others_since(place: int, entity: Entity, scene: Scene) -> bool:
    """Whether another person is named since a place, but in somebody's words."""
    return any(
        other is not entity
        and other.type in ("person", UNKNOWN)
        and not other.place
        and not scene.quoted(name.start)
        for name, other in scene.cast.within(place, scene.at)
    )


def _place(scene: Scene, last: Seen) -> Iterator[tuple[str, float]]:
    """Where a candidate was named last."""
    sentence = max(bisect_right(scene.sentences, last.at) - 1, 0)
    away = max(scene.sentence - sentence, 0)
    if away < len(DISTANCES):
        yield DISTANCES[away], 1.0
    else:
        yield "up to five before" if away <= NEAR_FEW else "far before", 1.0
    if last.opens or last.at - scene.sentences[sentence] < OPENING:
        yield "began its sentence", 1.0
        if away < 2:
            yield ("began this sentence", "began the sentence before")[away], 1.0
    if last.source:
        yield "was a source", 1.0
        if away == 1:
            yield "source in the sentence before", 1.0
    if any(a <= last.at < b for s in scene.said for a, b in s.content):
        yield "was in other words", 1.0
    if last.possessive:
        yield "possessive", 1.0
    if last.governed:
        yield "after a preposition", 1.0


def _in_paragraphs(scene: Scene, entity: Entity, last: Seen) -> Iterator[tuple[str, float]]:
    """Whether a candidate is first in its sentence, and where it stands in the last paragraphs."""
    sentence = scene.sentences[max(bisect_right(scene.sentences, last.at) - 1, 0)]
    if _nobody_before(scene, sentence, last.at):
        yield "named first in its sentence", 1.0
        if scene.sentence and sentence == scene.sentences[scene.sentence - 1]:
            yield "named first in the sentence before", 1.0
            if not _others_since(sentence, entity, scene):
                yield "nobody else in the sentence before", 1.0
    here = scene.paragraphs[scene.paragraph][0]
    before = scene.paragraphs[max(scene.paragraph - 1, 0)][0]
    if last.at >= here:
        yield "same paragraph", 1.0
        if _nobody_before(scene, here, last.at):
            yield "named first in this paragraph", 1.0
    elif last.at >= before:
        yield "paragraph before", 1.0
    first, after = (
        bisect_left(scene.seen[entity.number], at, key=lambda one: one.at)
        for at in (before, scene.at)
    )
    yield "times named lately", math.log1p(after - first)


def _nobody_before(scene: Scene, start: int, at: int) -> bool:
    """Whether nobody is named between two places, but somebody at the second or after it."""
    first = bisect_left(scene.cast.starts, start)
    return first < len(scene.cast.starts) and scene.cast.starts[first] >= at


def _as_named(scene: Scene, last: Seen) -> Iterator[tuple[str, float]]:
    """What words stand around the name where a candidate was named last."""
    cast = scene.cast
    place = bisect_left(cast.starts, last.at)
    if place == len(cast.starts) or cast.starts[place] != last.at:
        return
    name = cast.names[place]
    if SMALL_WORD.match(cast.text, name.end):
        yield "before a small word", 1.0
    if ARTICLE.search(cast.text[max(0, name.run_start - 4) : name.run_start]):
        yield "with an article", 1.0


def _described(source: Source, scene: Scene, entity: Entity) -> Iterator[tuple[str, float]]:
    """How a candidate is described, beside the words of the source."""
    if source.form == "body":
        yield from _described_body(source, entity)
    if source.form != "role":
        return
    told = scene.cast.text[source.span[0] : source.span[1]].lower().split()
    if has_role(entity, source.head):
        yield "role", 1.0
    same = words().same_title
    shared = sum(1 for w in told[:-1] if same.get(w, w) in entity.roles and w not in SMALL)
    yield "role described", float(min(shared, 3))
    whole = scene.cast.text[source.span[0] : max(source.end, source.span[1])].lower().split()
    titles = {" ".join(part[-n:]) for part in (told, whole) for n in (1, 2, 3)}
    if titles & entity.holds:
        yield "office", 1.0
    if "former" in told and titles & entity.held:
        yield "office held before", 1.0
    party = party_of(told)
    if party and party == party_of(entity.roles):
        yield "of the same party", 1.0
    if "former" in told and "former" in entity.roles:
        yield "both former", 1.0
    elif ("former" in told) != ("former" in entity.roles):
        yield "one of them former", 1.0
    if source.named is None and entity.of_country:
        yield "of a country", 1.0
    if source.named is not None and source.named is not entity:
        by_it = any(word in entity.roles for word in source.named.key)
        yield "described by the same name" if by_it else "described by another name", 1.0


def _described_body(source: Source, entity: Entity) -> Iterator[tuple[str, float]]:
    """How a body is named and described, beside the noun of the source."""
    head, lists = source.head, words().lists
    if ("campaign" if head in ("camp", "team") else head) in entity.key:
        yield "noun of its name", 1.0
    if has_role(entity, head):
        yield "role", 1.0
    kinds = [kind for kind in KINDS if head in lists[f"{kind}_nouns"]]
    if any(word in lists[kind] for kind in kinds for word in entity.key):
        yield "of its kind", 1.0
