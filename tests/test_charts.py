"""Charts: what they show of a record, what they say where there is nothing, and their colours."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import combinations, product
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import altair as alt
import numpy as np
import pytest
from made import said
from numpy.typing import NDArray

from onrecord import Record, charts
from onrecord.charts.palette import GROUPS, PALETTES, Palette, Theme
from onrecord.errors import RecordError, SearchError
from onrecord.extracting.acts import LABELS
from onrecord.record.searching.query import By

STRAIT = "if a ship is stopped"
SAID = [
    said("we will close the strait", "threaten", day=date(2026, 1, 30), condition=STRAIT),
    said("we will close the strait now", "threaten", day=date(2026, 3, 2), condition=STRAIT),
    said("we will open the gates", "promise", day=date(2026, 2, 1), condition="if the water rises"),
    said("the gates stay shut", "refuse", name="Osk Brandt", condition="until it rains"),
    said("the dam was safe", "assert", name="Osk Brandt", day=date(2026, 3, 31)),
    said("the dam was very safe", "assert", "predict", name="Osk Brandt", day=date(2026, 3, 1)),
]
HOSTILE = "Ada <b>'&amp;\"]]> \x1b[31m\x08\u202e\ufffe' + datum.act"
SAFE = HOSTILE.translate(dict.fromkeys(map(ord, "\x1b\x08\u202e\ufffe"), "\ufffd"))


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record(tmp_path_factory.mktemp("charts") / "news.db") as made:
        made.add_extracted(SAID)
        yield made


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "empty.db") as made:
        yield made


def drawn(chart: alt.Chart) -> Xml.Element:
    return Xml.fromstring(charts.svg(chart))


def texts(chart: alt.Chart) -> list[str]:
    """The words that can be seen."""
    found = (element for element in drawn(chart).iter() if element.tag.endswith("}text"))
    return ["\n".join(element.itertext()) for element in found]


def marks(chart: alt.Chart) -> list[str]:
    """What is said of each bar or dot to those who hear it."""
    roles = ("bar", "circle", "point")
    found = (e for e in drawn(chart).iter() if e.get("aria-roledescription") in roles)
    return [str(element.get("aria-label")) for element in found]


def test_bars_are_the_acts_of_each_month(record: Record) -> None:
    chart = charts.acts(record)
    assert sorted(marks(chart)) == [
        "February 2026, promise: 1",
        "January 2026, threaten: 1",
        "March 2026, assert: 2",
        "March 2026, predict: 1",
        "March 2026, threaten: 1",
    ]
    *shown, title, counts = texts(chart)
    assert title == "Statements by act and month"
    assert counts == "5 statements, each counted once for every act; 1 more has no date"
    assert drawn(chart).get("aria-label") == f"{title}. {counts}"
    assert {"Jan 2026", "Mar 2026", "published", "statements", "0", "1", "2", "3", "4"} < {*shown}
    assert [word for word in shown if word in LABELS] == [
        "predict",
        "assert",
        "promise",
        "threaten",
    ]


def test_weeks_begin_on_monday(record: Record) -> None:
    chart = charts.acts(record, by="week", act="threaten")
    assert sorted(marks(chart)) == [
        "week of 2 March 2026, threaten: 1",
        "week of 26 January 2026, threaten: 1",
    ]
    *shown, counts = texts(chart)
    assert counts == "2 statements, each counted once for every act\nact: threaten"
    assert "2 Mar 2026" in shown
    assert [word for word in shown if word.isdigit()] == ["0", "1"]  # no halves of a statement


def test_an_actors_acts_are_rows_of_dots(record: Record) -> None:
    chart = charts.actor(record, "Osk Brandt")
    assert sorted(marks(chart)) == ["March 2026, assert: 2", "March 2026, predict: 1"]
    *shown, title, _ = texts(chart)
    assert title == "Osk Brandt: statements by act and month"
    assert [word for word in shown if word in LABELS] == ["assert", "predict"]
    assert marks(charts.actor(record, "Osk Brandt", act="predict")) == ["March 2026, predict: 1"]
    with pytest.raises(RecordError, match="no actor has the name or id Nobody"):
        charts.actor(record, "Nobody")


def test_a_red_line_is_a_row_with_a_dot_each_time(record: Record) -> None:
    chart = charts.redlines(record)
    assert marks(chart) == [
        "30 January 2026, Ilse Marrant: threaten, if a ship is stopped",
        "2 March 2026, Ilse Marrant: threaten, if a ship is stopped",
        "1 February 2026, Ilse Marrant: promise, if the water rises",
    ]
    shown = texts(chart)
    assert shown.index("Ilse Marrant: threaten\nif a ship is stopped") < shown.index(
        "Ilse Marrant: promise\nif the water rises"
    )
    assert shown[-1] == "2 lines; not shown: said 1 time without a date"


def test_the_latest_red_lines_may_be_enough(record: Record) -> None:
    latest = charts.redlines(record, limit=1)
    assert len(marks(charts.redlines(record, latest=1))) == 1
    assert len(marks(latest)) == 2
    assert texts(latest)[-1].startswith("the last 1 of 2 lines")


def test_red_lines_of_one_act_are_of_no_other(empty: Record) -> None:
    words = "we will stop, and then talk"
    empty.add_extracted(
        [said(words, "threaten", "promise", day=date(2026, 1, 30), condition="if it rains")]
    )
    lines = charts.redlines(empty, act="promise")
    assert marks(lines) == ["30 January 2026, Ilse Marrant: promise, if it rains"]


@pytest.mark.parametrize("draw", [charts.acts, charts.redlines])
def test_where_there_is_nothing_the_chart_says_so(empty: Record, draw: Any) -> None:
    assert "nothing found" in texts(draw(empty))
    assert charts.FORMS["csv"](draw(empty)).count(b"\n") == 1


@pytest.mark.parametrize(
    ("draw", "told"),
    [
        (charts.acts, "1 statement, none with a date"),
        (lambda record: charts.actor(record, "Osk Brandt"), "1 statement, none with a date"),
        (charts.redlines, "0 lines; not shown: said 1 time without a date"),
    ],
)
def test_what_has_no_date_is_told_and_stays_in_the_data(
    empty: Record, draw: Any, told: str
) -> None:
    empty.add_extracted([SAID[3]])
    chart = draw(empty)
    assert [text for text in texts(chart) if "nothing" in text] == ["nothing found with a date"]
    assert texts(chart)[-1] == told
    assert b"refuse" in charts.FORMS["csv"](chart)


def test_what_does_nothing_that_is_known_is_shown_too(empty: Record) -> None:
    empty.add_extracted([said("the dam was safe", day=date(2026, 3, 31))])
    assert marks(charts.acts(empty)) == ["March 2026, no act: 1"]


def test_what_strangers_wrote_cannot_break_a_chart(empty: Record) -> None:
    condition = HOSTILE.replace("Ada", "if water")
    formula = "=cmd|' /C calc'!A0"
    empty.add_extracted(
        [
            said("no", "threaten", name=HOSTILE, day=date(2026, 1, 30), condition=condition),
            said("no", "refuse", name=formula, day=date(2026, 1, 30), condition="if it rains"),
        ]
    )
    (one,) = (actor for actor in empty.actors.list() if actor.name.startswith("Ada"))
    assert f"{SAFE}: statements by act and month" in texts(charts.actor(empty, one.id))
    lines = charts.redlines(empty)
    assert any(f"{SAFE}: threaten, if water <b>" in mark for mark in marks(lines))
    assert any(f"{SAFE}: threaten\nif water <b>" in text for text in texts(lines))
    assert any(SAFE in text for text in texts(charts.acts(empty, speaker=HOSTILE)))
    assert f",'{formula},refuse," in charts.FORMS["csv"](lines).decode()


@pytest.mark.parametrize("word", ["water ", "🙂", "水", "x🙂"])
def test_long_labels_end_with_an_ellipsis(empty: Record, word: str) -> None:
    condition = f"if {word * 200}falls"
    empty.add_extracted([said("no", "refuse", day=date(2026, 1, 30), condition=condition)])
    lines = charts.redlines(empty, speaker=word * 100 + "Marrant")
    assert texts(lines)[-1].endswith("…")
    lines = charts.redlines(empty)
    (label,) = (text for text in texts(lines) if word.strip() in text)
    assert label.startswith(f"Ilse Marrant: refuse\nif {word}")
    assert label.endswith("…")
    assert not label.endswith(" …")
    assert len(label) < 80
    assert condition in charts.FORMS["csv"](lines).decode()
    assert int(drawn(lines).get("width") or 0) < 1100


def test_many_weeks_are_drawn_too(empty: Record) -> None:
    weeks = [date.fromordinal(date(2016, 1, 4).toordinal() + 7 * n) for n in range(100)]
    empty.add_extracted(said(f"dam {day} was safe", "assert", day=day) for day in weeks)
    shown = texts(charts.acts(empty, by="week"))
    assert {"Jul 2016", "Jan 2017"} < {*shown}


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
@pytest.mark.parametrize("by", ["week", "month"])
def test_any_date_can_be_drawn(empty: Record, day: date, by: By) -> None:
    empty.add_extracted([said("no", "refuse", day=day, condition="if it rains")])
    assert len(marks(charts.acts(empty, by=by))) == 1
    assert len(marks(charts.redlines(empty))) == 1


def test_a_query_that_cannot_be_understood_is_refused(record: Record) -> None:
    with pytest.raises(SearchError, match="at character"):
        charts.acts(record, text="dam AND")


def test_a_picture_asks_nobody_for_anything(record: Record) -> None:
    addresses = re.findall(r"https?://[^\"' ]+", charts.svg(charts.redlines(record)))
    assert {*addresses} == {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


def test_a_png_is_twice_as_large_as_the_svg(record: Record) -> None:
    chart = charts.acts(record)
    png = charts.png(chart)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == 2 * int(drawn(chart).get("width") or 0)


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Auckland"])
def test_days_are_the_same_wherever_a_chart_is_drawn(record: Record, zone: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", "chart", "acts", record.path],
        capture_output=True, check=True, env={**os.environ, "TZ": zone},
    )  # fmt: skip
    assert done.stdout.decode() == charts.svg(charts.acts(record))


@pytest.mark.parametrize("missing", ["altair", "vl_convert"])
def test_without_the_extra_one_line_says_what_to_install(missing: str, record: Record) -> None:
    program = f"import sys; sys.modules[{missing!r}] = None; from onrecord.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "chart", "acts", record.path],
        capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == (
        f"onrecord: a chart needs {missing}; install it with: pip install 'onrecord[charts]'\n"
    )


def light(colour: str) -> NDArray[np.float64]:
    """The light that a colour gives, red, green and blue."""
    shares = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """As WCAG 2 has it."""
    dark, bright = sorted(float(light(c) @ [0.2126, 0.7152, 0.0722]) for c in (one, other))
    return (bright + 0.05) / (dark + 0.05)


def seen(colour: str, eyes: str) -> NDArray[np.float64]:
    """A colour in OKLab, as eyes see it that lack one kind of cones (Machado et al. 2009)."""
    cones = np.cbrt(np.clip(np.array(EYES[eyes]) @ light(colour), 0, 1) @ np.array(TO_CONES).T)
    return np.asarray(np.array(TO_OKLAB) @ cones)


EYES = {
    "normal": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "no red": [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.052]],
    "no green": [[0.3673, 0.8606, -0.228], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]],
    "no blue": [[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]],
}
TO_CONES = [
    [0.41222, 0.53633, 0.05145], [0.2119, 0.68070, 0.1074], [0.0883, 0.28172, 0.62998]
]  # fmt: skip
TO_OKLAB = [
    [0.21045, 0.79362, -0.00407], [1.978, -2.42859, 0.45059], [0.0259, 0.78277, -0.80868]
]  # fmt: skip


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_every_act_has_a_colour_that_can_be_seen(palette: Palette) -> None:
    assert {*palette.acts} == {*LABELS} == {act for acts in GROUPS.values() for act in acts}
    assert [*palette.acts] == [act for acts in GROUPS.values() for act in acts]
    assert len({*palette.acts.values()}) == len(LABELS)
    for colour in (*palette.acts.values(), palette.muted):
        assert contrast(colour, palette.background) >= 3
    for words in (palette.ink, palette.muted):
        assert contrast(words, palette.background) >= 4.5


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_groups_of_acts_stay_apart_for_colour_blind_eyes(palette: Palette, eyes: str) -> None:
    colours = {act: seen(colour, eyes) for act, colour in palette.acts.items()}
    for one, other in combinations(GROUPS.values(), 2):
        for act, another in product(one, other):
            assert np.linalg.norm(colours[act] - colours[another]) > 0.05, (act, another)


@pytest.mark.parametrize("theme", PALETTES)
def test_an_act_has_its_colour_in_every_chart(record: Record, theme: Theme) -> None:
    palette = PALETTES[theme]
    for chart in (
        charts.acts(record, theme=theme),
        charts.acts(record, theme=theme, act="threaten"),
        charts.redlines(record, theme=theme),
    ):
        root = drawn(chart)
        fills = {
            element.get("fill")
            for element in root.iter()
            if "threaten" in str(element.get("aria-label"))
            and element.get("aria-roledescription") in ("bar", "point")
        }
        assert fills == {palette.acts["threaten"]}
        assert root[0].get("fill") == palette.background
