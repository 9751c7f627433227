"""Who is named in a document: full names, for which parts of them stand later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..core.language.english import LITTLE
from .clauses import DETERMINERS, PREPOSITIONS
from .words import Word, is_person, split

__all__ = ["People"]

_PARTICLES_WORDS = """
    van von de der den del di da la le bin al ten ter
"""
_PARTICLES = frozenset(_PARTICLES_WORDS.split())
_TITLES_WORDS = """
    mr mrs ms dr sir dame lord lady professor prof councillor cllr
"""
_TITLES = frozenset(_TITLES_WORDS.split())
_OF_BODIES_WORDS = """
    foundation institute laboratory university council committee company trust board department agency
    commission ministry office group fund bank association society service services report act school hospital
    inc ltd bill bridge project street road license licence framework magazine city county states kingdom union
"""
_OF_BODIES = frozenset(_OF_BODIES_WORDS.split())


@dataclass(slots=True)
class People:
    """The proper names of a document that may be people's, in the order in which they first stand there.

    Attributes:
        full: Names of two words or more.
    """

    full: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, texts: Iterable[str]) -> People:
        """Return those of texts."""
        found: dict[str, None] = {}
        for text in texts:
            for run in _runs(split(text)):
                found.setdefault(" ".join(word.core for word in run))
        return cls(list(found))

    def whole(self, name: str) -> str:
        """Return the full name that a part of a name stands for; the name itself if there is none, or several."""
        words = [word for word in name.split() if word.casefold().rstrip(".") not in _TITLES]
        if not words or len(words) > 2 or (len(words) == 2 and words[0].casefold() not in _PARTICLES):
            return name
        last = words[-1].casefold()
        ending = [
            each for each in self.full if each.split()[-1].casefold() == last and each.casefold() != name.casefold()
        ]
        beginning = [each for each in self.full if each.split()[0].casefold() == last and is_person(split(each))]
        matching = ending or beginning
        return matching[0] if len(matching) == 1 else name


def _runs(words: Sequence[Word]) -> Iterable[list[Word]]:
    run: list[Word] = []
    for at, word in enumerate([*words, None]):
        capital = word is not None and word.core[:1].isupper() and word.core.replace("-", "").replace(".", "").isalpha()
        particle = word is not None and bool(run) and word.low in _PARTICLES and at + 1 < len(words)
        if word is not None and (capital or particle) and not (run and run[-1].after):
            run.append(word)
            continue
        if (
            2 <= len(run) <= 4
            and not {each.low for each in run} & _OF_BODIES
            and run[0].low not in PREPOSITIONS | DETERMINERS | LITTLE
        ):
            yield run
        run = [word] if word is not None and capital else []
