"""Runs all checks concurrently, each with a timeout; an exception in one is a finding, too."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from reko_core.observability.exceptions import exception_fields
from reko_core.operations.doctor.checks.cluster import check_cluster
from reko_core.operations.doctor.checks.configuration import read_configuration, secret_files
from reko_core.operations.doctor.checks.database import check_database
from reko_core.operations.doctor.checks.discord import check_discord
from reko_core.operations.doctor.checks.mal import check_mal
from reko_core.operations.doctor.checks.oauth_accounts import check_accounts
from reko_core.operations.doctor.checks.other_sites import check_anilist, check_kitsu
from reko_core.operations.doctor.checks.permissions import check_permissions
from reko_core.operations.doctor.checks.snapshot import check_snapshot
from reko_core.operations.doctor.checks.snapshot_store import check_snapshot_store
from reko_core.operations.doctor.checks.versions import check_versions
from reko_core.operations.doctor.finding import Finding, failure, skipped
from reko_core.settings import Settings

__all__ = ["Plan", "run_doctor"]

T = TypeVar("T")
Work = Callable[[], Awaitable[list[Finding]]]
OnProgress = Callable[[int, int], None]

_TIMEOUT_S = 15.0
# All pages of the database are read.
_DATABASE_TIMEOUT_S = 300.0
_NAMES = (
    "secrets",
    "permissions",
    "database",
    "disk",
    "snapshot",
    "snapshot store",
    "cluster",
    "mal",
    "clock",
    "anilist",
    "kitsu",
    "accounts",
    "discord",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What to check.

    config: the configuration file, None = the default. discord_base: URL of Discord's HTTP API.
    invite_url: returns the address that adds the bot to a server, for its application's id.
    timeout_s: for each check except that of the database.
    """

    config: Path | None
    discord_base: str
    invite_url: Callable[[int], str]
    is_offline: bool = False
    timeout_s: float = _TIMEOUT_S


async def run_doctor(plan: Plan, on_progress: OnProgress) -> list[Finding]:
    """Run all checks; `on_progress` gets the numbers done and in total. Raises nothing.

    Every check has a finding, also one that had nothing to look at.
    """
    settings, finding = read_configuration(plan.config)
    if settings is None:
        later = [skipped(name, "Correct the configuration first.") for name in _NAMES]
        return [*check_versions(), finding, *later]
    checks = _checks(plan, settings)
    n_done = 0

    async def run(name: str, timeout_s: float, work: Work) -> list[Finding]:
        nonlocal n_done
        found = await _guarded(name, timeout_s, work)
        n_done += 1
        on_progress(n_done, len(checks))
        return found

    found = await asyncio.gather(*(run(*check) for check in checks))
    findings = [one for each in found for one in each]
    names = {one.check for one in findings}
    rest = [skipped(name, "There was nothing to check.") for name in _NAMES if name not in names]
    return [*check_versions(), finding, *findings, *rest]


def _checks(plan: Plan, settings: Settings) -> Sequence[tuple[str, float, Work]]:
    mal = partial(check_mal, settings.mal, is_offline=plan.is_offline)
    discord = partial(
        check_discord,
        settings.discord,
        plan.discord_base,
        plan.invite_url,
        is_offline=plan.is_offline,
    )
    anilist = partial(check_anilist, settings.anilist, is_offline=plan.is_offline)
    kitsu = partial(check_kitsu, settings.kitsu, is_offline=plan.is_offline)
    cluster = partial(check_cluster, settings.cluster, is_offline=plan.is_offline)
    store = partial(check_snapshot_store, settings, is_offline=plan.is_offline)
    return [
        ("secrets", plan.timeout_s, partial(_in_thread, secret_files, settings, plan.config)),
        ("permissions", plan.timeout_s, partial(_in_thread, check_permissions, settings)),
        ("database", _DATABASE_TIMEOUT_S, partial(_in_thread, check_database, settings.database)),
        ("snapshot", plan.timeout_s, partial(_in_thread, check_snapshot, settings.community)),
        ("snapshot store", plan.timeout_s, store),
        ("cluster", plan.timeout_s, cluster),
        ("mal", plan.timeout_s, mal),
        ("accounts", plan.timeout_s, partial(_in_thread, check_accounts, settings)),
        ("anilist", plan.timeout_s, anilist),
        ("kitsu", plan.timeout_s, kitsu),
        ("discord", plan.timeout_s, discord),
    ]


async def _guarded(name: str, timeout_s: float, work: Work) -> list[Finding]:
    try:
        async with asyncio.timeout(timeout_s):
            return await work()
    except TimeoutError:
        return [failure(name, f"The check took longer than {timeout_s:g} s.")]
    except Exception as error:  # noqa: BLE001 - unexpected errors are findings, too
        message = str(exception_fields(error)["error"])
        return [failure(name, f"The check failed ({message}).", error=message)]


async def _in_thread(function: Callable[..., T], *args: object) -> T:
    """Run in a daemon thread, which does not block the exit of the program on a hanging disk."""
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
        except Exception as error:  # noqa: BLE001 - raised where it is awaited
            outcome = error
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, outcome)

    threading.Thread(target=work, daemon=True).start()
    return await done
