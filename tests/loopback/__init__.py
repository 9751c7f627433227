"""A small Discord on the loopback interface, against which the real discord.py runs in tests.

    async with Loopback() as discord:
        guild = discord.guild()
        channel = discord.channel(guild)
        ann = discord.user("Ann", guild)
        ...                                    # start the bot with discord.api and discord.token
        await discord.connected()
        await discord.say(channel, ann, f"{discord.bot.mention} how many cases?")
        reply = await discord.next_message(channel)
        asked = await discord.slash(ann, channel, "ask", {"question": "how many cases?"})
        answer = await asked.message()
        assert (answer.text, answer.ephemeral, answer.pings) == ("...", True, frozenset())

What the stand-in holds against Discord's own limits it refuses as Discord does. With DISCORD_OPENAPI set, bodies are
also held against Discord's description, and what does not agree with it fails the test when the block ends.
"""

from .errors import Refusal
from .interactions import Interaction, Modal, Response
from .message import COMPONENTS_V2, EPHEMERAL, Message
from .permissions import EVERYDAY, Permission
from .records import Channel, File, Guild, Role, User
from .rest import Call
from .server import Loopback
from .waiting import TooLate

__all__ = [
    "COMPONENTS_V2",
    "EPHEMERAL",
    "EVERYDAY",
    "Call",
    "Channel",
    "File",
    "Guild",
    "Interaction",
    "Loopback",
    "Message",
    "Modal",
    "Permission",
    "Refusal",
    "Response",
    "Role",
    "TooLate",
    "User",
]
