"""A sitting in which somebody looks through what was drafted: the header, entry after entry, what is offered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..core.knowledge.model import Entry
from ..drafting import finishing, reviewing
from ..drafting.context import Context, Texts, context_of
from ..drafting.finishing import Guess, Offer
from ..drafting.reviewing import Review
from ..errors import EditError
from ..render import reviewing as words
from .changing import change_fields, change_in_editor, changed, numbered
from .desk import Desk, Left, Tools
from .pieces import Pieces, joined

__all__ = ["Sitting"]

_MOST_WAYS = 15  # that are shown at once
_LEAVING = ("keep", "drop", "next", "back", "quit")
_COMMANDS = (*_LEAVING, "edit", "open", "replace", "ask", "help")
_TYPED = re.compile(r"\s*(?P<name>[A-Za-z]+|\d+|[?+-])\s*(?P<rest>.*?)\s*", re.DOTALL)


class Sitting(Desk):
    """One sitting: the guesses of the header, then the entries, then the silences that are offered."""

    def __init__(self, review: Review, tools: Tools, texts: Texts, *, source: str = "", again: bool = False) -> None:
        """Begin with nothing shown.

        Args:
            review: What is looked through.
            tools: What it is done with.
            texts: The documents.
            source: The id of the only source; "" for all.
            again: Whether those that were looked at before are looked at once more.
        """
        super().__init__(review, tools)
        self._texts, self._source = texts, source
        self._walk = [look.id for look in (review.looks if again else review.left)]
        self._at = 0
        self._before: dict[str, Mapping[str, bytes]] = {}  # the files from which each was dropped

    def run(self) -> None:
        """Go through it all, until it is done or nobody types any more."""
        try:
            for guess in finishing.guesses(self.review, self._source):
                self._guess(guess)
            if self._walk:
                looks = [self.review.look(id) for id in self._walk]
                self.say("\n" + words.review_opening(looks, len(self.review.looks) - len(looks)))
            while self._at < len(self._walk):
                self._entry(self._walk[self._at])
            offers = finishing.offers(self.review, self._source)
            for number, offer in enumerate(offers, 1):
                self.say("\n" + words.offer_lines(offer, number, len(offers)))
                self._offer(offer)
        except Left:
            pass
        if not self.review.left:
            for source in sorted({look.source for look in self.review.looks}):
                self.do(finishing.read_through, source)

    # --- The header, and what is offered --------------------------------------------------------------------------

    def _guess(self, guess: Guess) -> None:
        self.say("\n" + words.guess_question(guess))
        while typed := self.typed(f"{guess.key} > ").strip():
            if typed.casefold() in ("q", "quit"):
                raise Left
            if self.do(finishing.fill_in, guess, guess.value if typed == "=" else typed):
                break

    def _offer(self, offer: Offer) -> None:
        """Ask what becomes of a silence until it is known."""
        id = offer.silence.id
        while True:
            key = self.typed(words.OFFER_PROMPT).strip().casefold()[:1]
            if key == "q":
                raise Left
            if key in ("n", ""):
                return
            if key == "d" and self.do(_declined, offer):
                return
            if key in ("y", "e") and self.do(_accepted, offer):
                if key == "e":
                    change_fields(self, id)
                    self.do(reviewing.keep, id)
                return

    # --- One entry ------------------------------------------------------------------------------------------------

    def _entry(self, id: str) -> None:
        """Show one, and do what is typed until it is left, or is to be shown anew."""
        if id not in self.review.knowledge.entries and id not in self.review.knowledge.silences:
            self._at += 1  # somebody took it out meanwhile
            return
        shown, place = self._show(id), [look.id for look in self.review.looks].index(id)
        while True:
            typed = self.typed(words.REVIEW_PROMPT)
            found = _TYPED.fullmatch(typed)
            name, rest = (found["name"].casefold(), found["rest"]) if found is not None else ("", "")
            command = next((each for each in _COMMANDS if name and each.startswith(name)), name)
            if command in ("?", "help"):
                self.say(words.REVIEW_HELP)
            elif command in _LEAVING and not rest:
                if self._leave(id, command):
                    return
            elif command == "ask" and rest:
                self.tools.show(self.tools.answer(self.review.knowledge, rest))
            elif command == "open" and not rest:
                new = change_in_editor(self, id)
                if new is not None:
                    self._walk[self._at] = new
                    return
            elif command == "edit" and rest.casefold().startswith("id "):
                if self.do(reviewing.renamed, id, rest[len("id ") :].strip()):
                    self._walk[self._at] = self.review.looks[place].id
                    return
            else:
                done = changed(self, id, command, rest)
                if done:
                    shown = self._show(id, before=shown)
                if done is None:
                    self.say(words.unknown_key(typed.strip()))

    def _leave(self, id: str, command: str) -> bool:
        """Leave one, decided or not; return whether it was left."""
        if command == "quit":
            raise Left
        if command == "back":
            return self._back()
        if command == "keep" and not self.do(reviewing.keep, id):
            return False
        if command == "drop" and not self.do(self._dropped, id):
            return False
        self._at += 1
        return True

    def _dropped(self, review: Review, id: str) -> Review:
        self._before[id] = review.files
        return reviewing.drop(review, id)

    def _back(self) -> bool:
        if self._at == 0:
            self.say(words.FIRST)
            return False
        id = self._walk[self._at - 1]
        if id in self._before and self.review.look(id).decided == "dropped":
            if not self.do(reviewing.put_back, self._before[id], id):
                return False
            self.say(words.put_back_line(id))
        self._at -= 1
        return True

    def _show(self, id: str, *, before: Sequence[Pieces] = ()) -> Sequence[Pieces]:
        """Show one, but what was shown of it before; return what was shown, in blocks."""
        look, item = self.review.look(id), self.review.shown(id)
        context = context_of(item, self._texts) if isinstance(item, Entry) else None
        heading = context.heading.rstrip(" .:") if context is not None else ""
        whole = context is None or not any(own for _, own in context.pieces)
        blocks: list[Pieces] = [
            [("\n" + words.progress_line(self._at + 1, len(self._walk), look), "aside")],
            [(words.doubts_line(look), "strong")] if look.doubts else [],
            _around(context) if context is not None else [],
            [(words.answered(item, whole=whole), "")],
            [(words.described(item, heading), "")],
            [(f"asked:\n{numbered(item.asked, _MOST_WAYS)}", "")],
        ]
        new: Pieces = joined(*(block for block in blocks if block not in before))
        self.tools.show([("\n", ""), *new] if before and blocks[0] in before else new)
        return blocks


def _around(context: Context) -> Pieces:
    """Return the paragraph with the entry's own words in it."""
    return [
        (words.place_line(context) + "\n", "aside"),
        ("" if context.begins else "... ", ""),
        *((text, "strong" if own else "") for text, own in context.pieces),
        ("" if context.ends else " ...", ""),
    ]


def _accepted(review: Review, offer: Offer) -> Review:
    return finishing.accept(review, _now(review, offer))


def _declined(review: Review, offer: Offer) -> Review:
    return finishing.decline(review, _now(review, offer))


def _now(review: Review, offer: Offer) -> Offer:
    """Return an offer as it stands now: others above it may be gone. EditError if it is gone itself."""
    found = [each for each in finishing.offers(review, offer.source) if each.silence.id == offer.silence.id]
    if not found:
        raise EditError(f'"{offer.silence.id}" is offered no longer')
    return found[0]
