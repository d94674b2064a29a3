"""Antecedents: which of those whom an article names a source may mean, and how likely each is."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from operator import mul

import msgspec

from onrecord.actors.directory import folded
from onrecord.extracting.genders import gender_of
from onrecord.extracting.mentions import PLACE, UNKNOWN, Entity
from onrecord.extracting.scene import Scene
from onrecord.extracting.sources import AGED, Source
from onrecord.extracting.word_lists import words

REACH = 15_000
"""Characters before a source within which those are named whom it may mean."""
CAMPAIGNS = frozenset({"campaign", "camp"})
"""Nouns for a campaign, which mean the one that is named so where there is only one."""
QUESTION = re.compile(r"Q(?:UESTION)?[.:]\s")
LABEL = 60
"""Characters at a paragraph's beginning in which it is told whose turn it is."""
OBJECT = re.compile(r" (?:(?:to|of|about|with|against|at) )?(?:the )?")
"""Between a cue and the name of whom it is done to."""
SAME_CLAUSE = 20
"""Characters after a cue within which is named whom it is done to."""
DEPUTIES = frozenset({"deputy", "assistant", "acting", "shadow", "vice"})
"""Words by which somebody has not quite the role that is named after them."""
SOON = 1500
"""Characters after a source within which a body is named that it may mean."""


class Weights(msgspec.Struct, frozen=True):
    """For each form of source, the weights of FEATURES and what speaks for nobody."""

    weights: dict[str, list[float]]
    nobody: dict[str, float]


@cache
def shipped_weights() -> Weights:
    """The weights that are shipped; see `training/speakers.py`."""
    data = files("onrecord.extracting").joinpath("model/antecedents.json").read_bytes()
    return msgspec.json.decode(data, type=Weights)


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
    scores = [math.fsum(map(mul, own, row)) for row in rows]
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
    if source.form == "body":
        soon = scene.cast.named_between(scene.at, scene.at + SOON)
        bodies = [e for e in dict.fromkeys((*named, *soon)) if e.type != "person"]
        bodies = [e for e in bodies if _may_be_body(e, source)]
        named_so = (
            [e for e in bodies if e.key[-1] == "campaign"] if source.head in CAMPAIGNS else []
        )
        return _best_described(source, scene, named_so or bodies)
    if source.gender in ("n", "p"):
        return [e for e in named if e.type not in ("person", PLACE) and not is_people(e)]
    people = [e for e in named if e.type == "person" or (e.type == UNKNOWN and not is_people(e))]
    if source.form == "pronoun" and _in_question(scene):
        people = [e for e in people if not _takes_turns(e, scene)]
    elif source.form == "pronoun":
        people = [e for e in people if not _has_turn(e, scene)]
    if source.form == "pronoun" and scene.cue[0] >= source.span[1]:
        other = object_of(scene)
        people = [e for e in people if e is not other]
    if source.form == "role":
        people = [e for e in people if not _of_another_body(e, source, scene)]
        told = scene.cast.text[source.span[0] : source.span[1]].lower().split()
        people = [e for e in people if _may_have(e, source, told)]
    gender = source.gender or gender_of(source.head)
    return [e for e in people if gender is None or e.gender in (None, gender)]


def object_of(scene: Scene) -> Entity | None:
    """Whoever is named right after a cue: "she told Marrant", of whom "she" is not said."""
    for name, entity in scene.cast.within(scene.cue[1], scene.cue[1] + SAME_CLAUSE)[:1]:
        gap = scene.cast.text[scene.cue[1] : name.run_start]
        if OBJECT.fullmatch(gap) and not name.possessive:
            return entity
    return None


def _in_question(scene: Scene) -> bool:
    """Whether a source stands in a question of an interview, "Q: ..."."""
    return QUESTION.match(scene.cast.text, scene.paragraphs[scene.paragraph][0]) is not None


def _takes_turns(entity: Entity, scene: Scene) -> bool:
    """Whether somebody speaks in an interview by name, "MARRANT: ...": there they are "you"."""
    return any(scene.cast.text[m.end : m.end + 1] == ":" for m in entity.mentions)


def _has_turn(entity: Entity, scene: Scene) -> bool:
    """Whether a paragraph is somebody's own words, "MARRANT: ...", in which they are "I"."""
    start, _ = scene.paragraphs[scene.paragraph]
    text, end = scene.cast.text, min(start + LABEL, scene.at)
    turns = (m.end for m in entity.mentions if start <= m.start < end)
    return any(text.startswith(":", at) and at < scene.at for at in turns)


def is_people(entity: Entity) -> bool:
    """Whether a name is a people's or a party's: "Muslims", "African-Americans", "Republican"."""
    last = entity.key[-1].split()[-1]
    of_country = entity.place and last.endswith(("s", "ian", "can", "ese", "ish"))
    people = of_country or last in words().lists["collective"] or last in words().parties
    return people and entity.type in (UNKNOWN, "organisation") and not entity.actor


def _may_be_body(entity: Entity, source: Source) -> bool:
    """Whether a noun for a body may mean it: by its name, or by a noun that no name has."""
    if is_people(entity) or entity.type == PLACE:
        return False
    lists = words().lists
    called = entity.type == "organisation" and has_role(entity, source.head)
    if entity.type == "government" or (entity.place and not called):
        return source.head in lists["governments"]
    plain = source.head in lists["plain_organisations"]
    return plain or in_name(entity, source.head) or has_role(entity, source.head)


