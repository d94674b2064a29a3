"""How many of some articles are independent of each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Pair = tuple[int, str | None]
"""An article's story, and its outlet as far as that is known."""
Side = tuple[str, str | int]
"""A story or an outlet."""


def independent(articles: Iterable[Pair]) -> int:
    """The most articles of which no two are of one story or of one outlet.

    An agency's story that forty outlets print counts once, and so does an outlet that tells of
    something forty times. An article whose outlet is unknown is of none that another is of.
    """
    outlets: dict[Side, set[Side]] = {}
    stories: dict[Side, set[Side]] = {}
    for story, outlet in articles:
        a: Side = ("story", story)
        b: Side = ("outlet", outlet) if outlet else ("unknown", story)
        outlets.setdefault(b, set()).add(a)
        stories.setdefault(a, set()).add(b)
    fewer = min(outlets, stories, key=len)
    owners: dict[Side, Side] = {}
    taken: dict[Side, Side] = {}
    return sum(_takes(one, fewer, owners, taken) for one in fewer)


def _takes(
    one: Side,
    choices: Mapping[Side, Iterable[Side]],
    owners: dict[Side, Side],
    taken: dict[Side, Side],
) -> bool:
    """Give one thing a choice of its own; others that have theirs may have to take another."""
    came_from: dict[Side, Side] = {}
    waiting = [one]
    while waiting:
        chooser = waiting.pop()
        for choice in choices[chooser]:
            if choice in came_from:
                continue
            came_from[choice] = chooser
            if choice not in owners:
                _exchange(choice, came_from, owners, taken)
                return True
            waiting.append(owners[choice])
    return False


def _exchange(
    choice: Side, came_from: Mapping[Side, Side], owners: dict[Side, Side], taken: dict[Side, Side]
) -> None:
    """Give each on a path, from its end, the choice that it came by."""
    given: Side | None = choice
    while given is not None:
        owner = came_from[given]
        owners[given] = owner
        before = taken.get(owner)
        taken[owner] = given
        given = before
