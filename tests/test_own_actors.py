import codecs
import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from conftest import EXAMPLES, ROOT

from onrecord.actors.actor import Actor, Role
from onrecord.actors.directory import directory_of, with_actors
from onrecord.actors.own import load_actors
from onrecord.actors.own_tables import COLUMNS
from onrecord.errors import SourceError

GOOD_TOML = """\
# Comments and blank lines do no harm.

[[actor]]
name = "Zelk"
type = "government"
aliases = ["Free City of Zelk"]
country = "zz"

[[actor]]
name = "Ilse Marrant"
aliases = ["I. Marrant", "the Iron Mayor"]
country = "zz"
gender = "f"

[[actor.roles]]
title = "Mayor"
of = "the free city of Zelk"
from = 2019-05-01
to = 2024-04-30

[[actor.roles]]
title = "envoy"
of = "gov:fr"
from = "2024-05"

[[actor]]
name = "José de la Cruz y Agüero"
type = "person"

[[actor.roles]]
title = "chair"
of = "Harbour Board, Torsvik"
from = "2020"
to = "2021"

[[actor]]
name = "田中 太郎"
aliases = ["たなか", "Tanaka Tarō"]
gender = "m"
"""
GOOD_CSV = """\
name,type,aliases,country,gender,title,of,from,to
Zelk,government,Free City of Zelk,zz,,,,,
Ilse Marrant,person,I. Marrant; the Iron Mayor,zz,f,Mayor,free city of Zelk,2019-05-01,2024-04-30

José de la Cruz y Agüero,,,,,chair,"Harbour Board, Torsvik",2020,2021
Ilse Marrant,,the Iron Mayor,,,envoy,gov:fr,2024-05,
,,,,,,,,
田中 太郎,person,たなか;Tanaka Tarō,,m
"""
GOOD = [
    Actor(
        id="own:zelk",
        type="government",
        name="Zelk",
        names=("Free City of Zelk",),
        country="zz",
    ),
    Actor(
        id="own:ilse-marrant",
        type="person",
        name="Ilse Marrant",
        names=("I. Marrant", "the Iron Mayor"),
        country="zz",
        gender="f",
        roles=(
            Role(title="mayor", of="own:zelk", from_="2019-05-01", to="2024-04-30"),
            Role(title="envoy", of="gov:fr", from_="2024-05"),
        ),
    ),
    Actor(
        id="own:jose-de-la-cruz-y-aguero",
        type="person",
        name="José de la Cruz y Agüero",
        roles=(Role(title="chair", of="Harbour Board, Torsvik", from_="2020", to="2021"),),
    ),
    Actor(
        id="own:田中-太郎",
        type="person",
        name="田中 太郎",
        names=("たなか", "Tanaka Tarō"),
        gender="m",
    ),
]


