"""Stories and utterances: copies count once, and nothing is glued that is not one."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select, update

from onrecord import Article, Record
from onrecord.errors import SearchError
from onrecord.record import Utterance
from onrecord.record.cursor import packed
from onrecord.record.database import open_for_reading, open_for_writing
from onrecord.record.grouping.group import regroup
from onrecord.record.grouping.likeness import Change, changes, is_alike, likeness, wording
from onrecord.record.grouping.minhash import minhashes
from onrecord.record.grouping.sources import independent
from onrecord.record.place import Place
from onrecord.record.searching.packing import FORM, UNNAMED, number
from onrecord.record.searching.tallies import tally_all
from onrecord.record.tables import articles, facets, statements
from onrecord.statement import Speaker, Statement, passage, statement_id

DAM = [
    "Engineers closed two gates of the Vessen dam on Thursday night after water had risen over "
    "the lower terrace of the old town for the third day in a row.",
    "Premier Ilse Marrant said that the provincial government would move eight hundred families "
    "to the hills before the weekend and pay for their beds.",
    "The mayor of Zelk, Osk Brandt, had asked for army boats in March, but the province sent "
    "sandbags and a small team of surveyors to the valley instead.",
    "Farmers along the lower river lost most of the early barley, according to the growers' "
    "union, which puts the damage at nine million crowns so far.",
    "The dam was built sixty years ago and was last repaired when the ferry harbour was moved "
    "to the northern bank by a loan from the coastal bank.",
]
OTHER = [
    "Water stood knee-deep in the market of Zelk this morning, and shopkeepers carried flour "
    "and cloth up the stairs of the town hall.",
    "Two gates are shut now. Residents who rang the harbour office were told to boil whatever "
    "comes from their taps until somebody tests it.",
    "Ilse Marrant, the premier, promised eight hundred families a place to sleep in the hills, "
    "although nobody on Mill Street had yet been given an address.",
    "A retired lock keeper, Jorun Falk, blamed rust. He has written four letters about the "
    "hinges since the autumn and keeps the answers in a tin.",
]


def text(paragraphs: Iterable[str]) -> str:
    return "\n\n".join(paragraphs)


LIGHTLY = [
    DAM[0].replace("on Thursday night", "late on Thursday"),
    DAM[1].replace("eight hundred", "some eight hundred"),
    DAM[2].replace("instead", "only"),
    *DAM[3:],
]
COPIES = {
    "verbatim": text(DAM),
    "cut": text(DAM[:3]),
    "brief": text(DAM[:1]),
    "headline and byline": text(["Flood: two gates shut", "By Runa Holt, Vessen (NPA) —", *DAM]),
    "own first paragraph": text([OTHER[0], *DAM[1:]]),
    "lightly edited": text(LIGHTLY),
    "one line a paragraph": "\n".join(DAM),
    "typography": text(DAM).replace("growers' union", "growers’ union").replace("eight", "EIGHT"),
    "footer": text([*DAM, "Sign up here for the morning letter of the Zelk Post and its weather."]),
}
NO_COPIES = {
    "the same event": text(OTHER),
    "one paragraph of it": text([*OTHER, DAM[3]]),
    "a short note with a footer": text(
        ["Read the terms of use of the Northern Press Agency before you print any of this."]
    ),
}

MARRANT, BRANDT = "Ilse Marrant", "Osk Brandt"
BORDER = "“If a single soldier stays in the valley camp, we will close the border,”"


def saying(
    name: str,
    said: Iterable[tuple[str | None, str]],
    *,
    outlet: str | None = None,
    day: date | None = date(2026, 3, 6),
    around: str = "",
    extractor: str = "hand 1",
) -> tuple[Article, list[Statement]]:
    """An article with statements: who, in which words."""
    body, found = around, []
    places = []
    for who, content in said:
        start = len(body)
        body += f"{who or 'Officials'} said: {content}\n\n"
        places.append((who, start, len(who or "Officials"), start + len(who or "Officials") + 7))
    article = Article.from_text(body, id=name, outlet=outlet, published=day)
    for (who, content), (_, start, length, at) in zip(said, places, strict=True):
        source, cue = [(start, start + length)], [(start + length + 1, start + length + 5)]
        spans = [(at, at + len(content))]
        speaker = Speaker(
            actor=None, name=who or "Officials", type="person",
            how="named" if who else "unnamed", confidence=0.9,
        )  # fmt: skip
        found.append(
            Statement(
                id=statement_id(article.text, source, cue, spans), kind="mixed",
                source=passage(article.text, source), cue=passage(article.text, cue),
                content=passage(article.text, spans), speaker=speaker,
                confidence=0.9, extractor=extractor,
            )
        )  # fmt: skip
    return article, found


def groups(record: Record) -> tuple[set[frozenset[str]], set[frozenset[tuple[str, str]]]]:
    """The articles of each story, and the statements of each utterance."""
    with open_for_reading(record._engine, record.path) as connection:
        rows = connection.execute(
            select(articles.c.id, statements.c.content, facets.c.story, facets.c.utterance)
            .join_from(facets, statements)
            .join(articles, articles.c.key == statements.c.article_key)
        ).all()
    story: dict[int, set[str]] = {}
    utterance: dict[int, set[tuple[str, str]]] = {}
    for row in rows:
        story.setdefault(row.story, set()).add(row.id)
        utterance.setdefault(row.utterance, set()).add((row.id, row.content))
    return {frozenset(s) for s in story.values()}, {frozenset(u) for u in utterance.values()}


def kept(path: Place, found: Iterable[tuple[Article, list[Statement]]]) -> Record:
    record = Record(path)
    record.add_extracted(found)
    return record


def said(record: Record, **filters: Any) -> list[Utterance]:
    return list(record.utterances(**filters))


def one_each(texts: dict[str, str]) -> list[tuple[Article, list[Statement]]]:
    return [
        saying(name, [(MARRANT, f"“number {n}”")], around=words + "\n\n")
        for n, (name, words) in enumerate(texts.items())
    ]


@pytest.mark.parametrize("name", [name for name in COPIES if name != "verbatim"])
def test_copies_are_one_story(tmp_path: Path, name: str) -> None:
    two = {"verbatim": COPIES["verbatim"], name: COPIES[name]}
    with kept(tmp_path / "news.db", one_each(two)) as record:
        assert groups(record)[0] == {frozenset(two)}


@pytest.mark.parametrize("name", NO_COPIES)
def test_other_articles_are_stories_of_their_own(tmp_path: Path, name: str) -> None:
    two = {"verbatim": COPIES["verbatim"], name: NO_COPIES[name]}
    with kept(tmp_path / "news.db", one_each(two)) as record:
        assert groups(record)[0] == {frozenset([one]) for one in two}


def test_quotations_that_two_reports_have_make_them_no_copies(tmp_path: Path) -> None:
    speech = " ".join(f"“{sentence}”" for sentence in DAM)
    two = {"one": f"{OTHER[0]}\n\n{speech}", "other": f"{OTHER[3]}\n\n{speech}"}
    with kept(tmp_path / "news.db", one_each(two)) as record:
        assert len(groups(record)[0]) == 2


def test_a_round_up_joins_no_stories(tmp_path: Path) -> None:
    briefs = {f"brief {n}": DAM[n] for n in range(1, 5)}
    round_up = text([OTHER[0], *briefs.values()])
    with kept(tmp_path / "news.db", one_each({**briefs, "round-up": round_up})) as record:
        together = [group for group in groups(record)[0] if len(group) > 1]
    assert all(len(group & briefs.keys()) == 1 for group in together)


SAME = {
    "typography": '"If a single soldier stays in the valley camp, we will close the border"',
    "tense": "that if a single soldier stayed in the valley camp, they would close the border",
    "cut": "“a single soldier stays in the valley camp”",
    "ellipsis": "“If a single soldier stays ... we will close the border,”",
    "a word": "“If one single soldier remains in the valley camp, we will close the border,”",
    "longer": f"{BORDER[:-2]}. And nobody should doubt that for a moment,”",
}
DIFFERENT = {
    "negated": "“If a single soldier stays in the valley camp, we won’t close the border,”",
    "never": "“If a single soldier stays in the valley camp, we will never close the border”",
    "number": "“If a 2nd soldier stays in the valley camp, we will close the border 9 days,”",
    "name": "“If a single soldier stays in the Zelk camp, we will close the border,”",
    "opposite": "“If a single soldier stays in the valley camp, we will open the northern border,”",
    "topic": "the valley camp by the northern border",
    "other": "“The ferry will sail at noon whoever pays for the coal and the harbour lights,”",
}


SAID = [(who, name) for who in (MARRANT, "Marrant") for name in SAME]


@pytest.mark.parametrize(
    ("who", "name"), [*SAID, (None, "typography"), (None, "tense"), (None, "longer")]
)
def test_the_same_words_are_one_utterance(tmp_path: Path, who: str | None, name: str) -> None:
    two = [
        saying("one", [(MARRANT, BORDER)], outlet="The Zelk Post"),
        saying("other", [(who, SAME[name])], outlet="The Vessen Herald", day=date(2026, 3, 9)),
    ]
    with kept(tmp_path / "news.db", two) as record:
        (found,) = said(record)
    assert (found.who, found.articles, found.sources) == (MARRANT, 2, 2)
    assert (found.first, found.last) == (date(2026, 3, 6), date(2026, 3, 9))
    assert found.id == two[0][1][0].id
    first = found.variants[0]
    assert (first.text, first.changes) == (BORDER, ())
    if name == "typography":
        assert (len(found.variants), first.count) == (1, 2)
        assert first.outlets == ("The Zelk Post", "The Vessen Herald")
    else:
        assert [v.count for v in found.variants] == [1, 1]
        assert found.variants[1].changes


@pytest.mark.parametrize("name", DIFFERENT)
def test_other_words_are_another_utterance(tmp_path: Path, name: str) -> None:
    original = BORDER.replace("valley", "Vessen") if name == "name" else BORDER
    two = [saying("one", [(MARRANT, original)]), saying("other", [(MARRANT, DIFFERENT[name])])]
    with kept(tmp_path / "news.db", two) as record:
        assert len(said(record)) == 2


def test_another_number_is_another_utterance() -> None:
    words = "“The flood cost the growers of the lower valley {} million crowns in barley,”"
    assert likeness(wording(words.format("nine")), wording(words.format("9"))) == 1
    assert not is_alike(wording(words.format("9")), wording(words.format("12")))


def test_what_two_speakers_said_stays_two(tmp_path: Path) -> None:
    three = [
        saying("one", [(MARRANT, BORDER)]),
        saying("other", [(BRANDT, BORDER)]),
        saying("third", [(None, BORDER)]),
    ]
    with kept(tmp_path / "news.db", three) as record:
        assert sorted((one.who, one.articles) for one in said(record)) in (
            [(MARRANT, 1), (BRANDT, 2)], [(MARRANT, 2), (BRANDT, 1)],
        )  # fmt: skip


@pytest.mark.parametrize("short", ["“No,”", "“We do not comment,”", "that he was sorry"])
def test_short_answers_join_within_a_story_only(tmp_path: Path, short: str) -> None:
    three = [
        saying("one", [(BRANDT, short)], around=text(DAM) + "\n\n"),
        saying("copy", [(BRANDT, short)], around=text(DAM[:4]) + "\n\n"),
        saying("other", [(BRANDT, short)], around=text(OTHER) + "\n\n"),
    ]
    with kept(tmp_path / "news.db", three) as record:
        assert sorted(one.articles for one in said(record)) == [1, 2]


def test_drift_glues_nothing(tmp_path: Path) -> None:
    words = ["harbour", "board", "will", "sell", "old", "ferry", "before", "winter", "and", "buy"]
    steps = ["“" + " ".join(words) + "”"]
    for place, word in enumerate(["council", "paints", "may", "rent", "new", "tram", "after"]):
        words[place] = word
        steps.append("“" + " ".join(words) + "”")
    found = [saying(f"step {n}", [(MARRANT, step)]) for n, step in enumerate(steps)]
    with kept(tmp_path / "news.db", found) as record:
        for one in said(record):
            wordings = [wording(v.text) for v in one.variants]
            assert any(all(is_alike(w, lead) for w in wordings) for lead in wordings)
        assert len(said(record)) > 1


def agency(number: int) -> list[tuple[Article, list[Statement]]]:
    """A story that many outlets print, and a report of one's own."""
    printed = [
        saying(
            f"print {n}", [(MARRANT, BORDER)], outlet=f"Outlet {n}",
            around=text(DAM if n % 2 else DAM[:4]) + "\n\n",
        )
        for n in range(number)
    ]  # fmt: skip
    own = saying(
        "own", [(MARRANT, SAME["tense"])], outlet="The Zelk Post", around=text(OTHER) + "\n\n"
    )
    return [*printed, own]


