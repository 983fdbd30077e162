"""Settings and logs of a command."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

if TYPE_CHECKING:
    from reko_core.settings import Settings

__all__ = ["ConfigPath", "configure"]

ConfigPath = Annotated[Path | None, Parameter(parse=False)]
"""The value of the option `--config`, which belongs to every command (see app.py)."""


def configure(config: Path | None, *, is_server: bool = False) -> "Settings":
    """Read the settings and set up logging. Raises ConfigurationError.

    A command that ends by itself tells the person what matters; unless a level was set, its
    logs keep quiet below a warning.
    """
    from reko_core.observability.logging import configure_logging
    from reko_core.settings import load_settings

    settings = load_settings(config)
    is_level_set = "level" in settings.log.model_fields_set
    quiet = not is_server and not is_level_set
    configure_logging(settings.log.model_copy(update={"level": "warning"} if quiet else {}))
    return settings
