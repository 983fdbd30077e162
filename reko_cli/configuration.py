"""Settings and logging of a command."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

if TYPE_CHECKING:
    from reko_core.settings import Settings

__all__ = ["ConfigPath", "configure", "configure_bot"]

ConfigPath = Annotated[Path | None, Parameter(parse=False)]
"""The value of `--config`, an option of every command (see app.py)."""


def configure(config: Path | None, *, is_server: bool = False) -> "Settings":
    """Read the settings and set up logging. Raises ConfigurationError.

    A command that is not a server prints what matters itself; unless a log level was set, it logs
    warnings and errors only.
    """
    from reko_core.observability.logging import configure_logging
    from reko_core.settings import load_settings

    settings = load_settings(config)
    is_level_set = "level" in settings.log.model_fields_set
    quiet = not is_server and not is_level_set
    configure_logging(settings.log.model_copy(update={"level": "warning"} if quiet else {}))
    return settings


def configure_bot(config: Path | None, *, is_server: bool = False) -> "Settings":
    """Do the same for a command that needs the bot's token, before anything slow starts."""
    settings = configure(config, is_server=is_server)
    settings.discord.required_token()
    return settings
