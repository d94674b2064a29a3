"""What the tools answer: the structured form, whose JSON Schema assistants are given.

Statements are as in `docs/json.md`, with the words beside places, and with how to cite them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from typing_extensions import TypeAliasType

from onrecord.printing import HARMLESS
from onrecord.statement import ActLabel, ContinuityLabel, Kind, Span

# Line ends that not everybody takes for such, halves of pairs, and letters that no reader sees but
# an assistant reads (tags and variation selectors) take one place each as well.
HIDDEN = HARMLESS | dict.fromkeys(
    [0x2028, 0x2029, *range(0xD800, 0xE000), *range(0xE0000, 0xE0080), *range(0xE0100, 0xE01F0)],
    "\ufffd",
)


def harmless(text: str) -> str:
    """A stranger's words without what commands a terminal or hides from a reader."""
    return text.translate(HIDDEN)


def _untitled(schema: dict[str, Any]) -> None:
    """A schema without titles, which only say the names once more; every assistant reads it."""
    for part in (schema, *schema["properties"].values()):
        part.pop("title", None)


Text = Annotated[str, AfterValidator(harmless)]
Spans = TypeAliasType("Spans", tuple[Span, ...])


class _Answer(BaseModel):
    model_config = ConfigDict(
        frozen=True, use_attribute_docstrings=True, json_schema_extra=_untitled
    )


class Words(_Answer):
    """Words of an article and where they stand in its text, in code points."""

    text: Text
    """Verbatim; fragments are joined by " ... ". It ends with " […]" where it was cut."""
    spans: Spans


class Condition(Words):
    """What an act depends on."""

    marker: Text | None


class Speaker(_Answer):
    """Who the source stands for, as it was resolved."""

    actor: Text | None
    """An id that `actor` takes; null where the speaker is nobody in particular."""
    name: Text
    type: Text
    how: Text
    """By which way it was found: name, pronoun, role, metonym, spokesperson, unnamed ..."""
    confidence: float
    """The probability that it is the right one."""
    spans: Spans
    description: Words | None


class Addressee(Words):
    """Whom it was said to."""

    actor: Text | None
    name: Text | None


class Act(_Answer):
    """What a stretch of the content does."""

    label: ActLabel
    negated: bool
    """True: the reporter says that this was not done ("stopped short of accusing")."""
    confidence: float
    text: Text
    """The stretch, verbatim."""
    spans: Spans
    condition: Condition | None
    consequence: Words | None
    evidence: Spans


class Continuity(Words):
    """What the reporter says of its place among earlier statements, and by which words."""

    label: ContinuityLabel


class SaidOn(Words):
    """When it was said: the first and the last day that the words can mean."""

    from_: Text | None = Field(alias="from")
    to: Text | None


class Article(_Answer):
    """Where it was published."""

    id: Text
    version: int
    outlet: Text | None
    title: Text | None
    byline: Text | None
    published: Text | None
    language: Text | None
    url: Text | None


class Statement(_Answer):
    """A statement with all that is known of it. What is null is unknown."""

    id: Text
    kind: Kind
    """direct: all in quotation marks; indirect: reported, none is; mixed: in part."""
    content: Words
    """What was said."""
    source: Words | None
    """The words that name who said it; null where the article names nobody."""
    cue: Words
    """The words that signal it: "denied" turns the content round."""
    speaker: Speaker | None
    """null: it could not be told who the source is."""
    addressees: tuple[Addressee, ...]
    acts: tuple[Act, ...]
    continuity: Continuity | None
    said_on: SaidOn | None
    said_at: Words | None
    earlier: SaidOn | None
    """Its date, where the article sets it before its own time."""
    parent: Text | None
    """The id of the statement in which this one is told."""
    confidence: float
    """The probability that content and source are linked as a person would link them."""
    corrected: tuple[Text, ...]
    """What people have corrected."""
    extractor: Text
    article: Article
    link: Text | None
    """The article's address, leading to the content."""
    citation: Text
    """A line to cite it by."""
    cut: bool
    """True: parts were shortened or left out; the tool `statement` gives it whole."""


class Value(_Answer):
    """One value of a facet, and of how many statements."""

    value: Text
    name: Text
    count: int


class Page(_Answer):
    """Statements that were found, and counts of all that fits."""

    total: int
    articles: int
    sources: int
    """Independent ones: copies of one story count once, and so does an outlet."""
    facets: dict[str, tuple[Value, ...]]
    statements: tuple[Statement, ...]
    next: str | None
    """Goes into `after` for what follows; null at the end."""


