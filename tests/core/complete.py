"""The small base of library.py with every kind of file that a base can have, and many ways of spelling YAML."""

from __future__ import annotations

from tests.core import library

__all__ = ["FILES"]

_HELP = """\
# Whom to turn to.
opening: >- # said first
  It sounds as if you
  may not be safe.

closing: 'They will listen.'
languages:
  es: {opening: Parece que no estás a salvo., closing: "Llama o escribe."}
default: GB
countries:
  GB:
    lines:
      - name: Emergency services
        number: "999"
        when: if somebody is in danger now
      - {name: Childline, number: 0800 1111, when: for anyone under 19, url: "https://www.childline.org.uk"}
  IE:
    languages: [en, ga]
    lines:
      - {name: Childline Ireland, number: 1800 66 66 66, when: at any hour}
anywhere:
  - {name: Somebody you trust, when: at any hour, languages: [fr]}
"""
_REST = library.FILES["help.yaml"].decode().partition("words:")

FILES = {
    **library.FILES,
    "help.yaml": f"{_HELP}{_REST[1]}{_REST[2]}".encode(),
    "help/calls.txt": b"# more of them\nmy stepfather beats me\n\nmy uncle scares me so much  \n",
    "help/plain.txt": b"my uncle wrote the report\r\nthe teacher beats the drum\r\n",
    "help/calls.es.txt": "mi papá me pega\ntengo miedo\n".encode(),
    "checks.yaml": (
        b"checks:\n"
        b"  - {ask: how many loans came back late, expect: loans-late}\n"
        b"  - ask: when did the roof leak # the storm\n    expect: roof-leaked\n"
    ),
    "asked/loans-late.txt": b"\xef\xbb\xbf# late ones\nhow many books missed their day\n! how many people came late",
}
"""Its files by name."""
