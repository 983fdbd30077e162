"""Discord users who request recommendations, turn pages, ban titles and undo bans."""

import asyncio
import random
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from discord_server import Asked, DiscordServer

from soak.ban_ledger import BanLedger
from soak.expected_errors import MISSING, PRIVATE, error_kind, is_expected
from soak.journal import Journal
from soak.lists import SoakLists

__all__ = ["IN_DOUBT", "DiscordUser"]

SLACK_S = 25.0
MAX_BANS = 40
NOT_YET = ("⏳", "…")
BANNED, KNOWN = "🚫 Banned in this server", "Already banned"
UNDONE, NOTHING = "↩️ No longer banned", "There is nothing to undo"
EXPIRED, TOO_LATE = "This message is too old", "A ban can be undone for ten minutes"
DONE = (BANNED, KNOWN, UNDONE, NOTHING, EXPIRED, TOO_LATE)
IN_DOUBT = ("That took too long", "The bot is restarting", "Discord had a problem")
# discord.py retries a failing Discord for some seconds.
LATE_S = 12.0
RANK = re.compile(r"(\d+) · ")


class DiscordUser:
    """One of `n_users`; each bans other titles, so that bans can be attributed."""

    def __init__(
        self,
        number: int,
        n_users: int,
        timeout_s: float,
        *,
        server: DiscordServer,
        lists: SoakLists,
        ledger: BanLedger,
        journal: Journal,
        rng: random.Random,
        in_doubt: tuple[str, ...] = IN_DOUBT,
    ) -> None:
        self._in_doubt = in_doubt
        self._number, self._n_users = number, n_users
        self._hang_s = timeout_s + SLACK_S
        self._server, self._lists, self._ledger, self._journal = server, lists, ledger, journal
        self._rng = rng

    async def run(self) -> None:
        """Send requests until cancelled."""
        while True:
            await self._use_once()
            await asyncio.sleep(self._rng.uniform(0.05, 0.4))

    async def _use_once(self) -> None:
        user_name = self._draw_name()
        banned = self._ledger.banned
        page = await self._do(
            "reko", user_name, lambda: self._server.command("reko", user=user_name)
        )
        if page is None or not page.embeds:
            return
        self._check_page(page, user_name, banned & self._ledger.banned)
        if self._rng.random() < 0.5 and _has_next(page):
            turned = await self._do(
                "turn", user_name, lambda: self._server.press(page, "next"), page
            )
            if turned is not None and turned.embeds:
                self._check_page(turned, user_name, banned & self._ledger.banned)
        if self._rng.random() < 0.7:
            await self._ban(page, user_name)
        self._server.forget(page)

    def _draw_name(self) -> str:
        chance = self._rng.random()
        if chance < 0.1:
            return self._rng.choice((PRIVATE, MISSING))
        return self._lists.fresh() if chance < 0.2 else self._lists.known(self._rng)

    async def _ban(self, page: Asked, user_name: str) -> None:
        mine = [key for key in _shown(page) if key % self._n_users == self._number]
        free = [key for key in self._ledger.free(mine) if not self._ledger.is_banned.get(key)]
        if not free:
            return
        anime_id = self._rng.choice(free)
        start = next(one for one in _custom_ids(page) if one.endswith(f":{anime_id}"))
        with self._ledger.unconfirmed(anime_id):
            pressed = await self._do(
                "ban", user_name, lambda: self._server.press(page, start), page
            )
            if pressed is None or not pressed.content.startswith(BANNED):
                self._record_refusal(anime_id, pressed)
                return
            self._ledger.confirm(anime_id, is_banned=True)
            if len(self._ledger.banned) >= MAX_BANS or self._rng.random() < 0.6:
                await self._undo(pressed, anime_id, user_name)

    async def _undo(self, pressed: Asked, anime_id: int, user_name: str) -> None:
        seen = Asked(pressed.id, pressed.token, pressed.kind, message=pressed.shown)
        undone = await self._do("undo", user_name, lambda: self._server.press(seen, "undo"), seen)
        if undone is None or not undone.content.startswith(UNDONE):
            self._record_refusal(anime_id, undone)
        else:
            self._ledger.confirm(anime_id, is_banned=False)

    def _record_refusal(self, anime_id: int, asked: Asked | None) -> None:
        """Record that nothing was changed, or that it is unconfirmed."""
        if asked is None or asked.content.startswith(self._in_doubt):
            self._ledger.mark_unconfirmed(anime_id)
        elif asked.content.startswith(DONE):
            self._journal.violation(f"discord: of {anime_id}: {asked.content}")

    async def _do(
        self,
        what: str,
        user_name: str,
        act: Callable[[], Awaitable[Asked]],
        seen: Asked | None = None,
    ) -> Asked | None:
        """Do something; return the response, or None if its absence is expected."""
        asked = await self._sent(act)
        since = time.monotonic()
        is_answered = _IS_ANSWERED[what]
        with suppress(TimeoutError):
            async with asyncio.timeout(self._hang_s):
                await self._server.until(lambda: is_answered(asked, seen) or self._is_lost(since))
        if not is_answered(asked, seen):
            self._count(f"{what}: cut off", "cut off", user_name, since)
            return None
        if asked.embeds or asked.content.startswith(DONE):
            self._journal.outcomes[f"discord: {what}: answered"] += 1
            return asked
        kind = error_kind(asked.content)
        self._count(f"{what}: {kind}", kind, user_name, since)
        return asked

    def _count(self, outcome: str, kind: str, user_name: str, since: float) -> None:
        self._journal.outcomes[f"discord: {outcome}"] += 1
        if not is_expected(self._journal, kind, user_name, since):
            self._journal.violation(f"discord: {outcome} ({time.monotonic() - since:.1f} s)")

    def _is_lost(self, since: float) -> bool:
        """Return whether no response is expected: the bot was stopped, or never reached."""
        if self._journal.began("kill: program", "bot", since=since):
            return True
        is_late = time.monotonic() - since > LATE_S
        return is_late and self._journal.had("stop", "bot", "discord", "gateway", since=since)

    async def _sent(self, act: Callable[[], Awaitable[Asked]]) -> Asked:
        while True:
            try:
                return await act()
            except (IndexError, ConnectionError):
                # No bot is running now.
                await asyncio.sleep(0.1)

    def _check_page(self, page: Asked, user_name: str, banned: frozenset[int]) -> None:
        ids = set(_shown(page))
        entries = self._lists.entries(user_name)
        if entries is None:
            self._journal.violation(f"discord: a page for {user_name}")
            return
        for name, forbidden in (
            ("on the list", set(entries.anime_ids.tolist())),
            ("banned", banned),
        ):
            if forbidden & ids:
                self._journal.violation(f"discord: {name}: {forbidden & ids} for {user_name}")
        ranks = [int(found[1]) for one in page.embeds[1:] if (found := RANK.match(one["title"]))]
        if ranks != list(range(ranks[0], ranks[0] + len(ranks))) if ranks else ids:
            self._journal.violation(f"discord: ranks {ranks} for {user_name}")