def in_name(entity: Entity, noun: str) -> bool:
    """Whether a noun is in a body's name, or in one that the directory knows: of "NRA" too."""
    people = entity.key[-1] in words().lists["collective"]
    if noun in entity.key or entity.actor is None or people:
        return noun in entity.key
    return noun in _words_of((entity.actor.name, *entity.actor.names))


@lru_cache(maxsize=1 << 12)
def _words_of(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for name in names for word in folded(name).split())


def _best_described(source: Source, scene: Scene, bodies: list[Entity]) -> list[Entity]:
    """Those with most of the words before a noun in their name: "the appeals court"."""
    told = set(scene.cast.text[slice(*source.span)].lower().split()[:-1])
    told -= words().lists["not_names"]
    shared = [len(told & {*e.key, *e.roles}) for e in bodies] if told else []
    most = max(shared, default=0)
    return [e for e, n in zip(bodies, shared, strict=True) if n == most] if most else bodies


def _may_have(entity: Entity, source: Source, told: Sequence[str]) -> bool:
    """Whether a role may be somebody's: said to be, or a person who is said to be nothing else.

    The role of a body or of somebody, "its director", "Marrant's adviser", is only that of whom
    the article describes so.

    Args:
        told: the words of the source.
    """
    if _is_another(entity, source, told):
        return False
    of_person = source.named is not None and source.named.is_person
    if not has_role(entity, source.head):
        other = "former" not in told and in_other_office(entity, source.head)
        lists = words().lists
        told_of = source.head in lists["of_events"] or source.head in lists["relations"]
        told_of |= AGED.fullmatch(source.head) is not None
        return entity.is_person and not (source.whose or of_person or other or told_of)
    if source.named is not None and of_person and source.head in words().lists["relations"]:
        owners = [role[:-2] for role in entity.roles if role.endswith(("'s", "’s"))]
        return not owners or source.named.key[-1] in owners
    if source.whose in ("its", "their"):
        return all(word in entity.roles for word in told[1:-1])
    return source.whose in (None, "his", "her") or source.whose in entity.roles


def _of_another_body(entity: Entity, source: Source, scene: Scene) -> bool:
    """Whether a role is of a body, and somebody has theirs of another: "Verbane's director"."""
    body = source.named
    if body is None or body is entity or body.is_person or body.place:
        return False
    theirs = {e for span in entity.described for _, e in scene.cast.within(*span)}
    bodies = {e for e in theirs if not (e.is_person or e.place) and e.type != PLACE}
    return bool(bodies) and body not in theirs and not any(w in entity.roles for w in body.key)


def _is_another(entity: Entity, source: Source, told: Sequence[str]) -> bool:
    """Whether a role cannot be somebody's, by the party, the rank or the state that are told."""
    party, own = party_of(told), party_of(entity.roles)
    if party and own and party != own:
        return True
    rank = DEPUTIES.intersection(told)
    if not rank and not DEPUTIES.isdisjoint(entity.roles):
        return True
    heard = has_role(entity, source.head)
    return heard and (
        (bool(rank) and rank.isdisjoint(entity.roles)) or of_another_state(entity, source)
    )


def of_another_state(entity: Entity, source: Source) -> bool:
    """Whether a role is of a state, and somebody is said to be of another: "(D-Vt.)"."""
    if source.named is None:
        return False
    states = set(words().states.values())
    members = words().lists["members"]
    state = " ".join(w for w in source.named.key if w not in members)  # "the Ohio Republican"
    if state not in states:
        return False
    of = [s for s in states if all(word in entity.roles for word in s.split())]
    return bool(of) and state not in of


def in_other_office(entity: Entity, head: str) -> bool:
    """Whether a role is not somebody's, since the article says that they have another calling.

    That is, for an office another one, or one by which they ask and report; for somebody's aide
    any office, or to run for one.
    """
    offices, asking = words().lists["offices"], words().lists["asking"]
    same = words().same_title
    if head in words().lists["subordinates"]:
        return any(same.get(role, role) in {*offices, "candidate"} for role in entity.roles)
    return same.get(head, head) in offices and any(
        same.get(role, role) in offices or role in asking for role in entity.roles
    )


def party_of(told: Iterable[str]) -> str | None:
    """The one party of which words tell: "the GOP nominee"."""
    known = words().parties
    found = {known[word] for word in told if word in known}
    return found.pop() if len(found) == 1 else None


def has_role(entity: Entity, head: str) -> bool:
    """Whether the article describes somebody by a noun, another form of it or a narrower one."""
    same = words().same_title
    title = same.get(head, head)
    if " " in title and all(word in entity.roles for word in title.split()):
        return True
    if any(title == same.get(role, role) for role in entity.roles):
        return True
    if "dr" in entity.roles and head in words().broader["doctor"]:
        return True  # "Dr. Marrant", the surgeon
    under = words().broader.get(head, frozenset())
    return any(role in under or same.get(role, role) in under for role in entity.roles)
