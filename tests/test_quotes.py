"""Quotes: what is verbatim, near or a paraphrase, and what is none of these."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import RecordError
from onrecord.record.checking.joined import parts_of
from onrecord.record.checking.quotes import Comparison, Difference, compare, prepared
from onrecord.statement import JOINT

CLOSE = "“This is not a close call,” ... “Our members have been patient, and patience has an end.”"
DAM = (
    "“We will not open the dam before the harvest,” ... “The farmers of Zelk, who lost two fields "
    "last spring, have been promised 3,500 crowns each. They'll get it. It isn't charity”"
)
TAX = (
    "that the council would raise the harbour tax by 2.5 percent in March to pay for twenty-five "
    "new ferries, which Mayor Ada Orlan had called “a gift to nobody”"
)
STRIKE = (
    "“I have told my people that I am staying with them until the strike is over, and I meant it”"
)
BRACKET = "“[The ministers] knew about the leak and they told nobody in my office,”"
PAUSE = "“Well… I think we can win this, you know, if everybody votes”"


def differing(*pairs: tuple[str, str]) -> tuple[Difference, ...]:
    return tuple(Difference(*pair) for pair in pairs)


def compared(quote: str, statement: str) -> Comparison:
    return compare(prepared(quote), statement)


VERBATIM = [
    ("whole, as it stands", CLOSE, CLOSE),
    ("a part", "not a close call", CLOSE),
    ("one word", "patient", CLOSE),
    ("two words", "close call", CLOSE),
    ("case", "THIS IS NOT A CLOSE CALL", CLOSE),
    ("without marks", "patient and patience has an end", CLOSE),
    ("straight quotes", '"Our members have been patient, and patience has an end."', CLOSE),
    ("other marks", "«our members have been patient — and patience has an end!»", CLOSE),
    ("over the joint", "This is not a close call. Our members have been patient", CLOSE),
    ("over the joint, with its dots", "a close call ... Our members", CLOSE),
    ("line breaks", "have been\n   promised 3,500\r\ncrowns each", DAM),
    ("no-break spaces", "promised\u00a03,500\u202fcrowns", DAM),
    ("a soft hyphen and a joiner", "the far\u00admers of Ze\u200blk", DAM),
    ("curly apostrophe", "They’ll get it. It isn’t charity", DAM),
    ("thousands without a comma", "promised 3500 crowns each", DAM),
    ("a marked omission", "The farmers of Zelk … have been promised", DAM),
    ("a bracketed omission", "The farmers of Zelk [...] have been promised", DAM),
    ("spaced dots", "The farmers of Zelk . . . have been promised", DAM),
    ("two omissions", "The farmers … who lost … last spring, have been", DAM),
    ("an omission over the joint", "before the harvest ... farmers of Zelk", DAM),
    ("an omission at both ends", "... the dam before the harvest …", DAM),
    ("an omission of nothing", "the dam … before the harvest", DAM),
    ("a later occurrence fits", "We go … tomorrow at noon",
     "We go not tomorrow at one. We go, tomorrow at noon"),
    ("dashes", "twenty five new ferries", TAX),
    ("an unspaced dash", "patient, our members", "“We were patient—our members were not”"),
    ("a first letter in brackets", "[t]he council would raise the harbour tax", TAX),
    ("sic", "the harbour [sic] tax by 2.5 percent", TAX),
    ("a pause of the statement", "well, I think we can win this", PAUSE),
    ("brackets of both", "[The ministers] knew about the leak", BRACKET),
    ("dots of a name", "the US and JD Marr agree", "“The U.S. and J.D. Marr agree”"),
    ("composed and decomposed", "le café fermé", "“le cafe\u0301 ferme\u0301”"),
    ("wide characters and ligatures", "ﬁve ＡＢＣ", "five ABC"),
    ("Cyrillic", "мы не уйдём", "«Мы не уйдём, — сказал он. — Никогда»"),
    ("Han, in the midst", "不会离开", "“我们不会离开这里”"),
    ("Devanagari", "हम की बात", "“हम की बात करते हैं”"),
    ("an emoji", "good 👍", "so good 👍 he said"),
]  # fmt: skip

NEAR = [
    ("not dropped", "This is a close call", CLOSE, [("", "not")]),
    ("not added", "Our members have not been patient", CLOSE, [("not", "")]),
    ("never for not", "We will never open the dam before the harvest", DAM, [("never", "not")]),
    ("not dropped from few words", "They will leave", "“They will not leave”", [("", "not")]),
    ("a negation in a marked omission", "We will … open the dam", DAM, [("", "not")]),
    ("an omission by a single word", "We ... open the dam", DAM, [("", "will not")]),
    ("contracted", "We won't open the dam before the harvest", DAM, [("won't", "will not")]),
    ("not contracted", "They will get it. It is not charity", DAM,
     [("They will", "They'll"), ("is not", "isn't")]),
    ("a number changed", "promised 3,600 crowns each. They'll get it. It isn't charity", DAM,
     [("3,600", "3,500")]),
    ("a decimal lost", "raise the harbour tax by 25 percent in March to pay", TAX, [("25", "2.5")]),
    ("a percent sign", "raise the harbour tax by 2.5% in March to pay", TAX, [("%", "percent")]),
    ("figures for words", "in March to pay for 25 new ferries", TAX, [("25", "twenty-five")]),
    ("words for figures", "have been promised three thousand five hundred crowns each", DAM,
     [("three thousand five hundred", "3,500")]),
    ("a number cut behind", "We need 5", "“We need 5 million”", [("", "million")]),
    ("a number cut before", "five boats came", "“Twenty-five boats came”", [("", "Twenty")]),
    ("a number cut at and", "three million crowns were missing",
     "that one hundred and three million crowns were missing", [("", "and")]),
    ("a number cut behind and", "a hundred and", "“A hundred and ten boats came”", [("", "ten")]),
    ("a number cut at a half", "half million crowns", "It cost two and a half million crowns",
     [("", "a")]),
    ("a half cut before", "a million people will lose", "that half a million people will lose",
     [("", "half")]),
    ("a half cut behind", "They waited a year", "“They waited a year and a half”", [("", "and")]),
    ("quarters cut before", "a billion crowns", "nearly three-quarters of a billion crowns",
     [("", "of")]),
    ("a quarter cut before", "million tonnes of grain", "a quarter of a million tonnes of grain",
     [("", "a")]),
    ("a quarter cut behind", "It rose by two", "It rose by two and a quarter percent",
     [("", "and")]),
    ("half of one cut before", "one percent of it", "half of one percent of it", [("", "of")]),
    ("tens cut before", "thousands of people", "tens of thousands of people", [("", "of")]),
    ("a share cut before", "five children are poor", "one in five children are poor",
     [("", "in")]),
    ("a currency cut off", "It cost 5 million crowns", "“It cost $5 million crowns”", [("", "$")]),
    ("a unit cut off", "It rose by 5", "“It rose by 5%”", [("", "%")]),
    ("a minus lost", "It was 5 degrees in Zelk", "“It was -5 degrees in Zelk”", [("", "-")]),
    ("a word cut at its hyphen", "violent protest", "“We want non-violent protest”", [("", "non")]),
    ("a name cut at its hyphen", "Ada Orlan", "“I met Ada Orlan-Marr”", [("", "Marr")]),
    ("a name changed", "to pay for twenty-five new ferries, which Mayor Ida Orlan had called", TAX,
     [("Ida", "Ada")]),
    ("words of another", "[The guards] knew about the leak and they told nobody", BRACKET,
     [("guards", "ministers")]),
    ("brackets of the statement dropped", "The ministers knew about the leak and they told nobody",
     BRACKET, [("The ministers", "[The ministers]")]),
    ("brackets for a pronoun", "the leak and [the ministers] told nobody in my office", BRACKET,
     [("[the ministers]", "they")]),
    ("brackets in few words", "[The soldiers] must leave", "“They must leave”",
     [("[The soldiers]", "They")]),
    ("I to he, am to was",
     "He had told his people that he was staying with them until the strike was over", STRIKE,
     [("He had", "I have"), ("his", "my"), ("he was", "I am"), ("was", "is")]),
    ("an unmarked omission", "The farmers of Zelk have been promised 3,500 crowns each", DAM,
     [("", "who lost two fields last spring")]),
    ("a sentence left out unmarked", "have been promised 3,500 crowns each. It isn't charity", DAM,
     [("", "They'll get it")]),
    ("a word put in", "Our members have always been patient, and patience has an end", CLOSE,
     [("always", "")]),
    ("a word replaced", "Our members have been patient, and courage has an end", CLOSE,
     [("courage", "patience")]),
    ("the last word replaced", "I am staying with them until the strike is won", STRIKE,
     [("won", "over")]),
    ("translated otherwise",
     "I have said to my people that I stay with them until the strike is over", STRIKE,
     [("said to", "told"), ("stay", "am staying")]),
    ("another spelling", "that the council would raise the harbor tax", TAX,
     [("harbor", "harbour")]),
    ("a typo", "that the cuoncil would raise the harbour tax", TAX, [("cuoncil", "council")]),
    ("email", "I sent her an e-mail about the leak", "“I sent her an email about the leak”",
     [("e-mail", "email")]),
    ("US is not us", "It will hurt us", "“It will hurt US”", [("us", "US")]),
    ("U.S. is not us", "they told us to leave the harbour", "they told U.S. to leave the harbour",
     [("us", "U.S.")]),
    ("the reporter's words in between",
     "I think we can win this, he said, you know, if everybody votes", PAUSE, [("he said", "")]),
    ("more than the statement", f"{STRIKE} and I leave", STRIKE, [("and I leave", "")]),
]  # fmt: skip

PARAPHRASE = [
    ("in other words", "The dam stays closed until the farmers have their harvest",
     "“Before the harvest of our farmers the dam is not going to be opened; closed it remains”"),
    ("passive", "The council raised the harbour tax to buy ferries",
     "“The harbour tax was raised for those ferries, by a council that nobody asked”"),
    ("out of order", "the strike goes on, the miners say, until wages rise",
     "“Wages must rise. Until then we miners strike, as everybody says”"),
]  # fmt: skip

NOTHING = [
    ("something else", "The bridge will be painted blue", CLOSE),
    ("the same topic", "The farmers of Zelk want another dam built by the ministry next year", DAM),
    ("the same first half",
     "We will not open the dam for a party of drunken tourists and their dogs", DAM),
    ("the same second half",
     "Every lie about me in that newspaper has been told until the strike is over", STRIKE),
    ("half of it from another statement",
     "Our members have been patient. I was never asked about the price of grain in Marr", CLOSE),
    ("the same frame", "I think we can eat this if everybody cooks", "I think we can win"),
    ("only small words", "that it is and that they were of it", STRIKE),
    ("one word, not there", "impatience", CLOSE),
    ("two words, apart", "close patient", CLOSE),
    ("two words, turned", "call close", CLOSE),
    ("letters of a word", "patien", CLOSE),
    ("another fraction", "5½", "51/2"),
    ("another emoji", "good 👍", "good 👎"),
    ("another vowel sign", "की बात", "का बात"),
    ("no words at all", "patient", "…"),
    ("an empty statement", "patient", ""),
]  # fmt: skip

CHANGED = [
    ("3.5", "35"), ("3.5", "3,5"), ("1.000", "1000"), ("-5", "5"), (".5", "5"), ("$5", "5"),
    ("$5", "€5"), ("5%", "5"), ("1/2", "12"), ("10-15", "1015"), ("10:30", "1030"), ("m²", "m2"),
    ("5 million", "5 billion"), ("five", "5"), ("can't", "can"), ("can't", "cant"),
    ("cannot", "can not"), ("won't", "wont"), ("we'll", "well"), ("it's", "its"), ("it's", "it is"),
    ("U.S.", "us"), ("US", "us"), ("a.m.", "am"),
    ("Orlan's", "Orlan"), ("non-violent", "violent"), ("re-sign", "resign"), ("Müller", "Muller"),
    ("José", "Jose"), ("R&D", "R D"), ("he", "she"), ("Ada", "Ida"), ("may", "will"),
    ("all", "all not"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("quote", "statement"), [row[1:] for row in VERBATIM], ids=[row[0] for row in VERBATIM]
)
def test_the_same_words_are_verbatim(quote: str, statement: str) -> None:
    found = compared(quote, statement)
    assert (found.verdict, found.score, found.differences) == ("verbatim", 1.0, ())
    assert found.spans


@pytest.mark.parametrize(
    ("quote", "statement", "pairs"), [row[1:] for row in NEAR], ids=[row[0] for row in NEAR]
)
def test_differences_of_nearly_the_same_words_are_shown(
    quote: str, statement: str, pairs: list[tuple[str, str]]
) -> None:
    found = compared(quote, statement)
    assert (found.verdict, found.differences) == ("near", differing(*pairs))
    assert 0.7 < found.score < 1


@pytest.mark.parametrize(
    ("quote", "statement"), [row[1:] for row in PARAPHRASE], ids=[row[0] for row in PARAPHRASE]
)
def test_other_words_for_the_same_things_are_a_paraphrase(quote: str, statement: str) -> None:
    found = compared(quote, statement)
    assert (found.verdict, found.differences) == ("paraphrase", ())
    assert found.score < 1 or found.spans


@pytest.mark.parametrize(
    ("quote", "statement"), [row[1:] for row in NOTHING], ids=[row[0] for row in NOTHING]
)
def test_what_is_not_there_has_no_verdict(quote: str, statement: str) -> None:
    found = compared(quote, statement)
    assert found.verdict is None
    assert (found.differences, found.spans) == ((), ())


@pytest.mark.parametrize(("one", "other"), CHANGED)
def test_a_small_change_of_meaning_is_never_verbatim(one: str, other: str) -> None:
    for mine, theirs in ((one, other), (other, one)):
        quote = f"We told {mine} of the people in the harbour before it began"
        statement = f"“We told {theirs} of the people in the harbour before it began”"
        found = compared(quote, statement)
        assert found.verdict == "near"
        assert found.differences


def test_spans_are_of_the_same_words_and_end_at_a_joint() -> None:
    found = compared("is a close call. Our members have been", CLOSE)
    assert [CLOSE[a:b] for a, b in found.spans] == ["is", "a close call", "Our members have been"]
    found = compared("The council raised the harbour tax to buy ferries", PARAPHRASE[1][2])
    assert [PARAPHRASE[1][2][a:b] for a, b in found.spans] == [
        "harbour tax", "raised", "ferries", "council",
    ]  # fmt: skip


@pytest.mark.parametrize("quote", ["", " \n", "“…”", "[...]", "—!?", "👍", "$ % &", "\u200b\u00ad"])
def test_a_quote_without_words_is_an_error(quote: str) -> None:
    with pytest.raises(RecordError, match=r"^there are no words in the quote$"):
        prepared(quote)


JOINED = [
    ("by dots", "We hold the line here ... They lost two fields",
     ["We hold the line here", "They lost two fields"]),
    ("by an ellipsis in brackets", "“we hold the line here […] they lost two fields”",
     ["“we hold the line here", "they lost two fields”"]),
    ("by spaced dots", "we hold the line here. . . they lost two fields",
     ["we hold the line here", "they lost two fields"]),
    ("by a full stop", "We hold the line here. “They lost two fields!” It rains in Zelk",
     ["We hold the line here.", "“They lost two fields!”", "It rains in Zelk"]),
    ("a short one stays with the one before", "We hold the line here. No! They lost two fields",
     ["We hold the line here. No!", "They lost two fields"]),
    ("a short beginning stays with what follows", "No. ... We hold the line here",
     ["No. ... We hold the line here"]),
    ("only small words", "We hold the line here ... and that it is",
     ["We hold the line here ... and that it is"]),
    ("no end of a sentence", "Mr. Orlan paid 2.5 crowns to the U.S. Senate committee",
     ["Mr. Orlan paid 2.5 crowns to the U.S. Senate committee"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("quote", "parts"), [row[1:] for row in JOINED], ids=[row[0] for row in JOINED]
)
def test_a_quote_has_parts_that_may_be_from_several_statements(
    quote: str, parts: list[str]
) -> None:
    assert parts_of(quote) == parts


@given(st.text(alphabet=st.sampled_from("Ab. …!”“[]\n"), max_size=60))
def test_parts_have_all_the_words_of_a_quote(quote: str) -> None:
    letters = [char for part in parts_of(quote) for char in part if char.isalnum()]
    assert letters == [char for char in quote if char.isalnum()]


SOME = ["the", "dam", "will", "not", "won't", "[of]", "Zelk", "U.S.", "we’ll", "é", "—", "不"]
WORDS = st.lists(st.sampled_from(SOME), min_size=1, max_size=12)


@given(WORDS, st.data())
def test_every_part_that_cuts_nothing_in_two_is_verbatim(
    words: list[str], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    quote = " ".join(words[start:end])
    if quote.strip("— "):
        assert compared(quote, JOINT.join([" ".join(words), "and so on"])).verdict == "verbatim"


@given(st.permutations([*SOME[:8], "so", "it", "is"]), st.integers(1, 9), st.sampled_from(SOME))
def test_a_word_dropped_or_put_in_is_never_verbatim(
    words: list[str], place: int, word: str
) -> None:
    statement = " ".join(words)
    dropped = " ".join([*words[:place], *words[place + 1 :]])
    assert compared(dropped, statement).verdict != "verbatim"
    if word != "—":
        put_in = " ".join([*words[:place], word, *words[place:]])
        assert compared(put_in, statement).verdict != "verbatim"


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(quote: str, statement: str) -> None:
    try:
        found = compared(quote, statement)
    except RecordError:
        return
    assert 0 <= found.score <= 1
    assert all(0 <= a < b <= len(statement) for a, b in found.spans)
    assert (found.verdict == "near") == bool(found.differences)
    assert compared(quote, quote).verdict == "verbatim"


@pytest.mark.parametrize(
    ("quote", "statement"),
    [
        ("no " * 16_000, "no " * 5_000),
        ("a b ... " * 6_000, "a b " * 2_500),
        ("[a]b " * 10_000, "ab " * 5_000),
        ("a-" * 25_000, "a-" * 15_000),
        ("9" * 50_000, "9" * 30_000),
        ("“[" * 25_000 + "a", "[" * 30_000),
        (" ".join(f"word{k}" for k in range(5_500)), " ".join(f"word{k}" for k in range(5_000))),
    ],
)  # fmt: skip
def test_long_texts_take_no_long_time(quote: str, statement: str) -> None:
    started = time.process_time()
    compared(quote, statement)
    assert time.process_time() - started < 5


def test_a_long_quote_is_aligned_chunk_by_chunk() -> None:
    words = [f"word{k}" for k in range(3_000)]
    edited = [word if k % 50 else "other" for k, word in enumerate(words)]
    found = compared(" ".join(edited), f"before {' '.join(words)} behind")
    assert found.verdict == "near"
    assert found.differences == differing(*(("other", words[k]) for k in range(0, 3_000, 50)))
