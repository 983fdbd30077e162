"""The sections of the settings, with their defaults and bounds."""

import re
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from reko_core.domain.sites import Site
from reko_core.errors import ConfigurationError
from reko_core.settings.site_sections import (
    AniListSettings,
    JikanSettings,
    KitsuSettings,
    MalSettings,
    OAuthSettings,
    Section,
)
from reko_core.settings.value_types import (
    ClusterAddress,
    OptionalUrl,
    Origins,
    ShardRange,
    SnapshotUrl,
)

__all__ = [
    "ApiSettings",
    "ClusterSettings",
    "CommunitySettings",
    "CrawlSettings",
    "DatabaseSettings",
    "DiscordSettings",
    "EngineSettings",
    "JobSettings",
    "LogSettings",
    "OperationsSettings",
    "Settings",
]


class DatabaseSettings(Section):
    """The database of lists, titles and bans."""

    url: str = Field(
        "sqlite+aiosqlite:///reko.sqlite3",
        repr=False,  # it may hold a password
        description="An SQLite file, or postgresql://USER:PASSWORD@HOST/DATABASE.",
    )
    busy_timeout_s: float = Field(
        30, gt=0, le=600, description="How long a write waits for a lock."
    )


class CrawlSettings(Section):
    """The crawl of other users' lists."""

    min_waiting: int = Field(
        100, ge=1, le=100_000, description="Names are searched for while fewer are queued."
    )


class CommunitySettings(Section):
    """The community: the lists that recommendations are based on."""

    snapshot_dir: Path = Field(Path("snapshots"), description="Folder of the snapshots.")
    snapshot_url: SnapshotUrl = Field(
        "",
        description="Folder of an object store that snapshots are published to and fetched from "
        "(s3://, gs://, az://, file://); empty = this machine builds its own.",
    )
    reload_interval_s: float = Field(
        5, gt=0, le=3600, description="How often a running process checks for a newer snapshot."
    )
    min_entries: int = Field(5, ge=1, le=1000, description="Shorter lists are excluded.")
    max_entries: int = Field(
        20_000, ge=100, le=65_535, description="Longer lists (collectors, bots) are excluded."
    )
    include_requested_lists: bool = Field(
        True,
        description="Add lists that were fetched for a request to the community; takes effect with "
        "the next snapshot.",
    )
    include_anilist_lists: bool = Field(
        default=False,
        description="Add those of AniList, too, whose terms forbid collecting; as above.",
    )
    list_max_age_days: float = Field(
        7, gt=0, le=365, description="Older lists are fetched again before use."
    )
    list_full_read_days: float = Field(
        28,
        gt=0,
        le=365,
        description="Age at which a list is fetched in full even if it is unchanged.",
    )
    hash_secret: SecretStr = Field(
        SecretStr(""),
        description="Key of the user hashes; empty = generated, in the folder of the snapshots.",
    )

    @property
    def joining_sites(self) -> frozenset[Site]:
        """The sites whose lists join the community when they are fetched for a request."""
        if not self.include_requested_lists:
            return frozenset()
        sites = {Site.MAL, Site.KITSU}
        return frozenset({*sites, Site.ANILIST} if self.include_anilist_lists else sites)


class EngineSettings(Section):
    """The selection of similar users (neighbours), and the engine's threads."""

    max_neighbours: int = Field(50, ge=1, le=500, description="Maximum number of neighbours.")
    min_neighbours: int = Field(
        5, ge=1, le=50, description="With fewer neighbours, accuracy is lowered."
    )
    max_passes: int = Field(10, ge=1, le=50, description="Maximum number of passes.")
    accuracy_step: float = Field(
        2, gt=0, le=50, description="By how much accuracy is lowered per pass."
    )
    workers: int = Field(2, ge=1, le=64, description="Threads that compute recommendations.")


class ClusterSettings(Section):
    """Machines that hold the lists of the community together, by Ray."""

    address: ClusterAddress = Field(
        "",
        description="Address of a Ray cluster, HOST:PORT; local = one of this process alone; "
        "empty = none.",
    )
    shards: int = Field(2, ge=1, le=1000, description="Parts that the community is divided into.")
    replicas: int = Field(2, ge=1, le=5, description="Processes that serve each part.")


class ApiSettings(Section):
    """The HTTP server."""

    host: str = Field("127.0.0.1", min_length=1, description="Address to listen on.")
    port: int = Field(8080, ge=0, le=65_535, description="Port to listen on; 0 = any free one.")
    max_body_bytes: int = Field(
        2_097_152, ge=1024, le=16_777_216, description="Larger request bodies are refused with 413."
    )
    requests_per_minute: float = Field(
        60, gt=0, le=1_000_000, description="Sustained rate limit per client address; 429 above it."
    )
    burst: int = Field(20, ge=1, le=100_000, description="Requests that a client may send at once.")
    require_key: bool = Field(
        False, description="Require an API key, created by `reko key add`; 401 without one."
    )
    cors_origins: Origins = Field(
        (), description="Origins allowed by CORS; * = all, none by default."
    )
    covers_url: OptionalUrl = Field(
        "https://cdn.myanimelist.net",
        max_length=200,
        description="Where the web page loads covers from; empty for none.",
    )
    trusted_proxies: int = Field(
        0, ge=0, le=10, description="Number of reverse proxies whose X-Forwarded-For is trusted."
    )
    request_timeout_s: float = Field(
        60, gt=0, le=600, description="Timeout of a request; 503 after it."
    )
    shutdown_grace_s: float = Field(
        30, ge=0, le=600, description="How long running requests may take to finish on shutdown."
    )


