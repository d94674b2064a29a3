"""What statements do: small texts with the {source}, the <cue> and the [content] marked."""

from __future__ import annotations

from functools import cache

import pytest
from marked import marked

from onrecord.extracting.acts import label
from onrecord.extracting.negation import negated_words
from onrecord.statement import Act

PLAIN = [
    ("{The ministry} <denied> [that it had paid the militia].", "deny"),
    ("{Orlan} <accused> [Verland of stealing the grain].", "accuse"),
    ("{The council} <condemned> [the arrest of the two reporters].", "criticise"),
    ("{Kvist} <threatened> [sanctions against Talvia].", "threaten"),
    ("{The premier} <vowed> [to rebuild the bridge by spring].", "promise"),
    ("{Marrant} <offered> [to host talks in Zelk].", "offer"),
    ("{The envoy} <proposed> [a joint commission on the river].", "propose"),
    ("{Trask} <urged> [the board to release the report].", "demand"),
    ("{The union} <called for> [an inquiry into the accident].", "demand"),
    ("{A reporter} <asked> [whether the dam was safe].", "ask"),
    ("{The two sides} <agreed> [to exchange prisoners].", "agree"),
    ("{Verland} <refused> [to withdraw its troops from the pass].", "refuse"),
    ("{Ona Brandt} <rejected> [the demand to step down].", "refuse"),
    ("{The opposition} <opposes> [the plan to sell the port].", "oppose"),
    ("{The mayor} <praised> [the nurses who stayed through the flood].", "support"),
    ("{Brandt} <endorsed> [Kvist for governor].", "support"),
    ("{The bishop} <apologised> [for the abuse].", "concede"),
    ("{Kvist} <admitted> [that he had misled the committee].", "concede"),
    ("{The bank} <forecast> [that growth would slow to 1 percent].", "predict"),
    ("{The firm} <plans> [to open a second plant].", "intend"),
    ("{The government} <announced> [that the consulate would reopen in June].", "announce"),
    ("{Her family} <hopes> [that she will be home by Sunday].", "express"),
    ("{The spokesman} <declined> [to comment].", "decline"),
    ("{The airline} <did not respond> [to a request for comment].", "decline"),
    ("{The agency} <warned> [that the dam could burst].", "warn"),
    ("{The report} <found> [that 40 of the 60 pumps had failed].", "assert"),
]
BY_THE_WORDS = [
    ("[“We will never sign such a paper,”] {Orlan} <said>.", "refuse"),
    ("[“Our door is open. We are ready to talk,”] {she} <said>.", "offer"),
    ("[“They have broken every promise they made to us,”] {he} <said>.", "accuse"),
    ("[“Any attack on our ships will be answered with force,”] {the admiral} <said>.", "threaten"),
    ("[“He is a coward and a fool,”] {Kvist} <told> the crowd.", "criticise"),
    ("[“The minister must resign,”] {Brandt} <said>.", "demand"),
    ("[“I was wrong, and I am sorry,”] {Trask} <said>.", "concede"),
    ("[“Why was nobody told?”] {she} <said>.", "ask"),
    ("[“That is simply not true. There was no deal,”] {he} <said>.", "deny"),
    ("[“She is the best candidate we have had,”] {Trask} <said>.", "support"),
]
UNDONE = [
    ("{Orlan} <stopped short of accusing> [Verland of the attack].", "accuse"),
    ("{The minister} has <not endorsed> [the bill].", "support"),
]
NOT_DONE = [
    ("{Orlan} <did not rule out> [a second vote].", "rule out"),
    ("{Orlan} <stopped short of accusing> [Verland].", "accusing"),
    ("{Kvist} <has yet to endorse> [the bill].", "endorse"),
    ("{Kvist} has never <endorsed> [the bill].", "endorsed"),
    ("{The envoy} <avoided direct criticism of> [the court].", "direct criticism of"),
    ("{Brandt} <made no mention of> [the strike].", "made no mention of"),
    ("{Trask} <showed no sign of> [backing down].", "showed no sign of"),
    ("Nor did {they} <mention> [the dam].", "mention"),
    ("{Neither man} <endorsed> [the bill].", "endorsed"),
    ("{The firm} <offered> [no apology].", "offered"),
    ("They wrote to the board rather than <attacking> [the mayor].", "attacking"),
    ("She had “never once” <been warned> [of fraud].", "been warned"),
]
DONE = [
    "{Orlan} <said> [he will not go].",
    "{Kvist} <does not think> [the dam is safe].",
    "{The price} <is not expected> [to fall].",
    "{The airline} <did not comment> [on the strike].",
    "{The firm} <would not say> [who paid].",
    "{Trask} <doesn’t hesitate to blame> [the board].",
    "{Orlan} did not name her, but <told> the crowd [that she lied].",
    "{Brandt} is not having any of it, <calling> [the plan a fraud].",
    "{They} were jailed without trial for <supporting> [the strike].",
    "{The poll} <shows beyond doubt> [that they lost].",
    "It will not last. <Asked> by {a resident}, [she laughed].",
    "{I} <never said> [it was safe].",
]


