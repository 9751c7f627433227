"""Help lines by country, and what is said around them in other languages: what is read, and what is refused."""

from __future__ import annotations

import pytest

from bot.core.knowledge.loading import load
from bot.core.knowledge.model import HelpCountry, HelpLine, HelpWords
from bot.core.knowledge.places import COUNTRIES, LANGUAGES, country_meant, language_meant
from bot.errors import KnowledgeError
from tests.core.bases import base

WATCH = HelpLine("Watch", "0123", "at sea", "")
HELP = """\
opening: You did right.
languages:
  es: {opening: Hiciste bien., closing: Llama.}
  fr: {opening: Tu as bien fait.}
default: IE
countries:
  US:
    lines: [{name: Guard, number: "4567", when: at sea, languages: [es]}]
  IE:
    lines: [{name: Watch, number: "0123", when: at sea}]
  CH:
    languages: [de, fr]
    lines: [{name: Wache, when: auf See}]
anywhere:
  - {name: All, when: anywhere, url: "https://all.example"}
calls: [help me]
"""


def test_lines_are_read_by_country():
    """The lines of the default country stand where those of a base with but one country do."""
    found = load(base(help=HELP)).help
    assert found.countries == {
        "US": HelpCountry((HelpLine("Guard", "4567", "at sea", "", ("es",)),), ("en",)),
        "IE": HelpCountry((WATCH,), ("en",)),
        "CH": HelpCountry((HelpLine("Wache", "", "auf See", ""),), ("de", "fr")),
    }
    assert (found.default, found.lines) == ("IE", (WATCH,))
    assert found.anywhere == (HelpLine("All", "", "anywhere", "https://all.example"),)


def test_what_is_said_in_other_languages_is_read():
    assert load(base(help=HELP)).help.languages == {
        "es": HelpWords("Hiciste bien.", "Llama."),
        "fr": HelpWords("Tu as bien fait.", ""),
    }


def test_lines_without_countries_hold_wherever_somebody_is():
    """As in files from before there were countries."""
    found = load(base(help="opening: Hi.\nlines: [{name: Watch, number: '0123', when: at sea}]\ncalls: [help]\n")).help
    assert (found.lines, found.countries, found.default, found.anywhere) == ((WATCH,), {}, "", ())


def test_of_one_country_nobody_need_say_that_it_is_the_default():
    help = "opening: Hi.\ncountries: {IE: {lines: [{name: Watch, number: '0123', when: at sea}]}}\ncalls: [help]\n"
    found = load(base(help=help)).help
    assert (found.default, found.lines) == ("IE", (WATCH,))


LINES = "lines: [{name: Watch, when: now}]\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param(
            HELP.replace("default: IE\n", ""),
            'help.yaml:1:1: the key "default" is missing; '
            'add "default:" with the country that holds where a server has chosen none',
            id="several countries without a default",
        ),
        pytest.param(
            HELP.replace("default: IE", "default: NZ"),
            'help.yaml:5:10: there is no country "NZ" under "countries"; choose one of: US, IE, CH',
            id="a default that is not there",
        ),
        pytest.param(
            HELP.replace("  IE:", "  UK:").replace("default: IE", "default: UK"),
            'help.yaml:9:3: "UK" is not the code of a country; write GB',
            id="a country's name on a car",
        ),
        pytest.param(
            HELP.replace("  US:", "  us:"),
            'help.yaml:7:3: "us" is not the code of a country; write US',
            id="a country in small letters",
        ),
        pytest.param(
            HELP.replace("  US:", "  America:"),
            'help.yaml:7:3: "America" is not the code of a country; write the two letters of ISO 3166: IE, US, NZ',
            id="a country by its name",
        ),
        pytest.param(
            HELP.replace("[es]", "[ES]"),
            'help.yaml:8:69: "ES" is not the code of a language; write es',
            id="a line's language in capitals",
        ),
        pytest.param(
            HELP.replace("[de, fr]", "[German]"),
            'help.yaml:12:17: "German" is not the code of a language; '
            "write two small letters: es for Spanish, pl for Polish",
            id="a country's language by its name",
        ),
        pytest.param(
            HELP.replace("  es:", "  sp:"),
            'help.yaml:3:3: "sp" is not the code of a language; write es',
            id="a language by another code",
        ),
        pytest.param(
            HELP.replace('url: "https://all.example"', "languages: [jp]"),
            'help.yaml:15:45: "jp" is not the code of a language; write ja',
            id="the language of a line that holds anywhere",
        ),
        pytest.param(
            HELP + LINES,
            'help.yaml:17:1: "lines" and "countries" cannot both be there; '
            'move its lines to a country, or take "countries:" away',
            id="lines beside countries",
        ),
        pytest.param(
            f"opening: Hi.\ndefault: IE\n{LINES}calls: [help]\n",
            'help.yaml:2:10: there is no country "IE" under "countries"; take it away',
            id="a default without countries",
        ),
        pytest.param(
            "opening: Hi.\ncalls: [help]\n",
            'help.yaml:1:1: the key "lines" is missing; add "lines:", or "countries:" with lines for each',
            id="no lines at all",
        ),
        pytest.param(
            HELP.replace("lines: [{name: Watch, number: \"0123\", when: at sea}]", "lines: []"),
            'help.yaml:10:12: "lines" is empty; fill it in',
            id="a country without lines",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_countries_and_languages_is_told_where_it_stands(text, fault):
    with pytest.raises(KnowledgeError) as raised:
        load(base(help=text))
    assert [str(each) for each in raised.value.faults] == [fault]


@pytest.mark.parametrize(
    ("code", "meant"),
    [("uk", "GB"), ("gb ", "GB"), ("Ja", "JP"), ("zz", ""), ("", "")],
)
def test_a_country_that_was_probably_meant(code, meant):
    assert country_meant(code) == meant


@pytest.mark.parametrize(("code", "meant"), [("ES", "es"), ("cn", "zh"), ("xx", "")])
def test_a_language_that_was_probably_meant(code, meant):
    assert language_meant(code) == meant


def test_the_codes_are_codes():
    assert {code for code in COUNTRIES if len(code) != 2 or code.upper() != code} == set()
    assert {code for code in LANGUAGES if len(code) != 2 or code.lower() != code} == set()
    assert COUNTRIES["GB"] == "United Kingdom"
