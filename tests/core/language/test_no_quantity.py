"""Digits and number words that are no quantities: dates, times, pages, ages, names, telephone numbers, idioms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.no_quantity import no_quantities
from bot.core.language.numbers import numbers
from bot.core.language.text import fold


def left(text: str) -> list[str]:
    """What is read of a text besides years."""
    return [number.said for number in numbers(fold(text)) if number.kind != "year"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("on 25.11.2016", id="points"),
        pytest.param("on 25/11/2016", id="slashes"),
        pytest.param("on 25/11/16", id="slashes and a short year"),
        pytest.param("25-11-16 the report came out", id="hyphens and a short year"),
        pytest.param("2016-11-25", id="of a computer"),
        pytest.param("2016-11", id="of a computer, a month"),
        pytest.param("published 25 Nov 2016", id="a short month"),
        pytest.param("25 November 2016", id="a long month"),
        pytest.param("on the 25th of November", id="an ordinal"),
        pytest.param("November 25", id="the month first"),
        pytest.param("Nov 25, 2016", id="the month first, with a year"),
        pytest.param("Nov. 25, 2016", id="the month first, with a full stop"),
        pytest.param("1st May", id="a day of May"),
        pytest.param("12 March to 14 April", id="two dates"),
        pytest.param("25–27 November 2016", id="a span of days"),
        pytest.param("25 to 27 November", id="a span of days with to"),
        pytest.param("between 12 and 14 May", id="a span of days, between"),
        pytest.param("12/13 May", id="two days with a slash"),
        pytest.param("in November '16", id="a short year"),
        pytest.param("the 1990s", id="a decade"),
        pytest.param("the '90s", id="a short decade"),
        pytest.param("11/2016", id="month and year"),
        pytest.param("on 9/11", id="a day known by its date"),
    ],
)
def test_dates(text):
    """A date is no quantity, whatever the custom."""
    assert left(text) == []


@pytest.mark.parametrize(
    ("text", "year"),
    [
        pytest.param("on 25.11.2016", 2016, id="points"),
        pytest.param("2016-11-25", 2016, id="of a computer"),
        pytest.param("published 25 Nov 2016", 2016, id="words"),
        pytest.param("Nov 25, 2016", 2016, id="the month first"),
    ],
)
def test_the_year_of_a_date_is_kept(text, year):
    """The year of a date is a number, where it stands."""
    assert [(number.kind, number.value, number.said) for number in numbers(fold(text))] == [("year", year, str(year))]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("at 17:30", id="colon"),
        pytest.param("17:30-18:00", id="from to"),
        pytest.param("at 5.30 pm", id="a point and pm"),
        pytest.param("at 5pm", id="pm"),
        pytest.param("at 10.30am", id="am"),
        pytest.param("from 9am to 5pm", id="two of them"),
        pytest.param("9am-5pm", id="two of them with a hyphen"),
        pytest.param("at 5 p.m.", id="p.m."),
        pytest.param("at ten past three", id="past"),
        pytest.param("quarter to nine", id="quarter to"),
        pytest.param("a quarter past nine", id="a quarter past"),
        pytest.param("half past two", id="half past"),
        pytest.param("5 o'clock", id="o'clock"),
        pytest.param("five o’clock", id="o'clock in words"),
        pytest.param("at 10.30", id="a point after at"),
        pytest.param("nine to five", id="working hours"),
    ],
)
def test_times_of_day(text):
    """A time of day is no quantity."""
    assert left(text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("see page 46", id="page"),
        pytest.param("see p. 46", id="p."),
        pytest.param("see p46", id="p close"),
        pytest.param("pp. 46–48", id="pages from to"),
        pytest.param("pages 46 and 48", id="two pages"),
        pytest.param("page forty-six", id="page in words"),
        pytest.param("para 38 says", id="para"),
        pytest.param("paragraph 3.12", id="paragraph with a point"),
        pytest.param("section 4", id="section"),
        pytest.param("section 4(2)", id="section with brackets"),
        pytest.param("s. 47 of the Act", id="section in short"),
        pytest.param("§ 12", id="section sign"),
        pytest.param("chapters 3, 4 and 5", id="three chapters"),
        pytest.param("Article 46 on the Met", id="article"),
        pytest.param("footnote 12 says", id="footnote"),
        pytest.param("as shown [12]", id="note in brackets"),
        pytest.param("table 38 shows", id="table"),
        pytest.param("figure 58 shows", id="figure"),
        pytest.param("fig. 1.2 shows", id="fig."),
        pytest.param("Annex 2", id="annex"),
        pytest.param("Recommendation 12", id="recommendation"),
        pytest.param("recommendations 1 to 5", id="recommendations"),
        pytest.param("Q12", id="question"),
        pytest.param("#46", id="hash"),
        pytest.param("No. 46 is about it", id="No."),
        pytest.param("case no. 374", id="case number"),
        pytest.param("item 12(b)", id="item with a letter"),
        pytest.param("vol. 2, no. 3", id="volume and number"),
        pytest.param("episode 58", id="episode"),
        pytest.param("version 3.2", id="version"),
        pytest.param("v2.0", id="version in short"),
        pytest.param("1. HMIC reviewed cases", id="list number"),
        pytest.param("(1) HMIC reviewed cases", id="list number in brackets"),
        pytest.param("Regulation (EU) 2016/679", id="law"),
    ],
)
def test_places_in_documents(text):
    """Pages, paragraphs, notes and the like are no quantities."""
    assert [number.said for number in numbers(fold(text)) if number.sure and number.kind != "year"] == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a 38-year-old man", id="year-old"),
        pytest.param("a 38 year old man", id="year old"),
        pytest.param("a thirty-eight-year-old", id="year-old in words"),
        pytest.param("one 12yo", id="yo"),
        pytest.param("12 y/o", id="y/o"),
        pytest.param("aged 12", id="aged"),
        pytest.param("aged 12 to 17", id="aged from to"),
        pytest.param("aged 12-17", id="aged from to with a hyphen"),
        pytest.param("aged between 12 and 17", id="aged between"),
        pytest.param("12-17 year olds", id="year olds from to"),
        pytest.param("12 to 17 year olds", id="year olds from to in words"),
        pytest.param("12- to 17-year-olds", id="year olds with hyphens"),
        pytest.param("he is 12.", id="he is"),
        pytest.param("I'm 38, and live here", id="I am"),
        pytest.param("under the age of 18", id="the age of"),
        pytest.param("at age 5", id="at age"),
        pytest.param("ages 5-11", id="ages"),
        pytest.param("under-18s and over-65s", id="groups by age"),
        pytest.param("under 18s", id="a group by age without a hyphen"),
        pytest.param("she turned 40", id="turned"),
        pytest.param("12 years of age", id="years of age"),
    ],
)
def test_ages(text):
    """An age is no quantity."""
    assert left(text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("call 0800 1111", id="with call"),
        pytest.param("0800 1111", id="alone"),
        pytest.param("020 7946 0958", id="three groups"),
        pytest.param("+44 20 7946 0958", id="abroad"),
        pytest.param("07700 900123", id="mobile"),
        pytest.param("ring 116 123", id="with ring"),
        pytest.param("text 85258", id="with text"),
        pytest.param("call 999", id="emergency"),
        pytest.param("call 101 now", id="police"),
        pytest.param("1-800-273-8255", id="American"),
        pytest.param("555-0199", id="American, short"),
        pytest.param("(555) 010-0199", id="American, with brackets"),
    ],
)
def test_telephone_numbers(text):
    """A telephone number is no quantity."""
    assert [number.said for number in numbers(fold(text)) if number.sure] == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("mp3", id="format"),
        pytest.param("Covid-19 delayed it", id="disease"),
        pytest.param("GPT-4", id="model"),
        pytest.param("Windows 10", id="system"),
        pytest.param("Room 101", id="room"),
        pytest.param("the 58 bus", id="bus"),
        pytest.param("route 66", id="route"),
        pytest.param("platform 9", id="platform"),
        pytest.param("A4 paper", id="paper"),
        pytest.param("vitamin B12", id="vitamin"),
        pytest.param("the M25", id="road"),
        pytest.param("H1N1", id="virus"),
        pytest.param("CO2", id="formula"),
        pytest.param("5G", id="network"),
        pytest.param("4g", id="network in small letters"),
        pytest.param("SW1A 1AA", id="postcode"),
        pytest.param("@anna1999", id="handle"),
        pytest.param("<@123456789012345678>", id="mention"),
        pytest.param("https://example.com/374", id="link"),
        pytest.param("3rd", id="ordinal"),
        pytest.param("the 2nd report", id="ordinal before a noun"),
        pytest.param("the twenty-third case", id="ordinal in words"),
        pytest.param("Type 2 diabetes", id="type"),
        pytest.param("the Fortune 500", id="list of firms"),
        pytest.param("Radio 4", id="station"),
        pytest.param("Catch-22", id="book"),
        pytest.param("top 10", id="top"),
    ],
)
def test_names_with_digits(text):
    """Digits in a name are no quantity."""
    assert left(text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("my better half read it", id="better half"),
        pytest.param("it is 50/50", id="50/50"),
        pytest.param("chance is 50-50", id="50-50"),
        pytest.param("fifty-fifty", id="fifty-fifty"),
        pytest.param("110% sure", id="110%"),
        pytest.param("six of one half a dozen of the other", id="six of one"),
        pytest.param("nine times out of ten", id="nine times out of ten"),
        pytest.param("the number one problem", id="number one"),
        pytest.param("one-sided reports", id="one-sided"),
        pytest.param("a one-off", id="one-off"),
        pytest.param("a three-year plan", id="three-year"),
        pytest.param("24/7", id="24/7"),
        pytest.param("on cloud nine", id="cloud nine"),
        pytest.param("one in a million", id="one in a million"),
        pytest.param("zero tolerance", id="zero tolerance"),
        pytest.param("a third party", id="third party"),
        pytest.param("half an hour", id="half an hour"),
        pytest.param("half the time", id="half the time"),
        pytest.param("at one point", id="at one point"),
        pytest.param("I've told you a hundred times", id="a hundred times"),
        pytest.param("on the one hand", id="on the one hand"),
        pytest.param("two wrongs make no right", id="two wrongs"),
        pytest.param("my two cents", id="two cents"),
        pytest.param("back to square one", id="square one"),
        pytest.param("they won 3-2", id="score"),
        pytest.param("lost 2–1", id="score with a dash"),
    ],
)
def test_ways_of_speaking(text):
    """Numbers in a manner of speaking are no quantities."""
    assert left(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("page 46 of the 374 cases", ["374"], id="beside a page"),
        pytest.param("in May 58 complaints came", ["58"], id="after May"),
        pytest.param("in March 12 children died", ["12"], id="after March"),
        pytest.param("there may be 58 people", ["58"], id="after may be"),
        pytest.param("the total is 374.", ["374"], id="after is"),
        pytest.param("the number of cases is 374", ["374"], id="after is, at the end"),
        pytest.param("there were 12 o'hara lamps", ["12"], id="before a name"),
        pytest.param("the figures 278 and 374", ["278", "374"], id="after figures"),
        pytest.param("figures of 278", ["278"], id="after figures of"),
        pytest.param("on page 12, 374 cases", ["374"], id="after a page and a comma"),
        pytest.param("they form 20 % of the population", ["20 %"], id="after form"),
        pytest.param("those affected number 374", ["374"], id="after number"),
        pytest.param("they issue 300 fines a year", ["300"], id="after issue"),
        pytest.param("the flats house 250 families", ["250"], id="after house"),
        pytest.param("police question 12 people", ["12"], id="after question"),
        pytest.param("it takes 5 weeks", ["5"], id="after takes"),
        pytest.param("reviews take 5 weeks", ["5"], id="after take"),
        pytest.param("prices fell by 10.50.", ["10.50"], id="after by, with two decimals"),
        pytest.param("it is about 12.50.", ["12.50"], id="after about, with two decimals"),
        pytest.param("turned 50 people away", ["50"], id="after turned"),
        pytest.param("the success rate was 100 %.", ["100 %"], id="100 % at the end"),
        pytest.param("complaints rose by 200 %.", ["200 %"], id="200 % at the end"),
        pytest.param("100 per cent of them", ["100 per cent"], id="100 per cent of"),
        pytest.param("5 to 10 per cent", ["5 to 10 per cent"], id="a range like a time"),
        pytest.param("half the cases", ["half"], id="half the cases"),
        pytest.param("half of the officers", ["half"], id="half of the officers"),
        pytest.param("a third of the parties", ["a third"], id="a third of the parties"),
        pytest.param("zero complaints", ["zero"], id="zero of something"),
        pytest.param("58 (12 of them in Essex)", ["58", "12"], id="in brackets"),
        pytest.param("a rise from 46 to 58", ["46", "58"], id="from to"),
        pytest.param("374 cases (page 46)", ["374"], id="before a page in brackets"),
        pytest.param("by 5pm 374 cases were seen", ["374"], id="after a time"),
        pytest.param("0.5 % of cases", ["0.5 %"], id="below one"),
        pytest.param("a 24-hour line took 374 calls", ["24", "374"], id="hours"),
    ],
)
def test_quantities_beside_them_are_kept(text, said):
    """What looks like a date or a page and is none, or stands beside one, is still read."""
    assert left(text) == said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("see page 46 of it", [("page 46", None)], id="a page"),
        pytest.param("on 25.11.2016 and at 5pm", [("25.11.2016", "2016"), ("5pm", None)], id="a date and a time"),
        pytest.param("374 cases", [], id="a quantity"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_where_they_stand(text, expected):
    """Each is given with its span, and with that of the year in it."""
    found = [
        (text[start:end], text[slice(*year)] if year is not None else None) for start, end, year in no_quantities(text)
    ]
    assert found == expected


@given(st.text(max_size=200) | st.text(alphabet="0123456789 .,:/-()%apmthfo'", max_size=60))
def test_spans_do_not_overlap(text):
    """Whatever the text, they stand one after the other, and a year stands within its date."""
    folded, last = fold(text), 0
    for start, end, year in no_quantities(folded):
        assert last <= start < end <= len(folded)
        assert year is None or (start <= year[0] < year[1] <= end)
        last = end
