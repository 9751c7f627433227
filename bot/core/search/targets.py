"""What can be asked for, an entry or a silence, as matching sees it: its texts, its numbers and its names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction

from ..knowledge.model import Entry, Silence
from ..language.text import fold, words
from ..language.vocabulary import Name, NameFinder

__all__ = ["Target", "names_in", "numbers_of", "phrasings_of"]

Target = Entry | Silence
"""What can be asked for."""

_OFTEN = 0.25  # share of an entry's phrasings in which a name of its own stands


def phrasings_of(target: Target) -> Sequence[str]:
    """Return everything by which a target may be asked for, each once: ways of asking, title, and its own words."""
    if isinstance(target, Silence):
        return tuple(dict.fromkeys((*target.asked, target.title)))
    own = [target.title, target.says, target.quote]
    if not target.says and not target.quote:
        own += [excerpt.text for excerpt in target.excerpts]
    if target.quote and target.speaker is not None:  # what nobody thinks of writing down, as it is so plain
        own += [f"{ask} {target.speaker.name}" for ask in ("quote from", "statement by", "what was said by")]
    return tuple(dict.fromkeys(text for text in (*target.asked, *own) if text))


def numbers_of(target: Target) -> frozenset[Fraction]:
    """Return the numbers that a target's figure stands for: itself, its whole, its share; empty if it has none."""
    figure = target.figure if isinstance(target, Entry) else None
    if figure is None or figure.value is None:
        return frozenset()
    numbers = {figure.value}
    if figure.whole:
        numbers |= {figure.whole, figure.value / figure.whole}
    return frozenset(numbers)


def names_in(target: Target, finder: NameFinder) -> Iterable[Name]:
    """Return the names that belong to a target, each once.

    Those of an entry stand in its own words, or in a good part of its phrasings: in some, people take another name for
    its own ("was it Kent that had 58 complaints").
    """
    asked = Counter(name for text in target.asked for name in finder.find(words(fold(text))))
    if isinstance(target, Silence):
        return asked
    speaker = target.speaker.name if target.speaker is not None else ""
    own = (target.title, target.says, target.quote, speaker, *(excerpt.text for excerpt in target.excerpts))
    said = [word for text in own for word in (*words(fold(text)), ".")]
    often = [name for name, times in asked.items() if times >= _OFTEN * len(target.asked)]
    return dict.fromkeys((*finder.find(said), *often))
