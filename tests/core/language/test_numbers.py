"""Numbers in running text: whole runs of digits and words with their kind, currency, range, bound, rate and change."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.numbers import numbers
from bot.core.language.quantity import Kind, Quantity
from bot.core.language.text import fold

PIECES = """
    0 1 7 12 20 1,250 3.5 1999 2021 one two twelve twenty fourty hundred thousand million a an half third quarters
    in out of / % percent per cent and . , - lamps é ½ ٣ १२ 9,9,9 1.2.3 £ $5 €3 5p bn k to or between x twice times
    points about over nearly 12 000 page may 0800 rose by fell
"""
NUMBERISH = st.lists(st.sampled_from(PIECES.split()), max_size=12).map(" ".join)


def read(text: str) -> list[Quantity]:
    """The quantities of a text, without how many decimals they have and how else they may be read."""
    return [
        Quantity(
            value=number.value, kind=number.kind, high=number.high, currency=number.currency, rate=number.rate,
            change=number.change, direction=number.direction, way=number.way, sure=number.sure,
        )
        for number in numbers(fold(text))
    ]  # fmt: skip


def of_kind(kind: Kind, value: object, high: object, more: dict[str, object]) -> Quantity:
    return Quantity(value=exact(value), kind=kind, high=None if high is None else exact(high), **more)


def exact(value: object) -> Fraction:
    return Fraction(value.replace(",", "").replace("_", "") if isinstance(value, str) else value)


def count(value: object, high: object = None, **more: object) -> Quantity:
    return of_kind("count", value, high, more)


def share(value: object, high: object = None, **more: object) -> Quantity:
    return of_kind("share", value, high, more)


def points(value: object, high: object = None, **more: object) -> Quantity:
    return of_kind("points", value, high, more)


def times(value: object, high: object = None, **more: object) -> Quantity:
    return of_kind("times", value, high, more)


def year(value: object, high: object = None) -> Quantity:
    return of_kind("year", value, high, {})


def pounds(value: object, high: object = None, **more: object) -> Quantity:
    return count(value, high, currency="GBP", **more)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("240 lamps", [("240", 240, "count")], id="digits"),
        pytest.param("£1,250", [("£1,250", 1250, "count")], id="money, with its sign"),
        pytest.param("1,250 lamps", [("1,250", 1250, "count")], id="thousands with a comma"),
        pytest.param("1,250,000", [("1,250,000", 1_250_000, "count")], id="two commas"),
        pytest.param("3.5 metres", [("3.5", Fraction(7, 2), "count")], id="decimal"),
        pytest.param("lamps: 90.", [("90", 90, "count")], id="full stop after it"),
        pytest.param("0 lamps", [("0", 0, "count")], id="nought"),
        pytest.param("１２ lamps", [("12", 12, "count")], id="full width"),
        pytest.param("twelve lamps", [("twelve", 12, "count")], id="word"),
        pytest.param("Thirty-eight", [("thirty-eight", 38, "count")], id="word with a hyphen"),
        pytest.param("forty two", [("forty two", 42, "count")], id="word with a space"),
        pytest.param("fourty", [("fourty", 40, "count")], id="common misspelling"),
        pytest.param("two hundred and forty", [("two hundred and forty", 240, "count")], id="hundred and"),
        pytest.param("two hundred forty", [("two hundred forty", 240, "count")], id="hundred without and"),
        pytest.param("a hundred", [("a hundred", 100, "count")], id="a hundred"),
        pytest.param("two thousand and five", [("two thousand and five", 2005, "count")], id="thousand and"),
        pytest.param(
            "one million two hundred thousand and six",
            [("one million two hundred thousand and six", 1_200_006, "count")],
            id="long number in words",
        ),
        pytest.param("1.2 million", [("1.2 million", 1_200_000, "count")], id="digits and a word"),
        pytest.param("twelve and ninety", [("twelve", 12, "count"), ("ninety", 90, "count")], id="two joined by and"),
        pytest.param("five six", [("five", 5, "count"), ("six", 6, "count")], id="two in a row"),
        pytest.param("2021", [("2021", 2021, "year")], id="year"),
        pytest.param("1900 and 2099", [("1900", 1900, "year"), ("2099", 2099, "year")], id="first and last year"),
        pytest.param("1899 and 2100", [("1899", 1899, "count"), ("2100", 2100, "count")], id="no years"),
        pytest.param("2,021 lamps", [("2,021", 2021, "count")], id="comma, so no year"),
        pytest.param("37.5 %", [("37.5 %", Fraction(3, 8), "share")], id="percent sign apart"),
        pytest.param("40%", [("40%", Fraction(2, 5), "share")], id="percent sign close"),
        pytest.param("40 percent", [("40 percent", Fraction(2, 5), "share")], id="percent"),
        pytest.param("forty per cent", [("forty per cent", Fraction(2, 5), "share")], id="per cent"),
        pytest.param("2000 %", [("2000 %", 20, "share")], id="percentage that looks like a year"),
        pytest.param("three quarters", [("three quarters", Fraction(3, 4), "share")], id="quarters"),
        pytest.param("two-thirds", [("two-thirds", Fraction(2, 3), "share")], id="thirds"),
        pytest.param("a third of them", [("a third", Fraction(1, 3), "share")], id="a third"),
        pytest.param("one fifth", [("one fifth", Fraction(1, 5), "share")], id="one fifth"),
        pytest.param("half of it", [("half", Fraction(1, 2), "share")], id="half"),
        pytest.param("½", [("1/2", Fraction(1, 2), "share")], id="fraction in one sign"),
        pytest.param("3/8", [("3/8", Fraction(3, 8), "share")], id="fraction in digits"),
        pytest.param("1 in 4", [("1 in 4", Fraction(1, 4), "share")], id="in"),
        pytest.param("three out of ten", [("three out of ten", Fraction(3, 10), "share")], id="out of"),
        pytest.param("19 in 20", [("19 in 20", Fraction(19, 20), "share")], id="largest spoken whole"),
        pytest.param("19 in 21", [("19", 19, "count"), ("21", 21, "count")], id="just above it"),
        pytest.param("5 in 4", [("5", 5, "count"), ("4", 4, "count")], id="more than the whole"),
        pytest.param("90 of 240", [("90", 90, "count"), ("240", 240, "count")], id="of gives both"),
        pytest.param("90 out of 240", [("90", 90, "count"), ("240", 240, "count")], id="large out of gives both"),
        pytest.param("one of them", [], id="a lone one is a pronoun"),
        pytest.param("one %", [("one %", Fraction(1, 100), "share")], id="one percent is none"),
        pytest.param("1 of them", [("1", 1, "count")], id="1 in digits is a number"),
        pytest.param("mp3 and b2b and 3rd", [], id="glued to letters"),
        pytest.param("hundreds of lamps", [], id="vague"),
        pytest.param("a few and a quay", [], id="a is no number"),
        pytest.param("someone often weighs", [], id="number words inside others"),
        pytest.param(
            "_twelve_ lamps",
            [("twelve", 12, "count")],
            id="emphasised",
        ),
        pytest.param("_twelve_ of 3", [("twelve", 12, "count"), ("3", 3, "count")], id="emphasised, with another"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_numbers(text, expected):
    """Numbers are read as people mean them: what was said, its value and its kind."""
    assert [(number.said, number.value, number.kind) for number in numbers(fold(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("374000 cases", count(374_000), id="no separator"),
        pytest.param("374,000 cases", count(374_000), id="comma"),
        pytest.param("12 000 cases", count(12_000), id="blank"),
        pytest.param("12\u00a0000 cases", count(12_000), id="blank that does not break"),
        pytest.param("12\u2009000 cases", count(12_000), id="thin space"),
        pytest.param("12\u202f000 cases", count(12_000), id="thin space that does not break"),
        pytest.param("1 234 567 cases", count(1_234_567), id="two blanks"),
        pytest.param("374 000 000 cases", count(374_000_000), id="two blanks and noughts"),
        pytest.param("12 000 000 cases", count(12_000_000), id="two blanks and more noughts"),
        pytest.param("1'250'000 cases", count(1_250_000), id="apostrophes"),
        pytest.param("1’250 cases", count(1250), id="a typeset apostrophe"),
        pytest.param("1.250.000 cases", count(1_250_000), id="points between thousands"),
        pytest.param("12,34,567 cases", count(1_234_567), id="Indian grouping"),
        pytest.param("74.3 metres", count("74.3"), id="decimal point"),
        pytest.param("74·3 metres", count("74.3"), id="decimal point in the middle"),
        pytest.param("74,3 metres", count("74.3"), id="decimal comma"),
        pytest.param("12,34 metres", count("12.34"), id="decimal comma before two digits"),
        pytest.param("1,234.5 metres", count("1234.5"), id="comma, then point"),
        pytest.param("1.234,5 metres", count("1234.5"), id="point, then comma"),
        pytest.param("1'234.5 metres", count("1234.5"), id="apostrophe, then point"),
        pytest.param("0.743 metres", count("0.743"), id="below one"),
        pytest.param("12.3456 metres", count("12.3456"), id="four decimals"),
        pytest.param("374½ cases", count("374.5"), id="a half in one sign"),
        pytest.param("2 1/2 cases", count("2.5"), id="a half beside a whole number"),
        pytest.param("٣٧٤ cases", count(374), id="Arabic digits"),
        pytest.param("३७४ cases", count(374), id="Indian digits"),
        pytest.param("𝟑𝟕𝟒 cases", count(374), id="bold digits"),
        pytest.param("１，２００ cases", count(1200), id="full-width comma"),
        pytest.param("46investigations", count(46), id="glued to what it counts"),
        pytest.param("278of them", count(278), id="glued to of"),
        pytest.param("**374** cases", count(374), id="bold"),
        pytest.param("(374)", count(374), id="in brackets"),
    ],
)
def test_digits_by_many_customs(text, expected):
    """A run of digits is read whole, by the custom that it shows itself."""
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("374 thousand cases", count(374_000), id="thousand"),
        pytest.param("1.5 million cases", count(1_500_000), id="million"),
        pytest.param("1,5 million cases", count(1_500_000), id="million after a decimal comma"),
        pytest.param("374k cases", count(374_000), id="k"),
        pytest.param("374K cases", count(374_000), id="capital K"),
        pytest.param("38 k cases", count(38_000), id="k apart"),
        pytest.param("374bn cases", count(374_000_000_000), id="bn close"),
        pytest.param("374 bn cases", count(374_000_000_000), id="bn apart"),
        pytest.param("3 mn cases", count(3_000_000), id="mn"),
        pytest.param("3 mil cases", count(3_000_000), id="mil"),
        pytest.param("374 trillion cases", count(374 * 10**12), id="trillion"),
        pytest.param("3tn cases", count(3 * 10**12), id="tn"),
        pytest.param("10 grand", count(10_000), id="grand"),
        pytest.param("2.5 lakh cases", count(250_000), id="lakh"),
        pytest.param("3 crore cases", count(30_000_000), id="crore"),
        pytest.param("5 dozen lamps", count(60), id="dozen"),
        pytest.param("5 hundred thousand", count(500_000), id="two scales"),
        pytest.param("374 (thousand) cases", count(374_000), id="scale in brackets"),
        pytest.param("5-million lamps", count(5_000_000), id="scale after a hyphen"),
        pytest.param("2½ million", count(2_500_000), id="a half before the scale"),
        pytest.param("3 hundred and 74 cases", count(374), id="digits, scale, digits"),
        pytest.param("1 thousand 374 cases", count(1374), id="digits, scale, digits without and"),
        pytest.param("5 thousand 2 hundred", count(5200), id="two scales, one after the other"),
        pytest.param("1 million 500 thousand", count(1_500_000), id="two scales, the larger first"),
        pytest.param("two and a half thousand", count(2500), id="words and a half"),
        pytest.param("2 and a half million", count(2_500_000), id="digits and a half"),
        pytest.param("two point five million", count(2_500_000), id="spoken decimals"),
        pytest.param("a million and a half", count(1_500_000), id="a half of the scale"),
        pytest.param("half a million people", count(500_000), id="half a million, at the beginning"),
        pytest.param("about half a million people", count(500_000, way="about"), id="half a million"),
        pytest.param("they had half a dozen lamps", count(6), id="half a dozen"),
        pytest.param("a quarter of a million", count(250_000), id="a quarter of a million"),
        pytest.param("three quarters of a million", count(750_000), id="three quarters of a million"),
    ],
)
def test_scales(text, expected):
    """A scale word or letter belongs to the number before it."""
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a hundred and eighty-seven cases", count(187), id="a hundred and"),
        pytest.param("hundred and eighty-seven cases", count(187), id="hundred without one"),
        pytest.param("one eighty-seven cases", count(187), id="one eighty-seven"),
        pytest.param("two thousand, one hundred and eighty-seven", count(2187), id="comma after thousand"),
        pytest.param("one thousand, fifty-eight", count(1058), id="comma after thousand, without hundred"),
        pytest.param("one million, two hundred thousand", count(1_200_000), id="comma after million"),
        pytest.param("one thousand three hundred and seventy-four", count(1374), id="no comma"),
        pytest.param("two hundred and fifty thousand", count(250_000), id="hundreds of thousands"),
        pytest.param("one hundred and one thousand two hundred and three", count(101_203), id="and twice"),
        pytest.param("three million four hundred thousand five hundred", count(3_400_500), id="three scales"),
        pytest.param("a hundred thousand", count(100_000), id="a hundred thousand"),
        pytest.param("a thousand million", count(10**9), id="a thousand million"),
        pytest.param("twelve hundred", count(1200), id="twelve hundred"),
        pytest.param("thirty-five hundred", count(3500), id="thirty-five hundred"),
        pytest.param("a dozen lamps", count(12), id="a dozen"),
        pytest.param("two dozen lamps", count(24), id="two dozen"),
        pytest.param("eight-and-thirty lamps", count(38), id="in the old style"),
        pytest.param("fiftyeight lamps", count(58), id="glued"),
        pytest.param("threehundred and seventyfour cases", count(374), id="glued in two words"),
        pytest.param("twohundredandforty lamps", count(240), id="glued in one word"),
        pytest.param("seventy-four point three metres", count("74.3"), id="decimals"),
        pytest.param("zero point five metres", count("0.5"), id="decimals after zero"),
        pytest.param("nought point five metres", count("0.5"), id="decimals after nought"),
        pytest.param("three point one four metres", count("3.14"), id="two decimals"),
        pytest.param("three and a half cases", count("3.5"), id="and a half"),
        pytest.param("Zero lamps", count(0), id="zero"),
        pytest.param("One hundred lamps", count(100), id="at the beginning"),
    ],
)
def test_numbers_in_words(text, expected):
    """A run of number words is one number, as it is said aloud."""
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("74.3 %", share("0.743"), id="one decimal"),
        pytest.param("74,3 %", share("0.743"), id="decimal comma"),
        pytest.param("74·3%", share("0.743"), id="middle point"),
        pytest.param("seventy-four point three percent", share("0.743"), id="in words"),
        pytest.param("zero point five per cent", share("0.005"), id="zero point, in words"),
        pytest.param("nought point five per cent", share("0.005"), id="nought point, in words"),
        pytest.param("0.5 per cent", share("0.005"), id="below one per cent"),
        pytest.param("5 pc of lamps", share("0.05"), id="pc"),
        pytest.param("50pct of lamps", share("0.5"), id="pct"),
        pytest.param("120 % of the budget", share("1.2"), id="more than all"),
        pytest.param("100 % of the lamps", share(1), id="all"),
        pytest.param("5 ‰", share("0.005"), id="per mille, the sign"),
        pytest.param("5 per mille", share("0.005"), id="per mille"),
        pytest.param("three out of every four", share("0.75"), id="out of every"),
        pytest.param("3 in every 4 cases", share("0.75"), id="in every"),
        pytest.param("one in nine", share("1/9"), id="one in"),
        pytest.param("one case in ten", share("0.1"), id="a noun between"),
        pytest.param("3 cases out of 4", share("0.75"), id="a noun before out of"),
        pytest.param("1 in 38 cases", share("1/38"), id="one in many"),
        pytest.param("5 in 1,000 cases", share("0.005"), id="in a round thousand"),
        pytest.param("74.3 in 1,000 cases", share("0.0743"), id="decimals in a round thousand"),
        pytest.param("three fourths", share("0.75"), id="fourths"),
        pytest.param("two-fifths", share("0.4"), id="fifths"),
        pytest.param("nine-tenths", share("0.9"), id="tenths"),
        pytest.param("a ninth of the cases", share("1/9"), id="a ninth"),
        pytest.param("half the cases", share("0.5"), id="half, at the beginning"),
        pytest.param("about half the cases", share("0.5", way="about"), id="half"),
        pytest.param("a proportion of 0.74", share("0.74"), id="a proportion"),
        pytest.param("one-in-four", share("0.25"), id="one in four with hyphens"),
        pytest.param("4-in-10 cases", share("0.4"), id="digits with hyphens"),
    ],
)
def test_shares(text, expected):
    """Per cent, per mille, fractions and "one in so many" are parts of 1."""
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("74.3 percentage points", points("0.743"), id="percentage points"),
        pytest.param("a rise of 5 percentage points", points("0.05", change="by", direction=1), id="a rise of"),
        pytest.param("one percentage point", points("0.01"), id="one"),
        pytest.param("23 pp", points("0.23"), id="pp"),
        pytest.param("5 %-points", points("0.05"), id="the sign and points with a hyphen"),
        pytest.param("5 % points", points("0.05"), id="the sign and points"),
        pytest.param("5 percentage-points", points("0.05"), id="a hyphen"),
        pytest.param("25 basis points", points("0.0025"), id="basis points"),
        pytest.param("20 to 30 percentage points", points("0.2", "0.3"), id="a range"),
        pytest.param("20-30 percentage points", points("0.2", "0.3"), id="a range with a hyphen"),
    ],
)
def test_points(text, expected):
    """Percentage points are hundredths, and no shares."""
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("£1,250", pounds(1250), id="sign"),
        pytest.param("£ 1,250", pounds(1250), id="sign and a blank"),
        pytest.param("£14.70", pounds("14.70"), id="pence"),
        pytest.param("£1.7 billion", pounds(1_700_000_000), id="sign and billion"),
        pytest.param("£1.7bn", pounds(1_700_000_000), id="sign and bn"),
        pytest.param("£1.7 bn", pounds(1_700_000_000), id="sign and bn apart"),
        pytest.param("$305B", count(305_000_000_000, currency="USD"), id="sign and B"),
        pytest.param("$180M", count(180_000_000, currency="USD"), id="sign and M"),
        pytest.param("£12k", pounds(12_000), id="sign and k"),
        pytest.param("£5m", pounds(5_000_000), id="sign and m"),
        pytest.param("£5 m", pounds(5_000_000), id="sign and m apart"),
        pytest.param("£10 grand", pounds(10_000), id="sign and grand"),
        pytest.param("£12 000", pounds(12_000), id="sign and a blank between thousands"),
        pytest.param("US$5m", count(5_000_000, currency="USD"), id="US$"),
        pytest.param("A$5", count(5, currency="AUD"), id="A$"),
        pytest.param("€3.50", count("3.5", currency="EUR"), id="euro sign"),
        pytest.param("€ 1.250,50", count("1250.50", currency="EUR"), id="euro by its own custom"),
        pytest.param("3,50 €", count("3.5", currency="EUR"), id="euro sign after it"),
        pytest.param("EUR 3.50", count("3.5", currency="EUR"), id="code before it"),
        pytest.param("3.50 EUR", count("3.5", currency="EUR"), id="code after it"),
        pytest.param("GBP 12 million", pounds(12_000_000), id="code and million"),
        pytest.param("CHF 1'250", count(1250, currency="CHF"), id="Swiss francs"),
        pytest.param("¥5,000", count(5000, currency="JPY"), id="yen"),
        pytest.param("₹5 lakh", count(500_000, currency="INR"), id="rupee sign and lakh"),
        pytest.param("5 lakh rupees", count(500_000, currency="INR"), id="lakh and rupees"),
        pytest.param("12 million pounds", pounds(12_000_000), id="million pounds"),
        pytest.param("twelve pounds", pounds(12), id="pounds in words"),
        pytest.param("half a million pounds", pounds(500_000), id="half a million pounds, at the beginning"),
        pytest.param("a million dollars", count(1_000_000, currency="USD"), id="a million dollars"),
        pytest.param("1.5 million euros", count(1_500_000, currency="EUR"), id="million euros"),
        pytest.param("5 quid", pounds(5), id="quid"),
        pytest.param("50p", pounds("0.5"), id="p"),
        pytest.param("ten pence", pounds("0.1"), id="pence in words"),
        pytest.param("99 cents", count("0.99", currency="USD"), id="cents"),
        pytest.param("a 5-million-pound fine", pounds(5_000_000), id="hyphens"),
        pytest.param("a £50 fine", pounds(50), id="before a noun"),
        pytest.param("5 US dollars", count(5, currency="USD"), id="US dollars"),
        pytest.param("5 Australian dollars", count(5, currency="AUD"), id="Australian dollars"),
    ],
)
def test_money(text, expected):
    """Money has its currency, by sign, code or word, and its whole size."""
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("350-400 cases", count(350, 400), id="hyphen"),
        pytest.param("350–400 cases", count(350, 400), id="dash"),
        pytest.param("350 – 400 cases", count(350, 400), id="dash and blanks"),
        pytest.param("350 to 400 cases", count(350, 400), id="to"),
        pytest.param("from 100 to 374 cases", count(100, 374), id="from to"),
        pytest.param("between 374 and 500 cases", count(374, 500), id="between"),
        pytest.param("5,000 to 10,000 cases", count(5000, 10_000), id="with commas"),
        pytest.param("three to four hundred cases", count(300, 400), id="one scale for both, in words"),
        pytest.param("between five and six hundred cases", count(500, 600), id="one scale for both, between"),
        pytest.param("two or three hundred cases", count(200, 300), id="one scale for both, or"),
        pytest.param("1.5 to 2 million", count(1_500_000, 2_000_000), id="one scale for both, in digits"),
        pytest.param("3 to 5 billion", count(3_000_000_000, 5_000_000_000), id="one scale for both, like a time"),
        pytest.param("100-200 million", count(100_000_000, 200_000_000), id="one scale for both, hyphen"),
        pytest.param("100 million to 2 billion", count(100_000_000, 2_000_000_000), id="a scale for each"),
        pytest.param("5k-10k lamps", count(5000, 10_000), id="k for each"),
        pytest.param("5 or 6 cases", count(5, 6), id="or"),
        pytest.param("5 to 10 people", count(5, 10), id="like a time, of people"),
        pytest.param("ten to twelve people", count(10, 12), id="like a time in words, of people"),
        pytest.param("8 to 12 children", count(8, 12), id="like a time, of children"),
        pytest.param("70-80%", share("0.7", "0.8"), id="percent, once"),
        pytest.param("70% to 80%", share("0.7", "0.8"), id="percent, twice"),
        pytest.param("70 % - 80 %", share("0.7", "0.8"), id="percent, twice, with blanks"),
        pytest.param("70 to 80 per cent", share("0.7", "0.8"), id="per cent, once"),
        pytest.param("5 to 10% of cases", share("0.05", "0.1"), id="percent, like a time"),
        pytest.param("3.5–4.5 %", share("0.035", "0.045"), id="decimals"),
        pytest.param("between 4% and 5%", share("0.04", "0.05"), id="between, percent"),
        pytest.param("£134 million to £421 million", pounds(134_000_000, 421_000_000), id="money"),
        pytest.param("£134m-£421m", pounds(134_000_000, 421_000_000), id="money, close"),
        pytest.param("£5-10 million", pounds(5_000_000, 10_000_000), id="money, one sign and one scale"),
        pytest.param("£5 to 10 million", pounds(5_000_000, 10_000_000), id="money, one sign and one scale, to"),
        pytest.param("between £5 and £10", pounds(5, 10), id="money, between"),
        pytest.param("£5 to £10 an hour", pounds(5, 10, rate="an hour"), id="money, a rate"),
        pytest.param("5 to 10 million euros", count(5_000_000, 10_000_000, currency="EUR"), id="money, a word"),
        pytest.param("2 to 3 times as many", times(2, 3), id="multiples"),
        pytest.param("2010-2015", year(2010, 2015), id="years"),
        pytest.param("between 2010 and 2015", year(2010, 2015), id="years, between"),
        pytest.param("between a third and a half", share("1/3", "1/2"), id="fractions in words"),
    ],
)
def test_ranges(text, expected):
    """A range is one quantity with two ends, each with its whole scale and unit."""
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("at least 300 cases", count(300, way="at least"), id="at least"),
        pytest.param("more than £1.7 billion", pounds(1_700_000_000, way="over"), id="over, money"),
        pytest.param("up to 80 %", share("0.8", way="at most"), id="up to, a share"),
        pytest.param("nearly half a million", count(500_000, way="below"), id="nearly, a mixture"),
        pytest.param("about 300 to 400 cases", count(300, 400, way="about"), id="about, a range"),
        pytest.param("just under 10 a day", count(10, way="below", rate="a day"), id="just under, a rate"),
        pytest.param("a rise of over 10%", share("0.1", way="over", change="by", direction=1), id="over, a change"),
        pytest.param("~12k lamps", count(12_000, way="about"), id="a tilde"),
        pytest.param("75%+", share("0.75", way="at least"), id="a plus sign after a share"),
        pytest.param("300 or more cases", count(300, way="at least"), id="or more"),
        pytest.param("300-odd cases", count(300, high=399), id="odd"),
    ],
)
def test_how_numbers_are_put(text, expected):
    """A bound or an approximation belongs to the number."""
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("58 complaints a day", count(58, rate="a day"), id="a day"),
        pytest.param("187 investigations a week", count(187, rate="a week"), id="a week"),
        pytest.param("374 cases an hour", count(374, rate="an hour"), id="an hour"),
        pytest.param("374 cases per month", count(374, rate="a month"), id="per month"),
        pytest.param("3 each week", count(3, rate="a week"), id="each week"),
        pytest.param("374 cases every day", count(374, rate="a day"), id="every day"),
        pytest.param("374 cases yearly", count(374, rate="a year"), id="yearly"),
        pytest.param("£3 billion annually", pounds(3_000_000_000, rate="a year"), id="annually"),
        pytest.param("£12k p.a.", pounds(12_000, rate="a year"), id="p.a."),
        pytest.param("2 % per annum", share("0.02", rate="a year"), id="per annum"),
        pytest.param("£14.70 an hour", pounds("14.70", rate="an hour"), id="money an hour"),
        pytest.param("£50/week", pounds(50, rate="a week"), id="a slash"),
        pytest.param("$5/hr", count(5, currency="USD", rate="an hour"), id="a slash and hr"),
        pytest.param("£5 per head", pounds(5, rate="a head"), id="per head"),
        pytest.param("12 per 1,000", count(12, rate="per 1,000"), id="per so many"),
        pytest.param("12 per 1,000 people", count(12, rate="per 1,000 people"), id="per so many people"),
        pytest.param("374 cases in a year", count(374), id="in a year is no rate"),
        pytest.param("374 cases for a week", count(374), id="for a week is no rate"),
        pytest.param("374 cases a year ago", count(374), id="a year ago is no rate"),
        pytest.param("374 cases a year later", count(374), id="a year later is no rate"),
        pytest.param("374 cases, a year in which", count(374), id="past a comma is no rate"),
        pytest.param("374 cases a manager saw", count(374), id="another noun is no rate"),
    ],
)
def test_rates(text, expected):
    """A number says what it is counted for."""
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("rose by 58", count(58, change="by", direction=1), id="rose by"),
        pytest.param("went up by 58", count(58, change="by", direction=1), id="went up by"),
        pytest.param("were down 374", count(374, change="by", direction=-1), id="were down"),
        pytest.param("fell 5%", share("0.05", change="by", direction=-1), id="fell"),
        pytest.param("rose to 58", count(58, change="to", direction=1), id="rose to"),
        pytest.param("dropped to 58", count(58, change="to", direction=-1), id="dropped to"),
        pytest.param("an increase of 38 cases", count(38, change="by", direction=1), id="an increase of"),
        pytest.param("a 12% increase", share("0.12", change="by", direction=1), id="a 12% increase"),
        pytest.param("a drop of about 58", count(58, change="by", direction=-1, way="about"), id="of about"),
        pytest.param("grew by a third", share("1/3", change="by", direction=1), id="by a third"),
        pytest.param("cut by half", share("0.5", change="by", direction=-1), id="by half"),
        pytest.param("climbed 24.6%", share("0.246", change="by", direction=1), id="climbed"),
        pytest.param("grew 5 % a year", share("0.05", rate="a year", change="by", direction=1), id="and a rate"),
        pytest.param("up to 58", count(58, way="at most"), id="up to is a bound"),
        pytest.param("tripled to 374", count(374, change="to", direction=1), id="tripled to"),
        pytest.param("from 46 to 58 complaints", count(46, 58), id="from to, without a verb"),
        pytest.param("fell by £5m", pounds(5_000_000, change="by", direction=-1), id="money"),
    ],
)
def test_changes(text, expected):
    """A number says whether it is by how much, or to what, something changed."""
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected", "direction"),
    [
        pytest.param("fell from 12% to 8%", [share("0.12"), share("0.08")], -1, id="a share fell"),
        pytest.param("fell from 58 to 46 cases", [count(58), count(46)], -1, id="a count fell"),
        pytest.param("dropped from £10m to £8m", [pounds(10_000_000), pounds(8_000_000)], -1, id="money fell"),
        pytest.param("rose from 46 to 58 cases", [count(46), count(58)], 1, id="a count rose"),
        pytest.param("rose from 5 to 10 cases", [count(5), count(10)], 1, id="a count rose, like a time of day"),
        pytest.param("went up from 12% to 18%", [share("0.12"), share("0.18")], 1, id="a share went up"),
        pytest.param("an increase from 46 to 58", [count(46), count(58)], 1, id="an increase from"),
    ],
)
def test_a_change_from_one_number_to_another_is_two(text, expected, direction):
    """They are no range: both are of the change."""
    found = read(text)
    assert [(one.value, one.kind, one.currency, one.high) for one in found] == [
        (one.value, one.kind, one.currency, None) for one in expected
    ]
    assert {(one.change, one.direction) for one in found} == {("to", direction)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("twice as many", times(2), id="twice"),
        pytest.param("three times as many", times(3), id="three times"),
        pytest.param("2x as many", times(2), id="2x"),
        pytest.param("2.5 times higher", times("2.5"), id="decimals"),
        pytest.param("ten times more", times(10), id="ten times"),
        pytest.param("twice the number", times(2), id="twice the number"),
        pytest.param("double the number", times(2), id="double the number"),
        pytest.param("nearly twice as many", times(2, way="below"), id="nearly twice"),
    ],
)
def test_multiples(text, expected):
    """How many times as many is no count."""
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("in 2016", year(2016), id="digits"),
        pytest.param("in twenty sixteen", year(2016), id="spoken"),
        pytest.param("in nineteen ninety-eight", year(1998), id="spoken, of the last century"),
        pytest.param("in nineteen ninety eight", year(1998), id="spoken, without a hyphen"),
        pytest.param("in twenty oh five", year(2005), id="spoken, with oh"),
        pytest.param("in 2016/17", year(2016, 2017), id="financial year"),
        pytest.param("in 2016-17", year(2016, 2017), id="financial year with a hyphen"),
        pytest.param("in 2016/17, and", year(2016, 2017), id="financial year before a comma"),
        pytest.param("in 2016/17.", year(2016, 2017), id="financial year at the end of a sentence"),
        pytest.param("in 1999/00", year(1999, 2000), id="financial year across a century"),
        pytest.param("in November 2016", year(2016), id="after a month"),
        pytest.param("on 25.11.2016", year(2016), id="in a date with points"),
        pytest.param("on 2016-11-25", year(2016), id="in a date of a computer"),
        pytest.param("published 25 Nov 2016", year(2016), id="in a date in words"),
        pytest.param("in 2000", year(2000), id="a round year"),
        pytest.param("2000 people", count(2000), id="a round number of people is no year"),
        pytest.param("2,016 cases", count(2016), id="a comma, so no year"),
        pytest.param("£2016", pounds(2016), id="money is no year"),
        pytest.param("2016 %", share("20.16"), id="a percentage is no year"),
        pytest.param("two thousand and sixteen cases", count(2016), id="in words, counted"),
    ],
)
def test_years(text, expected):
    """Years are told from counts, in digits and spoken."""
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("374 + 100 cases", "374 + 100", id="plus sign"),
        pytest.param("374 plus 100 cases", "374 plus 100", id="plus"),
        pytest.param("374-100 cases", "374-100", id="minus sign, close"),
        pytest.param("374 minus 100", "374 minus 100", id="minus"),
        pytest.param("374 x 2 cases", "374 x 2", id="x"),
        pytest.param("374×2 cases", "374×2", id="times sign"),
        pytest.param("374*2", "374*2", id="asterisk"),
        pytest.param("374 times 2", "374 times 2", id="times"),
        pytest.param("374/2 cases", "374/2", id="slash"),
        pytest.param("374 divided by 2", "374 divided by 2", id="divided by"),
        pytest.param("twice 374 cases", "twice 374", id="twice"),
        pytest.param("double 374 cases", "double 374", id="double"),
        pytest.param("3 times 374", "3 times 374", id="three times"),
        pytest.param("374² cases", "374 2", id="a power"),
        pytest.param("374×10³ cases", "374×10 3", id="scientific"),
        pytest.param("1 2 3 cases", "1 2 3", id="digits with blanks"),
        pytest.param("1 74.3 cases", "1 74.3", id="a digit before a decimal"),
        pytest.param("1 374 cases", "1 374", id="a blank that may be one between thousands"),
        pytest.param("a thousand and 374 cases", "a thousand and 374", id="words and digits mixed"),
        pytest.param("they saw half a million and 374", "half a million and 374", id="a fraction and digits"),
        pytest.param("one-eight-seven cases", "one-eight-seven", id="digit by digit"),
        pytest.param("one two three cases", "one two three", id="digit by digit, with blanks"),
        pytest.param("278.000 cases", "278.000", id="a point that may be either"),
        pytest.param("€1.250", "€1.250", id="a point that may be either, money"),
        pytest.param("1.5m cases", "1.5m", id="m that may be metres"),
        pytest.param("374 M cases", "374 m", id="M apart"),
        pytest.param("-5 %", "5 %", id="a minus sign"),
        pytest.param("minus five per cent", "five per cent", id="minus, in words"),
    ],
)
def test_what_is_not_sure(text, said):
    """Arithmetic, and what may be read in two ways, is one number that is not sure."""
    assert [(number.said, number.sure) for number in numbers(fold(text))] == [(said, False)]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        pytest.param("278.000 cases", 278_000, id="point"),
        pytest.param("1.5m cases", Fraction(3, 2), id="m"),
        pytest.param("374,000 cases", None, id="plain"),
    ],
)
def test_the_other_way_of_reading(text, other):
    """A number that may be read in two ways gives the second."""
    assert [number.other for number in numbers(fold(text))] == [other]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param(".5 %", "0.005", id="no digit before the point"),
        pytest.param("point five per cent", "0.005", id="no word before point"),
        pytest.param("374_000 cases", "374000", id="underscores"),
        pytest.param("٣٧٤٬٠٠٠ cases", "374000", id="Arabic separator"),
        pytest.param("١٫٥ cases", "1.5", id="Arabic decimal sign"),
        pytest.param("10 00 000 cases", "1000000", id="Indian grouping with blanks"),
        pytest.param("5''000 cases", "5000", id="two apostrophes"),
        pytest.param("374,000,00 cases", "374000", id="a short last group"),
        pytest.param("1,234,56 cases", "123456", id="a group of two at the end"),
        pytest.param("£1.7mm", "1700000", id="mm of money"),
        pytest.param("2 milliard", "2000000000", id="a scale of another language"),
        pytest.param("374 thousands", "374000", id="thousands"),
        pytest.param("half million people", "500000", id="half million"),
        pytest.param("three point fourteen metres", "3.14", id="decimals read as a whole"),
        pytest.param("three pounds fifty", "3.5", id="pounds and pence"),
        pytest.param("one hundred two hundred", "100 200", id="two numbers without a comma"),
        pytest.param("one hundred and twenty-first case", "", id="a long ordinal"),
        pytest.param("the hundred and first case", "", id="an ordinal after and"),
        pytest.param("100s of cases", "", id="hundreds in digits"),
        pytest.param("1000s of cases", "", id="thousands in digits"),
        pytest.param("1,000th", "", id="an ordinal with a comma"),
        pytest.param("two thousand one hundred per cent", "21", id="an idiom at the end"),
        pytest.param("2\u202f100 per cent", "21", id="an idiom at the end, in digits"),
        pytest.param("38551·0787 metres", "38551.0787", id="decimals like a telephone number"),
        pytest.param("one out of every three hundred", "1/300", id="one out of every"),
    ],
)
def test_no_part_is_read_as_the_whole(text, values):
    """Where a run cannot be read, nothing sure is read out of it but what it is."""
    assert {number.value for number in numbers(fold(text)) if number.sure} <= set(map(Fraction, values.split()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The UK spends £1.7 billion a year, or 2.1 % of the budget, on about 12,500 lamps.",
            [pounds(1_700_000_000, rate="a year"), share("0.021"), count(12_500, way="about")],
            id="money, a share and a count",
        ),
        pytest.param(
            "Of 374 cases in 2016, 278 (74.3 %) could have been better.",
            [count(374), year(2016), count(278), share("0.743")],
            id="a year between counts",
        ),
        pytest.param("374, 96 and 38 cases", [count(374), count(96), count(38)], id="a list with blanks"),
        pytest.param("278/374 cases", [count(278), count(374)], id="a part and its whole with a slash"),
        pytest.param("1;2;3", [count(1), count(2), count(3)], id="a list with semicolons"),
        pytest.param("two thirds of 374", [share("2/3"), count(374)], id="a share of a count"),
        pytest.param("10 % of 374", [share("0.1"), count(374)], id="a percentage of a count"),
        pytest.param("half of 374", [share("0.5"), count(374)], id="half of a count"),
        pytest.param("374 or 500 cases", [count(374), count(500)], id="or, far apart"),
        pytest.param(
            "£5.3 million (€6 million)",
            [pounds(5_300_000), count(6_000_000, currency="EUR")],
            id="one sum in two currencies",
        ),
        pytest.param(
            "from 4.1 % in 2015 to 5.2 % in 2016",
            [share("0.041"), year(2015), share("0.052"), year(2016)],
            id="two dated shares",
        ),
        pytest.param("page 46 of the 374 cases", [count(374)], id="a page and a count"),
        pytest.param("more than 300 of over 650", [count(300, way="over"), count(650, way="over")], id="two bounds"),
    ],
)
def test_sentences(text, expected):
    """Every number of a sentence is read, in order."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "decimals", "spoken"),
    [
        pytest.param("74.3 %", 1, False, id="one decimal"),
        pytest.param("74 %", 0, False, id="none"),
        pytest.param("74.30 %", 2, False, id="a nought counts"),
        pytest.param("seventy-four point three percent", 1, False, id="spoken decimals"),
        pytest.param("£14.70", 2, False, id="pence"),
        pytest.param("three quarters", 0, True, id="a fraction in words"),
        pytest.param("1 in 4", 0, True, id="one in so many"),
        pytest.param("3/4", 0, True, id="a fraction in digits"),
        pytest.param("74.3 percentage points", 1, False, id="points"),
    ],
)
def test_how_exactly_a_number_is_said(text, decimals, spoken):
    """A number tells to how many digits it is said, and whether as a fraction."""
    assert [(number.decimals, number.spoken) for number in numbers(fold(text))] == [(decimals, spoken)]


