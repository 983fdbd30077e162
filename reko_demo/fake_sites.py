"""The fake MAL and Jikan by themselves, for any `reko` command.

    python -m reko_demo.fake_sites --mal-port 8081 --jikan-port 8082

It prints the environment variables that point a command there, and serves until SIGTERM or Ctrl-C.
"""

import argparse
import asyncio
import signal
from collections.abc import Sequence

from reko_core.settings import Settings
from reko_demo.environment import serve_fake_sites

__all__ = ["main"]


async def _serve(mal_port: int, jikan_port: int) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    serving = serve_fake_sites(Settings(), mal_port=mal_port, jikan_port=jikan_port)
    async with serving as settings:
        for name, value in (
            ("REKO_MAL__BASE_URL", settings.mal.base_url),
            ("REKO_MAL__CLIENT_ID", "made-up-client-id"),
            ("REKO_JIKAN__BASE_URL", settings.jikan.base_url),
        ):
            print(f"export {name}={value}", flush=True)  # noqa: T201  what the program is for
        await stopped.wait()


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve both until SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser(
        prog="python -m reko_demo.fake_sites",
        description="Serve synthetic lists as MyAnimeList and their owners' names as Jikan would.",
    )
    parser.add_argument("--mal-port", type=int, default=0, help="port; 0 = any free one")
    parser.add_argument("--jikan-port", type=int, default=0, help="port; 0 = any free one")
    options = parser.parse_args(arguments)
    asyncio.run(_serve(options.mal_port, options.jikan_port))


if __name__ == "__main__":
    main()
