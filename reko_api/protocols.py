"""What the API needs from the core."""

from collections.abc import Mapping
from typing import Protocol

from reko_core.api_keys.models import ApiKey
from reko_core.contract.affinity import AffinityRequest, AffinityResponse
from reko_core.contract.explain import WhyRequest, WhyResponse
from reko_core.contract.genres import GenreNames, GenreQuery
from reko_core.contract.group import GroupRequest, GroupResponse
from reko_core.contract.recommend import Request, Response
from reko_core.contract.season import SeasonRequest, SeasonResponse
from reko_core.contract.similar import SimilarRequest, SimilarResponse
from reko_core.contract.taste import TasteRequest, TasteResponse
from reko_core.contract.title_query import TitleMatches, TitleQuery
from reko_core.contract.titles_to_rate import RatableTitles, TitlesToRateRequest
from reko_core.domain.sites import Site

__all__ = [
    "Affinities",
    "ApiKeys",
    "Connecting",
    "Groups",
    "Readiness",
    "Recommender",
    "Seasons",
    "Similar",
    "Tastes",
]


class Readiness(Protocol):
    """Whether requests can be served now, and the state of each part."""

    @property
    def is_ready(self) -> bool:
        """Whether every part that a recommendation needs is available."""

    @property
    def checks(self) -> Mapping[str, str]:
        """State by part, such as `{"database": "ok", "snapshot": "missing"}`."""


class Groups(Protocol):
    """The use case of groups, as `reko_core.service.group.group_recommender.GroupRecommender`."""

    async def recommend(self, request: GroupRequest) -> GroupResponse:
        """Recommend anime to several users. Raises the errors of `reko_core.errors`."""


class Tastes(Protocol):
    """The use case of tastes, as `reko_core.service.taste.tastes.Tastes`."""

    async def describe(self, request: TasteRequest) -> TasteResponse:
        """Describe the taste of a user. Raises the errors of `reko_core.errors`."""


class Affinities(Protocol):
    """The use case of affinities, as `reko_core.service.affinity.affinities.Affinities`."""

    async def compare(self, request: AffinityRequest) -> AffinityResponse:
        """Compare two users. Raises the errors of `reko_core.errors`."""


class Seasons(Protocol):
    """The use case of seasons, as `SeasonRecommender`."""

    async def recommend(self, request: SeasonRequest) -> SeasonResponse:
        """Rank the titles of a season. Raises the errors of `reko_core.errors`."""


class Similar(Protocol):
    """The use case of titles like given ones, as `reko_core.service.similar.similar_titles`."""

    async def find(self, request: SimilarRequest) -> SimilarResponse:
        """Find titles like those of the request. Raises the errors of `reko_core.errors`."""


class TitlesToRate(Protocol):
    """The use case of titles to rate, as `reko_core.service.ratings.ratable_titles`."""

    async def find(self, request: TitlesToRateRequest) -> RatableTitles:
        """Find titles to rate. Raises the errors of `reko_core.errors`."""


class Recommender(Protocol):
    """The service behind the routes, as `reko_core.service.recommender.Recommender`."""

    @property
    def groups(self) -> Groups:
        """The use case of groups."""

    @property
    def similar(self) -> Similar:
        """The use case of titles like given ones."""

    @property
    def tastes(self) -> Tastes:
        """The use case of tastes."""

    @property
    def affinities(self) -> Affinities:
        """The use case of affinities."""

    @property
    def seasons(self) -> Seasons:
        """The use case of seasons."""

    @property
    def titles_to_rate(self) -> TitlesToRate:
        """The use case of titles to rate."""

    async def recommend(self, request: Request) -> Response:
        """Recommend anime to a user. Raises the errors of `reko_core.errors`."""

    async def why(self, request: WhyRequest) -> WhyResponse:
        """Explain one title. Raises the errors of `reko_core.errors`."""

    async def find_titles(self, query: TitleQuery) -> TitleMatches:
        """Find titles by name. Raises the errors of `reko_core.errors`."""

    async def find_genres(self, query: GenreQuery) -> GenreNames:
        """Return the genres that can be filtered by. Raises SnapshotError."""

    async def readiness(self) -> Readiness:
        """Check every part that a recommendation needs."""


class ConnectState(Protocol):
    """Whose link to a site it is."""

    @property
    def discord_name(self) -> str:
        """The name of the Discord user."""

    @property
    def locale(self) -> str:
        """Discord's name of their language."""


class ConnectedAccount(Protocol):
    """An account that was connected."""

    @property
    def discord_name(self) -> str:
        """The name of the Discord user."""

    @property
    def user_name(self) -> str:
        """The user of the site."""

    @property
    def locale(self) -> str:
        """Discord's name of the person's language."""


class Connecting(Protocol):
    """Connects accounts, as `reko_core.service.connections.account_connecting.Connecting`."""

    async def find(self, site: Site, state: str) -> ConnectState:
        """Return whose link it is. Raises StateInvalid, StoreError."""

    async def deny(self, site: Site, state: str) -> None:
        """Void a link. Raises AccessDenied, StateInvalid, StoreError."""

    async def finish(self, site: Site, state: str, code: str) -> ConnectedAccount:
        """Connect the account. Raises ConnectError, SiteError, StoreError."""


class ApiKeys(Protocol):
    """Looks up API keys, as `reko_core.api_keys.key_cache.ApiKeyCache`."""

    def is_cached(self, key: str) -> bool:
        """Return whether the key was valid at its last lookup."""

    async def find(self, key: str) -> ApiKey | None:
        """Return the key's name and limits, None for an unknown key. Raises StoreError."""
