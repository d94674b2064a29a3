"""A user's own file of actors, TOML or CSV -> Actors."""

from __future__ import annotations

import codecs
import csv
import io
import os
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from pathlib import Path
from typing import Any, cast, get_args

from msgspec.structs import replace

from onrecord.actors.actor import Actor, ActorType, Role
from onrecord.actors.directory import folded
from onrecord.errors import SourceError

TOML, CSV = ".toml", ".csv"
TYPES: tuple[str, ...] = get_args(ActorType)
GENDERS = ("f", "m")
ROLE_FIELDS = ("title", "of", "from", "to")
FIELDS = ("name", "type", "id", "aliases", "country", "gender", "roles")
COLUMNS = ("name", "type", "aliases", "country", "gender", *ROLE_FIELDS)
BETWEEN_ALIASES = ";"

DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
ID = re.compile(r"[^\s:]+:\S+")
HEADER = re.compile(r"""^[ \t]*\[\[[ \t]*(["']?)actor\1[ \t]*\]\]""", re.MULTILINE)
POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True)
class _Entry:
    """An actor as one place in the file has it, with the lines that it and its roles stand on.

    key: the same for all places of one actor.
    """

    key: object
    line: int
    actor: Actor
    role_lines: tuple[int, ...]


class _LineError(Exception):
    """What is wrong, and on which line if on one; `load_actors` says in which file."""

    def __init__(self, line: int | None, words: str) -> None:
        super().__init__(words)
        self.line = line


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
    except _LineError as error:
        where = f"{path}, line {error.line}" if error.line else str(path)
        raise SourceError(f"{where}: {error}") from error
    return actors


def _entries(path: Path) -> list[_Entry]:
    suffix = path.suffix.lower()
    if suffix == TOML:
        tables = _toml_tables(_text(path))
        entries = [_entry(key, line, table) for key, (line, table) in enumerate(tables)]
    elif suffix == CSV:
        entries = [_entry(None, line, table) for line, table in _csv_tables(_text(path))]
    else:
        raise _LineError(None, f"is no file of actors; its name must end in {TOML} or {CSV}")
    if not entries:
        what = "an [[actor]] table" if suffix == TOML else "a line under the header"
        raise _LineError(None, f"there is no actor in it; write {what} for each")
    return entries


def _text(path: Path) -> str:
    try:
        data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    except FileNotFoundError as error:
        raise _LineError(None, "there is no such file; give the path of one") from error
    except OSError as error:
        words = f"cannot be read ({error.strerror or error}); give the path of a file that can"
        raise _LineError(None, words) from error
    try:
        return data.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _LineError(line, "is not UTF-8; save the file as UTF-8") from error


# TOML


def _toml_tables(text: str) -> list[tuple[int, dict[str, Any]]]:
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _syntax_error(error, text) from error
    for key in data:
        if key != "actor":
            words = f"unknown field {_shown(key)}; allowed: [[actor]] and, in it, [[actor.roles]]"
            raise _LineError(_line_of_key(text, key), words)
    tables = data.get("actor", [])
    if not _are_tables(tables):
        words = "actor is not a list of tables; begin each actor with [[actor]]"
        raise _LineError(_line_of_key(text, "actor"), words)
    lines = _header_lines(text)
    if len(lines) != len(tables):  # actor = [{...}, {...}]
        lines = [_line_of_key(text, "actor")] * len(tables)
    return list(zip(lines, tables, strict=True))


def _syntax_error(error: Exception, text: str) -> _LineError:
    """The place is only in tomllib's words until Python 3.14."""
    words = str(error)
    place = POSITION.search(words)
    what = f"is not TOML: {POSITION.sub('', words)}"
    if place is None:
        return _LineError(None, what)
    if place[1] is None:
        return _LineError(text.rstrip().count("\n") + 1, f"{what} at the end of the file")
    return _LineError(int(place[1]), f"{what} at column {place[2]}; correct the line")


