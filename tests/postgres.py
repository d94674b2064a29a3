"""A private PostgreSQL server for the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg

SETTINGS = (
    "fsync=off", "full_page_writes=off", "autovacuum=off", "listen_addresses=", "lc_messages=C",
)  # fmt: skip
HBA = "local all walled scram-sha-256\nlocal all all trust\n"


def binaries() -> Path | None:
    """The folder of `initdb` and `pg_ctl`; Debian has it outside PATH."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


@dataclass(frozen=True)
class Cluster:
    """A server that listens on a socket in a folder of its own."""

    binaries: Path
    folder: Path
    names: Iterator[int] = field(default_factory=count)

    def run(self, program: str, *arguments: str) -> None:
        """Run a program of PostgreSQL's, which refuses to run as root."""
        user = "postgres" if os.geteuid() == 0 else None
        subprocess.run(
            [self.binaries / program, "-D", self.folder / "data", *arguments],
            check=True, stdout=subprocess.DEVNULL, cwd=self.folder, user=user,
        )  # fmt: skip

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = " ".join(f"-c {one}" for one in SETTINGS)
        log = str(self.folder / "log")
        self.run("pg_ctl", "start", "-w", "-l", log, "-o", f"-k {self.folder} {options}")

    def stop(self, how: str = "fast") -> None:
        """Stop the server: fast ends its connections, immediate is as a crash."""
        self.run("pg_ctl", "stop", "-w", "-m", how)

    def url(self, name: str, user: str = "postgres") -> str:
        """The address of a database."""
        return f"postgresql://{user}@{str(self.folder).replace('/', '%2F')}/{name}"

    def execute(self, statement: str, name: str = "postgres") -> None:
        """Run a statement of SQL in a database."""
        with psycopg.connect(self.url(name), autocommit=True) as connection:
            connection.execute(statement)

    def database(self, how: str = "") -> str:
        """The address of a new database."""
        name = f"record_{next(self.names)}"
        self.execute(f"CREATE DATABASE {name} {how}")
        return self.url(name)


@contextmanager
def running(binaries: Path) -> Iterator[Cluster]:
    """A server that ends, with all that it has, when it is no longer needed."""
    folder = Path(tempfile.mkdtemp(prefix="onrecord-"))  # a socket's path has to be short
    cluster = Cluster(binaries, folder)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    try:
        cluster.run(
            "initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"
        )
        (folder / "data" / "pg_hba.conf").write_text(HBA, encoding="ascii")
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop("immediate")
    finally:
        shutil.rmtree(folder)
