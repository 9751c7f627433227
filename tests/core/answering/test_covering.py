"""A reply answers for another entry too if it shows the same words, and nothing else before them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bot.core.answering.covering import covers, shares
from bot.core.knowledge.model import Entry, Excerpt, Figure, Knowledge, Speaker
from bot.core.language.quantity import Quantity
from tests.core import library

SOURCE = library.entry("roof-leaked").source
ADA, TOM = Speaker("Ada Quill", ""), Speaker("Tom Hurst", "")
LONG = "We saw rust on every mast, said Ada Quill, and 12 lamps were dark"
SHORT = "12 lamps were dark"


def entry(
    id: str, *texts: str, figure: Figure | None = None, speaker: Speaker | None = None, paragraph: int = 1
) -> Entry:
    excerpts = tuple(Excerpt(text, paragraph) for text in texts)
    return Entry(id, id, "", SOURCE, "", "", speaker, figure, excerpts, ())


def count(value: int, *, high: int | None = None) -> Quantity:
    return Quantity(value=Fraction(value), kind="count", high=None if high is None else Fraction(high))


def counted(value: int | None, *, whole: int | None = None) -> Figure:
    return Figure("", None if value is None else count(value), "lamps", count(whole) if whole else None)


A_QUARTER = Figure("", Quantity(value=Fraction(1, 4), kind="share"), "%")
SOME = Figure("", count(12, high=20), "lamps")


def base(*entries: Entry) -> Knowledge:
    return Knowledge("0" * 12, {SOURCE.id: SOURCE}, {each.id: each for each in entries}, {})


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(entry("one", SHORT), entry("other", SHORT), True, id="the same words"),
        pytest.param(entry("one", LONG), entry("other", SHORT), True, id="the other's words inside its own"),
        pytest.param(entry("one", SHORT), entry("other", LONG), False, id="less than the other's words"),
        pytest.param(entry("one", LONG), entry("other", "The quay was dark"), False, id="other words"),
        pytest.param(entry("one", LONG), entry("other", SHORT, "every mast"), True, id="all of several words"),
        pytest.param(entry("one", LONG), entry("other", SHORT, "The quay"), False, id="one of several words"),
        pytest.param(entry("one", LONG), entry("other", SHORT, paragraph=2), False, id="another paragraph"),
        pytest.param(entry("one", LONG), entry("other", SHORT, figure=counted(12)), True, id="a figure to none"),
        pytest.param(
            entry("one", LONG, figure=counted(12)), entry("other", SHORT), True, id="none to a figure, which is shown"
        ),
        pytest.param(
            entry("one", LONG, figure=counted(12)),
            entry("other", SHORT, figure=counted(12)),
            True,
            id="the same figure",
        ),
        pytest.param(
            entry("one", LONG, figure=counted(1)), entry("other", SHORT, figure=counted(12)), False, id="another figure"
        ),
        pytest.param(
            entry("one", LONG, figure=counted(12, whole=48)),
            entry("other", SHORT, figure=A_QUARTER),
            True,
            id="its share",
        ),
        pytest.param(
            entry("one", LONG, figure=counted(12, whole=48)),
            entry("other", SHORT, figure=counted(48)),
            False,
            id="its whole",
        ),
        pytest.param(
            entry("one", LONG, figure=counted(None)),
            entry("other", SHORT, figure=counted(12)),
            False,
            id="a figure known in words only",
        ),
        pytest.param(
            entry("one", LONG, figure=counted(12)),
            entry("other", SHORT, figure=SOME),
            False,
            id="a range to one number",
        ),
        pytest.param(entry("one", LONG), entry("other", SHORT, speaker=ADA), True, id="a speaker who is named in it"),
        pytest.param(entry("one", LONG), entry("other", SHORT, speaker=TOM), False, id="a speaker who is not"),
        pytest.param(entry("one", SHORT, speaker=TOM), entry("other", SHORT, speaker=TOM), True, id="the same speaker"),
        pytest.param(entry("one", SHORT, speaker=TOM), entry("other", SHORT), True, id="no speaker to one"),
    ],
)
def test_whether_one_reply_answers_for_another(one, other, expected):
    assert ("other" in covers(base(one, other))["one"]) is expected


def test_no_entry_covers_itself_and_one_without_words_covers_nothing():
    assert covers(base(entry("one", SHORT), entry("bare"))) == {"one": frozenset(), "bare": frozenset()}


def test_a_count_and_the_share_that_it_is_cover_each_other_and_their_whole_covers_neither():
    found = covers(library.knowledge())
    assert "late-share" in found["loans-late"]
    assert "loans-late" in found["late-share"]
    assert found["loans-inspected"].isdisjoint(["loans-late", "late-share"])


def test_each_share_has_the_part_that_it_is_the_share_of():
    knowledge = library.knowledge()
    found = shares(knowledge, covers(knowledge))
    assert {share: part.id for share, part in found.items()} == {"late-share": "loans-late"}


def test_a_share_of_two_counts_of_which_neither_is_a_part_has_no_part():
    """Of the chairs of both towns Oakham's are a share, but Oakham's reply does not show Elmstead's number."""
    before = "  - id: bell-carpets\n"
    ratio = (
        "  - id: chairs-ratio\n    title: Chairs of Oakham beside Elmstead\n    asked: [how do the towns compare]\n"
        "    says: Oakham had fewer than Elmstead.\n"
        "    figure: {calculate: chairs-oakham / chairs-elmstead, as: percent}\n"
    )
    knowledge = library.knowledge(gazette=(before, ratio + before))
    assert "chairs-ratio" not in shares(knowledge, covers(knowledge))
