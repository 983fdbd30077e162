"""The real bot in a simulated Discord, which a page in the browser shows.

Discord is SimCord here; it comes with the extra `demo`. People and server are made up, nothing
leaves the machine, and no token is needed.
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

# SimCord shows what a press led to once the bot is at rest, or gives up after so long.
SETTLE_S = 8.0
CLOCK_INTERVAL_S = 0.5
# What Discord calls the picture of a person; theirs are told apart by the person's id.
FACE = "face"
SERVER, CHANNEL, TOPIC = "Anime Night", "what-to-watch", "What do we watch on Friday?"


class RealClock(Clock):
    """The time of day. Timers still go by SimCord's own time, which rests while the bot does."""

    def now(self) -> datetime:
        """Return now."""
        return datetime.now(UTC)


class OutsideRecommender:
    """A recommender that works outside the simulation, for a bot inside.

    Inside, loop and clocks tell SimCord's time. The recommender has timers of its own, such as
    those of MAL's rate limit, and the API asks it by the time of the world.
    """

    def __init__(self, recommender: Recommender) -> None:
        self._recommender = recommender

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._recommender, name)
        if not inspect.iscoroutinefunction(found):
            return found

        @wraps(found)
        async def outside(*args: Any, **kwargs: Any) -> Any:
            # A task belongs to the bot if what begins it does, by a context variable.
            return await Context().run(asyncio.create_task, found(*args, **kwargs))

        return outside


@dataclass(frozen=True, slots=True)
class SimulatedServer:
    """A server that the bot was invited to, with a channel and people.

    The first of the people is whoever sits before the page; the last two may manage messages,
    and the server.
    """

    env: simcord.Env
    guild_id: int
    channel: ChannelHandle
    people: tuple[MemberActor, ...]

    @property
    def faces(self) -> Mapping[str, str]:
        """Name -> the address of the picture, of the people and the bot."""
        bot = self.env.backend.bot_user
        return {
            name: f"{CDN_BASE}/avatars/{user_id}/{FACE}.png"
            for name, user_id in ((bot.name, bot.id), *((one.name, one.id) for one in self.people))
        }

    async def say(self, person: int, text: str) -> None:
        """Let somebody write a message."""
        await self.people[person].send(self.channel, text)

    async def recommend(self, user_name: str) -> int:
        """Let the first person type `/reko user:`; return how many titles the answer shows."""
        result = await self.people[0].slash(self.channel, "reko", user=user_name)
        shown = result.response.embeds if result.response else []
        return sum(embed.title is not None for embed in shown)

    @asynccontextmanager
    async def page(self, pictures: Mapping[str, bytes], ports: Iterable[int]) -> AsyncIterator[str]:
        """Serve the page on the first port that is free, 0 = any; yield its address.

        pictures: address -> PNG, for what the bot shows by its address. Only programs on this
        machine reach the page, and only by the secret in the address.
        """
        assets = {url: (url.rpartition("/")[2], png) for url, png in pictures.items()}
        async with AsyncExitStack() as stack:
            for port in (*ports, 0):
                preview = self.env.preview(
                    self.channel,
                    viewers=self.people,
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
            clock = asyncio.create_task(_tell_time(preview))
            try:
                yield preview.url
            finally:
                clock.cancel()


async def _tell_time(preview: simcord.Preview) -> None:
    """Let the page know the time of day: it looks at the clock only when it is told to refresh."""
    while True:
        preview.capture_time = datetime.now(UTC)
        await asyncio.sleep(CLOCK_INTERVAL_S)


@asynccontextmanager
async def simulated_server(services: Services) -> AsyncIterator[SimulatedServer]:
    """Run the bot in a server of its own."""
    outside = cast("Recommender", OutsideRecommender(services.recommender))
    # SimCord plays the gateway of one shard.
    bot = make_bot(replace(services, recommender=outside), shard_count=1)
    env = simcord.Env(bot, check_errors=False, settle_timeout=SETTLE_S)
    # By SimCord's clock it would be the same day whenever the demo is run.
    env.backend = Backend(clock=RealClock())
    env.backend.bot_user.name, env.backend.bot_user.avatar = "Reko", FACE
    await env.start()
    try:
        guild = env.create_guild(SERVER)
        channel = guild.create_text_channel(CHANNEL, topic=TOPIC)
        yield SimulatedServer(env, guild.id, channel, _people(env, guild))
    finally:
        await env.shutdown()


def _people(env: simcord.Env, guild: GuildHandle) -> tuple[MemberActor, ...]:
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
