"""How currencies are written."""

from __future__ import annotations

import pytest

from bot.core.language.currencies import AFTER, BEFORE, PENCE, SHOWN


@pytest.mark.parametrize(
    ("written", "code"),
    [
        pytest.param("£", "GBP", id="pound sign"),
        pytest.param("$", "USD", id="dollar sign"),
        pytest.param("us$", "USD", id="dollar sign of a country"),
        pytest.param("a$", "AUD", id="dollar sign of another country"),
        pytest.param("€", "EUR", id="euro sign"),
        pytest.param("chf", "CHF", id="code"),
    ],
)
def test_before_an_amount(written, code):
    """Signs and codes stand before amounts."""
    assert BEFORE[written] == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        pytest.param("pounds", "GBP", id="word"),
        pytest.param("quid", "GBP", id="everyday word"),
        pytest.param("dollar", "USD", id="one of it"),
        pytest.param("€", "EUR", id="sign"),
        pytest.param("eur", "EUR", id="code"),
        pytest.param("rupees", "INR", id="rupees"),
    ],
)
def test_after_an_amount(written, code):
    """Signs, codes and words stand after amounts."""
    assert AFTER[written] == code


@pytest.mark.parametrize(
    ("written", "code"), [pytest.param("p", "GBP", id="p"), pytest.param("cents", "USD", id="cents")]
)
def test_hundredths(written, code):
    """Pence and cents are of a currency."""
    assert PENCE[written] == code


def test_words_are_told_from_signs():
    """No word that stands after an amount is a sign or code before one, but those that may stand at both."""
    assert {BEFORE[word] == AFTER[word] for word in BEFORE.keys() & AFTER.keys()} == {True}
    assert not PENCE.keys() & (BEFORE.keys() | AFTER.keys())


def test_what_is_shown_is_read_again():
    """The sign that readers see stands for the same currency."""
    assert {code: BEFORE[sign] for code, sign in SHOWN.items()} == {code: code for code in SHOWN}


def test_codes_are_three_capitals():
    assert all(len(code) == 3 and code.isupper() for code in {*BEFORE.values(), *AFTER.values(), *PENCE.values()})
