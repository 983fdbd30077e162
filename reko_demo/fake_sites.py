"""The fakes of MAL, AniList, Kitsu and Jikan by themselves, for any `reko` command.

    python -m reko_demo.fake_sites --mal-port 8081 --anilist-port 8082 --kitsu-port 8083

It prints the environment variables that point a command there, and serves until SIGTERM or Ctrl-C.
"""

import argparse
import asyncio
import signal
from collections.abc import Sequence

from reko_core.settings import Settings
from reko_demo.environment import serve_fake_sites

__all__ = ["main"]


async def _serve(**ports: int) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with serve_fake_sites(Settings(), **ports) as settings:
        for name, value in (
            ("REKO_MAL__BASE_URL", settings.mal.base_url),
            ("REKO_MAL__CLIENT_ID", "made-up-client-id"),
            ("REKO_JIKAN__BASE_URL", settings.jikan.base_url),
            ("REKO_ANILIST__BASE_URL", settings.anilist.base_url),
            ("REKO_KITSU__BASE_URL", settings.kitsu.base_url),
            ("REKO_OAUTH__MAL_URL", settings.oauth.mal_url),
            ("REKO_OAUTH__ANILIST_URL", settings.oauth.anilist_url),
        ):
            print(f"export {name}={value}", flush=True)  # noqa: T201  what the program is for
        await stopped.wait()


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve all until SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser(
        prog="python -m reko_demo.fake_sites",
        description="Serve synthetic lists as MyAnimeList, AniList, Kitsu and Jikan would.",
    )
    for site in ("mal", "anilist", "kitsu", "jikan"):
        parser.add_argument(f"--{site}-port", type=int, default=0, help="port; 0 = any free one")
    asyncio.run(_serve(**vars(parser.parse_args(arguments))))


if __name__ == "__main__":
    main()
