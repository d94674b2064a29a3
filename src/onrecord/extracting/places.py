"""Places: words of where something is said, on what occasion or in which medium."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from onrecord.extracting.dates import WEEKDAYS
from onrecord.statement import Span

NAME = r"[A-Z“\"‘'][\w’'.”\"-]*"
NAMES = rf"(?:(?:the|an?|his|her)\ )?{NAME}(?:,?\ (?:{NAME}|of|and|the))*"
COMPOUND = r"(?:Ma?c|De|Di|Du|Fitz|La|Le|O[’']|St|Van|Von)[A-Z]"
"""How names of people begin that have a capital inside, unlike an outlet’s: InsideSources."""
NO_MODIFIER = (
    r"(?!(?:to|of|that|who|was|is|in|on|at|and|an?|the|for|had|has|day|lead-up|before|after|ahead|"
    r"with|from|by|as|said|told)\b)"
)


def places(text: str, start: int, end: int) -> Iterator[Span]:
    """Where words of place stand in a part of a text."""
    for match in _patterns()[0].finditer(text, start, end):
        words = match.group().rstrip(" ,.;")
        if not words.endswith(("’s", "'s")):
            yield match.start(), match.start() + len(words)


def stages(text: str) -> Iterator[Span]:
    """Where a text mentions occasions on which many speak: "a two-hour hearing"."""
    return (match.span() for match in _patterns()[1].finditer(text))


def occasions(text: str) -> Iterator[Span]:
    """Where a text mentions any occasion on which something is said: "the daily briefing"."""
    return (match.span() for match in _patterns()[2].finditer(text))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Words of place, mentions of a stage, and of any occasion, by `lexicon/setting.toml`."""
    path = files("onrecord.lexicon").joinpath("setting.toml")
    lists: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    one_of = {
        name: "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        for name, words in lists.items()
    }
    weekdays = "|".join(day.title() for day in WEEKDAYS)
    place = rf"""
        \b(?:
          [Ss]peaking\ (?:at|in|to|on|from|during|after)\ [^,;.\n]{{3,80}}
        | (?:[Ii]n|[Aa]t|[Dd]uring|[Oo]n|[Tt]hrough|[Vv]ia|[Ff]rom|[Bb]y)
          \ (?:an?|the|his|her|their|its|one|another|that|this)
          \ (?:{NO_MODIFIER}[\w’'$,./-]+\ ){{0,5}}?(?:{one_of["occasions"]}|{one_of["media"]})s?\b
          (?:\ (?:with|to|at|in|on|for|from|of|before)\ {NAMES})?
        | [Oo]n\ (?:{one_of["platforms"]})(?!\w)
        | (?:[Bb]y\ (?:{one_of["by"]})|[Oo]n\ arrival)\b
        | [Oo]utside\ (?:the|his|her|their|an?)\ [\w’'-]+(?:\ [\w’'-]+){{0,2}}
        | (?<=[Tt]old\ |ling\ )(?:the\ )?
          (?:(?:[A-Z][\w’'&.-]+\ ){{0,3}}(?:{one_of["outlet_words"]})|{one_of["outlets"]})
          \b(?:\ [A-Z][\w’']+)*
        | (?<=[Tt]old\ |ling\ )(?:The(?:\ [A-Z][\w’'-]+)+|(?!{COMPOUND})[A-Z][a-z]+[A-Z][A-Za-z]+)
        | (?<=[Tt]old\ |ling\ )(?:an?|the|his|her)\ (?:{NO_MODIFIER}[\w’'-]+\ ){{0,4}}?
          (?:{one_of["audiences"]})\b(?:\ {NAMES})?
        | (?:[Ii]n|[Aa]t)\ (?:the\ )?(?!(?:{one_of["no_towns"]}|{weekdays})\b)
          [A-Z][\w’'.-]+(?:,?\ (?:[A-Z][\w’'.-]+|of|the))*
        )
        """
    mention = rf"""
        (?<!after\ )(?<!since\ )(?<!until\ )\b(?:[Aa]n?|[Tt]he)[ ]
        (?:{NO_MODIFIER}[\w’'“”".-]+\ ){{0,4}}?(?:WHAT)\b["”]?
        (?:\ (?:of|on)\ {NAMES})?
        """
    return (
        re.compile(place, re.VERBOSE),
        re.compile(mention.replace("WHAT", one_of["stages"]), re.VERBOSE),
        re.compile(mention.replace("WHAT", one_of["occasions"]), re.VERBOSE),
    )
