"""Annotated articles changed at random: other styles, inner statements, what stands around them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from onrecord.article import paragraph_spans
from onrecord.extracting.quotation import quoted_spans
from training.data import ROLES, Gold, Marks

STYLES = {
    "curly": ("“", "”"),
    "straight": ('"', '"'),
    "british": ("‘", "’"),
    "single": ("'", "'"),
    "wire": ("''", "''"),
    "guillemet": ("«", "»"),
    "none": ("", ""),
}
QUOTED = re.compile("(?:[“\"]|'')([^\n]+?)(?:[”\"]|'')")
NAME = re.compile(
    r"(?!(?:He|She|They|It|I|We|You|Who|The|A|An|One|This|That)\b)"
    r"[A-Z][\w’'-]+(?: [A-Z][\w’'.-]+){0,2}"
)
SENTENCE = re.compile(r"\S.*?[.!?][”\"’']?(?=\s|$)")
LOWERED = re.compile(r"(?:The|An?|He|She|They|It|His|Her|Their|This|These|In|At|On|But)\b")
VERBS = ("said", "said", "told reporters", "argued", "claimed", "insisted", "recalled", "added",
         "wrote", "testified", "explained")  # fmt: skip
SPEAKERS = ("{name}", "{name}", "{name}", "The mayor", "A spokesman for {name}", "An aide", "She",
            "He", "They", "The report", "One witness")  # fmt: skip
MONTHS = ("Jan.", "February", "March", "April", "May", "June", "Sept.", "October", "November")
FIRST_NAMES = ("Mara", "Jon", "Inés", "Tomasz", "Ngozi", "Li", "Amina", "Erik", "Ruth", "Omar")


Change = tuple[int, int, str]
"""A stretch of a text and what comes into its place."""


def augment(
    article: Gold, titles: Sequence[str], pool: Sequence[tuple[str, str]], chance: random.Random
) -> Gold:
    """Sometimes statements inside others, another quotation style, a list of voices, a dateline."""
    if chance.random() < 0.4:
        article = nest(article, chance)
    if chance.random() < 0.3:
        article = restyle(article, chance.choice(list(STYLES)))
    if chance.random() < 0.08:
        article = with_voices(article, pool, chance)
    elif chance.random() < 0.08:
        article = with_turns(article, pool, chance)
    if chance.random() < 0.1:
        article = with_furniture(article, titles, pool, chance)
    if chance.random() < 0.05:
        town = "".join(chance.choices("bdfgklmnprstv", k=1)) + "".join(
            chance.choice(("a", "e", "i", "o")) + chance.choice("lmnrstk") for _ in range(2)
        )
        form = chance.choice(("{t}, March 6 (Agency) — ", "{t} (Agency) - ", "{t}: ", "{t} — "))
        article = dateline(article, form.format(t=town.upper()))
    return article


def restyle(article: Gold, style: str) -> Gold:
    """The same article with its quotation marks in another style."""
    return rewrite(article, requoted(article.text, style))


def requoted(text: str, style: str) -> list[Change]:
    """The changes that give a text's quotation marks another style."""
    opening, closing = STYLES[style]
    changes: list[Change] = []
    for start, end in quoted_spans(text):
        mark = re.match("''|``|.", text[start:end])
        last = re.search("(''|[”\"’'»“])$", text[start:end])
        assert mark
        changes.append((start, start + len(mark.group()), opening))
        if last and end - len(last.group()) > start:
            changes.append((end - len(last.group()), end, closing))
    return changes


def dateline(article: Gold, line: str) -> Gold:
    """The same article with a wire's dateline before its first words."""
    return rewrite(article, [(0, 0, line)])


