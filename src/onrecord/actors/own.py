"""A user's own file of actors -> Actors."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from pathlib import Path
from typing import Any, cast, get_args

from msgspec.structs import replace

from onrecord.actors.actor import Actor, ActorType, Role, first_day, last_day
from onrecord.actors.directory import folded
from onrecord.actors.own_tables import (
    ROLE_FIELDS,
    LineError,
    are_tables,
    csv_tables,
    cut,
    shown,
    text_of,
    toml_tables,
)
from onrecord.errors import SourceError

TOML, CSV = ".toml", ".csv"
TYPES: tuple[str, ...] = get_args(ActorType)
GENDERS = ("f", "m")
FIELDS = ("name", "type", "id", "aliases", "country", "gender", "roles")

DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
ID = re.compile(r"[^\s:]+:\S+")


@dataclass(frozen=True)
class _Entry:
    """An actor as one place in the file has it, with the lines that it and its roles stand on.

    key: the same for all places of one actor.
    """

    key: object
    line: int
    actor: Actor
    role_lines: tuple[int, ...]


def load_actors(path: str | os.PathLike[str]) -> list[Actor]:
    """Read a user's own actors from a TOML or CSV file, all of them or none.

    Raises:
        SourceError: the file cannot be read, or something in it is wrong; the message names the
            line and says what to do.
    """
    path = Path(path)
    try:
        entries = _entries(path)
        ids = _ids_by_name(entries)
        actors = [_actor(entry, ids) for entry in _merged(entries)]
    except LineError as error:
        where = f"{path}, line {error.line}" if error.line else str(path)
        raise SourceError(f"{where}: {error}") from error
    return actors


def _entries(path: Path) -> list[_Entry]:
    suffix = path.suffix.lower()
    if suffix == TOML:
        tables = toml_tables(text_of(path))
        entries = [_entry(key, line, table) for key, (line, table) in enumerate(tables)]
    elif suffix == CSV:
        entries = [_entry(None, line, table) for line, table in csv_tables(text_of(path))]
    else:
        raise LineError(None, f"is no file of actors; its name must end in {TOML} or {CSV}")
    if not entries:
        what = "an [[actor]] table" if suffix == TOML else "a line under the header"
        raise LineError(None, f"there is no actor in it; write {what} for each")
    return entries


# A table -> an actor


def _entry(key: object, line: int, table: Mapping[str, Any]) -> _Entry:
    """Without a key, it is one of the places of the actor with its name and type."""
    _check_fields(line, table, FIELDS, "")
    name = _string(line, table, "name")
    if name is None:
        raise LineError(line, 'an actor has no name; give it as "name"')
    roles = table.get("roles", [])
    if not are_tables(roles):
        raise LineError(line, "roles is not a list of tables; begin each with [[actor.roles]]")
    actor = Actor(
        id=_id(line, table, name),
        type=cast(ActorType, _one_of(line, table, "type", TYPES) or "person"),
        name=_with_letters(line, "name", name),
        names=_aliases(line, table),
        country=_country(line, table),
        gender=_one_of(line, table, "gender", GENDERS),
        roles=tuple(_role(line, role) for role in roles),
    )
    if key is None:
        key = actor.name, actor.type
    return _Entry(key, line, actor, (line,) * len(actor.roles))


def _role(line: int, table: Mapping[str, Any]) -> Role:
    _check_fields(line, table, ROLE_FIELDS, " in a role")
    title = _string(line, table, "title")
    if title is None:
        raise LineError(line, 'a role has no title; give it as "title"')
    begun, ended = _date(line, table, "from"), _date(line, table, "to")
    if begun and ended and last_day(ended) < first_day(begun):
        words = f'"to" of "{cut(title)}" is {ended}, before "from", {begun}; correct one of them'
        raise LineError(line, words)
    return Role(title=title.lower(), of=_string(line, table, "of"), from_=begun, to=ended)


def _check_fields(line: int, table: Mapping[str, Any], allowed: Sequence[str], where: str) -> None:
    for field in table:
        if field not in allowed:
            words = f"unknown field {shown(field)}{where}; allowed: {', '.join(allowed)}"
            raise LineError(line, words)


def _string(line: int, table: Mapping[str, Any], field: str) -> str | None:
    """A field's text with composed characters and single spaces; None if blank."""
    value = table.get(field, "")
    if not isinstance(value, str):
        words = f'"{field}" is {shown(value)}, not text; write it in quotation marks'
        raise LineError(line, words)
    return _plain(value) or None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _one_of(line: int, table: Mapping[str, Any], field: str, allowed: Sequence[str]) -> str | None:
    value = _string(line, table, field)
    if value is None or value.lower() in allowed:
        return value and value.lower()
    raise LineError(line, f"unknown {field} {shown(value)}; allowed: {', '.join(allowed)}")


def _country(line: int, table: Mapping[str, Any]) -> str | None:
    value = _string(line, table, "country")
    if value is None or re.fullmatch("[A-Za-z]{2}", value):
        return value and value.lower()
    words = f'"country" is {shown(value)}, not the two letters of ISO 3166; write them, as "fr"'
    raise LineError(line, words)


