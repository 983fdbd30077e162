"""The lists that the fake MAL serves: from memory or from a parquet file."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import numpy as np

from reko_core.domain.models import Entries, normalise_name

__all__ = ["ListSource", "MappingLists", "ParquetLists"]


class ListSource(Protocol):
    """Where the server looks lists up."""

    async def get(self, user_name: str) -> Entries | None:
        """Return the list of a user, None when there is no such user. Names ignore case."""


class MappingLists:
    """Lists in memory."""

    def __init__(self, lists: Mapping[str, Entries]) -> None:
        self._lists = {normalise_name(name): entries for name, entries in lists.items()}

    async def get(self, user_name: str) -> Entries | None:
        """Return the list of a user, None when there is no such user."""
        return self._lists.get(normalise_name(user_name))


class ParquetLists:
    """Lists of a parquet file: columns user, anime, score, status and episodes.

    Users are numbers there; number 7 is served under the name `user_7`. The file is read
    once, all of it. Needs polars, which comes with the extra `import`.
    """

    def __init__(self, path: Path) -> None:
        import polars as pl

        columns = ["user", "anime", "score", "status", "episodes"]
        table = pl.read_parquet(path, columns=columns).sort("user")
        self._users, *self._columns = (table[name].to_numpy() for name in columns)

    async def get(self, user_name: str) -> Entries | None:
        """Return the list of `user_<number>`, None when there is no such user."""
        named = re.fullmatch(r"user_([1-9][0-9]{0,8})", normalise_name(user_name))
        if named is None:
            return None
        number = np.array(named[1]).astype(self._users.dtype)
        first = np.searchsorted(self._users, number, side="left")
        last = np.searchsorted(self._users, number, side="right")
        if first == last:
            return None
        return Entries.build(*(column[first:last] for column in self._columns))
