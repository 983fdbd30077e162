"""All checks at once, each with a time limit; whatever happens in one is a finding, too."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from reko_core.observability.exceptions import exception_fields
from reko_core.operations.doctor.checks.configuration import read_configuration, secret_files
from reko_core.operations.doctor.checks.database import check_database
from reko_core.operations.doctor.checks.discord import check_discord
from reko_core.operations.doctor.checks.mal import check_mal
from reko_core.operations.doctor.checks.snapshot import check_snapshot
from reko_core.operations.doctor.checks.versions import check_versions
from reko_core.operations.doctor.finding import Finding, skipped, trouble
from reko_core.settings import Settings

__all__ = ["Plan", "run_doctor"]

T = TypeVar("T")
Work = Callable[[], Awaitable[list[Finding]]]
Heard = Callable[[int, int], None]

_TIMEOUT_S = 15.0
# All pages of the database are read.
_DATABASE_TIMEOUT_S = 300.0
_NEEDS_SETTINGS = ("secrets", "database", "snapshot", "mal", "discord")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be looked at.

    config: the configuration file, None = the usual one. discord_base: where Discord's HTTP API is.
    timeout_s: for each check but that of the database.
    """

    config: Path | None
    discord_base: str
    is_offline: bool = False
    timeout_s: float = _TIMEOUT_S


async def run_doctor(plan: Plan, heard: Heard) -> list[Finding]:
    """Run all checks; `heard` is told how many are done, and of how many. Raises nothing."""
    settings, finding = read_configuration(plan.config)
    if settings is None:
        later = [
            skipped(name, "The configuration must be right first.") for name in _NEEDS_SETTINGS
        ]
        return [*check_versions(), finding, *later]
    checks = _checks(plan, settings)
    n_done = 0

    async def run(name: str, timeout_s: float, work: Work) -> list[Finding]:
        nonlocal n_done
        found = await _guarded(name, timeout_s, work)
        n_done += 1
        heard(n_done, len(checks))
        return found

    found = await asyncio.gather(*(run(*check) for check in checks))
    return [*check_versions(), finding, *(one for findings in found for one in findings)]


def _checks(plan: Plan, settings: Settings) -> Sequence[tuple[str, float, Work]]:
    local: list[tuple[str, float, Work]] = [
        ("secrets", plan.timeout_s, partial(_in_thread, secret_files, settings, plan.config)),
        ("database", _DATABASE_TIMEOUT_S, partial(_in_thread, check_database, settings.database)),
        ("snapshot", plan.timeout_s, partial(_in_thread, check_snapshot, settings.community)),
    ]
    if plan.is_offline:
        return [*local, ("mal", plan.timeout_s, partial(_offline, "mal", "clock", "discord"))]
    return [
        *local,
        ("mal", plan.timeout_s, partial(check_mal, settings.mal)),
        ("discord", plan.timeout_s, partial(check_discord, settings.discord, plan.discord_base)),
    ]


async def _offline(*names: str) -> list[Finding]:
    return [skipped(name, "Not asked: --offline.") for name in names]


async def _guarded(name: str, timeout_s: float, work: Work) -> list[Finding]:
    try:
        async with asyncio.timeout(timeout_s):
            return await work()
    except TimeoutError:
        return [trouble(name, f"Looking at it took longer than {timeout_s:g} s.")]
    except Exception as error:  # noqa: BLE001 - a check-up is for what nobody foresaw
        told = str(exception_fields(error)["error"])
        return [trouble(name, f"It could not be looked at ({told}).", error=told)]


async def _in_thread(function: Callable[..., T], *args: object) -> T:
    """Run in a thread that does not hold up the end of the program, as a dead disk would."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(outcome: T | Exception) -> None:
        if done.done():
            return
        if isinstance(outcome, Exception):
            done.set_exception(outcome)
        else:
            done.set_result(outcome)

    def work() -> None:
        try:
            outcome: T | Exception = function(*args)
        except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
            outcome = error
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, outcome)

    threading.Thread(target=work, daemon=True).start()
    return await done
