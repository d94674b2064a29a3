"""Readers of a record's pages, for Locust: each asks so often a second (see `page_load.py`)."""

from __future__ import annotations

import os
import random
from itertools import cycle
from pathlib import Path

import gevent
from locust import FastHttpUser, constant_throughput, task

PAGES = cycle(Path(os.environ["ONRECORD_PAGES"]).read_text(encoding="utf-8").splitlines())


class Reader(FastHttpUser):
    """Somebody who looks at one page after the other."""

    wait_time = constant_throughput(float(os.environ["ONRECORD_PAGES_A_SECOND"]))

    def on_start(self) -> None:
        """Begin at any moment of a second, so that not all ask at once."""
        gevent.sleep(random.random())

    @task
    def look(self) -> None:
        """Ask for a page, under one name in the sums."""
        self.client.get(next(PAGES), name="page")
