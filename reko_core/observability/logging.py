"""Structured logs on standard error: JSON lines, or colours on a terminal."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from stamina.instrumentation import RetryDetails, set_on_retry_hooks

from reko_core.errors import RekoError
from reko_core.observability.exceptions import exception_fields
from reko_core.settings import LogSettings

__all__ = ["configure_logging"]

_log = structlog.get_logger(__name__)


def configure_logging(settings: LogSettings) -> None:
    """Set up structlog and the standard library's logging for this process."""
    level = getattr(logging, settings.level.upper())
    is_console = settings.format == "console" or (settings.format == "auto" and sys.stderr.isatty())
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: list[Any] = (
        [structlog.dev.ConsoleRenderer()]
        if is_console
        else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    )
    structlog.configure(
        processors=[*shared, *renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    # Libraries log through the standard library; below warnings they are of no interest.
    foreign = [structlog.stdlib.add_logger_name, *shared, _without_message]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=foreign,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderer],
        )
    )
    logging.basicConfig(level=max(level, logging.WARNING), handlers=[handler], force=True)
    set_on_retry_hooks([_log_retry])


def _log_retry(details: RetryDetails) -> None:
    """Log a retry, without the arguments of the call: they may hold a user name."""
    error = details.caused_by
    reason = str(error) if isinstance(error, RekoError) else type(error).__name__
    wait_s = round(details.wait_for, 2)
    _log.info("retry scheduled", retry=details.retry_num, wait_s=wait_s, reason=reason)


def _without_message(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Log the class and the frames of an error, not its message, which may quote the request."""
    error = event.pop("exc_info", None)
    return {**event, **exception_fields(error[1])} if error and error[1] else event
