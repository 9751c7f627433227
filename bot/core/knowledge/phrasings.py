"""Ways of asking, in a document or in a file of their own: held against one another. Knows nothing of matching."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from ...errors import Fault
from ..language.text import fold, plain
from .yamltext import Document, Path

__all__ = ["Phrasing", "Phrasings", "alike", "inline", "repeated", "texts"]


class Phrasing(NamedTuple):
    """One way of asking, and where it stands; line and column count from 1."""

    text: str
    file: str
    line: int
    column: int = 1

    def fault(self, what: str, remedy: str) -> Fault:
        """Return a fault at this place."""
        return Fault(self.file, self.line, self.column, what, remedy)


@dataclass(frozen=True, slots=True)
class Phrasings:
    """What leads to one target, and what must not. owner: who that is, as a moderator may be told."""

    owner: str
    asked: Sequence[Phrasing]
    not_asked: Sequence[Phrasing] = ()


def inline(document: Document, path: Path, found: Sequence[str]) -> list[Phrasing]:
    """Return the texts of a list in a document, which stands at a path, as phrasings."""
    return [Phrasing(text, document.name, *document.place((*path, at))) for at, text in enumerate(found)]


def texts(phrasings: Iterable[Phrasing]) -> tuple[str, ...]:
    """Return phrasings without their places."""
    return tuple(phrasing.text for phrasing in phrasings)


def alike(phrasing: str) -> str:
    """Return what is the same for phrasings that differ only in what asking does not look at; "" if that is all."""
    return plain(fold(phrasing))


def repeated(groups: Iterable[Phrasings]) -> Iterator[Fault]:
    """Yield a fault for each phrasing that leads to two targets, or stands twice in one; at the later of the two.

    That a phrasing must not lead to one target is no reason against its leading to another.
    """
    leads: dict[str, tuple[Phrasing, str]] = {}
    for group in _perhaps_repeated(groups):
        for phrasing in group.asked:
            first, owner = leads.setdefault(alike(phrasing.text), (phrasing, group.owner))
            if owner != group.owner:
                what = f'"{phrasing.text}" stands under {owner} too, in {first.file}:{first.line}'
                yield phrasing.fault(what, "keep it where it should lead, and take the other out")
            elif first is not phrasing:
                yield _again(phrasing, first)
        denied: dict[str, Phrasing] = {}
        for phrasing in group.not_asked:
            first, owner = leads.get(alike(phrasing.text), (phrasing, ""))
            if owner == group.owner:
                what = f'"{phrasing.text}" stands among the ways of asking as well, in {first.file}:{first.line}'
                yield phrasing.fault(what, "keep the one that you mean")
            elif (first := denied.setdefault(alike(phrasing.text), phrasing)) is not phrasing:
                yield _again(phrasing, first)


def _again(phrasing: Phrasing, first: Phrasing) -> Fault:
    what = f'"{phrasing.text}" stands here a second time, after {first.file}:{first.line}'
    return phrasing.fault(what, "remove one of the two")


def _perhaps_repeated(groups: Iterable[Phrasings]) -> Iterator[Phrasings]:
    """Yield the groups with those of their phrasings alone that may be like another one.

    Nearly all are not, and that is seen in a tenth of the time that telling their words takes.
    """
    groups = tuple(groups)
    asked = [_coarse(group.asked) for group in groups]
    denied = [_coarse(group.not_asked) for group in groups]
    times = Counter(chain.from_iterable((*asked, *denied)))
    for at, group in enumerate(groups):
        yield Phrasings(
            group.owner,
            [each for each, coarse in zip(group.asked, asked[at], strict=True) if times[coarse] > 1],
            [each for each, coarse in zip(group.not_asked, denied[at], strict=True) if times[coarse] > 1],
        )


# Blanks, signs and every "s": what may differ in phrasings that are alike, as far as they are ASCII.
_COARSE = {code: None for code in range(128) if chr(code) not in "\nabcdefghijklmnopqrtuvwxyz0123456789%$"}


def _coarse(phrasings: Sequence[Phrasing]) -> list[str]:
    """Return for each phrasing what is the same for all that are alike, and seldom for others."""
    simple = [each.text if _is_simple(each.text) else alike(each.text) for each in phrasings]
    return "\n".join(simple).lower().translate(_COARSE).split("\n") if simple else []


def _is_simple(text: str) -> bool:
    return text.isascii() and "<" not in text and "\n" not in text and "://" not in text
