"""The REST routes of application commands, interaction callbacks and their follow-up webhooks."""

from __future__ import annotations

import asyncio

from . import commands, validation
from .errors import Refusal
from .interactions import Interaction, Response
from .message import Message
from .records import JSON
from .rest import Call, Rest, identifier, route

__all__: list[str] = []

_COMMANDS = "/applications/{application_id}/commands"
_GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"
_WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
_ORIGINAL = _WEBHOOK + "/messages/@original"
_FOLLOW_UP = _WEBHOOK + "/messages/{message_id}"


# application commands


def _scope(rest: Rest, call: Call) -> int | None:
    """Return the guild whose commands are meant, or None for the global ones."""
    if identifier(call, "application_id") != rest.world.bot.id:
        raise Refusal(403, 20012, "You are not authorized to perform this action on this application")
    return rest.guild(call).id if "guild_id" in call.params else None


@route("GET", _COMMANDS)
@route("GET", _GUILD_COMMANDS)
async def _list(rest: Rest, call: Call) -> list[JSON]:
    return rest.world.commands.get(_scope(rest, call), [])


@route("PUT", _COMMANDS)
@route("PUT", _GUILD_COMMANDS)
async def _replace_all(rest: Rest, call: Call) -> list[JSON]:
    scope = _scope(rest, call)
    return commands.register(rest.world, scope, call.body, replace=True)


@route("POST", _COMMANDS)
@route("POST", _GUILD_COMMANDS)
async def _add(rest: Rest, call: Call) -> JSON:
    scope = _scope(rest, call)
    return commands.register(rest.world, scope, [call.body], replace=False)[0]


# interactions


@route("POST", "/interactions/{interaction_id}/{interaction_token}/callback")
async def _callback(rest: Rest, call: Call) -> JSON | None:
    interaction = rest.interactions.get(call.token)
    if interaction is None or interaction.id != identifier(call, "interaction_id"):
        raise Refusal.unknown("interaction")
    if interaction.callback is None and asyncio.get_running_loop().time() - interaction.created > rest.deadline_s:
        raise Refusal.unknown("interaction")
    validation.check_callback(call.body, call.uploads, source=interaction.source)
    interaction.acknowledge(call.body, call.uploads)
    response = interaction.callback
    assert response is not None
    if response.type in (4, 5) and interaction.original is not None:
        await rest.publish("MESSAGE_CREATE", interaction.original)
    elif response.message is not None:
        await rest.publish("MESSAGE_UPDATE", response.message)
    if call.query.get("with_response", "false").lower() in ("1", "true"):
        return _receipt(rest, interaction, response)
    return None


def _receipt(rest: Rest, interaction: Interaction, response: Response) -> JSON:
    about: JSON = {"id": str(interaction.id), "type": interaction.kind, "channel_id": str(interaction.channel.id)}
    if interaction.channel.guild is not None:
        about["guild_id"] = str(interaction.channel.guild.id)
    if interaction.original is not None:
        about |= {
            "response_message_id": str(interaction.original.id),
            "response_message_loading": interaction.loading,
            "response_message_ephemeral": interaction.original.ephemeral,
        }
    receipt: JSON = {"interaction": about}
    if response.message is not None:
        receipt["resource"] = {"type": response.type, "message": rest.seen(response.message)}
    return receipt


# follow-ups


def _acknowledged(rest: Rest, call: Call) -> Interaction:
    """Return the interaction whose webhook this is; there is none before its callback."""
    now = asyncio.get_running_loop().time()
    interaction = rest.interactions.get(call.token)
    if interaction is None or identifier(call, "webhook_id") != rest.world.bot.id or interaction.callback is None:
        raise Refusal.unknown("Webhook")
    if now - interaction.created > rest.lifetime_s:
        raise Refusal(401, 50027, "Invalid Webhook Token")
    return interaction


def _original(interaction: Interaction) -> Message:
    if interaction.original is None or interaction.original.deleted:
        raise Refusal.unknown("Message")
    return interaction.original


def _followup(interaction: Interaction, call: Call) -> Message:
    number = identifier(call, "message_id")
    for message in (*interaction.followups, *filter(None, [interaction.original])):
        if message.id == number and not message.deleted:
            return message
    raise Refusal.unknown("Message")


@route("POST", _WEBHOOK)
async def _follow_up(rest: Rest, call: Call) -> JSON | None:
    interaction = _acknowledged(rest, call)
    validation.check_message(call.body, call.uploads)
    fills = interaction.loading
    message = interaction.follow_up(call.body, call.uploads)
    await rest.publish("MESSAGE_UPDATE" if fills else "MESSAGE_CREATE", message)
    # an interaction's webhook answers with the message whether or not it is asked to wait
    return rest.seen(message)


@route("GET", _ORIGINAL)
async def _get_original(rest: Rest, call: Call) -> JSON:
    return rest.seen(_original(_acknowledged(rest, call)))


@route("PATCH", _ORIGINAL)
async def _edit_original(rest: Rest, call: Call) -> JSON:
    interaction = _acknowledged(rest, call)
    original = _original(interaction)
    validation.check_message(call.body, call.uploads, edited=original)
    interaction.revise(call.body, call.uploads)
    await rest.publish("MESSAGE_UPDATE", original)
    return rest.seen(original)


@route("DELETE", _ORIGINAL)
async def _delete_original(rest: Rest, call: Call) -> None:
    await rest.remove(_original(_acknowledged(rest, call)))


@route("GET", _FOLLOW_UP)
async def _get_followup(rest: Rest, call: Call) -> JSON:
    return rest.seen(_followup(_acknowledged(rest, call), call))


@route("PATCH", _FOLLOW_UP)
async def _edit_followup(rest: Rest, call: Call) -> JSON:
    interaction = _acknowledged(rest, call)
    message = _followup(interaction, call)
    validation.check_message(call.body, call.uploads, edited=message)
    if message is interaction.original:
        interaction.revise(call.body, call.uploads)
    else:
        interaction.revise_followup(message, call.body, call.uploads)
    await rest.publish("MESSAGE_UPDATE", message)
    return rest.seen(message)


@route("DELETE", _FOLLOW_UP)
async def _delete_followup(rest: Rest, call: Call) -> None:
    await rest.remove(_followup(_acknowledged(rest, call), call))
