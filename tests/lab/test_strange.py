"""Strange words are learnt from questions with one word swapped."""

from __future__ import annotations

import random

import pytest

from bot.lab.strange import cut, swapped
from tests.core import library

BASE = library.knowledge()


@pytest.mark.parametrize(
    ("kept", "size"),
    [pytest.param(2, 2, id="a number"), pytest.param(0.5, 3, id="a share")],
)
def test_a_base_is_cut_and_what_was_cut_is_told_with_its_entry(kept, size):
    entry = BASE.entries["loans-late"]
    assert len(entry.asked) == 6
    smaller, held = cut(BASE, kept, random.Random(1))
    assert len(smaller.entries["loans-late"].asked) == size
    rest = {text for text, id in held if id == "loans-late"}
    assert rest | set(smaller.entries["loans-late"].asked) == set(entry.asked)


def test_one_supported_word_is_swapped_for_one_that_is_not():
    pools = [{"s": ["kittens"], "": ["kitten"]}]
    found = swapped("how many loans were late?", lambda word: word == "loans", pools, random.Random(1))
    assert found == ("how many kittens were late?", "kittens")


def test_a_text_without_a_supported_word_is_left():
    assert swapped("how many were there", lambda word: False, [{"": ["kitten"]}], random.Random(1)) is None
