"""Settings: defaults, then `config.toml`, then environment variables `REKO_<SECTION>__<KEY>`."""

from reko_core.settings.loading import DEFAULT_CONFIG, load_settings
from reko_core.settings.sections import (
    ApiSettings,
    ClusterSettings,
    CommunitySettings,
    CrawlSettings,
    DatabaseSettings,
    DiscordSettings,
    EngineSettings,
    JobSettings,
    LogSettings,
    OperationsSettings,
    Settings,
)
from reko_core.settings.site_sections import (
    AniListSettings,
    JikanSettings,
    KitsuSettings,
    MalSettings,
    OAuthSettings,
    RequestSettings,
)

__all__ = [
    "DEFAULT_CONFIG",
    "AniListSettings",
    "ApiSettings",
    "ClusterSettings",
    "CommunitySettings",
    "CrawlSettings",
    "DatabaseSettings",
    "DiscordSettings",
    "EngineSettings",
    "JikanSettings",
    "JobSettings",
    "KitsuSettings",
    "LogSettings",
    "MalSettings",
    "OAuthSettings",
    "OperationsSettings",
    "RequestSettings",
    "Settings",
    "load_settings",
]
