"""/knowledge draft: a document that a moderator sends is drafted, looked through entry by entry, and put forward.

What was drafted and decided is in the store; a button knows the document and the entry's place alone. Nothing of the
document is kept once it is published or given up.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import discord
from discord.ext import commands

from .. import render
from ..client import Interaction, Verbatim
from ..drafting.drafting_apart import draft_apart, hold_size
from ..drafting.looking import ABOUT, Decision
from ..errors import EditError, StoreError
from ..render import documents as words
from ..serving.result import Result
from . import forms
from .deeds import Told, carry_out, note_deed, progress_of
from .document_pages import FORMS, WHAT, decided, entry_page, overview, own_of
from .telling import handled

__all__ = ["Documents", "draft_document"]

_log = logging.getLogger(__name__)


async def draft_document(interaction: Interaction, file: discord.Attachment | None) -> Told:
    """Draft entries from a document, to be looked through; without one, go on with what was begun.

    Raises DocumentError, which says in one line why nothing can be drafted.
    """
    client, own = interaction.client, await own_of(interaction)
    if file is None or own is not None:
        if own is None:
            return Told(render.Note(words.NO_DOCUMENT))
        return overview(own, "" if file is None else words.one_at_a_time(own.looking))
    hold_size(file.filename, file.size)
    progress_of(interaction)("reading", 0, 0)
    today = datetime.now(UTC).date().isoformat()
    reviews, keeping, person_id = client.store.reviews, client.memory.keeping, interaction.user.id
    with keeping.comparing(person_id) as comparing:
        async with client.drafting:
            try:
                data = await file.read()
            except discord.HTTPException as error:
                _log.warning("the attached document is not to be had: %s", error)
                return Told(render.Note(render.UNREADABLE_FILE))
            sent = await draft_apart(file.filename, data, client.answerer.knowledge.files, today)
        async with keeping.turn:
            if comparing.forgotten:  # with all that they had sent by then
                return Told(render.Note(words.NO_DOCUMENT))
            begun = await reviews.begin(person_id, sent.packed) is not None
            own = await own_of(interaction)
            if own is None and not begun:  # what is kept cannot be read any more
                await reviews.give_up(person_id)
                begun, own = await reviews.begin(person_id, sent.packed) is not None, await own_of(interaction)
    if own is None:
        return Told(render.Note(words.NO_DOCUMENT))
    if not begun:  # another was meanwhile
        return overview(own, words.one_at_a_time(own.looking))
    await note_deed(interaction, WHAT, "done", f"{len(sent.draft.entries)} entries drafted")
    return overview(own, words.document_sent(sent.draft, sent.taken))


class Documents(commands.Cog):
    """Takes what was typed into the forms of entries and documents, and forgets what was published."""

    def __init__(self, client: Verbatim) -> None:
        self._client = client

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Take what was typed into a form; so it is taken after a restart as well."""
        fields = forms.typed_into_any(FORMS, interaction)
        if fields is None:
            return
        data: Any = interaction.data
        found = re.fullmatch(FORMS, data["custom_id"])
        assert found is not None
        about = found["at"] == "about"
        typed = words.about_typed(fields) if about else render.typed_text(fields)
        async with handled(interaction, "the form of a drafted entry", typed):
            if about:
                await carry_out(interaction, WHAT, _take_about, found["review"], fields, typed=typed)
            else:
                await carry_out(interaction, WHAT, _take, found["review"], int(found["at"]), fields, typed=typed)

    @commands.Cog.listener()
    async def on_knowledge_change(self, result: Result, lesson: object) -> None:
        """Forget a document that is published."""
        if result.published is None or result.origin != "document":
            return
        try:
            await self._client.store.reviews.published(result.published.version)
        except StoreError as error:  # it is published all the same
            _log.error("a document that was published is kept on: %s", error)


async def _take(interaction: Interaction, review: str, at: int, fields: Mapping[str, str]) -> Told:
    """Keep an entry as it was typed, if it can be proved; else say why not, and keep what was typed."""
    own = await own_of(interaction)
    if own is None or own.id != review or at >= len(own.looking.entries):
        return Told(render.Note(words.NO_DOCUMENT), aside=True, typed=render.typed_text(fields))
    looking, held = own.looking, interaction.client.answerer.knowledge.files
    typed = {key: text.replace("\r", "") for key, text in fields.items() if key in looking.typed(at)}
    try:
        named = await asyncio.to_thread(looking.refused, at, typed, held)
        refused = words.not_taken(named) if named else []
    except EditError as error:
        refused = words.not_taken(str(error))
    if not refused:
        return await decided(interaction, own, at, Decision("keep", typed))
    after = await own.decide(interaction, {looking.entries[at].id: Decision("typed", typed)})
    return entry_page(after or own, at, refused)


async def _take_about(interaction: Interaction, review: str, fields: Mapping[str, str]) -> Told:
    """Take what the document is, as it was typed, if it can be used; else say why not, and keep what was typed."""
    own = await own_of(interaction)
    if own is None or own.id != review:
        return Told(render.Note(words.NO_DOCUMENT), aside=True)
    held = interaction.client.answerer.knowledge.files
    typed = {key: " ".join(text.split()) for key, text in fields.items() if key in words.ABOUT_FIELDS}
    try:
        named = await asyncio.to_thread(own.looking.refused_header, typed, held)
        refused = words.not_taken(named, words.ABOUT_DOCUMENT) if named else []
    except EditError as error:
        refused = words.not_taken(str(error), words.ABOUT_DOCUMENT)
    after = await own.decide(interaction, {ABOUT: Decision("typed" if refused else "keep", typed)})
    return overview(after or own, "\n".join(refused))
