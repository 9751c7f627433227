"""The commands of newcomers, who have a report of their own and no knowledge base yet."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .editions import draft_edition
from .progress import working
from .writing import failing_checks, kept_whole, patient, write_new

__all__: list[str] = []

_NEXT = """\
{folder} holds a small knowledge base about a made-up article, with an explanation on every line. Try it:

    python -m bot check {folder}
    python -m bot ask --knowledge {folder} "how many books did the library lend?"

For a report of your own, let entries be drafted from the document, in a folder of its own, and look them through:

    .venv/bin/pip install -q -c .ci/constraints.txt '.[draft]'
    python -m bot draft my-report.pdf --into another-folder --country {country}
    python -m bot review another-folder

Or put it here by hand, in the gazette's place:

 1. Save its text as {folder}/my-report.txt (UTF-8, an empty line between paragraphs), and make its fingerprint:
        python -m bot fingerprint {folder}/my-report.txt -o {folder}/sources/my-report.fingerprint
 2. Copy {folder}/gazette.yaml to {folder}/my-report.yaml; write `id: my-report` and what your source is called at the
    top, and your own entries and silences below. README.md in the folder shows all that an entry can have.
 3. Delete the gazette's files: gazette.yaml, gazette.txt, asked/books-lent.txt, sources/gazette.fingerprint. Put your
    own questions into checks.yaml and your own words into vocabulary.yaml.
 4. Look through help.yaml: in danger, people get those lines and nothing else. Where a server has not chosen a country,
    they are those of {country}.
 5. Run `check` after each step. It says what is missing, where, and what to write.
"""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--country", metavar="CODE", help="Whose help lines people in danger get: GB, US, IE ... (asked for).")
def new(folder: Path, country: str | None) -> None:
    """Make DIR: a small knowledge base that `check` passes, every line explained, to put your own report into.

    A folder that holds anything already is left alone.
    """
    from ..drafting.beginning import beginning, countries
    from ..serving.folder import read_files
    from ..settings import default_knowledge

    if folder.exists() and any(folder.iterdir()):
        raise click.ClickException(f"{folder} holds something already: give a folder that is empty or not there yet")
    shipped = default_knowledge()
    files = read_files(shipped)
    country = _country(country, countries(files))
    made = beginning(files, (shipped / "README.md").read_bytes(), country)
    with kept_whole(folder) as noted:
        write_new(folder, made, noted)
    click.echo(_NEXT.format(folder=folder, country=country), nl=False)


@click.command()
@click.argument("document", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--into", "folder", metavar="DIR", required=True, type=click.Path(path_type=Path, file_okay=False),
    help="The knowledge folder; it is made if it is not there yet.",
)  # fmt: skip
@click.option("--id", "id_", metavar="ID", help="What the document is called in the folder: DIR/ID.yaml.")
@click.option("--publisher", metavar="NAME", default="", help="Who published it.")
@click.option("--published", metavar="DATE", default="", help="When: 2025, 2025-03 or 2025-03-14.")
@click.option("--url", metavar="URL", default="", help="Where people can read it.")
@click.option("--country", metavar="CODE", help="For a new folder: whose help lines people in danger get (GB, US ...).")
@click.option(
    "--edition", metavar="ID", is_flag=False, flag_value="",
    help="DOCUMENT is a new edition of the document ID in DIR; ID may be left out if there is only one.",
)  # fmt: skip
def draft(
    document: Path, folder: Path, id_: str | None, publisher: str, published: str, url: str, country: str | None,
    edition: str | None,
) -> None:  # fmt: skip
    """Draft entries from DOCUMENT: its figures, quotations and findings, with ways of asking for each.

    DOCUMENT is a PDF, DOCX, HTML, Markdown or plain text file. Every entry is proved before anything is written, and
    nothing that is there is overwritten. Look it through when it is done, with `review`: no draft is as good as a draft
    that somebody looked through.

    With --edition, what became of each entry is told in DIR/edition-ID.md, changed figures first, and a base with the
    new edition is written to DIR/editions/ID: what you wrote is kept, and so is the old edition, beside it.

    Exit code: 0, or 2 if nothing was written.
    """
    from datetime import UTC, datetime

    from .. import render
    from ..core.knowledge.loading import load
    from ..core.knowledge.schema import is_id
    from ..drafting.apart import read_document_apart
    from ..drafting.beginning import countries, surroundings
    from ..drafting.drafting import drafted, header_of
    from ..drafting.proving import proved
    from ..drafting.sentences import sentences
    from ..drafting.source import as_source_text
    from ..serving.folder import read_files
    from ..settings import default_knowledge

    if id_ is not None and not is_id(id_):
        raise click.UsageError(f'"{id_}" cannot be an id: small letters, digits and hyphens, as in yearly-report-2025')
    if edition is not None:
        draft_edition(document, folder, edition, id=id_ or "", publisher=publisher, published=published, url=url)
        return
    with working(f"Reading {document.name}"):
        read = read_document_apart(document)
    today = datetime.now(UTC).date().isoformat()
    header = header_of(read, document.stem, today, id=id_ or "", publisher=publisher, published=published, url=url)
    around: dict[str, bytes] = {}
    if folder.exists() and any(folder.iterdir()):
        files = read_files(folder)
    else:
        shipped = default_knowledge()
        held = read_files(shipped)
        around = surroundings(held, (shipped / "README.md").read_bytes(), _country(country, countries(held)))
        files = {name: data for name, data in around.items() if name.startswith("help")}
    page = "draft.md" if not (folder / "draft.md").exists() else f"draft-{header.id}.md"
    _refuse_to_overwrite(folder, header.id, page)
    base = load(files) if any(name.startswith("sources/") for name in files) else None
    with working("Drafting") as work:
        made = drafted(
            read, header, as_source_text(read), sentences,
            same=base.vocabulary.same if base is not None else (),
            named=base.vocabulary.spellings if base is not None else (),
            taken=(*base.entries, *base.silences) if base is not None else (),
            tell=patient(work, document.name, (0, 0.6)),
        )  # fmt: skip
        found, written = proved(made, files, patient(work, document.name, (0.6, 1)))
    if found.crowded and not found.entries:
        raise click.ClickException(f"{folder} has as many entries as a base can hold; nothing was written")
    if not found.entries:
        raise click.ClickException(f"{document.name} states nothing that entries could be made of; nothing was written")
    told = render.drafted_page(found, written.document, written.words)
    own = {f"{header.id}.txt": found.text.encode(), page: told.encode()}
    with kept_whole(folder) as made_files:
        write_new(folder, {**around, **written.files, **own}, made_files)
    names = (written.document, page)
    click.echo(render.drafted_summary(found, str(folder), names, written.words, failing_checks(folder)), nl=False)


def _refuse_to_overwrite(folder: Path, id: str, page: str) -> None:
    for name in (f"{id}.yaml", f"{id}.txt", f"sources/{id}.fingerprint", f"sources/{id}.locators", page):
        if (folder / name).exists():
            raise click.ClickException(
                f"{folder / name} is there already, and is left alone: choose another name with --id"
            )


def _country(country: str | None, known: list[str]) -> str:
    """Return whose help lines are shown; asked for where somebody can answer."""
    if country is None:
        if not sys.stdin.isatty():
            raise click.UsageError(f"which country's help lines? Give --country with one of {', '.join(known)}")
        click.echo("People who may be in danger are shown whom to call. In which country are most of them?")
        country = click.prompt(" / ".join(known), type=click.Choice(known, case_sensitive=False), show_choices=False)
    return str(country).strip().upper()
