"""The routes of Discord's REST API, as its documentation writes them: what a call is for, without anybody's id."""

from __future__ import annotations

import re

__all__ = ["OTHER", "ROUTES", "route_of"]

OTHER = "other"
"""Whatever has no label of its own, such as a call that is none of ROUTES."""
_COMMANDS = "/applications/{application_id}/commands"
_GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"
_MESSAGES = "/channels/{channel_id}/messages"
_WEBHOOK = "/webhooks/{application_id}/{interaction_token}"
_ORIGINAL = f"{_WEBHOOK}/messages/@original"

ROUTES: tuple[str, ...] = (
    "GET /gateway", "GET /gateway/bot",
    "GET /users/@me", "GET /users/{user_id}", "POST /users/@me/channels",
    "GET /applications/@me", "GET /oauth2/applications/@me",
    f"GET {_COMMANDS}", f"PUT {_COMMANDS}", f"GET {_GUILD_COMMANDS}", f"PUT {_GUILD_COMMANDS}",
    "POST /interactions/{interaction_id}/{interaction_token}/callback",
    f"POST {_WEBHOOK}",
    f"GET {_ORIGINAL}", f"PATCH {_ORIGINAL}", f"DELETE {_ORIGINAL}",
    f"GET {_WEBHOOK}/messages/{{message_id}}", f"PATCH {_WEBHOOK}/messages/{{message_id}}",
    f"DELETE {_WEBHOOK}/messages/{{message_id}}",
    "GET /channels/{channel_id}", "PATCH /channels/{channel_id}", "POST /channels/{channel_id}/typing",
    f"GET {_MESSAGES}", f"POST {_MESSAGES}", f"GET {_MESSAGES}/{{message_id}}", f"PATCH {_MESSAGES}/{{message_id}}",
    f"DELETE {_MESSAGES}/{{message_id}}",
    "GET /guilds/{guild_id}", "GET /guilds/{guild_id}/channels", "GET /guilds/{guild_id}/roles",
    "GET /guilds/{guild_id}/members/{user_id}",
)  # fmt: skip
"""Those that the bot, or discord.py for it, calls."""


def _pattern(route: str) -> re.Pattern[str]:
    """Return what fits the calls of a route. Ids are numbers; a token is whatever has no slash in it."""
    _, _, path = route.partition(" ")
    inside = re.sub(r"\\\{(\w+)\\\}", lambda found: r"[^/]+" if "token" in found[1] else r"[0-9]+", re.escape(path))
    return re.compile(inside)


_PATTERNS = [(route.partition(" ")[0], route, _pattern(route)) for route in ROUTES]
_BASE = re.compile(r"^(?:/api)?(?:/v[0-9]+)?(?=/)")


def route_of(method: str, path: str) -> str:
    """Return the route of a call; OTHER if it is none that is known. path: that of its address, /api/v10 and all."""
    rest = _BASE.sub("", path)
    for known, route, pattern in _PATTERNS:
        if known == method and pattern.fullmatch(rest):
            return route
    return OTHER
