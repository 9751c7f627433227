"""The command with which somebody looks through what was drafted, and the folder in which that happens."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..core.answering.answerer import Answerer
    from ..core.knowledge.model import Knowledge
    from ..drafting.reviewing import Decision, Review
    from .pieces import Pieces

__all__ = ["REVIEWED"]

REVIEWED = ".review.jsonl"
"""What was decided, in the folder; hidden, so that it is no file of the knowledge base."""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--source", metavar="ID", default="", help="Only the entries of this source.")
@click.option("--again", is_flag=True, help="Also those that were looked at before.")
def review(folder: Path, source: str, again: bool) -> None:
    """Look through the entries in DIR one by one, each beside its sentence: keep, edit, drop, next.

    What is doubtful comes first. Each change is proved before it is written, so that DIR is never faulty, and what was
    decided is kept in DIR/.review.jsonl: quit at any time, and go on later. An entry that was changed since it was
    looked at is shown again.

    Exit code: 0, or 2 if DIR is faulty to begin with (python -m bot check tells all).
    """
    from ..drafting import finishing
    from ..drafting.reviewing import review_of
    from ..render.reviewing import review_end
    from ..serving.folder import read_files
    from .desk import Tools
    from .prompt import somebody_types, typed_line
    from .screen import show
    from .sitting import Sitting

    begun = review_of(read_files(folder), _decisions(folder), source=source)
    shelf = _Shelf(folder, source, begun)
    typing = somebody_types()
    tools = Tools(
        ask=typed_line if typing else _line,
        show=show if sys.stdout.isatty() else _show_plain,
        fresh=shelf.fresh,
        save=shelf.save,
        answer=_Asking().answer,
        edit=_edited if typing else None,
    )
    sitting = Sitting(begun, tools, _texts(folder, begun), source=source, again=again)
    sitting.run()
    now = sitting.review
    open_ends = len(finishing.guesses(now, source)) + len(finishing.offers(now, source))
    decided = [each for each in now.decisions.values() if source in ("", each.source)]
    told = review_end(len(now.left), decided, str(folder), _question(now), open_ends=open_ends)
    show([("\n" + told, "")])


class _Shelf:
    """The folder that the files lie in, as it was read or written last."""

    def __init__(self, folder: Path, source: str, review: Review) -> None:
        self._folder, self._source = folder, source
        self._files = review.files

    def fresh(self, review: Review) -> Review:
        """Return the review as the files are now: the same if nobody has changed them. KnowledgeError if faulty."""
        from ..drafting.reviewing import review_of
        from ..serving.folder import read_files

        files = read_files(self._folder)
        if files == self._files:
            return review
        made = review_of(files, review.decisions.values(), source=self._source)
        self._files = files
        return made

    def save(self, review: Review) -> None:
        """Write what has changed, each file whole or not at all, and then what was decided."""
        from ..drafting.reviewing import decisions_text
        from ..serving.folder import write_files, write_whole

        if review.files != self._files:
            write_files(self._folder, review.files, over=[self._files])
            self._files = review.files
        write_whole(self._folder / REVIEWED, decisions_text(review).encode())


class _Asking:
    """What answers questions meanwhile; made anew only when the knowledge has changed."""

    def __init__(self) -> None:
        self._answerer: Answerer | None = None

    def answer(self, knowledge: Knowledge, question: str) -> Pieces:
        """Return what is answered, and by which entry. Calls for help are not looked for: they take long to learn."""
        from ..core.answering.answerer import Answerer
        from ..render.reviewing import answers_line
        from .opening import open_vectors
        from .pieces import of_reply

        if self._answerer is None or self._answerer.knowledge.entries is not knowledge.entries:
            self._answerer = Answerer(replace(knowledge, help=None), vectors=open_vectors())
        reply = self._answerer.answer(question)
        return [(answers_line(reply) + "\n", "aside"), *of_reply(reply)]


def _decisions(folder: Path) -> list[Decision]:
    from ..drafting.reviewing import parse_decisions

    path = folder / REVIEWED
    return parse_decisions(path.read_text("utf-8", "replace")) if path.is_file() else []


def _texts(folder: Path, review: Review) -> dict[str, tuple[str, ...]]:
    """Return the documents' paragraphs, of those whose text lies beside them and is what the fingerprint proves."""
    from ..drafting.context import own_text

    found = {}
    for id in review.knowledge.sources:
        path, proof = folder / f"{id}.txt", review.files.get(f"sources/{id}.fingerprint")
        if proof is not None and path.is_file():
            found[id] = own_text(path.read_text("utf-8-sig", "replace"), proof)
    return found


def _question(review: Review) -> str:
    """Return a question to try."""
    asked = [each for entry in review.knowledge.entries.values() for each in entry.asked]
    return next((each for each in asked if each.startswith(("how ", "when ", "what "))), asked[0])


def _show_plain(pieces: Pieces) -> None:
    """Print pieces where there is no bold type: what would be in it stands between asterisks."""
    click.echo("".join(f"**{text}**" if style == "strong" else text for text, style in pieces))


def _line(before: str, standing: str) -> str | None:
    """Return the next line of standard input, or what stands there already if it is empty; None at the end."""
    line = sys.stdin.buffer.readline()
    return line.decode("utf-8", "replace").rstrip("\r\n") or standing if line else None


def _edited(text: str) -> str | None:
    try:
        return click.edit(text, extension=".yaml")
    except click.ClickException as error:  # there is no such editor, or it failed
        click.echo(error.format_message(), err=True)
        return None
