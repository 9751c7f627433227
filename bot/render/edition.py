"""What became of a document in a new edition: the page that shows it all, and what is said once it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .drafted import escaped, listed

if TYPE_CHECKING:
    from ..drafting.edition import Changed, Edition, Gone

__all__ = ["edition_page", "edition_summary"]


def edition_summary(
    edition: Edition, folder: str, made: str, page: str, checks: Sequence[str] = (), kept: Sequence[str] = ()
) -> str:
    """Return what is said once a new edition is written.

    Args:
        edition: What became of the document.
        folder: The knowledge folder.
        made: Where the base with the new edition was written.
        page: The name of the page in the folder.
        checks: What became of check questions, a line for each that fails now.
        kept: The parts of the source's header that the new edition does not state.
    """
    counts = [
        (len(edition.changed), "none has another figure", "has another figure", "have another figure"),
        (len(edition.gone), "none is gone", "no longer stands", "no longer stand"),
        (len(edition.draft.entries), "none is new", "is new", "are new"),
    ]
    stands = len(edition.kept)
    told = [f"{stands} {'entry stands' if stands == 1 else 'entries stand'} word for word"]
    told += [f"{count} {one if count == 1 else many}" if count else none for count, none, one, many in counts]
    lines = [
        f"{made} holds the base with the new edition; nothing in {folder} was changed.",
        f"{', '.join(told[:-1])}, and {told[-1]}.",
    ]
    for each in edition.changed[:_SHOWN]:
        was, now = each.figure if any(each.figure) else _told(each)
        lines.append(f"  {each.title}: {was} -> {now}")
    if len(edition.changed) > _SHOWN:
        lines.append(f"  and {len(edition.changed) - _SHOWN} others")
    if edition.gone:
        gone = ", ".join(each.id for each in edition.gone[:_SHOWN])
        more = f" and {len(edition.gone) - _SHOWN} others" if len(edition.gone) > _SHOWN else ""
        lines.append(f"No longer there: {gone}{more}.")
    if kept:
        told_of = f"{', '.join(kept[:-1])} and {kept[-1]}" if len(kept) > 1 else kept[0]
        lines.append(f"The document does not state its {told_of}: at the top of the file stands the old one.")
    lines += checks
    lines += [
        "",
        f"Next: read {folder}/{page}, look the entries through, and try them:",
        f"    python -m bot review {made}",
        f"    python -m bot check {made}",
        f"When it is right, use {made} as your knowledge folder, or copy its files over those in {folder}"
        + (f", and delete there: {', '.join(edition.away)}." if edition.away else "."),
    ]
    return "\n".join(lines) + "\n"


_SHOWN = 10


def edition_page(edition: Edition, made: str, words: str = "", checks: Sequence[str] = ()) -> str:
    """Return the page to read a new edition through, in Markdown: changed figures first.

    Args:
        edition: What became of the document.
        made: Where the base with the new edition was written, as seen from the page.
        words: What could go into the vocabulary.
        checks: As for `edition_summary`.
    """
    lines = [
        f"# New edition: {edition.draft.header.title}",
        "",
        f"The base with the new edition lies in `{made}`. The old one is as it was. The bot goes by",
        f"`{made}/{edition.document}`, not by this page: mend there what is wrong.",
        "",
    ]
    if edition.changed:
        lines += [f"## Other figures ({len(edition.changed)})", ""]
        lines += ["| entry | before | now |", "|---|---|---|"]
        for each in edition.changed:
            was, now = each.figure if any(each.figure) else _told(each)
            lines.append(f"| {_cell(each.title)} | {_cell(was)} | {_cell(now)} |")
        lines += ["", "Each keeps its id and its ways of asking; numbers in them are the new ones.", ""]
        for each in edition.changed:
            lines += _changed(each)
    if edition.gone:
        lines += [f"## No longer there ({len(edition.gone)})", "", "These were taken out of the new edition.", ""]
        for gone in edition.gone:
            lines += _gone(gone)
    if edition.checks or checks:
        lines += ["## Check questions", ""]
        lines += [f"- taken out with its entry: {escaped(each)}" for each in edition.checks]
        lines += [f"- {escaped(each)}" for each in checks]
        lines.append("")
    new = edition.draft.entries
    if new:
        lines += [f"## New ({len(new)})", "", "Drafted by machine, below the others in the file.", ""]
        lines += listed([*(each for each in new if each.doubts), *(each for each in new if not each.doubts)])
    if edition.left_out:
        told = "One sentence" if edition.left_out == 1 else f"{edition.left_out} sentences"
        lines += [f"{told} of which entries could be made stood in the old edition as well, and had none there:",
                  "left out again.", ""]  # fmt: skip
    if edition.silences:
        lines += ["## Still silent?", "", "Look whether the new edition says something about these:", ""]
        lines += [*(f"- `{each}`" for each in edition.silences), ""]
    if edition.unproved:
        lines += ["## Told in other words", "", "Nothing proves paraphrases: look whether these still hold.", ""]
        lines += [*(f"- `{each}`" for each in edition.unproved), ""]
    if edition.kept:
        lines += [f"## Standing as before ({len(edition.kept)})", "", *(f"- `{each}`" for each in edition.kept), ""]
    if words:
        lines += ["## For vocabulary.yaml", "", "```yaml", words.rstrip(), "```", ""]
    return "\n".join(lines)


def _changed(each: Changed) -> Iterator[str]:
    yield f"### {escaped(each.title)}"
    yield ""
    if each.doubts:
        yield f"**Look:** {escaped('; '.join(each.doubts))}."
        yield ""
    yield f"- id: `{each.id}`"
    yield f"- before: {escaped(each.old)}"
    yield f"- now: {escaped(each.new)}{_page(each.page)}"
    yield ""


def _gone(each: Gone) -> Iterator[str]:
    yield f"### {escaped(each.title)}"
    yield ""
    yield f"{escaped(each.why[:1].upper() + each.why[1:])}."
    yield ""
    if each.said:
        yield f"- before: {escaped(each.said)}"
        yield f"- nearest now: {escaped(each.near)}{_page(each.page)}" if each.near else "- nothing in it is near"
    if each.drafted:
        yield f"- the new entry `{each.drafted}` was made of it: is it the same? Then give it the ways of asking"
    yield ""
    yield from ("```yaml", each.written.rstrip(), "```", "")


def _told(each: Changed) -> tuple[str, str]:
    """Return what changed in a sentence whose own figure did not, before and now."""
    if not each.others:
        return each.old, each.new
    return ", ".join(was for was, _ in each.others), ", ".join(now for _, now in each.others)


def _page(page: int | None) -> str:
    return f" (page {page})" if page is not None else ""


def _cell(text: str) -> str:
    return escaped(text).replace("|", "\\|")