def test_an_agencys_story_counts_once(tmp_path: Path) -> None:
    with kept(tmp_path / "news.db", agency(40)) as record:
        (found,) = said(record, min_sources=2)
        assert (found.articles, found.sources) == (41, 2)
        assert [(v.count, len(v.outlets)) for v in found.variants] == [(1, 1), (40, 40)]
        page = record.search(text="border", limit=1)
        assert (page.total, page.articles, page.sources) == (41, 41, 2)
        assert said(record, min_sources=3) == []
        assert said(record, text="closed") == said(record, outlet="Outlet 7") == [found]
        assert said(record, text="ferry") == []


@pytest.mark.parametrize("older", [False, True])
def test_an_outlet_without_a_name_is_none_wherever_it_is_counted(place: Place, older: bool) -> None:
    print_it = ("a", OTHER[:2]), ("b", DAM[3:])
    stories = [
        saying(name, [(MARRANT, BORDER)], outlet="", around=text(around) + "\n\n")
        for name, around in print_it
    ]
    with kept(place, stories) as record:
        if older:  # which kept the name as it was given
            _name_outlets(record, "")
        (found,) = said(record)
        for page in (record.search(), record.search(text="border")):
            assert (page.articles, page.sources, page.facets["outlet"]) == (2, found.sources, ())
        assert found.sources == 2