def _line_of_key(text: str, key: str) -> int:
    quoted = rf"""(["']?){re.escape(key)}\1[ \t]*[\].=]"""
    for before in (r"\[+[ \t]*", ""):
        if found := re.search(rf"^[ \t]*{before}{quoted}", text, re.MULTILINE):
            return text.count("\n", 0, found.start()) + 1
    return 1


def _header_lines(text: str) -> list[int]:
    """The lines of [[actor]] tables, but not those that only look so, inside a long string."""
    lines, start = [], 0
    for found in HEADER.finditer(text):
        if _is_toml(text[start : found.start()]):
            start = found.start()
            lines.append(text.count("\n", 0, start) + 1)
    return lines


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _are_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


# CSV


def _csv_tables(text: str) -> list[tuple[int, dict[str, Any]]]:
    """Each line as the table that TOML would have for it."""
    rows = _csv_rows(text)
    if not rows:
        return []
    header = _header(*rows[0])
    tables = []
    for line, row in rows[1:]:
        if len(row) > len(header):
            words = (
                f"has {len(row)} values for {len(header)} columns; "
                "put a value that has a comma in it in quotation marks"
            )
            raise _LineError(line, words)
        table: dict[str, Any] = {c: v for c, v in zip(header, row, strict=False) if v}
        role = {field: table.pop(field) for field in ROLE_FIELDS if field in table}
        aliases = [a for a in table.get("aliases", "").split(BETWEEN_ALIASES) if a.strip()]
        tables.append((line, {**table, "aliases": aliases, "roles": [role] if role else []}))
    return tables


def _csv_rows(text: str) -> list[tuple[int, list[str]]]:
    """The rows that hold anything, with the lines they begin on, without empty cells at the end."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, skipinitialspace=True)
    rows, line = [], 1
    try:
        for cells in reader:
            row = [cell.strip() for cell in cells]
            while row and not row[-1]:
                row.pop()
            if row:
                rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        words = f"is not CSV: {error}; check the quotation marks from here on"
        raise _LineError(line, words) from error
    return rows


def _header(line: int, cells: list[str]) -> list[str]:
    allowed = ",".join(COLUMNS)
    for at, column in enumerate(cells):
        if column not in COLUMNS:
            words = f"unknown field {_shown(column)} in the header; allowed: {allowed}"
            separated = len(cells) == 1 and re.search(r"[;\t]", column)
            raise _LineError(line, f"{words} (commas between them)" if separated else words)
        if column in cells[:at]:
            raise _LineError(line, f'the column "{column}" is there twice; keep one')
    if "name" not in cells:
        raise _LineError(line, f'there is no column "name"; allowed: {allowed}')
    return cells


# A table -> an actor


def _entry(key: object, line: int, table: Mapping[str, Any]) -> _Entry:
    """Without a key, it is one of the places of the actor with its name and type."""
    _check_fields(line, table, FIELDS, "")
    name = _string(line, table, "name")
    if name is None:
        raise _LineError(line, 'an actor has no name; give it as "name"')
    roles = table.get("roles", [])
    if not _are_tables(roles):
        raise _LineError(line, "roles is not a list of tables; begin each with [[actor.roles]]")
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
        raise _LineError(line, 'a role has no title; give it as "title"')
    begun, ended = _date(line, table, "from"), _date(line, table, "to")
    if begun and ended and _last_day(ended) < _first_day(begun):
        words = f'"to" of "{_cut(title)}" is {ended}, before "from", {begun}; correct one of them'
        raise _LineError(line, words)
    return Role(title=title.lower(), of=_string(line, table, "of"), from_=begun, to=ended)


def _check_fields(line: int, table: Mapping[str, Any], allowed: Sequence[str], where: str) -> None:
    for field in table:
        if field not in allowed:
            words = f"unknown field {_shown(field)}{where}; allowed: {', '.join(allowed)}"
            raise _LineError(line, words)


def _string(line: int, table: Mapping[str, Any], field: str) -> str | None:
    """A field's text with composed characters and single spaces; None if blank."""
    value = table.get(field, "")
    if not isinstance(value, str):
        words = f'"{field}" is {_shown(value)}, not text; write it in quotation marks'
        raise _LineError(line, words)
    return _plain(value) or None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _one_of(line: int, table: Mapping[str, Any], field: str, allowed: Sequence[str]) -> str | None:
    value = _string(line, table, field)
    if value is None or value.lower() in allowed:
        return value and value.lower()
    raise _LineError(line, f"unknown {field} {_shown(value)}; allowed: {', '.join(allowed)}")


