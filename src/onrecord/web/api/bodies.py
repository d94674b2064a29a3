"""What is sent to the interface."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from onrecord.article import LONGEST
from onrecord.record.judgements import LONGEST_REASON
from onrecord.record.searching.query import DEFAULT_MATCHES
from onrecord.web.api.parameters import iso_date
from onrecord.web.links import MOST

LONGEST_QUOTE = 20_000
"""Characters of a quote that is checked."""
WORDS = r"^[^\x00]*$"
"""Texts that are kept or looked up: PostgreSQL takes no NUL."""

Reason = Annotated[str | None, Field(max_length=LONGEST_REASON, pattern=WORDS)]
Whole = BeforeValidator(
    lambda given: int(given) if isinstance(given, float) and given.is_integer() else given
)
"""JSON has one kind of numbers: 5.0 is 5."""
Number = Annotated[int, Field(ge=0, lt=2**31), Whole]
Day = Annotated[
    date | None,
    BeforeValidator(iso_date),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}),
]


class _Body(BaseModel):
    """An object that has no other members than those named, each of its own type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class QuoteToCheck(_Body):
    """A quote, and who is said to have said it."""

    quote: Annotated[str, Field(min_length=1, max_length=LONGEST_QUOTE)]
    speaker: Annotated[str | None, Field(max_length=1_000)] = None
    limit: Annotated[int, Field(ge=1, le=MOST), Whole] = DEFAULT_MATCHES


class TextToExtract(_Body):
    """A text, and what is known of it."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    published: Day = None
    outlet: Annotated[str | None, Field(max_length=1_000)] = None
    title: Annotated[str | None, Field(max_length=1_000)] = None


class AddressToExtract(_Body):
    """The address of a page on the public web."""

    url: Annotated[str, Field(max_length=4_000, pattern=r"^https?://[^\s/?#@]+")]


class Judged(_Body):
    """Why a statement is confirmed or rejected, and the corrections that were seen in it."""

    why: Reason = None
    seen: Annotated[list[Number], Field(max_length=1_000)] | None = None


class Corrected(Judged):
    """A field and what holds in its place; `null` for no source, or a speaker nobody knows."""

    field: Literal["source", "cue", "content", "speaker", "acts"]
    value: Annotated[
        Any,
        WithJsonSchema(
            {
                "anyOf": [
                    {"type": "string"},
                    {"type": "array", "items": {"$ref": "#/components/schemas/Act"}},
                    {
                        "type": "array",
                        "items": {
                            "type": "array", "items": {"type": "integer"},
                            "minItems": 2, "maxItems": 2,
                        },
                    },
                    {"type": "null"},
                ]
            }
        ),
    ]  # fmt: skip


class Undone(_Body):
    """The number of the correction that is taken back."""

    number: Number
