"""Sources that are names, bodies and texts, or only look like one of these, as in news."""

from __future__ import annotations

import pytest
from meant import name, speakers

from onrecord.extracting.speakers import IS_TOLD

CASES = [
    # those of a place, of a people, of a trade or of somebody's following are nobody in particular
    ("⟦Poles⟧ said no.", None),
    ("⟦Bosnian Serbs⟧ said no.", None),
    ("⟦Marrantites⟧ said no.", None),
    ("⟦Tea Partiers⟧ said no.", None),
    ("⟦A Vermonter⟧ said no.", None),
    ("⟦Another Briton⟧ said no.", None),
    ("⟦Wall Street⟧ said no.", None),
    ("⟦Silicon Valley Bank⟧ said no.", "Silicon Valley Bank"),
    # but for all of them, it is their government
    ("⟦The French⟧ said no.", "France"),
    ("⟦The Poles⟧ said no.", "Poland"),
    # a title with a small word in it, and a day, are not in a name
    ("⟦ZLP Chief of Staff Ruth Okoro⟧ said no.", "Ruth Okoro"),
    ("Ruth Okoro came. On the air Okoro Sunday told of it. ⟦Okoro⟧ said no.", "Ruth Okoro"),
    ("The Chief of Staff, Ruth Okoro, came. ⟦Okoro⟧ said no.", "Ruth Okoro"),
    # who is close to somebody
    ("Ruth Okoro came. ⟦Okoro's close friends and allies⟧ said no.", None),
    # a noun written with capitals
    ("Money came from super PACs. ⟦Rich super PACs⟧ said no.", None),
    # whose words are given is not said of whom the sentence goes on with
    ("Mayor Ruth Okoro was late. Okoro, ⟦a top aide⟧ said, is a mayor again.", None),
    # a name that is only an example, or only says where
    ("⟦Some candidates - for instance, Mayor Ruth Okoro of Zelk, who ran -⟧ said no.", None),
    ("Bakers such as Ruth Okoro, ⟦who⟧ have waited for years, hope.", None),
    ("Bakers such as Ruth Okoro, ⟦who⟧ has waited for years, hope.", "Ruth Okoro"),
    ("⟦Bakers across Verland⟧ hope for rain.", None),
    ("Ruth Okoro came. ⟦Okoro's army of followers⟧ said no.", None),
    ("Ruth Okoro came. ⟦Okoro's army of Zelkish followers⟧ said no.", None),
    ("Ruth Okoro came. ⟦Friends of Mr. Okoro's who met him lately⟧ said no.", None),
    ("⟦Friends of the Zelk Dam⟧ said no.", "Friends of the Zelk Dam"),
    # how many there are of some, whose noun is written with a capital
    ("⟦A group of liberal Rabbis⟧ said no.", None),
    ("It is safe, regardless of ⟦how many Dam-keepers⟧ say no.", None),
    # a noun after two attributes, and the contest of a party
    ("Verbane Bank fell. ⟦Bank and court records⟧ show that.", None),
    ("Ruth Okoro won. ⟦The Republican nominating campaign⟧ was about her.", None),
    # a group that is told after where something happened, and one that is told of a name
    ("In the days before a speech at Verbane House, ⟦a group of clerks⟧ said no.", None),
    ("They called Verbane House, ⟦a non-profit⟧ that advocates for peace.", "Verbane House"),
    # a transcript that knows no name, a numeral, and a councillor
    ("⟦UNIDENTIFIED MALE⟧ : Read it to us.", None),
    ("“⟦Nineteen⟧ wanted to go home,” it wrote.", None),
    ("Councillor Ruth Okoro came. ⟦Cr Okoro⟧ said no.", "Ruth Okoro"),
    # nouns for several that only begin the sentence
    ("⟦Machines⟧ take their jobs.", None),
    ("⟦Tests published on Tuesday⟧ show lead.", None),
    ("⟦Hughes⟧ said no.", "Hughes"),
    ("⟦Lawyers for Verbane Bank⟧ said no.", None),
    ("⟦Rumours about Ruth Okoro⟧ say no.", None),
    # nouns for several deeds that only begin the sentence
    ("⟦Depositions released in March⟧ quote the mayor.", None),
    ("⟦Majorities in many towns⟧ say no.", None),
    # a description between spaced hyphens
    ("⟦Ruth Okoro Lund - Brandt's sister and partner on his ship -⟧ said no.", "Ruth Okoro Lund"),
    ("⟦The ship's owner - the dentist Olav Brandt -⟧ said no.", "Olav Brandt"),
    # who somebody is, in several steps, and then the name
    ("⟦A onetime rival, former Verland governor Olav Brandt⟧ said no.", "Olav Brandt"),
    # both parts of a body are the body
    ("⟦Both houses of the Verland Parliament⟧ said no.", "Verland Parliament"),
    # a clause of somebody else says nothing of the name before it
    ("When they moved to rural Tessaly, his mother refused to go. ⟦His mother⟧ said no.", None),
    ("The Lindqvist Fund is a non-profit. ⟦The non-profit⟧ said no.", "Lindqvist Fund"),
    # a department by what it is for, named in full elsewhere
    ("The Treasury Department closed. ⟦Treasury⟧ said no.", "Treasury Department"),
    # the one campaign, though another body speaks more
    ("The Okoro campaign closed. Verbane Holdings grew. ⟦Verbane Holdings⟧ said so. ⟦The campaign⟧ "
     "said no.", "Okoro campaign"),
    # a paper and the noun for it; a campaign by its better name
    ("⟦The loud Zelk Times tabloid⟧ said no.", "Zelk Times"),
    ("Okoro's team came. The Okoro campaign grew. ⟦The Okoro campaign⟧ said no.",
     "Okoro campaign"),
    # what somebody did
    ("⟦A gaffe by House Leader Olav Brandt (R-Calif.)⟧ hinted no.", "Olav Brandt"),
    ("⟦A baker by Olav Brandt⟧ said no.", None),
    # who calls themselves so
    ("Ruth Okoro came. She is a ⟦self⟧-described optimist.", "Ruth Okoro"),
    ("At the time, Ruth Okoro was the first mayor, a ⟦self⟧-described optimist.", "Ruth Okoro"),
    ("A ⟦self⟧-professed optimist, Okoro left.\n\nRuth Okoro came back.", "Ruth Okoro"),
    ("Ruth Okoro has a ⟦self⟧-interest in it.", None),
    # the body that the sentence before begins with, or that spoke last
    ("Verbane Holdings met Haldor Holdings and Reuters. The Lindqvist Fund grew. ⟦The agency⟧ "
     "said no.", "Lindqvist Fund"),
    ("Haldor Holdings fell. Haldor Holdings sold. ⟦The Lindqvist Fund⟧ told Haldor Holdings no.\n\n"
     "It rained. ⟦The group⟧ said no.", "Lindqvist Fund"),
    # whoever works for somebody; a label of an article; where somebody works
    ("Ruth Okoro came. The Okoro campaign grew. ⟦Team Okoro⟧ said no.", "Okoro campaign"),
    ("⟦Team Okoro⟧ said no. Ruth Okoro came.", "Team Okoro"),
    ("⟦News Guide⟧: Bakers asked for bread in Zelk.\n\nThe mayor won.", None),
    ("⟦Okoro⟧: Mayor Wins Again.\n\nRuth Okoro said it.", "Ruth Okoro"),
    ("⟦Olav Brandt, Institute for Ice and Snow⟧ said no.", "Olav Brandt"),
    ("⟦Olav Brandt, Ida Lund and Ruth Okoro⟧ said no.", None),
    # an order of the one judge; a statement that is said to be somebody's
    ("Judge Ida Lund sat with Olav Brandt. ⟦The order⟧ said no.", "Ida Lund"),
    ("Judge Ida Lund sat with Judge Olav Brandt. ⟦The order⟧ said no.", None),
    ("Ida Lund met Olav Brandt. Said ⟦the statement⟧, which was attributed to Olav Brandt.",
     "Olav Brandt"),
    # what somebody is, in one word with a hyphen
    ("⟦Harbour-winner Okoro⟧ said no. Ruth Okoro came.", "Ruth Okoro"),
    ("⟦Okoro⟧ said no. Later the cheerful Verland-native Okoro came.", "Okoro"),
    # a clause, and a word that was cut; a party and a state are no name
    ("Ruth Okoro came. ⟦She was among those⟧ to vote no.", "Ruth Okoro"),
    ("Mayor Ruth Okoro came. ⟦The mayo⟧r said no.", "Ruth Okoro"),
    ("Haldor (D-Verl) came. ⟦D-Verl⟧ said no.", None),
    # a country's authorities
    ("⟦The French authorities⟧ said no.", "France"),
    # who is several things, whose body comes first, or what an office is for, before the name
    ("⟦Former Verbane CEO and presidential candidate Ruth Okoro⟧ said no.", "Ruth Okoro"),
    ("It rained in the morning. ⟦Verland Gov. and HLP Chairman Olav Brandt⟧ said no.",
     "Olav Brandt"),
    ("It rained in the morning. ⟦Zelk News Vice President and Managing Editor Ida Lund⟧ said no.",
     "Ida Lund"),
    ("⟦Actor, director and activist Olav Brandt⟧ said no.", "Olav Brandt"),
    ("It rained in the morning. ⟦Zelk Mayor and former Secretary of State Ida Lund⟧ said no.",
     "Ida Lund"),
    ("It rained in the morning. ⟦HWA Director of Public Affairs Olav Brandt⟧ said no.",
     "Olav Brandt"),
    ("Brandt said no. ⟦Minister of Finance Ida Lund⟧ said yes, too.", "Ida Lund"),
    ("⟦President of the Harbour Council Ida Lund⟧ said no.", "Ida Lund"),
    ("It rained in the morning. ⟦Harbour County (Verl.) Sheriff Olav Brandt⟧ said no.",
     "Olav Brandt"),
    ("⟦Zelk News Ida Lund⟧ said no.", "Ida Lund"),
    ("It rained in May. Okoro met Senators Ida Lund and Olav Brandt. ⟦Lund⟧ said no.", "Ida Lund"),
    ("He met House Counsel W. Ida Lund. ⟦Lund⟧ said no.", "W. Ida Lund"),
    ("⟦The mayor and former aides of candidate Olav Brandt⟧ said no.", None),
    ("⟦Critics and former mayor Olav Brandt⟧ said no.", None),
    ("⟦The mayor and his wife Ida Lund⟧ said no.", None),
    ("⟦Lawyers for the mayor and senator Olav Brandt⟧ said no.", None),
    ("⟦Mayor Ruth Okoro and candidate Olav Brandt⟧ said no.", None),
    # what follows a name is no list, but for that of two who are each said to be somewhere
    ("⟦Olav Brandt, Okoro’s Office of Ice and Budget director then,⟧ said no.", "Olav Brandt"),
    ("⟦Olav Brandt, Zelk Institute director and Okoro supporter,⟧ said no.", "Olav Brandt"),
    ("⟦Sens. Olav Brandt of Zelk and Ida Lund of Orla⟧ said no.", None),
    ("⟦Olav Brandt of Zelk, Ida Lund's husband,⟧ said no.", "Olav Brandt"),
    # a name after a comma
    ("⟦The secretary of the Treasury, Olav B. Brandt,⟧ said no.", "Olav B. Brandt"),
    ("Insurers left. ⟦One of them, Verbane Group,⟧ said no.", "Verbane Group"),
    ("⟦One of them, The Zelk Times's Ida Lund,⟧ said no.", "Ida Lund"),
    ("⟦His rival, first-term Rep. Olav Brandt (Verl.),⟧ said no.", "Olav Brandt"),
    ("⟦A nominee -- the Republican Olav J. Brandt --⟧ said no.", "Olav J. Brandt"),
    ("⟦Okoro's father, the Rev. Sam Okoro,⟧ said no.", "Sam Okoro"),
    ("⟦The boy, who wore a hat and said his name was Olav,⟧ said no.", "Olav"),
    ("⟦One of two friends, Olav Brandt or Sam Okoro⟧ said no.", None),
    # names with small words, commas, numbers and broken letters in them
    ("⟦Ilse in 't Zand, a Dutch member,⟧ said no.", "Ilse in 't Zand"),
    ("Ilse in 't Zand came. ⟦In 't Zand⟧ said no.", "Ilse in 't Zand"),
    ("It rained in May. ⟦The Committee on Civil Liberties, Justice and Home Affairs⟧ said no.",
     "Committee on Civil Liberties, Justice and Home Affairs"),
    ("⟦The Department of Health, Ruth Okoro and Ida Lund⟧ said no.", None),
    ("⟦The Court of Appeals for the 3rd Circuit⟧ said no.", "Court of Appeals for the 3rd Circuit"),
    ("⟦The Club for Growth PAC⟧ said no.", "Club for Growth PAC"),
    ("⟦The Okoro-backed Veterans for Verland⟧ said no.", "Veterans for Verland"),
    ("⟦Ruth OkÃ¡ro⟧ said no.", "Ruth OkÃ¡ro"),
    ("⟦Ruth Oka\u0301ro⟧ said no.", "Ruth Oka\u0301ro"),
    ("The Black Boats Matter march went on. The black ink ran. ⟦Black Boats Matter⟧ said no.",
     "Black Boats Matter"),
    ("⟦United Gun Group⟧ said no.", "United Gun Group"),
    ("⟦Twitter user @harbourbaker⟧ said no.", "@harbourbaker"),
    ("⟦A tweet to @harbourbaker⟧ said no.", None),
    # headlines, of which the verb is in no name
    ("⟦Okoro⟧ Urges Calm.\n\nMayor Ruth Okoro sang.", "Ruth Okoro"),
    ("⟦Ruth Okoro⟧ Slams Olav Brandt.\n\nIt rained when Ruth Okoro sang to Olav Brandt.",
     "Ruth Okoro"),
    ("It was called Rain Matters More Than Ruth Okoro. ⟦Okoro⟧ said no.", "Okoro"),
    # of two of one surname whoever was named in full, or is she
    ("Ruth Okoro came. ⟦Okoro⟧ said no.\n\nSam Okoro sang. Sam Okoro left. Sam Okoro slept.",
     "Ruth Okoro"),
    ("Ruth Okoro met her husband, Sam Okoro.\n\n⟦Okoro⟧ recalled her youth.", "Ruth Okoro"),
    ("Ruth Okoro met her husband, Sam Okoro.\n\n⟦Okoro⟧ said he was late.", "Sam Okoro"),
    # peoples and members, and several who are somewhere
    ("It angered the Jews. ⟦Conservative Jews⟧ said no.", None),
    ("Olav Brandt met Kurds, a fellow baker said. ⟦Kurds⟧ said no.", None),
    ("⟦Another Muslim who prayed there⟧ said no.", None),
    ("⟦African-Americans⟧ said no.", None),
    ("⟦New Yorkers⟧ said no.", None),
    ("Players came, but ⟦the Zelkians⟧ said no.", "Zelkians"),
    ("⟦Voters outside metro Zelk⟧ said no.", None),
    ("⟦Critics of letting people into Zelk⟧ said no.", None),
    ("⟦Members of his own Harbour Party⟧ said no.", None),
    ("Olav Brandt, a Republican from Zelk, came. ⟦The Republican⟧ said no.", "Olav Brandt"),
    # a government is no given name
    ("Berlin Brandt came. ⟦Berlin⟧ said no.", "Germany"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_source_of_a_name_is_resolved(text: str, expected: str | None) -> None:
    assert name(speakers(text)[-1]) == expected


@pytest.mark.parametrize(
    ("after", "told"),
    [(" was assured", True), (" is now assured of", False), (" had been warned", True)],
)
def test_who_is_assured_of_something_is_not_told_it(after: str, told: bool) -> None:
    assert bool(IS_TOLD.match(after)) == told
