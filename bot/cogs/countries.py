"""The country of a server, whose help lines its people are shown."""

from __future__ import annotations

import logging
from dataclasses import replace

from ..background import in_time
from ..client import Verbatim
from ..core.answering.reply import Reply
from ..errors import StoreError

__all__ = ["in_country"]

_log = logging.getLogger(__name__)
_STORE_S = 1.0


async def in_country(client: Verbatim, reply: Reply, guild_id: int | None) -> Reply:
    """Return a reply with the help lines of the country that a server has chosen; any other as it is.

    guild_id: None in direct messages, where the country is not known. Nor is it where the store fails: somebody in
    danger must not wait for it.
    """
    if reply.kind != "signpost" or guild_id is None:
        return reply
    try:
        server = await in_time(client.store.server(guild_id), _STORE_S)
    except (StoreError, TimeoutError) as error:
        _log.error("the country of server %d is not to be had: %r", guild_id, error)
        return reply
    return replace(reply, country=server.help_country)
