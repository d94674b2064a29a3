"""Speakers: from a statement's source to who really spoke, or honestly nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from onrecord.actors.directory import Directory, folded, shipped_directory
from onrecord.article import Article
from onrecord.extracting.addressees import addressee_spans
from onrecord.extracting.asking import BY_NAME
from onrecord.extracting.casting import cast_of
from onrecord.extracting.countries import (
    STATE,
    Told,
    countries_told,
    governments_named,
    holder_of,
    link_bodies,
    ministry_of,
)
from onrecord.extracting.encoder import Reading, default_encoder
from onrecord.extracting.linking import link_people
from onrecord.extracting.mentions import PLACE, UNKNOWN, Cast, Entity
from onrecord.extracting.names import key_of
from onrecord.extracting.questions import Answer, most_likely
from onrecord.extracting.referring import Referring
from onrecord.extracting.resolution import walk
from onrecord.extracting.sources import Source, read_source
from onrecord.extracting.word_lists import words
from onrecord.statement import Addressee, Span, Speaker, Statement, passage

HOW = {
    "name": "the source is the name",
    "short name": "the source is a part of a name that stands elsewhere in full",
    "metonym": "the source is a place or a building that stands for a government",
    "apposition": "the source says who somebody is, and then the name",
    "pronoun": "the source is a pronoun, and the article tells whom it means",
    "relative": "the source is “who” or “which”, behind a name or a role",
    "role": "an office or a description that somebody in the article, or on its day, has",
    "introduced": "a role in the first lines, whose holder is named after it",
    "organisation": "a noun for a body that the article names",
    "spokesperson": "somebody unnamed who speaks for a body",
    "document": "a text by somebody or some body",
    "turn": "A: in an interview, or you; who is interviewed, or who is spoken to",
    "first person": "I or we, in somebody's own words",
    "continued": "no source; the one who spoke before",
    "unnamed": "nobody in particular: the source's own words are the name",
}
"""The ways in which a speaker is found: what `how` may say."""
FORMS = {
    "body": "organisation",
    "first": "first person",
    "ours": "first person",
    "none": "continued",
    "reflexive": "pronoun",
    "joint": "unnamed",
    "unnamed": "role",
    "text": "document",
}
IS_TOLD = re.compile(
    r"\s(?:[\w'’“”\"]+\s){0,4}?(?:was|were|been|being|is|are|am|be|got)\s(?:\w+\s)?"
    r"(?:told|asked|warned|urged|informed|advised|assured(?! of)|ordered|reminded|briefed|"
    r"notified)\b"
)
"""After a source, and in its cue: "she had been warned", of which she is not the speaker."""
SAID = frozenset({"said", "says", "say", "wrote", "writes", "added", "adds", "told", "asked"})
DEFAULT_CONFIDENCE = 0.5
BY_CONTEXT = 0.85
"""How sure a ministry is whose country only the article tells."""
GUESSED_TYPES = {
    **dict.fromkeys(("pronoun", "first", "role", "introduced"), "person"),
    "body": "organisation",
}


def resolve(
    statements: Sequence[Statement],
    article: Article,
    *,
    reading: Reading | None = None,
    directory: Directory | None = None,
    at_least: float = DEFAULT_CONFIDENCE,
) -> list[Statement]:
    """Give each statement its speaker and its addressees, where they can be told.

    Args:
        statements: of the article, as `attribution.decode` gives them.
        article: by whose text and date they are resolved; roles by date only if it has a date.
        reading: the text as the encoder read it; by default it is read for this.
        directory: of actors; the shipped one by default.
        at_least: the confidence from which a speaker is given.

    Returns:
        The same statements. `speaker` is None where nobody is surely meant; where nobody in
        particular is, it has the source's own words as its name, no actor, and `how` "unnamed".
    """
    directory = directory or shipped_directory()
    cast, told = read_cast(article.text, directory, article.published)
    sources = [_source_of(statement, cast) for statement in statements]
    reading = reading or default_encoder().read(article.text)
    referring = Referring(reading, cast)
    answers = walk(statements, sources, cast, most_likely, referring)
    resolved = []
    for statement, source, answer in zip(statements, sources, answers, strict=True):
        dated = _in_office(source, answer, cast, told, directory, article.published)
        speaker = speaker_from(statement, source, dated, cast)
        sure = speaker is not None and speaker.confidence >= at_least and not dated.close
        spans = addressee_spans(article.text, statement)
        addressees = [_addressee(cast, told, span, directory, article.published) for span in spans]
        resolved.append(
            replace(statement, speaker=speaker if sure else None, addressees=tuple(addressees))
        )
    return resolved


def _source_of(statement: Statement, cast: Cast) -> Source:
    """What a statement's source is; one who is told or asked something says nothing."""
    if statement.source is None:
        return read_source(cast, ())
    spans = statement.source.spans
    first = statement.source.text.partition(" ")[0]
    if first in SAID and cast.within(*statement.cue.spans[0]):
        return read_source(cast, statement.cue.spans)  # the two were taken for one another
    if IS_TOLD.match(cast.text, spans[-1][1], statement.cue.spans[-1][1]):
        return Source("told", spans[0])
    return read_source(cast, spans)


