"""Every format, read back or held against its own schema."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from io import BytesIO, StringIO
from itertools import groupby
from typing import Any

import jsonschema
import pyarrow as pa
import pytest
import schema_org
from conftest import EXAMPLES
from followthemoney import model
from hypothesis import example, given
from hypothesis import strategies as st
from marked import marked
from msgspec.structs import replace
from pyarrow import parquet

from onrecord import Article, extract_many, read_many
from onrecord.errors import OnrecordError
from onrecord.export import FORMATS
from onrecord.export.rows import FIELDS, MARGIN, context_span, row_of
from onrecord.export.tabular import FORMULA, cell
from onrecord.record import Found
from onrecord.statement import SaidOn, Speaker, passage, statement_id

HOSTILE = (
    '{=cmd|"calc"!A1} <said>: [“+1\t"two",\n\n-three 😀 \u202ertl\u202c é, \\N NULL; \'x\'”].',
    "{Orlan} <said> [@SUM(1) was <b>wrong</b>] on\n\nFriday.",
)
BARE: dict[str, Any] = {}
STRANGE = {
    "url": "javascript:alert(1)//\n", "outlet": "@SUM(1)", "title": '=HYPERLINK("x")\x00,\r\n"',
    "byline": "-1\ttab", "published": date(1900, 1, 1), "language": "xx",
}  # fmt: skip
SPEAKERS = [
    Speaker(actor=actor, name=name, type=kind, how=how, confidence=0.5)
    for actor, name, kind, how in (
        ("person:o'r lan", "+Ada\n Orlan", "person", "name"), (None, "Ada", "person", "name"),
        ("gov:xx", "Verland", "government", "metonym"), (None, "a study", "document", "unnamed"),
        (None, "officials", "group", "unnamed"),
    )
]  # fmt: skip


@cache
def examples() -> tuple[Found, ...]:
    articles = extract_many(read_many([EXAMPLES]))
    return tuple(Found(article, 1, one) for article, found in articles for one in found)


def hostile() -> Iterator[Found]:
    """Texts, metadata and speakers that would break out of a format that does not guard itself."""
    for number, (text, facts) in enumerate((t, f) for t in HOSTILE for f in (BARE, STRANGE)):
        article, s = marked(text)
        article = replace(article, id=f'a"{number}\n', **facts)
        said_on = SaidOn(from_="2026-03-06", to="2026-03-07", **_words(s.cue))
        spans = (s.source.spans if s.source else (), s.cue.spans, s.content.spans)
        s = replace(s, id=statement_id(article.text, *spans), said_on=said_on)
        yield Found(article, number + 1, replace(s, extractor="=x"))
        for speaker in SPEAKERS:
            named = replace(speaker, description=s.cue if speaker.actor else None)
            yield Found(article, number + 1, replace(s, speaker=named))


def _words(part: Any) -> dict[str, Any]:
    return {"text": part.text, "spans": part.spans}


@cache
def everything() -> tuple[Found, ...]:
    return (*examples(), *hostile())


def written(name: str, found: Sequence[Found]) -> bytes:
    out = BytesIO()
    assert FORMATS[name].write(iter(found), out) == len(found)
    return out.getvalue()  # it is not closed


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(name, everything()).splitlines()]


def whole(one: Found) -> dict[str, Any]:
    """What formats that have no place for all of a statement carry as JSON."""
    article = json.loads(json.dumps(_facts(one.article)))
    start, end = context_span(one.article.text, one.statement)
    return {
        **one.statement.to_dict(),
        "article": {**article, "version": one.version},
        "context": {"text": one.article.text[start:end], "start": start},
    }


def _facts(article: Article) -> dict[str, Any]:
    names = ("id", "url", "outlet", "title", "byline", "language")
    published = article.published.isoformat() if article.published else None
    return {**{name: getattr(article, name) for name in names}, "published": published}


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_found_is_a_file_of_nothing(name: str) -> None:
    data = written(name, ())
    if name == "parquet":
        assert parquet.read_table(pa.BufferReader(data)).num_rows == 0
    else:
        assert data.decode().strip().split("," if name == "csv" else "\t") in ([""], [*FIELDS])


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_is_always_written_in_the_same_way(name: str) -> None:
    assert written(name, everything()) == written(name, everything())


def test_a_row_has_every_field_and_leads_back_to_the_text() -> None:
    for one in everything():
        row = row_of(one)
        assert tuple(row) == FIELDS
        text, start = one.article.text, row["context_start"]
        assert text[start : start + len(row["context"])] == row["context"]
        for role in ("source", "cue", "content"):
            if row[role] is not None:
                assert row[role] == passage(text, row[f"{role}_spans"]).text
                for a, b in row[f"{role}_spans"]:
                    assert start <= a < b <= start + len(row["context"])


def test_the_context_is_whole_paragraphs_but_of_a_long_one_only_what_is_near() -> None:
    article, one = marked("Before.\n\n{She} <said> [no]. More.\n\nAfter.")
    a, b = context_span(article.text, one)
    assert article.text[a:b] == "She said no. More."
    article, one = marked("x" * 5_000 + " {She} <said> [no] " + "y" * 5_000)
    a, b = context_span(article.text, one)
    assert b - a == len("She said no") + 2 * MARGIN


@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_tables_of_text_are_read_back_and_no_cell_is_a_formula(name: str, delimiter: str) -> None:
    text = StringIO(written(name, everything()).decode(), newline="")
    rows = list(csv.DictReader(text, delimiter=delimiter, strict=True))
    assert len(rows) == len(everything())
    for row, one in zip(rows, everything(), strict=True):
        assert tuple(row) == FIELDS
        assert not any(value.startswith(FORMULA) for value in row.values())
        for field, value in row_of(one).items():
            if isinstance(value, list):
                assert json.loads(row[field]) == value
            elif isinstance(value, str):
                assert as_it_was(row[field]) == value
            else:
                assert row[field] == cell(value)


def as_it_was(cell: str) -> str:
    """A cell as `docs/export.md` says that it is read back."""
    return re.sub(r"\A'('*[=+\-@\t\r])", r"\1", cell)


RISKY = st.text(st.sampled_from("''=+-@\t\r\n,\" a") | st.characters(exclude_categories=["Cs"]))


@given(title=RISKY, outlet=RISKY)
@example(title="'=1", outlet="''-")
@example(title="'quoted'", outlet="\r")
def test_any_text_is_read_back_from_a_table(title: str, outlet: str) -> None:
    article, one = marked("{She} <said> [no].")
    found = Found(replace(article, title=title, outlet=outlet), 1, one)
    for name, delimiter in (("csv", ","), ("tsv", "\t")):
        text = StringIO(written(name, [found]).decode(), newline="")
        (row,) = csv.DictReader(text, delimiter=delimiter, strict=True)
        assert not any(value.startswith(FORMULA) for value in row.values())
        assert (as_it_was(row["title"]), as_it_was(row["outlet"])) == (title, outlet)


def test_parquet_has_the_rows_in_types(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.export.parquet.BATCH", 100)
    file = parquet.ParquetFile(pa.BufferReader(written("parquet", everything())))
    assert file.read().to_pylist() == [row_of(one) for one in everything()]
    assert file.num_row_groups == -(-len(everything()) // 100)
    schema = file.schema_arrow
    assert schema.names == list(FIELDS)
    assert schema.field("published").type == schema.field("said_from").type == pa.date32()
    assert schema.field("content_spans").type == pa.list_(pa.list_(pa.int32()))
    acts = schema.field("acts").type.value_type
    assert [field.name for field in acts] == [
        "label", "spans", "negated", "confidence", "condition", "consequence", "evidence",
    ]  # fmt: skip


def test_parquet_without_pyarrow_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "onrecord.export.parquet", raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(OnrecordError, match=r"pip install 'onrecord\[parquet\]'"):
        FORMATS["parquet"].write([], BytesIO())


def closed(**properties: Any) -> dict[str, Any]:
    """An object with these properties, each of them, and no others."""
    return {
        "type": "object", "properties": properties, "required": [*properties],
        "additionalProperties": False,
    }  # fmt: skip


TEXT = {"type": "string"}
COUNT = {"type": "integer", "minimum": 0}
IRI = {"type": "string", "pattern": '^(https?://|urn:uuid:)[^\\s<>"{}|\\\\^`]+$'}
PURPOSE = {"enum": ["describing", "tagging"]}
ANNOTATION = closed(
    **{"@context": {"const": "http://www.w3.org/ns/anno.jsonld"}},
    id=IRI,
    type={"const": "Annotation"},
    motivation=PURPOSE,
    creator=closed(type={"const": "Software"}, name=TEXT),
    body={
        "type": "array",
        "minItems": 1,
        "items": closed(
            type={"const": "TextualBody"},
            purpose=PURPOSE,
            format={"pattern": "^[a-z]+/[a-z]+$"},
            value=TEXT,
        ),
    },
    target={
        "type": "array",
        "minItems": 1,
        "items": closed(
            type={"const": "SpecificResource"},
            source=IRI,
            styleClass={"enum": ["content", "source", "cue"]},
            selector={
                "prefixItems": [
                    closed(
                        type={"const": "TextQuoteSelector"}, exact=TEXT, prefix=TEXT, suffix=TEXT
                    ),
                    closed(type={"const": "TextPositionSelector"}, start=COUNT, end=COUNT),
                ],
                "minItems": 2,
                "maxItems": 2,
            },
        ),
    },
)
"""What the Web Annotation Data Model asks of the classes that are used, and only its own terms."""


def test_annotations_are_of_the_model_and_their_selectors_select_the_words() -> None:
    annotations = lines("webannotation")
    check = jsonschema.Draft202012Validator(ANNOTATION)
    for annotation, one in zip(annotations, everything(), strict=True):
        check.validate(annotation)
        text, s = one.article.text, one.statement
        selected: dict[str, list[tuple[int, int]]] = {"content": [], "source": [], "cue": []}
        for target in annotation["target"]:
            quote, place = target["selector"]
            start, end = place["start"], place["end"]
            assert text[start:end] == quote["exact"]
            assert text[:start].endswith(quote["prefix"])
            assert text[end:].startswith(quote["suffix"])
            assert len(quote["prefix"]) == min(32, start)
            selected[target["styleClass"]].append((start, end))
        assert selected["content"] == [*s.content.spans]
        assert selected["cue"] == [*s.cue.spans]
        assert selected["source"] == [*(s.source.spans if s.source else ())]
        assert json.loads(annotation["body"][0]["value"]) == whole(one)
    ids = {(one.article.id, one.statement.id): a["id"] for a, one in _paired(annotations)}
    assert len(set(ids.values())) == len(ids)


def _paired(objects: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Found]]:
    yield from zip(objects, everything(), strict=True)


TEXTS = {"Text", "URL", "Date", "DateTime", "Number", "Integer"}


def check_schema_org(node: dict[str, Any]) -> None:
    """Hold a node against the vocabulary: its type, its properties, and the types of values."""
    kind = getattr(schema_org, node["@type"])
    properties = {one.schema_name: one for one in kind.SCHEMA_PROPERTIES}
    for name, value in node.items():
        if name.startswith("@"):
            continue
        ranges = set(properties[name].ranges)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                check_schema_org(one)
                assert ranges & set(getattr(schema_org, one["@type"]).SCHEMA_TYPES), name
            else:
                assert ranges & TEXTS, name
                if "Date" in ranges:
                    date.fromisoformat(one)


def test_quotations_and_claims_are_of_the_vocabulary() -> None:
    for node, one in _paired(lines("schemaorg")):
        check_schema_org(node)
        s = one.statement
        assert node["@context"] == "https://schema.org"
        assert node["@type"] == ("Claim" if s.kind == "indirect" else "Quotation")
        assert node["text"] == s.content.text
        assert json.loads(node["encoding"]["text"]) == whole(one)
        news = node["appearance" if s.kind == "indirect" else "isPartOf"]
        assert news.get("headline") == one.article.title
        assert not news["@id"].startswith("javascript")
        assert "dateCreated" not in node or s.said_on
        who = node.get("author") or node.get("spokenByCharacter")
        assert bool(who) == bool(s.speaker and s.speaker.type != "document")


def test_entities_are_of_follow_the_money_and_their_links_lead_to_entities() -> None:
    found, wholes = lines("ftm"), [whole(one) for one in everything()]
    schemata = {one["id"]: model.get(one["schema"]) for one in found}
    for one in found:
        schema = model.get(one["schema"])
        schema.validate(one)
        for notes in one["properties"].get("notes", []) if one["schema"] == "Note" else []:
            assert json.loads(notes) in wholes
        assert set(schema.required) <= set(one["properties"]) <= set(schema.properties)
        read = model.get_proxy(one, cleaned=False)  # as one who trusts no values
        assert set(read.properties) == set(one["properties"])
        for name, values in one["properties"].items():
            if schema.get(name).range:
                assert all(schemata[value].is_a(schema.get(name).range) for value in values)
    counts = {name: sum(one["schema"] == name for one in found) for name in ("Note", "Article")}
    articles = [key for key, _ in groupby(everything(), key=lambda one: one.article.id)]
    assert counts == {"Note": len(everything()), "Article": len(articles)}


def test_values_longer_than_follow_the_money_has_them_are_cut_or_left_out() -> None:
    article, s = marked("{She} <said> [" + "no " * 40_000 + "].")
    speaker = Speaker(
        actor="a", name="x" * 500, type="person", how="name", confidence=1, description=s.content
    )
    url = "https://example.org/" + "x" * 5_000
    one = Found(replace(article, title="t" * 2_000, url=url), 1, replace(s, speaker=speaker))
    entities = [json.loads(line) for line in written("ftm", (one,)).splitlines()]
    assert [entity["schema"] for entity in entities] == ["Article", "Note", "Person", "Mention"]
    for entity in entities:
        model.get(entity["schema"]).validate(entity)


def test_an_actor_is_one_entity_in_every_article_and_nobody_in_particular_is_none() -> None:
    actors = ("Person", "PublicBody", "LegalEntity", "Organization")
    out = BytesIO()
    FORMATS["ftm"].write(hostile(), out)
    entities = [json.loads(line) for line in out.getvalue().splitlines()]
    named: dict[str, set[str]] = {}
    for one in entities:
        if one["schema"] in actors:
            named.setdefault(one["properties"]["name"][0], set()).add(one["id"])
    # who has no id is somebody else in each article
    assert {name: len(ids) for name, ids in named.items()} == {
        "+Ada Orlan": 1, "Ada": len(HOSTILE) * 2, "Verland": 1,
    }  # fmt: skip
