"""The real bot in a simulated Discord, which a page in the browser shows.

Discord is simulated by SimCord, of the extra `demo`. Nothing leaves the machine, and no token is
needed.
"""

import asyncio
import inspect
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from contextvars import Context
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import wraps
from typing import Any, cast

import discord
import simcord
from simcord._clock import Clock
from simcord.actors import MemberActor
from simcord.backend import Backend
from simcord.backend.cdn import CDN_BASE
from simcord.builders import ChannelHandle, GuildHandle

from bot.app import make_bot
from bot.services import Services
from reko_core.service.recommender import Recommender

__all__ = ["SimulatedServer", "simulated_server"]

# SimCord shows the effect of a click when the bot is idle, at the latest after this time.
SETTLE_S = 8.0
CLOCK_INTERVAL_S = 0.5
# The avatar hash of every member: the address of an avatar has the user's id, too.
FACE = "face"
SERVER, CHANNEL, TOPIC = "Anime Night", "what-to-watch", "What do we watch on Friday?"


class RealClock(Clock):
    """The real time of day. Timers still run on SimCord's time, which stops while the bot idles."""

    def now(self) -> datetime:
        """Return the real time."""
        return datetime.now(UTC)


class OutsideRecommender:
    """Runs a recommender on real time for a bot that runs on simulated time.

    The recommender has timers of its own, such as MAL's rate limit, and the API shares it.
    """

    def __init__(self, recommender: Recommender) -> None:
        self._recommender = recommender

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._recommender, name)
        if not inspect.iscoroutinefunction(found):
            return found

        @wraps(found)
        async def outside(*args: Any, **kwargs: Any) -> Any:
            # A context variable marks the tasks of the bot: start this one without it.
            return await Context().run(asyncio.create_task, found(*args, **kwargs))

        return outside


@dataclass(frozen=True, slots=True)
class SimulatedServer:
    """A server that the bot was added to, with a channel and members.

    The first member is the user of the page; the last two may manage messages and the server.
    """

    env: simcord.Env
    guild_id: int
    channel: ChannelHandle
    members: tuple[MemberActor, ...]

    @property
    def faces(self) -> Mapping[str, str]:
        """Name -> URL of the avatar, for the members and the bot."""
        bot = self.env.backend.bot_user
        return {
            name: f"{CDN_BASE}/avatars/{user_id}/{FACE}.png"
            for name, user_id in ((bot.name, bot.id), *((one.name, one.id) for one in self.members))
        }

    async def say(self, member: int, text: str) -> None:
        """Let a member write a message."""
        await self.members[member].send(self.channel, text)

    async def recommend(self, user_name: str) -> int:
        """Let the first member type `/reko user:`; return the number of titles in the reply."""
        result = await self.members[0].slash(self.channel, "reko", user=user_name)
        shown = result.response.embeds if result.response else []
        return sum(embed.title is not None for embed in shown)

    @asynccontextmanager
    async def page(self, pictures: Mapping[str, bytes], ports: Iterable[int]) -> AsyncIterator[str]:
        """Serve the page on the first free port (0 = any); yield its address.

        pictures: URL -> PNG, for the pictures that the bot refers to. The page is reachable only
        from this machine, with the secret in its address.
        """
        assets = {url: (url.rpartition("/")[2], png) for url, png in pictures.items()}
        async with AsyncExitStack() as stack:
            for port in (*ports, 0):
                preview = self.env.preview(
                    self.channel,
                    viewers=self.members,
                    layout="channel",
                    assets=assets,
                    port=port,
                )
                try:
                    await stack.enter_async_context(preview)
                    break
                except simcord.SetupError:
                    if port == 0:
                        raise
            clock = asyncio.create_task(_update_clock(preview))
            try:
                yield preview.url
            finally:
                clock.cancel()


async def _update_clock(preview: simcord.Preview) -> None:
    """Set the clock of the page, which stands still otherwise."""
    while True:
        preview.capture_time = datetime.now(UTC)
        await asyncio.sleep(CLOCK_INTERVAL_S)


@asynccontextmanager
async def simulated_server(services: Services) -> AsyncIterator[SimulatedServer]:
    """Run the bot in a server of its own."""
    outside = cast("Recommender", OutsideRecommender(services.recommender))
    # SimCord simulates the gateway of one shard.
    bot = make_bot(replace(services, recommender=outside), shard_count=1)
    env = simcord.Env(bot, check_errors=False, settle_timeout=SETTLE_S)
    # SimCord's own clock always starts on the same day.
    env.backend = Backend(clock=RealClock())
    env.backend.bot_user.name, env.backend.bot_user.avatar = "Reko", FACE
    await env.start()
    try:
        guild = env.create_guild(SERVER)
        channel = guild.create_text_channel(CHANNEL, topic=TOPIC)
        yield SimulatedServer(env, guild.id, channel, _add_members(env, guild))
    finally:
        await env.shutdown()


def _add_members(env: simcord.Env, guild: GuildHandle) -> tuple[MemberActor, ...]:
    moderators = guild.create_role(
        "Moderators", permissions=discord.Permissions(manage_messages=True), color=0x3BA55D
    )
    admins = guild.create_role(
        "Admins",
        permissions=discord.Permissions(manage_guild=True, manage_messages=True),
        color=0xE67E22,
    )
    return tuple(
        guild.add_member(env.create_user(name, global_name=shown, avatar=FACE), roles=roles)
        for name, shown, roles in (
            ("you", "You", []),
            ("sam", "Sam", []),
            ("kim", "Kim", []),
            ("mika", "Mika (moderator)", [moderators]),
            ("ada", "Ada (admin)", [admins]),
        )
    )
