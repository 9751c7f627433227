"""Questions that went unanswered: which of them are one question."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answering.gaps import ALIKE, group_of, likeness
from bot.core.language.text import fold

# --- likeness -------------------------------------------------------------------------------------------------------

SAME = [
    pytest.param("how many trams were late in march", "How many trams were late in March?", id="case and marks"),
    pytest.param("how many trams were late", "hi can you please tell me how many trams were late", id="courtesy"),
    pytest.param("how many trams were late", "trams late how many mate", id="order"),
    pytest.param("did the museum open on sunday", "did the musuem open on sunday", id="typing error"),
    pytest.param("is the swimming pool heated", "is the swiming poool heated", id="typing errors"),
    pytest.param("when does the library open", "what time does the library open", id="when and what time"),
    pytest.param("how do i renew my passport", "how can I renew my passport??", id="do and can"),
    pytest.param("why was the bridge closed", "y was the bridge closed", id="short forms"),
    pytest.param("why was the bridge closed", "what was the reason the bridge was closed", id="why and what reason"),
    pytest.param("visitors of the zoo in 2015", "visitor of the zoo in 2015", id="endings"),
    pytest.param("how many visitors did the zoo have in 2015", "number of visitors of the zoo in 2015", id="number of"),
    pytest.param("what percentage of pupils passed the exam", "percentage of pupils who passed the exam", id="percent"),
    pytest.param("who designed the opera house", "who was the designer of the opera house", id="verb and noun"),
    pytest.param("how many of the two bridges were closed", "how many of the 2 bridges were closed", id="two and 2"),
    pytest.param("didn't the ferry sail on monday", "did not the ferry sail on monday", id="didn't and did not"),
    pytest.param(
        "what is the budget of the orchestra for new instruments this season",
        "what is the orchestra's budget for new instruments this coming season",
        id="one word more in a long question",
    ),
]
DIFFERENT = [
    pytest.param("how many in 2015", "how many in 2016", id="year"),
    pytest.param("more than 40 swimmers", "more than 50 swimmers", id="number"),
    pytest.param("were two swimmers rescued", "were three swimmers rescued", id="number in words"),
    pytest.param("how many trams were late", "how many trams were late in 2016", id="a year more"),
    pytest.param("how many trams were late", "how many trams were early", id="early and late"),
    pytest.param("how many trams were late", "why were trams late", id="how many and why"),
    pytest.param("when did the museum open", "why did the museum open", id="when and why"),
    pytest.param("was the bridge closed", "when was the bridge closed", id="whether and when"),
    pytest.param("did the ferry sail on monday", "did the ferry not sail on monday", id="not"),
    pytest.param("does the soup contain nuts", "does the soup contain no nuts", id="no"),
    pytest.param("is the water safe to drink", "is the water unsafe to drink", id="unsafe"),
    pytest.param("how many legal cases", "how many illegal cases", id="illegal"),
    pytest.param("how many male nurses work there", "how many female nurses work there", id="male and female"),
    pytest.param("who hired the conductor", "who fired the conductor", id="one letter that matters"),
    pytest.param("visitors in austria", "visitors in australia", id="names that look alike"),
    pytest.param("how many people live in leeds", "how many people live in york", id="names of towns"),
    pytest.param("what did anna say about the garden", "what did peter say about the garden", id="names of people"),
    pytest.param("how many lamps were broken", "how many lamps were broken in leeds", id="a name more"),
    pytest.param("how many pupils passed the exam", "what percentage of pupils passed the exam", id="number and share"),
    pytest.param("trains before noon", "trains after noon", id="before and after"),
    pytest.param("what is the price of bread", "what is the price of butter", id="bread and butter"),
    pytest.param("how many", "how many trams were late", id="only the asking in common"),
    pytest.param("what did the gardeners say to them", "who are these gardeners anyway", id="one word in common"),
    pytest.param("what did gardeners do about it", "are the gardeners any good, what of them", id="one word of sense"),
    pytest.param("who are you", "what is this", id="nothing but little words"),
    pytest.param(
        "how many street lamps were broken in the north district last winter",
        "how many street lamps were broken in the south district last winter",
        id="one word of a long question",
    ),
    pytest.param("how old is the oak", "how tall is the oak", id="old and tall"),
    pytest.param("🙂", "🙃", id="no word at all"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_alike(a, b):
    """The same question in other words, order or spelling."""
    assert likeness(fold(a), fold(b)) >= ALIKE


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_not_alike(a, b):
    """Questions that look alike and ask for different things."""
    assert likeness(fold(a), fold(b)) < ALIKE


QUESTIONS = st.lists(
    st.sampled_from("how many trams were late not in 2015 2016 two march who why the bridge closd closed".split()),  # noqa: SIM905 - words
    max_size=8,
).map(" ".join)


@given(QUESTIONS, QUESTIONS)
def test_likeness_is_a_share_and_the_same_both_ways(a, b):
    """Between 0 and 1, whichever comes first; 1 of a question and itself."""
    assert 0.0 <= likeness(a, b) <= 1.0
    assert likeness(a, b) == likeness(b, a)
    assert likeness(a, a) == 1.0


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_has_a_likeness(a, b):
    """Nothing that people type makes it fail."""
    assert 0.0 <= likeness(fold(a), fold(b)) <= 1.0


# --- group_of -------------------------------------------------------------------------------------------------------

GROUPS = [
    (7, "how many trams were late"),
    (3, "trams late how many"),
    (5, "why was the bridge closed"),
    (9, "how many trams were late in 2016"),
    (4, "what is the budget of the orchestra for instruments"),
    (2, "what is the budget of the orchestra for new instruments this season"),
]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        pytest.param("y was the bridge closed??", 5, id="one is like it"),
        pytest.param("how many trams were late, please", 3, id="two are equally like it: the lower id"),
        pytest.param("How many trams were late in 2016?", 9, id="the one of that year"),
        pytest.param("how many trams were late in 2017", None, id="none of that year"),
        pytest.param("budget of the orchestra for the new instruments this season", 2, id="the likest"),
        pytest.param("who is the mayor", None, id="none"),
        pytest.param("", None, id="nothing asked"),
        pytest.param("the", None, id="a little word"),
    ],
)
def test_group_of(text, group):
    """The group that is likest, if any is like enough."""
    assert group_of(text, GROUPS) == group


def test_without_groups_there_is_none():
    """The first question of all is like none."""
    assert group_of("how many trams were late", []) is None


@given(st.permutations(GROUPS), st.sampled_from([text for _, text in GROUPS]))
def test_the_order_of_groups_does_not_matter(groups, text):
    """The same groups give the same id."""
    assert group_of(text, groups) == group_of(text, GROUPS)


def test_five_thousand_groups_are_looked_through_quickly():
    """A twentieth of a second when measured; four times that here, on a machine that is busy."""
    towns = ["leeds", "york", "derby", "luton", "poole", "truro", "wells", "ripon", "bath", "ely"]
    groups = [(n, f"how many {towns[n % 10]} trams of line {n} were late at stop {n % 37}") for n in range(5_000)]
    taken = []
    for _ in range(3):
        started = time.perf_counter()
        assert group_of("how many derby trams of line 1732 were late at stop 30", groups) == 1732
        taken.append(time.perf_counter() - started)
    assert min(taken) < 0.2
