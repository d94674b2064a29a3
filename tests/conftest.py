"""What the tests share."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

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


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora and the scorer that lie outside the project."""
    folder = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared"))
    need(folder.is_dir(), f"folder of corpora at {folder} (ONRECORD_SHARED names another)")
    return folder
