"""A new edition of a document that a knowledge folder has: `draft --edition`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from .progress import working
from .reviewing import REVIEWED
from .writing import failing_checks, kept_whole, patient, write_new

__all__ = ["draft_edition"]


def draft_edition(
    document: Path, folder: Path, named: str, *, id: str = "", publisher: str = "", published: str = "", url: str = ""
) -> None:
    """Draft a new edition of a document into a folder of its own, beside the files of the base, which stay.

    Args:
        document: The new edition.
        folder: The knowledge folder.
        named: The id of the document that it is an edition of; "" if there is only one.
        id: What it is to be called; "" for the same.
        publisher, published, url: As for a draft; "" for what is as it was, or as the document says.
    """
    from datetime import UTC, datetime

    from .. import render
    from ..core.knowledge.fingerprint import fingerprint, parse
    from ..core.knowledge.loading import load
    from ..drafting.apart import read_document_apart
    from ..drafting.drafting import drafted, header_of
    from ..drafting.edition_making import edition_of, source_of
    from ..drafting.sentences import sentences
    from ..drafting.source import as_source_text
    from ..drafting.writing import vocabulary_of
    from ..serving.folder import read_files

    files = read_files(folder)
    source = source_of(files, named)
    base = load(files)
    id = id or source
    if id != source and (id in base.sources or f"{id}.yaml" in files):
        raise click.ClickException(f'there is a document "{id}" in {folder} already: choose another name with --id')
    page, made = folder / f"edition-{id}.md", folder / "editions" / id
    for path in (page, made):
        if path.exists():
            raise click.ClickException(f"{path} is there already, and is left alone: look it through, or take it away")
    with working(f"Reading {document.name}"):
        read = read_document_apart(document)
    text = as_source_text(read)
    proof = f"sources/{source}.fingerprint"
    if proof not in files:
        raise click.ClickException(f"{folder / proof} is not there, so nothing can be told of the old edition")
    if parse(files[proof].decode("ascii")) == fingerprint(text):
        click.echo(f"{document.name} has the very words of the edition that is there: nothing to do.")
        return
    today = datetime.now(UTC).date().isoformat()
    header = header_of(read, document.stem, today, id=id, publisher=publisher, published=published, url=url)
    known = {key: getattr(header, key) for key in ("title", "publisher", "published", "url")}
    known = {key: value for key, value in known.items() if key not in header.unknown}
    header = replace(header, title=known.get("title", base.sources[source].title))
    with working("Drafting") as work:
        draft = drafted(
            read, header, text, sentences,
            same=base.vocabulary.same, named=base.vocabulary.spellings, taken=(*base.entries, *base.silences),
            tell=patient(work, document.name, (0, 1)),
        )  # fmt: skip
        edition = edition_of(files, source, read, draft, sentences, known=known)
    words = vocabulary_of(edition.draft)
    own = {f"{id}.txt": text.encode()}
    if (folder / REVIEWED).exists():  # what was kept need not be looked at again, unless it changed
        own[REVIEWED] = (folder / REVIEWED).read_bytes()
    with kept_whole(folder) as noted:
        write_new(made, {**edition.files, **own}, noted)
        checks = failing_checks(made)
        told = render.edition_page(edition, f"editions/{id}", words, checks)
        write_new(folder, {page.name: told.encode()}, noted)
    unknown = [told for key, told in _PARTS.items() if key not in known]
    click.echo(render.edition_summary(edition, str(folder), str(made), page.name, checks, unknown), nl=False)


_PARTS = {"title": "title", "published": "date", "url": "address"}
