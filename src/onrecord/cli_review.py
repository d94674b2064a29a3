"""`onrecord review`: stepping through statements, to confirm, correct or reject them."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated

import typer

import onrecord
from onrecord import printing, printing_corrections
from onrecord.cli_options import RecordPath, Who, Words, login, with_filters
from onrecord.errors import RecordError, StaleError
from onrecord.record.reviewing.act_changes import conditioned, relabelled
from onrecord.record.searching.query import Query

app = typer.Typer(rich_markup_mode=None)

if TYPE_CHECKING:
    from onrecord.record import Correction, Found
    from onrecord.record.reviewing.correcting import Value
    from onrecord.record.reviewing.corrections import Field

PROMPT = (
    "[c]onfirm [s]ource cu[e] co[n]tent [w]ho [a]ct con[d]ition [r]eject s[k]ip [u]ndo [q]uit [?] "
)
HELP = """\
c [why]    it is right as it is shown         r [why]    it is no statement
k          leave it, go on to the next        u          take back the last correction
q          stop; what was corrected is kept
s e n      source, cue or content: its exact words, fragments joined by " ... "; s none: no source
w          who spoke: an actor's name or id; a new name may end with its type, as in
           Harbour Board (organisation); none: not known
a          what it does: a label such as promise or not promise; 2 promise: its second act, or one
           more; 2 none: that is none
