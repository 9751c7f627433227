"""Words written so that a filter would not see them -> the words that are meant. Knows nothing of what they mean.

"d!e", "k.i.l.l", "h*ts", "s u i c i d e", "sui.cide", "kiiill", "mydadhitsme", letters of other alphabets that look
Latin: each is read back by what it looks like, and only into words that were told. Ordinary words are left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby, product
from math import log

from .english import CHAT, LITTLE, names, ordinary
from .spelling import Speller

__all__ = ["Unmasker"]

# What a sign may stand for inside a word, the likeliest first.
_SIGNS = {
    "0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "6": "gb", "7": "t", "8": "b", "9": "g",
    "!": "il", "|": "li", "@": "a", "$": "s", "€": "e", "£": "l", "+": "t", "(": "c", "¡": "i", "¢": "c",
}  # fmt: skip
_ANY = frozenset("*#%&?._-~^=/\\x'")  # stand for a letter that is left out, or for nothing
_BLANKED = "*#%?_-."
_LOOKALIKES = {
    ord(char): latin
    for latin, like in {
        "a": "аαɑᴀ", "b": "вьβʙ", "c": "сᴄ", "d": "ԁđᴅ", "e": "еёεᴇ", "f": "ꜰ", "g": "ɡɢ", "h": "нһħʜ", "i": "іıιɩɪ",
        "j": "јᴊ", "k": "кκᴋ", "l": "ӏłʟ", "m": "мᴍ", "n": "пηɴ", "o": "оοσøᴏ", "p": "рρᴘ", "r": "гʀ", "s": "ѕꜱ",
        "t": "тτŧᴛ", "u": "υᴜ", "v": "νᴠ", "w": "ωᴡ", "x": "хχ", "y": "уγʏ", "z": "ᴢ",
    }.items()
    for char in like
}  # fmt: skip
_EDGES = re.compile(r"^([^\w@$*!|+£€]*)(.*?)([^\w*@$]*)$", re.DOTALL)
_PLAIN_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_PAST = re.compile(r"([a-z]{2,3})'d")  # of what is shortened to its first letters: "sa'd" is not "sad"
_NUMBER = re.compile(r"[\d.,:/%£$€+-]+(?:st|nd|rd|th|am|pm|k|m|bn|yo|yr|yrs|f|mo|s|x|h|ish)?|[mf]\d\d")
_REPEATED = re.compile(r"(.)\1+")
_SHORTEST_GLUED, _LONGEST_GLUED = 5, 40
_MOST_READINGS = 48
_MOST_SINGLE = 2  # letters in a row that are words of their own; more of them may be a word spelt out
_MOST_MASKED = 100  # tokens of a message with signs in them that are read; each may cost a third of a millisecond
_MIN_SHARE = 0.5  # of the words of a message that are English, for others to be taken for misspelt English ones
_SHORT = 4  # letters: what is shorter is not put right
_MOST_COST, _MOST_COST_A_LETTER = 6.0, 3.5  # of words written together, by how rare they are: the logarithm of one in n
_NEVER = 1e9


class Unmasker:
    """Reads masked words back. Built once; then read only.

    Args:
        often: The words that others may stand for, folded, with how often each is used.
        also: Further words that are left as they are.
    """

    def __init__(self, often: Mapping[str, int], also: frozenset[str] = frozenset()) -> None:
        self._often = {word: count for word, count in often.items() if word.isalpha()}
        self._left = ordinary() | names() | also | self._often.keys() | CHAT.keys()
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in sorted(self._often, key=lambda word: (-self._often[word], word)):
            self._by_length[len(word)].append(word)
        total = sum(self._often.values()) or 1
        self._cost = {word: log(total / count) for word, count in self._often.items() if _joins(word)}
        self._longest = max(map(len, self._cost), default=0)
        self._speller = Speller({word: count for word, count in self._often.items() if word.isascii()})

    def read(self, folded: str) -> str:
        """Return folded text with its masked words as they are meant, all else as it was."""
        tokens = folded.split()
        if all(token in self._left for token in tokens) and sum(len(token) == 1 for token in tokens) <= _MOST_SINGLE:
            return folded
        tokens = [self._latin(token) for token in tokens]
        tokens = list(self._spaced(tokens))
        english = sum(_bare(token) in self._left for token in tokens) >= _MIN_SHARE * len(tokens)
        tokens = list(self._rejoined(tokens))
        read: dict[str, str] = {}  # what is written over and over is read once
        masked = 0
        for token in tokens:
            if token not in read:
                masked += not token.isalpha()
                read[token] = token if masked > _MOST_MASKED and not token.isalpha() else self._word(token, english)
        return " ".join(read[token] for token in tokens)

    def _latin(self, token: str) -> str:
        """Return a token with letters of other alphabets read as the Latin ones they look like, if that is a word."""
        if token.isascii():
            return token
        read = token.translate(_LOOKALIKES)
        return read if read != token and _bare(read) in self._left else token

    # --- Several tokens that are one word ---------------------------------------------------------------------

    def _spaced(self, tokens: list[str]) -> Iterator[str]:
        """Yield the tokens with words spelt out, "d i e", joined."""
        for single, group in groupby(tokens, key=_is_single):
            run = list(group)
            spelt = single and len(run) > _MOST_SINGLE
            joined = self._segmented("".join(map(_bare, run))) if spelt else None
            yield from run if joined is None else joined

    def _rejoined(self, tokens: list[str]) -> Iterator[str]:
        """Yield the tokens with those joined that are no words each, and one together."""
        at = 0
        while at < len(tokens):
            here, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else ""
            if after and here.isalpha() and (here not in self._left or _bare(after) not in self._left):
                both = here + _bare(after)
                if both in self._often and len(both) > 3:
                    yield both
                    at += 2
                    continue
            yield here
            at += 1

    # --- One token --------------------------------------------------------------------------------------------

    def _word(self, token: str, english: bool) -> str:
        before, core, after = _EDGES.fullmatch(token).groups()  # type: ignore[union-attr]  # it fits any token
        past = _PAST.fullmatch(core)
        if past is not None and past[1] not in LITTLE:
            return f"{before}{past[1]}ed{after}"
        if not core or core in self._left or _NUMBER.fullmatch(core):
            return token
        if _PLAIN_WORD.fullmatch(core):
            bare = core.removesuffix("'s").replace("'", "")
            return token if bare in self._left else f"{before}{self._repaired(core, english)}{after}"
        meant = self._unsigned(core)
        if meant is None and after and after[0] in "!?.":
            return token
        return token if meant is None else f"{before}{meant}{after}"

    def _unsigned(self, core: str) -> str | None:
        """Return the word that letters and signs stand for; None if it is none that is known."""
        pieces = re.split(r"[^\w']+|_", core)
        if len(pieces) > 1 and all(_is_word(piece, self._left) for piece in pieces):
            return None
        spelt = len(pieces) > 1 and all(len(piece) == 1 for piece in pieces)
        if not spelt and any(char in _BLANKED for char in core) and not all(char in _BLANKED for char in core):
            pattern = re.compile("".join(_pattern(char) for char in core))
            for word in self._by_length[len(core)]:
                if pattern.fullmatch(word):
                    return word
        bare = "".join(char for char in core if char not in _ANY)
        for reading in _readings(bare):
            if reading in self._often:
                return reading
            once = _REPEATED.sub(r"\1", reading)
            if once != reading and once in self._often:
                return once
        for reading in _readings(bare):
            joined = self._segmented(reading) if len(reading) >= _SHORTEST_GLUED else None
            if joined is not None:
                return " ".join(joined)
        return None

    def _repaired(self, word: str, english: bool) -> str:
        """Return a word of letters that is not known: without its repeats, cut where a blank is missing, or put
        right."""
        if _REPEATED.search(word):
            for twice in (r"\1\1", r"\1"):
                fewer = re.sub(r"(.)\1{2,}", twice, word)
                if fewer in self._left:
                    return fewer
            for fewer in _fewer_repeats(word):
                if len(fewer) > 2 and fewer in self._often:
                    return fewer
            word = re.sub(r"(.)\1{2,}", r"\1", word)
        joined = self._segmented(word) if len(word) >= _SHORTEST_GLUED else None
        if joined is not None:
            return " ".join(joined)
        if english and len(word) > 3 and word.isascii():
            near = self._speller.nearest(word)
            if near:
                return near[0]
        return word

    def _segmented(self, letters: str) -> list[str] | None:
        """Return the known words that letters are made of, the likeliest; None if they are not made of such."""
        if not 2 < len(letters) <= _LONGEST_GLUED:
            return None
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(letters) + 1):
            reach = range(max(0, end - self._longest), end)
            costs = ((best[start][0] + self._cost.get(letters[start:end], _NEVER), start) for start in reach)
            best.append(min(costs, default=(_NEVER, end - 1)))
        if best[-1][0] > _MOST_COST + _MOST_COST_A_LETTER * len(letters):
            return None
        found, end = [], len(letters)
        while end:
            start = best[end][1]
            found.append(letters[start:end])
            end = start
        return found[::-1]


def _bare(token: str) -> str:
    return token.strip(".,;:!?\"'()[]*~-_ ").replace("'", "")


def _is_single(token: str) -> bool:
    return len(_bare(token)) == 1 and _bare(token).isalnum()


def _is_word(piece: str, known: frozenset[str] | set[str]) -> bool:
    return piece.isdigit() or piece in ("", "i", "a", "s") or (len(piece) > 1 and piece in known)


def _joins(word: str) -> bool:
    """Tell whether a word may be one of several that were written together."""
    return len(word) > 1 or word in ("i", "a")


def _readings(core: str) -> list[str]:
    """Return what a token with signs in the place of letters may spell, the likeliest first."""
    choices = [_SIGNS.get(char, char) for char in core]
    found = ["".join(letters) for letters in product(*choices)] if _few(choices) else []
    return [reading for reading in found[:_MOST_READINGS] if reading.isalpha()]


def _few(choices: list[str]) -> bool:
    number = 1
    for choice in choices:
        number *= len(choice)
    return number <= _MOST_READINGS


def _pattern(char: str) -> str:
    if char in _BLANKED:
        return "[a-z]"
    return f"[{_SIGNS[char]}]" if char in _SIGNS else re.escape(char)


def _fewer_repeats(word: str) -> Iterator[str]:
    """Yield the word with each of its repeats, and then all of them, written once."""
    for match in _REPEATED.finditer(word):
        yield word[: match.start() + 1] + word[match.end() :]
    yield _REPEATED.sub(r"\1", word)
