"""What is said to somebody who looks entries through, one by one. Knows no keys but those of the terminal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ..core.knowledge.model import Entry, Silence
from .entries import entry_lines, quoted, where

if TYPE_CHECKING:
    from ..core.answering.reply import Reply
    from ..drafting.context import Context
    from ..drafting.finishing import Guess, Offer
    from ..drafting.reviewing import Decided, Decision, Look

__all__ = [
    "ASKED_HINT",
    "CHANGED_MEANWHILE",
    "EDITOR_AGAIN",
    "FAULTY_MEANWHILE",
    "FIRST",
    "GIVEN_UP",
    "NOTHING_CHANGED",
    "NO_EDITOR",
    "OFFER_PROMPT",
    "REVIEW_HELP",
    "REVIEW_PROMPT",
    "WHICH_FIELD",
    "answered",
    "answers_line",
    "described",
    "doubts_line",
    "field_lines",
    "guess_question",
    "more_ways",
    "no_such_field",
    "no_such_way",
    "offer_lines",
    "place_line",
    "progress_line",
    "put_back_line",
    "review_end",
    "review_opening",
    "unknown_key",
    "ways",
]

REVIEW_PROMPT = "keep, edit, drop, next (? for more) > "
REVIEW_HELP = """\
A letter does: k for keep.

  keep            it is right as it stands
  drop            nobody will ask for it, or it is wrong: take it out
  edit            change it, field by field
  edit says       change that field alone; or at once: edit says The new sentence.
  edit id NAME    give it another id, while nothing else names it
  open            change all of it in your editor ($EDITOR)
  + how many ...  one way of asking more
  - 2 5           without the ways of asking number 2 and 5
  3               the way of asking number 3 in other words; or at once: 3 how many ...
  replace A = B   put B for A in its title, its sentence and its ways of asking
  ask how many .. what would be answered now
  next            not now: it comes again the next time
  back            to the one before; if that was dropped, it is put back
  quit            for today; all is kept, and goes on from here

Each change is proved against the document at once, and kept only if it holds."""
WHICH_FIELD = "Which one (number or name; Enter when done) > "
ASKED_HINT = "One more, a number to reword one, - and a number to take one out; Enter when done > "
OFFER_PROMPT = "y, e, d, n > "
NOTHING_CHANGED = "Nothing changed."
GIVEN_UP = "Left as it was."
NO_EDITOR = "There is no editor here; change it field by field with edit."
EDITOR_AGAIN = "Open it again (y), or leave it as it was (Enter) > "
FIRST = "This is the first."
CHANGED_MEANWHILE = "The folder was changed meanwhile; I read it again."
FAULTY_MEANWHILE = "The folder was changed meanwhile, and now it is faulty. Mend it, then go on here; nothing was done:"
_QUESTIONS = {
    "title": "What is it called?",
    "publisher": "Who published it?",
    "published": "When was it published (2025, March 2025 or 14 March 2025)?",
    "url": "Where can people read it (https://...)?",
}
_MOST_EXCERPTS = 9
_FEW = 8
_QUOTED = re.compile(r'^"(?P<words>.+)"(?P<after> - [^"]+)$')
_DONE: dict[Decided, str] = {"kept": "kept", "edited": "changed", "dropped": "dropped"}


def review_opening(left: Sequence[Look], decided: int) -> str:
    """Return what a review begins with. left: what is looked at. decided: how many were before."""
    doubtful = sum(bool(look.doubts) for look in left)
    before = f" ({decided} {'was' if decided == 1 else 'were'} before)" if decided else ""
    first = (
        f" The {'doubtful one comes' if doubtful == 1 else f'{doubtful} doubtful ones come'} first." if doubtful else ""
    )
    return f"{len(left)} to look through{before}.{first} Type ? for help; you can quit at any time."


def progress_line(at: int, of: int, look: Look) -> str:
    """Return what stands above one. at: its number, from 1."""
    told = f", {_DONE[look.decided]}" if look.decided is not None else ", changed" if look.changed else ""
    return f"{at} of {of}: {look.id}{told}"


def place_line(context: Context) -> str:
    """Return where an entry's words stand, with the heading above them."""
    heading = context.heading.rstrip(" .:")
    return f"{where(context.excerpt).capitalize()}{f', below {quoted(heading)}' if heading else ''}:"


def doubts_line(look: Look) -> str:
    """Return why somebody should look at one."""
    return f"Look: {'; '.join(look.doubts)}."


def answered(item: Entry | Silence, *, whole: bool = True) -> str:
    """Return the answer as people read it, but for the title and address of the source, which all of them have.

    whole: whether the source's own words are written out, which may be on the screen already.
    """
    if isinstance(item, Silence):
        lines = [item.says]
    else:
        lines = list(entry_lines(item, _MOST_EXCERPTS))[:-1]
        if not whole:
            lines = [_QUOTED.sub(_shortened, line) for line in lines]
    return "\n".join(["The answer:", *(f"  {line}" for line in lines)])


