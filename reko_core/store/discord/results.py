"""Results: what a message shows, so that its buttons work after a restart."""

import asyncio
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import ColumnElement, Delete, Row, Update, delete, select, update

from reko_core.contract.recommend import Request, Response
from reko_core.domain.models import normalise_name
from reko_core.domain.sites import stored_user_name
from reko_core.errors import BadInput, StoreError
from reko_core.guilds.models import Scope
from reko_core.store.community.opt_outs import lock_opt_outs
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import upsert
from reko_core.store.database.tables import results

__all__ = ["ResultStore", "StoredResult"]

_MAX_RESPONSE_BYTES = 16 * 2**20


@dataclass(frozen=True, slots=True)
class StoredResult:
    """A request, its response, and where and at which page it is shown.

    `channel_id` and `message_id` are None until the message is sent; pages count from 0.
    """

    id: str
    owner_id: int
    scope: Scope
    channel_id: int | None
    message_id: int | None
    locale: str
    request: Request
    response: Response
    page: int
    created_at: datetime


class ResultStore:
    """Reads and writes results."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # Threads that pack and unpack hold the interpreter lock: several at once would delay the
        # event loop.
        self._packing = asyncio.Lock()

    async def put(self, result: StoredResult) -> bool:
        """Insert or replace a result. Raises StoreError.

        Returns False, and stores nothing, if the user who is asked about has opted out.
        """
        values = {
            "owner_id": result.owner_id,
            "scope": result.scope.key,
            "channel_id": result.channel_id,
            "message_id": result.message_id,
            "locale": result.locale,
            "page": result.page,
            "created_at": result.created_at,
            **await self._packed(result.request, result.response),
        }
        insert = upsert(self._database.dialect, results).values(id=result.id, **values)
        statement = insert.on_conflict_do_update(index_elements=["id"], set_=values)
        async with self._database.write() as connection:
            if await lock_opt_outs(connection, map(normalise_name, result.request.named_users)):
                return False
            await connection.execute(statement)
            return True

    async def get(self, result_id: str) -> StoredResult | None:
        """Return a result, None if there is none, or one of an older version.

        Raises StoreError, also if it is damaged.
        """
        return await self._find(results.c.id == result_id)

    async def by_message(self, message_id: int) -> StoredResult | None:
        """Return the newest result of a message, None if there is none, or one of an older version.

        Raises StoreError, also if it is damaged.
        """
        return await self._find(results.c.message_id == message_id)

    async def set_message(self, result_id: str, channel_id: int, message_id: int) -> bool:
        """Store where a result is shown; return whether it exists. Raises StoreError."""
        statement = update(results).where(results.c.id == result_id)
        return await self._run(statement.values(channel_id=channel_id, message_id=message_id)) > 0

    async def set_page(self, result_id: str, page: int) -> bool:
        """Store which page is shown; return whether the result exists. Raises StoreError."""
        return (
            await self._run(update(results).where(results.c.id == result_id).values(page=page)) > 0
        )

    async def replace(
        self, result_id: str, request: Request, response: Response, at: datetime
    ) -> bool:
        """Replace the response, shown from its first page; return whether the result exists.

        Raises StoreError.
        """
        packed = await self._packed(request, response)
        statement = update(results).where(results.c.id == result_id)
        return await self._run(statement.values(page=0, created_at=at, **packed)) > 0

    async def delete(self, result_id: str) -> bool:
        """Delete a result; return whether it existed. Raises StoreError."""
        return await self._run(delete(results).where(results.c.id == result_id)) > 0

    async def prune(self, before: datetime) -> int:
        """Delete older results; return how many. Raises StoreError."""
        return await self._run(delete(results).where(results.c.created_at < before))

    async def _packed(self, request: Request, response: Response) -> dict[str, Any]:
        async with self._packing:
            return await asyncio.to_thread(_packed, request, response)

    async def _run(self, statement: Delete | Update) -> int:
        async with self._database.write() as connection:
            return (await connection.execute(statement)).rowcount

    async def _find(self, condition: ColumnElement[bool]) -> StoredResult | None:
        query = select(results).where(condition).order_by(results.c.created_at.desc()).limit(1)
        try:
            async with self._database.read() as connection:
                row = (await connection.execute(query)).first()
            if row is None:
                return None
            async with self._packing:
                return await asyncio.to_thread(_unpacked, row)
        except ValidationError as error:
            lacks_fields = all(one["type"] == "missing" for one in error.errors())
            if error.title == Response.__name__ and lacks_fields:
                return None
            raise StoreError("a result is damaged") from error
        # Broken JSON and pydantic's validation errors are ValueErrors.
        except (ValueError, BadInput, zlib.error) as error:
            raise StoreError("a result is damaged") from error


def _packed(request: Request, response: Response) -> dict[str, Any]:
    return {
        "request": request.model_dump(mode="json"),
        "answer": zlib.compress(response.model_dump_json().encode()),
    }


def _with_stored_names(request: object) -> object:
    """Return a stored request with its users as a request takes them."""
    if not isinstance(request, dict):
        return request
    named = {field: request.get(field) for field in ("user_name", "from_user")}
    return request | {
        field: stored_user_name(name) for field, name in named.items() if isinstance(name, str)
    }


def _unpacked(row: Row[Any]) -> StoredResult:
    # The limit keeps a damaged value from exhausting memory.
    inflater = zlib.decompressobj()
    response = inflater.decompress(row.answer, _MAX_RESPONSE_BYTES)
    if not inflater.eof:
        raise StoreError("a result is damaged")
    return StoredResult(
        id=row.id,
        owner_id=row.owner_id,
        scope=Scope.parse(row.scope),
        channel_id=row.channel_id,
        message_id=row.message_id,
        locale=row.locale,
        request=Request.model_validate(_with_stored_names(row.request)),
        response=Response.model_validate_json(response),
        page=row.page,
        created_at=row.created_at,
    )