def read_cast(text: str, directory: Directory, on: date | None) -> tuple[Cast, list[Told]]:
    """Everybody that a text names, linked to the directory, and the countries it tells of."""
    cast = cast_of(text, directory, on)
    told = countries_told(cast, directory, on)
    link_bodies(cast, told, directory, on)
    link_people(cast, told, directory, on)
    _link_authorities(cast, directory, on)
    return cast, told


def _link_authorities(cast: Cast, directory: Directory, on: date | None) -> None:
    """Link "the Ruvian authorities" to the government of whose country they are."""
    for name, entity in zip(cast.names, cast.owners, strict=True):
        if entity.actor is None and cast.text.startswith(" authorities", name.end):
            of = governments_named(cast.text[name.start : name.end], directory, on)
            if len(of) == 1:
                entity.actor, entity.type = directory.actors[of[0]], "government"


def _in_office(
    source: Source,
    answer: Answer,
    cast: Cast,
    told: Sequence[Told],
    directory: Directory,
    on: date | None,
) -> Answer:
    """The answer for a role, in the light of who held the office on the article's day."""
    if source.form in ("body", "spokesperson", "unnamed") and answer.entity is None:
        ministry = ministry_of(source, cast, told, directory)
        return Answer(None, BY_CONTEXT, ministry) if ministry else answer
    if source.form != "role":
        return answer
    holder, sure = holder_of(source, cast, told, directory, on)
    if holder is None:
        return answer
    for entity in cast.entities:
        if entity.actor is not None and entity.actor.id == holder.id:
            agreed = answer.confidence if answer.entity is entity else 0.0
            return Answer(entity, max(sure, agreed))
    by_text = answer.entity
    if by_text is not None and source.head in by_text.roles and not _ever(by_text, source.head):
        return answer
    return Answer(None, sure, holder)


def _ever(entity: Entity, office: str) -> bool:
    """Whether the directory knows that somebody holds or held an office of this name."""
    return any(office in title.split() for title in (*entity.holds, *entity.held))


def speaker_from(
    statement: Statement, source: Source, answer: Answer, cast: Cast
) -> Speaker | None:
    """The speaker as the record keeps it, from what was found of a source."""
    confidence = round(answer.confidence, 3)
    if answer.actor is not None:
        actor = answer.actor
        return Speaker(
            actor=actor.id,
            name=actor.name,
            type=actor.type,
            how="role" if actor.type == "person" else "organisation",
            confidence=confidence,
        )
    entity = answer.entity
    if entity is None:
        told = source.form in ("unnamed", "joint", "introduced", "text", "ours", "reflexive")
        told |= source.form == "role" and source.head in words().lists["relations"]
        if not told or statement.source is None:
            return None
        return Speaker(
            actor=None,
            name=statement.source.text,
            type="document" if source.document else "person" if source.single else "group",
            how="unnamed",
            confidence=confidence,
        )
    known = entity.type not in (UNKNOWN, PLACE)
    kind = entity.type if known else GUESSED_TYPES.get(source.form, _guess(entity))
    return Speaker(
        actor=entity.actor.id if entity.actor else None,
        name=name_of(entity, cast),
        type=kind,
        how=_how(source, entity),
        confidence=confidence,
        spans=(entity.full,),
        description=passage(cast.text, entity.described[:1]) if entity.described else None,
    )


def name_of(entity: Entity, cast: Cast) -> str:
    """The name by which an entity is shown: its fullest in the article, or the directory's.

    A government that is meant by its capital or its seat is shown by its own name.
    """
    said = entity.key[-1] in STATE  # "the Ruvian government", which its own words name
    if entity.actor is not None and entity.actor.type == "government" and not said:
        return entity.actor.name
    start, end = entity.full
    return " ".join(cast.text[start:end].split())


def _how(source: Source, entity: Entity) -> str:
    if source.head == "you":
        return "turn"
    if source.form != "name" or source.name is None:
        return FORMS.get(source.form, source.form)
    key = key_of(source.name.tokens)
    if entity.actor is not None and any(folded(m) == " ".join(key) for m in entity.actor.metonyms):
        return "metonym"
    return "name" if len(key) >= len(entity.key) else "short name"


def _guess(entity: Entity) -> str:
    return "person" if len(entity.key) in (2, 3) else "organisation"


def _addressee(
    cast: Cast, told: Sequence[Told], span: Span, directory: Directory, on: date | None
) -> Addressee:
    """An addressee, with who it is where its words name somebody or an office."""
    source = read_source(cast, (span,))
    answer = Answer(source.named if source.form in ("name", "apposition") else None, BY_NAME)
    answer = _in_office(source, answer, cast, told, directory, on)
    actor = answer.actor or (answer.entity.actor if answer.entity else None)
    name = answer.actor.name if answer.actor else None
    if answer.entity is not None:
        name = name_of(answer.entity, cast)
    words = passage(cast.text, [span])
    return Addressee(
        text=words.text, spans=words.spans, actor=actor.id if actor else None, name=name
    )