def written(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize("name", ["actors.toml", "actors.csv", "ACTORS.TOML", "ACTORS.CSV"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8], ids=["plain", "marked"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_both_forms_give_the_same_actors(tmp_path: Path, name: str, mark: bytes, end: str) -> None:
    text = GOOD_TOML if name.lower().endswith("toml") else GOOD_CSV
    data = mark + text.replace("\n", end).encode()
    actors = load_actors(written(tmp_path, name, data))
    assert sorted(actors, key=lambda a: a.id) == sorted(GOOD, key=lambda a: a.id)


def test_actors_keep_the_order_of_the_file(tmp_path: Path) -> None:
    assert load_actors(str(written(tmp_path, "a.toml", GOOD_TOML))) == GOOD
    assert load_actors(str(written(tmp_path, "a.csv", GOOD_CSV))) == GOOD


def test_columns_may_be_missing_and_in_any_order(tmp_path: Path) -> None:
    text = 'from, title, name,,\n2020, mayor, "Marrant, Ilse",,\n'
    (actor,) = load_actors(written(tmp_path, "a.csv", text))
    assert actor.name == "Marrant, Ilse"
    assert actor.roles == (Role(title="mayor", from_="2020"),)


def test_actors_may_be_written_as_one_list(tmp_path: Path) -> None:
    text = 'actor = [\n  {name = "Zelk", type = "group"},\n  {name = "Bo", roles = []},\n]\n'
    assert [a.id for a in load_actors(written(tmp_path, "a.toml", text))] == ["own:zelk", "own:bo"]


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Charles de Gaulle-Ménard", "own:charles-de-gaulle-menard"),
        ("The Northern Command", "own:northern-command"),
        ("L'Étoile", "own:etoile"),
        ("Seán Ó Briain", "own:sean-o-briain"),
        ("Sea\u0301n", "own:sean"),
        ("AT&T / Torsvik (North)", "own:at-t-torsvik-north"),
        ("U.N.", "own:un"),
        ("习近平", "own:习近平"),
        ("김 철수", "own:김-철수"),
        ("नरेन्द्र", "own:नरेनदर"),
        ("Ильза", "own:ильза"),
        ("Directive 2019/770", "own:directive-2019-770"),
    ],
)
def test_ids_are_made_from_names(tmp_path: Path, name: str, made: str) -> None:
    (actor,) = load_actors(written(tmp_path, "a.toml", f'[[actor]]\nname = "{name}"\n'))
    assert actor.id == made
    assert re.fullmatch(r"own:[^\s:]+", actor.id)


def test_names_are_composed_and_have_single_spaces(tmp_path: Path) -> None:
    text = (
        '[[actor]]\nname = " Se\u0301an\u00a0 Marrant "\naliases = ["S\\tMarrant", "S Marrant"]\n'
    )
    (actor,) = load_actors(written(tmp_path, "a.toml", text))
    assert (actor.name, actor.names) == ("S\u00e9an Marrant", ("S Marrant",))


def test_a_given_id_is_kept_and_what_a_role_is_of_is_found_by_alias(tmp_path: Path) -> None:
    text = """
[[actor]]
name = "Bo Ek"
[[actor.roles]]
title = "warden"
of = "ZÉLK"
from = "2019"
[[actor.roles]]
title = "warden"
of = "Torsvik"

[[actor]]
name = "City of Zelk"
type = "Organisation"
id = "city:zelk"
aliases = ["Zelk"]
"""
    bo, zelk = load_actors(written(tmp_path, "a.toml", text))
    assert (zelk.id, zelk.type) == ("city:zelk", "organisation")
    assert [role.of for role in bo.roles] == ["city:zelk", "Torsvik"]


ONE_AFTER_THE_OTHER = [
    (("2016-01-01", "2020-02-29"), ("2020-03-01", None)),
    (("2016", "2020"), ("2020", "2024")),
    (("2016", "2020-05"), ("2020-05", None)),
    (("2020", "2024"), ("2016", "2020")),
    ((None, "2010"), ("2012", None)),
    (("2019", "2019"), ("2019-07-01", None)),
]
AT_A_TIME = [
    (("2016-01-01", "2020-03-01"), ("2020-03-01", None)),
    (("2016", "2020"), ("2018", "2018")),
    (("2018", "2018"), ("2016", "2020")),
    (("2016", None), ("2017-05", None)),
    (("2019", "2019"), ("2019", "2019")),
    ((None, None), (None, None)),
    ((None, "2010"), ("2005-01", "2008-12")),
]


def with_terms(*terms: tuple[str | None, str | None]) -> str:
    lines = [f"Bo,Mayor,Zelk,{start or ''},{end or ''}" for start, end in terms]
    return "\n".join(["name,title,of,from,to", *lines])


@pytest.mark.parametrize("terms", ONE_AFTER_THE_OTHER)
def test_an_office_may_be_held_again(tmp_path: Path, terms: tuple[tuple[str, str], ...]) -> None:
    (actor,) = load_actors(written(tmp_path, "a.csv", with_terms(*terms)))
    assert [(role.from_, role.to) for role in actor.roles] == list(terms)


@pytest.mark.parametrize("terms", AT_A_TIME)
def test_an_office_is_not_held_twice(tmp_path: Path, terms: tuple[tuple[str, str], ...]) -> None:
    path = written(tmp_path, "a.csv", with_terms(*terms))
    with pytest.raises(SourceError, match=r'line 3: "Bo" is "mayor" twice at a time.*one role'):
        load_actors(path)


def test_other_offices_and_other_people_may_overlap(tmp_path: Path) -> None:
    text = "name,title,of,from\nBo,mayor,Zelk,2019\nBo,mayor,Torsvik,2019\nBo,judge,Zelk,2019\n"
    text += "Ek,mayor,Zelk,2019\n"
    bo, ek = load_actors(written(tmp_path, "a.csv", text))
    assert (len(bo.roles), len(ek.roles)) == (3, 1)


@dataclass(frozen=True)
class Bad:
    """A refused file: its text, the line that is named if one is, and words of the message."""

    name: str
    text: str | bytes
    line: int | None
    words: tuple[str, ...]
    form: str = "toml"


ACTOR = '[[actor]]\nname = "Bo"\n'
ROLE = "[[actor.roles]]\ntitle = 'mayor'\nof = 'Zelk'\n"
TWO = '# mine\n\n[[actor]]\nname = "Zelk"\ntype = "group"\n\n'
"""An actor before, so that the next begins on line 7."""

BAD = [
    # the file
    Bad("empty", "", None, ("no actor", "[[actor]]")),
    Bad("only comments", "# none yet\n", None, ("no actor", "[[actor]]")),
    Bad("no table", "actor = []", None, ("no actor",)),
    Bad("latin-1", TWO.encode() + ACTOR.replace("Bo", "José").encode("cp1252"), 8, ("UTF-8",)),
    Bad("utf-16", ACTOR.encode("utf-16"), 1, ("UTF-8",)),
    # TOML
    Bad("no value", TWO + "[[actor]]\nname =\n", 8, ("not TOML", "column 7", "correct")),
    Bad("value without quotes", "[[actor]]\nname = Bo\n", 2, ("not TOML",)),
    Bad("open string", TWO + '[[actor]]\nname = """Bo\n', 8, ("not TOML", "end of the file")),
    Bad("a field twice", ACTOR + 'name = "Ek"\n', 3, ("not TOML", "overwrite")),
    Bad("broken with CRLF", (TWO + "[[actor]]\r\nname =\r\n"), 8, ("not TOML",)),
    Bad("no such day", ACTOR + ROLE + "from = 2019-02-30\n", 6, ("not TOML", "date")),
    Bad("too deep", "a = " + "[" * 5000, None, ("not TOML",)),
    Bad("one table", "\n[actor]\nname = 'Bo'\n", 2, ("[[actor]]",)),
    Bad("roles without actor", "\n" + ROLE, 2, ("[[actor]]",)),
    Bad("one role table", ACTOR + "[actor.roles]\ntitle = 'x'\n", 1, ("[[actor.roles]]",)),
    Bad("a list of names", 'actor = ["Bo"]', 1, ("[[actor]]",)),
    Bad("other table", ACTOR + "\n[[actors]]\nname = 'Ek'\n", 4, ('"actors"', "[[actor]]")),
    Bad("roles by themselves", ACTOR + "[[roles]]\n", 3, ('"roles"', "[[actor.roles]]")),
    Bad("field before tables", "\nname = 'Bo'\n" + ACTOR, 2, ('"name"', "[[actor]]")),
    # fields
    Bad("no name", TWO + "[[actor]]\ntype = 'group'\n", 7, ("no name", '"name"')),
    Bad("blank name", TWO + "[[actor]]\nname = ' '\n", 7, ("no name",)),
    Bad("name of points", TWO + "[[actor]]\nname = '...'\n", 7, ('"..."', "no letter")),
    Bad("alias of points", TWO + ACTOR + "aliases = ['?']\n", 7, ('alias "?"', "no letter")),
    Bad("blank alias", TWO + ACTOR + "aliases = ['']\n", 7, ('alias ""', "remove")),
    Bad("unknown field", TWO + ACTOR + "alias = 'B'\n", 7, ('"alias"', "name, type, id, aliases")),
    Bad(
        "unknown field of a role",
        TWO + ACTOR + ROLE + "until = '2019'\n",
        7,
        ('"until" in a role', "title, of, from, to"),
    ),
    Bad("name is a number", TWO + "[[actor]]\nname = 7\n", 7, ('"name" is 7', "not text")),
    Bad("aliases are a text", TWO + ACTOR + "aliases = 'B'\n", 7, ('"aliases" is "B"', "list")),
    Bad("alias is a number", TWO + ACTOR + "aliases = [1]\n", 7, ('"aliases" is [1]', "list")),
    Bad("gender is yes", TWO + ACTOR + "gender = true\n", 7, ('"gender"', "not text")),
    Bad("roles are a text", TWO + ACTOR + "roles = 'mayor'\n", 7, ("roles", "[[actor.roles]]")),
    Bad("title is a list", TWO + ACTOR + "roles = [{title = []}]\n", 7, ('"title" is []',)),
    Bad("no title", TWO + ACTOR + "[[actor.roles]]\nof = 'Zelk'\n", 7, ("no title", '"title"')),
    Bad("unknown type", TWO + ACTOR + "type = 'party'\n", 7, ('"party"', "person, government")),
    Bad("unknown gender", TWO + ACTOR + "gender = 'female'\n", 7, ('"female"', "f, m")),
    Bad("country's name", TWO + ACTOR + "country = 'Zelk'\n", 7, ('"country" is "Zelk"', "fr")),
    Bad("id without colon", TWO + ACTOR + "id = 'Bo Ek'\n", 7, ('"id" is "Bo Ek"', "own:bo-ek")),
    # dates
    Bad("year is a number", TWO + ACTOR + ROLE + "from = 2019\n", 7, ('"from" is 2019', '"YYYY"')),
    Bad("date with time", TWO + ACTOR + ROLE + "to = 2019-05-01T00:00:00\n", 7, ('"to"', "date")),
    Bad("other order", TWO + ACTOR + ROLE + "from = '1.5.2019'\n", 7, ('"1.5.2019"', "YYYY-MM-DD")),
    Bad("month 13", TWO + ACTOR + ROLE + "from = '2019-13'\n", 7, ('"2019-13"', "not a date")),
    Bad("day 30", TWO + ACTOR + ROLE + "to = '2019-02-30'\n", 7, ('"2019-02-30"',)),
    Bad("year 0", TWO + ACTOR + ROLE + "to = '0000'\n", 7, ('"0000"',)),
    Bad("other digits", TWO + ACTOR + ROLE + "to = '２０１９'\n", 7, ("not a date",)),
    Bad(
        "to before from",
        TWO + ACTOR + ROLE + "from = 2019-05-01\nto = '2019-04'\n",
        7,
        ('"to" of "mayor" is 2019-04', "before", "2019-05-01", "correct"),
    ),
    # the actors together
    Bad(
        "an office twice",
        TWO + ACTOR + ROLE + "from = '2019'\n" + ROLE.replace("mayor", "Mayor") + "from = '2021'\n",
        7,
        ('"Bo" is "mayor" twice', "2019 to now", "2021 to now", "one role"),
    ),
    Bad("a name twice", TWO + "[[actor]]\nname = 'ZÉLK'\n", 7, ('"ZÉLK"', "person", "line 3")),
    Bad("an actor twice", TWO + TWO.replace("# mine", ""), 9, ('"Zelk"', "line 3", "keep it")),
    Bad("a name as alias", TWO + ACTOR + "aliases = ['The Zelk']\n", 7, ('"The Zelk"', "line 3")),
    Bad(
        "an alias twice",
        "[[actor]]\nname = 'Ek'\naliases = ['B.']\n" + ACTOR + "aliases = ['b']\n",
        4,
        ('"b" is a name of the person "Bo"', 'line 1, of the person "Ek"'),
    ),
    Bad("an id twice", TWO + ACTOR + "id = 'own:zelk'\n", 7, ('"own:zelk"', "line 3", "another")),
    Bad("a slug twice", '[[actor]]\nname="A&B"\n[[actor]]\nname="A, B"', 3, ("own:a-b", "line 1")),
    # what looks like a header and is none, and headers that look otherwise
    Bad("long string", "[[actor]]\nname = '''\n[[actor]]\n'''\n" + ACTOR + "x = 1", 5, ('"x"',)),
    Bad("long list", "[[actor]]\nname='A'\nx = [\n[['actor']]\n,1]\n" + ACTOR, 1, ('"x"',)),
    Bad("spaced header", ACTOR + "  [[ 'actor' ]] # Ek\ntype = 'x'\n", 3, ("no name",)),
    Bad("one list", "\nactor = [\n {name = 'Bo'},\n {type = 'group'}]", 2, ("no name",)),
    Bad("CRLF", (TWO + "[[actor]]\n").replace("\n", "\r\n"), 7, ("no name",)),
    # CSV
    Bad("empty", " \n", None, ("no actor", "line under the header"), "csv"),
    Bad("only a header", "name,type\n,\n", None, ("no actor",), "csv"),
    Bad("latin-1", "name\nBo\nJosé\n".encode("cp1252"), 3, ("UTF-8",), "csv"),
    Bad("no header", "Ilse Marrant,person\n", 1, ('"Ilse Marrant"', ",".join(COLUMNS)), "csv"),
    Bad("unknown column", "\nname,party\nBo,x\n", 2, ('"party" in the header', "title,of"), "csv"),
    Bad("column without name", "name,,type\n", 1, ('""', "header"), "csv"),
    Bad("semicolons", "name;type\nBo;group\n", 1, ('"name;type"', "commas"), "csv"),
    Bad("no column name", "type,title\ngroup,x\n", 1, ('no column "name"',), "csv"),
    Bad("column twice", "name,type,name\n", 1, ('"name"', "twice"), "csv"),
    Bad("too many", "name,of\nBo\nEk,a,b\n", 3, ("3 values for 2", "quotation marks"), "csv"),
    Bad("open quotes", 'name\nBo\n"Ek\nA\n', 3, ("not CSV", "quotation marks"), "csv"),
    Bad("inner quotes", 'name\n"Bo" Ek\n', 2, ("not CSV", "quotation marks"), "csv"),
    Bad("no name", "name,type\nBo,\n\n,group\n", 4, ("no name",), "csv"),
    Bad("after two lines", 'name,of,title\nBo,"a\nb",x\nEk,c\n', 4, ("no title",), "csv"),
    Bad("no title", "name,from\nBo,2019\n", 2, ("no title",), "csv"),
    Bad("unknown type", "name,type\r\nBo,\r\nEk,party\r\n", 3, ('"party"', "document"), "csv"),
    Bad("bad date", "name,title,from\nBo,x,05/01/2019\n", 2, ('"05/01/2019"', "YYYY-MM"), "csv"),
    Bad("to before from", "name,title,from,to\nBo,x,2019,2018-12\n", 2, ("before",), "csv"),
    Bad("other country", "name,country\nBo,zz\nBo,\nBo,fr\n", 4, ('"fr"', '"zz"', "same"), "csv"),
    Bad("other gender", "name,gender\nBo,f\nBo,m\n", 3, ('"gender" is "m"', '"f"'), "csv"),
    Bad("other type", "name,type\nBo,group\nBo,\n", 3, ("the person", "line 2", "group"), "csv"),
    Bad("other spelling", "name\nJosé\nJose\n", 3, ('"Jose"', '"José"', "line 2"), "csv"),
    Bad("later alias", "name,aliases\nBo,\nEk,B\nBo,A;b\n", 4, ('"b"', "line 3", '"Ek"'), "csv"),
]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: f"{bad.form}: {bad.name}")
def test_a_file_with_an_error_is_refused(tmp_path: Path, bad: Bad) -> None:
    path = written(tmp_path, f"mine.{bad.form}", bad.text)
    with pytest.raises(SourceError) as error:
        load_actors(path)
    message = str(error.value)
    where = f"{path}, line {bad.line}: " if bad.line else f"{path}: "
    assert message.startswith(where)
    for words in bad.words:
        assert words in message.removeprefix(where)
    assert "\n" not in message


