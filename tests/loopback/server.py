"""The stand-in as a test uses it: one object that serves Discord's API and does what people do on Discord."""

from __future__ import annotations

from types import TracebackType

from aiohttp import web

from . import callbacks, routes  # noqa: F401  the modules of routes register themselves
from .gateway import Gateway, Intent
from .limits import Limits
from .message import Message
from .people import People
from .records import Channel, User
from .rest import Call, Rest
from .waiting import PATIENCE_S, Signal
from .world import World

__all__ = ["Loopback"]

_CONTENT_FLAG, _MEMBERS_FLAG = 1 << 19, 1 << 15


class Loopback(People):
    """A small Discord on 127.0.0.1, in the loop of the test that enters it.

    On leaving, everything that was wrong with the bot's requests or with the stand-in itself (`faults`) is raised.

    Args:
        message_content: Whether the bot has been granted the message content intent in the developer portal.
        members: The same for the guild members intent.
        port: Where to listen; 0 takes a free one.
    """

    def __init__(self, *, message_content: bool = False, members: bool = False, port: int = 0) -> None:
        self.token = "loopback.token.of-the-bot"
        self.world = World()
        self.world.application_flags = message_content * _CONTENT_FLAG | members * _MEMBERS_FLAG
        self.limits = Limits()
        self._signal = Signal()
        granted = message_content * Intent.MESSAGE_CONTENT | members * Intent.MEMBERS
        self.gateway = Gateway(self.world, self.token, self._signal, granted_intents=granted)
        self.rest = Rest(
            self.world, self.gateway, self.limits, self._signal, self.token, message_content=message_content
        )
        self._port = port
        self._taken: dict[Channel, int] = {}
        self._runner: web.AppRunner | None = None
        self.api = ""
        """The REST base, e.g. http://127.0.0.1:40123/api/v10; the gateway's address is at {api}/gateway."""

    async def __aenter__(self) -> Loopback:
        application = web.Application(client_max_size=64 * 1024 * 1024)
        application.router.add_get("/gateway", self.gateway.handle)
        application.router.add_get("/gateway/", self.gateway.handle)
        application.router.add_get("/attachments/{path:.*}", self._file)
        application.router.add_route("*", "/api/v10/{path:.*}", self.rest.handle)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        port = self._runner.addresses[0][1]
        self.api = f"http://127.0.0.1:{port}/api/v10"
        self.gateway.url = f"ws://127.0.0.1:{port}/gateway"
        self.world.cdn = f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(
        self, type: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        assert self._runner is not None
        self.gateway.drop()
        await self._runner.cleanup()
        if error is None and self.faults:
            raise AssertionError("\n\n".join(self.faults))

    async def _file(self, request: web.Request) -> web.Response:
        data = self.world.files.get(request.path)
        return web.Response(status=404) if data is None else web.Response(body=data)

    # what a test looks at

    @property
    def bot(self) -> User:
        return self.world.bot

    @property
    def requests(self) -> list[Call]:
        """Every REST call so far, in order of arrival."""
        return self.rest.calls

    @property
    def faults(self) -> list[str]:
        """What will be raised at the end; a test that sends something wrong on purpose clears it."""
        return self.rest.faults

    def sent(self, route: str) -> list[Call]:
        """Return the calls of one route, written like "POST /channels/{channel_id}/messages"."""
        return [call for call in self.requests if call.name == route]

    async def connected(self, *, shards: int = 1, timeout_s: float = PATIENCE_S) -> None:
        """Wait until a bot is on the gateway (again) with so many shards, and has been told of its guilds.

        discord.py's `on_ready` comes up to two seconds later; nothing here needs to wait for it.
        """
        await self._signal.until(
            lambda: True if len(self.gateway.live_shards) >= shards else None,
            timeout_s=timeout_s,
            wanted=f"{shards} sessions on the gateway",
            instead=lambda: f"{len(self.gateway.identifies)} identifies, {self._calls()}",
        )

    async def disconnected(self, *, timeout_s: float = PATIENCE_S) -> None:
        """Wait until no session is left on the gateway: the bot has freed its own."""
        await self._signal.until(
            lambda: None if self.gateway.sessions else True,
            timeout_s=timeout_s,
            wanted="end of the session",
            instead=lambda: f"{len(self.gateway.sessions)} sessions, {self._calls()}",
        )

    async def request(self, route: str, number: int = 1, *, timeout_s: float = PATIENCE_S) -> Call:
        """Return the call of `route` with this number, from 1, once it has been answered."""

        def look() -> Call | None:
            calls = [call for call in self.sent(route) if call.status]
            return calls[number - 1] if len(calls) >= number else None

        return await self._signal.until(
            look, timeout_s=timeout_s, wanted=f"call number {number} of {route}", instead=self._calls
        )

    async def next_message(self, channel: Channel, *, timeout_s: float = PATIENCE_S) -> Message:
        """Return the bot's next ordinary message in `channel`, each once; interactions' messages are not ordinary."""

        def look() -> Message | None:
            said, taken = self.rest.said.get(channel, []), self._taken.get(channel, 0)
            if len(said) <= taken:
                return None
            self._taken[channel] = taken + 1
            return said[taken]

        return await self._signal.until(
            look, timeout_s=timeout_s, wanted=f"message of the bot's in {channel.name or 'the DM'}", instead=self._calls
        )

    async def silence(
        self, channel: Channel, *others: Channel, asked: str, answered: str, timeout_s: float = PATIENCE_S
    ) -> None:
        """Fail unless the bot, asked now in `channel`, answers, and has said nothing before in any of these channels.

        Nothing is proved by waiting: somebody new mentions the bot and asks for what it must answer (in a direct
        channel its person does), and a bot that is dead, or stuck with what was said before, does not pass. Holds for
        a bot that deals with a channel's messages one after the other. Where it may not write in `channel`, the answer
        may come directly.

        Args:
            asked: The question.
            answered: What stands in the answer.
            timeout_s: For how long the answer is waited for.

        Raises:
            AssertionError: Says what the bot said though it was to be silent.
            TooLate: No answer came.
        """
        asker = channel.recipient or self.user("Sentinel", *([channel.guild] if channel.guild else []))
        question = await self.say(channel, asker, f"{self.bot.mention} {asked}")

        def look() -> Message | None:
            said = (*self.rest.said.get(channel, []), *self.rest.said.get(self.dm(asker), []))
            return next((each for each in said if each.reply_to is question or each.channel is not channel), None)

        answer = await self._signal.until(
            look, timeout_s=timeout_s, wanted=f"answer to the sentinel's {asked!r}", instead=self._calls
        )
        for place in {channel, *others}:
            unheard = self.rest.said.get(place, [])[self._taken.get(place, 0) :]
            self._taken[place] = self._taken.get(place, 0) + len(unheard)
            for message in unheard:
                if message is not answer:
                    raise AssertionError(f"the bot was to be silent, but said {message.text!r}")
        if answered not in answer.text:
            raise AssertionError(f"the bot was to answer {answered!r} to {asked!r}, but said {answer.text!r}")

    def _calls(self) -> str:
        return "the REST calls " + (
            ", ".join(f"{call.method} {call.path} -> {call.status or 'pending'}" for call in self.requests[-8:])
            or "(none)"
        )

    # what the network and Discord do to the bot

    def drop(self) -> None:
        """Cut the gateway's socket; what happens meanwhile is replayed when the bot resumes."""
        self.gateway.drop()

    def gateway_fails(self, for_s: float) -> None:
        """Cut the gateway's sockets and take no new ones for a while; what happens meanwhile is replayed later."""
        self.gateway.fail(for_s)

    def limit(
        self,
        route: str,
        *,
        times: int = 1,
        retry_after_s: float = 0.1,
        for_s: float | None = None,
        scope: str = "user",
    ) -> None:
        """Answer the next calls of a route with 429. Routes are written "POST /channels/{channel_id}/messages".

        With `for_s`, this befalls all calls for so many seconds, however many; each is told how many are left.
        """
        self.limits.refuse(route, times=times, retry_after_s=retry_after_s, for_s=for_s, scope=scope)

    def limit_globally(self, *, times: int = 1, retry_after_s: float = 0.1, for_s: float | None = None) -> None:
        """Answer the next calls, whatever they are, with the 429 that stops all of a bot's calls."""
        self.limits.refuse(None, times=times, retry_after_s=retry_after_s, for_s=for_s)

    def fail(
        self, route: str | None, status: int = 503, *, times: int = 1, for_s: float | None = None, after: bool = False
    ) -> None:
        """Answer the next calls of a route with a 5xx; None is any route.

        status: 429 is that of the guard before Discord, which bars the bot's address. for_s: All calls for so many
        seconds, not the next few. after: What they ask for is done nevertheless.
        """
        self.limits.fail(route, status, times=times, for_s=for_s, after=after)

    def reset(self, route: str | None, *, times: int = 1, for_s: float | None = None, after: bool = False) -> None:
        """Reset the connection of the next calls of a route, before or `after` what they ask for is done. As `fail`."""
        self.limits.fail(route, 0, times=times, for_s=for_s, after=after)

    def bucket(self, route: str, *, limit: int, per_s: float) -> None:
        """Allow so many calls of a route in so many seconds, per channel; announced in the headers and enforced."""
        self.limits.bucket(route, limit=limit, per_s=per_s)

    def hold(self, route: str | None = None, seconds: float = 2.0, *, times: int = 1) -> None:
        """Do at once what the next calls ask for, but keep back the replies. None is any route."""
        self.limits.hold(route, seconds, times=times)

    @property
    def deadline_s(self) -> float:
        """How long after an interaction its callback is taken; 3 seconds on Discord."""
        return self.rest.deadline_s

    @deadline_s.setter
    def deadline_s(self, seconds: float) -> None:
        self.rest.deadline_s = seconds
