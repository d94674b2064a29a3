"""The OpenAPI document, held against what the server does with whatever it allows or forbids."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpcore
import jsonschema
import pytest
from conftest import EXAMPLES
from web import serving

from onrecord import Record, read_many
from onrecord.reading import fetch as fetching
from onrecord.web.app import create_app

API = "/api/v1"
CONFIGURATION = Path(__file__).with_name("schemathesis.toml")


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses that are made up are looked up nowhere."""

    def refuse(*_: object, **__: object) -> None:
        raise httpcore.ConnectError("no network in this test")

    monkeypatch.setattr(fetching._GuardedBackend, "connect_tcp", refuse)


@pytest.mark.usefixtures("no_network")
def test_the_server_does_what_its_document_says(tmp_path: Path) -> None:
    """All checks, on examples, edges, made-up requests, and chains of them."""
    with Record(tmp_path / "news.db") as record:
        record.add(read_many([EXAMPLES]))
        _, token = record.tokens.create("editor", name="Ana")
    with serving(tmp_path / "news.db") as address:
        done = subprocess.run(
            [
                sys.executable, "-m", "schemathesis.cli", "--config-file", CONFIGURATION, "run",
                f"{address}{API}/openapi.json", "--header", f"Authorization: Bearer {token}",
                "--checks", "all", "--max-examples", "20", "--seed", "1", "--no-shrink",
            ],
            capture_output=True, text=True, check=False, cwd=tmp_path,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout


def document() -> Any:
    return json.loads(create_app("news.db").state.document)


def test_every_example_of_an_answer_is_one() -> None:
    whole = document()
    answers = [
        content
        for path in whole["paths"].values()
        for operation in path.values()
        for response in operation["responses"].values()
        for content in response.get("content", {}).values()
    ]
    assert len(answers) >= 18 * 3
    for content in answers:
        schema = {**content["schema"], "components": whole["components"]}
        jsonschema.validate(content["example"], schema, format_checker=jsonschema.FormatChecker())


def test_the_document_is_whole_and_says_who_needs_a_token() -> None:
    whole = document()
    assert whole["openapi"] == "3.1.0"
    needing = {
        path
        for path, operations in whole["paths"].items()
        for operation in operations.values()
        if operation.get("security") == [{"token": []}]
    }
    assert needing == {
        f"{API}/review/undo", f"{API}/review/{{id}}/correct", f"{API}/review/{{id}}/confirm",
        f"{API}/review/{{id}}/reject",
    }  # fmt: skip
    for path, operations in whole["paths"].items():
        assert path.startswith(API)
        for operation in operations.values():
            assert operation["summary"]
            assert operation["description"]
            assert {"200", "4XX", "5XX"} <= set(operation["responses"])
