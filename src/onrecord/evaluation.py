"""How well extracted statements agree with annotated ones, and how two runs differ.

Spans are compared as sets of the positions of letters and digits, so that quotation marks, space
and punctuation decide nothing (a span without any, such as the cue ":", keeps what is visible).
Per role, `exact` is the same span, `overlap` shares a position, `char` counts positions. A
statement is `linked` to a gold one when their contents share half or more of their union and their
sources overlap or are both missing; a `triple` has all three roles exact. Statements in ignored
regions, and such as are inside another's content, are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from onrecord.article import Article
from onrecord.errors import SourceError
from onrecord.extracting import extract_many
from onrecord.statement import Kind, Span

ROLES = ("source", "cue", "content")
KINDS: tuple[Kind, ...] = ("direct", "indirect", "mixed")
QUOTED = 0.97
"""Share of a gold content inside quotation marks from which it counts as direct."""

Positions = frozenset[int]
Scores = dict[str, Any]


class Spans(msgspec.Struct, frozen=True):
    """A passage as `extract` writes it; only its spans count here."""

    spans: list[Span]


class Marked(msgspec.Struct, frozen=True):
    """A gold or predicted statement."""

    cue: list[Span] | Spans
    content: list[Span] | Spans
    source: list[Span] | Spans | None = None
    parent: str | None = None
    confidence: float = 1.0


class Annotated(msgspec.Struct, frozen=True):
    """An article with its statements; of gold, the text is the annotated one."""

    id: str
    statements: list[Marked]
    text: str = ""
    ignore: list[Span] = []


def load_gold(path: Path) -> list[Annotated]:
    """Read annotated articles.

    Raises:
        SourceError: the file cannot be read; the line is named.
    """
    return list(_lines(path, needs_text=True))


def load_predicted(path: Path) -> dict[str, Annotated]:
    """Read articles with extracted statements, by id.

    Raises:
        SourceError: the file cannot be read; the line is named.
    """
    return {article.id: article for article in _lines(path, needs_text=False)}


def predict(gold: Iterable[Annotated]) -> dict[str, Annotated]:
    """Extract the statements of annotated articles."""
    articles = (Article.from_text(a.text, id=a.id, keep_places=True) for a in gold)
    return {
        article.id: Annotated(article.id, msgspec.convert(msgspec.to_builtins(found), list[Marked]))
        for article, found in extract_many(articles)
    }


def score(gold: Sequence[Annotated], predicted: dict[str, Annotated]) -> Scores:
    """Agreement as precision, recall and F1, 0 to 1; an article not predicted counts as empty."""
    n: Counter[Any] = Counter()
    for article in gold:
        guess = predicted.get(article.id, Annotated(article.id, []))
        _count(n, article, guess)
    scores: Scores = {"articles": len(gold), "gold": n["gold"], "predicted": n["predicted"]}
    for role in ROLES:
        scores[role] = {
            "exact": _f1(n[role, "exact"], n[role, "p"], n[role, "exact"], n[role, "g"]),
            "overlap": _f1(n[role, "over_p"], n[role, "p"], n[role, "over_g"], n[role, "g"]),
            "char": _f1(n[role, "char"], n[role, "char_p"], n[role, "char"], n[role, "char_g"]),
        }
    for name in ("linked", "triple"):
        scores[name] = _f1(n[name], n["predicted"], n[name], n["gold"])
    scores["linked"]["recall_by_kind"] = {
        kind: round(n["linked", kind] / n["kind", kind], 4) for kind in KINDS if n["kind", kind]
    }
    return scores


def outcomes(
    gold: Sequence[Annotated], predicted: dict[str, Annotated]
) -> list[tuple[float, bool]]:
    """For each predicted statement its confidence, and whether it is linked to a gold one."""
    found = []
    for article in gold:
        truth, guesses = comparable(article, predicted.get(article.id, Annotated(article.id, [])))
        right = {
            j for i, j, overlap in pairs(truth, guesses) if is_linked(truth[i], guesses[j], overlap)
        }
        found += [(guess["confidence"], j in right) for j, guess in enumerate(guesses)]
    return found


def calibration_error(found: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error: how far confidence is from the share that is right, on average.

    Source: Naeini, Cooper and Hauskrecht, AAAI 2015; `bins` of equal width.
    """
    surplus = [0.0] * bins
    for confidence, right in found:
        surplus[min(int(confidence * bins), bins - 1)] += confidence - right
    return sum(map(abs, surplus)) / max(len(found), 1)


def table(scores: Scores) -> str:
    """The figures as lines of text."""
    lines = [
        f"{scores['articles']} articles, {scores['gold']} gold statements, "
        f"{scores['predicted']} predicted"
    ]
    for role in ROLES:
        figures = (f"{name} {_figures(value)}" for name, value in scores[role].items())
        lines.append(f"{role:8} " + "  ".join(figures))
    lines += [f"{name:8} {_figures(scores[name])}" for name in ("linked", "triple")]
    lines.append(f"linked recall by kind {scores['linked']['recall_by_kind']}")
    return "\n".join(lines)


def differences(old: Path, new: Path) -> Iterator[str]:
    """Statements of one run that the other has not, "-" lost and "+" gained, by article.

    Raises:
        SourceError: a file cannot be read, or is not one that `extract` wrote.
    """
    before, after = load_predicted(old), load_predicted(new)
    for key in {**before, **after}:
        sides = [_described(side.get(key)) for side in (before, after)]
        lost = [line for place, line in sides[0].items() if place not in sides[1]]
        gained = [line for place, line in sides[1].items() if place not in sides[0]]
        if lost or gained:
            yield key
        yield from (f"- {line}" for line in lost)
        yield from (f"+ {line}" for line in gained)


