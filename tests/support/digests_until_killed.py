"""`python digests_until_killed.py DATABASE TIME`: make digests, and wait to be killed.

Of two that are due, the first is in the outbox and the second is being made when it prints "ready".
"""

import asyncio
import sys
from datetime import datetime

from fake_clock import FakeClock

from reko_core.contract.digest import Digest, DigestSection, DigestTitle
from reko_core.domain.models import Anime
from reko_core.jobs.digest_sending import DigestSending, MakeDigest
from reko_core.observability.metrics import Metrics
from reko_core.service.digests.made_digest import MadeDigest
from reko_core.service.title_infos import anime_info
from reko_core.settings import DatabaseSettings
from reko_core.store import Store
from reko_core.store.discord.digest_subscriptions import DigestSubscription


async def make(subscription: DigestSubscription, _: datetime) -> MadeDigest:
    """Return a digest of one title, whose id is that of the channel."""
    info = anime_info(Anime(subscription.channel_id, "Title"), frozenset(), include_adult=False)
    section = DigestSection(kind="airing", titles=(DigestTitle(info=info),))
    return MadeDigest(Digest(sections=(section,), n_people=1), None)


def job_of(store: Store, now: datetime, make: MakeDigest = make) -> DigestSending:
    return DigestSending(store=store, make=make, clock=FakeClock(now), metrics=Metrics().jobs)


async def main(url: str, now: datetime) -> None:
    n_begun = 0

    async def make_first(subscription: DigestSubscription, at: datetime) -> MadeDigest:
        nonlocal n_begun
        n_begun += 1
        if n_begun > 1:
            sys.stdout.write("ready\n")
            sys.stdout.flush()
            await asyncio.Event().wait()
        return await make(subscription, at)

    async with Store.open(DatabaseSettings(url=url)) as store:
        job = job_of(store, now, make_first)
        await job.run_once()
        await job.run_once()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], datetime.fromisoformat(sys.argv[2])))
