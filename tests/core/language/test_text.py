"""Folding: the one form in which questions and phrasings are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.text import MAX_CHARS, fold, words

# Also lone surrogates, which st.text() leaves out; and the pieces of which markup and links are made.
ANY_TEXT = st.text(st.characters() | st.characters(categories=["Cs", "Mn", "Cf", "Cc"]), max_size=200)
MARKUP = st.lists(st.sampled_from(["<", "@", "!", "#", ":", "a", "1", ">", "t", "http", "://", " ", "x", "é"])).map(
    "".join
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("How Many LAMPS", "how many lamps", id="capitals"),
        pytest.param("  how \t many\n\nlamps ", "how many lamps", id="white space"),
        pytest.param("how\u00a0many\u2003lamps", "how many lamps", id="white space that is not ASCII"),
        pytest.param("ｌａｍｐｓ １２", "lamps 12", id="full width"),
        pytest.param("ﬁve ﬂoors", "five floors", id="ligatures"),
        pytest.param("½ of it", "1/2 of it", id="fraction in one sign"),
        pytest.param("m²", "m2", id="superscript"),
        pytest.param("café Zoë Ångström", "cafe zoe angstrom", id="accents"),
        pytest.param("cafe\u0301", "cafe", id="accent as a sign of its own"),
        pytest.param("l\u0336\u0321a\u0317\u0300m\u0489p\u0334", "lamp", id="Zalgo"),
        pytest.param("Straße", "strasse", id="sharp s"),
        pytest.param("İstanbul", "istanbul", id="dotted capital I"),
        pytest.param("‘don’t’", "'don't'", id="single quotation marks"),
        pytest.param("“dim” «dim» „dim‟", '"dim" "dim" "dim"', id="double quotation marks"),
        pytest.param("force‑wide – 1−2 — so", "force-wide - 1-2 - so", id="dashes and minus"),
        pytest.param("well…", "well...", id="ellipsis in one sign"),
        pytest.param("<@123456789> how many", "how many", id="mention"),
        pytest.param("<@!1> <@&22> <#333> lamps", "lamps", id="nick, role and channel mentions"),
        pytest.param("lamps <:smile:42> <a:wave:43>", "lamps", id="custom emoji"),
        pytest.param("<t:1700000000:R> lamps <t:-5>", "lamps", id="timestamps"),
        pytest.param("1 < 2 > 0", "1 < 2 > 0", id="signs that are no markup"),
        pytest.param("see https://pilot.example/a?b=c#d now", "see now", id="link"),
        pytest.param("la\u200bmp\u2060s\ufeff", "lamps", id="zero width"),
        pytest.param("\u202elamps\u202c", "lamps", id="direction marks"),
        pytest.param("la\u00admp", "lamp", id="soft hyphen"),
        pytest.param("how\x00many\x1b[31m", "how many [31m", id="control characters"),
        pytest.param("é\x00x", "e x", id="control characters beside accents"),
        pytest.param("la\ud800mp", "lamp", id="lone surrogate"),
        pytest.param("\ue000lamp\U0010ffff", "lamp", id="private and unassigned"),
        pytest.param("сосоа", "cocoa", id="Cyrillic that looks Latin"),
        pytest.param("`lamps`", "lamps", id="code marks"),
        pytest.param("🔥🔥", "🔥🔥", id="emoji"),
        pytest.param("Лампы 灯", "л\N{LATIN SMALL LETTER A}мпы 灯", id="other scripts stay, lookalikes aside"),
    ],
)
def test_fold(text, folded):
    """Text that reads the same to people folds to the same."""
    assert fold(text) == folded


def test_fold_reads_no_more_than_the_limit():
    """What comes after the limit is not read."""
    assert fold("a" * MAX_CHARS + "b") == "a" * MAX_CHARS


def test_a_link_in_capitals_is_a_link():
    """A link is taken out however it is written."""
    assert fold("HTTPS://PILOT.EXAMPLE/ lamps") == "lamps"


def test_a_backtick_folds_to_the_same_whatever_stands_around_it():
    """An accent elsewhere does not change how the rest of a text is folded."""
    assert fold("don`t know é") == fold("don`t know") + " e"


def test_a_fraction_sign_after_a_digit_stays_apart():
    """Two and a half is not twenty-one halves."""
    assert fold("2½") == "2 1/2"


@given(ANY_TEXT | MARKUP)
def test_fold_never_raises_and_is_idempotent(text):
    """Folding folded text changes nothing, whatever the text."""
    folded = fold(text)
    assert fold(folded) == folded


@given(ANY_TEXT)
def test_folded_text_is_bare(text):
    """Folded text has no capitals that fold, no doubled space and no control character."""
    folded = fold(text)
    assert folded == folded.strip()
    assert "  " not in folded
    assert not any(char < " " or char == "\x7f" or "\ud800" <= char <= "\udfff" for char in folded)


@given(st.text(st.characters(codec="ascii", exclude_characters="<>:`"), max_size=80))
def test_plain_ascii_folds_to_itself_in_small_letters(text):
    """Nothing is lost of plain ASCII but its case and its spacing."""
    spaced = "".join(char if " " < char < "\x7f" else " " for char in text)
    assert fold(text) == " ".join(spaced.lower().split())


@pytest.mark.parametrize(
    ("folded", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("?! ... 🔥", [], id="no word"),
        pytest.param("how many lamps?", ["how", "many", "lamps"], id="words"),
        pytest.param("1,250 or 37.5", ["1,250", "or", "37.5"], id="numbers as typed"),
        pytest.param("12.", ["12"], id="full stop after a number"),
        pytest.param("37.5% £5 $6 €7", ["37.5", "%", "£", "5", "$", "6", "€", "7"], id="signs that count"),
        pytest.param("don't", ["dont"], id="apostrophe"),
        pytest.param("the harbour's lamps", ["the", "harbour", "lamps"], id="possessive"),
        pytest.param("what's it's who's", ["whats", "its", "whos"], id="contracted is"),
        pytest.param("the lamps' glass", ["the", "lamps", "glass"], id="plural possessive"),
        pytest.param("'dim'", ["dim"], id="single quotes around a word"),
        pytest.param("rock'n'roll", ["rocknroll"], id="two apostrophes"),
        pytest.param("well-known", ["well", "known"], id="hyphen"),
        pytest.param("snake_case", ["snake", "case"], id="underscore"),
        pytest.param("mp3", ["mp", "3"], id="digit glued to letters"),
        pytest.param("лampы 灯", ["лampы", "灯"], id="other scripts"),
    ],
)
def test_words(folded, expected):
    """Words come in order, as they count."""
    assert words(folded) == expected


@given(ANY_TEXT)
def test_words_never_raise_and_are_never_empty(text):
    """Every word has a sign in it, whatever the text."""
    assert all(words(text))
    assert all(words(fold(text)))