def _lines(path: Path, *, needs_text: bool) -> Iterator[Annotated]:
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    article = msgspec.json.decode(line, type=Annotated)
                    if needs_text and not article.text:
                        raise SourceError(
                            f"{path}, line {number}: an annotated article needs its text"
                        )
                    yield article
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise SourceError(f"{path}, line {number}: {error}") from error


def _spans(passage: list[Span] | Spans | None) -> list[Span]:
    if isinstance(passage, Spans):
        return passage.spans
    return passage or []


def _positions(passage: list[Span] | Spans | None, text: str) -> Positions:
    visible = [i for a, b in _spans(passage) for i in range(a, b) if not text[i].isspace()]
    return frozenset(i for i in visible if text[i].isalnum()) or frozenset(visible)


def comparable(
    article: Annotated, guess: Annotated
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What of both sides is compared: each role's positions, without ignored and nested ones."""
    ignored = _positions(article.ignore, article.text)
    sides = []
    for side in (article, guess):
        marked: list[dict[str, Any]] = [
            {
                "confidence": s.confidence,
                **{role: _positions(getattr(s, role), article.text) for role in ROLES},
            }
            for s in side.statements
            if not s.parent
        ]
        sides.append(
            [m for m in marked if m["content"] and m["cue"] and not m["content"] <= ignored]
        )
    return sides[0], sides[1]


def _count(n: Counter[Any], article: Annotated, guess: Annotated) -> None:
    gold, predicted = comparable(article, guess)
    for role in ROLES:
        g, p = [s[role] for s in gold if s[role]], [s[role] for s in predicted if s[role]]
        all_g, all_p = frozenset[int]().union(*g), frozenset[int]().union(*p)
        n[role, "g"] += len(g)
        n[role, "p"] += len(p)
        n[role, "exact"] += (Counter(g) & Counter(p)).total()
        n[role, "over_g"] += sum(bool(s & all_p) for s in g)
        n[role, "over_p"] += sum(bool(s & all_g) for s in p)
        n[role, "char"] += len(all_g & all_p)
        n[role, "char_g"] += len(all_g)
        n[role, "char_p"] += len(all_p)
    n["gold"] += len(gold)
    n["predicted"] += len(predicted)
    quoted = double_quoted(article.text)
    kinds = [kind_by_quotation(s["content"], quoted) for s in gold]
    n.update(("kind", kind) for kind in kinds)
    for i, j, overlap in pairs(gold, predicted):
        if is_linked(gold[i], predicted[j], overlap):
            n["linked"] += 1
            n["linked", kinds[i]] += 1
        n["triple"] += all(gold[i][role] == predicted[j][role] for role in ROLES)


def pairs(
    gold: list[dict[str, Any]], predicted: list[dict[str, Any]]
) -> list[tuple[int, int, float]]:
    """One-to-one pairs of gold and predicted statements, best overlap of their contents first."""
    overlaps = [
        (len(g["content"] & p["content"]) / len(g["content"] | p["content"]), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if not g["content"].isdisjoint(p["content"])
    ]
    used_g: set[int] = set()
    used_p: set[int] = set()
    found = []
    for overlap, i, j in sorted(overlaps, key=lambda o: (-o[0], o[1], o[2])):
        if i not in used_g and j not in used_p:
            used_g.add(i)
            used_p.add(j)
            found.append((i, j, overlap))
    return found


def is_linked(gold: dict[str, Any], predicted: dict[str, Any], overlap: float) -> bool:
    """Whether a pair counts as linked, given how far their contents overlap (see `pairs`)."""
    same_source = bool(gold["source"] & predicted["source"])
    return overlap >= 0.5 and (same_source or not (gold["source"] or predicted["source"]))


def double_quoted(text: str) -> list[bool]:
    """Whether each position is inside double quotation marks, as PolNeAR's scorer counts them.

    Simpler than `quotation.quoted_spans` (no single marks, none left open over a paragraph), and
    kept so, for recall by kind to be comparable with other systems'.
    """
    inside, place, mask = False, 0, [False] * len(text)
    while place < len(text):
        character, width = text[place], 1
        if character == "\n":
            inside = False
        elif character in "“„":
            inside = True
        elif character == "”":
            inside = False
        elif character == '"':
            inside = not inside
        elif text[place : place + 2] in ("''", "``"):
            opening = place == 0 or text[place - 1] in " \n(-—" or character == "`"
            inside, width = opening or not inside, 2
        mask[place : place + width] = [inside] * width
        place += width
    return mask


def kind_by_quotation(content: Positions, quoted: Sequence[bool]) -> Kind:
    """A content's kind by the share of it that is quoted (see `double_quoted`)."""
    share = sum(quoted[i] for i in content) / len(content)
    return "direct" if share >= QUOTED else "mixed" if share else "indirect"


def _f1(right_p: int, n_p: int, right_g: int, n_g: int) -> dict[str, Any]:
    precision = right_p / n_p if n_p else 0.0
    recall = right_g / n_g if n_g else 0.0
    f = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"p": round(precision, 4), "r": round(recall, 4), "f": round(f, 4)}


def _figures(value: dict[str, Any]) -> str:
    return f"P {value['p']:.3f} R {value['r']:.3f} F {value['f']:.3f}"


def _described(article: Annotated | None) -> dict[str, str]:
    """A run's statements of one article as lines of text, by their places."""
    lines = {}
    for s in article.statements if article else ():
        places = [_spans(getattr(s, role)) for role in ROLES]
        words = (
            " ... ".join(article.text[a:b] for a, b in spans).replace("\n", " ") if article else ""
            for spans in places
        )
        who, cue, what = words
        lines[repr(places)] = f"{who or '-'} | {cue} | {what}"
    return lines
