"""What statements are looked up by, as it holds today: a row of facets, and their words.

Both hold what people have corrected and judged, not what the machine first found; only statements
of current articles have them, and of these only what nobody has rejected.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from onrecord.article import Article
from onrecord.record.grouping.group import group, leave, leave_article, ungroup
from onrecord.record.judgements import UNJUDGED, View, view
from onrecord.record.queries import Found, load, speaking
from onrecord.record.reviewing.corrections import is_rejected
from onrecord.record.searching import fulltext
from onrecord.record.searching.bits import PART_BITS, bits_of
from onrecord.record.searching.packing import FACTS, packed
from onrecord.record.searching.query import PARTS
from onrecord.record.searching.stems import plain_words, stems
from onrecord.record.searching.tallies import COLUMNS, tally
from onrecord.record.tables import appearances, articles, facets, statements
from onrecord.statement import Statement

PAGE = 500


def index_article(connection: Connection, article_key: int) -> None:
    """Index the statements of the article version that is current now."""
    keys = connection.scalars(
        select(statements.c.key)
        .where(statements.c.article_key == article_key)
        .order_by(statements.c.key)
    )
    index(connection, list(keys))


def index(connection: Connection, keys: Collection[int]) -> None:
    """Index statements of current articles, anew where they have been."""
    judged = view(connection)
    ordered = sorted(keys)
    for at in range(0, len(ordered), PAGE):
        page = ordered[at : at + PAGE]
        unindex(connection, page)
        found = zip(page, load(connection, page, UNJUDGED), strict=True)
        pairs = [(key, one) for key, one in found if not is_rejected(one.corrections)]
        if pairs:
            articles_of = _articles_of(connection, page)
            rows = [facets_of(key, articles_of[key], one, judged) for key, one in pairs]
            connection.execute(insert(facets), rows)
            tally(connection, new=rows)
            fulltext.keep_words(connection, [words_of(key, one) for key, one in pairs])


def index_new(
    connection: Connection,
    article_key: int,
    article: Article,
    found: Mapping[int, Statement],
    speakers: Mapping[int, Mapping[str, str]],
) -> None:
    """Index statements as they are just kept, without reading them back.

    Args:
        connection: to write with.
        article_key: the version of the article.
        article: as it is kept.
        found: its statements by their keys; nobody has corrected one of them.
        speakers: what their speakers are shown as, as `actors_of` gives it where nobody has judged.
    """
    if not found:
        return
    judged = view(connection)
    shown = {key: Found(article, 1, speaking(one, speakers.get(key))) for key, one in found.items()}
    rows = [facets_of(key, article_key, one, judged) for key, one in shown.items()]
    connection.execute(insert(facets), rows)
    tally(connection, new=rows)
    fulltext.keep_words(connection, [words_of(key, one) for key, one in shown.items()])


def _articles_of(connection: Connection, keys: Collection[int]) -> dict[int, int]:
    query = select(statements.c.key, statements.c.article_key).where(statements.c.key.in_(keys))
    return {row.key: row.article_key for row in connection.execute(query)}


def index_all(connection: Connection) -> None:
    """Index all statements of the current articles."""
    query = (
        select(statements.c.key)
        .join_from(statements, articles)
        .where(articles.c.current)
        .order_by(statements.c.key)
    )
    index(connection, list(connection.scalars(query)))


def unindex(connection: Connection, keys: Iterable[int]) -> None:
    """Take statements out of the index."""
    columns = facets.c.statement_key, *(facets.c[name] for name in COLUMNS)
    query = select(*columns).where(facets.c.statement_key.in_(list(keys)))
    rows = connection.execute(query).mappings().all()
    if rows:
        known = [row["statement_key"] for row in rows]
        leave(connection, known)
        fulltext.drop_words(connection, known)
        connection.execute(delete(facets).where(facets.c.statement_key.in_(known)))
        tally(connection, gone=rows)


def unindex_article(connection: Connection, article_id: str) -> None:
    """Take the statements of all versions of an article out of the index."""
    query = (
        select(facets.c.statement_key)
        .join_from(facets, statements)
        .join(articles)
        .where(articles.c.id == article_id)
    )
    leave_article(connection, article_id)
    unindex(connection, connection.scalars(query).all())


def reassign(connection: Connection, before: View) -> None:
    """Bring the actors and utterances of the index up to date after a judgement.

    Args:
        connection: to write with; the judgement is made.
        before: what held before it.
    """
    now = view(connection)
    shown = {key: now.actor_of(key, actor) for key, actor in _judged(connection, before, now)}
    if not shown:
        return
    keys = list(shown)
    for at in range(0, len(keys), PAGE):
        _reassign(connection, keys[at : at + PAGE], shown)
    ungroup(connection, keys)
    group(connection)


def _reassign(connection: Connection, keys: Collection[int], shown: Mapping[int, str]) -> None:
    columns = facets.c.statement_key.label("one"), *(facets.c[name] for name in FACTS)
    query = select(*columns).where(facets.c.statement_key.in_(keys))
    gone = connection.execute(query).mappings().all()
    new = [{**row, "actor": shown[row["one"]]} for row in gone]
    if new:
        changing = update(facets).where(facets.c.statement_key == bindparam("one"))
        rows = [{"one": r["one"], "actor": r["actor"], "packed": packed(r)} for r in new]
        connection.execute(changing, rows)
        tally(connection, gone=gone, new=new)


def _judged(connection: Connection, before: View, now: View) -> Iterator[tuple[int, str]]:
    """The statements whose actors another judgement concerns, each with the machine's actor."""
    both = (before, now)
    actors = {one for v in both for one in (*v.roots, *v.merged, *v.told_apart)}
    changed = [a for a in actors if before.status(before.root(a)) != now.status(now.root(a))]
    moved = [
        key
        for key in before.moved.keys() | now.moved.keys()
        if len({v.status(v.moved[key]) if key in v.moved else None for v in both}) > 1
    ]
    query = select(appearances.c.statement_key, appearances.c.actor_id)
    for column, wanted in (
        (appearances.c.actor_id, sorted(changed)),
        (appearances.c.statement_key, sorted(moved)),
    ):
        for at in range(0, len(wanted), PAGE):
            page = query.where(column.in_(wanted[at : at + PAGE]))
            yield from ((row.statement_key, row.actor_id) for row in connection.execute(page))


