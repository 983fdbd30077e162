"""Bans: confirmations shown to users, compared with the database."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

__all__ = ["BanLedger", "bans_in", "integrity_of", "revision_of"]

PATIENCE_S = 30.0


class BanLedger:
    """The expected state of each title: banned, not banned, or unconfirmed.

    A title is unconfirmed from the press of the button until the reply; without a reply, until
    `settle` reads the database.
    """

    def __init__(self) -> None:
        self.is_banned: dict[int, bool] = {}
        self.counted: Counter[str] = Counter()
        self._pending: set[int] = set()
        self._unconfirmed: set[int] = set()

    @contextmanager
    def unconfirmed(self, anime_id: int) -> Iterator[None]:
        """Treat a title as unconfirmed until the reply."""
        self._pending.add(anime_id)
        try:
            yield
        except asyncio.CancelledError:
            self._unconfirmed.add(anime_id)
            raise
        finally:
            self._pending.discard(anime_id)

    def confirm(self, anime_id: int, *, is_banned: bool) -> None:
        self.is_banned[anime_id] = is_banned
        self._unconfirmed.discard(anime_id)
        self.counted["made" if is_banned else "undone"] += 1

    def mark_unconfirmed(self, anime_id: int) -> None:
        self._unconfirmed.add(anime_id)
        self.counted["unconfirmed"] += 1

    @property
    def banned(self) -> frozenset[int]:
        """Titles that are certainly banned."""
        uncertain = self._pending | self._unconfirmed
        return frozenset(
            key for key, is_banned in self.is_banned.items() if is_banned and key not in uncertain
        )

    def free(self, anime_ids: list[int]) -> list[int]:
        """Return the titles that no user is changing."""
        return [key for key in anime_ids if key not in self._pending | self._unconfirmed]

    def settle(self, there: set[int]) -> None:
        """Adopt the database's state of unconfirmed titles; call it while nothing is running."""
        for anime_id in self._unconfirmed - self._pending:
            self.is_banned[anime_id] = anime_id in there
        self._unconfirmed &= self._pending

    def differences(self, there: set[int]) -> list[str]:
        """Return the differences between the ledger and the titles banned in the database."""
        uncertain = self._pending | self._unconfirmed
        banned = {key for key, is_banned in self.is_banned.items() if is_banned}
        lost = [f"the ban of {key} is lost" for key in sorted(banned - there - uncertain)]
        extra = [f"the ban of {key} is nobody's" for key in sorted(there - banned - uncertain)]
        return lost + extra


def bans_in(path: Path) -> set[int]:
    """Return the banned titles of an SQLite database."""
    with closing(sqlite3.connect(path, timeout=PATIENCE_S)) as connection:
        return {row[0] for row in connection.execute("SELECT anime_id FROM title_bans")}


def integrity_of(path: Path) -> str:
    """Return "ok", or the errors that SQLite finds."""
    try:
        with closing(sqlite3.connect(path, timeout=PATIENCE_S)) as connection:
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        return str(error)
    return f"{len(broken)} foreign keys are broken" if broken else str(found)


def revision_of(path: Path) -> str:
    with closing(sqlite3.connect(path, timeout=PATIENCE_S)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
