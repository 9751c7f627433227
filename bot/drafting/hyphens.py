"""Lines put together: a word that was divided at the end of a line is whole again, "well-known" keeps its hyphen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..core.language.english import ordinary

__all__ = ["Joiner"]

_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_LAST = re.compile(r"([^\W_]+(?:[-‐‑’'][^\W_]+)*)([-‐‑\u00ad])$")
_YEARS = re.compile(r"\d[–-]$")
_LONGEST_WORD = 80
_FIRST = re.compile(r"[^\W_]+")
_SUFFIX = re.compile(
    r"(?:ing|ings|tion|tions|sion|sions|ment|ments|ly|ed|er|ers|est|able|ible|ance|ence|ities|ity|ness|ture|tures|ous|"
    r"ive|ical|ally|ous|ship|ful|less|al|ic|ate|ated|es|ry|ty|ies|ism|ist|ists|ize|ized|ise|ised|cy|ure|sive|tive)"
)
_PREFIX = re.compile(
    r"(?:self|non|co|ex|anti|pro|well|cross|long|short|low|high|full|part|mid|half|all|so|two|three|four|five|six|seven|"
    r"eight|nine|ten|first|second|third|old|new|year|decision|evidence|day|risk)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Joiner:
    """Knows a document's words.

    Attributes:
        whole: How often each word stands in it, folded, at other places than a line's end; with its hyphens.
        curly: Whether it writes "‐" (U+2010) between words; otherwise that at the end of a line only divides one.
    """

    whole: Counter[str]
    curly: bool

    @classmethod
    def of(cls, text: str) -> Joiner:
        """Learn the words of a document from its text, in lines as they were set."""
        kept = re.sub(r"[^\W_]+[-‐‑\u00ad][ \t]*\n[ \t]*[^\W_]+", "", text)
        words = Counter(re.sub("[‐‑]", "-", word).casefold() for word in _WORD.findall(kept.replace("\u00ad", "")))
        return cls(words, bool(re.search(r"\w‐\w", kept)))

    def join(self, lines: Sequence[str]) -> str:
        """Return the lines as one, with a blank between two, or none where a word was divided."""
        made: list[str] = []
        for line in filter(None, (each.strip() for each in lines)):
            last = made[-1][-_LONGEST_WORD:] if made else ""
            found, begun = _LAST.search(last), _FIRST.match(line)
            if found is None or begun is None:
                # "2015-" goes on as "16"
                made.append(line if not made or (_YEARS.search(last) and line[0].isdigit()) else " " + line)
                continue
            if self._divided(found[1], found[2], begun[0]):
                made[-1] = made[-1][:-1]
            made.append(line)
        return "".join(made)

    def _divided(self, before: str, sign: str, after: str) -> bool:
        """Tell whether the hyphen goes: it only divided a word."""
        if sign == "\u00ad" or (sign == "‐" and not self.curly):
            return True
        last = re.split(r"[-‐‑]", before)[-1]
        if not last.isalpha() or not after.isalpha() or after[0].isupper():
            return False  # "COVID-19", "mid-July", "Anglo-Saxon"
        joined, hyphened = (last + after).casefold(), f"{before}-{after}".casefold().replace("‐", "-")
        known = ordinary()
        if self.whole[hyphened] or self.whole[joined]:
            return self.whole[joined] >= self.whole[hyphened]
        if joined in known:
            return True
        if before != last or _PREFIX.fullmatch(last):
            return False  # "state-of-the-" goes on; "self-" and "long-" rarely end a syllable
        return not (self._is_word(last, known) and self._is_word(after, known)) or bool(_SUFFIX.fullmatch(after))

    def _is_word(self, word: str, known: frozenset[str]) -> bool:
        return len(word) > 2 and (word.casefold() in known or self.whole[word.casefold()] > 0)
