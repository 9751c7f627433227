"""What is asked about the fields of a header that nobody has filled in."""

from __future__ import annotations

import pytest

from bot.drafting.finishing import Guess
from bot.render.reviewing import guess_question


@pytest.mark.parametrize(
    ("guess", "said"),
    [
        pytest.param(Guess("a", "publisher", "Alderby Council"), "Who published it? My guess is: Alderby Council\n",
                     id="a guess from the document"),
        pytest.param(Guess("a", "publisher", "the publisher"), "Who published it? The document doesn't say.\n",
                     id="nothing is known"),
        pytest.param(Guess("a", "url", "https://example.com/where-it-can-be-read"),
                     "next time. Until then, answers tell https://example.com/where-it-can-be-read.",
                     id="an address that leads nowhere"),
    ],
)  # fmt: skip
def test_a_guess_is_told_from_what_only_keeps_the_place(guess, said):
    assert said in guess_question(guess)
