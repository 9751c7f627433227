"""Money: how the currencies are written. Knows nothing of amounts."""

from __future__ import annotations

__all__ = ["AFTER", "BEFORE", "PENCE", "SHOWN"]

_SIGNS = {"£": "GBP", "$": "USD", "€": "EUR", "₹": "INR", "¥": "JPY", "₩": "KRW", "₦": "NGN", "₺": "TRY", "₴": "UAH"}
_DOLLARS = {"us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "nz$": "NZD", "hk$": "HKD"}
_CODES = ("gbp", "usd", "eur", "inr", "jpy", "chf", "sek", "nok", "dkk", "aud", "cad", "nzd", "cny", "zar", "pln")
BEFORE = {**_SIGNS, **_DOLLARS, **{code: code.upper() for code in _CODES}}
"""What stands before an amount -> the currency's code (ISO 4217)."""
_WORDS = {
    "GBP": "pound pounds sterling quid",
    "USD": "dollar dollars buck bucks",
    "EUR": "euro euros",
    "INR": "rupee rupees",
    "JPY": "yen",
    "CHF": "franc francs",
    "PLN": "zloty zlotys zlotych",
    "SEK": "kronor",
    "DKK": "kroner",
    "CNY": "yuan",
    "ZAR": "rand",
}
AFTER = {
    **{word: code for code, words in _WORDS.items() for word in words.split()},
    **{code: code.upper() for code in _CODES},
    **_SIGNS,
}
"""What stands after an amount -> the currency's code."""
PENCE = {"p": "GBP", "pence": "GBP", "penny": "GBP", "cent": "USD", "cents": "USD"}
"""Hundredths of a currency, after an amount."""
SHOWN = {code: sign for sign, code in _SIGNS.items()}
"""Currency -> the sign before an amount."""
