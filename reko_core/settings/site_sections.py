"""The settings of the sites that lists and names are read from, and of accounts there."""

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from reko_core.errors import ConfigurationError
from reko_core.settings.value_types import MAL_URL, BaseUrl, ClientId, MalUrl, OptionalUrl

__all__ = [
    "AniListSettings",
    "JikanSettings",
    "KitsuSettings",
    "MalSettings",
    "OAuthSettings",
    "RequestSettings",
    "Section",
]


class Section(BaseModel):
    """A section of the settings."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class RequestSettings(Section):
    """How requests to any site are sent."""

    timeout_s: float = Field(20, gt=0, le=300, description="Timeout of one attempt.")
    max_attempts: int = Field(
        4, ge=1, le=10, description="Attempts per request, the first included."
    )
    max_wait_s: float = Field(
        30,
        gt=0,
        le=600,
        description="Longest delay between two attempts; a longer Retry-After fails.",
    )


class MalSettings(RequestSettings):
    """The client of MyAnimeList (MAL)."""

    base_url: MalUrl = Field(
        MAL_URL,
        description="Base URL of the MAL API; the offline fake serves the same protocol.",
    )
    client_id: ClientId = Field(
        SecretStr(""),
        description="X-MAL-CLIENT-ID of this deployment, from myanimelist.net/apiconfig.",
    )
    requests_per_second: float = Field(
        1.0, gt=0, le=1000, description="Sustained rate limit over all users; MAL publishes none."
    )
    burst: int = Field(3, ge=1, le=1000, description="Requests that may be sent at once.")
    page_size: int = Field(1000, ge=1, le=1000, description="List entries per request.")
    max_entries: int = Field(
        50_000,
        ge=1000,
        le=1_000_000,
        description="Entries read of one list; further ones are ignored.",
    )
    max_details: int = Field(
        20, ge=0, le=1000, description="Uncatalogued titles fetched from MAL per recommendation."
    )
    max_waiting: int = Field(
        60, ge=1, le=10_000, description="Lists fetched concurrently; further ones are refused."
    )
    max_waiting_per_client: int = Field(
        3, ge=1, le=10_000, description="Of these, for one API key, address or Discord user."
    )

    def required_client_id(self) -> str:
        """Return the client id. Raises ConfigurationError when there is none."""
        client_id = self.client_id.get_secret_value().strip()
        if not client_id:
            raise ConfigurationError("mal.client_id", "is missing")
        return client_id


class AniListSettings(RequestSettings):
    """The client of AniList."""

    base_url: BaseUrl = Field(
        "https://graphql.anilist.co",
        description="URL of the AniList API; the offline fake serves the same protocol.",
    )
    requests_per_minute: int = Field(
        30,
        ge=1,
        le=100_000,
        description="Requests within any minute; AniList allows 30.",
    )
    requests_per_second: float = Field(
        1.0, gt=0, le=1000, description="Sustained rate limit; AniList also limits bursts."
    )
    max_wait_s: float = Field(
        60,
        gt=0,
        le=600,
        description="Longest delay between two attempts; a longer Retry-After fails.",
    )


class KitsuSettings(RequestSettings):
    """The client of Kitsu."""

    base_url: BaseUrl = Field(
        "https://kitsu.app/api/edge",
        description="Base URL of the Kitsu API; the offline fake serves the same protocol.",
    )
    requests_per_second: float = Field(
        1.0, gt=0, le=1000, description="Sustained rate limit over all users; Kitsu publishes none."
    )


class JikanSettings(RequestSettings):
    """The client of Jikan, where the crawl finds names of MAL users."""

    base_url: BaseUrl = Field(
        "https://api.jikan.moe/v4",
        description="Base URL of the Jikan API; the offline fake serves the same protocol.",
    )
    requests_per_second: float = Field(
        1.0, gt=0, le=3, description="Sustained rate limit; Jikan allows 3."
    )
    requests_per_minute: int = Field(
        60, ge=1, le=60, description="Requests within any minute; Jikan allows 60."
    )
    timeout_s: float = Field(30, gt=0, le=300, description="Timeout of one attempt.")
    max_attempts: int = Field(
        3, ge=1, le=10, description="Attempts per request, the first included."
    )


class OAuthSettings(Section):
    """Access to people's own lists, which they give by OAuth 2."""

    public_url: OptionalUrl = Field(
        "",
        description="Address at which people reach the HTTP API, best https; empty = nobody can "
        "connect an account.",
    )
    token_keys: SecretStr = Field(
        SecretStr(""),
        description="Fernet keys of the stored tokens, the newest first, with commas between them.",
    )
    token_key_file: str = Field(
        "", description="A file with these keys, one a line, the newest first."
    )
    mal_url: BaseUrl = Field(
        "https://myanimelist.net/v1/oauth2", description="Address of MAL's OAuth endpoints."
    )
    mal_client_secret: SecretStr = Field(
        SecretStr(""), description="Client secret of mal.client_id, if its app type has one."
    )
    anilist_url: BaseUrl = Field(
        "https://anilist.co/api/v2/oauth", description="Address of AniList's OAuth endpoints."
    )
    anilist_client_id: str = Field(
        "",
        pattern=r"^[0-9]*$",
        description="Client id of this deployment at AniList; empty = no AniList accounts.",
    )
    anilist_client_secret: SecretStr = Field(
        SecretStr(""), description="Client secret of this deployment at AniList."
    )
