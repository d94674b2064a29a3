"""Antecedents: which of those whom an article names a source may mean, and how likely each is."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from onrecord.extracting.mentions import UNKNOWN, Cast, Entity
from onrecord.extracting.names import words
from onrecord.extracting.sources import Source
from onrecord.statement import Span

FEATURES = (
    # what it is
    "person", "unknown type", "gender agrees", "body by name", "times named", "named most",
    "only one",
    # who spoke before
    "spoke last", "spoke last, same paragraph", "was the last source pronoun", "holds the source",
    # where it was named last
    "same sentence", "sentence before", "two sentences before", "up to five before", "far before",
    "began its sentence", "began the sentence before", "began this sentence",
    "was a source", "source in the sentence before", "was in other words", "nearest", "possessive",
    "after a preposition", "begins the paragraph", "in its own content",
    "adjacent", "adjacent but for a comma",
    # how it is described
    "role", "role described", "office", "alone in its role", "nearest in its role",
    "noun of its name", "both former", "one of them former", "of a country",
    "described by the same name", "described by another name",
)  # fmt: skip
INDEX = {name: place for place, name in enumerate(FEATURES)}
DISTANCES = ("same sentence", "sentence before", "two sentences before")
NEAR_FEW = 5
REACH = 15_000
"""Characters before a source within which those are named whom it may mean."""
RELATIVE_REACH = 250
"""Characters before "who" within which its antecedent is named."""
BEGINNING = 40
"""Characters at a paragraph's beginning that tell what it is about."""
OPENING = 6
FEW_SOURCES = 4
SMALL = frozenset({"the", "a", "of", "his", "her"})


class Weights(msgspec.Struct, frozen=True):
    """For each form of source, the weights of FEATURES and what speaks for nobody."""

    weights: dict[str, list[float]]
    nobody: dict[str, float]


@cache
def shipped_weights() -> Weights:
    """The weights that are shipped; see `training/speakers.py`."""
    data = files("onrecord.extracting").joinpath("model/antecedents.json").read_bytes()
    return msgspec.json.decode(data, type=Weights)


@dataclass(frozen=True)
class Said:
    """A statement that was resolved: where its source and its content stand, and who spoke."""

    place: int
    source: Source
    speaker: Entity | None
    content: tuple[Span, ...]
    paragraph: int


@dataclass(frozen=True)
class Seen:
    """A place at which an entity was named or meant; see `mentions.Mention`.

    source: as the source of a statement.
    """

    at: int
    opens: bool
    possessive: bool
    source: bool
    governed: bool = False


@dataclass(frozen=True)
class Scene:
    """What is known where a source stands.

    at: its place; sentences: where the text's sentences begin, and `sentence` the number of its
    own; paragraphs: their spans, and `paragraph` the number of its own; said: the last statements
    before it; holder: the one in whose content it stands; content: its own; seen: by the number of
    an entity, where that was named or meant, in order.
    """

    cast: Cast
    at: int
    sentences: Sequence[int]
    sentence: int
    paragraph: int
    paragraphs: Sequence[Span]
    said: Sequence[Said]
    holder: Said | None
    content: tuple[Span, ...]
    seen: Mapping[int, Sequence[Seen]]

    def last(self, entity: Entity) -> Seen | None:
        """The last place before the source at which an entity was named or meant."""
        places = self.seen.get(entity.number, ())
        before = bisect_left(places, self.at, key=lambda one: one.at)
        return places[before - 1] if before else None


def form_of(source: Source) -> str:
    """The group of sources that share weights."""
    if source.form == "pronoun":
        return {"m": "person", "f": "person", "p": "they", "n": "it"}[source.gender or "n"]
    return source.form


def probabilities(rows: Sequence[Sequence[float]], form: str, weights: Weights) -> list[float]:
    """How likely each candidate is meant; what is missing to 1 is that none is.

    Args:
        rows: FEATURES of each.
        form: as `form_of` gives it.
    """
    own = weights.weights[form]
    scores = [math.fsum(w * x for w, x in zip(own, row, strict=True) if x) for row in rows]
    nobody = weights.nobody[form]
    top = max([*scores, nobody])
    parts = [math.exp(score - top) for score in scores]
    whole = sum(parts) + math.exp(nobody - top)
    return [part / whole for part in parts]