def _aliases(line: int, table: Mapping[str, Any]) -> tuple[str, ...]:
    values = table.get("aliases", [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        words = f'"aliases" is {shown(values)}, not a list of texts; write ["one", "another"]'
        raise LineError(line, words)
    return tuple(dict.fromkeys(_with_letters(line, "alias", _plain(value)) for value in values))


def _with_letters(line: int, what: str, name: str) -> str:
    if not any(c.isalnum() for c in folded(name)):
        words = f"the {what} {shown(name)} has no letter or digit; correct or remove it"
        raise LineError(line, words)
    return name


def _id(line: int, table: Mapping[str, Any], name: str) -> str:
    given = _string(line, table, "id")
    if given is None:
        return f"own:{_slug(name)}"
    if not ID.fullmatch(given):
        words = f'"id" is {shown(given)}, not an id; write one as "own:{_slug(given)}"'
        raise LineError(line, words)
    return given


def _slug(name: str) -> str:
    """Its letters, marks and digits in any script, "-" for what is between them."""
    kept = (c if unicodedata.category(c)[0] in "LMN" else " " for c in folded(name))
    return unicodedata.normalize("NFC", "-".join("".join(kept).split()))


def _date(line: int, table: Mapping[str, Any], field: str) -> str | None:
    value = table.get(field, "")
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    written = _plain(value) if isinstance(value, str) else None
    if written == "":
        return None
    if written is None or not DATE.fullmatch(written) or not _is_day(first_day(written)):
        words = f'"{field}" is {shown(value)}, not a date; write "YYYY-MM-DD", "YYYY-MM" or "YYYY"'
        raise LineError(line, words)
    return written


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


# The actors of a file together


def _ids_by_name(entries: Iterable[_Entry]) -> dict[str, str]:
    """The id of the actor that each folded name means."""
    by_id: dict[str, _Entry] = {}
    by_name: dict[str, _Entry] = {}
    for entry in entries:
        for name in (entry.actor.name, *entry.actor.names):
            other = by_name.setdefault(folded(name), entry)
            if other.key != entry.key:
                words = (
                    f"{shown(name)} is a name of the {_type_and_name(entry)} and, on line "
                    f"{other.line}, of the {_type_and_name(other)}; keep it for one of them"
                )
                raise LineError(entry.line, words)
        other = by_id.setdefault(entry.actor.id, entry)
        if other.key != entry.key:
            words = (
                f"the id {shown(entry.actor.id)} is also that of the {_type_and_name(other)} on "
                f"line {other.line}; give one of them another id or name"
            )
            raise LineError(entry.line, words)
    return {name: entry.actor.id for name, entry in by_name.items()}


def _type_and_name(entry: _Entry) -> str:
    return f"{entry.actor.type} {shown(entry.actor.name)}"


def _merged(entries: Iterable[_Entry]) -> list[_Entry]:
    """One entry for all places of an actor."""
    found: dict[object, _Entry] = {}
    for entry in entries:
        first = found.get(entry.key)
        found[entry.key] = entry if first is None else _both(first, entry)
    return list(found.values())


def _both(first: _Entry, more: _Entry) -> _Entry:
    a, b = first.actor, more.actor
    for field in ("country", "gender"):
        one, other = getattr(a, field), getattr(b, field)
        if one and other and one != other:
            words = f'"{field}" is "{other}", but "{one}" on a line before; make them the same'
            raise LineError(more.line, words)
    actor = replace(
        a,
        names=tuple(dict.fromkeys(a.names + b.names)),
        country=a.country or b.country,
        gender=a.gender or b.gender,
        roles=a.roles + b.roles,
    )
    return _Entry(first.key, first.line, actor, first.role_lines + more.role_lines)


def _actor(entry: _Entry, ids: Mapping[str, str]) -> Actor:
    """The actor with ids for what its roles are of, where the file has an actor of that name."""
    roles = tuple(replace(role, of=_office(role, ids)) for role in entry.actor.roles)
    _check_terms(entry, roles)
    return replace(entry.actor, roles=roles)


def _office(role: Role, ids: Mapping[str, str]) -> str | None:
    if role.of is None or ":" in role.of:
        return role.of
    return ids.get(folded(role.of), role.of)


def _check_terms(entry: _Entry, roles: Sequence[Role]) -> None:
    for (one, _), (other, line) in combinations(zip(roles, entry.role_lines, strict=True), 2):
        if _same_office(one, other) and _overlap(one, other):
            words = (
                f'{shown(entry.actor.name)} is "{cut(other.title)}" twice at a time, '
                f"{_term(one)} and {_term(other)}; make them one role or correct the dates"
            )
            raise LineError(line, words)


def _same_office(one: Role, other: Role) -> bool:
    return folded(one.title) == folded(other.title) and folded(one.of or "") == folded(
        other.of or ""
    )


def _term(role: Role) -> str:
    return f"{role.from_ or '?'} to {role.to or 'now'}"


def _overlap(one: Role, other: Role) -> bool:
    """Whether two terms share a day for certain: "2016 to 2020" and "2020 to 2024" need not."""
    same = (one.from_, one.to) == (other.from_, other.to)
    return same or not (_may_precede(one, other) or _may_precede(other, one))


def _may_precede(one: Role, other: Role) -> bool:
    earliest_end = "9999-12-31" if one.to is None else first_day(one.to)
    latest_start = "0001-01-01" if other.from_ is None else last_day(other.from_)
    return max(earliest_end, first_day(one.from_)) < min(latest_start, last_day(other.to))
