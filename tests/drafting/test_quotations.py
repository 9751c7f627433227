"""Who says what, by the words around it; expected by hand."""

from __future__ import annotations

import pytest

from bot.drafting.people import People
from bot.drafting.quotations import attributed, quotations

PEOPLE = People(["Ada Fenn", "Guido Halm", "Marcus Bell"])


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        pytest.param(
            "“We lend more than ever,” said Ada Fenn, the head librarian.",
            ("We lend more than ever", "Ada Fenn", "the head librarian"),
            id="said behind it, with a role",
        ),
        pytest.param(
            '"No family should ask twice," its chief nurse, Marcus Bell, wrote in a letter.',
            ("No family should ask twice", "Marcus Bell", "chief nurse"),
            id="the role first",
        ),
        pytest.param(
            "Chief executive Ada Fenn said the trust would “not open a new room until spring”.",
            ("not open a new room until spring", "Ada Fenn", "chief executive"),
            id="a piece of a sentence",
        ),
        pytest.param(
            "As one volunteer put it, “You learn more from peeling potatoes.”",
            ("You learn more from peeling potatoes.", "one volunteer", ""),
            id="without a name",
        ),
        pytest.param(
            "According to Marcus Bell, “it is the only place that is warm”.",
            ("it is the only place that is warm", "Marcus Bell", ""),
            id="according to",
        ),
        pytest.param(
            "Guido Halm wrote it alone. Halm claimed he “was looking for a hobby over Christmas.”",
            ("was looking for a hobby over Christmas.", "Guido Halm", ""),
            id="a name in short",
        ),
        pytest.param(
            "When Ada Fenn explained it, she called it a “labour of love”.",
            ("labour of love", "Ada Fenn", ""),
            id="few words that somebody plainly says",
        ),
    ],
)
def test_a_quotation_has_its_speaker_and_role(paragraph, expected):
    """The name is the whole one, where the document has it."""
    found, _ = quotations(paragraph, PEOPLE)
    assert [(each.text, each.speaker, each.role) for each in found] == [expected]


@pytest.mark.parametrize(
    ("paragraph", "why"),
    [
        pytest.param("This is known as “magpie developer” syndrome.", "a term in quotation marks", id="a term"),
        pytest.param("It opens with “we shall all be there in time”.", "nobody is said to say it", id="nobody"),
    ],
)
def test_words_that_nobody_says_are_no_quotation(paragraph, why):
    """They are listed with the reason."""
    found, passed = quotations(paragraph, PEOPLE)
    assert (found, [each.why for each in passed]) == ([], [why])


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        pytest.param("Of his decision, Halm says:", ("Guido Halm", ""), id="a colon"),
        pytest.param("Ada Fenn, a maintainer, explains the interest:", ("Ada Fenn", "a maintainer"), id="with a role"),
        pytest.param("The trees were planted in rows.", ("", ""), id="nobody"),
    ],
)
def test_a_block_quotation_is_said_by_whom_the_sentence_before_names(before, expected):
    assert attributed(before, PEOPLE)[:2] == expected
