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
MODIFIER = rf"{NO_MODIFIER}[\w’'$./-]+(?:,\d{{3}})?\ "
WHOSE = (
    r"(?:[A-Z][\w.-]{0,24}\ ){0,2}[A-Z][\w.-]{0,24}(?:\ (?:night|morning|afternoon|evening))?[’']s?"
)
"""Whose, or of which day, something is: "Orlan’s", "Saturday night’s"; its words are short, since
they are looked for at every capital."""
THE = rf"(?:an?|the|his|her|their|its|one|another|that|this|multiple|several|{WHOSE})"
TOWN = re.compile(r"(?:[Ii]n|[Aa]t) (?:the )?[A-Z]")
TITLE = r"(?:[“\"]|'')[A-Z][^”\"\n]{2,40}?(?:[”\"]|'')"
"""What a programme is called."""
IDIOM = re.compile(
    r"on an? .*\bnotes?|in (?:the|any|either|that) (?:\w+ )?events?|at the polls|"
    r"speaking (?:at length|(?:in|to) (?:the )?(?:past|present|general|broad)|"
    r"on (?:the )?(?:condition|behalf|grounds)).*|in (?:the|this|that|any) (?:show|march|talk)s?",
    re.IGNORECASE,
)
"""What looks like words of place and is none."""


def places(text: str) -> Iterator[Span]:
    """Where words of place stand in a text."""
    for match in _patterns()[0].finditer(text):
        first = max(match.start(), match.start("object"))
        words = text[first : match.end()].rstrip(" ,.;")
        if not words.endswith(("’s", "'s")) and not IDIOM.fullmatch(words):
            yield first, first + len(words)


def cut(text: str, span: Span, end: int) -> Span | None:
    """What of words of place ends before a place in the text, if that is words of place, too."""
    last = span[0] + len(text[span[0] : min(span[1], end)].rstrip(" ,.;"))
    whole = last == span[1] or _patterns()[0].fullmatch(text, span[0], last)
    return (span[0], last) if whole else None


def is_town(words: str) -> bool:
    """Whether words of place are a place on the map, and no occasion and no medium."""
    return TOWN.match(words) is not None and not _patterns()[2].search(words)


def occasions(text: str) -> Iterator[tuple[Span, bool]]:
    """Where a text mentions any occasion on which something is said: "the daily briefing".

    Also whether many speak on it, one after the other: "a two-hour hearing".
    """
    for match in _patterns()[1].finditer(text):
        yield match.span(), match["stage"] is not None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Words of place, mentions of occasions, and the words alone of occasions and media, by
    `lexicon/setting.toml`."""
    path = files("onrecord.lexicon").joinpath("setting.toml")
    lists: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    one_of = {
        name: "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        for name, words in lists.items()
    }
    weekdays = "|".join(day.title() for day in WEEKDAYS)
    what = rf"(?:{one_of['occasions']}|{one_of['media']})s?\b(?![’']s)"
    outlet = rf"""
        (?:(?:[A-Z][\w’'&.-]+\ ){{0,3}}(?:{one_of["outlet_words"]})|{one_of["outlets"]})
        (?!\w)(?:\ [A-Z][\w’']+)*"""
    place = rf"""
        \b(?=[A-Z]|[abcdfhimoprstvw])(?:
          [Ss]peaking\ (?:at|in|to|on|from|during|after)\ [^,;.\n]{{3,80}}
        | (?:[Ss]itting|[Ss]at)\ down\ (?:with|for)\ {NAMES}
        | (?:[Aa]ppear(?:ing|ed)|[Tt]estif(?:ying|ied)|[Ww]riting)
          \ (?:on|at|before|with|in|for)\ (?!(?:{weekdays})\b)(?:(?:his|her|an?)\ [\w’'-]+|{NAMES})
        | (?:[Ii]n|[Aa]t|[Dd]uring|[Oo]n|[Tt]hrough|[Vv]ia|[Ff]rom)
          \ {THE}\ (?:{MODIFIER}){{0,5}}?{what}
          (?:\ (?:with|to|at|in|on|for|from|of|before)\ (?!(?:{weekdays})\b){NAMES})?
        | (?:[Ii]n|[Aa]t|[Dd]uring|[Oo]n|[Ff]rom)\ (?:{one_of["bare"]})(?!\w)(?!\ for\b)
        | (?:[Oo]nto|[Oo]n|[Tt]o|[Vv]ia|[Tt]hrough)\ {THE}\ (?:[\w’'-]+\ ){{0,2}}?
          (?:{one_of["platforms"]})\ (?:page|account|feed|profile)
        | (?:[Oo]n|(?:[Tt]ook|[Tt]aking|[Tt]akes)\ to)\ (?:{one_of["platforms"]})(?!\w)
          (?:(?:[’']s)?\ (?:{TITLE}|[A-Z]\w+(?:\ (?:[A-Z]\w+|the|of|&))*))?
        | [Oo]n\ (?:{NAME}[’']s\ )?{TITLE}
        | (?:[Bb]y\ (?:{one_of["by"]})|[Oo]n\ arrival)\b
        | (?:[Oo]utside|[Ii]nside)\ (?:the|his|her|their|an?)\ [\w’'-]+(?:\ [\w’'-]+){{0,2}}
        | (?<=[Tt]old\ |ling\ )(?:
            (?:the\ |[A-Z]\w+[’']s\ )?{outlet}
          | The(?:\ [A-Z][\w’'-]+)+
          | (?!{COMPOUND})[A-Z][a-z]+[A-Z][A-Za-z]+
          | {THE}\ (?:{MODIFIER}){{0,4}}?(?:{one_of["audiences"]})\b(?:\ {NAMES})?
          | an?\ [A-Z][\w’'&.-]+(?:\ [A-Z][\w’'&.-]+){{0,3}}
            \ (?:reporter|correspondent|columnist|interviewer|journalist|editor)\b
          )
        | (?:
            (?:[Rr]eleas|[Ii]ssu|[Pp]ublish|[Pp]ost|[Cc]irculat|[Ff]il)(?:ed|ing|es|e)
          | [Ss]en[dt](?:ing)?|[Pp]ut(?:ting)?|[Pp]ush(?:ed|ing)
          )(?:\ out|\ up)?\ (?P<object>
            (?:an?|the|his|her|their|its|one|another)
            \ (?:{MODIFIER}){{0,4}}?(?:{one_of["media"]})s?\b
          )
        | (?:[Ii]n|[Aa]t)\ (?:the\ )?(?!(?:{one_of["no_towns"]}|{weekdays})\b)
          [A-Z][\w’'.-]+(?:,?\ (?:[A-Z][\w’'.-]+|of|the))*
        )
        """
    heads = rf"(?:(?P<stage>{one_of['stages']})|{one_of['occasions']})"
    mention = rf"""
        \b(?=[A-Zat])(?<!after\ )(?<!since\ )(?<!until\ )(?:[Aa]n?|[Tt]he|[Tt]heir|{WHOSE})[ ]
        (?:{NO_MODIFIER}[\w’'“”".-]+\ ){{0,4}}?{heads}\b["”]?
        (?:\ (?:of|on)\ (?!(?:{weekdays})\b){NAMES})?
        """
    return (
        re.compile(place, re.VERBOSE),
        re.compile(mention, re.VERBOSE),
        re.compile(rf"\b(?:{one_of['occasions']}|{one_of['media']})s?\b", re.IGNORECASE),
    )