def _name_outlets(record: Record, name: str) -> None:
    """Name the outlet of every statement behind the record's back."""
    with open_for_writing(record._engine, record.path) as connection:
        for row in connection.execute(select(facets)).all():
            facts = np.frombuffer(row.packed, dtype=FORM).copy()
            facts["outlet"] = number(name) or UNNAMED
            theirs = update(facets).where(facets.c.statement_key == row.statement_key)
            connection.execute(theirs.values(outlet=name, packed=facts.tobytes()))
        tally_all(connection)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], 0),
        ([(1, "A"), (1, "B"), (1, None)], 1),
        ([(1, "A"), (2, "A"), (3, "A")], 1),
        ([(1, "A"), (1, "B"), (2, "A")], 2),
        ([(1, None), (2, None), (3, "A")], 3),
        ([(1, "A"), (1, "B"), (2, "A"), (2, "B"), (3, "B")], 2),
        ([(1, "A"), (2, "A"), (2, "B"), (3, "B"), (3, "C")], 3),
    ],
)
def test_independent_sources(pairs: list[tuple[int, str | None]], expected: int) -> None:
    for _ in range(5):
        random.Random(_).shuffle(pairs)
        assert independent(pairs) == expected


def everything() -> list[tuple[Article, list[Statement]]]:
    """Copies, reports, chains of wordings, and several speakers."""
    made = []
    wordings = [BORDER, *SAME.values(), *DIFFERENT.values()]
    speakers = (MARRANT, "Marrant", BRANDT, None)
    for n, (name, words) in enumerate({**COPIES, **NO_COPIES}.items()):
        quotes = [
            (speakers[(n + k) % 4], wordings[(2 * n + 5 * k) % len(wordings)]) for k in range(3)
        ]
        made.append(
            saying(
                name, [*quotes, (BRANDT, "“No,”")], outlet=f"Outlet {n % 5}",
                around=words + "\n\n", day=date(2026, 3, 1 + n % 9) if n % 4 else None,
            )
        )  # fmt: skip
    return made


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_articles_does_not_matter(tmp_path: Path, seed: int) -> None:
    shuffled = everything()
    random.Random(seed).shuffle(shuffled)
    with kept(tmp_path / "all.db", everything()) as whole, Record(tmp_path / "one.db") as record:
        expected = groups(whole)
        for one in shuffled:
            record.add_extracted([one])
        assert groups(record) == expected
        assert record.regroup() == (len(expected[0]), len(said(record)))
        assert groups(record) == expected
        assert any(len(group) > 2 for group in expected[0])
        assert any(len(group) > 2 for group in expected[1])


