"""What those are told who look after the knowledge: what would change, what became of it, who did what, what is asked.

Knows Discord's limits and marks. What is too long for a message goes whole into a file beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ..core.knowledge.model import Entry
from ..errors import Fault
from .entries import headline
from .limits import whole_lines

if TYPE_CHECKING:
    from ..core.answering.version_diff import Changes, Item
    from ..serving.publisher import Result
    from ..store import Deed, Gap, Published

__all__ = [
    "ADD_LABELS",
    "ADD_TITLE",
    "ANYWAY",
    "CHOOSE_GAP",
    "CHOOSE_TARGET",
    "DISCARD",
    "DISCARDED",
    "NOT_FORGOTTEN",
    "NOT_NOW",
    "NO_GAP",
    "NO_TARGET",
    "NO_VERSION",
    "PUBLISH",
    "REFUSE",
    "REOPEN",
    "SILENCE",
    "UNREADABLE_FILE",
    "Note",
    "audit",
    "corrected",
    "deed_json",
    "deed_plain",
    "difference",
    "forgotten",
    "gap",
    "gap_choice",
    "gap_details",
    "gaps",
    "history",
    "no_curator",
    "outcome",
    "refused_try",
    "report",
    "trouble",
    "typed_in",
    "version_choice",
]

PUBLISH = "Publish"
ANYWAY = "Publish anyway"
DISCARD = "Discard"
REFUSE = "Out of scope"
REOPEN = "Reopen"
CHOOSE_GAP = "Choose a question"
CHOOSE_TARGET = "Teach it to an entry"
ADD_TITLE = "A new entry"
ADD_LABELS = {
    "title": "Title, a few words",
    "says": "The fact, in one sentence",
    "evidence": "The source's own words, four or more",
    "source": "The source's id",
    "asked": "Ways of asking for it, one on each line",
}
NOT_NOW = "Who may do that cannot be looked up now. Try again in a while."
UNREADABLE_FILE = "Discord does not hand me that file now. Try again in a while."
NO_VERSION = "There is no such version; /knowledge history shows the last ones."
NO_GAP = "There is no such question, or too few people asked it; /knowledge gaps shows those that there are."
NO_TARGET = "There is no such entry. Begin to type, and choose from the list."
NOT_FORGOTTEN = "I cannot reach what I keep just now, so it may not all be deleted. Try again in a while, please."
SILENCE = "what the report does not say"
DISCARDED = "Discarded. Nothing was changed."

_MAX_CHARS = 1_900  # of Discord's 2,000, so that a remark can be added
_MAX_CHOICE_CHARS = 100
_MAX_LINE = 90  # of a question in a list
_OUTCOMES = {
    "unchanged": "Nothing to do: that is what I answer from already.",
    "drafted": "A preview; nothing is published yet.",
    "faulty": "Nothing was changed: that cannot be published.",
    "breaks": "Not published yet: check questions would fail.",
    "needs another": (
        "Not published yet: somebody else than the author must press Publish, in the moderators' channel "
        "(/settings moderators-channel sets it)."
    ),
    "overtaken": (
        "Nothing was changed: another version was published, or the knowledge folder edited, since this was made. "
        "Make it anew."
    ),
    "gone": "Nothing was changed: there is no such draft or version any more. It was published, discarded or too old.",
    "failed": "Nothing was changed.",
}
_PUT = "What you attached stands in place of the folder's files of the same names; all other files stay."
_WISHES = {
    "refresh": "a refresh",
    "disk": "an edit of the knowledge folder",
    "start": "the knowledge folder, as I started",
    "preview": "a preview",
    "upload": "a preview of a file",
    "teach": "a way of asking",
    "add": "a new entry",
    "rollback": "a rollback",
}


@dataclass(frozen=True, slots=True)
class Note:
    """A message. file: name and text of what did not fit into it; None if all did."""

    text: str
    file: tuple[str, str] | None = None


# --- Of changes ---------------------------------------------------------------------------------------------------


def outcome(result: Result) -> Note:
    """Return what somebody is told of the change that they wished for."""
    return _fitting(_headline(result), _sections(result), "changes.txt")


def report(result: Result) -> Note:
    """Return what a moderators' channel is told of a change: by whom and why as well."""
    wish = _WISHES.get(result.origin, result.origin)
    person_id = result.person_id if result.published or not result.draft else result.draft.person_id
    who = f", by <@{person_id}>" if person_id is not None else ""
    why = result.published.why if result.published else result.draft.why if result.draft else ""
    about = f"**{wish[0].upper()}{wish[1:]}**{who}{f': {_plain(why)}' if why else ''}"
    return _fitting(f"{about}\n{_headline(result)}", _sections(result), "changes.txt")


