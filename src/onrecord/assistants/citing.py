"""From what a record gives to what assistants are given, cut to a size that they can take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import msgspec

from onrecord.answers.shapes import actor_of
from onrecord.assistants import answers
from onrecord.export.citation import citation, passage_link, shortened
from onrecord.export.rows import Found, context_span
from onrecord.positions.redlines import RedLine
from onrecord.record import Checked, Page, Utterance
from onrecord.record import Found as Kept
from onrecord.record.checking.cautions import CAUTIONS
from onrecord.record.portraits import Portrait
from onrecord.statement import passage

LONGEST, LONGEST_LINK = 600, 4_000
"""Characters of a text, and of an address, where it is not given whole."""
MOST = 12
"""Members of a list, where it is not given whole."""
MOST_VALUES = 5
"""Values of a facet."""
MEANINGS = {
    "verbatim": "On the record in these very words.",
    "near": "On the record in nearly these words; `differences` has those that differ.",
    "paraphrase": "Perhaps on the record in other words: candidates to read and judge, no proof.",
    "absent": "Not on this record. That does not mean that it was never said: the record has only "
    "the articles that were added to it.",
}
"""What the verdicts on a quote mean."""


def statement_of(one: Found, *, whole: bool = False) -> answers.Statement:
    """A statement, with how to cite it; cut where it is long, unless it is wanted whole."""
    values = _values(one)
    shown = values if whole else _cut(values)
    link = passage_link(one.article, one.statement.content.spans)
    too_long = link is not None and len(link) > LONGEST_LINK and not whole
    return answers.Statement.model_validate(
        {
            **shown,
            "link": None if too_long else link,
            "cut": too_long or shown != values,
        }
    )


def _values(one: Found) -> dict[str, Any]:
    """The contract's JSON, with the words of acts and of continuity beside their places."""
    text = one.article.text
    plain = {"corrected": [], **one.statement.to_dict()}
    for part in (*plain["acts"], *filter(None, [plain["continuity"]])):
        part["text"] = passage(text, part["spans"]).text
    return {**plain, "article": _article(one), "citation": citation(one)}


def _article(one: Found) -> dict[str, Any]:
    fields = msgspec.to_builtins(one.article)
    del fields["text"]
    return {**fields, "version": one.version}


def _cut(value: Any) -> Any:
    """Plain values with long texts and long lists shortened."""
    if isinstance(value, str):
        return shortened(value, LONGEST)
    if isinstance(value, list):
        return [_cut(one) for one in value[:MOST]]
    if isinstance(value, dict):
        return {name: _cut(one) for name, one in value.items()}
    return value


def page_of(page: Page) -> answers.Page:
    """A page of statements."""
    facets = {
        name: [asdict(value) for value in values[:MOST_VALUES]]
        for name, values in page.facets.items()
    }
    return answers.Page.model_validate(
        {
            "total": page.total,
            "articles": page.articles,
            "sources": page.sources,
            "facets": _cut(facets),
            "statements": [statement_of(one) for one in page.found],
            "next": page.next,
        }
    )


def check_of(checked: Checked, start: int, following: str | None) -> answers.Check:
    """What is known of a quote, from a match on."""
    matches = [
        {
            "verdict": match.comparison.verdict,
            "score": round(match.comparison.score, 3),
            "by_speaker": match.by_speaker,
            "differences": [
                {"on_record": _cut(one.statement), "in_quote": _cut(one.quote)}
                for one in match.comparison.differences[:MOST]
            ],
            "part": match.part,
            "cautions": [CAUTIONS[one] for one in match.cautions],
            "sentence": _cut(match.sentence),
            "statement": statement_of(match.found),
        }
        for match in checked.matches[start:]
    ]
    return answers.Check.model_validate(
        {
            "verdict": checked.verdict,
            "meaning": MEANINGS[checked.verdict],
            "total": len(checked.matches) + checked.more,
            "joined": checked.joined and _cut(asdict(checked.joined)),
            "matches": matches,
            "next": following,
        }
    )


def whole_of(one: Kept, others: Sequence[Kept]) -> answers.Whole:
    """A statement with nothing left out, and other articles that carry its text."""
    start, end = context_span(one.article.text, one.statement)
    return answers.Whole.model_validate(
        {
            "statement": statement_of(one, whole=True),
            "context": {"text": one.article.text[start:end], "start": start},
            "corrections": [
                {"field": made.field, "who": made.who, "at": made.at, "why": made.why}
                for made in one.corrections
            ],
            "copies": len(others),
            "also_in": [_cut(_article(other)) for other in others[:MOST]],
        }
    )


def portrait_of(portrait: Portrait, latest: Page) -> answers.Portrait:
    """Who somebody is, and a page of what they said."""
    fields = msgspec.to_builtins(actor_of(portrait))
    return answers.Portrait.model_validate(
        {
            **_cut(msgspec.to_builtins(portrait.actor)),
            "ids": _cut(list(portrait.ids)),
            "names": _cut([_counted(*one) for one in portrait.names]),
            "descriptions": _cut(
                [_counted(one.text, one.statements) for one in portrait.descriptions]
            ),
            "roles": _cut(fields["roles"]),
            "latest": [statement_of(one) for one in latest.found],
            "next": latest.next,
        }
    )


def _counted(text: str, count: int) -> dict[str, Any]:
    return {"text": text, "count": count}


def red_line_of(line: RedLine, found: Mapping[tuple[str, str], Found]) -> answers.RedLine:
    """A red line, with the statements of the first and of the last time.

    Args:
        line: the line.
        found: statements by the ids of their articles and their own.
    """
    said = [found[time.article.id, time.statement.id] for time in line.times]
    ends = said[:1] + said[1:][-1:]
    return answers.RedLine.model_validate(
        {
            "actor": _cut(line.actor),
            "name": _cut(line.name),
            "act": line.act,
            "condition": _cut(msgspec.to_builtins(line.condition)),
            "consequence": _cut(msgspec.to_builtins(line.consequence)),
            "first_said": line.first and line.first.isoformat(),
            "last_said": line.last and line.last.isoformat(),
            "times": len(line.times),
            "statements": [statement_of(one) for one in ends],
            "others": [one.statement.id for one in said[1:-1][:MOST]],
        }
    )


def utterance_of(one: Utterance, first: Found) -> answers.Utterance:
    """An utterance, with the statement that was published first."""
    variants = [
        {
            "text": variant.text,
            "articles": variant.count,
            "outlets": list(variant.outlets),
            "statements": list(variant.statements),
            "changes": [asdict(change) for change in variant.changes],
        }
        for variant in one.variants
    ]
    return answers.Utterance.model_validate(
        {
            "actor": _cut(one.actor),
            "who": _cut(one.who),
            "first": one.first and one.first.isoformat(),
            "last": one.last and one.last.isoformat(),
            "articles": one.articles,
            "sources": one.sources,
            "statement": statement_of(first),
            "wordings": len(one.variants),
            "variants": _cut(variants),
        }
    )
