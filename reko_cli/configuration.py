"""Settings and logging of a command."""

from collections.abc import Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

if TYPE_CHECKING:
    from reko_core.settings import Settings

__all__ = ["IS_VERBOSE", "ConfigPath", "configure", "configure_bot"]

ConfigPath = Annotated[Path | None, Parameter(parse=False)]
"""The value of `--config`, an option of every command (see app.py)."""

IS_VERBOSE: ContextVar[bool] = ContextVar("is_verbose", default=False)
"""The value of `--verbose`, an option of every command."""


def configure(
    config: Path | None,
    *,
    is_server: bool = False,
    changes: Mapping[str, Mapping[str, object]] | None = None,
) -> "Settings":
    """Read the settings, with `changes`, and set up logging. Raises ConfigurationError.

    A command that is not a server prints what matters itself: it logs warnings and errors only,
    whatever `log.level` is for servers, unless it is verbose.
    """
    from reko_core.observability.logging import configure_logging
    from reko_core.settings import load_settings

    settings = load_settings(config, changes=changes)
    is_quiet = not is_server and not IS_VERBOSE.get() and settings.log.level != "error"
    configure_logging(settings.log.model_copy(update={"level": "warning"} if is_quiet else {}))
    return settings


def configure_bot(
    config: Path | None,
    *,
    is_server: bool = False,
    shards: str | None = None,
    shard_count: int | None = None,
) -> "Settings":
    """Do the same for a command that needs the bot's token, before anything slow starts."""
    given = {"shards": shards, "shard_count": shard_count}
    discord = {key: value for key, value in given.items() if value is not None}
    changes = {"discord": discord} if discord else None
    settings = configure(config, is_server=is_server, changes=changes)
    settings.discord.required_token()
    return settings
