"""Templates, and how values are written in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fastapi import Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from onrecord.charts.palette import GROUPS
from onrecord.export.citation import INNER_MARKS, citation, passage_link
from onrecord.export.identity import web_address
from onrecord.export.rows import act_name
from onrecord.extracting.speakers import HOW
from onrecord.printing import HARMLESS
from onrecord.printing_corrections import change_of
from onrecord.web.csrf import csrf_token
from onrecord.web.links import address, page_address, statement_address

TITLES = {400: "This cannot be understood", 422: "This cannot be understood"}
"""Of pages that say what is wrong, where the standard's words would say little."""
NOTHING_SAID = "there is nothing to show at this address"
"""Where the framework has no other words than the title."""
WORDS = 40
"""Words of a content that a list shows."""
CHARACTERS = 400
"""Characters of these, since not all that has no space in it is a word."""


@dataclass(frozen=True)
class Failed:
    """A form that could not be done, and what was typed in it.

    form: its name on the page; place: the form above which is said why, empty for the top of the
    page; here: the page's address; is_quiet: nothing is wrong, there was nothing to do;
    has_ended: the session, so that one has to log in again.
    """

    form: str = ""
    place: str = ""
    here: str = ""
    why: str = ""
    typed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    is_quiet: bool = False
    has_ended: bool = False

    def value(self, form: str, field: str, otherwise: str | None = None) -> str:
        """What a field of a form shows: what was typed if it is this form, else its own."""
        return " ".join(self.values(form, field)) if form == self.form else otherwise or ""

    def values(self, form: str, field: str) -> Sequence[str]:
        """What was typed or chosen in a field of a form, if it is this one."""
        return self.typed.get(field, ()) if form == self.form else ()


NOT_FAILED = Failed()
FIELDS = {"text": "Words", "quote": "The words"}
"""What parameters of addresses are called in forms, where it is not their name."""


def render(
    request: Request,
    template: str,
    values: Mapping[str, Any],
    *,
    name: str = "",
    is_editor: bool = False,
    status: int = 200,
) -> Response:
    """A page as HTML.

    Args:
        request: what is asked for.
        template: its name in `templates/`.
        values: what it shows; all text is escaped.
        name, is_editor: of who is logged in, empty for nobody.
        status: of the answer.
    """
    whole = {
        "here": request.url.path,
        "asked": request.url.query,
        "csrf": csrf_token(request),
        "name": name,
        "is_editor": is_editor,
        "failed": NOT_FAILED,
        **values,
    }
    html = _environment.get_template(template).render(whole)
    return Response(html, status, media_type="text/html; charset=utf-8")


def error_page(
    request: Request, status: int, title: str, detail: str, *, name: str, is_editor: bool
) -> Response:
    """A page that says what is wrong, for whoever is logged in."""
    values = {
        "title": TITLES.get(status, title),
        "detail": detail if detail != title else NOTHING_SAID,
        "typed": [
            (FIELDS.get(name, name.capitalize()), name, value)
            for name, value in request.query_params.multi_items()
            if name != "after"  # a place in what was found, which nobody types
        ],
    }
    return render(request, "error.html", values, name=name, is_editor=is_editor, status=status)


def login_page(
    request: Request,
    status: int,
    problem: str | None,
    following: str,
    typed: Mapping[str, str] | None = None,
) -> Response:
    """The form for a token, and what was wrong with the one that was given.

    Args:
        request, status, problem: of the page.
        following: the path that a login leads to.
        typed: in a form that nobody could send without it, so that it is not lost.
    """
    values = {"problem": problem, "next": following, "typed": typed or {}}
    return render(request, "login.html", values, status=status)


def _day(day: date | str | None) -> str:
    """A day in words, as 6 March 2026."""
    if not day:
        return "no date"
    on = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{on.day} {on:%B %Y}"


def _number(number: int) -> str:
    return f"{number:,}"


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _plain(text: str | None) -> str:
    """A text on one line, without characters that turn or hide what stands around them."""
    return " ".join((text or "").split()).translate(HARMLESS)


def _inner(text: str) -> str:
    """A text as it stands within quotation marks."""
    return text.translate(INNER_MARKS)


def _how(way: str) -> str:
    """The way in which a speaker was found, in words; none for a correction."""
    return HOW.get(way, "")


def _short(text: str) -> str:
    whole = _plain(text)
    words = " ".join(whole.split(" ")[:WORDS])[:CHARACTERS]
    return words + (" …" if len(words) < len(whole) else "")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _group(act: str) -> str:
    """The group of acts that an act belongs to, by which it has its colour."""
    return next(group for group, acts in GROUPS.items() if act in acts)


_environment = Environment(
    loader=PackageLoader("onrecord.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters |= {
    "day": _day, "number": _number, "percent": _percent, "plain": _plain, "short": _short,
    "change": change_of, "inner": _inner, "how": _how, "act": act_name, "group": _group,
    "web": web_address,
}  # fmt: skip
_environment.globals |= {
    "address": address, "page_address": page_address, "statement_address": statement_address,
    "counted": _counted, "groups": GROUPS, "citation": citation, "passage_link": passage_link,
}  # fmt: skip
