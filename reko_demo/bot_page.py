"""The Discord bot of the demo, in a browser page."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reko_core.app import Core
    from reko_core.settings import Settings
    from reko_demo.simulated_discord import SimulatedServer

__all__ = ["NEIGHBOUR", "is_installed", "open_page", "start_bot"]

# The modules that the extra `demo` installs.
MODULES = ("simcord", "markdown_it", "linkify_it", "regex", "PIL")
FIRST_PORT, N_PORTS = 8090, 50
MODERATOR = -2
# A user of the synthetic community, similar to demo_dark.
NEIGHBOUR = "lucky_tapir_766"
WELCOME = (
    "👋 This server and its members are simulated, but the bot is the real one. Try it:\n"
    "- turn pages above, ban a title with 🚫, open **Similar users**\n"
    "- type `/reko`, choose **user** and pick another one, such as `demo_mecha`\n"
    f"- compare two: `/reko-affinity` with `demo_dark` and `{NEIGHBOUR}`\n"
    "- watch together: `/reko-group` with **names** `demo_sports, demo_dark`, then **Go**\n"
    "- link `demo_sports` with `/reko-account link`, then try `/reko-season`, `/reko-taste` "
    "and `/reko-random`\n"
    "- `/reko-account connect` leads to a fake of MyAnimeList: then *Plan to watch* changes "
    "the list there\n"
    "- switch to another member under **Viewing as**: three members can vote to ban "
    "a title, I can ban at once, and Ada may open `/reko-settings`"
)


def is_installed() -> bool:
    """Return whether the packages of the extra `demo` are installed."""
    return all(find_spec(name) for name in MODULES)


async def start_bot(stack: AsyncExitStack, core: "Core", settings: "Settings") -> "SimulatedServer":
    """Run the bot in a simulated server until the stack is closed."""
    # SimCord probes discord.py with a client that logs a warning about missing intents.
    logging.getLogger("discord.state").setLevel(logging.ERROR)
    from bot import Services
    from reko_core.runtime.shutdown import GracefulShutdown
    from reko_demo.simulated_discord import simulated_server

    services = Services(
        core.recommender,
        core.store,
        settings.discord,
        GracefulShutdown(),
        connections=core.connections,
    )
    return await stack.enter_async_context(simulated_server(services))


async def open_page(stack: AsyncExitStack, server: "SimulatedServer", core: "Core") -> str:
    """Serve the page until the stack is closed; return its URL."""
    await _suggest_users(server, core)
    await server.say(MODERATOR, WELCOME)
    pictures = await asyncio.to_thread(_draw, server.faces)
    ports = range(FIRST_PORT, FIRST_PORT + N_PORTS)
    return await stack.enter_async_context(server.page(pictures, ports))


async def _suggest_users(server: "SimulatedServer", core: "Core") -> None:
    """Record the demo users as recently used names, so that the bot suggests them."""
    from reko_core.guilds.models import Scope
    from reko_demo.community.demo_users import DEMO_USERS

    scope = Scope.guild(server.guild_id)
    for member in server.members:
        for age_min, name in enumerate((*DEMO_USERS, NEIGHBOUR)):
            used_at = datetime.now(UTC) - timedelta(minutes=age_min)
            await core.store.names.remember(scope, member.id, name, at=used_at)


def _draw(faces: Mapping[str, str]) -> Mapping[str, bytes]:
    from reko_demo.covers.drawing import draw_covers, draw_face
    from reko_demo.environment import demo_titles

    drawn = {url: draw_face(name) for name, url in faces.items()}
    return {**drawn, **draw_covers(demo_titles().values())}
