"""A user's own file of actors, TOML or CSV -> tables with the lines that they stand on."""

from __future__ import annotations

import codecs
import csv
import io
import re
import tomllib
from pathlib import Path
from typing import Any

ROLE_FIELDS = ("title", "of", "from", "to")
COLUMNS = ("name", "type", "aliases", "country", "gender", *ROLE_FIELDS)
BETWEEN_ALIASES = ";"
HEADER = re.compile(r"""^[ \t]*\[\[[ \t]*(["']?)actor\1[ \t]*\]\]""", re.MULTILINE)
POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class LineError(Exception):
    """What is wrong, and on which line if on one; `own.load_actors` says in which file."""

    def __init__(self, line: int | None, words: str) -> None:
        super().__init__(words)
        self.line = line


def text_of(path: Path) -> str:
    """The text of a file.

    Raises:
        LineError: it cannot be read, or is not UTF-8.
    """
    try:
        data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    except FileNotFoundError as error:
        raise LineError(None, "there is no such file; give the path of one") from error
    except OSError as error:
        words = f"cannot be read ({error.strerror or error}); give the path of a file that can"
        raise LineError(None, words) from error
    try:
        return data.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise LineError(line, "is not UTF-8; save the file as UTF-8") from error


# TOML


def toml_tables(text: str) -> list[tuple[int, dict[str, Any]]]:
    """The [[actor]] tables, each with its line.

    Raises:
        LineError: it is not TOML, or has something else in it.
    """
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _syntax_error(error, text) from error
    for key in data:
        if key != "actor":
            words = f"unknown field {shown(key)}; allowed: [[actor]] and, in it, [[actor.roles]]"
            raise LineError(_line_of_key(text, key), words)
    tables = data.get("actor", [])
    if not are_tables(tables):
        words = "actor is not a list of tables; begin each actor with [[actor]]"
        raise LineError(_line_of_key(text, "actor"), words)
    lines = _header_lines(text)
    if len(lines) != len(tables):  # actor = [{...}, {...}]
        lines = [_line_of_key(text, "actor")] * len(tables)
    return list(zip(lines, tables, strict=True))


def _syntax_error(error: Exception, text: str) -> LineError:
    """The place is only in tomllib's words until Python 3.14."""
    words = str(error)
    place = POSITION.search(words)
    what = f"is not TOML: {POSITION.sub('', words)}"
    if place is None:
        return LineError(None, what)
    if place[1] is None:
        return LineError(text.rstrip().count("\n") + 1, f"{what} at the end of the file")
    return LineError(int(place[1]), f"{what} at column {place[2]}; correct the line")


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


def are_tables(value: object) -> bool:
    """Whether a value is a list of tables."""
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


# CSV


def csv_tables(text: str) -> list[tuple[int, dict[str, Any]]]:
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
            raise LineError(line, words)
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
        raise LineError(line, words) from error
    return rows


def _header(line: int, cells: list[str]) -> list[str]:
    allowed = ",".join(COLUMNS)
    for at, column in enumerate(cells):
        if column not in COLUMNS:
            words = f"unknown field {shown(column)} in the header; allowed: {allowed}"
            separated = len(cells) == 1 and re.search(r"[;\t]", column)
            raise LineError(line, f"{words} (commas between them)" if separated else words)
        if column in cells[:at]:
            raise LineError(line, f'the column "{column}" is there twice; keep one')
    if "name" not in cells:
        raise LineError(line, f'there is no column "name"; allowed: {allowed}')
    return cells


def shown(value: object) -> str:
    """A value in a message: on one line, and short; text in quotation marks."""
    words = cut(str(value))
    return f'"{words}"' if isinstance(value, str) else words


def cut(text: str) -> str:
    """A text on one line, and short."""
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:60]}..."
