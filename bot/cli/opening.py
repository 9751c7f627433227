"""Which knowledge folder a command is about, and opening it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .progress import working

if TYPE_CHECKING:
    from ..core.answering.answerer import Answerer
    from ..core.knowledge.model import Knowledge
    from ..core.search.vectors import Vectors

__all__ = ["knowledge_option", "open_base", "open_vectors", "warn"]

knowledge_option = click.option(
    "--knowledge",
    type=click.Path(path_type=Path, file_okay=False),
    help="The knowledge folder (default: KNOWLEDGE_DIR, or the one that comes with the bot).",
)


def open_base(folder: Path | None, *, source: str | None = None) -> Answerer:
    """Return what answers from a knowledge folder, as the running bot would.

    Args:
        folder: None for the one that is set, or that comes with the bot.
        source: The id of the only source to answer from; None for all.
    """
    from ..serving.compiled import open_answerer
    from ..settings import Settings

    settings = Settings.read()
    with working("Preparing the knowledge base"):
        return open_answerer(
            folder or settings.knowledge_dir, source=source, cache=settings.cache_dir, vectors=open_vectors()
        )


def open_vectors() -> Vectors | None:
    """Return the vectors of words; None where they are not wanted (SEMANTIC), or cannot be read."""
    from ..serving.word_vectors import load_vectors
    from ..settings import Settings

    return load_vectors(Settings.read().semantic)


def warn(knowledge: Knowledge) -> None:
    """Print what people should know of a base that is sound, to standard error."""
    from ..core.answering.acceptance import warnings_of

    for warning in warnings_of(knowledge):
        click.echo(f"warning: {warning}", err=True)
