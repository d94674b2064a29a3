"""Examples for the OpenAPI document, of people and places that do not exist."""

from __future__ import annotations

from typing import Any

_TITLE = "Rail unions reject pay offer and promise a summer of strikes"
_NAME = "Élodie Okonjo-Varga"
_ROLE = "general secretary of the Union of Signal and Track Workers"
_CONTENT = "to suspend any action if talks resumed “with new money on the table”"

_SPEAKER = {
    "actor": "record:9400a388ee32", "name": _NAME, "type": "person", "how": "pronoun",
    "confidence": 0.974, "spans": [[390, 409]],
    "description": {"text": _ROLE, "spans": [[411, 469]]},
}  # fmt: skip
_ACT = {
    "label": "promise", "spans": [[582, 650]], "negated": False, "confidence": 0.901,
    "condition": {
        "text": "if talks resumed “with new money on the table”", "spans": [[604, 650]],
        "marker": "if",
    },
    "consequence": {"text": "to suspend any action", "spans": [[582, 603]]},
    "evidence": [[573, 581], [585, 592]],
}  # fmt: skip
_BARE = {
    "id": "9453655f92d1694994b3", "kind": "mixed", "parent": None,
    "source": {"text": "She", "spans": [[569, 572]]},
    "cue": {"text": "promised", "spans": [[573, 581]]},
    "content": {"text": _CONTENT, "spans": [[582, 650]]},
    "speaker": _SPEAKER, "addressees": [], "acts": [_ACT], "continuity": None, "said_on": None,
    "said_at": None, "earlier": None, "confidence": 0.951, "extractor": "onrecord 0.1.0",
}  # fmt: skip
_FACTS = {
    "id": "be946676fb6154c88efc", "url": "https://example.org/rail-unions-reject-offer",
    "outlet": "Sundholm Courier", "title": _TITLE, "byline": "Nadia Vestergård-Oyelaran",
    "published": "2026-05-18", "language": "en",
}  # fmt: skip
_LISTED = {**_FACTS, "version": 1, "added_at": "2026-05-19T06:00:00+00:00", "statements": 27}
_TEXT = "Rail unions in Verland have rejected an improved pay offer ..."
_COUNTED = {"id": _SPEAKER["actor"], "name": _NAME, "type": "person", "statements": 3,
            "articles": 1, "first": "2026-05-18", "last": "2026-05-18"}  # fmt: skip

