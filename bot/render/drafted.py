"""A draft for people: the page to read it through, and what is said once it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..drafting.draft import Draft, Drafted, Skipped

__all__ = ["drafted_page", "drafted_summary", "escaped", "listed", "passed_over"]

_FORMS = {
    "figure": ("figure", "figures"),
    "year": ("date", "dates"),
    "cell": ("cell of a table", "cells of tables"),
    "quotation": ("quotation", "quotations"),
    "finding": ("finding", "findings"),
}
_UNKNOWN = {"title": "title", "publisher": "publisher", "published": "date", "url": "address"}


def drafted_summary(draft: Draft, folder: str, names: Sequence[str], words: str, checks: Sequence[str] = ()) -> str:
    """Return what is said once a draft is written.

    Args:
        draft: The draft.
        folder: Where it was written.
        names: The names of the files, the document first.
        words: What could not be put into the vocabulary; "" if nothing.
        checks: A line for each check question of the folder that fails now.
    """
    document, *others = names
    page = next((name for name in others if name.endswith(".md")), "")
    doubtful = sum(bool(entry.doubts) for entry in draft.entries)
    lines = [f"{folder}/{document} holds {_counted(draft.entries)}; each was proved against the document."]
    if doubtful:
        lines.append("One of them is doubtful." if doubtful == 1 else f"{doubtful} of them are doubtful.")
    if draft.skipped:
        lines.append(f"{len(draft.skipped)} things were passed over; {page} lists them with the reasons.")
    if draft.crowded:
        lines.append(
            f"There was no room for {draft.crowded:,} of its entries, as a base can hold only so many: "
            "give the document in parts, each for a base of its own."
        )
    if draft.header.unknown:
        unknown = ", ".join(told for key, told in _UNKNOWN.items() if key in draft.header.unknown)
        lines.append(f"What the document is, is not all certain: you will be asked for its {unknown}.")
    if words:
        lines.append(f"There is a vocabulary.yaml already: the words that would go with it are at the end of {page}.")
    lines += [f"Not read: {each}" for each in draft.warnings]
    lines += checks
    lines += [
        "",
        "Next: look it through, entry by entry, and ask it something:",
        f"    python -m bot review {folder}",
        f'    python -m bot ask --knowledge {folder} "{_example(draft)}"',
    ]
    return "\n".join(lines) + "\n"


def drafted_page(draft: Draft, document: str, words: str = "") -> str:
    """Return the page to read a draft through, in Markdown: the doubtful entries first, each beside its sentence."""
    doubtful = [entry for entry in draft.entries if entry.doubts]
    plain = [entry for entry in draft.entries if not entry.doubts]
    lines = [
        f"# Draft: {draft.header.title}",
        "",
        f"{_counted(draft.entries).capitalize()}, drafted by machine.",
        f"The bot goes by `{document}`, not by this page: `python -m bot review` goes through it with you, or mend",
        "there what is wrong, and delete what nobody will ask for. When you are through, you may delete this page.",
        "",
    ]
    if doubtful:
        lines += [f"## Look at these first ({len(doubtful)})", "", *listed(doubtful)]
    if plain:
        lines += [f"## The others ({len(plain)})", "", *listed(plain)]
    lines += passed_over(draft, words)
    return "\n".join(lines)


def passed_over(draft: Draft, words: str = "") -> list[str]:
    """Return what was passed over, and the words for a vocabulary that is there, in Markdown, line by line."""
    lines = []
    if draft.skipped:
        lines += [f"## Passed over ({len(draft.skipped)})", "", *_passed(draft.skipped)]
    if words:
        lines += ["## For vocabulary.yaml", "", "```yaml", words.rstrip(), "```", ""]
    return lines


def listed(entries: Sequence[Drafted]) -> Iterator[str]:
    """Yield the lines that show entries, each beside its sentence."""
    for entry in entries:
        page = f" (page {entry.page})" if entry.page is not None else ""
        yield f"### {escaped(entry.title)}"
        yield ""
        if entry.doubts:
            yield f"**Look:** {escaped('; '.join(entry.doubts))}."
            yield ""
        yield f"> {escaped(entry.sentence)}{page}"
        yield ""
        yield f"- id: `{entry.id}`"
        if entry.figure:
            yield f"- figure: {escaped(entry.figure)}"
        if entry.quote:
            told = f"{entry.speaker}, {entry.role}" if entry.role else entry.speaker
            yield f"- quotation: “{escaped(entry.quote)}”, {escaped(told)}"
        if entry.says and entry.says != entry.sentence:
            yield f"- says: {escaped(entry.says)}"
        yield f"- asked: {escaped('; '.join(entry.asked))}"
        yield ""


def _passed(skipped: Sequence[Skipped]) -> Iterator[str]:
    by_reason: dict[str, list[Skipped]] = {}
    for each in skipped:
        by_reason.setdefault(each.why, []).append(each)
    for why, found in sorted(by_reason.items(), key=lambda item: -len(item[1])):
        yield f"**{escaped(why[:1].upper() + why[1:])}** ({len(found)})"
        yield ""
        for each in found:
            yield f"- {escaped(each.said)}: {escaped(each.sentence[:160])}{'...' if len(each.sentence) > 160 else ''}"
        yield ""


def _counted(entries: Sequence[Drafted]) -> str:
    counts: Counter[str] = Counter(entry.form for entry in entries)
    told = [
        f"{counts[form]} {one if counts[form] == 1 else many}" for form, (one, many) in _FORMS.items() if counts[form]
    ]
    total = f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'}"
    return f"{total} ({', '.join(told)})" if told else total


def _example(draft: Draft) -> str:
    """Return a question to try."""
    plain = [
        each
        for entry in draft.entries
        if not entry.doubts
        for each in entry.asked
        if each.startswith(("how ", "when "))
    ]
    return plain[0] if plain else draft.entries[0].asked[0]


def escaped(text: str) -> str:
    """Return a text in which Markdown sees no signs of its own."""
    return text.replace("*", "\\*").replace("_", "\\_").replace("<", "\\<").replace("`", "\\`")
