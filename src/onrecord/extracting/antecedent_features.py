"""What is told of those whom a source may mean, as numbers that are weighed."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.extracting.antecedents import REACH, has_role, in_name, of_kind, party_of
from onrecord.extracting.genders import RELATIVES
from onrecord.extracting.mentions import UNKNOWN, Cast, Entity, Mention
from onrecord.extracting.referring import Meant
from onrecord.extracting.scene import Places, Scene, Seen
from onrecord.extracting.sources import Source
from onrecord.extracting.word_lists import words
from onrecord.statement import Span

FEATURES = (
    # what it is
    "person", "unknown type", "gender agrees", "body by name", "times named", "named most",
    "only one",
    # who spoke before
    "spoke last", "spoke last, same paragraph", "spoke last, words first",
    "spoke last, nobody since", "was the last source pronoun",
    "was the last source pronoun, nobody since", "holds the source", "somebody nameless since",
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
    # as the encoder reads the source
    "as read", "out of its sight", "out of its sight, somebody there as read", "nobody as read",
)  # fmt: skip
INDEX = {name: place for place, name in enumerate(FEATURES)}
LEAST = -6.0
"""Log-probability under which the encoder's answers are all alike."""
TIMES, LATELY = INDEX["times named"], INDEX["times named lately"]
ROLE, NOUN_OF_NAME = INDEX["role"], INDEX["noun of its name"]
DISTANCES = ("same sentence", "sentence before", "two sentences before")
NEAR_FEW = 5
BEGINNING = 40
"""Characters at a paragraph's beginning that tell what it is about."""
OPENING = 6
FEW_SOURCES = 4
SMALL_WORD = re.compile(r" [a-z]")
ARTICLE = re.compile(r"(?:^|\s)(?:the|an?) $", re.IGNORECASE)
NAMELESS = {
    gender: re.compile(
        rf"(?:\b(?:his|her|my|an?|the|their|whose|one)|['’]s?) (?:[a-z-]+ )?(?:{nouns})\b"
        r"(?!,? (?-i:[A-Z]))",
        re.IGNORECASE,
    )
    for gender, nouns in (
        ("m", f"{RELATIVES['m']}|man|boy|gentleman"),
        ("f", f"{RELATIVES['f']}|woman|girl|lady"),
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
    nameless = nameless_at(source, scene)
    talk = _talk(source, scene)
    stage = _stage(scene)
    for entity, last in zip(found, lasts, strict=True):
        row = [0.0] * len(FEATURES)
        told = _kind(source, scene, entity) + talk.get(entity.number, [])
        if last is None:
            told.append("named only later")
        else:
            told += _place(scene, entity, last, stage)
            if last.at < nameless:
                told.append("somebody nameless since")
            row[LATELY] = _times(scene, entity, stage.before)
        if entity in beside_noun:
            told.append("named beside the noun")
        for name in told:
            row[INDEX[name]] = 1.0
        row[TIMES] = _times(scene, entity, 0)
        for name, value in _described(source, scene, entity):
            row[INDEX[name]] = value
        rows.append(row)
    if source.form != "role":  # whose role is what is best told by the descriptions
        _read(rows, scene.meant(source), found)
    _mark(rows, "named most", [i for i, e in enumerate(found) if len(e.mentions) == most])
    _mark(rows, "only one", [0] if len(found) == 1 else [])
    latest = max(places, default=-1)
    _mark(rows, "nearest", [i for i, at in enumerate(places) if at == latest])
    fitting = [i for i, row in enumerate(rows) if row[ROLE] or row[NOUN_OF_NAME]]
    _mark(rows, "alone in its role", fitting if len(fitting) == 1 else [])
    _mark(rows, "nearest in its role", sorted(fitting, key=lambda i: -places[i])[:1])
    return rows


def _read(rows: Sequence[list[float]], meant: Meant | None, found: Sequence[Entity]) -> None:
    """Whom the encoder takes the source for, as log-probabilities."""
    if meant is None:
        return
    for row, entity in zip(rows, found, strict=True):
        row[INDEX["nobody as read"]] = max(meant.nobody, LEAST)
        if entity.number in meant.of:
            row[INDEX["as read"]] = max(meant.of[entity.number], LEAST)
        else:
            row[INDEX["out of its sight"]] = 1.0
            row[INDEX["out of its sight, somebody there as read"]] = max(meant.elsewhere, LEAST)


@dataclass(frozen=True)
class _Stage:
    """What holds for all candidates of a source.

    quoted: the words of the statements before it; here, before: where its paragraph and the one
    before begin; first: where somebody is named first in its paragraph.
    """

    quoted: Sequence[Span]
    here: int
    before: int
    first: int


def _stage(scene: Scene) -> _Stage:
    here = scene.paragraphs[scene.paragraph][0]
    before = scene.paragraphs[max(scene.paragraph - 1, 0)][0]
    return _Stage(
        [span for said in scene.said for span in said.content],
        here,
        before,
        _first_named(scene.cast, here),
    )


def _first_named(cast: Cast, start: int) -> int:
    """Where somebody is named first from a place on; -1 if nobody is."""
    first = bisect_left(cast.starts, start)
    return cast.starts[first] if first < len(cast.starts) else -1


def _times(scene: Scene, entity: Entity, start: int) -> float:
    """How often an entity was named or meant between a place and the source, as a logarithm."""
    places = scene.seen.get(entity.number)
    if places is None:
        return 0.0
    first = bisect_left(places.at, start) if start else 0
    return math.log1p(bisect_left(places.at, scene.at) - first)


def nameless_at(source: Source, scene: Scene) -> int:
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


def _mark(rows: Sequence[list[float]], name: str, places: Iterable[int]) -> None:
    for place in places:
        rows[place][INDEX[name]] = 1.0


def _kind(source: Source, scene: Scene, entity: Entity) -> list[str]:
    """What a candidate is."""
    told = []
    if entity.is_person:
        told.append("person")
    elif entity.type == UNKNOWN:
        told.append("unknown type")
    if source.gender in ("m", "f") and entity.gender == source.gender:
        told.append("gender agrees")
    if entity.place:
        told.append("a place by name")
    if entity.number in scene.speaking:
        told.append("speaks by name")
        if entity.type == UNKNOWN and len(entity.key) in (2, 3):
            told.append("unknown, speaks by two names")
    if entity.number >= len(scene.cast.entities):
        told.append("body by name")
    return told


def _talk(source: Source, scene: Scene) -> dict[int, list[str]]:
    """Who spoke before, and is spoken of now, by the number of each."""
    told: dict[int, list[str]] = defaultdict(list)
    before = scene.said[-1] if scene.said else None
    if before is not None and before.speaker is not None:
        of = told[before.speaker.number]
        of.append("spoke last")
        if before.paragraph == scene.paragraph:
            of.append("spoke last, same paragraph")
        if scene.content and scene.content[0][0] < scene.at:
            of.append("spoke last, words first")
        if not _others_since(before.place, before.speaker, scene):
            of.append("spoke last, nobody since")
    same = [
        s for s in scene.said[-FEW_SOURCES:] if source.gender and s.source.gender == source.gender
    ]
    if same and same[-1].speaker is not None:
        of = told[same[-1].speaker.number]
        of.append("was the last source pronoun")
        if not _others_since(same[-1].place, same[-1].speaker, scene):
            of.append("was the last source pronoun, nobody since")
    if scene.holder is not None and scene.holder.speaker is not None:
        told[scene.holder.speaker.number].append("holds the source")
    within = scene.cast.within
    for number in {e.number for a, b in scene.content for _, e in within(a, b)}:
        told[number].append("in its own content")
    start = scene.paragraphs[scene.paragraph][0]
    if scene.at > start:
        for number in {e.number for _, e in within(start, start + BEGINNING)}:
            told[number].append("begins the paragraph")
    return told


def _others_since(place: int, entity: Entity, scene: Scene) -> bool:
    """Whether another person is named since a place, but in somebody's words."""
    return any(
        other is not entity
        and other.type in ("person", UNKNOWN)
        and not other.place
        and not scene.quoted(name.start)
        for name, other in scene.cast.within(place, scene.at)
    )


def _place(scene: Scene, entity: Entity, last: Seen, stage: _Stage) -> list[str]:
    """Where a candidate was named last."""
    away = max(scene.sentence - last.sentence, 0)
    told = [*last.told, _distance(away)]
    if away < 2 and "began its sentence" in last.told:
        told.append(("began this sentence", "began the sentence before")[away])
    if away == 1 and last.source:
        told.append("source in the sentence before")
    if last.sentence == scene.sentence - 1 and "named first in its sentence" in last.told:
        told.append("named first in the sentence before")
        if not _others_since(scene.sentences[last.sentence], entity, scene):
            told.append("nobody else in the sentence before")
    if any(a <= last.at < b for a, b in stage.quoted):
        told.append("was in other words")
    if last.at >= stage.here:
        told.append("same paragraph")
        if stage.first >= last.at:
            told.append("named first in this paragraph")
    elif last.at >= stage.before:
        told.append("paragraph before")
    return told


def _distance(away: int) -> str:
    if away < len(DISTANCES):
        return DISTANCES[away]
    return "up to five before" if away <= NEAR_FEW else "far before"


def first_seen(cast: Cast, sentences: Sequence[int]) -> dict[int, Places]:
    """Where each entity is named, by its number."""
    found = {}
    for entity in (*cast.entities, *cast.bodies):
        seen = [_seen_named(cast, mention, sentences) for mention in entity.mentions]
        found[entity.number] = Places([one.at for one in seen], seen)
    return found


def _seen_named(cast: Cast, mention: Mention, sentences: Sequence[int]) -> Seen:
    told = ["possessive"] if mention.possessive else []
    if mention.governed:
        told.append("after a preposition")
    return _seen(cast, mention.start, mention.opens, sentences, told)


def meant_at(cast: Cast, at: int, sentences: Sequence[int], *, source: bool) -> Seen:
    """A place at which somebody is meant by a pronoun, a role or a name, perhaps as a source."""
    start = sentences[max(bisect_right(sentences, at) - 1, 0)]
    told = ["was a source"] if source else []
    return _seen(cast, at, at - start < 3, sentences, told, source=source)


def _seen(
    cast: Cast,
    at: int,
    opens: bool,
    sentences: Sequence[int],
    told: list[str],
    *,
    source: bool = False,
) -> Seen:
    """A place with what stands around it; of a name, also the words beside it."""
    number = max(bisect_right(sentences, at) - 1, 0)
    if opens or at - sentences[number] < OPENING:
        told.append("began its sentence")
    if _first_named(cast, sentences[number]) >= at:
        told.append("named first in its sentence")
    place = bisect_left(cast.starts, at)
    if place < len(cast.starts) and cast.starts[place] == at:
        name = cast.names[place]
        if SMALL_WORD.match(cast.text, name.end):
            told.append("before a small word")
        if ARTICLE.search(cast.text[max(0, name.run_start - 4) : name.run_start]):
            told.append("with an article")
    return Seen(at, number, source, tuple(told))


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
    titles = titles_told(source, scene.cast.text)
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


def titles_told(source: Source, text: str) -> set[str]:
    """The words of a role that may be an office's title, as offices are kept: "prime minister"."""
    start, end = source.span
    parts = (text[start:end].lower().split(), text[start : max(source.end, end)].lower().split())
    return {" ".join(part[-n:]) for part in parts for n in (1, 2, 3)}


def _described_body(source: Source, entity: Entity) -> Iterator[tuple[str, float]]:
    """How a body is named and described, beside the noun of the source."""
    head = source.head
    if in_name(entity, "campaign" if head in ("camp", "team") else head):
        yield "noun of its name", 1.0
    if has_role(entity, head):
        yield "role", 1.0
    if of_kind(entity, head):
        yield "of its kind", 1.0
