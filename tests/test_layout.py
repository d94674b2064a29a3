"""Imports point one way: see docs/layout.md."""

import ast
from pathlib import Path

import pytest
from conftest import ROOT

LAYERS = [
    ("errors",),
    ("article",),
    ("statement",),
    ("actors",),
    ("reading", "extracting"),
    ("positions", "export"),
    ("record",),
    ("answers",),
    ("evaluation", "printing", "charts"),
    ("printing_actors",),
    (
        "printing_corrections",
        "printing_redlines",
        "printing_search",
        "printing_tokens",
        "printing_utterances",
    ),
    ("web", "assistants"),
    ("cli_files", "cli_options"),
    (
        "cli_actors",
        "cli_corrections",
        "cli_review",
        "cli_redlines",
        "cli_evaluate",
        "cli_extract",
        "cli_reextract",
        "cli_chart",
        "cli_export",
        "cli_mcp",
        "cli_search",
        "cli_serve",
        "cli_token",
        "cli_utterances",
    ),
    ("cli",),
    ("__main__",),
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
PACKAGE = ROOT / "src" / "onrecord"
FILES = [p for p in sorted(PACKAGE.rglob("*.py")) if p != PACKAGE / "__init__.py"]


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    own = part_of(path)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
            if node.module == "onrecord":
                names = [f"onrecord.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            if name.startswith("onrecord."):
                other = name.split(".")[1]
                assert other == own or RANK[other] < RANK[own], f"{own} imports {other}"
