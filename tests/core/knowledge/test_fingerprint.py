"""Fingerprints: an excerpt stands in its source word for word, or is refused."""

from __future__ import annotations

from contextlib import nullcontext, suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.core.knowledge.fingerprint import (
    Fingerprint,
    astray,
    excerpt_words,
    find,
    fingerprint,
    paragraphs,
    parse,
    within,
)
from bot.errors import SourceError

from ..bases import TEXT

HEADER = "verbatim fingerprint 1; window 4 words; hash blake2b-32; folding 1"
PRINT = fingerprint(TEXT)

# Words that all fold to different ones, and sources made of them: paragraphs of 4 to 12 words.
WORD = st.text(st.sampled_from("abcdefgh"), min_size=1, max_size=6) | st.integers(0, 9999).map(str)
PARAGRAPH = st.lists(WORD, min_size=4, max_size=12)
SOURCE = st.lists(PARAGRAPH, min_size=1, max_size=5)


def _joined(source: list[list[str]]) -> str:
    return "\n\n".join(" ".join(words) for words in source)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", (), id="nothing"),
        pytest.param("one\ntwo", ("one\ntwo",), id="a line break does not part"),
        pytest.param("one\n\ntwo", ("one", "two"), id="an empty line parts"),
        pytest.param("one\n \t\n\n\ntwo\n", ("one", "two"), id="white space in it, and several"),
        pytest.param("one\r\n\r\ntwo", ("one", "two"), id="Windows line ends"),
        pytest.param("\n\n  one  \n\n", ("one",), id="empty ones at the ends"),
    ],
)
def test_paragraphs(text, expected):
    """Paragraphs are what stands between empty lines."""
    assert paragraphs(text) == expected


@pytest.mark.parametrize(
    ("excerpt", "paragraph"),
    [
        pytest.param("Dozens of lamps on", 1, id="first words"),
        pytest.param("the Lantern Office has found.", 1, id="last words"),
        pytest.param("Its inspectors looked at 240 lamps. They found", 2, id="across a full stop"),
        pytest.param("DOZENS OF LAMPS ON NORTHGATE QUAY", 1, id="letter case"),
        pytest.param("broken or dim while twelve were", 2, id="punctuation left out"),
        pytest.param("“We saw rust, loose wires", 3, id="other quotation marks"),
        pytest.param("The harbour master’s answer", 5, id="other apostrophe"),
        pytest.param("harbour spent £1250 on new glass", 4, id="thousands without a comma"),
        pytest.param("or 40% of its budget", 4, id="percent sign close"),
        pytest.param("ｄｏｚｅｎｓ of lamps on", 1, id="full width"),
        pytest.param("Dozens of lamps\n  on Northgate quay", 1, id="line break"),
        pytest.param("they tested were broken ... they could have fallen", 2, id="ellipsis, in order"),
        pytest.param("they tested were broken [...] they could have fallen", 2, id="ellipsis in brackets"),
        pytest.param("they tested were broken … they could have fallen", 2, id="ellipsis in one sign"),
        pytest.param("will be out with ladders before the first frost...", 5, id="ellipsis at the end"),
        pytest.param("...will be out with ladders", 5, id="ellipsis at the beginning"),
        pytest.param("they could have fallen ... they tested were broken", None, id="ellipsis, out of order"),
        pytest.param("240 lamps they tested ... lamps they tested were", None, id="parts that overlap"),
        pytest.param("Dozens of lamps on ... they could have fallen", None, id="ellipsis across paragraphs"),
        pytest.param("the Lantern Office has found. Its inspectors looked", None, id="across paragraphs"),
        pytest.param("Dozens of lanterns on Northgate quay", None, id="another word"),
        pytest.param("Dozens of the lamps on Northgate quay", None, id="a word more"),
        pytest.param("Dozens of lamps Northgate quay were", None, id="a word less"),
        pytest.param("lamps of Dozens on Northgate quay", None, id="words in another order"),
        pytest.param("90 of the 241 lamps they tested", None, id="another digit"),
        pytest.param("90 of the 2400 lamps they tested", None, id="a digit more"),
        pytest.param("90 of the 24 lamps they tested", None, id="a digit less"),
        pytest.param("The harbour spent $1,250 on new glass", None, id="another currency"),
        pytest.param("The harbour spent 1,250 on new glass", None, id="no currency"),
        pytest.param("The harbour spent £1.250 on new glass", None, id="a point for a comma"),
        pytest.param("or 40 of its budget", None, id="no percent sign"),
        pytest.param("because they could not have fallen", None, id="a not slipped in"),
    ],
)
def test_find(excerpt, paragraph):
    """Every word and digit of an excerpt counts; case, punctuation and spacing do not."""
    assert find(excerpt, PRINT) == paragraph


