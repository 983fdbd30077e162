"""States of OAuth: people who are on their way to a site and back, for ten minutes, once."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, select

from reko_core.store.database.connection import Database
from reko_core.store.database.tables import oauth_states

__all__ = ["STATE_LIFETIME", "OAuthState", "OAuthStateStore"]

STATE_LIFETIME = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class OAuthState:
    """Whom a state belongs to. verifier: of PKCE, encrypted. channel_id: where they are told."""

    discord_id: int
    discord_name: str
    site: str
    verifier: bytes = field(repr=False)
    locale: str
    channel_id: int | None
    created_at: datetime


_COLUMNS = [oauth_states.c[one] for one in OAuthState.__slots__]


class OAuthStateStore:
    """Reads and writes states, by a digest: who reads the database cannot use them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, secret: str, state: OAuthState) -> None:
        """Store a state in place of the person's earlier one, and delete old ones.

        Raises StoreError.
        """
        columns = oauth_states.c
        is_over = columns.created_at <= state.created_at - STATE_LIFETIME
        row = {one.name: getattr(state, one.name) for one in _COLUMNS}
        async with self._database.write() as connection:
            is_gone = or_(columns.discord_id == state.discord_id, is_over)
            await connection.execute(delete(oauth_states).where(is_gone))
            await connection.execute(oauth_states.insert(), [row | {"digest": _digest(secret)}])

    async def find(self, secret: str, site: str, at: datetime) -> OAuthState | None:
        """Return a valid state, which stays valid; None for any other. Raises StoreError."""
        query = select(*_COLUMNS).where(_is_valid(secret, site, at))
        async with self._database.read() as connection:
            row = (await connection.execute(query)).first()
        return None if row is None else OAuthState(*row)

    async def take(self, secret: str, site: str, at: datetime) -> OAuthState | None:
        """Return a valid state and delete it: only one of two gets it. Raises StoreError."""
        statement = delete(oauth_states).where(_is_valid(secret, site, at)).returning(*_COLUMNS)
        async with self._database.write() as connection:
            row = (await connection.execute(statement)).first()
        return None if row is None else OAuthState(*row)

    async def prune(self, before: datetime) -> None:
        """Delete states that were made before. Raises StoreError."""
        async with self._database.write() as connection:
            await connection.execute(delete(oauth_states).where(oauth_states.c.created_at < before))


def _is_valid(secret: str, site: str, at: datetime) -> ColumnElement[bool]:
    columns = oauth_states.c
    return and_(
        columns.digest == _digest(secret),
        columns.site == site,
        columns.created_at > at - STATE_LIFETIME,
    )


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
