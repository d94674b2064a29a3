"""What commands write: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from onrecord.errors import OnrecordError

Out = Annotated[
    Path | None,
    typer.Option("-o", "--out", metavar="FILE", help="Write to this file. [default: print]"),
]
SQLITE = b"SQLite format 3\0"
"""How a file of SQLite begins."""
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace the file if there is one.")]


@contextmanager
def target(out: Path | None, overwrite: bool) -> Iterator[BinaryIO]:
    """Standard output, or a file that takes its name when all is written.

    Args:
        out: a file, the one that a link leads to; a device or a pipe is written to as it is; "-" is
            standard output, as is None.
        overwrite: whether a file that is there may be replaced. A record never is.
    """
    if out is None or str(out) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    out = out.resolve()
    if out.exists() and not out.is_file() and not out.is_dir():
        with out.open("wb") as device:
            yield device
        return
    if _is_database(out):
        raise OnrecordError(f"{out}: is a database, perhaps a record; give another name")
    if out.exists() and not overwrite:
        raise OnrecordError(f"{out}: exists already; give another name, or --overwrite")
    if out.is_dir() or not out.absolute().parent.is_dir():
        raise OnrecordError(f"{out}: there is no such folder to write to, or it is a folder")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{out.name}.", dir=out.absolute().parent)
    except OSError as error:
        raise OnrecordError(f"{out}: cannot be written: {error.strerror}") from error
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        mask = os.umask(0)
        os.umask(mask)
        written.chmod(0o666 & ~mask)
        written.replace(out)
    except OSError as error:
        raise OnrecordError(f"{out}: cannot be written: {error.strerror}") from error
    finally:
        with suppress(FileNotFoundError):
            written.unlink()


def _is_database(path: Path) -> bool:
    with suppress(OSError), path.open("rb") as file:
        return file.read(len(SQLITE)) == SQLITE
    return False
