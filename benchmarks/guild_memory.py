"""What a server of Discord takes in the memory of the bot, by the channels and roles that it has.

    python benchmarks/guild_memory.py

The servers are made up, and given to discord.py as its gateway would, with the bot's caches.
"""

from pathlib import Path
from typing import Any

import discord
from discord.ext import commands

N_GUILDS = 2000
N_EMOJIS = 20
SHAPES = ((10, 8), (30, 20), (100, 50))
"""Channels and roles of a small, a usual and a large server."""

_PAGE_BYTES = 4096
_FIRST_ID = 10**18


def main() -> None:
    """Measure and print."""
    print("channels  roles  kB a server")
    # Kept, so that the next ones do not take the memory of those before.
    clients = list[commands.AutoShardedBot]()
    for n_channels, n_roles in SHAPES:
        client = commands.AutoShardedBot(
            commands.when_mentioned,
            intents=discord.Intents(guilds=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
        )
        clients.append(client)
        before = _resident_bytes()
        for number in range(N_GUILDS):
            guild = _guild(_FIRST_ID + 1000 * number, n_channels, n_roles)
            client._connection._add_guild_from_data(guild)  # noqa: SLF001 - as the gateway does
        kilobytes = (_resident_bytes() - before) / N_GUILDS / 1000
        print(f"{n_channels:8}  {n_roles:5}  {kilobytes:11.1f}")


def _guild(guild_id: int, n_channels: int, n_roles: int) -> Any:  # noqa: ANN401 - discord.py's own types
    """Return what GUILD_CREATE says of a server; each text is an object of its own, as there."""
    return {
        "id": str(guild_id),
        "name": f"Server {guild_id}",
        "owner_id": "1",
        "region": "",
        "afk_timeout": 300,
        "verification_level": 1,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "premium_tier": 0,
        "nsfw_level": 0,
        "preferred_locale": "en-US",
        "features": [],
        "system_channel_flags": 0,
        "member_count": 100,
        "premium_progress_bar_enabled": False,
        "roles": [_role(guild_id + number) for number in range(n_roles)],
        "channels": [_channel(guild_id + 300 + number) for number in range(n_channels)],
        "emojis": [_emoji(guild_id + 600 + number) for number in range(N_EMOJIS)],
        "stickers": [],
        "threads": [],
        "members": [],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
    }


def _role(role_id: int) -> dict[str, Any]:
    return {
        "id": str(role_id),
        "name": f"role {role_id}",
        "color": 0,
        "colors": {"primary_color": 0},
        "hoist": False,
        "position": 1,
        "permissions": str(role_id % 10**6),
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def _channel(channel_id: int) -> dict[str, Any]:
    return {
        "id": str(channel_id),
        "type": 0,
        "name": f"channel {channel_id}",
        "position": 1,
        "topic": f"What people talk about in {channel_id}",
        "nsfw": False,
        "permission_overwrites": [{"id": "1", "type": 0, "allow": "1024", "deny": "0"}],
        "last_message_id": str(channel_id + 1),
        "rate_limit_per_user": 0,
    }


def _emoji(emoji_id: int) -> dict[str, Any]:
    return {
        "id": str(emoji_id),
        "name": f"emoji_{emoji_id}",
        "roles": [],
        "require_colons": True,
        "managed": False,
        "animated": False,
        "available": True,
    }


def _resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE_BYTES


if __name__ == "__main__":
    main()
