"""How a statement stands to earlier ones, by the reporter's words."""

from __future__ import annotations

import pytest
from marked import marked

from onrecord.extracting.continuity import mark

TOLD = [
    ("{Orlan} <again called> [for an inquiry].", "repeated", "again"),
    ("{The union} <reiterated> [that it would not sign].", "repeated", "reiterated"),
    ("{Orlan} <repeated his claim> [that the bridge is safe].", "repeated", None),
    ("{She} has <repeatedly said> [that the pit must close].", "repeated", "repeatedly"),
    ("{Kvist} <has said many times> [that he will not run].", "repeated", "many times"),
    ("{The ministry} <has long said> [that the strait is open].", "consistent", "has long said"),
    ("{He} <has always denied> [taking money].", "consistent", "has always denied"),
    ("{Verland} <continues to insist> [that it owns the reef].", "consistent", None),
    ("{The airline} <has consistently denied> [the charge].", "consistent", None),
    ("{The mayor} <walked back> [his promise to cut fares].", "reversed", "walked back"),
    ("In a U-turn, {the mayor} <said> [fares would rise].", "reversed", "U-turn"),
    ("Contradicting his earlier words, {Orlan} <said> [he had met the envoy].", "reversed", None),
    ("{Kvist} <softened> [his demand for a full withdrawal].", "softened", "softened"),
    ("Despite his long-standing doubts, {Orlan} <backed> [the dam].", "reversed", None),
    ("{Orlan} <signed> [the bill] as promised.", "consistent", "as promised"),
    ("{The party} <toned down> [its criticism of the court].", "softened", "toned down"),
    ("Doubling down, {Orlan} <said> [the judge was a fool].", "hardened", "Doubling down"),
    ("{Orlan} <doubled down on> [the claim].", "hardened", "doubled down"),
    ("{The envoy} <often says> [that the reef is theirs].", "repeated", "often"),
    ("{Kvist} <said> for the third time this week [that he would stay].", "repeated", None),
    ("Repeating his call for a strike, {Orlan} <said> [it was time].", "repeated", None),
    ("At least a dozen times, {Orlan} <cited> [the treaty].", "repeated", "At least a dozen times"),
    ("{Trask} <never missed a chance to praise> [the dam].", "repeated", None),
    ("{Kvist} <continually boasts of> [the bridge].", "repeated", "continually"),
    ("{Kvist} <reaffirmed> [his support for the bill].", "repeated", "reaffirmed"),
    ("{The bank} still <insists> [that the loan was sound].", "consistent", "still"),
    ("{The bank} <clung to> [its forecast].", "consistent", "clung to"),
    ("{Trask} <has demanded> [lower fares] since his election.", "consistent", "has demanded"),
    ("{The union} <would not budge on> [its demand].", "consistent", "would not budge"),
    ("{Kvist} <no longer supports> [the bill].", "reversed", "no longer"),
    ("{The mayor} <dropped her opposition to> [the mine].", "reversed", None),
    ("Days after denying it, {Orlan} <said> [he had met the envoy].", "reversed", None),
    ("These days he has changed his tune. [“It is cheap,”] {he} <said>.", "reversed", None),
    ("{He} <said> [it could live with a treaty], a plan it had rejected only a week earlier.",
     "reversed", "only a week earlier"),
    ("She appeared to soften her tone. {She} <promised> [to send an envoy].", "softened", None),
    ("{The minister} appeared to soften that position, <telling> reporters [he would listen].",
     "softened", None),
    ("In his sharpest attack yet, {Orlan} <called> [the judge a fool].", "hardened", None),
    ("{The party} <continues to focus on> [the price of bread].", "consistent", None),
    ("{Most farmers} <still believe> [that the dam will hold].", "consistent", "still"),
    ("{The envoy} <is still convinced> [that a deal is near].", "consistent", None),
    ("{Orlan} <still quietly hopes> [for a recount].", "consistent", "still"),
    ("{The chair}, her aides said, <remains wary of> [the plan].", "consistent", "remains wary"),
    ("{Her} <long support for> [the harbour] was not in doubt.", "consistent", "long"),
    ("{His} <longstanding, bitter opposition to> [the toll] ended.", "consistent", "longstanding"),
    ("{Trask} <was always in favour of> [the tunnel].", "consistent", None),
    ("{Kvist} <has maintained his silence on> [the loan].", "consistent", None),
    ("{Kvist} <kept insisting> [that the till was full].", "consistent", "kept insisting"),
    ("{Trask} <did not back down from> [the claim].", "consistent", None),
    ("{Trask} <refused to soften> [his demand for a vote].", "consistent", None),
    ("For years, {the guild} has <argued> [that the tax is unjust].", "consistent", None),
    ("{Verland} <often blames> [the weather].", "repeated", "often"),
    ("{The minister} <is fond of saying> [that bread is cheap].", "repeated", None),
    ("{Orlan} <has a long history of blaming> [his clerks].", "repeated", "history of blaming"),
    ("{Trask’s} <now-familiar claim> [that the pit is empty].", "repeated", "now-familiar"),
    ("{Her} <constant complaints about> [the ferry].", "repeated", "constant"),
    ("Verland vowed to close the pit. {He} <echoed> [that vow] on Friday.", "repeated", "echoed"),
    ("{Kvist} took to the stage to renew his call and <asked> [for a strike].", "repeated", None),
    ("{Kvist} <took another swipe at> [the court].", "repeated", None),
    ("Once a friend of the mine, {she} <now calls for> [its closure].", "reversed", "now"),
    ("At first they would not pay. Now {the owners} <say> [they will].", "reversed", "Now"),
    ("{Orlan} <has since disavowed> [the plan].", "reversed", "has since disavowed"),
    ("{Orlan} had previously backed the mine before <endorsing> [the park].", "reversed", None),
    ("{Verland} flipped his vote, <saying> [he had been misled].", "reversed", "flipped his vote"),
    ("{Kvist} broke a ten-year silence by <asking> [for mercy].", "reversed", None),
    ("{Trask} dropped her reluctance and <agreed> [to a debate].", "reversed", None),
    ("{The aide} <later clarified> [that she had meant the bridge].", "softened", None),
    ("{Orlan} <has since modified> [the pledge].", "softened", "has since modified"),
    ("{The union} <ramped up its attacks on> [the board].", "hardened", "ramped up"),
    ("{The union} stiffened its opposition, <calling> [the offer absurd].", "hardened", None),
    ("{Orlan} <has said before> [that he will go].", "repeated", None),
    ("As he has many times, {Orlan} <called> [the deal a fraud].", "repeated", None),
    ("On several occasions, {Orlan} <suggested> [that the till was full].", "repeated", None),
    ("{Orlan} <usually dismisses> [such talk].", "repeated", "usually"),
    ("{The party} <has traditionally supported> [free trade].", "consistent", None),
    ("{The minister} <has for years argued> [that the dam is safe].", "consistent", None),
    ("{Orlan}, a longtime critic of the deal, <said> [it was dead].", "consistent", None),
    ("{Orlan} <still won’t say> [who paid].", "consistent", None),
    ("{Orlan} <never stopped calling for> [a vote].", "consistent", None),
    ("{Orlan} <stopped calling> [the judge a fool].", "reversed", "stopped calling"),
    ("{Orlan} <has turned against> [the war].", "reversed", "turned against"),
    ("{Orlan} <disavowed> [his earlier remarks].", "reversed", "disavowed"),
    ("{Orlan} <has grown more critical of> [the board].", "hardened", "grown more critical"),
]  # fmt: skip
UNTOLD = [
    "{Orlan} <said> [he would never again sign such a paper].",
    "{Orlan} <said> [the minister had walked back her promise].",
    "{The committee} <said> [the talks had long been doomed].",
    "{Trask} <told> reporters [that the firm always paid on time].",
    "[“They did it again and again,”] {she} <said>.",
    "{The pipes} <still leak>, [he said].",
    "[A treaty] that {he} <had rejected> only a week earlier.",
    "She softened her tone.\n\n{She} <promised> [to send an envoy].",
    "Kvist softened his tone. {She} <promised> [to send an envoy].",
    "Both guilds softened their tone, he wrote. {She} <promised> [to send an envoy].",
    "{She} lost the vote and <still signed> [the bill].",
    "{The envoy} <could still support> [the plan].",
    "{Trask} <will always defend> [the harbour].",
    "{Orlan} came on stage again and <joked> [about the rain].",
    "{Orlan} named the mine five times and <seemed> [to blame the owners].",
    "{Verland}, who has often struggled with names, <said> [nothing of the loan].",
    "{Kvist} <did not repeat> [the charge].",
    "{Kvist} will <find it hard to repeat> [the charge].",
    "{Verland} bristled when asked to soften his stance, <saying> [he was no coward].",
    "Aides urged him to tone down. {Verland} <said> [he was no coward].",
    "{The minister} <now says> [that the bridge is safe].",
    "{Orlan} <echoed> [that vow] on Friday.",
    "{His} <often angry comments on> [the ferry].",
    "[The plan was dropped], {she} <said>.\n\nA longtime foe of the mine left.",
    "[The ferry is late], said {a man} <familiar with> the owner’s views.",
    "[The bank] <was> ramping up its operations, {he} said.",
    "{Orlan} <disavowed> [the clan and its leader].",
    "{The usually cheerful envoy} <said> [nothing].",
    "{The row} <renewed debate over> [the dam].",
    "{Trask} <had previously backed> [the mine] before leaving.",
]


@pytest.mark.parametrize(("text", "label", "words"), TOLD)
def test_the_reporters_words_tell_it(text: str, label: str, words: str | None) -> None:
    article, statement = marked(text)
    (found,) = mark([statement], article)
    assert found.continuity is not None
    assert found.continuity.label == label
    told = " ".join(article.text[a:b] for a, b in found.continuity.spans)
    assert words is None or told == words


@pytest.mark.parametrize("text", UNTOLD)
def test_the_speakers_own_words_do_not(text: str) -> None:
    article, statement = marked(text)
    assert mark([statement], article)[0].continuity is None