def test_what_is_read_anew_leaves_and_joins(tmp_path: Path) -> None:
    found = agency(3)
    with kept(tmp_path / "news.db", found) as record:
        changed = saying("print 1", [(MARRANT, DIFFERENT["other"])], around=text(OTHER[::-1]))
        record.add_extracted([changed])
        assert groups(record)[0] == {
            frozenset(["print 0", "print 2"]),
            frozenset(["print 1", "own"]),
        }
        assert sorted(one.articles for one in said(record)) == [1, 3]
        again = groups(record)
        record.regroup()
        assert groups(record) == again
        newer = saying("print 1", [(MARRANT, BORDER)], around=text(OTHER[::-1]), extractor="hand 2")
        record.add_extracted([newer])
        (one,) = said(record)
        assert (one.articles, one.sources) == (4, 2)


def test_a_story_falls_apart_without_what_joined_it(tmp_path: Path) -> None:
    half = {"first": text(DAM[:2]), "second": text(DAM[2:4]), "whole": text(DAM[:4])}
    quote = [(BRANDT, "“No,”")]
    found = [saying(name, quote, around=words + "\n\n") for name, words in half.items()]
    with kept(tmp_path / "news.db", found) as record:
        assert groups(record)[0] == {frozenset(half)}
        assert [one.articles for one in said(record)] == [3]
        record.add_extracted([saying("whole", quote, around=text(OTHER) + "\n\n")])
        assert groups(record)[0] == {frozenset([name]) for name in half}
        assert [one.articles for one in said(record)] == [1, 1, 1]


