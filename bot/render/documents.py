"""A document that a moderator looks through on Discord, entry by entry: what is shown of it, its buttons, its forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .drafted import passed_over
from .forms import FIELDS
from .limits import whole_lines
from .notes import MAX_NOTE, Note, as_typed, attached, counted

if TYPE_CHECKING:
    from ..drafting.draft import Draft, Drafted
    from ..drafting.looking import Around, Looking
    from ..errors import Fault

__all__ = [
    "ABOUT_DOCUMENT",
    "ABOUT_FIELDS",
    "ABOUT_NOTES",
    "ABOUT_TITLE",
    "ALL_ASKED",
    "BACK",
    "DRAFTED_TITLE",
    "DROP",
    "EDIT",
    "GIVEN_UP",
    "GIVE_UP",
    "GO_ON",
    "KEEP",
    "LOOK_AGAIN",
    "LOOK_THROUGH",
    "NO_DOCUMENT",
    "OVERVIEW",
    "PREVIEW",
    "REALLY_GIVE_UP",
    "SKIP",
    "about_typed",
    "document_reason",
    "document_sent",
    "drafted_entry",
    "give_up",
    "keep_others",
    "not_taken",
    "one_at_a_time",
    "overview",
]

KEEP = "Keep"
EDIT = "Edit"
DROP = "Drop"
SKIP = "Next"
BACK = "Back"
OVERVIEW = "Overview"
LOOK_THROUGH = "Look through"
LOOK_AGAIN = "Look again"
GO_ON = "Back to the entries"
PREVIEW = "Preview"
ABOUT_DOCUMENT = "About the document"
GIVE_UP = "Give it up"
REALLY_GIVE_UP = "Yes, give it up"
GIVEN_UP = "Given up. Nothing of the document is kept, and nothing has been published."
NO_DOCUMENT = (
    "You aren't looking through a document: it was published, given up, or too old. Attach one to /knowledge draft: a "
    "PDF, DOCX, HTML, Markdown or text file."
)
DRAFTED_TITLE = "A drafted entry"
ALL_ASKED = "Ways of asking, one per line"
ABOUT_TITLE = "About the document"
ABOUT_FIELDS = {
    "title": "Its title",
    "publisher": "Who published it",
    "published": "When",
    "url": "Where it can be read",
    "id": "The id of its file",
}
"""What stands above each field of the form of the document, by its key."""
ABOUT_NOTES = {
    "published": "A year, year-month or full date: 2024, 2024-03, 2024-03-09",
    "url": "Its address, which answers link to: https://...",
    "id": "Small letters, digits and hyphens, as in yearly-report-2024",
}
"""What stands below that, where there is more to say."""
_UNKNOWN = {"title": "its title", "publisher": "who published it", "published": "when", "url": "where it can be read"}
_STATES = {"keep": "kept", "drop": "dropped", "typed": "not taken yet", None: ""}
_ASIDE = "passed-over.md"
_ASKED = "Ways of asking:"
_LEAST_ASKED = 3  # ways of asking that are shown before the paragraph around the sentence is
_MORE = 20  # characters kept free for how many more there are
_SHOWN_AROUND = 300


def document_sent(draft: Draft, taken: str) -> str:
    """Return what is told once a document was read. taken: the id that it would have, if another has it; else ""."""
    count = counted(len(draft.entries), "entry is", "entries are")
    told = f"I have read it: {count} drafted, each proved against the document."
    lines = [told, *(f"Not read: {as_typed(each)}" for each in draft.warnings[:3])]
    if taken:
        lines.append(
            f"There is a document called `{taken}` already, so this one is called `{draft.header.id}`. If it is the "
            "same one, give it up."
        )
    return "\n".join(lines)


def overview(looking: Looking, words: str = "", first: str = "") -> Note:
    """Return how far somebody is with a document, with what was passed over as a file.

    Args:
        looking: What is looked through.
        words: What would go into the vocabulary; "" if nothing.
        first: What is said before; "" for nothing.
    """
    head = f"**{as_typed(looking.header.title)}**"
    aside = [*passed_over(looking.draft, words), *_unanswered(looking.draft)]
    last = "The attached file tells what was passed over, and why." if aside else ""
    text = "\n".join(filter(None, (first, head, *_overview(looking), last)))
    return Note(text[:MAX_NOTE], attached(_ASIDE, aside) if aside else None)


def _unanswered(draft: Draft) -> list[str]:
    """Return the usual questions that a document does not seem to answer, in Markdown."""
    if not draft.silences:
        return []
    lines = ["## What it doesn't seem to answer", ""]
    lines += [f"- {nothing}: {'; '.join(asked)}" for _, _, nothing, asked in draft.silences]
    return [
        *lines,
        "",
        "If that is so, and people may ask it, put silences into its file (see knowledge/README.md).",
        "",
    ]


def _overview(looking: Looking) -> list[str]:
    states = [looking.what(at) for at in range(len(looking.entries))]
    left = looking.left()
    doubtful = sum(bool(looking.entries[at].doubts) for at in left)
    kept, dropped = states.count("keep"), states.count("drop")
    done = f"{counted(len(states), 'entry', 'entries')}: {kept} kept, {dropped} dropped, {len(left)} left"
    lines = [f"{done}; {_doubtful(doubtful)}." if doubtful else f"{done}."]
    if looking.header.unknown:
        unknown = [told for key, told in _UNKNOWN.items() if key in looking.header.unknown]
        lines.append(f"The document doesn't say {_listed(unknown)}: please fill that in with *{ABOUT_DOCUMENT}*.")
    lines.append(
        f"Only what you keep goes into the draft, and nothing is published before you press *{PREVIEW}* and then "
        "*Publish*. /knowledge draft brings you back here; what isn't published goes after 30 days."
    )
    return lines


def _doubtful(count: int) -> str:
    return "one needs a look, and comes first" if count == 1 else f"{count} need a look, and come first"


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def one_at_a_time(looking: Looking) -> str:
    """Return what is said to somebody who sends a document while they are looking through another."""
    title = as_typed(looking.header.title)
    return f"I haven't read your file: you are still looking through **{title}**. Finish it, or give it up, first."


def give_up(looking: Looking) -> Note:
    """Return what is asked before everything that was decided goes."""
    done = len(looking.entries) - len(looking.left())
    return Note(
        f"Give up **{as_typed(looking.header.title)}**? What you decided of {counted(done, 'entry', 'entries')} "
        "goes with it."
    )


def keep_others(count: int) -> str:
    """Return what is written on the button that keeps all entries that are left and that nobody has a doubt of."""
    return f"Keep the {count} without a doubt" if count > 1 else "Keep the one without a doubt"


def drafted_entry(looking: Looking, at: int, stands: Around, refused: Sequence[str] = ()) -> Note:
    """Return an entry to look at, with its sentence where it stands.

    Args:
        looking: What is looked through.
        at: Its place.
        stands: Where its sentence stands.
        refused: Why what was typed for it last was not taken, line by line.
    """
    entry = looking.entry(at)
    state = _STATES[looking.what(at)]
    top = [f"{at + 1} of {len(looking.entries)}{f', {state}' if state else ''}", *refused]
    if entry.doubts and looking.what(at) != "keep":
        top.append(f"**Look:** {as_typed('; '.join(entry.doubts))}.")
    fields = [*top, *_fields(entry)]
    asked = [f"- {as_typed(each)}" for each in entry.asked]
    whole = "\n".join([*fields, _ASKED, *asked, _sentence(entry, stands, None)])
    if len(whole) <= MAX_NOTE:
        return Note(whole)
    for around in (_SHOWN_AROUND, 0):
        sentence = _sentence(entry, stands, around)
        room = MAX_NOTE - len("\n".join([*fields, _ASKED, sentence])) - _MORE
        shown = whole_lines(asked, room).splitlines()
        if len(shown) >= min(_LEAST_ASKED, len(asked)):
            break
    more = [f"- and {len(asked) - len(shown)} more"] if len(shown) < len(asked) else []
    text = "\n".join([*fields, _ASKED, *shown, *more, sentence])
    return Note(text[:MAX_NOTE], attached("entry.md", [whole]))


def _fields(entry: Drafted) -> list[str]:
    lines = [f"### {as_typed(entry.title)}"]
    if entry.figure:
        lines.append(f"**{as_typed(entry.figure)}**")
    if entry.says and entry.says != entry.sentence:
        lines.append(as_typed(entry.says))
    if entry.quote:
        told = f"{entry.speaker}, {entry.role}" if entry.role else entry.speaker
        lines.append(f"“{as_typed(entry.quote)}” ({as_typed(told)})")
    if entry.evidence and entry.evidence != entry.sentence:
        lines.append(f"Evidence: “{as_typed(entry.evidence)}”")
    return lines


def _sentence(entry: Drafted, stands: Around, around: int | None) -> str:
    """Return the sentence where it stands, with so many characters of its paragraph before and after it; None: all."""
    before, after = stands.before, stands.after
    around = len(before) + len(after) if around is None else around
    if len(before) > around:
        before = f"... {before[-around:].partition(' ')[2]}" if around else ""
    if len(after) > around:
        after = f"{after[:around].rpartition(' ')[0]} ..." if around else ""
    parts = (as_typed(before), f"**{as_typed(entry.sentence)}**", as_typed(after))
    page = f"page {entry.page}" if entry.page is not None else ""
    place = ", ".join(filter(None, (page, f"“{as_typed(stands.heading)}”" if stands.heading else "")))
    return f"In the document{f' ({place})' if place else ''}:\n> {' '.join(filter(None, parts))}"


def not_taken(named: Sequence[tuple[str | None, Fault]] | str, button: str = EDIT) -> list[str]:
    """Return why what was typed was not taken, line by line: each fault by the field that it is about.

    button: What is pressed to go on with it.
    """
    if isinstance(named, str):
        why = [named]
    else:
        labels = {**FIELDS, **ABOUT_FIELDS}
        why = [f"{labels[key]}: {each.what}; {each.remedy}" if key in labels else str(each) for key, each in named[:3]]
    kept = f"What you typed is kept: press *{button}* to go on with it."
    return ["**That can't be taken yet.**", *(as_typed(line)[:500] for line in why), kept]


def document_reason(title: str, count: int) -> str:
    """Return why the knowledge is changed, for the history."""
    return f"{counted(count, 'entry', 'entries')} from {title}"


def about_typed(typed: Mapping[str, str]) -> str:
    """Return what somebody typed of a document, as a text for people."""
    return "\n".join(f"{label}:\n    {typed[key]}" for key, label in ABOUT_FIELDS.items() if key in typed)
