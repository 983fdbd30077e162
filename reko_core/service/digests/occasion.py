"""What the news for one person are found in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from reko_core.contract.recommend import Response
from reko_core.contract.season import SeasonRecommendation
from reko_core.domain.models import Anime, Entries
from reko_core.service.digests.ranking import Ranking
from reko_core.store.discord.digest_subscriptions import DigestSubscription

__all__ = ["Occasion", "Period"]

_FULL_DATE = len("2017-10-23")
_FIRST_PERIOD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Period:
    """The days of a digest: from the last one until the day before the next."""

    first: date
    end: date

    @classmethod
    def of(cls, subscription: DigestSubscription, now: datetime) -> "Period":
        """Return the period of a digest that is made now."""
        last = subscription.last_at or subscription.due_at - _FIRST_PERIOD
        return cls(last.date(), subscription.schedule.next_after(now).date())

    def has(self, start_date: str | None) -> bool:
        """Return whether a title starts in it; only a full date tells."""
        if start_date is None or len(start_date) != _FULL_DATE:
            return False
        return self.first.isoformat() <= start_date < self.end.isoformat()


@dataclass(frozen=True, slots=True)
class Occasion:
    """One person at one digest.

    starting: titles that start in the period. prequels: what is known of their prequels, by id.
    season: the new titles of the season, best first.
    response: recommendations, and `before` those at the last digest; None for people of a server.
    """

    entries: Entries
    starting: tuple[Anime, ...] = ()
    prequels: Mapping[int, Anime] = field(default_factory=dict)
    season: tuple[SeasonRecommendation, ...] = ()
    response: Response | None = None
    before: Ranking | None = None
