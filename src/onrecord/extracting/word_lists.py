"""The word lists by which sources, names and those who are named are read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Words(NamedTuple):
    """The word lists of `lexicon/speakers.toml`."""

    titles: Mapping[str, str]
    same_title: Mapping[str, str]
    broader: Mapping[str, frozenset[str]]
    nicknames: Mapping[str, str]
    states: Mapping[str, str]
    parties: Mapping[str, str]
    lists: Mapping[str, frozenset[str]]


@cache
def words() -> Words:
    """The word lists, read once."""
    source = files("onrecord.lexicon").joinpath("speakers.toml").read_text(encoding="utf-8")
    read = tomllib.loads(source)
    lists = {name: frozenset(entries.split()) for name, entries in read["words"].items()}
    lists["roles"] |= lists["of_events"]
    titles = read["same_title"]
    for role in lists["roles"] - lists["relations"]:  # "the ex-mayor", "a co-host"
        titles.update({f"{with_}-{role}": titles.get(role, role) for with_ in ("ex", "co")})
    lists["roles"] |= {role for role in titles if role.startswith(("ex-", "co-"))}
    broader = {noun: frozenset(under.split()) for noun, under in read["broader"].items()}
    tables = {name: table for name, table in read.items() if name not in ("words", "broader")}
    return Words(lists=lists, broader=broader, **tables)


@cache
def given_names() -> dict[str, str]:
    """The gender, m, f or u, that goes with a given name; see `training/given_names.py`."""
    source = files("onrecord.lexicon").joinpath("given_names.txt").read_text(encoding="utf-8")
    return {name: line[0] for line in source.splitlines() for name in line[2:].split()}
