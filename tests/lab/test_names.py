"""The list of people's names is made from the tables of the census and Faker's modules."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.lab import names

TABLE = """\
JOHN           3.271  3.271      1
MARY           0.004  3.275      2
ZENOBIA        0.003  3.278      3
"""
MODULE = """\
class Provider(PersonProvider):
    formats = ("{{first_name}} {{last_name}}",)
    first_names_male = ("Seán", "Anne-Marie")
    first_names_female = OrderedDict((("Ebony", 0.2), ("Al", 0.1)))
    first_names = first_names_male + first_names_female
    last_names = ["O'Dowd", "Łoś"]
"""


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        pytest.param({}, ["JOHN", "MARY", "ZENOBIA"], id="all"),
        pytest.param({"min_percent": 0.004}, ["JOHN", "MARY"], id="down to a share"),
        pytest.param({"most": 1}, ["JOHN"], id="the commonest"),
    ],
)
def test_the_census_gives_its_commonest_names(limits, expected):
    assert list(names.census(TABLE, **limits)) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        pytest.param("first_names", {"Seán", "Anne-Marie", "Ebony", "Al"}, id="first names, weighted or not"),
        pytest.param("last_names", {"O'Dowd", "Łoś"}, id="surnames"),
    ],
)
def test_a_country_gives_its_names_of_a_kind(kind, expected):
    assert set(names.of_country(MODULE, kind)) == expected


def test_the_list_has_each_name_once_as_people_type_it():
    """Without those that repair leaves alone anyway."""
    text = names.listed(["JOHN", "John", "Seán", "Anne-Marie", "Al", "O'Dowd", "Łoś"])
    assert [line for line in text.splitlines() if not line.startswith("#")] == ["anne john marie odowd sean"]


def test_the_list_is_made_from_two_installed_packages(tmp_path: Path):
    """Its head names both and their licences."""
    (tmp_path / "names").mkdir()
    for file in ("dist.male.first", "dist.female.first", "dist.all.last"):
        (tmp_path / "names" / file).write_text(TABLE)
    for country in ("en_GB", "en_IE", "en_IN", "en_NG", "en_NZ", "yo_NG"):
        folder = tmp_path / "faker" / "providers" / "person" / country
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text(MODULE, "utf-8")
    names.main(tmp_path, tmp_path / "names.txt")
    head, _, body = (tmp_path / "names.txt").read_text("ascii").rpartition("\n# New Zealand")
    assert "public domain" in head
    assert head.count("MIT") == 2
    assert body.split("\n", 1)[1].split() == ["anne", "ebony", "john", "marie", "mary", "odowd", "sean", "zenobia"]
