"""Whom the encoder takes a source for, from vectors and weights that are set by hand."""

from __future__ import annotations

import re

import numpy as np

from onrecord.actors.directory import shipped_directory
from onrecord.extracting.casting import cast_of
from onrecord.extracting.encoder import WIDTH, Reading
from onrecord.extracting.mentions import Cast
from onrecord.extracting.referring import OUTSIDE, RANK, Meant, Referring, Weights
from onrecord.extracting.roles import DISTANCES, PARAGRAPH_DISTANCES

BEGINNING = "The premier, Ilse Marrant, met Ruth Okoro in Zelk."
SHE = "She said no."
LIKE = {"Marrant": 0, "Okoro": 1}
STRONG = 30.0


def weights() -> Weights:
    """A source is like the first of LIKE by its vector's first number, like the second by its
    second; the next two make a name one of LIKE, the last two score nobody and somebody else."""
    inner, outer = np.zeros((WIDTH, 6)), np.zeros((6, 3 * RANK + 2 * OUTSIDE))
    inner[:6, :6] = np.eye(6)
    for number in LIKE.values():
        outer[number, number] = STRONG
        outer[2 + number, 2 * RANK + number] = 1.0
        outer[4 + number, -OUTSIDE + number] = 1.0
    tables = np.zeros(DISTANCES), np.zeros(PARAGRAPH_DISTANCES)
    arrays = (inner, np.zeros(6), outer, np.zeros(outer.shape[1]), *tables)
    return Weights(*(array.astype(np.float32) for array in arrays))


def meant(
    like: str | None, outside: tuple[float, float] = (0.0, 0.0), between: str = " "
) -> tuple[Meant, Cast]:
    """What is said of "She", whose vector is like that of a word, and who is in the text."""
    text = BEGINNING + between + SHE
    spans = [m.span() for m in re.finditer(r"\w+|[.,]", text)]
    words = [text[a:b] for a, b in spans]
    vectors = np.zeros((len(words), WIDTH), dtype=np.float16)
    she = words.index("She")
    vectors[she, 4:6] = outside
    for word, number in LIKE.items():
        vectors[words.index(word), 2 + number] = 1.0
    if like:
        vectors[she, LIKE[like]] = 1.0
    size = len(words)
    reading = Reading(
        text,
        np.array(spans),
        np.zeros(size, dtype=np.int64),
        np.zeros((size, 7), dtype=np.float32),
        np.zeros((size, 3), dtype=np.float32),
        vectors,
        (),
    )
    cast = cast_of(text, shipped_directory())
    found = Referring(reading, cast, weights())((text.index("She"), text.index("She") + 3))
    assert found is not None
    return found, cast


def likeliest(found: Meant, cast: Cast) -> str | None:
    by_number = {entity.number: " ".join(entity.key) for entity in cast.entities}
    named = max(found.of, key=found.of.__getitem__, default=None)
    if named is None or found.of[named] < max(found.nobody, found.elsewhere):
        return None
    return by_number[named]


def test_the_name_whose_vector_is_like_the_sources_is_meant() -> None:
    assert likeliest(*meant("Marrant")) == "ilse marrant"
    assert likeliest(*meant("Okoro")) == "ruth okoro"


def test_nobody_or_somebody_elsewhere_is_meant_where_that_scores_higher() -> None:
    assert likeliest(*meant(None, (9.0, 0.0))) is None
    found, _ = meant("Okoro", (0.0, 9.0))
    assert found.elsewhere > max(found.of.values())


def test_all_answers_together_are_certain() -> None:
    found, _ = meant("Marrant", (1.0, 2.0))
    logs = [*found.of.values(), found.nobody, found.elsewhere]
    assert abs(float(np.exp(logs).sum()) - 1) < 1e-5


def test_who_is_named_far_before_a_source_is_not_among_the_answers() -> None:
    found, _ = meant("Okoro", between=" " + "It rained. " * 300)
    assert found.of == {}