def _headline(result: Result) -> str:
    if result.published is not None:
        version, number = result.published.version, result.published.number
        line = f"Published: version `{version}`, number {number}. I answer from it now."
        return f"{line}\nBut the knowledge folder was not brought to it: {result.trouble}" if result.trouble else line
    put = _PUT if result.origin == "upload" and result.kind == "drafted" else ""
    return "\n".join(filter(None, [_OUTCOMES[result.kind], put, result.trouble]))


def _sections(result: Result) -> list[str]:
    lines = []
    if result.faults:
        failing = result.kind != "faulty"
        lines.append(f"{_count(result.faults, 'check question would fail', 'check questions would fail')}:" if failing
                     else f"{_count(result.faults, 'fault', 'faults')}:")  # fmt: skip
        lines += _fault_lines(result.faults)
    changes = result.changes
    if result.kind in ("published", "drafted") or changes.added or changes.removed or changes.changed or changes.taught:
        lines += _change_lines(changes)
    return lines


def difference(older: Published, newer: Published, changes: Changes) -> Note:
    """Return what one published version has otherwise than another."""
    head = f"From version `{older.version}` (number {older.number}) to `{newer.version}` (number {newer.number}):"
    return _fitting(head, _change_lines(changes), "difference.txt")


def _fault_lines(faults: Iterable[Fault]) -> Iterable[str]:
    return (f"  {fault}" for fault in faults)


def _change_lines(changes: Changes) -> list[str]:
    figures = {new.id for _, new in changes.figures}
    blocks = (
        ("Added", [f"  {_item(item)}" for item in changes.added]),
        ("Removed", [f"  {_item(item)}" for item in changes.removed]),
        ("Figures, old -> new", [f"  {new.id}: {_figure(old)} -> {_figure(new)}" for old, new in changes.figures]),
        ("Changed otherwise", [f"  {_item(new)}" for _, new in changes.changed if new.id not in figures]),
        ("Ways of asking", [f"  {each.item.id}: {each.added} gained, {each.removed} lost" for each in changes.taught]),
        (
            "Replies that would change, old -> new",
            [f'  "{each.question}": {each.before} -> {each.after}' for each in changes.answers],
        ),
    )
    lines = [line for title, block in blocks if block for line in (f"{title}:", *block)]
    return lines or ["No entry changes."]


def _item(item: Item) -> str:
    figure = f" ({headline(item)})" if isinstance(item, Entry) and item.figure is not None else ""
    return f"{item.id}: {item.title}{figure}"


def _figure(entry: Entry) -> str:
    return entry.figure.text if entry.figure is not None else "no figure"


def corrected(changed: Sequence[tuple[Entry, Entry]], at: int) -> str:
    """Return the lines on top of an answer whose figures have changed. changed: before and after. at: since 1970."""
    return "\n".join(f"Corrected <t:{at}:D>: {_figure(old)} -> {_figure(new)}" for old, new in changed)


# --- Of versions and deeds ----------------------------------------------------------------------------------------


def history(versions: Sequence[Published], served: str) -> Note:
    """Return the published versions, the newest first. served: the version that is answered from."""
    lines = []
    for each in versions:
        now = ", **answered from now**" if each.version == served and each is versions[0] else ""
        who = f" by <@{each.person_id}>" if each.person_id is not None else ""
        why = f": {_plain(each.why)}" if each.why else ""
        lines.append(f"{each.number}. `{each.version}` <t:{int(each.at)}:R>, {each.origin}{who}{why}{now}")
    return Note(whole_lines(lines, _MAX_CHARS) or "Nothing was ever published.")


def version_choice(version: Published) -> str:
    """Return a version as a choice in a list."""
    at = datetime.fromtimestamp(version.at, UTC)
    why = f": {version.why}" if version.why else ""
    return f"{version.number} - {version.version}, {at:%Y-%m-%d %H:%M} UTC, {version.origin}{why}"[:_MAX_CHOICE_CHARS]


def audit(deeds: Sequence[Deed]) -> Note:
    """Return deeds, the newest first."""
    lines = []
    for deed in deeds:
        who = f"<@{deed.person_id}>" if deed.person_id is not None else "the operator"
        detail = f": {_plain(deed.detail)}" if deed.detail else ""
        lines.append(f"<t:{int(deed.at)}:R> {who} {deed.what}, {deed.outcome}{detail}"[:400])
    text = whole_lines(lines, _MAX_CHARS)
    whole = text.count("\n") + 1 >= len(lines)
    return Note(text or "Nobody has done anything yet.", None if whole else _file("audit.txt", map(deed_plain, deeds)))


def deed_plain(deed: Deed) -> str:
    """Return a deed as a line of plain text."""
    who = f"user {deed.person_id}" if deed.person_id is not None else "operator"
    where = f" in server {deed.guild_id}" if deed.guild_id is not None else ""
    return f"{_iso(deed.at)}  {deed.what}, {deed.outcome}, by {who}{where}{f': {deed.detail}' if deed.detail else ''}"