@pytest.mark.parametrize(
    ("text", "put"),
    [
        pytest.param("we saw about 300 cases", "about 300", id="before"),
        pytest.param("we saw 300 or more cases", "300 or more", id="after"),
        pytest.param("we saw 300 cases", "300", id="plain"),
        pytest.param("nearly half a million", "nearly half a million", id="a mixture"),
        pytest.param("more than £1.7 billion", "more than £1.7 billion", id="money"),
    ],
)
def test_where_a_number_stands_with_its_hedge(text, put):
    """The words that say how a number is put are a part of where it is put."""
    (number,) = numbers(fold(text))
    assert fold(text)[slice(*number.put)].strip() == put


def test_spans_are_those_of_the_folded_text():
    """A number tells where it stands after folding."""
    found = numbers(fold("Ｔhe  QUAY: Ninety of ２４０"))
    assert [(number.start, number.end) for number in found] == [(10, 16), (20, 23)]


def test_a_number_of_any_length_is_read():
    """A wall of digits raises nothing."""
    numbers(fold("9" * 5_000))


def test_a_comma_in_the_wrong_place_makes_no_new_numbers():
    """No number is read out of the middle of a run of digits."""
    assert [(number.said, number.sure) for number in numbers(fold("1,2000 lamps"))] in ([], [("1,2000", False)])


