"""Acts as coded events."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from marked import marked
from msgspec.structs import replace

from onrecord.actors.directory import shipped_directory
from onrecord.export.events import CAMEO, FIELDS, PLOVER, Coding, events, sector_of
from onrecord.statement import Act, ActLabel, Speaker

KREMLIN = Speaker(actor="gov:ru", name="Russia", type="government", how="metonym", confidence=0.9)
TEXT = "{The Kremlin} <threatened> [sanctions against France over the treaty]."


def rows(label: ActLabel, coding: Coding, *, negated: bool = False) -> list[dict[str, str]]:
    article, statement = marked(TEXT)
    act = Act(label=label, spans=statement.content.spans, confidence=0.8, negated=negated)
    done = replace(statement, acts=(act,), speaker=KREMLIN)
    return list(events([(article, done)], coding, shipped_directory()))


def test_a_row_leads_back_to_its_statement_and_names_both_sides() -> None:
    (row,) = rows("threaten", "plover")
    assert tuple(row) == FIELDS
    assert (row["code"], row["act"], row["event"], row["statement"]) == (
        "THREATEN", "threaten", "s-0", "s",
    )  # fmt: skip
    assert (row["source_actor"], row["source_country"], row["source_sector"]) == (
        "gov:ru", "RUS", "GOV",
    )  # fmt: skip
    assert (row["target_name"], row["target_country"]) == ("France", "FRA")
    assert "diplomatic" in row["contexts"].split(";")
    context, begins = row["context"], int(row["context_start"])
    ((start, end),) = json.loads(row["spans"])
    assert context[start - begins : end - begins] == row["words"]
    assert row["words"] == "sanctions against France over the treaty"


def test_plover_leaves_out_what_is_no_event_and_cameo_has_all() -> None:
    assert set(CAMEO) == set(get_args(ActLabel))
    for label in get_args(ActLabel):
        assert len(rows(label, "cameo")) == 1
        assert len(rows(label, "plover")) == (label in PLOVER)


def test_what_was_not_done_is_no_event() -> None:
    assert rows("accuse", "cameo", negated=True) == []


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("Sundholm police", "COP"), ("chief of the general staff", "MIL"), ("supreme court", "JUD"),
        ("Senator Trask", "LEG"), ("Green Party of Verland", "PTY"), ("Courier news", "MED"),
        ("Verland state bank", "BUS"), ("prime minister of Verland", "GOV"), ("Ada Orlan", None),
    ],
)  # fmt: skip
def test_sectors_by_words(words: str, sector: str | None) -> None:
    assert sector_of(words) == sector