def candidates(source: Source, scene: Scene) -> list[Entity]:
    """Those whom a source may mean: named before it, and of a fitting kind."""
    if source.form == "none":
        return list({s.speaker.number: s.speaker for s in scene.said[-3:] if s.speaker}.values())
    named = scene.cast.named_between(scene.at - REACH, scene.at)
    if source.form == "relative":
        return [e for e in named if _near(e, scene) and _fits_relative(e, source.head)]
    if source.form == "body" and source.head not in words().lists["plain_organisations"]:
        return [e for e in named if e.type != "person" and source.head in e.key]
    if source.form == "body" or source.gender in ("n", "p"):
        return [e for e in named if e.type != "person"]
    people = [e for e in named if e.type in ("person", UNKNOWN)]
    if source.form == "role":
        people = [e for e in people if has_role(e, source.head) or _may_be(e, source)]
    gender = source.gender or gender_of(source.head)
    return [e for e in people if gender is None or e.gender in (None, gender)]


def _near(entity: Entity, scene: Scene) -> bool:
    last = scene.last(entity)
    return last is not None and scene.at - last.at < RELATIVE_REACH


def _fits_relative(entity: Entity, word: str) -> bool:
    if word in ("who", "whom"):
        return entity.type in ("person", UNKNOWN)
    return entity.type != "person" or word == "whose"


def _may_be(entity: Entity, source: Source) -> bool:
    """Whether a role may be somebody's whom the article does not describe so."""
    return entity.is_person and not source.whose


def gender_of(noun: str) -> str | None:
    """The gender that a noun tells, m or f, if it tells one."""
    if noun.endswith("woman"):
        return "f"
    return words().titles.get(noun) or ("m" if noun.endswith("man") else None)


def has_role(entity: Entity, head: str) -> bool:
    """Whether the article describes somebody by a noun, or by another form of it."""
    same = words().same_title
    title = same.get(head, head)
    return any(title == same.get(role, role) for role in entity.roles)


def feature_rows(source: Source, scene: Scene, found: Sequence[Entity]) -> list[list[float]]:
    """FEATURES of each of the candidates."""
    lasts = [scene.last(e) for e in found]
    places = [last.at if last else -1 for last in lasts]
    most = max((len(e.mentions) for e in found), default=0)
    rows = []
    for entity, last in zip(found, lasts, strict=True):
        told = [*_kind(source, scene, entity), *_talk(source, scene, entity)]
        told += _described(source, scene, entity)
        if last is not None:
            told += _place(scene, last)
            told += _gap(source, scene, last)
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
    same = [
        s for s in scene.said[-FEW_SOURCES:] if source.gender and s.source.gender == source.gender
    ]
    if same and same[-1].speaker is entity:
        yield "was the last source pronoun", 1.0
    if scene.holder is not None and scene.holder.speaker is entity:
        yield "holds the source", 1.0
    within = scene.cast.within
    if any(e is entity for a, b in scene.content for _, e in within(a, b)):
        yield "in its own content", 1.0
    start = scene.paragraphs[scene.paragraph][0]
    if scene.at > start and any(e is entity for _, e in within(start, start + BEGINNING)):
        yield "begins the paragraph", 1.0


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


def _gap(source: Source, scene: Scene, last: Seen) -> Iterator[tuple[str, float]]:
    """What stands between a candidate and the "who" that may mean it."""
    if source.form != "relative":
        return
    end = next((n.end for n, _ in scene.cast.within(last.at, last.at + 1)), last.at)
    gap = scene.cast.text[end : scene.at]
    if not re.sub(r"\([^)]*\)", "", gap).strip(" ,"):
        yield "adjacent", 1.0
    elif gap.lstrip()[:1] in (",", "("):
        yield "adjacent but for a comma", 1.0


def _described(source: Source, scene: Scene, entity: Entity) -> Iterator[tuple[str, float]]:
    """How a candidate is described, beside the words of the source."""
    head = source.head
    if source.form == "body":
        if ("campaign" if head in ("camp", "team") else head) in entity.key:
            yield "noun of its name", 1.0
        return
    if source.form != "role":
        return
    told = scene.cast.text[source.span[0] : source.span[1]].lower().split()
    if has_role(entity, head):
        yield "role", 1.0
    shared = sum(1 for w in told[:-1] if w in entity.roles and w not in SMALL)
    yield "role described", float(min(shared, 3))
    titles = {" ".join(told[-n:]) for n in (1, 2, 3)}
    if entity.actor is not None and any(r.title in titles for r in entity.actor.roles):
        yield "office", 1.0
    if "former" in told and "former" in entity.roles:
        yield "both former", 1.0
    elif ("former" in told) != ("former" in entity.roles):
        yield "one of them former", 1.0
    if source.named is None and entity.of_country:
        yield "of a country", 1.0
    if source.named is not None and source.named is not entity:
        by_it = any(word in entity.roles for word in source.named.key)
        yield "described by the same name" if by_it else "described by another name", 1.0
