"""Names as the sources write them, made into names as news writes them."""

from __future__ import annotations

import re
import unicodedata

SMALL = {"al", "el", "bin", "ibn", "bint", "de", "da", "do", "dos", "du", "van", "von", "der", "e"}
ROMAN = re.compile(r"[IVX]+$")


def ascii_form(text: str) -> str:
    """The text without accents."""
    text = text.replace("ø", "o").replace("Ø", "O").replace("ł", "l").replace("ı", "i")
    text = text.replace("ə", "e").replace("ß", "ss").replace("’", "'").replace("–", "-")
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def key_of(text: str) -> str:
    """What two spellings of one name share: no case, accents, marks or initials' dots."""
    text = ascii_form(text).casefold().replace("'", "").replace("ʻ", "")
    return " ".join(re.findall(r"[a-z0-9]+", text))


def slug(text: str) -> str:
    """A part of an id."""
    return key_of(text).replace(" ", "-")


def _cased_part(part: str, *, first: bool) -> str:
    if not part.isupper() or (ROMAN.match(part) and not first):
        return part
    if len(part) == 1:
        return part
    low = part.lower()
    if low in SMALL and not first:
        return low
    if low.startswith("mc") and len(low) > 3:
        return "Mc" + low[2:].capitalize()
    return low.capitalize()


def cased(name: str) -> str:
    """A name whose surname is in capitals, in normal case: "Volodymyr ZELENSKYY"."""
    words = []
    for place, word in enumerate(name.split()):
        if word.endswith(".") and len(word) <= 3:
            words.append(word)
            continue
        parts = re.split(r"([-'’])", word)
        if len(parts) == 1:
            words.append(_cased_part(word, first=place == 0))
        else:
            made = []
            for i, part in enumerate(parts):
                small = part.lower() in SMALL and i + 1 < len(parts) and parts[i + 1] == "-"
                # D'Oliveira, but Muli'aka'aka.
                inner = i > 1 and parts[i - 1] != "-" and len(parts[i - 2]) > 1
                made.append(part.lower() if small or inner else _cased_part(part, first=True))
            words.append("".join(made))
    return " ".join(words)


def stripped(name: str) -> str:
    """The name without a leading "the"."""
    return re.sub(r"^[Tt]he (?=\S)", "", name.strip())


def unique(names: list[str], *, without: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The names once each, in their order, none empty and none of `without`."""
    seen = set(without)
    kept = []
    for name in names:
        if name and name not in seen:
            seen.add(name)
            kept.append(name)
    return tuple(kept)
