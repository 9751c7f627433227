"""The commands of newcomers, who have a report of their own and no knowledge base yet."""

from __future__ import annotations

import sys
from pathlib import Path

import click

__all__: list[str] = []

_NEXT = """\
{folder} holds a small knowledge base about a made-up article, with an explanation on every line. Try it:

    python -m bot check --knowledge {folder}
    python -m bot ask --knowledge {folder} "how many books did the library lend?"

Then put your own report in its place:

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
    from ..serving.folder import read_files, write_whole
    from ..settings import default_knowledge

    if folder.exists() and any(folder.iterdir()):
        raise click.ClickException(f"{folder} holds something already: give a folder that is empty or not there yet")
    shipped = default_knowledge()
    files = read_files(shipped)
    if country is None:
        known = countries(files)
        if not sys.stdin.isatty():
            raise click.UsageError(f"which country's help lines? Give --country with one of {', '.join(known)}")
        click.echo("People who may be in danger are shown whom to call. In which country are most of them?")
        country = click.prompt(" / ".join(known), type=click.Choice(known, case_sensitive=False), show_choices=False)
    made = beginning(files, (shipped / "README.md").read_bytes(), country.strip().upper())
    for name, data in sorted(made.items()):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_whole(folder / name, data)
    click.echo(_NEXT.format(folder=folder, country=country.strip().upper()), nl=False)