STATEMENT: dict[str, Any] = {**_BARE, "article": {**_FACTS, "version": 1}}
PAGE = {
    "total": 1, "articles": 1, "sources": 1, "next": None,
    "facets": {"speaker": [{"value": _SPEAKER["actor"], "name": _NAME, "count": 1}]},
    "statements": [STATEMENT],
}  # fmt: skip
OPEN = {"next": None, "statements": [STATEMENT]}
CORRECTION = {
    "number": 1, "statement": _BARE["id"], "article": _FACTS["id"], "field": "cue",
    "machine": _BARE["cue"], "value": {"text": "She promised", "spans": [[569, 581]]},
    "who": "Ana", "at": "2026-05-20T09:30:00+00:00", "why": "as our guide has it",
    "undone_at": None, "undone_by": None, "carried_from": None,
}  # fmt: skip
CORRECTIONS = {"total": 1, "next": None, "corrections": [CORRECTION]}
REVIEWED = {**STATEMENT, "rejected": False, "corrections": []}
LINE = {**_FACTS, "text": _TEXT, "statements": [_BARE]}
ARTICLE = {**LINE, "version": 1, "added_at": _LISTED["added_at"]}
ARTICLES = {"total": 1, "next": None, "articles": [_LISTED]}
ACTORS = {
    "total": 1, "types": [{"value": "person", "name": "person", "count": 1}], "next": None,
    "actors": [_COUNTED],
}  # fmt: skip
ACTOR = {
    **_COUNTED, "ids": [_SPEAKER["actor"]], "names": [{"name": _NAME, "statements": 3}],
    "roles": [],
    "descriptions": [
        {"text": _ROLE, "statements": 3, "first": "2026-05-18", "last": "2026-05-18"}
    ],
    "spoken_in": [
        {name: _FACTS[name] for name in ("id", "outlet", "title", "published")} | {"statements": 3}
    ],
    "judgements": [],
    "addressees": [{"actor": None, "name": "reporters", "statements": 1}],
    "named": [
        {"actor": "record:1c94d0a6b3ef", "name": "Verbane", "type": "organisation",
         "statements": 1, "text": '"Verbane"'}
    ],
    "named_in_latest": 3,
}  # fmt: skip
UTTERANCES = {
    "next": None,
    "utterances": [
        {
            "id": _BARE["id"], "article": _FACTS["id"], "actor": _SPEAKER["actor"], "who": _NAME,
            "first": "2026-05-18", "last": "2026-05-18", "articles": 1, "sources": 1,
            "variants": [
                {"text": _CONTENT, "count": 1, "statements": [_BARE["id"]],
                 "outlets": ["Sundholm Courier"], "changes": []}
            ],
        }
    ],
}  # fmt: skip
REDLINES = {
    "total": 1, "next": None,
    "redlines": [
        {
            "actor": _SPEAKER["actor"], "name": _NAME, "act": "promise",
            "condition": _ACT["condition"], "consequence": _ACT["consequence"],
            "first_said": "2026-05-18", "last_said": "2026-05-18",
            "times": [
                {"statement": _BARE["id"], "article": _FACTS["id"], "outlet": "Sundholm Courier",
                 "said_on": "2026-05-18", "confidence": 0.901, "condition": _ACT["condition"],
                 "consequence": _ACT["consequence"]}
            ],
            "articles": 1, "sources": 1,
        }
    ],
}  # fmt: skip
CHECKED = {
    "verdict": "near", "quote": "suspend all action if talks resumed", "speaker": None,
    "joined": None,
    "matches": [
        {**STATEMENT, "verdict": "near", "score": 0.833,
         "differences": [{"quote": "all", "statement": "any"}], "by_speaker": None, "part": None,
         "cautions": [], "sentence": None}
    ],
    "more": 0,
}  # fmt: skip
ABOUT = {
    "version": "0.1.0", "extractor": "onrecord 0.1.0", "tables": 5, "articles": 1,
    "statements": 27, "outlets": [{"value": "Sundholm Courier", "articles": 1}],
    "days": [{"value": "2026-05-18", "articles": 1}],
    "extractors": [{"value": "onrecord 0.1.0", "articles": 1}],
    "refusals": [
        {"source": "stories/empty.txt", "why": "there is no text in it",
         "at": "2026-05-19T06:00:00+00:00"}
    ],
}  # fmt: skip

QUOTE = {"quote": "suspend all action if talks resumed", "speaker": "Okonjo-Varga"}
TEXT = {
    "text": "Premier Ilse Marrant said on Friday that the dam was safe.", "published": "2026-03-06",
}  # fmt: skip
CORRECT = {"field": "cue", "value": "promised", "why": "as our guide has it", "seen": []}
JUDGE = {"why": "read it in the article", "seen": []}
UNDO = {"number": 1}


ANSWERS: dict[str, Any] = {
    "AboutRecord": ABOUT, "ActorList": ACTORS, "ActorOnRecord": ACTOR, "ArticleList": ARTICLES,
    "ArticleOnRecord": ARTICLE, "CheckedQuote": CHECKED, "Correction": CORRECTION,
    "Corrections": CORRECTIONS, "Line": LINE, "OpenStatements": OPEN, "RedlineList": REDLINES,
    "ReviewedStatement": REVIEWED, "StatementPage": PAGE, "UtteranceList": UTTERANCES,
}  # fmt: skip
"""By the names of their forms."""


def bodies(example: dict[str, Any]) -> dict[str, Any]:
    """An example of a body, as the framework takes them."""
    return {"usual": {"summary": "as usual", "value": example}}