def ordinal(day: date | None) -> int:
    """A day as a number, 0 for none."""
    return day.toordinal() if day else 0


def facets_of(key: int, article_key: int, found: Found, judged: View) -> dict[str, object]:
    """A statement's row of `facets`."""
    statement = found.statement
    actor = statement.speaker and statement.speaker.actor
    row = {
        "statement_key": key,
        "article": article_key,
        "day": ordinal(found.article.published),
        "outlet": found.article.outlet or None,  # older versions kept empty names
        "actor": actor and judged.actor_of(key, actor),
        "kind": statement.kind,
        "acts": bits_of(act.label for act in statement.acts),
        "conditional": bits_of(act.label for act in statement.acts if act.condition),
        "continuity": statement.continuity and statement.continuity.label,
        "has": sum(PART_BITS[part] for part in PARTS if _has(statement, part)),
    }
    return {**row, "packed": packed(row)}


def _has(statement: Statement, part: str) -> bool:
    if part == "condition":
        return any(act.condition for act in statement.acts)
    if part == "consequence":
        return any(act.consequence for act in statement.acts)
    return bool(getattr(statement, "addressees" if part == "addressee" else part))


def words_of(key: int, found: Found) -> dict[str, object]:
    """A statement's words: stems of what was said, plain words of names.

    Names that people have given are not among them, so that a judgement changes no words.
    """
    statement = found.statement
    source = statement.source.text if statement.source else ""
    named = statement.speaker.name if statement.speaker else ""
    addressed = [w for a in statement.addressees for w in (a.text, a.name) if w]
    return {
        "rowid": key,
        "said": " ".join(stems(statement.content.text)),
        "who": " ".join(plain_words(f"{source} {named}")),
        "addressed": " ".join(plain_words(" ".join(addressed))),
    }
