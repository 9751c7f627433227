"""Names of countries, for a document that names one: so that what it says of one is not told of another."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["countries"]

_COUNTRIES = """
    united states, usa, america, u.s; united kingdom, uk, britain, great britain; england, english; scotland, scottish;
    wales, welsh; northern ireland; ireland, irish republic; france, french; germany, german; spain, spanish; italy,
    italian; portugal; netherlands, dutch; belgium; denmark, danish; sweden, swedish; norway, norwegian; finland;
    poland, polish; austria; switzerland, swiss; greece; ukraine; russia, russian; turkey; canada, canadian; mexico;
    brazil; argentina; australia, australian; new zealand; india; pakistan; bangladesh; china, chinese; japan, japanese;
    south korea; indonesia; south africa; nigeria; kenya; egypt; israel; saudi arabia
"""


def countries(texts: Iterable[str]) -> list[list[str]]:
    """Return the countries that people may ask about, each with its spellings; none if the texts name none.

    Those that the texts do not name are there too: a question about them must not get the answer about another.
    """
    all_ = [[name.strip() for name in line.split(",")] for line in " ".join(_COUNTRIES.split()).split(";")]
    named = re.compile("|".join(rf"\b{re.escape(spellings[0].title())}\b" for spellings in all_) + r"|\bU\.?[SK]\b")
    return all_ if any(named.search(text) for text in texts) else []
