"""What the tests share."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from postgres import Cluster, binaries, running
from sqlalchemy import text

from onrecord.record.database import open_engine, open_for_reading, open_for_writing
from onrecord.record.place import Place
from onrecord.statement import Span

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases"
EXAMPLES = ROOT / "examples"


def need(condition: bool, what: str) -> None:
    """Skip a test that lacks something, unless everything was promised to be there."""
    if not condition:
        if os.environ.get("ONRECORD_REQUIRE_ALL"):
            pytest.fail(f"ONRECORD_REQUIRE_ALL is set, but there is no {what}")
        pytest.skip(f"no {what}")


@dataclass(frozen=True)
class Case:
    """An article of `tests/cases` with the statements that a reader marked in it."""

    name: str
    text: str
    statements: list[dict[str, list[Span]]]


def load_cases() -> list[Case]:
    """Every case; adding one needs no code."""
    return [
        Case(
            path.stem,
            path.read_text(encoding="utf-8"),
            json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["statements"],
        )
        for path in sorted(CASES.glob("*.txt"))
    ]


DATABASES = ["sqlite", "postgresql"]


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server."""
    found = binaries()
    need(found is not None, "PostgreSQL server")
    assert found is not None
    with running(found) as made:
        yield made


@pytest.fixture(params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where a record may be made: in a file, and then in a database of PostgreSQL."""
    return new_place(request, tmp_path)


def new_place(request: pytest.FixtureRequest, folder: Path) -> Place:
    """A place for a record, by the parameter of a fixture that has DATABASES."""
    if request.param == "sqlite":
        return folder / "news.db"
    return str(request.getfixturevalue("cluster").database())


def rows(place: Place, *tables: str) -> list[tuple[Any, ...]]:
    """All rows of some tables of a record, in the order of their columns."""
    engine = open_engine(place)
    with open_for_reading(engine, place) as connection:
        found = [
            tuple(row)
            for table in tables
            for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2"))
        ]
    engine.dispose()
    return found


def execute(place: Place, statement: str, **values: object) -> None:
    """Change a record behind its back."""
    engine = open_engine(place)
    with open_for_writing(engine, place) as connection:
        connection.execute(text(statement), values)
    engine.dispose()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora and the scorer that lie outside the project."""
    folder = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared"))
    need(folder.is_dir(), f"folder of corpora at {folder} (ONRECORD_SHARED names another)")
    return folder
