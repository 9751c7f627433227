"""Who is shown first to somebody in danger, by country and by language."""

from __future__ import annotations

import pytest

from bot.core.answering.help_choice import help_for
from bot.core.knowledge.model import Help, HelpCountry, HelpLine, HelpWords


def lines(*names: str) -> tuple[HelpLine, ...]:
    """Lines of these names; "Guard/es" is answered in Spanish as well."""
    parts = (name.partition("/") for name in names)
    return tuple(HelpLine(name, "", "now", "", tuple(filter(None, [language]))) for name, _, language in parts)


COUNTRIES = {
    "GB": HelpCountry(lines("999", "Child", "Anyone", "Refuge"), ("en",)),
    "US": HelpCountry(lines("911", "Guard/es", "Youth", "Home/es"), ("en",)),
    "CH": HelpCountry(lines("117", "147"), ("de", "fr")),
}
HELP = Help(
    "Hello.", "Goodbye.", COUNTRIES["GB"].lines, (), (), {}, COUNTRIES, "GB", lines("World", "Globe"),
    {"es": HelpWords("Hola.", "Adiós."), "fr": HelpWords("Bonjour.")},
)  # fmt: skip
PLAIN = Help("Hello.", "", lines("Watch", "Pilot"), (), (), {})


@pytest.mark.parametrize(
    ("help", "country", "language", "first", "more"),
    [
        pytest.param(HELP, "", "", "999 Child Anyone", "Refuge World Globe", id="no country chosen: the default"),
        pytest.param(HELP, "US", "", "911 Guard Youth", "Home World Globe", id="the country chosen"),
        pytest.param(HELP, "NZ", "", "999 Child Anyone", "Refuge World Globe", id="one that has gone: the default"),
        pytest.param(HELP, "CH", "", "117 147 World", "Globe", id="fewer than three: who helps anywhere joins them"),
        pytest.param(HELP, "CH", "fr", "117 147 World", "Globe", id="a language that is spoken there"),
        pytest.param(HELP, "", "fr", "World Globe 999", "Child Anyone Refuge", id="another language: anywhere first"),
        pytest.param(HELP, "US", "es", "Guard Home World", "Globe 911 Youth", id="lines answered in it, then anywhere"),
        pytest.param(HELP, "", "so", "World Globe 999", "Child Anyone Refuge", id="a language without an opening"),
        pytest.param(PLAIN, "", "", "Watch Pilot", "", id="lines alone"),
        pytest.param(PLAIN, "US", "es", "Watch Pilot", "", id="lines alone, to whoever calls"),
    ],
)
def test_who_comes_first(help, country, language, first, more):
    choice = help_for(help, country, language)
    assert " ".join(line.name for line in choice.first) == first
    assert " ".join(line.name for line in choice.more) == more


@pytest.mark.parametrize(
    ("language", "opening", "closing"),
    [
        pytest.param("", "Hello.", "Goodbye.", id="English"),
        pytest.param("es", "Hola.", "Adiós.", id="a language of the base"),
        pytest.param("fr", "Bonjour.", "", id="one without a closing word: none in English either"),
        pytest.param("so", "Hello.", "Goodbye.", id="one that the base does not have"),
    ],
)
def test_what_is_said_is_in_the_language_of_the_call(language, opening, closing):
    choice = help_for(HELP, "US", language)
    assert (choice.opening, choice.closing) == (opening, closing)
