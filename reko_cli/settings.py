"""Settings and logs, the first thing every command wants."""

from pathlib import Path

from reko_core.logs import configure_logging
from reko_core.settings import LogSettings, Settings, load_settings

__all__ = ["quiet_logs", "read_settings"]


def read_settings(config: Path | None, *, is_server: bool = False) -> Settings:
    """Read the settings and set up logs. Commands that are no servers log warnings only."""
    settings = load_settings(config)
    configure_logging(settings.log if is_server else quiet_logs(settings.log))
    return settings


def quiet_logs(settings: LogSettings) -> LogSettings:
    """Return settings under which a person reads results, not events."""
    if settings.level == "info":
        return settings.model_copy(update={"level": "error"})
    return settings
