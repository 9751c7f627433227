"""English of no report in particular: ordinary words and people's names."""

from __future__ import annotations

import pytest

from bot.core.language.english import names, ordinary


@pytest.mark.parametrize("word", ["john", "gordon", "wendy", "siobhan", "gareth", "priya", "smith", "khan", "ben"])
def test_common_names_are_listed(word):
    assert word in names()


@pytest.mark.parametrize("word", ["the", "public", "domain", "faker", "census", "#"])
def test_the_head_of_the_list_is_no_name(word):
    assert word not in names()


@pytest.mark.parametrize("words", [names, ordinary])
def test_lists_hold_plain_words_in_small_letters(words):
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words())
    assert len(words()) > 4_000
