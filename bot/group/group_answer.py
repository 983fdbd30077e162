"""The titles for a group, recommended anew for every page: nothing about members is stored."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import WrongInput
from bot.group.participants import Participant, participants
from bot.interactions.context import Context
from bot.interactions.paging import ListPage
from bot.rules.title_names import title_language
from reko_core.contract.group import GroupRecommendation, GroupRequest, GroupResponse
from reko_core.contract.parsing import parse_as
from reko_core.domain.models import normalise_name
from reko_core.errors import ListError, ListPrivate
from reko_core.guilds.models import Scope, TitleLanguage
from reko_core.store import WatchGroup

__all__ = ["GroupAnswer", "find_titles"]

N_TITLES = 24


@dataclass(frozen=True, slots=True)
class GroupAnswer:
    """The titles for a group, best first, and for whom they are.

    title_language: that of the person who started the group.
    """

    group: WatchGroup
    people: tuple[Participant, ...]
    request: GroupRequest
    response: GroupResponse
    title_language: TitleLanguage
    titles_per_page: int

    @property
    def titles(self) -> tuple[GroupRecommendation, ...]:
        """All of them, best first."""
        return self.response.rekos

    def page(self, number: int) -> ListPage[GroupRecommendation]:
        """Return the nearest existing page; pages count from 0."""
        return ListPage.of(self.titles, number, n_per_page=self.titles_per_page)


async def find_titles(ctx: Context, group: WatchGroup, *, only_planned: bool) -> GroupAnswer:
    """Return the titles for a group: all, or those that several of them plan to watch.

    What the server or one of the people does not want to see is left out.

    Raises WrongInput (too few people, a list that cannot be read), and as `Groups.recommend`.
    """
    place, people = await ctx.place(), await participants(ctx, group)
    fields = {
        **group.options,
        "user_names": [one.user_name for one in people],
        "only_planned": only_planned,
        "include_adult": place.shows_adult,
        "limit": N_TITLES,
    }
    request = parse_as(GroupRequest, fields)
    response = await _recommend(ctx, group, people, request)
    language = await title_language(group.owner_id, place, group.locale, ctx.store)
    per_page = place.settings.titles_per_page
    return GroupAnswer(group, people, request, response, language, per_page)


async def _recommend(
    ctx: Context, group: WatchGroup, people: tuple[Participant, ...], request: GroupRequest
) -> GroupResponse:
    """Recommend titles; errors about a list name its owner as the group does."""
    bans, is_server = ctx.store.bans, group.scope.guild_id is not None
    hidden = set(await bans.title_ids(group.scope) if is_server else ())
    seen_ids = dict[str, tuple[int, ...]]()
    for one in people:
        if one.discord_id is not None:
            seen_ids[one.user_name] = seen = await bans.seen_ids(one.discord_id)
            hidden.update({*await bans.title_ids(Scope.person(one.discord_id))} - {*seen})
    groups = ctx.services.recommender.groups
    try:
        return await groups.recommend(request, banned_ids=frozenset(hidden), seen_ids=seen_ids)
    except ListError as error:
        whose = _by_name(people)[normalise_name(error.user_name)]
        if whose.discord_id in {None, ctx.user_id}:
            raise
        is_private = isinstance(error, ListPrivate)
        key = "error-group-private" if is_private else "error-group-unknown"
        raise WrongInput(key, who=whose.label) from error


def _by_name(people: tuple[Participant, ...]) -> Mapping[str, Participant]:
    return {normalise_name(one.user_name): one for one in people}
