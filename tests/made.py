"""Statements made by hand, where what a model finds would be in the way."""

from __future__ import annotations

from datetime import date

from onrecord import Article, Statement
from onrecord.statement import Act, ActLabel, Condition, Speaker, passage, statement_id


def said(
    words: str,
    *acts: ActLabel,
    name: str = "Ilse Marrant",
    day: date | None = None,
    condition: str | None = None,
    outlet: str = "The Zelk Post",
) -> tuple[Article, list[Statement]]:
    """An article with one statement that does some acts, all under one condition if any.

    People of one name are one actor, since all is in one outlet unless another is given.
    """
    text = f"{name} said that {condition + ', ' if condition else ''}{words}."
    cue = text.index(" said that ") + 1
    source, cue_span, content = (0, cue - 1), (cue, cue + 4), (cue + 5, len(text) - 1)
    half = (cue + 10, cue + 10 + len(condition or ""))
    given = Condition(text=text[slice(*half)], spans=(half,), marker="if") if condition else None
    statement = Statement(
        id=statement_id(text, [source], [cue_span], [content]),
        kind="indirect",
        source=passage(text, [source]),
        cue=passage(text, [cue_span]),
        content=passage(text, [content]),
        speaker=Speaker(
            actor=None, name=name, type="person", how="name", confidence=0.9, spans=(source,)
        ),
        acts=tuple(
            Act(label=label, spans=(content,), confidence=0.9, condition=given) for label in acts
        ),
        confidence=0.9,
        extractor="made",
    )
    return Article.from_text(text, published=day, outlet=outlet), [statement]
