"""Who really spoke, in kinds of news: courts, councils, accidents, companies, agencies."""

from __future__ import annotations

import pytest
from meant import name, speakers

CASES = [
    # nobody in particular, though a name or a capital stands there
    ("Olav Brandt was found dead in Zelk. Detective Inspector Ida Marrant leads the inquiry. "
     "⟦Police⟧ said no.", None),
    ("⟦Friends of Olav Brandt⟧ said no.", None),
    ("⟦A doctor at Zelk General Hospital⟧ said no.", None),
    ("⟦A Conservative⟧ said no.", None),
    ("⟦A senior Tory⟧ said no.", None),
    ("⟦One Labour MP⟧ said no.", None),
    ("⟦The Tories⟧ said no.", None),
    ("Anglers lined the bank. ⟦Anglers⟧ said no.", None),
    ("⟦Islanders⟧ said no.", None),
    ("⟦Trawlermen⟧ said no.", None),
    ("⟦Commuters in Zelk⟧ said no.", None),
    ("⟦Police in Zelk⟧ said no.", None),
    ("⟦Eyewitnesses⟧ said no.", None),
    ("⟦Management⟧ said no.", None),
    ("⟦A No 10 spokesman⟧ said no.", "United Kingdom"),
    ("⟦A worker at the Harbour Council⟧ said no.", None),
    ("⟦An expert at the Marrant Institute⟧ said no.", None),
    ("⟦A trader in London⟧ said no.", None),
    ("⟦One diplomat in Brussels⟧ said no.", None),
    ("⟦A spokesman for Zelk’s mayor⟧ said no.", None),
    ("⟦Neither Olav Brandt nor Ida Marrant⟧ said no.", None),
    # roles of a case or an accident, whose holders are not named
    ("Olav Brandt killed two people, Zelk Crown Court heard. ⟦The judge⟧ said no.", None),
    ("Olav Brandt killed two people, Zelk Crown Court heard. ⟦The prosecutor⟧ said no.", None),
    ("Olav Brandt, 43, denies murder. ⟦The victim⟧ said no.", None),
    ("Ida Marrant spoke of a nurse she met. ⟦The nurse⟧ said no.", None),
    ("Ida Marrant, chief executive of Verbane, left. ⟦Haldor’s chief executive⟧ said no.", None),
    ("Ida Marrant died. ⟦The coroner⟧ said no.", None),
    ("Ida Marrant died at sea. ⟦The captain⟧ said no.", None),
    ("Ida Marrant died at sea. ⟦The driver⟧ said no.", None),
    ("They met a longtime adviser to Ruth Okoro, ⟦who⟧ said no.", None),
    ("Ida Marrant’s mother wept. ⟦She⟧ said no.", None),
    ("Olav Brandt met residents of Zelk, ⟦who⟧ said no.", None),
    ("The mother of Olav Brandt, ⟦who⟧ said no, left.", None),
    ("A friend of Olav Brandt ⟦who⟧ said no left.", None),
    ("⟦A letter seen by the Zelk Herald⟧ said no.", None),
    ("The deputy mayor, Ida Marrant, met the mayor, Olav Brandt. ⟦Her aide⟧ said no.", None),
    # bodies by their names and by nouns
    ("The Marrant Institute’s report was out on Monday. ⟦The report⟧ said "
     "no.", "Marrant Institute"),
    ("Verbane, the airline, cut flights at Haldor, a port. ⟦The carrier⟧ said no.", "Verbane"),
    ("The charity Harbour Aid closed. ⟦A spokeswoman for the charity⟧ said no.", "Harbour Aid"),
    ("The Department for Culture and Sport paid. ⟦A spokesman for the Department for Culture "
     "and Sport⟧ said no.", "Department for Culture and Sport"),
    ("⟦The Ministry of Health and Welfare⟧ said no.", "Ministry of Health and Welfare"),
    ("⟦The Parks and Harbours Agency⟧ said no.", "Parks and Harbours Agency"),
    ("⟦The 9th Harbour Court⟧ said no.", "9th Harbour Court"),
    ("⟦Checkit.org⟧ said no.", "Checkit.org"),
    ("The drugmaker Verbane fell. ⟦The drugmaker⟧ said no.", "Verbane"),
    ("Verbane, a drugmaker, fell. Haldor rose. ⟦The drugmaker⟧ said no.", "Verbane"),
    ("Verbane, the bank, fell. Haldor rose. ⟦The lender⟧ said no.", "Verbane"),
    ("Zelk Council met. ⟦A council spokeswoman⟧ said no.", "Zelk Council"),
    ("Verland Water leaked. Regulator Ofwater met. ⟦The regulator⟧ said no.", "Ofwater"),
    ("The regulator, Ofwater, met. Verland Water leaked. ⟦The regulator⟧ said no.", "Ofwater"),
    ("The union, Unidock, met. Verland Water leaked. ⟦The union⟧ said no.", "Unidock"),
    ("The union Unidock met. Verland Water leaked. ⟦The union⟧ said no.", "Unidock"),
    ("Dockers’ union Unidock met. Verland Water leaked. ⟦The union⟧ said no.", "Unidock"),
    ("⟦The Reuters news agency⟧ said no.", "Reuters"),
    ("⟦A Zelk fire brigade spokesman⟧ said no.", "Zelk fire brigade"),
    ("⟦A spokesman for Zelk fire brigade⟧ said no.", "Zelk fire brigade"),
    ("Verbane Airways cancelled flights. Ruth Okoro sat. ⟦The airline⟧ said no.",
     "Verbane Airways"),
    ("Verbane Airways cut flights. Its head, Ida Marrant, sat.\n\n⟦A spokeswoman for the airline⟧ "
     "said no.", "Verbane Airways"),
    ("Zelk Not All Doom\n\nZelk is a port. It rains. ⟦Zelk⟧ said no. It was in Zelk.", "Zelk"),
    ("Verbane Airways grew. Ruth Okoro sat. ⟦Verbane⟧ said no.", "Verbane Airways"),
    ("⟦Charity Harbour Aid⟧ said no.", "Harbour Aid"),
    # persons by what they are
    ("Olav Brandt, 43, denies murder. ⟦The accused⟧ said no.", "Olav Brandt"),
    ("Olav Brandt, 43, spoke. ⟦The 43-year-old⟧ said no.", "Olav Brandt"),
    ("Talvian President Olav Brandt met Prime Minister Ida Marrant. ⟦The premier⟧ said "
     "no.", "Ida Marrant"),
    ("The environment secretary, Ida Marrant, met the home secretary, Ruth Okoro. ⟦The home "
     "secretary⟧ said no.", "Ruth Okoro"),
    ("The shadow chancellor, Ida Marrant, met the chancellor, Ruth Okoro. ⟦The chancellor⟧ "
     "said no.", "Ruth Okoro"),
    ("⟦I. Olav Brandt III⟧ said no.", "I. Olav Brandt III"),
    ("Ida Marrant died. Her husband, Olav, wept. ⟦Her husband⟧ said no.", "Olav"),
    ("They met Ida Marrant last week, ⟦who⟧ said no.", "Ida Marrant"),
    ("They met Ida Marrant on Monday, ⟦who⟧ said no.", "Ida Marrant"),
    ("Ida Marrant, 43, met Ruth Okoro, 51. ⟦The 51-year-old⟧ said no.", "Ruth Okoro"),
    ("Ida Marrant is the mayor of Zelk. Ruth Okoro left. ⟦The mayor⟧ said no.", "Ida Marrant"),
    ("Ida Marrant became director of the port in 2011. Ruth Okoro left. ⟦The director⟧ said "
     "no.", "Ida Marrant"),
    ("Ida Marrant gave a written statement on Monday. ⟦The statement⟧ said no.", "Ida Marrant"),
    ("Olav Brandt, Labour MP for Zelk, came. ⟦The Labour MP⟧ said no.", "Olav Brandt"),
    ("The deputy mayor, Ida Marrant, met the mayor, Olav Brandt. ⟦The deputy mayor⟧ said no.",
     "Ida Marrant"),
    ("Sen. Ruth Okoro (D-Vt.) met Ida Marrant, a senator. ⟦The Ohio senator⟧ said no.",
     "Ida Marrant"),
    ("Moderator Ruth Okoro sat. Ida Marrant ran. ⟦The senator⟧ said no.", "Ida Marrant"),
    ("Ida Marrant, of the Harbour Union, ⟦who⟧ said no.", "Ida Marrant"),
    ("Zelk Rovers sacked their manager, Olav Brandt, in May. Captain Ivo Lund sat. ⟦The manager⟧ "
     "said no.", "Olav Brandt"),
    ("Mr Brandt’s mother, Ida Marrant, wept. ⟦His mother⟧ said no.", "Ida Marrant"),
    ("Ida Marrant, a plumber, left. ⟦The plumber⟧ said no.", "Ida Marrant"),
    ("Ida Marrant, a beekeeper from Ashby, left. ⟦The beekeeper⟧ said no.", "Ida Marrant"),
    ("Beekeeper Ida Marrant left. ⟦The beekeeper⟧ said no.", "Ida Marrant"),
    # who a sentence or a clause is about
    ("Olav Brandt sat. As for Ruth Okoro, the dentist, ⟦she⟧ said no.", "Ruth Okoro"),
    ("Ida Marrant spoke. As for Olav Brandt, ⟦she⟧ said no.", "Ida Marrant"),
    ("Olav Brandt left. In what ⟦he⟧ called a slip, Ivo Lund wrote it.", "Ivo Lund"),
    ("Olav Brandt left. In what ⟦he⟧ called “a slip,” Ivo Lund wrote it.", "Ivo Lund"),
    ("Verbane Airways fell. Days before ⟦it⟧ told all, the Harbour Bank closed.", "Harbour Bank"),
    ("Olav Brandt spoke. Ivo Lund sat. Lund ate. Ivo Lund was angry. ⟦He⟧ said no.", "Ivo Lund"),
    # no source: whoever the sentence begins with
    ("Mayor Ruth Okoro on Friday attacked Olav Brandt, ⟦⟧ calling him lazy.", "Ruth Okoro"),
    ("Rain fell on Ruth Okoro, ⟦⟧ calling for boots.", None),
    ("Few attacked Ruth Okoro, ⟦⟧ calling for boots.", None),
    ("Following talks in Zelk, Ruth Okoro attacked Olav Brandt by ⟦⟧calling him lazy.",
     "Ruth Okoro"),
    ("Following Ruth Okoro, a crowd left Zelk by ⟦⟧calling a cab.", None),
    ("Ruth Okoro attacked Olav Brandt before ⟦⟧being called lazy.", None),
    # a second verb, what words were, and what is said before who says it
    ("Ruth Okoro, 44, a dentist known as “Boots,” left Zelk and ⟦⟧urged rest.", "Ruth Okoro"),
    ("⟦The Harbour Council⟧ said no but ⟦⟧offered rest.", "Harbour Council"),
    ("Ruth Okoro went to Zelk, which was big and ⟦⟧considered quiet.", None),
    ("Ruth Okoro left and ⟦⟧was called lazy.", None),
    ("Rain fell on Ruth Okoro and ⟦⟧urged rest.", None),
    ("⟦Ruth Okoro⟧ called it late, ⟦⟧a dig at Zelk.", "Ruth Okoro"),
    ("Ruth Okoro went to Zelk, ⟦⟧a dig at ports.", None),
    ("In ⟦⟧a dig at Zelk, Ruth Okoro said no.", "Ruth Okoro"),
    ("In ⟦⟧a dig at Zelk, friends of Ruth Okoro said no.", None),
    ("The mayor, Ruth Okoro, came. The mayor left Zelk, ⟦⟧ calling it lazy.", "Ruth Okoro"),
    ("Ruth Okoro came. She left Zelk in the rain and ⟦⟧urged rest.", "Ruth Okoro"),
    ("Ruth Okoro came. The rain fell on Zelk, ⟦⟧ raising fears.", None),
    ("Ruth Okoro came. She left a port that closed and ⟦⟧urged rest.", None),
    ("But for Ruth Okoro, ⟦⟧ backing the port would be easy.", "Ruth Okoro"),
    ("For fans of Ruth Okoro, ⟦⟧ backing the port would be easy.", None),
    ("⟦Ruth Okoro’s⟧ pledge to rest and ⟦⟧offer to pay were new.", "Ruth Okoro"),
    ("⟦Ruth Okoro’s⟧ pledge to rest was ⟦⟧news to ports.", None),
    # who is asked, by nobody who is named
    ("Ruth Okoro sang. ⟦⟧Asked why, Ruth Okoro said no.", None),
    ("“No,” Ruth Okoro said, when ⟦⟧pressed for more.", None),
    ("Ruth Okoro told Zelk Radio so in response to ⟦⟧questions about ports.", None),
    ("Ruth Okoro came to Zelk and ⟦⟧asked for rest.", "Ruth Okoro"),
    # words without a subject, by who answers or who signs
    ("Talk with Ruth Okoro. Ruth Okoro came.\n\nQ: Why?\n\nA: I sang. ⟦⟧Don’t ask me.",
     "Ruth Okoro"),
    ("Talk with Ruth Okoro. Ruth Okoro came.\n\nA: No.\n\nQ: I see. ⟦⟧Hail rain then.", None),
    ("The port closed. ⟦⟧Hail the council for it.\n\nRuth Okoro.\n\nZelk.", "Ruth Okoro"),
    ("The port closed. ⟦⟧Think it will open?\n\nRuth Okoro.\n\nZelk.", None),
    ("The port closed, to ⟦⟧cheers in Zelk.\n\nRuth Okoro.\n\nZelk.", None),
    # before "who"
    ("Olav Brandt is a baker, poet, farmer and fool ⟦who⟧ said no.", "Olav Brandt"),
    ("Olav Brandt was the butt of jokes from the baker of the town, ⟦who⟧ said no.", None),
    ("Olav Brandt came. He is a stubborn farmer ⟦who⟧ said no.", "Olav Brandt"),
    ("Olav Brandt came. He is the son of a farmer ⟦who⟧ said no.", None),
    # what somebody is, before the name
    ("⟦Former prosecutor and Zelk City Mayor Olav Brandt, who likes Ida Marrant,⟧ said no.",
     "Olav Brandt"),
    ("⟦Columnist and Zelk News contributor Olav Brandt⟧ said no.", "Olav Brandt"),
    ("⟦Another leading Harbour Court advocate, Olav Brandt of the law firm Marrant Lund,⟧ said "
     "no.", "Olav Brandt"),
    ("⟦Their old friend, local architect Olav Brandt,⟧ said no.", "Olav Brandt"),
    ("⟦Friends of the town, led by ousted mayor Olav Brandt,⟧ said no.", None),
    ("⟦A weekly paper called “The Harbour”⟧ said no.", "Harbour"),
    ("Ida Marrant sat. Pres. Ruth Okoro came. ⟦The president⟧ said no.", "Ruth Okoro"),
    ("⟦A Georgia Democrat⟧ said no.", None),
    ("Rain fell on the port of Zelk.\n\n" * 90 + "⟦A harbour judge⟧ said no. Judge Ida Marrant "
     "wept.", "Ida Marrant"),
    ("Rain fell on the port of Zelk.\n\n" * 90 + "⟦A harbour judge⟧ said no.\n\n"
     + "It rained. " * 60 + "Judge Ida Marrant wept.", None),
    # bodies that are named after their members, by initials or like a person
    ("⟦The Federation of Harbour Teachers⟧ said no.", "Federation of Harbour Teachers"),
    ("⟦Harbour Teachers⟧ said no.", None),
    ("The FBI met. Verbane fell. ⟦The bureau⟧ said no.", "FBI"),
    ("The Charlotte Sentinel reported it. Ida Marrant sat. ⟦The newspaper⟧ said no.",
     "Charlotte Sentinel"),
    ("⟦A representative for Verbane Airways⟧ said no.", "Verbane Airways"),
    ("⟦A representative for Ida Marrant⟧ said no.", None),
    ("⟦A Super PAC⟧ said no.", None),
    # texts
    ("The Harbour Court met. Ida Marrant sat.\n\n⟦The unsigned opinion⟧ said no.",
     "Harbour Court"),
    ("Ida Marrant sat. ⟦The unsigned opinion⟧ said no.", None),
    ("An email was sent by the club’s director, Olav Brandt, to all. ⟦The email⟧ said no.",
     "Olav Brandt"),
    ("Ida Marrant met Olav Brandt. ⟦Her Facebook page⟧ said no.", "Ida Marrant"),
    ("⟦Olav Brandt’s comments on the port⟧ said no.", "Olav Brandt"),
    ("⟦Verbane Council⟧ confirmed it.\n\n⟦The release⟧ said no.", "Verbane Council"),
    # headings
    ("Ruth Just Vowed Never To Sing Again In The Harbour.\n\nRuth Okoro sang. ⟦Ruth Okoro⟧ "
     "said no.", "Ruth Okoro"),
    ("⟦Ruth⟧ Says Never Again To Singing In The Harbour.\n\nThen Ruth Okoro sang.", "Ruth Okoro"),
    ("⟦Exit Polls In West Zelk⟧ Spell Bad News.\n\nIt rained in West Zelk.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[t[:60] for t, _ in CASES])
def test_source_in_news_is_resolved(text: str, expected: str | None) -> None:
    assert name(speakers(text)[-1]) == expected
