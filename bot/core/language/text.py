"""Text as people type it -> folded text and its words. The only normalisation; knows nothing of what words mean."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["MAX_CHARS", "fold", "fold_lines", "plain", "visible", "words"]

# Longer than anything Discord delivers (4,000); what comes after is not read.
MAX_CHARS = 6_000

_PUNCTUATION = str.maketrans(
    {
        "‘": "'", "’": "'", "‛": "'", "ʼ": "'", "´": "'", "′": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
        "…": "...", "⁄": "/", "\u00a0": " ",
    }
)  # fmt: skip
_LATIN_LOOKALIKES = str.maketrans("аеорсухіѕјԁӏ", "aeopcyxisjdl")  # Cyrillic letters that look Latin
_MARKUP = re.compile(
    r"<a?:\w{1,40}:\d{1,25}>|<(?:@[!&]?|#)\d{1,25}>|<t:-?\d{1,15}(?::\w)?>|https?://\S+", re.IGNORECASE
)
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|[%£$€]")
_AFTER_DIGIT = re.compile(r"(\d)(?=[²³¹¼-¾⁰-₉⅐-⅟])")  # "2½" is "2 1/2", not "21/2"
_BACKTICK = re.compile(r"(?<=\w)(`)(?=\w)|`")  # an apostrophe inside a word, else a mark of code
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")  # all but the end of a line


def fold(text: str) -> str:
    """Return the text in the one form in which questions and phrasings are compared, as a single line.

    Lower case, compatibility forms (full-width, ligatures, "½" becomes "1/2") resolved, accents and stacked marks
    off, quotation marks and dashes in their ASCII form, Discord's markup, links and invisible characters out, white
    space single. Never raises; may return "". Folding again changes nothing.
    """
    return fold_lines(text).replace("\n", " ")


def fold_lines(text: str) -> str:
    """Return the text folded line by line: what `fold` returns, but with the ends of its lines kept, empty ones out."""
    text = text[:MAX_CHARS]
    if "`" in text:
        text = _BACKTICK.sub(lambda mark: "'" if mark[1] else " ", text)
    text = "\n".join(text.splitlines())
    text = _CONTROL.sub(" ", text) if text.isascii() else _ascii_where_possible(text)
    if "<" in text or "://" in text:
        text = _MARKUP.sub(" ", text)
    lines = (" ".join(line.split()) for line in text.casefold().split("\n"))
    return "\n".join(line for line in lines if line)


def _ascii_where_possible(text: str) -> str:
    kept = []
    text = _AFTER_DIGIT.sub(r"\1 ", text.translate(_PUNCTUATION))
    for char in unicodedata.normalize("NFKD", text):
        category = unicodedata.category(char)
        if category in ("Mn", "Me", "Cf", "Cs", "Co", "Cn"):
            continue
        kept.append(" " if category == "Cc" and char != "\n" else char)
    return "".join(kept)[:MAX_CHARS].translate(_PUNCTUATION).casefold().translate(_LATIN_LOOKALIKES)


def words(folded: str) -> list[str]:
    """Return the words of folded text in order: runs of letters, numbers as typed, and the signs % £ $ €.

    An apostrophe inside a word is dropped ("don't" is "dont", as most people type it), so is the possessive "'s".
    """
    found: list[str] = _WORD.findall(folded)
    return [_bare(word) for word in found] if "'" in folded else found


def visible(text: str) -> str:
    """Return text in one line in which nothing is hidden: control characters, ends of lines, and characters that change
    how others are shown stand as escapes, "\\x1b"."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape", "surrogatepass").decode("ascii") for char in text
    )


def plain(folded: str) -> str:
    """Return the words of folded text with single blanks between them: the same for texts that differ in punctuation
    alone."""
    return " ".join(words(folded))


def _bare(word: str) -> str:
    if "'" not in word:
        return word
    return (word[:-2] if word.endswith("'s") and word not in _CONTRACTED else word).replace("'", "")


# "'s" is "is" or "has" here, and people type these without the apostrophe as one word.
_CONTRACTED = frozenset(
    [
        "what's",
        "who's",
        "that's",
        "it's",
        "he's",
        "she's",
        "there's",
        "where's",
        "how's",
        "when's",
        "why's",
        "here's",
        "let's",
    ]
)