def test_corrections_move_statements(tmp_path: Path) -> None:
    with kept(tmp_path / "news.db", agency(1)) as record:
        own = next(one for one in record.statements(article="own"))
        record.review.correct(own.statement.id, "speaker", BRANDT, who="ana")
        assert len(said(record)) == 2
        record.review.undo(1, who="ana")
        assert len(said(record)) == 1
        record.review.reject(own.statement.id, who="ana")
        (found,) = said(record)
        assert (found.articles, found.sources) == (1, 1)


def named(record: Record, article: str) -> str:
    """The actor of the first statement of an article."""
    speaker = next(one for one in record.statements(article=article)).statement.speaker
    return str(speaker and speaker.actor)


def test_judgements_of_actors_join_and_part_what_they_said(place: Place) -> None:
    two = [
        saying("one", [(MARRANT, BORDER)], outlet="The Zelk Post"),
        saying("other", [("The Harbour Lady", BORDER)], outlet="The Vessen Herald"),
        saying("third", [(MARRANT, BORDER)], outlet="The Zelk Post"),
    ]
    with Record(place) as record:
        record.add_extracted(two)
        assert named(record, "one") == named(record, "third")

        def together() -> list[list[str]]:
            found = (sorted(article for article, _ in group) for group in groups(record)[1])
            return sorted(found)

        apart = [["one", "third"], ["other"]]
        assert together() == apart
        merged = record.actors.merge(named(record, "one"), named(record, "other"), who="ana")
        assert together() == [["one", "other", "third"]]
        split = record.actors.split(named(record, "one"), articles=["third"], who="ana")
        assert together() == [["one", "other"], ["third"]]
        record.actors.undo(merged.number, who="bo")
        assert together() == [["one"], ["other"], ["third"]]
        record.add_extracted([saying("fourth", [(MARRANT, BORDER)], outlet="The Zelk Post")])
        assert ["other"] in together()
        assert len(together()) == 3
        record.actors.undo(split.number, who="bo")
        assert together() == [["fourth", "one", "third"], ["other"]]


