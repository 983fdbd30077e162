"""Makes digests: the news of each kind, for each person that a subscription is for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import TypeAlias

from reko_core.contract.digest import DigestKind, DigestTitle
from reko_core.contract.recommend import Request
from reko_core.contract.season import SeasonRecommendation, SeasonRequest
from reko_core.domain.models import Anime, normalise_name
from reko_core.domain.season import Season
from reko_core.errors import ListError
from reko_core.guilds.models import Scope
from reko_core.service.digests.join import News, join_news
from reko_core.service.digests.kinds import airing, loved, movement, new_titles, sequel
from reko_core.service.digests.made_digest import MadeDigest
from reko_core.service.digests.occasion import Occasion, Period
from reko_core.service.digests.ranking import Ranking
from reko_core.service.recommender import Recommender
from reko_core.store import Account, Person, Store
from reko_core.store.discord.digest_subscriptions import DigestSubscription

__all__ = ["Digests", "people_of_server"]

Find: TypeAlias = Callable[[Occasion], Sequence[DigestTitle]]

_KINDS: Mapping[DigestKind, Find] = MappingProxyType(
    {
        "airing": airing.find,
        "sequel": sequel.find,
        "season": new_titles.find,
        "loved": loved.find,
        "movement": movement.find,
    }
)
_MAX_TITLES: Mapping[DigestKind, int] = MappingProxyType(
    {"airing": 10, "sequel": 8, "season": 8, "loved": 3, "movement": 3}
)
# That a title starts is news even if it was recommended before.
_STARTS = frozenset({"airing", "sequel"})
_N_RANKED = 50
_MAX_PEOPLE = 20
# Of a digest on the last days of a season, the next one is news.
_AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is the same for all people of a digest."""

    is_personal: bool
    before: Ranking | None
    season: Season
    banned_ids: frozenset[int]
    banned_users: tuple[str, ...]
    starting: tuple[Anime, ...]
    prequels: Mapping[int, Anime]


class Digests:
    """Makes digests from lists, the catalogue and recommendations."""

    def __init__(self, recommender: Recommender, store: Store) -> None:
        self._recommender = recommender
        self._store = store

    async def make(self, subscription: DigestSubscription, now: datetime) -> MadeDigest | None:
        """Return a digest, None if the person has no linked list any more.

        Lists that are private or gone have no news. Raises SiteError, TooBusy and TooManyFetches
        (a list is not stored and cannot be fetched), SnapshotError, StoreError.
        """
        account = None
        if subscription.guild_id is not None:
            people = await people_of_server(subscription.guild_id, self._store)
        else:
            account = await self._store.accounts.get(subscription.discord_id or 0)
            if account is None:
                return None
            people = (Person(account.discord_id, account.mal_name),)
        sent = await self._store.digests.sent_titles(subscription.id)
        frame = await self._frame(subscription, account, now)
        news, ranking = list[News](), subscription.ranking
        for person in people:
            try:
                occasion = await self._occasion(person, frame)
            except ListError:
                continue
            if occasion is not None:
                news.append(_news(occasion, sent))
                if account is not None and occasion.response is not None:
                    ranking = Ranking.of(account.linked_at, occasion.response).model_dump(
                        mode="json"
                    )
        return MadeDigest(join_news(news, _MAX_TITLES), ranking)

    async def _frame(
        self, subscription: DigestSubscription, account: Account | None, now: datetime
    ) -> _Frame:
        if subscription.guild_id is not None:
            scope = Scope.guild(subscription.guild_id)
        else:
            scope = Scope.person(subscription.discord_id or 0)
        banned_ids = frozenset(await self._store.bans.title_ids(scope))
        starting = await self._starting(Period.of(subscription, now), banned_ids)
        prequel_ids = {one for anime in starting for one in sequel.prequel_ids(anime)}
        return _Frame(
            account is not None,
            None if account is None else Ranking.read(subscription.ranking, account.linked_at),
            Season.of(now.date() + _AHEAD),
            banned_ids,
            await self._store.bans.user_hashes(scope),
            starting,
            await self._store.catalogue.get_many(sorted(prequel_ids)),
        )

    async def _occasion(self, person: Person, frame: _Frame) -> Occasion | None:
        """Return what the news for a person are found in, None if no list of theirs is stored."""
        response = None
        seen_ids = await self._store.bans.seen_ids(person.discord_id)
        if frame.is_personal:
            response = await self._recommender.recommend(
                Request(user_name=person.mal_name, limit=_N_RANKED),
                banned_ids=frame.banned_ids,
                banned_users=frame.banned_users,
                seen_ids=seen_ids,
            )
        season = await self._season(person, frame, seen_ids)
        user_list = await self._store.lists.get(normalise_name(person.mal_name))
        if user_list is None:
            return None
        return Occasion(
            user_list.entries.with_seen(seen_ids),
            frame.starting,
            frame.prequels,
            season,
            response,
            frame.before,
        )

    async def _starting(self, period: Period, excluded: frozenset[int]) -> tuple[Anime, ...]:
        """Return the titles that start in the period. Raises StoreError."""
        end = (period.end.replace(day=1) + timedelta(days=31)).replace(day=1)
        first = date(period.first.year, period.first.month, 1)
        catalogue = self._store.catalogue
        titles = await catalogue.get_many(await catalogue.started_between(first, end))
        return tuple(
            anime
            for anime in titles.values()
            if period.has(anime.start_date)
            and anime.is_shown(include_adult=False)
            and anime.id not in excluded
        )

    async def _season(
        self, person: Person, frame: _Frame, seen_ids: Sequence[int]
    ) -> tuple[SeasonRecommendation, ...]:
        """Return the new titles of the season. Raises as `SeasonRecommender.recommend`."""
        request = SeasonRequest(
            user_name=person.mal_name,
            year=frame.season.year,
            season=frame.season.name,
            only_new=True,
            include_planned=False,
            limit=_N_RANKED,
        )
        response = await self._recommender.seasons.recommend(
            request, banned_ids=frame.banned_ids, seen_ids=seen_ids
        )
        return response.seasons[0].rekos


async def people_of_server(guild_id: int, store: Store) -> Sequence[Person]:
    """Return whose lists the digests of a server are made from. Raises StoreError."""
    if not (await store.guilds.settings(guild_id)).lists_people:
        return ()
    return await store.people.visible(guild_id, _MAX_PEOPLE)


def _news(occasion: Occasion, sent: Mapping[int, str]) -> dict[DigestKind, list[DigestTitle]]:
    """Return the news of each kind, without `sent`: titles of earlier digests, by kind."""
    return {
        kind: [title for title in find(occasion) if _is_news(kind, sent.get(title.info.id))]
        for kind, find in _KINDS.items()
    }


def _is_news(kind: DigestKind, earlier: str | None) -> bool:
    """Return whether a title is news; earlier: its kind in the last digest that had it, if any."""
    return earlier is None or (kind in _STARTS and earlier not in _STARTS)