def _reko_answered(asked: Asked, _: Any) -> bool:
    return bool(asked.embeds or (asked.content and not asked.content.startswith(NOT_YET)))


def _has_followup(asked: Asked, _: Any) -> bool:
    """Bans and errors are confirmed by a followup message."""
    return bool(asked.followups and asked.followups[-1].get("content"))


def _undo_answered(asked: Asked, seen: Any) -> bool:
    content = (asked.message or {}).get("content")
    return _has_followup(asked, seen) or content != seen.message.get("content")


def _page_turned(asked: Asked, seen: Any) -> bool:
    components = (asked.message or {}).get("components")
    return _has_followup(asked, seen) or components != seen.message.get("components")


_IS_ANSWERED: Mapping[str, Callable[[Asked, Any], bool]] = {
    "reko": _reko_answered,
    "turn": _page_turned,
    "ban": _has_followup,
    "undo": _undo_answered,
}


def _has_next(page: Asked) -> bool:
    rows = (page.message or {}).get("components") or ()
    return any(
        str(one.get("custom_id")).startswith("reko:next") and not one.get("disabled")
        for row in rows
        for one in row["components"]
    )


def _custom_ids(page: Asked) -> list[str]:
    rows = (page.message or {}).get("components") or ()
    ids = [str(one.get("custom_id", "")) for row in rows for one in row["components"]]
    return [one.removeprefix("reko:") for one in ids if one.startswith("reko:ban:")]


def _shown(page: Asked) -> list[int]:
    """Return the ids of the titles on a page."""
    return [int(one.rpartition(":")[2]) for one in _custom_ids(page)]
