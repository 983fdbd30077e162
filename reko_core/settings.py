"""Settings: defaults, then `config.toml`, then environment variables `REKO_<SECTION>__<KEY>`.

Unknown keys are refused by name, so that a typo is never silently ignored.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

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
from reko_core.runtime.toml_file import TomlError, read_toml

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
_MAL_HOST = "myanimelist.net"
_MAL_URL = "https://api.myanimelist.net/v2"
_REASONS = {
    "extra_forbidden": "unknown key",
    "model_type": "must be a table",
    "string_type": "must be text in quotes",
    "string_too_short": "must not be empty",
    "path_type": "must be a path in quotes",
    "tuple_type": "must be a list",
    "literal_error": "must be {expected}",
    **dict.fromkeys(("bool_type", "bool_parsing"), "must be true or false"),
    **dict.fromkeys(("float_type", "float_parsing"), "must be a number"),
    **dict.fromkeys(
        ("int_type", "int_parsing", "int_from_float", "int_parsing_size"), "must be a whole number"
    ),
    "greater_than": "must be above {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than_equal": "must be at most {le:.10g}",
}


def _base_url(text: str) -> str:
    """Return a URL to which paths can be added."""
    try:
        url = urlsplit(text)
        is_url = url.scheme in {"http", "https"} and bool(url.hostname) and url.port != 0
    except ValueError:
        is_url = False
    if not is_url or re.search(r"[\s\\\x00-\x20]", text):
        raise PydanticCustomError("url", "must be an http or https URL")
    if "@" in url.netloc or "?" in text or "#" in text:
        raise PydanticCustomError("url", "must have no user name, ? or #")
    return text


def _optional_url(text: str) -> str:
    return text and _base_url(text)


def _mal_url(text: str) -> str:
    """Return a base URL that is not one of MAL's pages instead of its API."""
    host = urlsplit(text).hostname or ""
    is_mal = host == _MAL_HOST or host.endswith(f".{_MAL_HOST}")
    if is_mal and text.rstrip("/").lower() != _MAL_URL:
        raise PydanticCustomError("url", "must be {url} for MyAnimeList itself", {"url": _MAL_URL})
    return text


def _client_id(secret: SecretStr) -> SecretStr:
    """Return what can be sent in a header."""
    if re.fullmatch(r"[!-~]*", secret.get_secret_value().strip()) is None:
        raise PydanticCustomError("client_id", "is malformed; copy it again from MyAnimeList")
    return secret


BaseUrl = Annotated[str, AfterValidator(_base_url)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DatabaseSettings(_Section):
    """The database of lists, titles and bans."""

    url: str = Field(
        "sqlite+aiosqlite:///reko.sqlite3",
        repr=False,  # it may hold a password
        description="SQLAlchemy URL; an SQLite file by default.",
    )
    busy_timeout_s: float = Field(30, gt=0, le=600, description="How long SQLite waits for a lock.")


class MalSettings(_Section):
    """The client of MyAnimeList (MAL)."""

    base_url: Annotated[BaseUrl, AfterValidator(_mal_url)] = Field(
        _MAL_URL,
        description="Base URL of the MAL API; the offline fake serves the same protocol.",
    )
    client_id: Annotated[SecretStr, AfterValidator(_client_id)] = Field(
        SecretStr(""),
        description="X-MAL-CLIENT-ID of this deployment, from myanimelist.net/apiconfig.",
    )
    requests_per_second: float = Field(
        1.0, gt=0, le=1000, description="Sustained rate limit over all users; MAL publishes none."
    )
    burst: int = Field(3, ge=1, le=1000, description="Requests that may be sent at once.")
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


class JikanSettings(_Section):
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
    max_wait_s: float = Field(
        30,
        gt=0,
        le=600,
        description="Longest delay between two attempts; a longer Retry-After fails.",
    )


class CrawlSettings(_Section):
    """The crawl of other users' lists."""

    min_waiting: int = Field(
        100, ge=1, le=100_000, description="Names are searched for while fewer are queued."
    )


class CommunitySettings(_Section):
    """The community: the lists that recommendations are based on."""

    snapshot_dir: Path = Field(Path("snapshots"), description="Folder of the snapshots.")
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


class EngineSettings(_Section):
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


def _split_commas(value: object) -> object:
    """Split `a, b` at commas, for environment variables."""
    if not isinstance(value, str):
        return value
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _origin(text: str) -> str:
    """Return an origin as browsers send it."""
    if _ORIGIN.fullmatch(text.lower()) is None:
        raise PydanticCustomError("origin", "must be scheme://host or scheme://host:port, or *")
    return text.lower()


Origin = Annotated[str, AfterValidator(_origin)]
Origins = Annotated[tuple[Origin, ...], BeforeValidator(_split_commas)]


class ApiSettings(_Section):
    """The HTTP server."""

    host: str = Field("127.0.0.1", min_length=1, description="Address to listen on.")
    port: int = Field(8080, ge=0, le=65_535, description="Port to listen on; 0 = any free one.")
    max_body_bytes: int = Field(
        1_048_576, ge=1024, le=16_777_216, description="Larger request bodies are refused with 413."
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
    trusted_proxies: int = Field(
        0, ge=0, le=10, description="Number of reverse proxies whose X-Forwarded-For is trusted."
    )
    request_timeout_s: float = Field(
        60, gt=0, le=600, description="Timeout of a request; 503 after it."
    )
    shutdown_grace_s: float = Field(
        30, ge=0, le=600, description="How long running requests may take to finish on shutdown."
    )


class DiscordSettings(_Section):
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
    docs_url: Annotated[str, AfterValidator(_optional_url)] = Field(
        "",
        max_length=200,
        description="Address of the folder docs that the bot links to; empty for no links.",
    )

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


class LogSettings(_Section):
    """The log, on standard error."""

    level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Minimum level."
    )
    format: Literal["auto", "json", "console"] = Field(
        "auto", description="auto = console on a terminal, JSON lines elsewhere."
    )


class JobSettings(_Section):
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


class OperationsSettings(_Section):
    """Monitoring on a port of its own."""

    metrics_host: str = Field(
        "127.0.0.1", min_length=1, description="Address of the metrics server."
    )
    metrics_port: int = Field(
        0, ge=0, le=65_535, description="Port of the metrics server (/metrics, /healthz); 0 = none."
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
    values = _read_file(named or DEFAULT_CONFIG, required=named is not None)
    for name, value in environ.items():
        section, found, key = name.removeprefix(ENV_PREFIX).partition(ENV_DELIMITER)
        if name.startswith(ENV_PREFIX) and found:
            table = values.setdefault(section.lower(), {})
            if not isinstance(table, dict):
                raise ConfigurationError(section.lower(), "must be a table")
            table[key.lower()] = value
    for section, table in values.items():
        for key, value in table.items() if isinstance(table, dict) else ():
            if isinstance(value, str) and "\0" in value:
                raise ConfigurationError(f"{section}.{key}", "has a NUL character")
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        template = _REASONS.get(first["type"])
        reason = template.format(**first.get("ctx", {})) if template else first["msg"]
        raise ConfigurationError(key, reason) from None


def _read_file(path: Path, *, required: bool) -> dict[str, Any]:
    try:
        return read_toml(path)
    except FileNotFoundError:
        if not required:
            return {}
        raise ConfigurationError(str(path), "no such file", is_file=True) from None
    except TomlError as error:
        raise ConfigurationError(str(path), str(error), is_file=True) from error