def test_find_gives_the_first_paragraph_of_several():
    """An excerpt that stands twice is found where it stands first."""
    assert find("the lamp is lit", fingerprint("nothing here at all\n\nthe lamp is lit\n\nnow the lamp is lit")) == 2


@pytest.mark.parametrize(
    "excerpt",
    [
        pytest.param("", id="nothing"),
        pytest.param("...", id="an ellipsis alone"),
        pytest.param("dozens of lamps", id="three words"),
        pytest.param("dozens of lamps on Northgate ... the winter", id="a part of two words"),
    ],
)
def test_an_excerpt_too_short_is_refused(excerpt):
    """What cannot be checked is not taken."""
    with pytest.raises(ValueError, match="4 words or more"):
        find(excerpt, PRINT)


@given(SOURCE, st.data())
def test_every_excerpt_cut_from_a_source_is_found_in_its_paragraph(source, data):
    """Any four or more words in a row stand in the first paragraph that has them."""
    number = data.draw(st.integers(0, len(source) - 1))
    start = data.draw(st.integers(0, len(source[number]) - 4))
    cut = source[number][start : data.draw(st.integers(start + 4, len(source[number])))]
    has = [any(words[at : at + len(cut)] == cut for at in range(len(words))) for words in source]
    assert find(" ".join(cut), fingerprint(_joined(source))) == has.index(True) + 1


@given(SOURCE, st.data())
def test_an_excerpt_with_one_word_changed_is_not_found(source, data):
    """A word or number that is not in the source at all spoils any excerpt."""
    number = data.draw(st.integers(0, len(source) - 1))
    cut = list(source[number])
    at = data.draw(st.integers(0, len(cut) - 1))
    other = data.draw(WORD)
    assume(all(other not in words for words in source))
    cut[at] = other
    assert find(" ".join(cut), fingerprint(_joined(source))) is None


NOTED = fingerprint("Of the lamps3 they tested ninety were broken or dim. Twelve were taken down by 700 men in March.")


@pytest.mark.parametrize(
    ("excerpt", "hint"),
    [
        pytest.param("they tested ninety were broken", "", id="nothing"),
        pytest.param("not one of them was seen", "", id="no word of it"),
        pytest.param("they tested ninety were broken 4 or dim", 'the source has no "4" after "broken"; the mark of a '
                     "footnote is left out there", id="a mark too many"),
        pytest.param("they tested ninety were 4", 'the source has no "4" after "were"; the mark of a footnote is left '
                     "out there", id="a mark too many at the end"),
        pytest.param("Of the lamps they tested", "", id="a mark left out so early that no window is known"),
        pytest.param("were taken down by 8 men in March", 'its words are the source\'s up to "down by 8"',
                     id="another number"),
        pytest.param("yes, Twelve were taken down", 'its words are the source\'s only from "twelve were taken down" on',
                     id="a word before"),
    ],
)  # fmt: skip
def test_where_an_excerpt_goes_astray(excerpt, hint):
    """The first word that differs is found, and the mark of a footnote told from a number that is wrong."""
    assert astray(excerpt, NOTED) == hint


REPEATED = st.lists(st.lists(st.sampled_from("ab"), min_size=4, max_size=14), min_size=1, max_size=4)


@given(REPEATED, st.lists(st.lists(st.sampled_from("ab"), min_size=4, max_size=7), min_size=1, max_size=2))
def test_an_excerpt_is_found_where_a_plain_look_at_the_words_finds_it(source, parts):
    """Of words that come again and again, each part after the one before it, in the first paragraph that has all."""
    found = None
    for number, words in reversed(list(enumerate(source, start=1))):
        at: int | None = 0
        for part in parts:
            places = range(at, len(words) - len(part) + 1) if at is not None else range(0)
            at = next((place + len(part) for place in places if words[place : place + len(part)] == part), None)
        found = found if at is None else number
    assert find(" ... ".join(map(" ".join, parts)), fingerprint(_joined(source))) == found


@given(st.text(max_size=200))
def test_any_text_makes_a_fingerprint_or_is_refused(text):
    """Nothing but SourceError comes of a text without four words in a paragraph."""
    with suppress(SourceError):
        assert any(fingerprint(text).paragraphs)


@given(st.text(max_size=200))
def test_any_excerpt_is_found_or_not_or_refused(text):
    """Nothing but ValueError comes of an excerpt, and that if a part of it is too short."""
    parts = excerpt_words(text)
    short = not parts or any(len(part) < 4 for part in parts)
    with pytest.raises(ValueError, match="4 words or more") if short else nullcontext():
        assert find(text, PRINT) is None


