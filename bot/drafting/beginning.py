"""The knowledge folder that somebody begins with: a small one about a made-up newspaper article, every line explained.

The help lines and the messages that call for them are those that come with the bot.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files as resources
from importlib.resources.abc import Traversable

from ..core.knowledge.fingerprint import fingerprint
from ..core.knowledge.schema import FORMATS, HelpFile, json_schema
from ..core.knowledge.yamltext import read
from ..errors import EditError

__all__ = ["beginning", "countries", "surroundings"]

_TEXT = "gazette.txt"
_HELP = "help.yaml"
_DEFAULT = re.compile(r"^default: *\w+", re.MULTILINE)


def beginning(shipped: Mapping[str, bytes], guide: bytes, country: str) -> dict[str, bytes]:
    """Return the files of a folder that `check` passes, by name; all that is beside the knowledge files included.

    Args:
        shipped: The knowledge files that come with the bot, of which those about help are taken.
        guide: The README that explains the folder.
        country: Whose help lines are shown where a server has chosen none, one of `countries`.

    Raises EditError if the help file has no lines for the country.
    """
    made = surroundings(shipped, guide, country)
    made |= dict(_template(resources("bot.drafting") / "gazette"))
    made["sources/gazette.fingerprint"] = str(fingerprint(made[_TEXT].decode())).encode("ascii")
    return made


def surroundings(shipped: Mapping[str, bytes], guide: bytes, country: str) -> dict[str, bytes]:
    """Return the files of a folder that every report needs around it: help, guide and schemas; given as `beginning` is.

    Raises EditError if the help file has no lines for the country.
    """
    if country not in countries(shipped):
        known = ", ".join(countries(shipped))
        raise EditError(f"there are no help lines for {country}: choose one of {known}, and add your own to {_HELP}")
    made = {name: data for name, data in shipped.items() if name == _HELP or name.startswith("help/")}
    made[_HELP] = _DEFAULT.sub(f"default: {country}", shipped[_HELP].decode(), count=1).encode()
    made["README.md"] = guide
    for name in FORMATS:
        made[f".schemas/{name}.json"] = (json.dumps(json_schema(name), indent=2) + "\n").encode()
    return made


def countries(shipped: Mapping[str, bytes]) -> list[str]:
    """Return the countries that the help file which comes with the bot has lines for, as in ISO 3166, sorted."""
    held = read(_HELP, shipped[_HELP]).value
    return sorted(HelpFile.model_validate(held).countries)


def _template(folder: Traversable, before: str = "") -> Iterator[tuple[str, bytes]]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _template(each, f"{before}{each.name}/")
        else:
            yield before + each.name, each.read_bytes()
