"""In which fields two readings of one statement differ."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from onrecord.statement import Statement


def differing(old: Statement, new: Statement) -> dict[str, tuple[Any, Any]]:
    """The fields in which two statements differ, with both values, but for how sure they are."""
    a, b = _unsure(old), _unsure(new)
    fields = (name for name in a.__struct_fields__ if name != "extractor")
    return {
        name: (getattr(old, name), getattr(new, name))
        for name in fields
        if getattr(a, name) != getattr(b, name)
    }


def _unsure(s: Statement) -> Statement:
    speaker = s.speaker and replace(s.speaker, confidence=0.0)
    acts = tuple(replace(act, confidence=0.0) for act in s.acts)
    return replace(s, confidence=0.0, speaker=speaker, acts=acts)
