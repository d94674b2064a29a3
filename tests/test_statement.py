import json

import jsonschema
import pytest
from conftest import ROOT, Case, load_cases

from onrecord import Article, Statement, extract
from onrecord.errors import ArticleError
from onrecord.statement import JOINT, from_line, json_schema, passage, statement_id, to_line

TEXT = "“We,” she said, “go.”"
FULL = {
    "id": "1",
    "kind": "direct",
    "parent": "0",
    "source": {"text": "she", "spans": [[6, 9]]},
    "cue": {"text": "said", "spans": [[10, 14]]},
    "content": {"text": "“We,” ... “go.”", "spans": [[0, 5], [16, 21]]},
    "speaker": {
        "actor": "a",
        "name": "M",
        "type": "person",
        "how": "pronoun",
        "confidence": 0.9,
        "spans": [[0, 1]],
        "description": {"text": "x", "spans": [[2, 3]]},
    },
    "addressees": [{"text": "x", "spans": [[0, 1]], "actor": None, "name": None}],
    "acts": [
        {
            "label": "threaten",
            "spans": [[0, 5]],
            "negated": False,
            "confidence": 0.9,
            "condition": {"text": "if", "spans": [[0, 2]], "marker": "if"},
            "consequence": {"text": "x", "spans": [[2, 3]]},
            "evidence": [[0, 1]],
        }
    ],
    "continuity": {"label": "repeated", "spans": [[0, 1]]},
    "said_on": {"from": "2026-03-06", "to": "2026-03-06", "text": "x", "spans": [[0, 1]]},
    "said_at": {"text": "x", "spans": [[0, 1]]},
    "earlier": {"from": "2025-03-06", "to": "2025-03-07", "text": "x", "spans": [[0, 1]]},
    "confidence": 0.93,
    "extractor": "onrecord 0.1.0",
}


def test_the_contracts_json_is_read_and_written_without_loss() -> None:
    statement = Statement.from_dict(FULL)
    assert statement.to_dict() == FULL
    article = Article.from_text(TEXT, id="a")
    line = to_line(article, [statement])
    assert from_line(line) == (article, [statement])
    jsonschema.validate(json.loads(line), json_schema())


def test_fields_that_a_later_version_adds_are_passed_over() -> None:
    assert Statement.from_dict({**FULL, "new": 1}) == Statement.from_dict(FULL)


@pytest.mark.parametrize(
    ("change", "names"),
    [({"kind": "spoken"}, "kind"), ({"cue": None}, "cue"), ({"confidence": "high"}, "confidence")],
)
def test_what_is_wrong_with_a_statement_is_named(change: dict[str, object], names: str) -> None:
    with pytest.raises(ArticleError, match=names):
        Statement.from_dict({**FULL, **change})


@pytest.mark.parametrize("line", ["", "{", "[]", '{"id": 1}', '{"id": "a", "text": "b"}'])
def test_a_line_that_is_not_a_records_is_refused(line: str) -> None:
    with pytest.raises(ArticleError):
        from_line(line)


def test_an_id_hangs_on_the_text_and_the_spans_and_nothing_else() -> None:
    one = statement_id(TEXT, [(6, 9)], [(10, 14)], [(0, 5), (16, 21)])
    assert one == "5be856f022f7eb399dd0"  # a change here breaks the links of every record
    assert one != statement_id(TEXT, [], [(10, 14)], [(0, 5), (16, 21)])
    assert one != statement_id(TEXT + " ", [(6, 9)], [(10, 14)], [(0, 5), (16, 21)])


def test_the_published_schema_is_todays() -> None:
    assert json.loads((ROOT / "docs/schema.json").read_text()) == json_schema()


@pytest.mark.parametrize("case", load_cases(), ids=lambda case: case.name)
def test_every_words_of_a_record_are_the_articles(case: Case) -> None:
    article = Article.from_text(case.text)
    found = extract(article)
    jsonschema.validate(json.loads(to_line(article, found)), json_schema())
    for statement in found:
        halves = [half for act in statement.acts for half in (act.condition, act.consequence)]
        settings = (statement.said_on, statement.said_at, statement.earlier)
        for part in (statement.source, statement.cue, statement.content, *halves, *settings):
            if part is not None:
                assert part.text == JOINT.join(article.text[a:b] for a, b in part.spans)
                assert all(0 <= a < b <= len(article.text) for a, b in part.spans)
        assert statement.content == passage(article.text, statement.content.spans)
        assert 0 <= statement.confidence <= 1
        assert statement.acts
        said = [*statement.content.spans, *statement.cue.spans]
        for act in statement.acts:
            assert 0 < act.confidence <= 1
            assert all(any(c <= a and b <= d for c, d in said) for a, b in act.spans)
    assert len({statement.id for statement in found}) == len(found)