def rewrite(article: Gold, changes: Sequence[Change]) -> Gold:
    """The article with stretches of its text replaced; spans keep what they covered."""
    parts, at = [], 0
    starts = np.zeros(len(article.text) + 1, dtype=np.int64)
    ends = np.zeros(len(article.text) + 1, dtype=np.int64)
    for start, end, new in changes:
        parts += [article.text[at:start], new]
        starts[start + 1 :] += len(new) - (end - start)
        ends[start + 1 :] += len(new) - (end - start)
        if start == end:
            starts[start] += len(new)
        at = end
    parts.append(article.text[at:])

    def moved(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        places = [(a + int(starts[a]), b + int(ends[b])) for a, b in spans]
        return [(a, b) for a, b in places if b > a]

    def all_moved(statements: Iterable[Marks]) -> list[Marks]:
        every = [{role: moved(spans) for role, spans in s.items()} for s in statements]
        return [s for s in every if s["cue"] and s["content"]]

    return Gold(
        article.id,
        "".join(parts),
        all_moved(article.statements),
        all_moved(article.nested),
        moved(article.searched),
        moved(article.nothing),
        article.complete,
    )


def nest(article: Gold, chance: random.Random) -> Gold:
    """Some paragraphs and sentences become what somebody says, with the statements in them.

    PolNeAR marks outermost statements only; where a stretch of its text is put into somebody's
    mouth, they become the nested ones, and all there are.
    """
    stretches = []
    paragraphs = paragraph_spans(article.text)
    for start, end in chance.sample(paragraphs, k=min(4, len(paragraphs))):
        whole = chance.random() < 0.5
        parts = [(start, end)] if whole else [
            (start + m.start(), start + m.end()) for m in SENTENCE.finditer(article.text[start:end])
        ]  # fmt: skip
        fit = [(a, b) for a, b in parts if b - a < 900 and _holds_whole_statements(article, a, b)]
        if fit:
            stretches.append((*chance.choice(fit), whole))
    for start, end, whole in sorted(stretches, reverse=True):
        article = _in_the_mouth_of(article, start, end, direct=whole, chance=chance)
    return article


def _holds_whole_statements(article: Gold, start: int, end: int) -> bool:
    """Whether a stretch holds statements and cuts none."""
    inside = False
    for s in article.statements:
        held = [start <= a and b <= end for role in ROLES for a, b in s[role]]
        if all(held):
            inside = True
        elif any(b > start and a < end for role in ROLES for a, b in s[role]):
            return False
    return inside


def _in_the_mouth_of(
    article: Gold, start: int, end: int, *, direct: bool, chance: random.Random
) -> Gold:
    """The article with its words from `start` to `end` reported as somebody's."""
    surname = "".join(chance.sample("abdeiklmnorstuv", 6)).title()
    name = chance.choice((surname, f"{chance.choice(FIRST_NAMES)} {surname}"))
    speaker, cue = chance.choice(SPEAKERS), chance.choice(VERBS)
    stop = article.text[end - 1] == "."
    opening, closing = STYLES[chance.choice(("curly", "curly", "straight"))]
    conjunction = chance.choice(("that ", "that ", ""))
    behind = direct and stop and chance.random() < 0.6  # “...,” she said.
    if behind and "{name}" not in speaker:
        speaker = speaker.lower()
    source = speaker.format(name=name)
    if behind:
        before, after = opening, f"{closing} {source} {cue}."
    elif direct:
        before, after = f"{source} {cue}: {opening}", closing
    else:
        before, after = f"{source} {cue} {conjunction}", ""
    inner: list[Change] = []
    if direct:
        requotes = [c for c in requoted(article.text, "british") if start <= c[0] and c[1] <= end]
        inner = requotes + _first_person(article, start, end, chance)
        inner += [(end - 1, end, ",")] if behind else []
    elif LOWERED.match(article.text, start):
        inner = [(start, start + 1, article.text[start].lower())]
    inner = _apart(inner)
    told = rewrite(article, [(start, start, before), *inner, (end, end, after)])
    first = start + len(before)
    last = end + len(before) + sum(len(new) - (b - a) for a, b, new in inner)
    if direct:
        content = (first - len(opening), last + len(closing))
    else:
        content = (first - len(conjunction), last - stop)
    at = content[1] + 1 if behind else start
    spoken = at + len(source) + 1
    outer = {
        "source": [(at, at + len(source))],
        "cue": [(spoken, spoken + len(cue))],
        "content": [content],
    }
    held = [s for s in told.statements if first <= s["cue"][0][0] < last]
    return replace(
        told,
        statements=[*(s for s in told.statements if s not in held), outer],
        nested=told.nested + held,
        searched=[*told.searched, content],
    )


def _apart(changes: Iterable[Change]) -> list[Change]:
    """The changes in order, without those that touch one before them."""
    kept: list[Change] = []
    for change in sorted(changes):
        if not kept or change[0] >= kept[-1][1]:
            kept.append(change)
    return kept


def _first_person(article: Gold, start: int, end: int, chance: random.Random) -> list[Change]:
    """Changes that let some sources within a stretch speak of themselves."""
    changes: list[Change] = []
    for s in article.statements:
        if not (len(s["source"]) == len(s["cue"]) == 1 and start <= s["source"][0][0] < end):
            continue
        (a, b), (c, d) = s["source"][0], s["cue"][0]
        verb = article.text[c:d]
        if article.text[b:c] == " " and verb.isalpha() and chance.random() < 0.5:
            changes.append((a, b, chance.choice(("I", "I", "We" if a == start else "we"))))
            if verb.endswith("s") and not verb.endswith("ss") and len(verb) > 3:
                changes.append((d - 1, d, ""))
    return changes


def sayings(articles: Iterable[Gold]) -> list[tuple[str, str]]:
    """(name, words) of direct statements that could stand alone, as in a column of voices."""
    found = []
    for article in articles:
        for s in article.statements:
            if len(s["content"]) == 1 and s["source"]:
                words, name = (article.text[slice(*s[role][0])] for role in ("content", "source"))
                match = QUOTED.fullmatch(words)
                if match and NAME.fullmatch(name) and 4 < len(words.split()) < 80:
                    found.append((name, match[1].rstrip(",").strip()))
    return found


def headlines(articles: Iterable[Gold]) -> list[str]:
    """First paragraphs that look like headlines."""
    firsts = [article.text.split("\n", 1)[0].strip() for article in articles]
    return [first for first in firsts if 20 < len(first) < 110 and first[-1] not in '.”"']


def with_voices(article: Gold, pool: Sequence[tuple[str, str]], chance: random.Random) -> Gold:
    """The article and, after it, what some people said, each as “words” — name."""
    opening, closing = STYLES[chance.choice(("curly", "curly", "straight", "british", "none"))]
    dash = chance.choice(("—", "–", "―", "-", "--"))
    before, after = chance.choice(((" ", " "), (" ", " "), ("", " "), ("", ""), ("\n", " ")))
    stop, between = chance.choice(("", "", ".")), chance.choice(("\n", "\n\n"))
    text, statements = article.text.rstrip(), list(article.statements)
    for surname, words in chance.sample(pool, chance.randint(2, 7)):
        name = f"{chance.choice(FIRST_NAMES)} {surname}" if " " not in surname else surname
        text += between
        content = (len(text), len(text) + len(opening + words + closing))
        text += opening + words + closing + before
        cue = (len(text), len(text) + len(dash))
        text += dash + after
        statements.append(
            {"source": [(len(text), len(text) + len(name))], "cue": [cue], "content": [content]}
        )
        text += name + stop
    return replace(article, text=text, statements=statements)


def with_turns(article: Gold, pool: Sequence[tuple[str, str]], chance: random.Random) -> Gold:
    """The article and, after it, turns of an interview or a debate, each as NAME: words."""
    chosen = chance.sample(pool, chance.randint(3, 9))
    names = [chance.choice((name, name.split()[-1].upper())) for name, _ in chosen[:3]]
    if chance.random() < 0.4:
        names[:2] = ["Q", chance.choice(("A", "A", names[1]))]
    mark = chance.choice(("", "", "", "“", '"'))
    between = chance.choice(("\n", "\n\n"))
    text, statements = article.text.rstrip(), list(article.statements)
    for turn, (_, words) in enumerate(chosen):
        name = names[turn % 2] if chance.random() < 0.9 else names[2]
        more = [further for _, further in chance.sample(pool, chance.choice((0, 0, 1, 2, 4)))]
        speech = chance.choice((" ", " ", between)).join([words, *more])
        text += between + mark
        source = (len(text), len(text) + len(name))
        text += name + ": "
        content = (len(text), len(text) + len(speech))
        text += speech
        statements.append(
            {"source": [source], "cue": [(source[1], source[1] + 1)], "content": [content]}
        )
    text += "”" if mark == "“" else mark
    return replace(article, text=text, statements=statements)


def with_furniture(
    article: Gold, titles: Sequence[str], pool: Sequence[tuple[str, str]], chance: random.Random
) -> Gold:
    """The article among what pages and archives put around one, in which nobody is quoted."""
    name, words = chance.choice(pool)
    other, town = chance.choice(pool)[0], "".join(chance.sample("abdeiklmnorstuv", 5)).title()
    day = f"{chance.choice(MONTHS)} {chance.randint(1, 28)}"
    listed = chance.sample(titles, chance.randint(2, 6))
    bullet = chance.choice(("", "", "• ", "- ", "* "))
    heading = chance.choice(
        ("Related", "Read more", "More on this", "Most read", "RELATED STORIES")
    )
    figures = [
        "\t".join([chance.choice(pool)[0], *(f"{chance.uniform(1, 90):.1f}" for _ in range(3))])
        for _ in range(chance.randint(3, 7))
    ]
    behind = [
        f"Correction: {day}. An earlier version of this article said that {name} was born in "
        f"{town}. He was born in {other}.",
        f"This article was amended on {day}. The original quoted {name} as saying: “{words}” "
        f"Those were the words of {other}.",
        f"{name} of {town}, who said on {day} that it would be close. Photograph: {other}/Agency",
        f"{name} speaks to reporters in {town} on {day}. ({other}/Pool photo)",
        "\n".join([heading, *(bullet + line for line in listed)]),
        "\n".join(["Name\tFirst\tSecond\tThird", *figures]),
        f"Follow {name} on Twitter for more. Sign up to our newsletter to hear what {town} thinks.",
        f"© {town} Press. All rights reserved. The views expressed are those of the author.",
    ]
    added = "\n\n" + "\n\n".join(chance.sample(behind, chance.randint(1, 4)))
    end = len(article.text)
    article = rewrite(article, [(end, end, added)])
    nothing = [(end, len(article.text))]
    if chance.random() < 0.4:
        first = article.text[: paragraph_spans(article.text)[0][1]]
        line = chance.choice(("ABSTRACT: {}", "ABSTRACT\n{}", "Summary: {}")).format(first) + "\n\n"
        article = rewrite(article, [(0, 0, line)])
        nothing = [(0, len(line)), *((a + len(line), b + len(line)) for a, b in nothing)]
    return replace(article, nothing=nothing)