d          the words of the condition, then of the consequence; none: there is none"""
NONE = "none"
PAGE = 100
"""Statements that are looked up at once."""


@app.command()
@with_filters
def review(
    query: Query,
    record: RecordPath,
    text: Words = None,
    below: Annotated[
        float | None,
        typer.Option(min=0.0, max=1.0, metavar="SHARE", help="Only what is less sure than this."),
    ] = None,
    who: Who = None,
) -> None:
    """Step through statements that nobody has reviewed, the least sure first.

    Each is shown in its paragraph; a letter confirms, corrects or rejects it. A correction is kept
    at once, beside what the machine found, with who made it and when; it wins wherever the
    statement is read, stays when a newer version reads the article, and can be undone.

    \b
    Examples:
      onrecord review news.db --below 0.6
      onrecord review news.db "troops OR soldiers" --act threaten --who ana
      printf 'c\\nr a headline\\nq\\n' | onrecord review news.db
    """
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    with onrecord.Record(record, create=False) as kept:
        wanted = replace(query, text=text)
        total = kept.review.progress(wanted, below=below).waiting
        session = _Session(kept, who or login(), wanted, below, total)
        session.run()
    typer.echo(session.outcome(), err=True)


@dataclass
class _Session:
    """What one reviewer has seen and done.

    total: statements that waited at the beginning; ids: of those that were read so far, a page at a
    time; made: corrections that they have not undone.
    """

    record: onrecord.Record
    who: str
    query: Query
    below: float | None
    total: int
    ids: list[str] = field(default_factory=list)
    token: str | None = None
    at: int = 0
    skipped: int = 0
    made: list[Correction] = field(default_factory=list)

    def run(self) -> None:
        """Show one statement after the other until all are done or the reviewer stops."""
        try:
            while self.at < len(self.ids) or self._read_on():
                at = self.at
                if self._reviewed_meanwhile():
                    self.at += 1
                while self.at == at:
                    self._show_and_ask()
        except (EOFError, KeyboardInterrupt):
            typer.echo()
        except _StoppedError:
            pass

    def _read_on(self) -> bool:
        """Read the next statements that wait; none does when all were shown."""
        while page := self.record.review.waiting(
            self.query, below=self.below, limit=PAGE, after=self.token
        ):
            self.token = page[-1].token
            new = [one for one in dict.fromkeys(w.id for w in page) if one not in self.ids]
            self.ids += new  # one text may be two articles'
            self.total = max(self.total, len(self.ids))
            if new:
                return True
        self.total = len(self.ids)
        return False

    def outcome(self) -> str:
        """What was done, in words."""
        return f"{self._done()}, {self.skipped:,} skipped, {self.total - self.at:,} left"

    def _done(self) -> str:
        confirmed = sum(one.field == "confirm" for one in self.made)
        rejected = sum(one.field == "reject" for one in self.made)
        others = {one.statement for one in self.made if one.field not in ("confirm", "reject")}
        return f"{confirmed:,} confirmed, {len(others):,} corrected, {rejected:,} rejected"

    def _reviewed_meanwhile(self) -> bool:
        try:
            found = self.record.statement(self.ids[self.at])
        except RecordError as error:  # a newer version has read the article, say
            typer.echo(str(error))
            return True
        mine = {one.number for one in self.made}
        others = [one.who for one in found.corrections if one.number not in mine]
        if others:
            typer.echo(f"{found.statement.id} was reviewed meanwhile by {others[-1]}; passed over")
        return bool(others)

    def _show_and_ask(self) -> None:
        found = self.record.statement(self.ids[self.at])
        typer.echo(f"{self.at + 1:,} of {self.total:,} · {self._done()}\n")
        printing.print_statement(found)
        printing_corrections.print_corrections(found.corrections)
        while True:
            line = input(PROMPT).strip()
            key, given = line[:1].casefold(), line[1:].strip()
            step = STEPS.get(key) if line[1:2].strip() == "" else None
            if step is None:
                typer.echo(HELP)
                continue
            try:
                step(self, found, given)
            except StaleError as error:
                typer.echo(str(error))
            except RecordError as error:
                typer.echo(str(error))
                continue
            return

    def correct(self, found: Found, part: Field, value: Value, why: str | None = None) -> None:
        """Keep a correction of what is shown."""
        made = self.record.review.correct(
            found.statement.id, part, value, who=self.who, why=why, seen=found.seen
        )
        self.made.append(made)
        typer.echo(printing_corrections.describe(made))

    def undo(self) -> None:
        """Take back the last correction, and go back to its statement."""
        if not self.made:
            raise RecordError("there is nothing to undo")
        last = self.made.pop()
        self.record.review.undo(last.number, who=self.who)
        typer.echo(f"undone: {printing_corrections.describe(last)}")
        self.at = self.ids.index(last.statement)


class _StoppedError(Exception):
    """The reviewer has had enough."""


def _asked(given: str, question: str) -> str:
    """What was given with the letter, or else what is answered; nothing leaves all as it is."""
    answer = given or input(f"{question}: ").strip()
    if not answer:
        raise RecordError("nothing is changed")
    return answer


def _confirm(session: _Session, found: Found, given: str) -> None:
    session.correct(found, "confirm", None, given or None)
    session.at += 1


def _reject(session: _Session, found: Found, given: str) -> None:
    session.correct(found, "reject", None, given or None)
    session.at += 1


def _skip(session: _Session, found: Found, given: str) -> None:
    session.skipped += not any(one.statement == found.statement.id for one in session.made)
    session.at += 1


def _undo(session: _Session, found: Found, given: str) -> None:
    session.undo()


def _quit(session: _Session, found: Found, given: str) -> None:
    raise _StoppedError


def _part(part: Field, question: str) -> Callable[[_Session, Found, str], None]:
    def step(session: _Session, found: Found, given: str) -> None:
        words = _asked(given, question)
        may_lack = part in ("source", "speaker") and words == NONE
        session.correct(found, part, None if may_lack else words)

    return step


def _act(session: _Session, found: Found, given: str) -> None:
    words = _asked(given, "act")
    session.correct(found, "acts", relabelled(found.statement, words))


def _condition(session: _Session, found: Found, given: str) -> None:
    acts = found.statement.acts
    number = _asked("" if len(acts) > 1 else "1", f"which act, 1 to {len(acts)}")
    if not number.isdecimal() or not 1 <= int(number) <= len(acts):
        raise RecordError(f"there is no act {number}; `a` gives it one")
    old = acts[int(number) - 1].consequence
    condition = _asked(given, "condition, or none")
    words = "" if condition == NONE else input("consequence, or none [as it is]: ").strip()
    consequence = words or (old.text if old else NONE)
    halves = (None if half == NONE else half for half in (condition, consequence))
    session.correct(
        found, "acts", conditioned(found.article, found.statement, int(number), *halves)
    )


STEPS: Mapping[str, Callable[[_Session, Found, str], None]] = {
    "c": _confirm,
    "s": _part("source", "source, or none"),
    "e": _part("cue", "cue"),
    "n": _part("content", "content"),
    "w": _part("speaker", "who: a name or an actor's id, or none"),
    "a": _act,
    "d": _condition,
    "r": _reject,
    "k": _skip,
    "u": _undo,
    "q": _quit,
}
