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
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace the file if there is one.")]


@contextmanager
def target(out: Path | None, overwrite: bool) -> Iterator[BinaryIO]:
    """Standard output, or a file that takes its name when all is written."""
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
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