def _country(line: int, table: Mapping[str, Any]) -> str | None:
    value = _string(line, table, "country")
    if value is None or re.fullmatch("[A-Za-z]{2}", value):
        return value and value.lower()
    words = f'"country" is {_shown(value)}, not the two letters of ISO 3166; write them, as "fr"'
    raise _LineError(line, words)


def _aliases(line: int, table: Mapping[str, Any]) -> tuple[str, ...]:
    values = table.get("aliases", [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        words = f'"aliases" is {_shown(values)}, not a list of texts; write ["one", "another"]'
        raise _LineError(line, words)
    return tuple(dict.fromkeys(_with_letters(line, "alias", _plain(value)) for value in values))


def _with_letters(line: int, what: str, name: str) -> str:
    if not any(c.isalnum() for c in folded(name)):
        words = f"the {what} {_shown(name)} has no letter or digit; correct or remove it"
        raise _LineError(line, words)
    return name


def _id(line: int, table: Mapping[str, Any], name: str) -> str:
    given = _string(line, table, "id")
    if given is None:
        return f"own:{_slug(name)}"
    if not ID.fullmatch(given):
        words = f'"id" is {_shown(given)}, not an id; write one as "own:{_slug(given)}"'
        raise _LineError(line, words)
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
    if written is None or not DATE.fullmatch(written) or not _is_day(_first_day(written)):
        words = f'"{field}" is {_shown(value)}, not a date; write "YYYY-MM-DD", "YYYY-MM" or "YYYY"'
        raise _LineError(line, words)
    return written


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def _first_day(written: str | None) -> str:
    return "0001-01-01" if written is None else written + "-01-01"[len(written) - 4 :]


def _last_day(written: str | None) -> str:
    """To compare with, so that every month may have 31 days."""
    return "9999-12-31" if written is None else written + "-12-31"[len(written) - 4 :]


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
                    f"{_shown(name)} is a name of the {_type_and_name(entry)} and, on line "
                    f"{other.line}, of the {_type_and_name(other)}; keep it for one of them"
                )
                raise _LineError(entry.line, words)
        other = by_id.setdefault(entry.actor.id, entry)
        if other.key != entry.key:
            words = (
                f"the id {_shown(entry.actor.id)} is also that of the {_type_and_name(other)} on "
                f"line {other.line}; give one of them another id or name"
            )
            raise _LineError(entry.line, words)
    return {name: entry.actor.id for name, entry in by_name.items()}


def _type_and_name(entry: _Entry) -> str:
    return f"{entry.actor.type} {_shown(entry.actor.name)}"


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
            raise _LineError(more.line, words)
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
                f'{_shown(entry.actor.name)} is "{_cut(other.title)}" twice at a time, '
                f"{_term(one)} and {_term(other)}; make them one role or correct the dates"
            )
            raise _LineError(line, words)


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
    earliest_end = "9999-12-31" if one.to is None else _first_day(one.to)
    latest_start = "0001-01-01" if other.from_ is None else _last_day(other.from_)
    return max(earliest_end, _first_day(one.from_)) < min(latest_start, _last_day(other.to))


def _shown(value: object) -> str:
    """A value in a message: on one line, and short; text in quotation marks."""
    words = _cut(str(value))
    return f'"{words}"' if isinstance(value, str) else words


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:60]}..."