class Difference(_Answer):
    """Where the wording on record differs from the quote."""

    on_record: Text
    in_quote: Text


class Match(_Answer):
    """A statement that has the quote, or comes near it."""

    verdict: Literal["verbatim", "near", "paraphrase"]
    score: float
    """How alike the wordings are, to 1."""
    by_speaker: bool | None
    """Whether who was asked for said it; null where nobody was."""
    differences: tuple[Difference, ...]
    part: int | None
    """Of a joined quote the number of the part that it answers, from 1; null for the whole."""
    cautions: tuple[str, ...]
    """What is to be known before anybody is quoted with the words: that they were denied, say."""
    sentence: Text | None
    """The longer sentence that the words are a part of, where the rest may turn them round."""
    statement: Statement


class Joined(_Answer):
    """What a quote is joined from."""

    parts: tuple[Text, ...]
    statements: int
    different_speakers: bool


class Check(_Answer):
    """What the record knows of a quote."""

    verdict: Literal["verbatim", "near", "paraphrase", "absent"]
    meaning: str
    total: int
    joined: Joined | None
    """Not null: no one statement has the quote whole; matches tell which part is where."""
    matches: tuple[Match, ...]
    next: str | None
    """Goes into `after` for what follows; null at the end."""


class Context(_Answer):
    """The paragraphs around a statement, of long ones what is near it."""

    text: Text
    start: int
    """Where it begins in the article's text."""


class Correction(_Answer):
    """What people have done to a statement; `confirm`: they found it right."""

    field: str
    who: Text
    at: str
    why: Text | None


class Whole(_Answer):
    """A statement with nothing left out."""

    statement: Statement
    context: Context
    corrections: tuple[Correction, ...]
    copies: int
    """Other articles that carry the same text."""
    also_in: tuple[Article, ...]
    """Some of these, the first published first."""


class Counted(_Answer):
    """A name or a description, and in how many statements it comes."""

    text: Text
    count: int


class Role(_Answer):
    """An office, from the directory of actors."""

    title: Text
    of: Text | None
    from_: Text | None = Field(alias="from")
    to: Text | None
    """null: still held, or unknown."""


class Portrait(_Answer):
    """Who somebody is on this record, with what they said last."""

    id: Text
    name: Text
    type: Text
    statements: int
    articles: int
    first: str | None
    last: str | None
    """Days of publication."""
    ids: tuple[Text, ...]
    """Its own, and those that people have merged into it."""
    names: tuple[Counted, ...]
    descriptions: tuple[Counted, ...]
    """What articles say of it."""
    roles: tuple[Role, ...]
    latest: tuple[Statement, ...]
    """Its statements, the latest published first."""
    next: str | None
    """Goes into `after` for earlier statements; null at the end."""


class RedLine(_Answer):
    """What an actor announced for the case that something happens."""

    actor: Text | None
    name: Text | None
    act: ActLabel
    condition: Condition
    consequence: Words | None
    first_said: str | None
    last_said: str | None
    """Days on which it was said or, where that is not known, published."""
    times: int
    """How often it was said."""
    statements: tuple[Statement, ...]
    """The first time and, where it was said again, the last."""
    others: tuple[Text, ...]
    """Ids of statements that said it between these."""


class RedLines(_Answer):
    """Red lines, the latest said first."""

    total: int
    red_lines: tuple[RedLine, ...]
    next: str | None
    """Goes into `after` for what follows; null at the end."""


class Change(_Answer):
    """Words of the wording that was published first, and those in their place."""

    before: Text
    after: Text


class Variant(_Answer):
    """One wording."""

    text: Text
    articles: int
    """How many have it."""
    outlets: tuple[Text, ...]
    statements: tuple[Text, ...]
    """Their ids."""
    changes: tuple[Change, ...]


class Utterance(_Answer):
    """What somebody said once, wherever it is printed."""

    actor: Text | None
    who: Text | None
    first: str | None
    last: str | None
    articles: int
    sources: int
    """Independent ones: copies of one story count once, and so does an outlet."""
    statement: Statement
    """As it was published first."""
    wordings: int
    variants: tuple[Variant, ...]


class Utterances(_Answer):
    """Utterances, those that most independent sources have first."""

    utterances: tuple[Utterance, ...]
    next: str | None
    """Goes into `after` for what follows; null at the end."""
