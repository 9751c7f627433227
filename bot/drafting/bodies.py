"""Bodies that a document names once in full and then by their kind: "the Hearthside Trust", later "the trust"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..core.language.english import ordinary
from ..core.language.text import fold

__all__ = ["bodies"]

_KINDS_WORDS = """
    agency association authority board charity club college commission committee company council department district
    foundation hospital institute ministry museum ombudsman school society trust union university
"""
_KINDS = tuple(_KINDS_WORDS.split())
_FULL = re.compile(
    rf"\b(?:The )?((?:[A-Z][\w’'-]+ ){{1,4}})({'|'.join(kind.capitalize() for kind in _KINDS)})\b(?! [A-Z])"
)
_FEWEST = 2  # times that it is only called by its kind


def bodies(texts: Iterable[str]) -> list[list[str]]:
    """Return for each such body the names by which people may ask for it, folded: in full, its kind, its first word.

    There is none of a kind that two of them are of. The first word is among them only if it stands nowhere else.
    """
    told = "\n".join(texts)
    found: dict[str, dict[str, list[str]]] = {}
    for match in _FULL.finditer(told):
        words = match[1].split()
        found.setdefault(match[2].lower(), {}).setdefault(fold(f"{match[1]}{match[2]}"), words)
    groups = []
    for kind, names in found.items():
        if len(names) == 1 and len(re.findall(rf"\b[Tt]he {kind}\b", told)) >= _FEWEST:
            full, words = next(iter(names.items()))
            groups.append([full, kind, *([fold(words[0])] if _is_its_own([*words, kind.capitalize()], told) else [])])
    return groups


def _is_its_own(name: Sequence[str], told: str) -> bool:
    """Tell whether the first word of a name stands in no other."""
    first, second = map(re.escape, name[:2])
    return fold(name[0]) not in ordinary() and re.search(rf"\b{first}\b(?! {second}\b)", told) is None