def test_a_long_value_is_cut_in_the_message(tmp_path: Path) -> None:
    path = written(
        tmp_path, "a.toml", '[[actor]]\nname = "Bo"\ntype = """a\n' + "b" * 5000 + '"""\n'
    )
    with pytest.raises(SourceError, match=r'unknown type "a b+\.\.\."; allowed') as error:
        load_actors(path)
    assert len(str(error.value)) < 250 + len(str(path))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("name", ["actors.json", "actors", "actors.toml.bak"])
def test_only_two_forms_are_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError, match=rf"{name}: .*must end in \.toml or \.csv"):
        load_actors(written(tmp_path, name, GOOD_TOML))


def test_a_file_that_is_not_there_or_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"none\.toml: there is no such file; give the path"):
        load_actors(tmp_path / "none.toml")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(SourceError, match=r"folder\.csv: cannot be read \(.+\); give the path"):
        load_actors(tmp_path / "folder.csv")


def test_the_example_is_good_and_its_offices_are_found() -> None:
    actors = load_actors(EXAMPLES / "actors.toml")
    directory = directory_of(actors)
    (talvia,) = directory.named("the Republic of Talvia")
    (president,) = directory.holders("president", talvia.id, date(2026, 3, 6))
    assert president.name == "Ljudmila Kovarenko"