def grouped(record: Record, *, anew: bool = False) -> list[tuple[object, ...]]:
    """The groups of each statement: as they are, or as they would be if all were grouped anew."""
    columns = (facets.c.statement_key, facets.c.story, facets.c.utterance, facets.c.chain)
    with (
        record._engine.connect().execution_options(write=True) as connection,
        connection.begin() as transaction,
    ):
        if anew:
            regroup(connection)
        query = select(*columns).order_by(facets.c.statement_key)
        found = [tuple(row) for row in connection.execute(query)]
        transaction.rollback()
    return found


def voices() -> list[tuple[Article, list[Statement]]]:
    """Several who say nearly the same, at length and shortly, in copies and elsewhere."""
    names, wordings = (MARRANT, BRANDT, "Per Trask", "Ada Orlan", None), [BORDER, *SAME.values()]
    return [
        saying(
            f"article {n}",
            [
                (names[n % 5], wordings[n % 4]), (names[(n + 1) % 5], wordings[n % 3]),
                (names[n % 3], "“No,”"),
            ],
            outlet=f"Outlet {n % 3}", around=text(DAM if n % 2 else OTHER) + "\n\n",
        )
        for n in range(12)
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_after_any_judgements_groups_are_as_if_grouped_anew(place: Place, seed: int) -> None:
    chance = random.Random(seed)
    seen = set()
    with Record(place) as record:
        record.add_extracted(voices())
        for step in range(20):
            actors = [one.id for one in record.actors.list()]
            standing = [j.number for j in record.actors.judgements() if j.undone_at is None]
            what = chance.choice(["merge", "merge", "split", "split", "undo"])
            if what == "undo" and standing:
                record.actors.undo(chance.choice(standing), who="ana")
            elif what == "split":
                actor = chance.choice(actors)
                ids = sorted({one.statement.id for one in record.statements(actor=actor)})
                if len(ids) > 1:
                    some = chance.sample(ids, chance.randrange(1, len(ids)))
                    record.actors.split(actor, statements=some, who="ana")
            elif len(actors) > 1:
                record.actors.merge(*chance.sample(actors, 2), who="ana")
            now = grouped(record)
            assert now == grouped(record, anew=True), step
            seen.add(tuple(now))
    assert len(seen) > 4


def test_a_corrected_content_is_what_is_grouped(place: Place) -> None:
    words = f"{BORDER} she said, and that the ferry"
    with Record(place) as record:
        record.add_extracted(
            [saying("one", [(MARRANT, BORDER)]), saying("other", [(MARRANT, DIFFERENT["other"])])]
        )
        one = next(record.statements(article="one")).statement
        record.review.correct(one.id, "content", "we will close the border", who="ana")
        record.review.correct(one.id, "content", list(one.content.spans), who="ana")
        record.add_extracted([saying("third", [(MARRANT, words)])])
        assert grouped(record) == grouped(record, anew=True)
        together = {frozenset(article for article, _ in group) for group in groups(record)[1]}
        assert together == {frozenset(["one", "third"]), frozenset(["other"])}
        record.review.correct(one.id, "content", [(0, 11)], who="ana")
        assert len(groups(record)[1]) == 3
        assert grouped(record) == grouped(record, anew=True)


def test_one_text_in_two_outlets_has_one_statement(tmp_path: Path) -> None:
    found = [
        saying(f"{n}", [(MARRANT, BORDER)], outlet=f"Outlet {n}", around=text(DAM) + "\n\n")
        for n in range(2)
    ]
    with kept(tmp_path / "news.db", found) as record:
        (one,) = said(record)
    assert (one.articles, one.sources, len(one.variants[0].statements)) == (2, 1, 1)


def denials() -> list[tuple[Article, list[Statement]]]:
    """Two articles of one short text, whose statements have the same ids and are not joined."""
    said_ = [(MARRANT, "“I was never paid,”"), (MARRANT, "“I would resign,”")]
    return [
        saying(f"brief {n}", said_, outlet=f"Outlet {n}", day=date(2026, 3, 6 + n))
        for n in range(2)
    ]


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_have_every_utterance_once(place: Place, limit: int) -> None:
    with Record(place) as record:
        record.add_extracted([*denials(), *agency(2)])
        for filters in ({}, {"text": "paid"}, {"speaker": MARRANT}, {"min_sources": 2}):
            every = said(record, **filters)
            paged, after = [], None
            while True:
                page = record.utterance_page(limit=limit, after=after, **filters)
                assert page.found
                assert list(page.found) == said(record, limit=limit, after=after, **filters)
                paged += page.found
                after = page.next
                if after is None:
                    break
            assert paged == every
        every = said(record)
        assert len({(one.id, one.article) for one in every}) == len(every) == 5
        assert len({one.id for one in every}) == 3
        beyond = packed("utterances", 1, 2**31 - 1, 2**31 - 1)
        assert record.utterance_page(after=beyond).found


@pytest.mark.parametrize("after", ["", "x", "WyJkYXRlIiw3Mzk3NTAsMThd", "d124d7a6f56079ec7bd4"])
def test_pages_of_utterances_go_on_from_a_token_of_theirs(tmp_path: Path, after: str) -> None:
    with kept(tmp_path / "news.db", denials()) as record:
        with pytest.raises(SearchError, match="after needs a token"):
            record.utterance_page(after=after)
        with pytest.raises(SearchError, match="after needs a token"):
            record.utterances(after=after)


def test_articles_without_paragraphs_or_words_are_stories(tmp_path: Path) -> None:
    odd = [saying("a", [(None, "“…”")]), saying("b", [(None, "“…”")]), saying("c", [(None, "?")])]
    with kept(tmp_path / "news.db", odd) as record:
        assert (len(groups(record)[0]), len(said(record))) == (3, 3)
        assert record.regroup() == (3, 3)
    with Record(tmp_path / "empty.db") as record:
        assert (record.regroup(), said(record)) == ((0, 0), [])


def test_a_query_that_cannot_be_understood_says_so(tmp_path: Path) -> None:
    with Record(tmp_path / "news.db") as record, pytest.raises(SearchError):
        record.utterances(text="troops AND")


def test_changes_of_words() -> None:
    assert changes("“We will leave the camp,”", "We would leave the old camp.") == (
        Change("will", "would"),
        Change("", "old"),
    )
    assert changes("We’ll leave", "we'll LEAVE!") == ()


def test_values_of_a_text_do_not_depend_on_others() -> None:
    texts = [sentence.split() for sentence in DAM]
    together = minhashes(texts, run=4, count=3)
    assert together == [minhashes([one], run=4, count=3)[0] for one in texts]
    assert len({value for values in together for value in values}) > 12
    assert minhashes([], run=4, count=3) == []


def test_utterances_on_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    kept(path, agency(3)).close()

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "onrecord", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    (line,) = run("utterances", str(path), "--min-sources", "2").stdout.splitlines()
    found = json.loads(line)
    assert (found["articles"], found["sources"], len(found["variants"])) == (4, 2, 2)
    assert found["first"] == "2026-03-06"
    rows = run("utterances", str(path), "border", "--format", "csv").stdout.splitlines()
    assert len(rows) == 3
    table = run("utterances", str(path), "--format", "table").stdout
    assert "wordings" in table
    assert set(found["who"].split()) <= set(table.split())  # not a letter a line
    assert run("regroup", str(path)).stderr == "2 stories, 1 utterances\n"
    assert "4 found in 4 articles, 2 indep" in run("search", str(path), "--format", "table").stdout
    kept(tmp_path / "twice.db", denials()).close()
    *_, last = run("utterances", str(tmp_path / "twice.db"), "--format", "csv").stdout.splitlines()
    assert last.endswith(",brief 0")
    for line in run("utterances", str(tmp_path / "twice.db")).stdout.splitlines():
        assert json.loads(line)["article"] in ("brief 0", "brief 1")
    missing = run("regroup", str(tmp_path / "none.db"))
    assert (missing.returncode, missing.stdout) == (1, "")
