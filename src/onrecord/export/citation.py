"""How a statement is cited: in a line, and by a link to its very words on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote, urlsplit

from onrecord.article import Article
from onrecord.export.identity import web_address
from onrecord.export.rows import Found
from onrecord.statement import Span, Statement, passage

LONGEST_QUOTE = 400
"""Characters of a content that a line has at most."""
OMISSION = " […]"
"""Stands where words of an article were left out."""
MARKS = ("“", '"', "‘", "'", "«", "„")
"""Marks that begin a quotation."""
INNER_MARKS = str.maketrans('“”„"«»', "‘’‚'‹›")
"""Quotation marks, and those that take their place within others."""
ENDS_WITH_COMMA = re.compile(r",\W*$")
LONGEST_NAMED = 300
"""Characters of a passage that a link names whole; of a longer one it names the two ends."""
END_WORDS, NEAR_WORDS = 6, 4
"""Words of an end, and words before and after that tell a passage from others like it."""


def citation(one: Found) -> str:
    """A line: who, what was said, where and when, as `Ilse Marrant, “No,” Zelk Post, 3 May 2026`.

    What is not in quotation marks in the article is marked "as reported", since the words may be
    the reporter's, and has the cue, since "that the dam was safe" may be what was denied. What is
    unknown is called so.
    """
    article = one.article
    day = article.published
    what = _what(article.text, one.statement)
    parts = (
        f"{_who(one.statement)},",
        what if ENDS_WITH_COMMA.search(what) else f"{what},",
        f"{article.outlet or _host(article.url) or 'outlet unknown'},",
        f"{day.day} {day:%B %Y}" if day else "date unknown",
    )
    return " ".join(" ".join(parts).split())


def shortened(text: str, longest: int) -> str:
    """A text, or its first words with a mark where it is longer."""
    if len(text) <= longest:
        return text
    first = text[: longest + 1].rpartition(" ")[0] or text[:longest]
    return first.rstrip() + OMISSION


def passage_link(article: Article, spans: Sequence[Span]) -> str | None:
    """The address of an article's page that leads to some of its words, and marks them there.

    The words follow the address as text fragments (https://wicg.github.io/scroll-to-text-fragment);
    a browser that does not know these opens the page as ever.

    Args:
        article: the article.
        spans: where the words stand in its text.

    Returns:
        The address, or None where the article has none on the web.
    """
    address = web_address(article.url)
    found = "&".join(f"text={one}" for one in _directives(article, spans))
    if address is None or not found:
        return address
    page = address.partition(":~:")[0]
    return f"{page}{'' if '#' in page else '#'}:~:{found}"


def _host(url: str | None) -> str | None:
    address = web_address(url)
    try:
        return urlsplit(address).hostname if address else None
    except ValueError:  # such as http://[
        return None


def _who(statement: Statement) -> str:
    if statement.speaker:
        return statement.speaker.name
    if statement.source:
        return f"{statement.source.text} (speaker unknown)"
    return "speaker unknown"


def _what(text: str, statement: Statement) -> str:
    if statement.kind != "direct":
        words = shortened(_with_cue(text, statement), LONGEST_QUOTE)
        return f"as reported: “{words.translate(INNER_MARKS)}”"
    content = statement.content.text
    words = shortened(content, LONGEST_QUOTE)
    if words == content and words.startswith(MARKS):
        return words
    return f"“{words.lstrip(''.join(MARKS))}”"


def _with_cue(text: str, statement: Statement) -> str:
    """Cue and content, in the article's order; what only a space parts is one fragment.

    A colon after a name in a transcript is a cue as well, but tells nothing.
    """
    found: list[Span] = []
    cue = statement.cue.spans if any(map(str.isalpha, statement.cue.text)) else ()
    for a, b in sorted((*cue, *statement.content.spans)):
        if found and not text[found[-1][1] : a].strip():
            found[-1] = (found[-1][0], b)
        else:
            found.append((a, b))
    return passage(text, found).text


def _directives(article: Article, spans: Sequence[Span]) -> Iterator[str]:
    """A text directive for each fragment of a passage: [prefix-,]start[,end][,-suffix]."""
    page = _flat(f"{article.title or ''} {article.text}")
    for a, b in spans:
        words = article.text[a:b]
        if not any(character.isalnum() for character in words):
            continue
        ends = [_encoded(end) for end in _ends(words)]
        if any(page.count(_flat(" ".join(end))) > 1 for end in _ends(words)):
            before = article.text[:a].rpartition("\n")[2].split()[-NEAR_WORDS:]
            after = article.text[b:].partition("\n")[0].split()[:NEAR_WORDS]
            ends = [
                *([_encoded(before) + "-"] if before else []),
                *ends,
                *(["-" + _encoded(after)] if after else []),
            ]
        yield ",".join(ends)


def _ends(passage: str) -> list[list[str]]:
    """The words that name a passage: all of them, or the first and the last.

    Words that are named together have to stand in one paragraph.
    """
    lines = [line.split() for line in passage.strip().split("\n")]
    if len(lines) > 1:
        return [lines[0][:END_WORDS], lines[-1][-END_WORDS:]]
    words = lines[0]
    most = min(END_WORDS, len(words) // 2)
    if len(passage) <= LONGEST_NAMED or not most:
        return lines
    return [words[:most], words[-most:]]


def _encoded(words: Sequence[str]) -> str:
    """Words as they may stand in a directive, in which "-", "," and "&" have meanings."""
    return quote(" ".join(words), safe="").replace("-", "%2D")


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()
