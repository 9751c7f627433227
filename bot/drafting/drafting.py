"""A document as it was read -> a draft: header, entries, words, usual questions. Knows nothing of files or folders."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from ..core.language.text import fold
from .abbreviations import abbreviations, other_names
from .bodies import bodies
from .draft import Draft, Header
from .entries import Entries
from .marks import PLACEHOLDERS
from .passages import passages
from .people import People
from .places import countries
from .published import guessed_year, stated_date
from .source import locators
from .synonyms import plain_synonyms
from .text import DocumentText
from .usual import unanswered
from .words import is_person, split

__all__ = ["drafted", "header_of"]

_BY = re.compile(
    r"\b(?:[Pp]ublished|[Rr]eport|[Ss]tudy|[Ss]urvey|[Rr]eview|[Pp]repared|[Pp]roduced|[Ww]ritten|[Ii]ssued) by "
    r"(?:the )?(?P<who>[A-Z][^,.;:()|]{2,80})"
)
_TOP = 4  # blocks in which a line may tell who published a document
_LONGEST_BYLINE = 16  # words
_MOST_NAMES = 60
_LONGEST_ID = 40


def drafted(
    document: DocumentText,
    header: Header,
    text: str,
    sentences: Callable[[str], Sequence[str]],
    *,
    same: Iterable[Sequence[str]] = (),
    named: Iterable[str] = (),
    taken: Iterable[str] = (),
    tell: Callable[[float], None] = lambda _: None,
) -> Draft:
    """Return what can be drafted from a document.

    Args:
        document: The document.
        header: What it is.
        text: Its text, as the fingerprint is made of it.
        sentences: Cuts a paragraph into its sentences.
        same: Groups of words for the same thing that the base has.
        named: Spellings of the names that the base has.
        taken: Ids that are in use in the base.
        tell: Told after each paragraph how much is done, from 0 to 1; what it raises ends it.
    """
    people = People.of(block.text for block in document.blocks if block.kind in ("paragraph", "item", "quote"))
    short = abbreviations(block.text for block in document.blocks if block.kind != "note")
    groups = [[fold(short_), fold(long)] for short_, long in short.items()]
    for body in bodies(block.text for block in document.blocks if block.kind != "note"):
        others = [group for group in groups if body[0] not in group]
        same_body = [name for group in groups if body[0] in group for name in group if name != body[0]]
        groups = [*others, [*body, *same_body]]
    read = []
    for passage in passages(document, sentences):
        read.append(passage)
        tell(0.4 * passage.place / len(document.blocks))
        other = other_names(passage.text, _first_words(passage.text))
        if other is not None:
            groups.append([fold(each) for each in other])
    groups = _apart([*groups, *plain_synonyms(text)], same)
    labels: dict[int, list[str]] = {}
    for each in (block for block in document.blocks if block.kind == "row"):
        labels.setdefault(each.table or 0, []).append(each.text.split(" | ")[0].strip())
    entries = Entries(people, same=[*groups, *same], taken=set(taken), labels=labels)
    captions = {block.table: block.text for block in document.blocks if block.kind == "caption" and block.table}
    for place, together in groupby(read, key=lambda passage: passage.place):
        tell(0.4 + 0.6 * place / len(document.blocks))
        block = list(together)
        if entries.is_quoted(block[0].block):
            entries.add(replace(block[0], text=block[0].block.text, block=replace(block[0].block, kind="quote")))
            continue
        for passage in block:
            entries.add(passage, captions.get(passage.block.table or 0, ""))
        if block[0].block.kind in ("paragraph", "item"):
            entries.quoted(block[0])
    known = set(named)
    names = {"people": _speakers(entries, people), "countries": countries(block.text for block in document.blocks)}
    return Draft(
        header=header,
        entries=entries.settled(),
        skipped=tuple(entries.skipped),
        same=groups,
        names={kind: [each for each in found if not known & set(each)] for kind, found in names.items()},
        silences=[(each.id, each.title, each.nothing, each.asked) for each in unanswered(text)],
        text=text,
        locators=locators(document),
        warnings=document.warnings,
    )


def header_of(
    document: DocumentText,
    name: str,
    today: str,
    *,
    id: str = "",
    publisher: str = "",
    published: str = "",
    url: str = "",
) -> Header:
    """Return what a document is: as somebody says, else as it says of itself, else a guess that is named as one.

    Args:
        document: The document.
        name: The name of its file, without ending.
        today: The date of today, as in a source's header.
        id: The id that it is to have.
        publisher: Who published it.
        published: When.
        url: Where it can be read.
    """
    title = " ".join((document.title or name).split())[:200]
    unknown = set()
    if not document.title:
        unknown.add("title")
    if not published:
        published = document.published
    if not published:
        published = stated_date(document, today) or guessed_year(document, today) or today[:4]
        unknown.add("published")
    if not publisher:
        publisher = _publisher(document) or PLACEHOLDERS["publisher"]
        unknown.add("publisher")
    if not url:
        url = PLACEHOLDERS["url"]
        unknown.add("url")
    return Header(id or _id(title), title, publisher, published, url, frozenset(unknown))


def _publisher(document: DocumentText) -> str:
    """Return who published a document, by a line of its own near the top; "" if none tells."""
    lines = [block.text for block in document.blocks[:_TOP] if len(block.text.split()) <= _LONGEST_BYLINE]
    return next((found["who"].strip() for line in lines if (found := _BY.search(line)) is not None), "")


def _id(title: str) -> str:
    made = ""
    for word in re.findall(r"[a-z0-9]+", fold(title).replace("'", "")):
        if len(made) + len(word) >= _LONGEST_ID:
            break
        made = f"{made}-{word}" if made else word
    return made or "document"


def _first_words(sentence: str) -> str:
    return sentence.split(",")[0]


def _apart(groups: Sequence[Sequence[str]], same: Iterable[Sequence[str]]) -> list[list[str]]:
    """Return groups that have no word in common, with one another or with those of the base."""
    known = {word for group in same for word in group}
    kept = []
    for group in groups:
        words = [word for word in dict.fromkeys(group) if word]
        if len(words) > 1 and not known & set(words):
            kept.append(words)
            known |= set(words)
    return kept


def _speakers(entries: Entries, people: People) -> list[list[str]]:
    """Return the people who say something, each with the spellings by which they are asked for."""
    found: dict[str, list[str]] = {}
    for entry in entries.made:
        name = entry.speaker
        if name and name in people.full and (is_person(split(name)) or entry.form == "quotation"):
            found.setdefault(name, [fold(name), fold(name.split()[-1])])
    last = [spellings[-1] for spellings in found.values()]
    return [
        spellings if last.count(spellings[-1]) == 1 else spellings[:1]
        for spellings in list(found.values())[:_MOST_NAMES]
    ]
