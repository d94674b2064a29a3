"""Dates as sources write them -> date."""

from __future__ import annotations

from datetime import date

from onrecord.errors import ArticleError


def read_date(written: str, *, name: str = "published") -> date:
    """Read a date of publication: ISO 8601, or another form that leaves no doubt.

    Args:
        written: the date.
        name: what the source calls it.

    Raises:
        ArticleError: it is not a date.
    """
    written = written.strip()
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        pass
    import dateparser  # noqa: PLC0415 - rarely needed, and slow to import

    found = dateparser.parse(
        written, languages=["en"], settings={"STRICT_PARSING": True, "PARSERS": ["absolute-time"]}
    )
    if found is None:
        raise ArticleError(f'"{name}" is "{written[:40]}", not a date; write YYYY-MM-DD')
    return date(found.year, found.month, found.day)