def test_a_fingerprint_file_states_its_method_and_has_a_line_per_paragraph():
    """Windows of four words: a paragraph of six has three, one of three has none."""
    lines = str(fingerprint("a b c d e f\n\na b c\n\ng h i j")).splitlines()
    assert lines[0] == HEADER
    assert [len(line.split()) for line in lines[1:]] == [3, 0, 1]


def test_a_fingerprint_is_the_same_for_ever():
    """Old fingerprint files stay good: the hash of four folded words is fixed."""
    # printf 'the quick brown fox' | b2sum -l 32
    assert str(fingerprint("The quick, Brown FOX")) == f"{HEADER}\n3f044877\n"


def test_a_fingerprint_does_not_hold_the_words():
    """Nothing of the source can be read in its fingerprint."""
    assert not set(str(PRINT).removeprefix(HEADER)) - set("0123456789abcdef \n")


@given(SOURCE)
def test_parse_reads_back_what_was_written(source):
    """A fingerprint survives its file, Windows line ends included."""
    made = fingerprint(_joined(source))
    assert parse(str(made)) == made
    assert parse(str(made).replace("\n", "\r\n")) == made


def test_parse_keeps_a_short_paragraph_in_its_place():
    """A paragraph without a window still counts."""
    made = parse(f"{HEADER}\n01234567\n\n89abcdef 01234567\n")
    assert made == Fingerprint((("01234567",), (), ("89abcdef", "01234567")))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "the first line is not", id="nothing"),
        pytest.param("01234567\n", "the first line is not", id="no header"),
        pytest.param(HEADER.replace("4", "3") + "\n01234567\n", "the first line is not", id="another method"),
        pytest.param(f"{HEADER}\n0123456\n", "line 2 is not a row of hashes", id="a digit less"),
        pytest.param(f"{HEADER}\n01234567\n0123456g\n", "line 3 is not a row of hashes", id="no hexadecimal digit"),
        pytest.param(f"{HEADER}\n01234567  01234567\n", "line 2 is not a row of hashes", id="two spaces"),
        pytest.param(f"{HEADER}\nABCDEF01\n", "line 2 is not a row of hashes", id="capitals"),
    ],
)
def test_parse_refuses_what_was_not_made_by_this_method(text, message):
    """The error says what is wrong and how to make the file."""
    with pytest.raises(SourceError, match=message) as raised:
        parse(text)
    assert "python -m bot fingerprint" in str(raised.value)


@given(st.text(max_size=100), st.text(max_size=100))
def test_parse_raises_nothing_but_source_error(text, tail):
    """Any text is a fingerprint or a SourceError."""
    for each in (text, f"{HEADER}\n{tail}"):
        with suppress(SourceError):
            parse(each)


@pytest.mark.parametrize(
    ("inner", "outer", "inside"),
    [
        pytest.param("loose wires", "We saw rust, loose wires", True, id="two words"),
        pytest.param("“LOOSE, wires”", "We saw rust, loose wires", True, id="case and punctuation"),
        pytest.param("lose wires", "We saw rust, loose wires", False, id="another word"),
        pytest.param("wire", "We saw rust, loose wires", False, id="part of a word"),
        pytest.param("wires loose", "We saw rust, loose wires", False, id="another order"),
        pytest.param("rust wires", "We saw rust, loose wires", False, id="a word left out"),
        pytest.param("loose wires...", "We saw rust, loose wires", True, id="ellipsis at the end"),
        pytest.param("loose wires and", "loose wires", False, id="longer than the outer"),
        pytest.param("24", "240 lamps", False, id="part of a number"),
        pytest.param(
            "loose wires lack of care",
            "We saw rust, loose wires ... lack of care on every mast",
            False,
            id="across what was left out",
        ),
    ],
)
def test_within(inner, outer, inside):
    """A few words stand in a longer excerpt only in a row."""
    assert within(inner, outer) is inside


@pytest.mark.parametrize(
    ("excerpt", "parts"),
    [
        pytest.param("", (), id="nothing"),
        pytest.param("A lamp, lit", (("a", "lamp", "lit"),), id="one part"),
        pytest.param("a lamp ... is lit [ … ] now", (("a", "lamp"), ("is", "lit"), ("now",)), id="three parts"),
        pytest.param("... a lamp ...", (("a", "lamp"),), id="ellipses at the ends"),
        pytest.param("£1,250 or 40 %", (("£", "1250", "or", "40", "%"),), id="numbers and signs"),
    ],
)
def test_excerpt_words(excerpt, parts):
    """An ellipsis divides an excerpt."""
    assert excerpt_words(excerpt) == parts
