"""The tools: what assistants may ask a record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, get_args

from mcp.server.mcpserver import Context
from mcp_types import CallToolResult, TextContent
from pydantic import BaseModel, Field

from onrecord.assistants import answers, citing, paging, wording
from onrecord.errors import RecordError, SearchError
from onrecord.positions.redlines import BINDING, red_lines
from onrecord.record import Found, Query, Record
from onrecord.record.searching.query import PARTS, Sort
from onrecord.statement import ActLabel, ContinuityLabel, Kind

MOST = 50
"""Members of a page."""
Function = Callable[..., CallToolResult]
Asked = Context[Record, Any]
"""A call of a tool, with the record that is served."""


def _choice(values: tuple[str, ...]) -> dict[str, Any]:
    """What a schema has of a choice; the query itself refuses other values, in clear words."""
    return {"enum": [*values, None]}


Words = Annotated[
    str | None,
    Field(
        description="Words of what was said, compared by their stems: `troops leave` wants both, "
        '`"troops leave"` one after the other, `troops OR soldiers` either, `troops NOT training` '
        "one without the other, `negotiat*` a beginning; parentheses group. Null for all."
    ),
]
Speaker = Annotated[
    str | None,
    Field(
        description="Who said it: any name of the speaker's, an office or government as articles "
        "name it (Kremlin finds Russia's government), or words of these."
    ),
]
Addressee = Annotated[str | None, Field(description="Words of whom it was said to.")]
Act = Annotated[
    str | None,
    Field(description="What a stretch of it does.", json_schema_extra=_choice(get_args(ActLabel))),
]
BindingAct = Annotated[
    str | None, Field(description="Only lines of this act.", json_schema_extra=_choice(BINDING))
]
StatementKind = Annotated[
    str | None,
    Field(
        description="direct: all in quotation marks, the speaker's own words; indirect: reported "
        "in the reporter's words; mixed: in part.",
        json_schema_extra=_choice(get_args(Kind)),
    ),
]
Continuity = Annotated[
    str | None,
    Field(
        description="What the reporter says of its place among earlier statements: reversed finds "
        "those that were walked back, hardened and softened changes of tone.",
        json_schema_extra=_choice(get_args(ContinuityLabel)),
    ),
]
Outlet = Annotated[
    str | None, Field(description="Published by this outlet: its whole name, as an answer has it.")
]
Since = Annotated[
    str | None,
    Field(
        description="Published on this day or later, as YYYY-MM-DD.",
        json_schema_extra={"format": "date"},
    ),
]
Until = Annotated[
    str | None,
    Field(
        description="Published on this day or earlier, as YYYY-MM-DD.",
        json_schema_extra={"format": "date"},
    ),
]
Has = Annotated[
    list[str] | None,
    Field(
        description=f"Only statements with all of these parts: {', '.join(PARTS)}. With `act` and "
        "condition, both are of one stretch: act threaten, has condition finds ultimatums."
    ),
]
Order = Annotated[
    str | None,
    Field(
        description="date: the latest published first; relevance: the words that fit best first. "
        "By default relevance where there is text, else date.",
        json_schema_extra=_choice(get_args(Sort)),
    ),
]
Limit = Annotated[
    int,
    Field(description="So many at most.", json_schema_extra={"minimum": 1, "maximum": MOST}),
]
After = Annotated[
    str | None,
    Field(
        description="The `next` of the answer before, for what follows; all else as it was then."
    ),
]


def search(
    asked: Asked,
    text: Words = None,
    speaker: Speaker = None,
    addressee: Addressee = None,
    act: Act = None,
    kind: StatementKind = None,
    continuity: Continuity = None,
    outlet: Outlet = None,
    since: Since = None,
    until: Until = None,
    has: Has = None,
    sort: Order = None,
    limit: Limit = 10,
    after: After = None,
) -> Annotated[CallToolResult, answers.Page]:
    """Find statements on the record by words, speaker, act, date and other filters.

    Gives a page of statements with their citations, and counts of all that fit: how many, in how
    many articles, from how many independent sources, and how they spread over speakers, acts,
    outlets and months. Use it to find what somebody said about something, who said something, or
    how much was said. For a quote that somebody gives you, use check_quote; for a person as a
    whole, actor; for threats and promises with a condition, red_lines.
    """
    query = _query(
        text=text, speaker=speaker, addressee=addressee, act=act, kind=kind,
        continuity=continuity, outlet=outlet, since=since, until=until, has=has,
    )  # fmt: skip
    _one_of("sort", sort, get_args(Sort))
    by_relevance = sort == "relevance" if sort else bool(query.text)
    found = _record(asked).search(
        query,
        sort="relevance" if by_relevance else "date",
        limit=_allowed(limit),
        after=after or None,
    )
    page = citing.page_of(found)
    return _given(page, wording.page_text(page))


def check_quote(
    asked: Asked,
    quote: Annotated[str, Field(description="The words, with or without quotation marks.")],
    speaker: Annotated[
        str | None,
        Field(description="Who is said to have said it. What that speaker said comes first."),
    ] = None,
    limit: Limit = 5,
    after: After = None,
) -> Annotated[CallToolResult, answers.Check]:
    """Check whether a quote is on the record, in which words, and who said it.

    The verdict is verbatim (the same words), near (some differ; `differences` has them), paraphrase
    (perhaps the same in other words: a candidate to read, never proof) or absent. Absent means
    that it is not on this record, not that it was never said. `by_speaker` false means that it is
    on the record, but said by another than who was asked for. Use it before you repeat a quote.
    """
    start = paging.start_of("check_quote", after)
    end = start + _allowed(limit)
    checked = _record(asked).check(quote, speaker=speaker or None, limit=end)
    following = paging.token("check_quote", end) if checked.more else None
    check = citing.check_of(checked, start, following)
    return _given(check, wording.check_text(check))


def statement(
    asked: Asked,
    id: Annotated[str, Field(description="A statement's id, or its first digits.")],  # noqa: A002
) -> Annotated[CallToolResult, answers.Whole]:
    """Give one statement whole, in its paragraph, with everything that is known of it.

    With the words around it, what people have corrected, and the other articles that carry the same
    text. Use it before you rely on a statement, to see its context, and where another answer says
    that it was cut.
    """
    record = _record(asked)
    one = record.statement(id.strip()).statement
    copies = _copies(record, one.id)
    if not copies:
        raise RecordError(f"people have found that {one.id} is no statement, and rejected it")
    whole = citing.whole_of(copies[0], copies[1:])
    return _given(whole, wording.whole_text(whole))


def actor(
    asked: Asked,
    actor: Annotated[
        str,
        Field(description="A name, as articles have it or otherwise known, or an actor's id."),
    ],
    limit: Limit = 5,
    after: After = None,
) -> Annotated[CallToolResult, answers.Portrait]:
    """Tell who somebody is on this record, and give what they said last.

    A person, government, organisation, group or document: names and descriptions that articles
    use, offices with their dates, how much it said and when, and its latest statements. Where a
    name fits several, the error lists their ids: ask again with one.
    """
    record = _record(asked)
    portrait = record.actors.show(actor.strip())
    latest = record.search(actor=portrait.actor.id, limit=_allowed(limit), after=after or None)
    answer = citing.portrait_of(portrait, latest)
    return _given(answer, wording.portrait_text(answer))


def red_lines_(
    asked: Asked,
    speaker: Speaker = None,
    act: BindingAct = None,
    since: Since = None,
    limit: Limit = 10,
    after: After = None,
) -> Annotated[CallToolResult, answers.RedLines]:
    """List red lines: who announced what for the case that something happens.

    Conditional threats, warnings, promises, offers and refusals, with the condition, what then,
    when it was first and last said and how often. What an actor says again in nearly the same
    words is one line. The latest said come first.
    """
    _one_of("act", act, BINDING)
    query = _query(speaker=speaker, act=act, since=since, has=["condition"])
    start = paging.start_of("red_lines", after)
    end = start + _allowed(limit)
    found = {(one.article.id, one.statement.id): one for one in _record(asked).statements(query)}
    lines = [
        line
        for line in red_lines((one.article, one.statement) for one in found.values())
        if query.act in (None, line.act)
    ]
    answer = answers.RedLines(
        total=len(lines),
        red_lines=tuple(citing.red_line_of(line, found) for line in lines[start:end]),
        next=paging.token("red_lines", end) if len(lines) > end else None,
    )
    return _given(answer, wording.red_lines_text(answer))


def utterances(
    asked: Asked,
    text: Words = None,
    speaker: Speaker = None,
    since: Since = None,
    until: Until = None,
    min_sources: Annotated[
        int,
        Field(
            description="From so many independent sources at least.",
            json_schema_extra={"minimum": 1},
        ),
    ] = 1,
    limit: Limit = 10,
    after: After = None,
) -> Annotated[CallToolResult, answers.Utterances]:
    """List what was said, each once, wherever it is printed, with how its wordings differ.

    Use it to see how widely a statement was reported: one agency's story in forty outlets is one
    independent source. What most independent sources have comes first. An utterance is given whole
    if one of its statements fits.
    """
    record = _record(asked)
    query = _query(text=text, speaker=speaker, since=since, until=until)
    page = record.utterance_page(
        query, min_sources=min_sources, limit=_allowed(limit), after=after or None
    )
    answer = answers.Utterances(
        utterances=tuple(
            citing.utterance_of(one, first)
            for one in page.found
            for first in record.statements(id=one.id, article=one.article)
        ),
        next=page.next,
    )
    return _given(answer, wording.utterances_text(answer))


def _record(asked: Asked) -> Record:
    return asked.request_context.lifespan_context


def _query(*, has: list[str] | None = None, **given: str | None) -> Query:
    """A query of what was given, by the rules of a URL's parameters; empty is not given."""
    pairs = [(name, value) for name, value in given.items() if value]
    return Query.from_parameters([*pairs, *(("has", part) for part in has or ())])


def _one_of(name: str, value: str | None, values: tuple[str, ...]) -> None:
    if value and value not in values:
        raise SearchError(f"{name} may be {', '.join(values)}, not {value}")


def _allowed(limit: int) -> int:
    if not 1 <= limit <= MOST:
        raise SearchError(f"limit may be 1 to {MOST}, not {limit}")
    return limit


def _copies(record: Record, id: str) -> list[Found]:  # noqa: A002 - the contract's name
    """A statement in each article that carries its text, the first published first."""
    return sorted(record.statements(id=id), key=lambda one: one.article.published or date.max)


def _given(answer: BaseModel, text: str) -> CallToolResult:
    return CallToolResult(
        content=[TextContent(text=text)],
        structured_content=answer.model_dump(mode="json", by_alias=True),
    )
