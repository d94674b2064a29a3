"""Who really spoke: small texts with one source marked ⟦...⟧, and who is meant by it."""

from __future__ import annotations

import pytest
from meant import name, speakers

from onrecord.actors.actor import Actor, Role
from onrecord.actors.directory import directory_of, shipped_directory, with_actors
from onrecord.article import Article
from onrecord.extracting.speakers import HOW, resolve
from onrecord.statement import Statement, passage

CASES = [
    # names, and their short forms
    ("Ilse Marrant opened the port. ⟦Marrant⟧ said it was safe.", "Ilse Marrant"),
    ("Ilse Marrant opened the port. ⟦Ms. Marrant⟧ said it was safe.", "Ilse Marrant"),
    ("⟦Okoro⟧ said no. Later Daniel Okoro, the mayor of Zelk, left.", "Daniel Okoro"),
    ("⟦Sen. Daniel Okoro (D-Ohio)⟧ said no.", "Daniel Okoro"),
    ("⟦Daniel Okoro, the mayor of Zelk,⟧ said no.", "Daniel Okoro"),
    ("⟦The mayor of Zelk, Daniel Okoro,⟧ said no.", "Daniel Okoro"),
    ("⟦A spokesman for the port, Olav Brandt,⟧ said no.", "Olav Brandt"),
    ("Daniel Okoro came late. ⟦OKORO:⟧ asked why.", "Daniel Okoro"),
    ("DANIEL OKORO came late. ⟦Okoro⟧ said so.", "DANIEL OKORO"),
    ("Jean-Luc Ferrand-Meyer spoke. ⟦Ferrand-Meyer⟧ said no.", "Jean-Luc Ferrand-Meyer"),
    ("Pieter van der Hoeven spoke. ⟦Van der Hoeven⟧ said no.", "Pieter van der Hoeven"),
    ("Maria de la Cruz spoke. ⟦De la Cruz⟧ said no.", "Maria de la Cruz"),
    ("Ahmed al-Rashidi spoke. ⟦Al-Rashidi⟧ said no.", "Ahmed al-Rashidi"),
    ("Robert “Bob” Marrant spoke. ⟦Marrant⟧ said no.", "Marrant"),
    ("President Xi Ruoshan met Ruth Okoro. ⟦Mr. Xi⟧ said no.", "Xi Ruoshan"),
    ("Nagy Ferenc, the mayor of Zelk, came. ⟦Nagy⟧ said no.", "Nagy Ferenc"),
    ("Robert Marrant spoke. Ruth Okoro left. ⟦Bob Marrant⟧ said no.", "Robert Marrant"),
    ("@IlseMarrant was silent. Ilse Marrant came. ⟦Marrant⟧ said no.", "Ilse Marrant"),
    ("Ruth Day spoke on Monday. ⟦Day⟧ said no.", "Ruth Day"),
    # a company named like a person
    ("Ruth Okoro left. Morgan Marrant Holdings grew. ⟦She⟧ said no.", "Ruth Okoro"),
    # two people of one surname
    ("Ruth Okoro and her husband Paul Okoro came. ⟦Mrs. Okoro⟧ said no.", "Ruth Okoro"),
    ("Ruth Okoro and her husband Paul Okoro came. ⟦Mr. Okoro⟧ said no.", "Paul Okoro"),
    ("Ruth Small spoke to small firms. Ida Okoro left. ⟦Small⟧ said no.", "Ruth Small"),
    ("Ruth Okoro sat. Ruth Okoro ate.\nPaul Okoro came with Ida Marrant, Olav Brandt, Ines Lund "
     "and Jan Moe. ⟦Okoro⟧ said no.", "Paul Okoro"),
    ("Olav Brandt sat. Liar of the Year Olav Brandt came. ⟦Brandt⟧ said no.", "Olav Brandt"),
    # words that are no names: of a kind, shouted, with a capital only at the beginning
    ("Ruth Okoro came. The Zelk-born crowd sang. ⟦She⟧ said no.", "Ruth Okoro"),
    ("ZELK PORT CLOSES AGAIN The Harbour Council met. ⟦The Harbour Council⟧ said no.",
     "Harbour Council"),
    ("Ruth Okoro came. Odd? ⟦She⟧ said no.", "Ruth Okoro"),
    ("The port\n\nZELK, Verland (HP) — Ruth Okoro came. ⟦She⟧ said no.", "Ruth Okoro"),
    ("⟦Insurers, who doubled premiums,⟧ said no.", None),
    ("A judge went along for a while, and then ⟦the Court of Appeals for the Ninth Harbour "
     "District⟧ said no to it.",
     "Court of Appeals for the Ninth Harbour District"),
    # pronouns
    ("Ruth Okoro came with Ida Marrant. When ⟦she⟧ sat, Ida Marrant ate.", "Ida Marrant"),
    ("Ilse Marrant met Daniel Okoro on Monday. ⟦She⟧ said it went well.", "Ilse Marrant"),
    ("Ilse Marrant met Daniel Okoro on Monday. ⟦He⟧ said it went well.", "Daniel Okoro"),
    ("Nobody came. ⟦He⟧ said it went well.", None),
    # the subject, where it is open whom a pronoun means
    ("Olav Brandt ate. Olav Brandt sang. Daniel Okoro pointed at the boat of Olav Brandt. ⟦He⟧ "
     "said no.", "Daniel Okoro"),
    ("Olav Brandt ate. Olav Brandt sang. Lights of Daniel Okoro were at the boat of Olav Brandt. "
     "⟦He⟧ said no.", "Olav Brandt"),
    ("Olav Brandt ate. Olav Brandt sang. Days after Daniel Okoro left the boat of Olav Brandt, he "
     "sat. ⟦He⟧ said no.", "Olav Brandt"),
    # or the only one of its gender in its paragraph
    ("Olav Brandt was answering a letter from Ida Marrant, by which a crowd had left Zelk. Rain "
     "fell. It was late. Now ⟦she⟧ said no.", "Ida Marrant"),
    ("Olav Brandt was answering a letter from Ida Marrant, by which a crowd had left Zelk. Rain "
     "fell. His wife was late. Now ⟦she⟧ said no.", None),
    # who did what another one answers
    ("Olav Brandt criticized Daniel Okoro after ⟦he⟧ said no.", "Daniel Okoro"),
    ("Olav Brandt described the mayor, Daniel Okoro, as a pest because ⟦he⟧ said no.",
     "Daniel Okoro"),
    ("Olav Brandt met Daniel Okoro after ⟦he⟧ said no.", "Olav Brandt"),
    ("Olav Brandt criticized Daniel Okoro before ⟦he⟧ said no.", "Olav Brandt"),
    # roles in the article
    ("Daniel Okoro, the mayor of Zelk, left early. ⟦The mayor⟧ said no.", "Daniel Okoro"),
    ("Governor Ruth Okoro left early. ⟦The governor⟧ said no.", "Ruth Okoro"),
    ("In Zelk, the mayor also sat. Mayor Ruth Okoro came to Zelk. ⟦The mayor⟧ said no.",
     "Ruth Okoro"),
    ("Senator Ida Marrant came. ⟦The governor⟧ said no.", None),
    ("Ida Marrant came. ⟦The organizer of a rally⟧ said no.", None),
    ("⟦The founder of Lumenar⟧ said no. Ida Marrant spoke. Ida Marrant said so.", None),
    ("⟦Front-runner Ida Marrant's rival, Sen. Ruth Okoro of Verland,⟧ said no.", "Ruth Okoro"),
    ("⟦Former secretary of state Ruth Okoro⟧ said no.", "Ruth Okoro"),
    ("⟦Its spokesman, who uses the name Captain Olav Brandt,⟧ said no.", "Olav Brandt"),
    # bodies
    ("⟦A panel of the Harbour Council⟧ said no.", "Harbour Council"),
    ("Ida Marrant read the Zelk Herald. ⟦The editorial board⟧ said no.", "Zelk Herald"),
    ("⟦An appeals court⟧ said no. Later the Verland Court of Appeals met.",
     "Verland Court of Appeals"),
    ("The Harbour Council and the Harbour Appeals Council met. ⟦The appeals council⟧ said no.",
     "Harbour Appeals Council"),
    ("The Lindqvist Institute, ⟦a small institute for peace⟧ said no.", "Lindqvist Institute"),
    ("⟦A spokesman for Republican candidate Ida Marrant⟧ said no.", None),
    ("The Highland Press opened in May. ⟦The Highland Press⟧ reported no.", "Highland Press"),
    ("⟦A spokeswoman for Verbane Shipping Company⟧ said no.", "Verbane Shipping Company"),
    ("The Marrant campaign moved. ⟦The campaign⟧ said no.", "Marrant campaign"),
    ("Ruth Okoro met her team. The Okoro campaign moved. Ruth Okoro left. ⟦Her campaign⟧ said no.",
     "Okoro campaign"),
    ("Verbane fell. The oil giant Haldor rose. ⟦The oil giant⟧ said no.", "Haldor"),
    ("Talks of the Lindqvist Foundation, a charity, and of Verbane went on. ⟦The charity⟧ said no.",
     "Lindqvist Foundation"),
    ("⟦The contractor, Verbane Drilling,⟧ said no.", "Verbane Drilling"),
    ("⟦The Committee for a Quiet Harbour⟧ said no.", "Committee for a Quiet Harbour"),
    # who, which
    ("Daniel Okoro met Ruth Marrant, ⟦who⟧ said no.", "Ruth Marrant"),
    ("Daniel Okoro met Ruth Marrant, a dentist from Zelk, Verland, ⟦who⟧ said no.", "Ruth Marrant"),
    ("Daniel Okoro met Ruth Marrant, the head of the Zelk Fund, ⟦who⟧ said no.", "Ruth Marrant"),
    ("Daniel Okoro (⟦who⟧ said no) left.", "Daniel Okoro"),
    ("Daniel Okoro met a woman ⟦who⟧ said no.", None),
    ("Daniel Okoro met the Germans ⟦who⟧ said no.", None),
    ("Daniel Okoro met many Zelk Democrats ⟦who⟧ said no.", None),
    ("Daniel Okoro, 59, of Ashby, Verland, ⟦who⟧ said no.", "Daniel Okoro"),
    ("Daniel Okoro is a former lawyer ⟦who⟧ said no.", "Daniel Okoro"),
    ("Ida Marrant, the mayor, sat. Daniel Okoro met the mayor, ⟦who⟧ said no.", "Ida Marrant"),
    ("They met members of the Verbane council, ⟦which⟧ said no.", "Verbane council"),
    ("Ida Marrant, the mayor, sat. The mayor ⟦who⟧ said no left.", "Ida Marrant"),
    ("Ida Marrant, the mayor of Zelk, sat. They met the mayor of Zelk, ⟦who⟧ said no.",
     "Ida Marrant"),
    ("Ida Marrant, the mayor, sat. They met a dentist of the mayor, ⟦who⟧ said no.", None),
    ("Ida Marrant, the mayor, met the mayor of Ashby, ⟦who⟧ said no.", None),
    ("Ida Marrant, the mayor, sat. The next mayor, ⟦who⟧ said no, was ill.", None),
    ("They wrote to the foreign ministry of Zelk, ⟦which⟧ said no.", None),
    ("The Harbour Council met. They wrote to the council, ⟦which⟧ said no.", "Harbour Council"),
    ("Ruth Okoro wrote of Zelk in her letter, ⟦which⟧ said no.", "Ruth Okoro"),
    ("They read of it in Mr. Okoro's letter, ⟦which⟧ said no.", "Okoro"),
    ("The Harbour Council met. They like the law, ⟦which⟧ said no.", None),
    ("Daniel Okoro met Ruth Marrant on stage, ⟦who⟧ said no.", "Ruth Marrant"),
    ("Daniel Okoro met a dentist on stage, ⟦who⟧ said no.", None),
    ("They work for firms such as Verbane, ⟦which⟧ said no.", "Verbane"),
    ("They went on in Ashby, ⟦which⟧ said no.", None),
    ("A. F. Verbane, ⟦which⟧ said no, left.", "A. F. Verbane"),
    ("They met Ruth Marrant, ⟦which⟧ said no.", None),
    # "who" that goes on from another one
    ("This was Daniel Okoro, who had met Ida Marrant and ⟦who⟧ said no.", "Daniel Okoro"),
    ("This was Daniel Okoro, who sold a boat, ⟦who⟧ said no.", "Daniel Okoro"),
    ("This was Daniel Okoro, who met a nurse, ⟦who⟧ said no.", None),
    ("Ida Marrant sat. It makes her one of the few dentists in Zelk ⟦who⟧ said no.", "Ida Marrant"),
    ("Ida Marrant sat. It makes her ask one of the few dentists in Zelk ⟦who⟧ said no.", None),
    # a clause taken for a source
    ("Ida Marrant spoke on Monday. ⟦She was among 25 dentists⟧ voting no.", "Ida Marrant"),
    # a dash before who somebody is
    ("⟦Ida Marrant - Okoro's friend and host -⟧ said no.", "Ida Marrant"),
    ("⟦The mayor of Zelk - Ida Marrant -⟧ said no.", "Ida Marrant"),
    # a comma between adjectives
    ("Ida Marrant, the diplomat, sat. ⟦The tall, 71-year-old diplomat⟧ said no.", "Ida Marrant"),
    # no place is somebody's mother
    ("He moved back to rural Zelk, ⟦his mother⟧ refused to go.", None),
    # "who" with a verb of several goes on with others, of whom one is named as an example
    ("They need dentists such as Daniel Okoro, ⟦who⟧ are late.", None),
    ("They need dentists such as Daniel Okoro, ⟦who⟧ is late.", "Daniel Okoro"),
    # what somebody is said to be
    ("Ida Marrant left. Daniel Okoro is ⟦a puppet⟧ saying so.", "Daniel Okoro"),
    ("Ida Marrant met Daniel Okoro, who was ⟦one of the earliest members⟧ to agree.",
     "Daniel Okoro"),
    ("Ida Marrant spoke on Monday. She is a ⟦self⟧ described rebel.", "Ida Marrant"),
    ("Ida Marrant spoke on Monday. There was ⟦a puppet⟧ saying so.", None),
    # somebody new who is named right after it
    ("⟦The organizer of a rally⟧ said no. So did Ida Marrant, organizer of it.", "Ida Marrant"),
    # a headline's role, of whoever has it below
    ("Zelk Actor ⟦Who⟧ Sang Is Back.\n\nActor Olav Brandt came to see Ida Marrant.", "Olav Brandt"),
    ("Zelk Actor ⟦Who⟧ Sang Is Back.\n\nOlav Brandt came to see Ida Marrant.", None),
    # gender by most of the pronouns after a name
    ("Ruth Lund sat. Kelly Marrant said she ate. Kelly Marrant said her cup was full. "
     "Kelly Marrant said he ate. Ruth Lund sat. ⟦He⟧ said no.", None),
    # and sooner by one after a name that begins a sentence, or by what somebody is said to be
    ("Kelly Marrant said her cup was full. Ruth Lund sat. ⟦He⟧ said no.", None),
    ("Kelly Marrant said “It is full.” She ate. Ruth Lund sat. ⟦He⟧ said no.", None),
    ("Kelly Marrant, a port spokeswoman, sat. ⟦He⟧ said no.", None),
    ("Kelly Marrant thanked the woman for her cup. ⟦He⟧ said no.", "Kelly Marrant"),
    ("Kelly Marrant, a dentist to the king's daughter, sat. ⟦He⟧ said no.", "Kelly Marrant"),
    ("Kelly Marrant, a dentist of great progress, sat. ⟦He⟧ said no.", "Kelly Marrant"),
    # and of a man and a woman of one surname, whoever is called by it
    ("Paul Okoro sang. Paul Okoro ate. Ruth Okoro came.\nOkoro said she would dance.\n"
     "⟦Okoro⟧ said no.", "Ruth Okoro"),
    ("Paul Okoro sang. Paul Okoro ate. Ruth Okoro came.\nOkoro said she would dance.\n"
     "Okoro said he would not.\n⟦Okoro⟧ said no.", "Paul Okoro"),
    # texts of somebody named before
    ("The Zelk Herald aimed its editorial at Ida Marrant. ⟦The editorial⟧ said no.", "Zelk Herald"),
    ("A video by the Harbour Council was shown. ⟦The clip⟧ said no.", "Harbour Council"),
    ("The Harbour Council's statement was short. ⟦It⟧ said no.", "Harbour Council"),
    ("Ruth Okoro came. ⟦Video⟧ showed no.", None),
    ("The Verbane Institute put out a statement on Monday. ⟦The statement⟧ said no.",
     "Verbane Institute"),
    ("Ruth Okoro wrote to the council. ⟦Her letter⟧ said no.", "Ruth Okoro"),
    ("Daniel Okoro came. ⟦The law⟧ said no.", None),
    # months are nobody
    ("Ruth Okoro won last June, is now the mayor. ⟦The mayor⟧ said no.", "Ruth Okoro"),
    # a role by the place it is of
    ("Sen. Ruth Okoro (D-Vt.) met Sen. Ida Marrant (R-Fla.). ⟦The Vermont senator⟧ said no.",
     "Ruth Okoro"),
    ("Sen. Ruth Okoro (D-Vt.) met Sen. Ida Marrant, R-Ohio. ⟦The Vermont senator⟧ said no.",
     "Ruth Okoro"),
    ("Ruth Okoro spoke with Sen. Ida Marrant, R-Ohio. ⟦The Vermont senator⟧ said no.",
     "Ruth Okoro"),
    # nobody in particular
    ("Daniel Okoro left. ⟦Officials⟧ said no.", None),
    ("Daniel Okoro left. ⟦Two people familiar with the talks⟧ said no.", None),
    ("Daniel Okoro left. ⟦Most analysts⟧ said no.", None),
    ("Daniel Okoro left. ⟦A poll⟧ found no.", None),
    ("Daniel Okoro left. ⟦Critics of Mr. Okoro⟧ said no.", None),
    ("Daniel Okoro left. ⟦His lawyer⟧ said no.", None),
    ("Ruth Okoro came. ⟦Marrant and Okoro⟧ said no.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[t[:60] for t, _ in CASES])
def test_source_is_resolved(text: str, expected: str | None) -> None:
    assert name(speakers(text)[-1]) == expected


DATED = [
    ("PARIS - Rain fell. ⟦The French president⟧ said so.", "1998-03-04", "Jacques Chirac"),
    ("LONDON - Rain fell. ⟦The prime minister⟧ said so.", "1990-11-30", "John Major"),
    ("LONDON - Rain fell. ⟦The prime minister⟧ said so.", None, None),
    ("WASHINGTON - Snow fell. ⟦The president⟧ said so.", "2009-01-15", "George W. Bush"),
    ("WASHINGTON - Snow fell. ⟦The president⟧ said so.", "2009-02-15", "Barack Obama"),
    ("MOSCOW - Snow fell. ⟦The Russian president⟧ said so.", "2009-03-01", "Dmitry Medvedev"),
    ("The club met. ⟦The club's president⟧ said so.", "2009-03-01", None),
    ("STRELSAU - Snow fell. ⟦The Ruritanian president⟧ said so.", "2009-03-01", None),
    # who acts holds the office, unless somebody stands in for who has held it for long
    ("KYIV - Snow. ⟦Ukraine's acting president⟧ said so.", "2014-03-14", "Oleksandr Turchynov"),
    ("BERLIN - Snow fell. ⟦The acting chancellor⟧ said so.", "2015-03-14", None),
    # of another time, which the text tells
    ("PARIS - It began in 1998. ⟦The then prime minister⟧ said no.", "2009-03-01", "Lionel Jospin"),
    ("PARIS - It began long ago. ⟦The then prime minister⟧ said no.", "2009-03-01", None),
    ("ROME - It began in 2011. ⟦The then prime minister⟧ said no.", "2022-03-01", None),
    # an office with a name in its title; one that only one country has
    ("BELFAST - Rain. ⟦The Northern Ireland secretary⟧ said so.", "1998-04-08", "Mo Mowlam"),
    ("OTTAWA - Rain fell. ⟦The Treasury secretary⟧ said so.", "1997-11-26", "Robert Rubin"),
    ("LONDON - Rain. ⟦The deputy prime minister⟧ said so.", "2011-09-14", "Nick Clegg"),
    ("MUNICH - Rain fell. ⟦The prime minister in The Hague⟧ said so.", "2014-07-23", "Mark Rutte"),
    ("It is full. ⟦New Zealand's prime minister⟧ said so.", "2024-03-13", "Christopher Luxon"),
    # of a body that has no name here
    ("MADISON, Wis. - Rain fell. ⟦The assembly's speaker⟧ said so.", "2022-01-19", None),
    ("OAXACA, Mexico - Rain fell. ⟦The union's leader⟧ said so.", "2015-04-15", None),
    # of a party, by what its people are called; somebody described
    ("BLACKPOOL, England - Rain. ⟦The Tory leader⟧ said so.", "2005-10-05", "Michael Howard"),
    ("OTTAWA - Rain. ⟦The Tory leader⟧ said so.", "2005-10-05", None),
    ("ROME - Rain fell. ⟦The new prime minister⟧ said so.", "2013-06-05", "Enrico Letta"),
    ("ROME - Rain fell. ⟦The outgoing prime minister⟧ said so.", "2013-04-05", "Mario Monti"),
    # who speaks for somebody
    ("BONN - Rain. ⟦A spokesman for the German chancellor⟧ said so.", "1999-05-26", None),
    ("GUAM - Rain fell. ⟦The Pentagon's spokesman⟧ said so.", "2001-05-02", "Pentagon"),
    ("BERLIN - Rain. ⟦The chairman of the Social Democrats⟧ said so.", "2008-04-23", "Kurt Beck"),
    # an office with capitals is nobody's name, with whatever stands before it
    ("LONDON - Rain fell. ⟦The Prime Minister⟧ said so.", "1990-11-30", "John Major"),
    ("ROME - Rain fell all day. ⟦The British Foreign Secretary⟧ said so.", "1998-03-04",
     "Robin Cook"),
    ("ROME - Rain fell all day. ⟦The U.N. Secretary General⟧ said so.", "1998-03-04", "Kofi Annan"),
    ("LONDON - Rain fell. ⟦The former Prime Minister⟧ said so.", "1998-03-04", None),
    ("The club met. ⟦The club's Chief Executive⟧ said so.", "1998-03-04", None),
    # who leads a country's seat, its army, its central bank, a ministry, a part of a body
    ("OSLO - Rain. ⟦The Kremlin chief⟧ said so.", "2009-03-01", "Dmitry Medvedev"),
    ("OSLO - Rain. ⟦Pakistan's military ruler⟧ said so.", "1999-10-20", "Pervez Musharraf"),
    ("OSLO - Rain. ⟦Israel's military chief⟧ said so.", "2012-06-20", "Benny Gantz"),
    ("OSLO - Rain. ⟦China's central bank governor⟧ said so.", "2012-06-20", "Zhou Xiaochuan"),
    ("OSLO - Rain. ⟦The head of the Pentagon⟧ said so.", "2014-03-12", "Chuck Hagel"),
    ("OSLO - Rain. ⟦The head of the UN refugee agency⟧ said so.", "2014-03-12",
     "Antonio Guterres"),
    ("OSLO - Rain fell all day. ⟦The UN High Commissioner for Refugees⟧ said so.", "1996-03-12",
     "Sadako Ogata"),
    ("OSLO - Rain. ⟦The UN envoy to Syria⟧ said so.", "2013-03-12", "Lakhdar Brahimi"),
    ("OSLO - Rain. ⟦Europe's foreign policy chief⟧ said so.", "2004-03-12", "Javier Solana"),
    ("BRUSSELS - Rain. ⟦The Commission president⟧ said so.", "2009-11-11", "Jose Manuel Barroso"),
    ("OSLO - Rain. ⟦The bishop of Rome⟧ said so.", "2014-03-12", "Pope Francis"),
    ("OSLO - Rain. ⟦Spain's conservative prime minister⟧ said so.", "2014-03-12",
     "Mariano Rajoy"),
    # who is elect is not who only stands in; of a state that is still to be
    ("OSLO - Rain. ⟦The Polish president-elect⟧ said so.", "2010-07-07", "Bronislaw Komorowski"),
    ("MOSCOW - Rain. ⟦The Russian president⟧ said so.", "1991-08-20", "Boris Yeltsin"),
    # of a part of a country that is not told
    ("SYDNEY - Rain. ⟦The state's premier⟧ said so.", "2014-09-10", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "expected"), DATED)
def test_role_is_resolved_by_the_date_of_the_article(
    text: str, published: str | None, expected: str | None
) -> None:
    assert name(speakers(text, published)[-1]) == expected


@pytest.mark.parametrize(
    ("source", "actor"),
    [
        ("The Kremlin", "gov:ru"),
        ("Downing Street", "gov:gb"),
        ("The White House", "gov:us"),
        ("Beijing", "gov:cn"),
        ("The Élysée", "gov:fr"),
        ("France", "gov:fr"),
    ],
)
def test_metonym_stands_for_its_government(source: str, actor: str) -> None:
    speaker = speakers(f"Talks went on. ⟦{source}⟧ declined to comment.")[-1]
    assert speaker is not None
    assert speaker.actor == actor
    assert speaker.type == "government"


@pytest.mark.parametrize(
    ("text", "published", "actor"),
    [
        ("VIENNA - Rain. ⟦Belgrade⟧ said so.", "1991-07-10", "gov:yugoslavia"),
        ("VIENNA - Rain. ⟦Belgrade⟧ said so.", "2015-07-10", "gov:rs"),
        ("VIENNA - Rain. ⟦No. 10⟧ said so.", "2015-07-10", "gov:gb"),
        ("VIENNA - Rain. ⟦The Nigerian government⟧ said so.", "2015-07-10", "gov:ng"),
        ("VIENNA - Rain. ⟦The UN nuclear watchdog⟧ said so.", "2015-07-10", "org:iaea"),
        (
            "CAIRO - Rain. ⟦The interior ministry⟧ said so.",
            "2015-07-10",
            "org:eg-interior-ministry",
        ),
        ("Rain fell. ⟦The interior ministry⟧ said so.", "2015-07-10", None),
        ("BELFAST - ⟦The Kremlin⟧, a nightclub by the quay, said so.", "2015-07-10", None),
        ("BRUSSELS - Rain. ⟦The Commission⟧ said so.", "2015-07-10", "org:european-commission"),
        ("WARSAW - Rain. ⟦The Commission⟧ said so.", "2015-07-10", None),
        ("The European Union met. ⟦Brussels⟧ said so.", "2015-07-10", "org:european-union"),
        ("PARIS - Rain. ⟦Brussels⟧ said so.", "2015-07-10", None),
    ],
)
def test_seat_or_body_is_found_by_its_words_and_the_day(
    text: str, published: str, actor: str | None
) -> None:
    speaker = speakers(text, published)[-1]
    assert (speaker.actor if speaker else None) == actor


def test_spelling_of_a_known_name_is_one_actor() -> None:
    text = "KYIV - The talks ended. Ukraine waits. ⟦Volodymyr {}⟧ said so."
    found = [speakers(text.format(last), "2023-05-01")[-1] for last in ("Zelensky", "Zelenskyy")]
    assert len({s.actor for s in found if s}) == 1
    assert found[0] is not None
    assert found[0].actor


def test_namesake_in_another_country_is_not_the_one_in_the_directory() -> None:
    speaker = speakers("The bakery in Zelk closed. ⟦John Major⟧ said he was tired.", "1995-03-03")[
        -1
    ]
    assert speaker is not None
    assert speaker.name == "John Major"
    assert speaker.actor is None


def test_answers_of_an_interview_are_those_of_who_is_interviewed() -> None:
    plain = (
        "Odile Senn wrote it. Odile Senn spoke in Zelk.\n\nQ: Is Petrus Lamb right?\n\n"
        "A: No.\n\nQ: Why?"
    )
    at = plain.index("A: No")
    statement = Statement(
        id="s", kind="indirect", source=passage(plain, [(at, at + 1)]),
        cue=passage(plain, [(at + 1, at + 2)]), content=passage(plain, [(at + 3, at + 6)]),
        confidence=0.9, extractor="test",
    )  # fmt: skip
    found = resolve([statement], Article(id="a", text=plain))
    assert name(found[0].speaker) == "Odile Senn"


def test_source_and_cue_that_were_taken_for_one_another_are_told_apart() -> None:
    plain = "Ida Marrant came. “No,” said Marrant."
    at = plain.index("said")
    statement = Statement(
        id="s", kind="direct", source=passage(plain, [(at, at + 4)]),
        cue=passage(plain, [(at + 5, len(plain) - 1)]), content=passage(plain, [(18, 23)]),
        confidence=0.9, extractor="test",
    )  # fmt: skip
    found = resolve([statement], Article(id="a", text=plain))
    assert name(found[0].speaker) == "Ida Marrant"


def test_first_person_inside_a_quotation_is_who_is_quoted() -> None:
    text = "“I hope so,” Ilse Marrant said. Daniel Okoro left."
    outer = Statement(
        id="o", kind="direct", source=passage(text, [(13, 25)]), cue=passage(text, [(26, 30)]),
        content=passage(text, [(0, 12)]), confidence=0.9, extractor="test",
    )  # fmt: skip
    inner = Statement(
        id="i", kind="indirect", parent="o", source=passage(text, [(1, 2)]),
        cue=passage(text, [(3, 7)]), content=passage(text, [(8, 10)]), confidence=0.9,
        extractor="test",
    )  # fmt: skip
    found = resolve([outer, inner], Article(id="a", text=text))
    assert found[1].speaker is not None
    assert found[1].speaker.name == "Ilse Marrant"
    assert found[1].speaker.how == "first person"


def test_we_in_a_quotation_is_who_is_quoted_and_who_is_told_says_nothing() -> None:
    text = "“We fear so,” Ilse Marrant said. She was told that Daniel Okoro left."
    outer = Statement(
        id="o", kind="direct", source=passage(text, [(14, 26)]), cue=passage(text, [(27, 31)]),
        content=passage(text, [(0, 13)]), confidence=0.9, extractor="test",
    )  # fmt: skip
    inner = Statement(
        id="i", kind="indirect", parent="o", source=passage(text, [(1, 3)]),
        cue=passage(text, [(4, 8)]), content=passage(text, [(9, 11)]), confidence=0.9,
        extractor="test",
    )  # fmt: skip
    told = Statement(
        id="t", kind="indirect", source=passage(text, [(33, 36)]), cue=passage(text, [(37, 45)]),
        content=passage(text, [(46, 68)]), confidence=0.9, extractor="test",
    )  # fmt: skip
    found = resolve([outer, inner, told], Article(id="a", text=text))
    assert [name(s.speaker) for s in found] == ["Ilse Marrant", "Ilse Marrant", None]


def test_a_text_that_ends_in_a_shouted_headline_is_read() -> None:
    assert name(speakers("⟦Ilse Marrant⟧ said no.\n\nMARRANT SAYS NO TO HARBOUR")[0])


def test_numerals_with_nothing_but_a_sign_between_them_are_nobody() -> None:
    assert name(speakers("⟦Ilse Marrant⟧ said that parts II & III are slow.")[0])


AUTHORS = [
    ("⟦I⟧ think so.\n\nRep. Ruth Okoro, D-Vt., is a member of the council.", "Ruth Okoro"),
    ("⟦I⟧ think so.\n\nMarrant is late.\n\nRuth Okoro teaches in Zelk.", "Ruth Okoro"),
    ("Ruth Okoro: The Harbour Is Ours\n\n⟦I⟧ think so.", "Ruth Okoro"),
    ("The harbour\n\nBy Ruth Okoro\n\n⟦I⟧ think so.", "Ruth Okoro"),
    ("Ruth Okoro came. Ruth Okoro sat.\n\nQ: Well?\n\nA: Yes, ⟦I⟧ think so.", "Ruth Okoro"),
    ("Ruth Okoro came. Ruth Okoro sat.\n\nQ: Will ⟦you⟧ say no?\n\nA: Yes.", "Ruth Okoro"),
    ("Ruth Okoro came. Ruth Okoro sat.\n\nQ: Well?\n\nA: If ⟦you⟧ say no, go.", None),
    ("Ruth Okoro came. Ruth Okoro sat. If ⟦you⟧ say no, go.", None),
    ("Ruth Okoro came.\n\n⟦I⟧ think so.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), AUTHORS)
def test_first_person_is_who_writes_or_is_interviewed(text: str, expected: str | None) -> None:
    assert name(speakers(text)[-1]) == expected


def test_name_after_a_role_is_not_described_by_the_role_before_it() -> None:
    text = "⟦A foreman⟧ said no. In the hall at Mbarewa, the foreman, Tadeus Lungu, spoke."
    assert name(speakers(text)[-1]) == "Tadeus Lungu"


def test_former_office_is_that_of_who_had_it_before_the_article() -> None:
    talvia = Actor(id="gov:zz", type="government", name="Talvia", adjectives=("Talvian",))
    earlier = Actor(
        id="own:e", type="person", name="Ilse Marrant", gender="f",
        roles=(Role(title="president", of="gov:zz", from_="2001-01-01", to="2004-12-31"),),
    )  # fmt: skip
    later = Actor(
        id="own:l", type="person", name="Ruth Okoro", gender="f",
        roles=(Role(title="president", of="gov:zz", from_="2017-01-01"),),
    )  # fmt: skip
    text = "Talvia votes. Ilse Marrant met Ruth Okoro. ⟦The former president⟧ said no."
    found = speakers(text, "2016-02-02", directory=directory_of([talvia, earlier, later]))
    assert name(found[-1]) == "Ilse Marrant"


def test_own_actors_win_over_the_shipped_ones() -> None:
    own = Actor(id="own:k", type="organisation", name="Kremlin Theatre", names=("Kremlin",))
    directory = with_actors(shipped_directory(), [own])
    speaker = speakers("Talks went on. ⟦The Kremlin⟧ said no.", directory=directory)[-1]
    assert speaker is not None
    assert speaker.actor == "own:k"


def test_own_role_with_dates_is_found_by_the_articles_date() -> None:
    zelk = Actor(id="gov:zz", type="government", name="Zelkia", adjectives=("Zelkian",))
    mayor = Actor(
        id="own:m", type="person", name="Ilse Marrant",
        roles=(Role(title="president", of="gov:zz", from_="2001-01-01", to="2004-12-31"),),
    )  # fmt: skip
    directory = directory_of([zelk, mayor])
    text = "Rain fell. ⟦The Zelkian president⟧ said no."
    assert name(speakers(text, "2003-05-05", directory=directory)[-1]) == "Ilse Marrant"
    assert name(speakers(text, "2005-05-05", directory=directory)[-1]) is None


def test_speaker_below_the_threshold_is_left_open() -> None:
    text = "Ilse Marrant met Ruth Okoro on Monday. ⟦She⟧ said it went well."
    assert speakers(text, at_least=1.01)[-1] is None


def test_every_way_is_documented_and_points_at_the_words() -> None:
    text = (
        "Daniel Okoro, the mayor of Zelk, left. ⟦The mayor⟧ said no. ⟦He⟧ said so. "
        "⟦Officials⟧ said no."
    )
    found = speakers(text)
    plain = text.replace("⟦", "").replace("⟧", "")
    for speaker in found:
        assert speaker is not None
        assert speaker.how in HOW
        assert all(plain[a:b] == speaker.name for a, b in speaker.spans)
    assert found[0] is not None
    assert found[0].description is not None
    assert found[0].description.text == "the mayor of Zelk"


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("Verland’s president, ⟦Ida Marrant⟧, said no.", "Verland’s president"),
        ("On Monday, New Zelk's finance minister, ⟦Ida Marrant⟧, said no.",
         "New Zelk's finance minister"),
        ("It fell. The bank's chairman, ⟦Ida Marrant⟧, said no.", "The bank's chairman"),
        ("Her lawyer, ⟦Ida Marrant⟧, said no.", "Her lawyer"),
    ],
)  # fmt: skip
def test_a_description_begins_with_whose_it_is(text: str, description: str) -> None:
    (speaker,) = speakers(text)
    assert speaker is not None
    assert speaker.description is not None
    assert speaker.description.text == description
