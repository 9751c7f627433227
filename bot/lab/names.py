"""Make the list of people's names, core/language/names.txt, from two packages that are free to use. Needs no network.

    python -m venv names && names/bin/pip install --no-deps names==0.3.0 Faker==40.63.0
    python -m bot.lab.names names/lib/python3*/site-packages

`names` (MIT) carries the names of the United States census of 1990 with their frequencies, a work of the government and
so in the public domain. Faker (MIT) has the names of countries, from their offices of statistics and the like: those
of Britain, Ireland, India, Nigeria and New Zealand that the census lacks come from there.
"""

from __future__ import annotations

import ast
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..core.language.spelling import MIN_CHARS
from ..core.language.text import fold, words

__all__ = ["census", "listed", "main", "of_country"]

_LIST = Path(__file__).parents[1] / "core" / "language" / "names.txt"
_HEAD = """\
# People's names: first names, and the commonest surnames. Made by bot/lab/names.py; not to be edited by hand.
# From the United States census of 1990, in the public domain, as carried by the package names 0.3.0 (MIT): the first
# names that at least 4 people in 100,000 bear, and the 1,000 commonest surnames.
# From Faker 40.63.0 (MIT, copyright (c) 2012 Daniele Faraglia): the first names of Britain, Ireland, India, Nigeria and
# New Zealand, and the surnames of Britain. The terms of that licence are those that bot/LICENSE gives in full.
"""
_COUNTRIES = ("en_GB", "en_IE", "en_IN", "en_NG", "en_NZ", "yo_NG")
# Of 10,000 misspellings that repair puts right, 13 happen to be a listed name and are no longer repaired; with all the
# first names of the census it would be 24 (46,680 misspellings made by chance of the words of a knowledge base).
_MIN_PERCENT = 0.004
_SURNAMES = 1_000


def main(packages: Path, to: Path = _LIST) -> None:
    """Write the list from the two packages, installed in a folder."""
    tables, countries = packages / "names", packages / "faker" / "providers" / "person"
    found = [
        *census((tables / "dist.male.first").read_text("ascii"), min_percent=_MIN_PERCENT),
        *census((tables / "dist.female.first").read_text("ascii"), min_percent=_MIN_PERCENT),
        *census((tables / "dist.all.last").read_text("ascii"), most=_SURNAMES),
        *of_country((countries / "en_GB" / "__init__.py").read_text("utf-8"), "last_names"),
    ]
    for country in _COUNTRIES:
        found += of_country((countries / country / "__init__.py").read_text("utf-8"), "first_names")
    to.write_text(listed(found), "ascii")


def census(table: str, *, min_percent: float = 0.0, most: int | None = None) -> Iterator[str]:
    """Yield the names of a table of the census: a line each, with its share in percent, the commonest first.

    min_percent: inclusive. most: how many at most, None for all.
    """
    for line in table.splitlines()[:most]:
        name, percent, _, _ = line.split()
        if float(percent) >= min_percent:
            yield name


def of_country(code: str, kind: str) -> Iterator[str]:
    """Yield the names in a module of Faker's, which is read, not run: all texts assigned to a variable "<kind>...".

    kind: "first_names" or "last_names".
    """
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id.startswith(kind) for target in node.targets
        ):
            for part in ast.walk(node.value):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def listed(names: Iterable[str]) -> str:
    """Return the text of the list: its head, then each word of a name once, in order, many to a line.

    Words that repair leaves alone anyway are left out: those too short, or with letters that are not ASCII.
    """
    found = {word for name in names for word in words(fold(name))}
    kept = sorted(word for word in found if word.isascii() and word.isalpha() and len(word) >= MIN_CHARS)
    return _HEAD + textwrap.fill(" ".join(kept), 110) + "\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
