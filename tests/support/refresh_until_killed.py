"""`python refresh_until_killed.py DATABASE SETTINGS`: refresh tokens, and wait to be killed.

The site has replaced the tokens, and the new ones are not stored, when it prints "ready".
"""

import asyncio
import sys
from datetime import datetime

from connected_accounts import ALICE, connections_of

from reko_core.settings import DatabaseSettings, Settings
from reko_core.store import Store
from reko_core.store.discord.connections import Connection


async def main(url: str, settings: Settings) -> None:
    async with Store.open(DatabaseSettings(url=url)) as store:

        async def wait(_: Connection, __: bytes, ___: datetime | None) -> bool:
            sys.stdout.write("ready\n")
            sys.stdout.flush()
            await asyncio.Event().wait()
            return False

        store.connections.replace_tokens = wait  # type: ignore[method-assign]
        async with connections_of(settings, store) as connections:
            assert connections is not None
            await connections.writer.plan(ALICE, 5)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Settings.model_validate_json(sys.argv[2])))
