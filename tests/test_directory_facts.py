"""The shipped directory against what is known of the world, and what must hold of all of it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations

import pytest
from conftest import ROOT

from onrecord.actors.actor import Actor, Role
from onrecord.actors.directory import existing, folded, shipped_directory, with_actors
from onrecord.actors.parts import part_of

DIRECTORY = shipped_directory()
HEADS = {
    "prime minister", "premier", "chancellor", "taoiseach", "president", "first minister",
    "head of government",
}  # fmt: skip
"""Titles of which a state has one holder, who leads its government in some of them."""
MONTH = timedelta(days=31)


def of_type(kind: str) -> list[Actor]:
    return [actor for actor in DIRECTORY.actors.values() if actor.type == kind]


def ids(name: str) -> tuple[str, ...]:
    return tuple(actor.id for actor in DIRECTORY.named(name))


def people(word: str) -> tuple[str, ...]:
    return DIRECTORY.peoples.get(folded(word), ())


def test_there_are_enough_actors() -> None:
    assert len(of_type("government")) >= 250
    assert len(of_type("organisation")) >= 300
    dated = [a for a in of_type("person") if any(role.from_ for role in a.roles)]
    assert len(dated) >= 1500


HOLDERS = [
    # title, whose office, day, who held it
    ("president", "gov:us", "1990-08-02", "George H.W. Bush"),
    ("president", "gov:us", "1995-11-21", "Bill Clinton"),
    ("president", "gov:us", "2003-03-20", "George W. Bush"),
    ("president", "gov:us", "2012-11-06", "Barack Obama"),
    ("president", "gov:us", "2019-06-30", "Donald Trump"),
    ("president", "gov:us", "2022-02-24", "Joe Biden"),
    ("president", "gov:us", "2026-01-15", "Donald Trump"),
    ("vice president", "gov:us", "2004-05-05", "Dick Cheney"),
    ("secretary of state", "gov:us", "1999-03-24", "Madeleine Albright"),
    ("secretary of state", "gov:us", "2010-06-01", "Hillary Clinton"),
    ("defense secretary", "gov:us", "2003-06-01", "Donald Rumsfeld"),
    ("treasury secretary", "gov:us", "2022-06-01", "Janet Yellen"),
    ("speaker of the house", "gov:us", "1995-06-01", "Newt Gingrich"),
    ("prime minister", "gov:gb", "1990-01-01", "Margaret Thatcher"),
    ("prime minister", "gov:gb", "2001-09-11", "Tony Blair"),
    ("prime minister", "gov:gb", "2022-09-20", "Liz Truss"),
    ("prime minister", "gov:gb", "2025-01-01", "Keir Starmer"),
    ("foreign secretary", "gov:gb", "2004-06-01", "Jack Straw"),
    ("chancellor", "gov:gb", "2013-03-20", "George Osborne"),
    ("queen", "gov:gb", "1997-08-31", "Queen Elizabeth II"),
    ("first minister", "gov:gb-scotland", "2014-09-18", "Alex Salmond"),
    ("president", "gov:fr", "1998-07-12", "Jacques Chirac"),
    ("president", "gov:fr", "2015-11-13", "François Hollande"),
    ("prime minister", "gov:fr", "2000-01-01", "Lionel Jospin"),
    ("chancellor", "gov:de", "1990-10-03", "Helmut Kohl"),
    ("chancellor", "gov:de", "2015-09-04", "Angela Merkel"),
    ("chancellor", "gov:de", "2025-07-01", "Friedrich Merz"),
    ("foreign minister", "gov:de", "2003-02-08", "Joschka Fischer"),
    ("chancellor", "gov:at", "2001-01-01", "Wolfgang Schüssel"),
    ("taoiseach", "gov:ie", "1998-04-10", "Bertie Ahern"),
    ("prime minister", "gov:it", "2003-07-01", "Silvio Berlusconi"),
    ("prime minister", "gov:es", "2004-03-11", "José María Aznar"),
    ("prime minister", "gov:gr", "2015-07-05", "Alexis Tsipras"),
    ("prime minister", "gov:se", "2003-09-11", "Göran Persson"),
    ("president", "gov:pl", "1993-01-01", "Lech Wałęsa"),
    ("president", "gov:cz", "1995-01-01", "Václav Havel"),
    ("prime minister", "gov:hu", "2015-01-01", "Viktor Orbán"),
    ("president", "gov:rs", "1995-07-11", "Slobodan Milošević"),
    ("president", "gov:soviet-union", "1990-06-01", "Mikhail Gorbachev"),
    ("president", "gov:ru", "1996-07-03", "Boris Yeltsin"),
    ("president", "gov:ru", "2008-08-08", "Dmitry Medvedev"),
    ("prime minister", "gov:ru", "2008-08-08", "Vladimir Putin"),
    ("foreign minister", "gov:ru", "2022-02-24", "Sergei Lavrov"),
    ("president", "gov:ua", "2013-11-21", "Viktor Yanukovych"),
    ("president", "gov:ua", "2022-02-24", "Volodymyr Zelensky"),
    ("president", "gov:tr", "2016-07-15", "Recep Tayyip Erdogan"),
    ("prime minister", "gov:il", "1993-09-13", "Yitzhak Rabin"),
    ("prime minister", "gov:il", "2023-10-07", "Benjamin Netanyahu"),
    ("president", "gov:ps", "2000-09-28", "Yasser Arafat"),
    ("president", "gov:eg", "2011-01-25", "Hosni Mubarak"),
    ("president", "gov:sy", "2013-08-21", "Bashar al-Assad"),
    ("supreme leader", "gov:ir", "2015-07-14", "Ali Khamenei"),
    ("president", "gov:ir", "2009-06-12", "Mahmoud Ahmadinejad"),
    ("president", "gov:iq", "1990-08-02", "Saddam Hussein"),
    ("president", "gov:af", "2008-01-01", "Hamid Karzai"),
    ("president", "gov:pk", "2005-01-01", "Pervez Musharraf"),
    ("prime minister", "gov:in", "1998-05-11", "Atal Bihari Vajpayee"),
    ("prime minister", "gov:in", "2008-11-26", "Manmohan Singh"),
    ("president", "gov:cn", "1997-07-01", "Jiang Zemin"),
    ("president", "gov:cn", "2020-01-01", "Xi Jinping"),
    ("prime minister", "gov:jp", "2011-03-11", "Naoto Kan"),
    ("president", "gov:kr", "2000-06-15", "Kim Dae-jung"),
    ("supreme leader", "gov:kp", "2006-10-09", "Kim Jong Il"),
    ("president", "gov:id", "1997-12-31", "Suharto"),
    ("prime minister", "gov:au", "2010-12-01", "Julia Gillard"),
    ("prime minister", "gov:nz", "2019-03-15", "Jacinda Ardern"),
    ("prime minister", "gov:ca", "2025-06-01", "Mark Carney"),
    ("president", "gov:mx", "2001-01-01", "Vicente Fox"),
    ("president", "gov:br", "2013-06-20", "Dilma Rousseff"),
    ("president", "gov:ar", "2024-06-01", "Javier Milei"),
    ("president", "gov:cl", "2007-01-01", "Michelle Bachelet"),
    ("president", "gov:ve", "2005-01-01", "Hugo Chávez"),
    ("president", "gov:za", "1995-06-24", "Nelson Mandela"),
    ("president", "gov:zw", "2008-06-27", "Robert Mugabe"),
    ("president", "gov:ng", "2014-04-14", "Goodluck Jonathan"),
    ("president", "gov:ke", "1998-08-07", "Daniel arap Moi"),
    ("prime minister", "gov:et", "2020-11-04", "Abiy Ahmed"),
    ("secretary-general", "org:united-nations", "2003-03-20", "Kofi Annan"),
    ("secretary-general", "org:nato", "2016-01-01", "Jens Stoltenberg"),
    ("president", "org:european-commission", "2002-01-01", "Romano Prodi"),
    ("pope", "gov:va", "2020-03-27", "Pope Francis"),
    ("governor of California", "gov:us", "2005-06-01", "Arnold Schwarzenegger"),
    ("governor of New York", "gov:us", "2021-10-01", "Kathy Hochul"),
    ("republican presidential nominee", "gov:us", "2008-10-01", "John McCain"),
    ("democratic presidential nominee", "gov:us", "2016-09-01", "Hillary Clinton"),
    ("democratic vice presidential nominee", "gov:us", "2000-09-01", "Joe Lieberman"),
    ("chairman", "org:rnc", "2012-06-01", "Reince Priebus"),
    ("mayor of New York", "gov:us", "2001-09-11", "Rudy Giuliani"),
    ("mayor of Paris", "gov:fr", "2016-01-01", "Anne Hidalgo"),
    ("mayor of London", "gov:gb", "2012-07-27", "Boris Johnson"),
    ("premier of Ontario", "gov:ca", "2020-01-01", "Doug Ford"),
    ("premier of Queensland", "gov:au", "2011-01-11", "Anna Bligh"),
    ("premier of Bavaria", "gov:de", "2015-09-04", "Horst Seehofer"),
]


@pytest.mark.parametrize(("title", "of", "day", "expected"), HOLDERS)
def test_who_held_an_office_on_a_day(title: str, of: str, day: str, expected: str) -> None:
    found = DIRECTORY.holders(title, of, date.fromisoformat(day))
    assert len(found) == 1
    assert found[0] in DIRECTORY.named(expected)


def test_a_former_holder_is_not_the_present_one() -> None:
    after = DIRECTORY.holders("president", "gov:fr", date(2018, 1, 1))
    assert [actor.name for actor in after] == ["Emmanuel Macron"]


def test_on_the_day_of_a_change_there_are_two() -> None:
    found = DIRECTORY.holders("prime minister", "gov:gb", date(2022, 10, 25))
    assert {actor.name for actor in found} == {"Liz Truss", "Rishi Sunak"}


def test_an_unknown_office_has_no_holder() -> None:
    assert DIRECTORY.holders("president", "gov:gb", date(2020, 1, 1)) == ()
    assert DIRECTORY.holders("prime minister", "gov:zelk", date(2020, 1, 1)) == ()


@pytest.mark.parametrize(
    ("metonym", "actor"),
    [
        ("Downing Street", "gov:gb"),
        ("No. 10", "gov:gb"),
        ("Whitehall", "gov:gb"),
        ("the White House", "gov:us"),
        ("Washington", "gov:us"),
        ("the Pentagon", "org:us-defense"),
        ("Foggy Bottom", "org:us-state"),
        ("Capitol Hill", "org:us-congress"),
        ("the Élysée", "gov:fr"),
        ("the Elysee Palace", "gov:fr"),
        ("l'Elysée", "gov:fr"),
        ("Matignon", "gov:fr"),
        ("the Quai d’Orsay", "org:fr-foreign-ministry"),
        ("Palazzo Chigi", "gov:it"),
        ("the Berlaymont", "org:european-commission"),
        ("Kyiv", "gov:ua"),
        ("Kiev", "gov:ua"),
        ("Tehran", "gov:ir"),
        ("Ankara", "gov:tr"),
        ("Beijing", "gov:cn"),
        ("Zhongnanhai", "gov:cn"),
        ("Pyongyang", "gov:kp"),
        ("the Blue House", "gov:kr"),
        ("Tokyo", "gov:jp"),
        ("New Delhi", "gov:in"),
        ("Islamabad", "gov:pk"),
        ("Canberra", "gov:au"),
        ("the Casa Rosada", "gov:ar"),
        ("the Planalto", "gov:br"),
        ("Malacañang", "gov:ph"),
        ("the Vatican", "gov:va"),
    ],
)
def test_metonyms(metonym: str, actor: str) -> None:
    assert ids(metonym) == (actor,)


@pytest.mark.parametrize(
    ("word", "governments"),
    [
        ("Russian", {"gov:ru"}),
        ("Soviet", {"gov:soviet-union"}),
        ("British", {"gov:gb"}),
        ("Scottish", {"gov:gb-scotland"}),
        ("Dutch", {"gov:nl"}),
        ("Danes", {"gov:dk"}),
        ("Swiss", {"gov:ch"}),
        ("Poles", {"gov:pl"}),
        ("Turkish", {"gov:tr"}),
        ("Israeli", {"gov:il"}),
        ("Palestinian", {"gov:ps"}),
        ("Afghans", {"gov:af"}),
        ("Filipino", {"gov:ph"}),
        ("Nigerian", {"gov:ng"}),
        ("Nigerien", {"gov:ne"}),
        ("Americans", {"gov:us"}),
        ("Congolese", {"gov:cd", "gov:cg"}),
    ],
)
def test_adjectives_and_demonyms(word: str, governments: set[str]) -> None:
    assert set(people(word)) == governments


@pytest.mark.parametrize("word", ["Kremlin", "the Kremlin", "Moscow"])
@pytest.mark.parametrize(
    ("day", "government"),
    [
        (date(1990, 3, 15), "gov:soviet-union"),
        (date(1991, 12, 24), "gov:soviet-union"),
        (date(1991, 12, 25), "gov:ru"),
        (date(2022, 2, 24), "gov:ru"),
        (None, "gov:ru"),
    ],
)
def test_the_kremlin_is_the_seat_of_the_state_of_the_day(
    word: str, day: date | None, government: str
) -> None:
    assert [a.id for a in existing(DIRECTORY.named(word), day)] == [government]


@pytest.mark.parametrize(
    "spellings",
    [
        ["Volodymyr Zelensky", "Volodymyr Zelenskyy", "Volodymyr Zelenskiy"],
        ["Muammar Gaddafi", "Muammar Qaddafi", "Moammar Gadhafi"],
        ["Benjamin Netanyahu", "Binyamin Netanyahu", "Bibi Netanyahu"],
        ["Recep Tayyip Erdogan", "Recep Tayyip Erdoğan", "Tayyip Erdogan"],
        ["Kim Jong Un", "Kim Jong-un", "Kim Jong-Un"],
        ["Mahmoud Abbas", "Mahmud Abbas", "Abu Mazen"],
        ["Yasser Arafat", "Yasir Arafat"],
        ["Osama bin Laden", "Usama bin Laden"],
        ["Slobodan Milosevic", "Slobodan Milošević"],
        ["Luiz Inácio Lula da Silva", "Lula da Silva", "Lula"],
        ["Bill Clinton", "William Jefferson Clinton"],
        ["Queen Elizabeth II", "Queen Elizabeth"],
    ],
)
def test_spellings_of_one_person_find_one_actor(spellings: list[str]) -> None:
    found = {ids(name) for name in spellings}
    assert len(found) == 1
    assert len(found.pop()) == 1


def test_namesakes_are_both_found() -> None:
    assert len(ids("George Bush")) == 2


def test_an_unknown_name_finds_nobody() -> None:
    assert DIRECTORY.named("Ljudmila Kovarenko") == ()
    assert DIRECTORY.named("") == ()
    assert DIRECTORY.get("own:kovarenko") is None
    assert people("Talvian") == ()


def first_and_last(when: str) -> tuple[date, date]:
    """The days that a day, a month or a year may mean."""
    year, month, day = (int(part) for part in (when + "-0-0").split("-")[:3])
    first, last = month or 1, month or 12
    return date(year, first, day or 1), date(year, last, day or monthrange(year, last)[1])


def surely_together(one: Role, other: Role) -> timedelta:
    """For how long two roles were held at once, by the latest start and earliest end they allow."""
    starts = [first_and_last(role.from_)[1] for role in (one, other) if role.from_]
    ends = [first_and_last(role.to)[0] if role.to else date.max for role in (one, other)]
    return min(ends) - max(starts)


def test_two_do_not_lead_a_government_at_once() -> None:
    wrong = [
        (title, of, one, other)
        for (title, of), holders in DIRECTORY.offices.items()
        if title in HEADS
        for (one, first), (other, second) in combinations(holders, 2)
        if one != other and first.from_ and second.from_ and surely_together(first, second) > MONTH
    ]
    assert wrong == []


def test_parts_of_a_country_have_one_governor_and_two_senators_at_a_time() -> None:
    states = 0
    for (title, of), holders in DIRECTORY.offices.items():
        kind = part_of(title)
        if kind is None or of == "gov:gb":
            continue
        states += kind[0] == "senator"
        for (one, first), (other, second), *third in combinations(
            holders, 2 + (kind[0] == "senator")
        ):
            roles = [first, second, *(role for _, role in third)]
            if len({one, other, *(who for who, _ in third)}) == len(roles):
                pairs = combinations(roles, 2)
                assert any(surely_together(*pair) <= MONTH for pair in pairs), (title, roles)
    assert states == 50


def test_roles_end_after_they_begin_and_are_of_actors_that_exist() -> None:
    for actor in DIRECTORY.actors.values():
        for role in actor.roles:
            assert role.of is None or role.of in DIRECTORY.actors, (actor.id, role)
            if role.from_ and role.to:
                assert first_and_last(role.from_)[0] <= first_and_last(role.to)[1], (actor.id, role)


def documented() -> str:
    return (ROOT / "src/onrecord/actors/DIRECTORY.md").read_text(encoding="utf-8")


def test_every_source_is_documented_with_its_licence_and_count() -> None:
    used: dict[str, int] = defaultdict(int)
    for actor in DIRECTORY.actors.values():
        assert actor.sources, actor.id
        for key in actor.sources:
            used[key] += 1
    rows = re.findall(r"^\| ([\w-]+) \| [^|]+ \| ([^|]+) \| ([\d,]+) \|$", documented(), re.M)
    listed = {key: int(count.replace(",", "")) for key, licence, count in rows if licence.strip()}
    assert listed == dict(used)


def test_documented_numbers_are_those_of_the_data() -> None:
    rows = re.findall(r"^\| (\w+) \| ([\d,]+) \| [\d,]+ \|$", documented(), re.M)
    listed = {kind: int(count.replace(",", "")) for kind, count in rows}
    counts: dict[str, int] = defaultdict(int)
    for actor in DIRECTORY.actors.values():
        counts[actor.type] += 1
    assert listed == dict(counts)


def test_a_name_of_an_own_actor_is_nobody_elses() -> None:
    own = Actor(id="own:putin", type="person", name="Vladimir Putin", country="xt")
    mixed = with_actors(DIRECTORY, [own])
    assert mixed.named("Vladimir Putin") == (own,)
    assert mixed.get("person:vladimir-putin") is None


def test_an_own_alias_is_taken_from_a_shipped_actor_that_stays() -> None:
    own = Actor(id="own:harbour", type="organisation", name="Harbour Board", names=("No. 10", "UK"))
    mixed = with_actors(DIRECTORY, [own])
    assert mixed.named("No. 10") == mixed.named("UK") == (own,)
    assert [a.id for a in mixed.named("Downing Street")] == ["gov:gb"]
    assert [a.id for a in DIRECTORY.named("No. 10")] == ["gov:gb"]


def test_an_own_actor_replaces_the_shipped_one_of_its_id() -> None:
    own = Actor(id="gov:fr", type="government", name="Talvia")
    mixed = with_actors(DIRECTORY, [own])
    assert mixed.get("gov:fr") == own
    assert mixed.named("France") == ()
    assert mixed.places == DIRECTORY.places