@cache
def acts_of(text: str) -> tuple[Act, ...]:
    article, statement = marked(text)
    (found,) = label([statement], article)
    return found.acts


@pytest.mark.parametrize(("text", "act"), PLAIN)
def test_a_specific_cue_decides(text: str, act: str) -> None:
    assert [a.label for a in acts_of(text)] == [act]


def test_under_a_plain_cue_the_words_decide() -> None:
    right = [acts_of(text)[0].label == act for text, act in BY_THE_WORDS]
    assert sum(right) >= 8, [t for (t, _), r in zip(BY_THE_WORDS, right, strict=True) if not r]


@pytest.mark.parametrize(("text", "act"), UNDONE)
def test_what_was_not_done_is_told(text: str, act: str) -> None:
    (found,) = acts_of(text)
    assert (found.label, found.negated) == (act, True)


@pytest.mark.parametrize(("text", "words"), NOT_DONE)
def test_what_of_a_cue_was_not_done(text: str, words: str) -> None:
    article, statement = marked(text)
    assert negated_words(article.text, statement) == words


@pytest.mark.parametrize("text", DONE)
def test_other_negations_leave_it_done(text: str) -> None:
    article, statement = marked(text)
    assert negated_words(article.text, statement) is None


def test_declining_is_no_negation() -> None:
    (found,) = acts_of("{The airline} <did not respond> [to a request for comment].")
    assert not found.negated


def test_a_warning_of_what_ones_own_side_will_do_is_a_threat() -> None:
    (own,) = acts_of(
        "{Kova} <warned> [that her country will close the strait if a ship is stopped]."
    )
    (other,) = acts_of("{Kova} <warned> [that prices will rise if a ship is stopped].")
    assert (own.label, other.label) == ("threaten", "warn")


def test_each_sentence_gets_its_act_and_neighbours_of_one_act_are_one() -> None:
    text = (
        "[“They lied to the court. They cheated the miners. We will never sign such a paper,”] "
        "{Orlan} <said>."
    )
    article, _ = marked(text)
    first, *_, last = acts_of(text)
    assert article.text[slice(*first.spans[0])].startswith("“They lied to the court. They cheated")
    assert last.label == "refuse"
    assert len(acts_of(text)) == 2


def test_a_condition_comes_with_its_consequence_and_evidence_is_in_the_text() -> None:
    text = "[“If a single ship is stopped,”] {she} <said>, [“we will close the strait.”]"
    _, statement = marked(text)
    (act,) = acts_of(text)
    assert act.condition is not None
    assert act.consequence is not None
    assert (act.condition.text, act.condition.marker) == ("If a single ship is stopped", "if")
    assert act.consequence.text == "we will close the strait"
    assert act.evidence
    inside = [*statement.cue.spans, *statement.content.spans]
    assert all(any(a <= x and y <= b for a, b in inside) for x, y in act.evidence)
    assert 0 < act.confidence <= 1
