"""Bans: what users were told, held against what is in the database."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

__all__ = ["BanLedger", "integrity_of", "revision_of"]

PATIENCE_S = 30.0


class BanLedger:
    """Says of each title whether it is banned; of a title that is in doubt, nothing.

    In doubt is what a ban or an undoing has made of it, from the press of the button until the
    person is told; and if nobody ever was, until the database is asked afterwards.
    """

    def __init__(self) -> None:
        self.is_banned: dict[int, bool] = {}
        self.counted: Counter[str] = Counter()
        self._asked: set[int] = set()
        self._untold: set[int] = set()

    @contextmanager
    def unconfirmed(self, anime_id: int) -> Iterator[None]:
        """Hold a title in doubt until a person is told of it."""
        self._asked.add(anime_id)
        try:
            yield
        except asyncio.CancelledError:
            self._untold.add(anime_id)
            raise
        finally:
            self._asked.discard(anime_id)

    def confirm(self, anime_id: int, *, is_banned: bool) -> None:
        self.is_banned[anime_id] = is_banned
        self._untold.discard(anime_id)
        self.counted["made" if is_banned else "undone"] += 1

    def mark_unconfirmed(self, anime_id: int) -> None:
        self._untold.add(anime_id)
        self.counted["in doubt"] += 1

    @property
    def banned(self) -> frozenset[int]:
        """What is banned for sure."""
        doubtful = self._asked | self._untold
        return frozenset(
            key for key, is_banned in self.is_banned.items() if is_banned and key not in doubtful
        )

    def free(self, anime_ids: list[int]) -> list[int]:
        """Return those that nobody is at."""
        return [key for key in anime_ids if key not in self._asked | self._untold]

    def settle(self, path: Path) -> None:
        """Believe the database where nobody was told: to be asked when nothing is running."""
        there = bans_in(path)
        for anime_id in self._untold - self._asked:
            self.is_banned[anime_id] = anime_id in there
        self._untold &= self._asked

    def differences(self, path: Path) -> list[str]:
        """Return what the database says otherwise."""
        there, doubtful = bans_in(path), self._asked | self._untold
        banned = {key for key, is_banned in self.is_banned.items() if is_banned}
        lost = [f"the ban of {key} is lost" for key in sorted(banned - there - doubtful)]
        extra = [f"the ban of {key} is nobody's" for key in sorted(there - banned - doubtful)]
        return lost + extra


def bans_in(path: Path) -> set[int]:
    with closing(sqlite3.connect(path, timeout=PATIENCE_S)) as connection:
        return {row[0] for row in connection.execute("SELECT anime_id FROM title_bans")}


def integrity_of(path: Path) -> str:
    """Return "ok", or what SQLite finds wrong."""
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