def deed_json(deed: Deed) -> str:
    """Return a deed as a line of JSON, all keys always present. Ids of Discord are text, as in Discord's own JSON."""
    return json.dumps(
        {
            "id": deed.id,
            "at": _iso(deed.at),
            "person": str(deed.person_id) if deed.person_id is not None else None,
            "guild": str(deed.guild_id) if deed.guild_id is not None else None,
            "what": deed.what,
            "outcome": deed.outcome,
            "detail": deed.detail,
        }
    )


def refused_try(person_id: int, what: str) -> Note:
    """Return what a moderators' channel is told of somebody who tried what they may not do."""
    return Note(f"<@{person_id}> tried {what}, and was refused: only moderators may.")


# --- Of questions without an answer -------------------------------------------------------------------------------


def gaps(found: Sequence[Gap], state: str, page: int, *, more: bool) -> Note:
    """Return a page of questions that found no answer, from 0. more: whether another follows."""
    if not found:
        return Note(f"No question is {state}. One shows here once two people have asked alike.")
    head = f"Questions that found no answer, {state}{f', page {page + 1}' if page or more else ''}:"
    return Note(whole_lines([head, *(f"- {_gap_line(each)}" for each in found)], _MAX_CHARS))


def gap(each: Gap) -> Note:
    """Return one question, to be taught or refused."""
    state = f"taught to `{each.target}`" if each.target else each.state
    return Note(f"{_gap_line(each)}\nNow: {state}. For an entry that is not in the menu: /knowledge teach.")


def gap_choice(each: Gap) -> str:
    """Return a question as a choice in a list."""
    return each.text[:_MAX_CHOICE_CHARS]


def gap_details(each: Gap) -> str:
    """Return how often a question was asked, as stands below a choice."""
    return f"{_count(range(each.askers), 'person', 'people')}, {each.asked} times"


def _gap_line(each: Gap) -> str:
    text = each.text if len(each.text) <= _MAX_LINE else f"{each.text[:_MAX_LINE]} ..."
    target = f", taught to `{each.target}`" if each.target else ""
    return f"**{_plain(text)}** ({gap_details(each)}, last <t:{int(each.last)}:R>{target})"


# --- Of trouble, rights and privacy -------------------------------------------------------------------------------


def trouble(error: Exception, typed: str = "") -> Note:
    """Return what somebody is told whose wish cannot be carried out. typed: what they typed into a form."""
    return typed_in(Note(f"That cannot be done: {str(error)[: _MAX_CHARS - 300]}"), typed)


def typed_in(note: Note, typed: str) -> Note:
    """Return a note with what somebody typed into a form, so that they can paste it again; "" for nothing."""
    if not typed:
        return note
    more = f"{note.file[1]}\n\n{typed}" if note.file is not None else typed
    return Note(f"{note.text}\nWhat you typed is in the file.", ("what-you-typed.txt", more))


def no_curator(guild_id: int) -> str:
    """Return what moderators of a server are told that may not change the knowledge."""
    return (
        "The knowledge belongs to whoever runs me, and this server may not change it. To let it, set CURATOR_GUILDS "
        f"to this server's id, {guild_id} (README, settings)."
    )


def forgotten(questions: int) -> str:
    """Return what somebody is told whose traces were deleted. questions: how many of theirs there were."""
    asked = f"{_count(range(questions), 'question', 'questions')} of yours that found no answer"
    return (
        f"Deleted: whether you like replies to be private, {asked}, and which entries I showed you in direct messages. "
        "I keep nothing else of you, but for what moderators did to the knowledge."
    )


# --- Small steps --------------------------------------------------------------------------------------------------


def _fitting(head: str, lines: Sequence[str], name: str) -> Note:
    """Return a note of all lines in a block, or of those that fit, and of all in a file."""
    if not lines:
        return Note(head[:_MAX_CHARS])
    room = _MAX_CHARS - len(head) - 40
    shown = whole_lines((line.replace("```", "'''") for line in lines), max(0, room))
    text = f"{head}\n```\n{shown}\n```" if shown else head[:_MAX_CHARS]
    if shown.count("\n") + 1 == len(lines) and shown:
        return Note(text)
    return Note(f"{text}\nAll of it is in the file.", _file(name, lines))


def _file(name: str, lines: Iterable[str]) -> tuple[str, str]:
    return name, "\n".join(lines) + "\n"


def _count(things: Sequence[object], one: str, several: str) -> str:
    return f"{len(things)} {one if len(things) == 1 else several}"


def _iso(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")


def _plain(text: str) -> str:
    """Return text that people typed so that Discord shows it as typed, in one line."""
    return re.sub(r"([\\*_`~|<>#\[\]])", r"\\\1", " ".join(text.split()))
