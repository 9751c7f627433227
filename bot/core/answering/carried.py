"""What a conversation carries: the entries that were shown or suggested, and who and what they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..knowledge.catalogue import Catalogue
from ..knowledge.model import Entry
from ..language.message import Message
from .talk import Talk

__all__ = ["Carried", "carried"]

_PERSONAL = re.compile(r"\b(?:he|she|him|her|his|hers|hes|shes)\b")
_PLURAL = re.compile(r"\b(?:they|them|theyre|their|theirs|it|its)\b")
_WHO_IS = re.compile(
    r"^(?:(?:and|so|but|ok|okay|wait|oh|um) )*(?:whos|who (?:even )?(?:is|was|are)) (?:that|this|they|it)\b"
)
_PERSON = "person"


@dataclass(frozen=True, slots=True)
class Carried:
    """What was shown before a message.

    Attributes:
        lead: The entry that the bot's last answer led with; None before the first answer.
        last: The entries that stand in the bot's last message: shown, or suggested, in that order.
        shown: All entries that the conversation has shown, the latest first, each once.
        suggested: Whether the last message suggested entries and answered with none.
        person: The person whom "he" or "she" stands for; "" if nobody.
        body: Whom or what "they" or "it" stands for; "" if nothing that has a name.
    """

    lead: Entry | None
    last: tuple[Entry, ...]
    shown: tuple[Entry, ...]
    suggested: bool
    person: str
    body: str

    def leading_with(self, entry: Entry) -> Carried:
        """Return the same with another of the entries shown as the one that was shown last."""
        return replace(self, lead=entry, shown=(entry, *(other for other in self.shown if other is not entry)))

    def filled(self, message: Message) -> Message:
        """Return a message with names in the place of the words that point at them; the message itself if none do."""
        text = message.folded
        if self.person:
            text = _PERSONAL.sub(lambda _: self.person, _WHO_IS.sub(lambda _: f"who is {self.person}", text))
        if self.body:
            text = _PLURAL.sub(lambda _: self.body, _WHO_IS.sub(lambda _: f"who is {self.body}", text))
        return message.piece(text)


def carried(catalogue: Catalogue, before: Talk) -> Carried | None:
    """Return what a conversation carries; None if it shows nothing that is still in the base."""
    turns = [turn for turn in reversed(before) if turn.entries or turn.suggested or turn.silence]
    if not turns:
        return None
    shown = _entries(catalogue, (id for turn in turns for id in turn.entries))
    last = _entries(catalogue, (*turns[0].entries, *turns[0].suggested))
    silence = catalogue.silence_of_id(turns[0].silence)
    near = _entries(catalogue, silence.near) if silence is not None else ()
    about = list(dict.fromkeys([*last, *shown, *near]))
    if not about:
        return None
    lead = shown[0] if shown else None
    suggested = not turns[0].entries and bool(turns[0].suggested)
    person, body = _named(catalogue, about, person=True), _named(catalogue, about)
    return Carried(lead, last, shown, suggested, person, body)


def _entries(catalogue: Catalogue, ids: Iterable[str]) -> tuple[Entry, ...]:
    """Return the entries of some ids that are still in the base, each once."""
    found = (catalogue.of_id(id) for id in ids)
    return tuple(dict.fromkeys(entry for entry in found if entry is not None))


def _named(catalogue: Catalogue, entries: list[Entry], *, person: bool = False) -> str:
    """Return the person, or what else has a name, that the latest of some entries is about: its speaker before all."""
    for entry in entries[:2]:
        names = catalogue.names(entry)
        of_kind = [name.shown for name in names if (name.kind == _PERSON) == person]
        speaker = entry.speaker.name if entry.speaker is not None else ""
        if speaker:
            is_person = not any(speaker.casefold() in name.spellings for name in names if name.kind != _PERSON)
            if is_person == person:
                return speaker.casefold()
        if of_kind:
            return of_kind[0].casefold()
    return ""