def test_the_two_examples_of_the_documentation_are_the_same(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "actors.md").read_text(encoding="utf-8")
    toml, table = (re.search(rf"```{form}\n(.+?)```", page, re.DOTALL) for form in ("toml", "csv"))
    assert toml
    assert table
    given_id = 'id = "own:kovarenko"\n'
    assert given_id in toml[1]
    without_id = written(tmp_path, "a.toml", toml[1].replace(given_id, ""))
    assert load_actors(without_id) == load_actors(written(tmp_path, "a.csv", table[1]))
    assert load_actors(written(tmp_path, "b.toml", toml[1]))[1].id == "own:kovarenko"


def test_the_documentation_explains_every_column() -> None:
    page = (ROOT / "docs" / "actors.md").read_text(encoding="utf-8")
    assert all(f"`{column}`" in page for column in (*COLUMNS, "id"))


def test_what_the_csv_module_writes_is_read(tmp_path: Path) -> None:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerow({"name": 'Ilse "Iron" Marrant, Jr.', "aliases": "I. Marrant", "title": "mayor"})
    (actor,) = load_actors(written(tmp_path, "a.csv", out.getvalue()))
    assert actor.name == 'Ilse "Iron" Marrant, Jr.'


def test_own_actors_win(tmp_path: Path) -> None:
    shipped = directory_of(
        [
            Actor(id="gov:zz", type="government", name="Zedland", names=("Zelk",)),
            Actor(id="person:1", type="person", name="Ilse Marrant"),
        ]
    )
    directory = with_actors(shipped, load_actors(written(tmp_path, "a.toml", GOOD_TOML)))
    assert [a.id for a in directory.named("Zelk")] == ["own:zelk"]
    assert [a.id for a in directory.named("Ilse Marrant")] == ["own:ilse-marrant"]
    assert directory.get("person:1") is None
    assert [a.id for a in directory.named("Zedland")] == ["gov:zz"]