@given(st.text(max_size=200) | NUMBERISH)
def test_numbers_never_raise_and_stand_where_they_say(text):
    """Whatever the text, what was said is what stands at the span, and spans do not overlap."""
    folded, end = fold(text), 0
    for number in numbers(fold(text)):
        assert folded[number.start : number.end] == number.said
        assert end <= number.start < number.end
        end = number.end


@given(st.integers(min_value=0, max_value=10**15))
def test_any_whole_number_is_read_with_and_without_commas(value):
    """Commas between thousands change nothing of the value."""
    assert [number.value for number in numbers(fold(f"{value} lamps"))] == [value]
    assert [number.value for number in numbers(fold(f"{value:,} lamps"))] == [value]


@given(st.text(max_size=200) | NUMBERISH)
def test_ends_and_ways_make_sense(text):
    """Of a range the upper end is above the lower one; what is put stands around what is said."""
    folded = fold(text)
    for number in numbers(folded):
        assert number.high is None or number.high > number.value
        assert 0 <= number.put[0] <= number.start < number.end <= number.put[1] <= len(folded)


# --- Round trips: numbers written in many ways -----------------------------------------------------------------------

SMALL_WORDS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
"""
SMALL = SMALL_WORDS.split()
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
BETWEEN_THOUSANDS = ["", ",", " ", "\u202f", "\u2009", "'", "’", "."]
MARKS = [(",", "."), ("", "."), ("", ","), (".", ","), (" ", ","), ("\u202f", ","), ("'", "."), ("", "·")]
WORDS = {" thousand": 3, " million": 6, " billion": 9, " trillion": 12, " lakh": 5, " hundred": 2, "-million": 6}
LETTERS = {"k": 3, "m": 6, "bn": 9, " bn": 9, "mn": 6, "tn": 12, " k": 3, "K": 3, "M": 6, "b": 9}
BEFORE = ["£", "$", "€", "EUR ", "US$"]
AFTER = ["", "", "%", " %", " per cent", " percent", " euros", " pounds", " pp", " €"]
CARRIERS = (
    "{}", "{}.", "There were {} lamps.", "it cost {} in all", "The total was {}, it says.", "Of lamps: {}",
    "we were told that {} were broken", "({})", "{} of them", "What about {}?", "nearly {} lamps", "they rose by {}",
    "{} a year", "at least {}, we think", "more than {} in 2016",
)  # fmt: skip


def spell(value: int, *, joint: str, hyphen: str) -> str:
    """A whole number below a trillion in words; joint stands before its last two digits, hyphen within them."""
    if value < 20:
        return SMALL[value]
    if value < 100:
        return TENS[value // 10] + (hyphen + SMALL[value % 10] if value % 10 else "")
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= size:
            rest = value % size
            between = joint if rest < 100 else " "
            said = f"{spell(value // size, joint=joint, hyphen=hyphen)} {name}"
            return said + (between + spell(rest, joint=joint, hyphen=hyphen) if rest else "")
    raise AssertionError(value)


def grouped(digits: str, sign: str) -> str:
    groups = [digits[max(0, end - 3) : end] for end in range(len(digits), 0, -3)]
    return sign.join(reversed(groups))


def written_number(dice: Random) -> tuple[str, Fraction, str]:
    """A number as somebody may write it, with what it is worth and its kind.

    A comma before three digits is no decimal sign here: it is read as English.
    """
    way = dice.choice(["digits", "decimals", "words", "spoken decimals", "words as scale", "letters as scale"])
    whole = dice.randint(0, 10 ** dice.randint(1, 11)) if dice.random() < 0.9 else 10 ** dice.randrange(12)
    places = dice.randint(1, 4)
    behind = f"{dice.randrange(10**places):0{places}d}"
    if way == "digits":
        text, value = grouped(str(whole), dice.choice(BETWEEN_THOUSANDS)), Fraction(whole)
    elif way == "decimals":
        between, mark = dice.choice(MARKS)
        behind = behind[:2] if mark == "," else behind
        text, value = f"{grouped(str(whole), between)}{mark}{behind}", Fraction(f"{whole}.{behind}")
    elif way == "words":
        joint, hyphen = dice.choice([" and ", " "]), dice.choice(["-", " ", ""])
        text, value = spell(whole, joint=joint, hyphen=hyphen), Fraction(whole)
    elif way == "spoken decimals":
        digits = " ".join(SMALL[int(digit)] for digit in behind)
        text, value = f"{spell(whole, joint=' and ', hyphen='-')} point {digits}", Fraction(f"{whole}.{behind}")
    else:
        scale, power = dice.choice(list((WORDS if way == "words as scale" else LETTERS).items()))
        number = f"{whole % 1000}" + dice.choice(["", f".{behind[:2]}"])
        text, value = number + scale, Fraction(number) * 10**power
    if text[0].isdigit() and dice.random() < 0.5:
        return dice.choice(BEFORE) + text, value, "count"
    unit = dice.choice(AFTER)
    if unit == " pp":
        return text + unit, value / 100, "points"
    if unit.strip() in ("%", "per cent", "percent"):
        return text + unit, value / 100, "share"
    return text + unit, value, "count"


def test_a_number_written_in_any_way_is_read_back_or_not_at_all():
    """It is read exactly, or is not sure, or is not read: never as another value or kind.

    Ten thousand in all, as many as the reader promises.
    """
    dice = Random(0)
    for _ in range(10_000):
        text, value, kind = written_number(dice)
        said = dice.choice(CARRIERS).format(text)
        for number in numbers(fold(said)):
            if number.sure and number.said != "2016":
                as_year = number.kind == "year" and kind == "count" and 1900 <= value < 2100
                assert (number.value, number.high) == (value, None), said
                assert number.kind == kind or as_year, said


def test_most_numbers_in_words_and_digits_are_read():
    """Reading nothing would keep the promise above, and be of no use."""
    values = [7, 38, 187, 374, 1058, 2187, 12_000, 101_203, 1_250_000, 3_400_567, 2_000_000_000]
    texts = [spell(value, joint=" and ", hyphen="-") for value in values] + [f"{value:,}" for value in values]
    read_back = [
        [number.value for number in numbers(fold(f"there were {text} lamps")) if number.sure] for text in texts
    ]
    assert read_back == [[value] for value in values * 2]