class DiscordSettings(Section):
    """The Discord bot."""

    token: SecretStr = Field(SecretStr(""), description="The bot's token.")
    questions_per_minute: float = Field(
        6, gt=0, le=600, description="Sustained rate limit per user."
    )
    burst: int = Field(4, ge=1, le=100, description="Requests that a user may send at once.")
    request_timeout_s: float = Field(
        300,
        gt=0,
        le=840,
        description="Timeout of a request; Discord drops interactions after 900 s.",
    )
    result_max_age_days: float = Field(
        30, gt=0, le=3650, description="How long the buttons of a reply work."
    )
    shutdown_grace_s: float = Field(
        20, ge=0, le=600, description="How long running commands may take to finish on shutdown."
    )
    docs_url: OptionalUrl = Field(
        "",
        max_length=200,
        description="Address of the folder docs that the bot links to; empty for no links.",
    )
    messages_per_second: int = Field(
        5,
        ge=1,
        le=25,
        description="Rate limit of messages that nobody waits for, of all processes together.",
    )
    shards: ShardRange = Field(
        "", description="Shards that this process runs, such as 0-3; empty for all."
    )
    shard_count: int = Field(
        0,
        ge=0,
        le=16_384,
        validate_default=True,
        description="Shards of all processes together; 0 = as many as Discord recommends.",
    )

    @field_validator("shard_count")
    @classmethod
    def _check_shard_count(cls, count: int, info: ValidationInfo) -> int:
        shards = info.data.get("shards")
        if shards and int(shards.rpartition("-")[2]) >= count:
            template = "must be above the numbers in discord.shards ({shards})"
            raise PydanticCustomError("shard_count", template, {"shards": shards})
        return count

    @property
    def shard_ids(self) -> list[int] | None:
        """The shards that this process runs; None = all."""
        first, _, last = self.shards.partition("-")
        return list(range(int(first), int(last or first) + 1)) if first else None

    def required_token(self) -> str:
        """Return the token. Raises ConfigurationError when it is missing or malformed."""
        token = self.token.get_secret_value().strip()
        if not token:
            raise ConfigurationError("discord.token", "is missing")
        if re.fullmatch(r"[\w.-]+", token, re.ASCII) is None:
            raise ConfigurationError(
                "discord.token", "is malformed; copy it again from the Bot page of your application"
            )
        return token


class LogSettings(Section):
    """The log, on standard error."""

    level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Minimum level."
    )
    format: Literal["auto", "json", "console"] = Field(
        "auto", description="auto = console on a terminal, JSON lines elsewhere."
    )


class JobSettings(Section):
    """Background jobs that keep catalogue, lists and snapshots up to date."""

    enabled: bool = Field(
        True, description="Run the jobs below in servers; one process per database at a time."
    )
    titles_per_hour: float = Field(
        300,
        ge=0,
        le=36_000,
        description="Titles refreshed from MAL, the most listed first; 0 = none.",
    )
    airing_max_age_days: float = Field(
        1, gt=0, le=365, description="Age at which airing and upcoming titles are refreshed."
    )
    title_max_age_days: float = Field(
        60, gt=0, le=3650, description="Age at which other titles are refreshed."
    )
    refreshes_per_hour: float = Field(
        120, ge=0, le=36_000, description="Lists of active users refreshed; 0 = none."
    )
    refresh_ahead_days: float = Field(
        1, ge=0, le=30, description="How long before it expires a list is refreshed."
    )
    active_days: float = Field(
        14, gt=0, le=365, description="How long a user counts as active after a request."
    )
    crawls_per_hour: float = Field(
        0, ge=0, le=36_000, description="Lists of other users crawled for the community; 0 = none."
    )
    rebuild_hours: float = Field(
        24,
        ge=0,
        le=8760,
        description="Minimum age of the snapshot before it is rebuilt; 0 = never rebuild.",
    )
    refit_hours: float = Field(
        168, gt=0, le=8760, description="Minimum age of the models before they are retrained."
    )
    min_changed_lists: int = Field(
        10, ge=1, le=1_000_000, description="Minimum number of changed lists before a rebuild."
    )


class OperationsSettings(Section):
    """Monitoring on a port of its own."""

    metrics_host: str = Field(
        "127.0.0.1", min_length=1, description="Address of the metrics server."
    )
    metrics_port: int = Field(
        0,
        ge=0,
        le=65_535,
        description="Port of the metrics server (/metrics, /healthz, /readyz); 0 = none.",
    )


class Settings(Section):
    """All settings, section by section."""

    database: DatabaseSettings = DatabaseSettings()
    mal: MalSettings = MalSettings()
    anilist: AniListSettings = AniListSettings()
    kitsu: KitsuSettings = KitsuSettings()
    jikan: JikanSettings = JikanSettings()
    crawl: CrawlSettings = CrawlSettings()
    community: CommunitySettings = CommunitySettings()
    engine: EngineSettings = EngineSettings()
    cluster: ClusterSettings = ClusterSettings()
    jobs: JobSettings = JobSettings()
    api: ApiSettings = ApiSettings()
    discord: DiscordSettings = DiscordSettings()
    oauth: OAuthSettings = OAuthSettings()
    log: LogSettings = LogSettings()
    operations: OperationsSettings = OperationsSettings()
