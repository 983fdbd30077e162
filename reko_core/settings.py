"""Settings: defaults, then `config.toml`, then environment variables `REKO_<SECTION>__<KEY>`.

Unknown keys are refused by name, so that a typing mistake never passes for a default.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
)
from pydantic_core import PydanticCustomError

from reko_core.errors import ConfigurationError

__all__ = [
    "DEFAULT_CONFIG",
    "ApiSettings",
    "CommunitySettings",
    "CrawlSettings",
    "DatabaseSettings",
    "DiscordSettings",
    "EngineSettings",
    "JikanSettings",
    "JobSettings",
    "LogSettings",
    "MalSettings",
    "OperationsSettings",
    "Settings",
    "load_settings",
]

ENV_PREFIX = "REKO_"
ENV_DELIMITER = "__"
DEFAULT_CONFIG = Path("config.toml")
_ORIGIN = re.compile(r"\*|[a-z][a-z0-9+.-]*://(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DatabaseSettings(_Section):
    """Where lists, titles and bans are kept."""

    url: str = Field(
        "sqlite+aiosqlite:///reko.sqlite3",
        repr=False,  # it may hold a password
        description="SQLAlchemy URL. One file of SQLite by default.",
    )
    busy_timeout_s: float = Field(
        30, gt=0, le=600, description="How long SQLite waits for another writer."
    )


class MalSettings(_Section):
    """How MyAnimeList is asked."""

    base_url: str = Field(
        "https://api.myanimelist.net/v2",
        pattern=r"^https?://\S+$",
        description="Base of the MAL API; the offline stand-in serves the same protocol.",
    )
    client_id: SecretStr = Field(
        SecretStr(""),
        description="The X-MAL-CLIENT-ID of this deployment, from myanimelist.net/apiconfig.",
    )
    requests_per_second: float = Field(
        1.0, gt=0, le=1000, description="Sustained rate over all users; MAL publishes no limit."
    )
    burst: int = Field(3, ge=1, le=1000, description="Requests that may go out at once.")
    timeout_s: float = Field(20, gt=0, le=300, description="For one answer of MAL.")
    max_attempts: int = Field(4, ge=1, le=10, description="Tries of one request, in all.")
    max_wait_s: float = Field(
        30, gt=0, le=600, description="Longest pause between two tries; a longer Retry-After fails."
    )
    page_size: int = Field(1000, ge=1, le=1000, description="Entries of a list a request.")
    max_entries: int = Field(
        50_000, ge=1000, le=1_000_000, description="Lists are read to this length, not further."
    )
    max_details: int = Field(
        20, ge=0, le=1000, description="Unknown titles looked up for one request of a user."
    )
    max_waiting: int = Field(
        60, ge=1, le=10_000, description="Lists fetched at once; who comes then is told to wait."
    )

    def required_client_id(self) -> str:
        """Return the client id. Raises ConfigurationError when there is none."""
        client_id = self.client_id.get_secret_value().strip()
        if not client_id:
            raise ConfigurationError(
                "mal.client_id",
                "is missing; set REKO_MAL__CLIENT_ID to a client id from "
                "https://myanimelist.net/apiconfig",
            )
        return client_id


class JikanSettings(_Section):
    """How Jikan is asked, for names of users whose lists may join the community."""

    base_url: str = Field(
        "https://api.jikan.moe/v4",
        pattern=r"^https?://\S+$",
        description="Base of the Jikan API; the offline stand-in serves the same protocol.",
    )
    requests_per_second: float = Field(
        1.0, gt=0, le=3, description="Sustained rate; Jikan allows 3."
    )
    requests_per_minute: int = Field(
        60, ge=1, le=60, description="Requests in any minute; Jikan allows 60."
    )
    timeout_s: float = Field(30, gt=0, le=300, description="For one answer of Jikan.")
    max_attempts: int = Field(3, ge=1, le=10, description="Tries of one request, in all.")
    max_wait_s: float = Field(
        30, gt=0, le=600, description="Longest pause between two tries; a longer Retry-After fails."
    )


class CrawlSettings(_Section):
    """How the community grows."""

    min_waiting: int = Field(
        100, ge=1, le=100_000, description="Names are looked for while fewer wait for a visit."
    )


class CommunitySettings(_Section):
    """The lists that recommendations are drawn from."""

    snapshot_dir: Path = Field(Path("snapshots"), description="Where built snapshots are kept.")
    reload_interval_s: float = Field(
        5, gt=0, le=3600, description="How often a running program looks for a newer snapshot."
    )
    min_entries: int = Field(
        5, ge=1, le=1000, description="Shorter lists do not join the community."
    )
    max_entries: int = Field(
        20_000, ge=100, le=65_535, description="Longer lists (collectors, bots) do not join it."
    )
    list_max_age_days: float = Field(
        7, gt=0, le=365, description="Older lists are fetched again before they are used."
    )
    list_full_read_days: float = Field(
        28,
        gt=0,
        le=365,
        description="Age at which a list is read whole, though none of it changed.",
    )
    hash_secret: SecretStr = Field(
        SecretStr(""),
        description="Key of the user hashes; empty = made once and kept beside the snapshots.",
    )


class EngineSettings(_Section):
    """How similar users are chosen."""

    max_neighbours: int = Field(50, ge=1, le=500, description="Most similar users named.")
    min_neighbours: int = Field(5, ge=1, le=50, description="Below it, accuracy is lowered.")
    max_passes: int = Field(10, ge=1, le=50, description="How often accuracy is lowered at most.")
    accuracy_step: float = Field(2, gt=0, le=50, description="By how much, each time.")
    workers: int = Field(2, ge=1, le=64, description="Threads that compute recommendations.")


def _listed(value: object) -> object:
    """Read `a, b` as two; an environment variable has no other way to say it."""
    if not isinstance(value, str):
        return value
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _origin(text: str) -> str:
    """Return an origin as browsers write it."""
    if _ORIGIN.fullmatch(text.lower()) is None:
        raise PydanticCustomError("origin", "must be scheme://host or scheme://host:port, or *")
    return text.lower()


Origin = Annotated[str, AfterValidator(_origin)]
Origins = Annotated[tuple[Origin, ...], BeforeValidator(_listed)]


class ApiSettings(_Section):
    """The HTTP server."""

    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8080, ge=0, le=65_535, description="Port; 0 = any free one.")
    max_body_bytes: int = Field(
        1_048_576, ge=1024, le=16_777_216, description="Larger request bodies are answered by 413."
    )
    requests_per_minute: float = Field(
        60, gt=0, le=1_000_000, description="Per client address, sustained; 429 above it."
    )
    burst: int = Field(20, ge=1, le=100_000, description="Requests a client may send at once.")
    require_key: bool = Field(
        False, description="Answer only who sends a key, as `reko key add` makes them; 401 else."
    )
    cors_origins: Origins = Field(
        (), description="Origins whose pages may read the answers; * = all, none by default."
    )
    trusted_proxies: int = Field(
        0, ge=0, le=10, description="Reverse proxies in front whose X-Forwarded-For is believed."
    )
    request_timeout_s: float = Field(
        60, gt=0, le=600, description="Longest wait for one recommendation; 503 after it."
    )
    shutdown_grace_s: float = Field(
        30, ge=0, le=600, description="How long running requests may finish on SIGTERM."
    )


class DiscordSettings(_Section):
    """The bot."""

    token: SecretStr = Field(SecretStr(""), description="The bot's token.")
    questions_per_minute: float = Field(
        6, gt=0, le=600, description="Per person, sustained; above it they are told to wait."
    )
    burst: int = Field(4, ge=1, le=100, description="JsonEndpoint a person may ask at once.")
    request_timeout_s: float = Field(
        300, gt=0, le=840, description="Longest wait for one answer; Discord forgets after 900."
    )
    result_max_age_days: float = Field(
        30, gt=0, le=3650, description="How long the buttons of an answer work."
    )
    shutdown_grace_s: float = Field(
        20, ge=0, le=600, description="How long running commands may finish on SIGTERM."
    )

    def required_token(self) -> str:
        """Return the token. Raises ConfigurationError when there is none, or it can be none."""
        token = self.token.get_secret_value().strip()
        if not token:
            raise ConfigurationError(
                "discord.token", "is missing; set REKO_DISCORD__TOKEN to the token of your bot"
            )
        if re.fullmatch(r"[\w.-]+", token, re.ASCII) is None:
            raise ConfigurationError(
                "discord.token", "is no token; copy it anew from the page Bot of your application"
            )
        return token


class LogSettings(_Section):
    """What is logged, to standard error."""

    level: Literal["debug", "info", "warning", "error"] = Field("info", description="Threshold.")
    format: Literal["auto", "json", "console"] = Field(
        "auto", description="auto = console on a terminal, JSON lines elsewhere."
    )


class JobSettings(_Section):
    """The work in the background that keeps catalogue and community alive."""

    enabled: bool = Field(
        True, description="Servers do the work below; one process of those on a database at a time."
    )
    titles_per_hour: float = Field(
        300, ge=0, le=36_000, description="Titles looked up anew, the most listed first; 0 = none."
    )
    airing_max_age_days: float = Field(
        1, gt=0, le=365, description="Age at which titles that air, or are yet to, are due again."
    )
    title_max_age_days: float = Field(
        60, gt=0, le=3650, description="Age at which other titles are due again."
    )
    refreshes_per_hour: float = Field(
        120, ge=0, le=36_000, description="Lists of active people looked at anew; 0 = none."
    )
    refresh_ahead_days: float = Field(
        1, ge=0, le=30, description="How long before a list is too old it is looked at anew."
    )
    active_days: float = Field(
        14, gt=0, le=365, description="How long somebody counts as active after a question."
    )
    crawls_per_hour: float = Field(
        0, ge=0, le=36_000, description="Lists of strangers read for the community; 0 = none."
    )
    rebuild_hours: float = Field(
        24, ge=0, le=8760, description="Least age of a snapshot that is built anew; 0 = never."
    )
    refit_hours: float = Field(
        168, gt=0, le=8760, description="Least age of what was fitted to be fitted anew, too."
    )
    min_changed_lists: int = Field(
        10, ge=1, le=1_000_000, description="Lists that must have changed before a new snapshot."
    )


class OperationsSettings(_Section):
    """What machines that watch over Reko ask, beside the API."""

    metrics_host: str = Field("127.0.0.1", description="Address to serve the figures on.")
    metrics_port: int = Field(
        0, ge=0, le=65_535, description="Port of /metrics and /healthz alone; 0 = none."
    )


class Settings(_Section):
    """All settings, section by section."""

    database: DatabaseSettings = DatabaseSettings()
    mal: MalSettings = MalSettings()
    jikan: JikanSettings = JikanSettings()
    crawl: CrawlSettings = CrawlSettings()
    community: CommunitySettings = CommunitySettings()
    engine: EngineSettings = EngineSettings()
    jobs: JobSettings = JobSettings()
    api: ApiSettings = ApiSettings()
    discord: DiscordSettings = DiscordSettings()
    log: LogSettings = LogSettings()
    operations: OperationsSettings = OperationsSettings()


def load_settings(path: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings. Raises ConfigurationError naming the key that is wrong.

    `path` must exist when given, also by `REKO_CONFIG`; `config.toml` is read if it is there.
    """
    environ = os.environ if environ is None else environ
    named = path or (Path(environ["REKO_CONFIG"]) if environ.get("REKO_CONFIG") else None)
    values = _read_toml(named or DEFAULT_CONFIG, required=named is not None)
    for name, value in environ.items():
        section, found, key = name.removeprefix(ENV_PREFIX).partition(ENV_DELIMITER)
        if name.startswith(ENV_PREFIX) and found:
            table = values.setdefault(section.lower(), {})
            if not isinstance(table, dict):
                raise ConfigurationError(section.lower(), "must be a table")
            table[key.lower()] = value
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        unknown = first["type"] == "extra_forbidden"
        raise ConfigurationError(key, "unknown key" if unknown else first["msg"]) from None


def _read_toml(path: Path, *, required: bool) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except FileNotFoundError:
        if not required:
            return {}
        raise ConfigurationError(str(path), "no such file") from None
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigurationError(str(path), str(error)) from error
