"""Resolution: the sources of an article, one after the other, each in the light of those before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onrecord.actors.actor import Actor
from onrecord.article import paragraph_spans
from onrecord.extracting.antecedent_features import (
    feature_rows,
    first_seen,
    meant_at,
    nameless_at,
)
from onrecord.extracting.antecedents import (
    REACH,
    Weights,
    candidates,
    form_of,
    has_role,
    party_of,
    probabilities,
    shipped_weights,
)
from onrecord.extracting.direct import (
    announced,
    beside,
    goes_on_nameless,
    is_nameless,
    issuer,
    of_introduced,
    of_place,
    role_before,
    text_before,
)
from onrecord.extracting.mentions import UNKNOWN, Cast, Entity, body_key
from onrecord.extracting.names import Name, words
from onrecord.extracting.scene import Places, Said, Scene
from onrecord.extracting.sentences import sentence_starts
from onrecord.extracting.sources import Source, read_source
from onrecord.statement import Statement

ABOUT = re.compile(
    r"(?:, [DRI]-[\w.]+)?(?:,.{0,60},)?,? "
    r"(?:is|was|lives|teaches|writes|works|served|directs|runs|heads)\b"
)
BY_NAME, BY_BODY, BY_HOLDER, BY_AUTHOR = 0.97, 0.95, 0.93, 0.9
SURE = {"name": BY_NAME, "apposition": BY_NAME, "spokesperson": BY_NAME, "document": 0.85}
BESIDE, BY_PLACE, BY_ISSUE = 0.93, 0.9, 0.85
BY_LATER_ROLE, BY_LATER_VOICE, BY_INTERVIEW = 0.85, 0.7, 0.8
"""How sure the ways are that hang on no weights. Set by hand, near the shares that were right in
the labels for training and development, of which some ways have few."""
TURN = re.compile(r"^(Q(?=[.:]?\s|[A-Z])|A(?=[.:]\s))", re.MULTILINE)
BYLINE = re.compile(r"^By ", re.MULTILINE)
LEAD = 3
"""Sentences at the beginning in which "the founder of Verbane" may be somebody not yet named."""
OF_ANOTHER = re.compile(r"\s(?:of|for|at|in|behind)\san?\s")
"""After a role, words that say that it is somebody new's: "the organizer of a rally"."""
INTRODUCED = 1500
"""Characters within which a role in the first lines is followed by whose it is."""
HEAD = 3
"""Paragraphs at the beginning that may tell who wrote an article."""
SIGNED_WITHIN = 40
"""Paragraphs after "I" within which a letter is signed."""
RECENT = 8
"""Statements before a source that it is resolved in the light of."""
AHEAD = 0.2
"""How much likelier one must be than the next, or it is left open who is meant."""
UNHEARD, UNHEARD_OF_BODY = 0.6, 0.9
"""How likely somebody must be meant by a role that the article gives to nobody; of a named body,
"the Zelk Fund member", likelier still."""
DEFINITE = re.compile(r"(?:the|this|that)\b", re.IGNORECASE)
NOBODY = -1
ASIDE = -1
"""The index of a question that is asked on the way to the answer of a statement's."""
OWNERS = {"his": "m", "her": "f"}
HE_OR_SHE = re.compile(r"\b(?:(he)|she)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Question:
    """A source that does not say itself whom it means, and those whom it may.

    rows: for each of `found`, the FEATURES of `antecedents`.
    """

    index: int
    source: Source
    found: Sequence[Entity]
    rows: Sequence[Sequence[float]]


@dataclass(frozen=True)
class Answer:
    """Who is meant, if anybody, and how sure that is (of nobody: that it is nobody).

    actor: one of the directory whom the article does not name; close: another one is nearly as
    likely, so that it is left open, though others are seen in its light.
    """

    entity: Entity | None
    confidence: float
    actor: Actor | None = None
    close: bool = False


Decide = Callable[[Question], Answer]


def most_likely(question: Question, weights: Weights | None = None) -> Answer:
    """The likeliest candidate, by the shipped weights or others."""
    form = form_of(question.source)
    chances = probabilities(question.rows, form, weights or shipped_weights())
    nobody = 1 - sum(chances)
    best = max(range(len(chances)), key=chances.__getitem__, default=None)
    if best is None or chances[best] < nobody:
        return Answer(None, nobody)
    close = len(chances) > 1 and chances[best] - sorted(chances)[-2] < AHEAD
    return Answer(question.found[best], chances[best], close=close)


def walk(
    statements: Sequence[Statement], sources: Sequence[Source], cast: Cast, decide: Decide
) -> list[Answer]:
    """Answer for each statement whom its source means; outer statements before those inside them.

    Args:
        sources: of the statements, as `read_source` gives them.
        decide: answers for a source that does not say itself whom it means.
    """
    text = cast.text
    sentences = sentence_starts(text)
    paragraphs = paragraph_spans(text)
    seen = first_seen(cast, sentences)
    named = sorted(
        ((s.span[0], s.named) for s in sources if s.form in ("name", "apposition") and s.named),
        key=lambda item: item[0],
    )
    speaking = frozenset(entity.number for _, entity in named)
    places = [
        source.span[0] if source.form != "none" else statement.cue.spans[0][0]
        for statement, source in zip(statements, sources, strict=True)
    ]
    holders, depth, content = holders_of(statements, len(text))
    loose = loose_pronouns(text, statements, content)
    answers: dict[int, Answer] = {}
    said: list[Said] = []
    by_index: dict[int, Said] = {}
    order = [(depth[i], places[i], i) for i in range(len(statements))]
    order += [(0, source.span[0], len(statements) + i) for i, source in enumerate(loose)]
    for _, at, index in sorted(order):
        stated = index < len(statements)
        source = sources[index] if stated else loose[index - len(statements)]
        paragraph = max(bisect_right(paragraphs, at, key=lambda span: span[0]) - 1, 0)
        own = statements[index].content.spans if stated else ()
        until = bisect_left(said, at, key=lambda one: one.place)
        scene = Scene(
            cast=cast,
            at=at,
            sentences=sentences,
            sentence=max(bisect_right(sentences, at) - 1, 0),
            paragraph=paragraph,
            paragraphs=paragraphs,
            said=said[max(0, until - RECENT) : until],
            holder=by_index.get(holders[index]) if stated else None,
            content=own,
            seen=seen,
            speaking=speaking,
        )
        answer = _answer(index, source, scene, named, decide)
        if answer.entity and source.form != "none":
            places_of = seen.setdefault(answer.entity.number, Places([], []))
            places_of.add(meant_at(cast, at, sentences, source=stated))
        if not stated:
            continue
        answers[index] = answer
        by_index[index] = Said(at, source, answer.entity, own, paragraph, scene.holder)
        insort(said, by_index[index], key=lambda one: one.place)
    return [answers[i] for i in range(len(statements))]


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
    holder = np.full(length + 1, NOBODY)
    depth = np.zeros(length + 1, dtype=np.int64)
    for index in sorted(range(len(statements)), key=lambda i: -sizes[i]):
        for start, end in statements[index].content.spans:
            holder[start:end] = index
            depth[start:end] += 1
    cues = [s.cue.spans[0][0] for s in statements]
    own = [int(holder[at]) for at in cues]
    outer = [h if h != i else NOBODY for i, h in enumerate(own)]
    return outer, [int(depth[at]) for at in cues], depth > 0


def _answer(
    index: int,
    source: Source,
    scene: Scene,
    named: Sequence[tuple[int, Entity]],
    decide: Decide,
) -> Answer:
    plain = _plain_answer(source, scene)
    if plain is not None:
        return plain
    if source.form == "introduced":
        there = of_introduced(source, scene)
        return Answer(there, BY_PLACE) if there else _introduced(source, scene, named)
    if source.form == "relative":
        return _relative(source, scene, named, decide)
    if source.form in ("body", "text") and source.whose in OWNERS:
        return _owned(source, scene, decide)
    text = text_before(scene) if source.head == "it" else None
    if text is not None:
        there = read_source(scene.cast, (text,))
        if there.form in ("text", "document", "spokesperson", "body"):
            return _answer(ASIDE, there, replace(scene, at=text[0]), named, decide)
    found = candidates(source, scene)
    there = of_place(source, found)
    if there is not None:
        return Answer(there, BY_PLACE)
    unheard = source.form == "role" and not any(has_role(e, source.head) for e in found)
    of_another = OF_ANOTHER.match(scene.cast.text, source.span[1])
    if unheard and (of_another or is_nameless(source, scene)):
        return Answer(None, 1.0)
    if source.form == "pronoun" and scene.holder is not None and _after_relative(source, scene):
        return Answer(None, 1.0)
    answer = decide(Question(index, source, found, feature_rows(source, scene, found)))
    if not unheard:
        return answer
    later = _introduced(source, scene, named)
    party = party_of(scene.cast.text[slice(*source.span)].lower().split())
    of_body = source.named is not None and source.named.type == "organisation" and not party
    least = UNHEARD_OF_BODY if of_body else UNHEARD
    sure = answer if answer.confidence >= least else Answer(None, answer.confidence)
    return max(later, sure, key=lambda one: (one.entity is not None, one.confidence))


def _after_relative(source: Source, scene: Scene) -> bool:
    """Whether "she" in somebody's words may go on with "my mother", after whom nobody is named."""
    at = nameless_at(source, scene)
    return at >= 0 and not any(
        entity.type in ("person", UNKNOWN) and entity.gender in (None, source.gender)
        for _, entity in scene.cast.within(at, scene.at)
        if entity is not (scene.holder.speaker if scene.holder else None)
    )


def _plain_answer(source: Source, scene: Scene) -> Answer | None:
    """The answer that the words of a source, or where it stands, give without weighing."""
    if source.form in SURE:
        return Answer(source.named, SURE[source.form])
    if source.form == "ours":
        return _in_plural(scene.holder)
    if source.form in ("unnamed", "told", "joint"):
        return Answer(None, 1.0)
    if source.form == "first":
        return _first_person(scene)
    if source.form == "turn":
        return _interviewed(scene)
    if source.form == "pronoun":
        after = announced(source, scene)
        nameless = after is None and goes_on_nameless(source, scene)
        return Answer(after, BY_PLACE) if after or nameless else None
    if source.form == "text" and source.whose not in OWNERS:
        return Answer(None if source.whose else issuer(source, scene), BY_ISSUE)
    own = _body_of(source.named, source, scene) if source.form == "body" else None
    of_person = source.form == "body" and source.named is not None and source.named.is_person
    return Answer(own, BY_BODY) if own or of_person else None


def _relative(
    source: Source, scene: Scene, named: Sequence[tuple[int, Entity]], decide: Decide
) -> Answer:
    """Who is meant by "who": the name before it, or whoever has the role before it."""
    near = beside(source, scene)
    role = None if near else role_before(source, scene)
    if role is None:
        return Answer(near, BESIDE if near else 1.0)
    there = read_source(scene.cast, (role,))
    if there.form != "role":
        return Answer(None, 1.0)
    return _answer(ASIDE, there, replace(scene, at=role[0]), named, decide)


def _body_of(owner: Entity | None, source: Source, scene: Scene) -> Entity | None:
    """The body of a noun that is named as somebody's."""
    key = body_key(owner, source.head) if owner else ()
    return next((body for body in scene.cast.bodies if body.key == key), None)


def _owned(source: Source, scene: Scene, decide: Decide) -> Answer:
    """The body of whom "his" or "her" means, "her campaign"; of a text, "her letter", who it is."""
    whose = source.whose or ""
    his = Source("pronoun", source.span, head=whose, gender=OWNERS[whose])
    found = candidates(his, scene)
    owner = decide(Question(ASIDE, his, found, feature_rows(his, scene, found)))
    if source.form == "text":
        return owner
    return Answer(_body_of(owner.entity, source, scene), owner.confidence)


def _first_person(scene: Scene) -> Answer:
    """Who says "I": who is quoted, who is interviewed, or who writes."""
    if scene.holder is not None:
        return Answer(_quoted(scene.holder).speaker, BY_HOLDER)
    return _interviewed(scene) if _in_answer(scene) else Answer(author(scene), BY_AUTHOR)


def _quoted(holder: Said) -> Said:
    """Whose words "I" stands in: not those of "nobody" of whom they tell, "nobody thinks that I"."""
    while holder.speaker is None and holder.holder is not None:
        holder = holder.holder
    return holder


def _in_plural(holder: Said | None) -> Answer:
    """Who says "we" in words of their own, but for those who speak for others by office."""
    own = _quoted(holder).speaker if holder else None
    for_others = own is None or not words().lists["spokespeople"].isdisjoint(own.roles)
    return Answer(None, 1.0) if for_others else Answer(own, BY_LATER_VOICE)


def _interviewed(scene: Scene) -> Answer:
    """Who answers in an interview, "A: ...": the one person whom the words before it name most."""
    first = TURN.search(scene.cast.text)
    before = first.start() if first else scene.at
    times = {
        e.number: sum(m.start < before for m in e.mentions)
        for e in scene.cast.entities
        if e.is_person
    }
    most = max(times.values(), default=0)
    likely = [e for e in scene.cast.entities if times.get(e.number) == most]
    return Answer(likely[0], BY_INTERVIEW) if most > 1 and len(likely) == 1 else Answer(None, 1.0)


def _in_answer(scene: Scene) -> bool:
    """Whether a place is in an answer of an interview: after "A:", and before the next "Q:"."""
    turns = [m[1] for m in TURN.finditer(scene.cast.text, max(0, scene.at - REACH), scene.at)]
    return turns[-1:] == ["A"]


def _introduced(source: Source, scene: Scene, named: Sequence[tuple[int, Entity]]) -> Answer:
    """Who is meant by a role at the beginning of an article, "a New York judge": named soon after.

    That is the one person named after it, and not before, with the same role; or else, if it is the
    first person to speak after it by name, who is told to be nothing else.

    Args:
        named: the sources of the article that are names, with their places.
    """
    nobody = Answer(None, 1.0)
    if scene.at > INTRODUCED:
        return nobody
    same = words().same_title
    title = same.get(source.head, source.head)
    new = [e for e in scene.cast.entities if scene.at < e.mentions[0].start < scene.at + INTRODUCED]
    if source.head in words().lists["organisations"]:
        fits = [e for e in new if not e.is_person and source.head in (*e.key, *e.roles)]
        return Answer(fits[0], BY_LATER_ROLE) if len(fits) == 1 else nobody
    new = [e for e in new if e.is_person]
    fits = [e for e in new if title in {same.get(role, role) for role in e.roles}]
    party = party_of(scene.cast.text[slice(*source.span)].lower().split())
    fits = [e for e in fits if not party or party_of(e.roles) in (None, party)]
    if len(fits) == 1:
        return Answer(fits[0], BY_LATER_ROLE)
    first = next((e for at, e in named if at > scene.at), None)
    definite = DEFINITE.match(scene.cast.text, *source.span) and not (
        source.named and scene.sentence < LEAD
    )
    if not fits and not definite and first in new and not first.roles:
        return Answer(first, BY_LATER_VOICE)
    return nobody


def author(scene: Scene) -> Entity | None:
    """Who writes "I": by a signature, by a last line about them, or by the first lines."""
    text = scene.cast.text
    below = list(scene.paragraphs[scene.paragraph + 1 :])
    for start, end in below[:SIGNED_WITHIN] + below[-2:]:
        named = _named_first(scene.cast, start, end)
        after = text[named[0].end : end] if named else text
        if named and len(after) < 40 and not re.search(r"\b[a-z]+\b", after):
            return named[1]
    for start, end in reversed(below[-2:]):
        named = _named_first(scene.cast, start, end)
        if named and ABOUT.match(text, named[0].end):
            return named[1]
    for start, end in scene.paragraphs[:HEAD]:
        by = BYLINE.match(text, start, end)
        named = _named_first(scene.cast, by.end() if by else start, end)
        if named and (by or text[named[0].end : named[0].end + 1] == ":"):
            return named[1]
    return None


def _named_first(cast: Cast, start: int, end: int) -> tuple[Name, Entity] | None:
    """The person with whose name, or the titles before it, a stretch begins."""
    named = cast.within(start, end)[:1]
    if named and named[0][1].is_person and named[0][0].run_start <= start:
        return named[0]
    return None