def _shortened(found: re.Match[str]) -> str:
    words = found["words"].split()
    few = words if len(words) <= _FEW else [*words[: _FEW // 2], "...", *words[-_FEW // 2 :]]
    return quoted(" ".join(few)) + found["after"]


def answers_line(reply: Reply) -> str:
    """Return which entry or silence answers a question, and how sure that is."""
    item = reply.entry or reply.silence
    return f"{item.id} answers, {reply.confidence:.0%} sure:" if item is not None else "No entry answers:"


def described(item: Entry | Silence, heading: str = "") -> str:
    """Return what an entry is called and listed under.

    heading: That above it, if it is on the screen already: it is not told once more.
    """
    lines = [f"title: {item.title}"]
    if isinstance(item, Entry):
        lines += [
            f"{key}: {text}"
            for key, text in (("short", item.short), ("topic", item.topic))
            if text not in ("", heading)
        ]
    return "\n".join(lines)


def field_lines(held: Mapping[str, str]) -> str:
    """Return the fields of an entry with their numbers, a line each."""
    return "\n".join(f"{number:>3} {key:<9} {text}".rstrip() for number, (key, text) in enumerate(held.items(), 1))


def more_ways(left: int) -> str:
    """Return what stands below the ways of asking that are shown. left: how many are not."""
    return f"     ... and {left} more; edit asked shows them all"


def ways(count: int) -> str:
    """Return how many ways of asking there are."""
    return f"{count} {'way' if count == 1 else 'ways'} of asking"


def no_such_way(count: int) -> str:
    """Return what is said to the number of a way of asking that there is not. count: how many there are."""
    return f"There is no such number: the ways of asking are numbered from 1 to {count}."


def guess_question(guess: Guess) -> str:
    """Return what is asked about a field of the header that is only a guess."""
    asked = _QUESTIONS.get(guess.key, f"{guess.key}?")
    if not guess.likely:
        until = f" Until then, answers tell {guess.value}." if guess.key == "url" else ""
        told = f"Type it, or Enter to leave it for now: it comes again next time.{until}"
        return f"{asked} The document doesn't say.\n{told}"
    return f"{asked} My guess is: {guess.value}\nType it, or = if the guess is right, or Enter to leave it for now."


def offer_lines(offer: Offer, at: int, of: int) -> str:
    """Return a silence that is offered, and what can be done with it."""
    lines = [
        f"Silence {at} of {of}: {offer.silence.title}",
        "People usually ask this of a report, and I saw no answer in the document:",
        *(f"  {asked}" for asked in offer.silence.asked),
        f"The bot would say: {offer.silence.says}",
        "Is that so? Then switch it on (y), or on in other words (e). Else delete it (d). Or not now (n).",
    ]
    return "\n".join(lines)


def no_such_field(fields: Iterable[str]) -> str:
    """Return what is said to a field that there is not."""
    return f"There is no such field. There are: {', '.join(fields)}. Enter takes you back to the entry."


def unknown_key(typed: str) -> str:
    """Return what is said to something that is no command."""
    return f'"{typed}" is nothing I know. Type k to keep it, d to drop it, n for the next, ? for all that can be done.'


def put_back_line(id: str) -> str:
    """Return what is said when something that was dropped is there again."""
    return f"{id} is put back."


def _said_of(decisions: Iterable[Decision]) -> str:
    """Return how many were kept, changed and dropped."""
    counts = Counter(each.what for each in decisions)
    return ", ".join(f"{counts[what]} {told}" for what, told in _DONE.items() if counts[what]) or "none"


def review_end(left: int, decisions: Sequence[Decision], folder: str, question: str, *, open_ends: int = 0) -> str:
    """Return what is said at the end, and what to do next.

    Args:
        left: How many are left to look at.
        decisions: What was decided, before as well.
        folder: The knowledge folder.
        question: One to try.
        open_ends: How many guesses and offered silences are left.
    """
    lines = []
    if left:
        lines += [f"{len(decisions)} looked through ({_said_of(decisions)}), {left} left. Go on from here at any time:",
                  f"    python -m bot review {folder}"]  # fmt: skip
    else:
        lines += [f"All are looked through: {_said_of(decisions)}."]
        if open_ends:
            told = "question about the document is" if open_ends == 1 else "questions about the document are"
            lines += [f"{open_ends} {told} left open; they come again with: python -m bot review {folder}"]
    return "\n".join([
        *lines, "", "Next:", f"    python -m bot check {folder}",
        f'    python -m bot ask --knowledge {folder} "{question}"',
    ])  # fmt: skip
