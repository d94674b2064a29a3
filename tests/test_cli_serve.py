"""`onrecord serve` and `onrecord token`, as they are run."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from web import bearer

from onrecord import Article, Record
from onrecord.record.place import Place

ONRECORD = [sys.executable, "-m", "onrecord"]
STORY = Article.from_text("Premier Ilse Marrant said on Friday that the dam was safe.", id="story")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "news.db"
    with Record(made) as record:
        record.add([STORY])
    return made


def run(*arguments: object, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*ONRECORD, *map(str, arguments)], capture_output=True, text=True, check=False, **more
    )


@contextmanager
def served(*arguments: object, **environment: str) -> Iterator[str]:
    """What `serve` says on a terminal while it runs, until Ctrl-C; one that ends badly fails."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*ONRECORD, "serve", *map(str, arguments), "--port", "0"],
        stderr=theirs, stdout=theirs, env={**os.environ, "COLUMNS": "200", **environment},
        start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    said = ""
    try:
        while "stops it" not in said or not said.endswith("\n"):
            said += os.read(ours, 1000).decode()
        if "--host" not in arguments:  # one more line
            while "once=" not in said or not said.endswith("\n"):
                said += os.read(ours, 1000).decode()
        yield said
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(timeout=60) == 0
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        os.close(ours)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_person_alone_reads_and_corrects_without_ceremony(path: Path, workers: int) -> None:
    with served(path, "--workers", workers) as said:
        (address,) = re.findall(r"news\.db is at (http://127\.0\.0\.1:\d+)/ \(Ctrl-C", said)
        (once,) = re.findall(r"at (http://\S+/login\?once=onrecord_\S+)", said)
        with httpx.Client(base_url=address, timeout=60) as client:
            page = client.get("/api/v1/statements").json()
            assert page["total"] == 1
            undo: dict[str, Any] = {"json": {"number": 1}}
            assert client.post("/api/v1/review/undo", **undo).status_code == 401
            answers = [client.get(once).status_code for _ in range(2)]
            assert answers == [303, 403]
            assert client.post("/api/v1/review/undo", **undo).status_code == 403
            for _ in range(20):  # whichever process answers
                assert client.get("/api/v1/statements").json() == page


def test_open_opens_a_browser_that_is_logged_in(path: Path, tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text(
        f'#!/bin/sh\necho "$1" > {tmp_path}/part\nmv {tmp_path}/part {tmp_path}/opened\n'
    )
    browser.chmod(0o755)
    with served(path, "--open", BROWSER=str(browser)) as said:
        while not (tmp_path / "opened").exists():
            time.sleep(0.05)
        opened = (tmp_path / "opened").read_text().strip()
        assert opened in said
        assert httpx.get(opened).status_code == 303


def test_where_others_reach_it_no_login_is_printed_and_a_token_is_needed(path: Path) -> None:
    token = run("token", path, "create", "--role", "reader", "--name", "Rune").stdout.strip()
    with served(path, "--host", "127.0.0.1", "--allowed-host", "news.example") as said:
        assert "once=" not in said
        (address,) = re.findall(r"at (http://[\d.]+:\d+)/", said)
        about = f"{address}/api/v1/about"
        assert httpx.get(about).status_code == 401
        named = {"Host": "news.example", **bearer(token)}
        assert httpx.get(about, headers=named).json()["statements"] == 1


def test_without_a_terminal_no_login_is_made(path: Path) -> None:
    command = [*ONRECORD, "serve", str(path), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        (address,) = re.findall(r"http://\S+/", process.stderr.readline())
        assert httpx.get(f"{address}api/v1/about", timeout=60).status_code == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
        assert process.stderr.read() == ""
    assert run("token", path, "list").stdout == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("missing.db",), "missing.db: there is no such record; `onrecord add` makes one"),
        (("{path}", "--port", "{taken}"), "Address already in use; --port or --host takes another"),
        (("{path}", "--host", "no.such.invalid"), "--port or --host takes another"),
    ],
)
def test_what_cannot_be_served_is_one_line(
    path: Path, arguments: tuple[str, ...], says: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        given = [one.replace("{path}", str(path)).replace("{taken}", port) for one in arguments]
        done = run("serve", *given)
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert says in line


def test_what_is_not_installed_is_one_line(path: Path, tmp_path: Path) -> None:
    """A fastapi that is not there, as far as Python can tell."""
    (tmp_path / "fastapi.py").write_text("raise ModuleNotFoundError('no', name='fastapi')")
    more = {"PYTHONPATH": f"{tmp_path}:{os.environ.get('PYTHONPATH', '')}"}
    done = run("serve", path, env={**os.environ, **more})
    assert done.returncode == 1
    assert done.stderr == (
        "onrecord: serve needs fastapi; install it with: pip install 'onrecord[web]'\n"
    )


def test_tokens_from_the_command_line(place: Place) -> None:
    with Record(place):
        pass
    made = run("token", place, "create", "--role", "editor", "--name", "Ana")
    secret = made.stdout.strip()
    assert secret.startswith("onrecord_")
    assert made.stderr.startswith("token 1 of Ana, editor; keep it")
    assert secret not in made.stderr
    (listed,) = map(json.loads, run("token", place, "list").stdout.splitlines())
    assert (listed["number"], listed["name"], listed["role"], listed["kind"]) == (
        1, "Ana", "editor", "token",
    )  # fmt: skip
    table = run("token", place, "list", "--format", "table").stdout
    assert "Ana" in table
    assert "editor" in table
    for shown in (table, json.dumps(listed)):
        assert secret.removeprefix("onrecord_")[:10] not in shown
        assert "hash" not in shown
    assert run("token", place, "revoke", 1).stderr == "token 1 of Ana is revoked\n"
    again = run("token", place, "revoke", 1)
    assert again.returncode == 1
    assert "token 1 was revoked already" in again.stderr
    assert "revoked" in run("token", place, "list", "--format", "table").stdout
    assert run("token", place, "create").returncode == 2
    assert run("token", place, "create", "--role", "owner").returncode == 2
