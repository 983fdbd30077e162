"""Concurrent imports, imports whose staged lists vanish, and lists that must not be imported."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import numpy as np
import pytest

from reko_core.domain.models import Entries
from reko_core.errors import StoreError
from reko_core.settings import DatabaseSettings
from reko_core.store import Changes, Fragment, Store, pack
from reko_core.store.database.connection import Database


def fragment(name: str, source: str = "dump") -> Fragment:
    return Fragment(source, name, pack(Entries.build(np.array([1, 2]))))


@asynccontextmanager
async def _unlocked(_database: Database, _purpose: str) -> AsyncIterator[None]:
    yield


async def test_a_second_import_is_refused_and_the_first_goes_on(
    store: Store, database: DatabaseSettings
) -> None:
    async with Store.open(database) as other, store.imports.start("first", "csv") as first:
        await first.add([fragment("1")])
        with pytest.raises(StoreError, match="another process"):
            async with other.imports.start("second", "csv"):
                pass
        assert await first.finish({}) == Changes(new=1)
    assert await store.lists.count() == 1


async def test_an_import_whose_lists_were_removed_fails(
    store: Store, database: DatabaseSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Database, "exclusive", _unlocked)
    async with Store.open(database) as other, store.imports.start("first", "csv") as first:
        await first.add([fragment("1"), fragment("2")])
        async with other.imports.start("second", "csv") as second:
            await second.add([fragment("3")])
            with pytest.raises(StoreError, match="were removed"):
                await first.finish({})
            assert await second.finish({}) == Changes(new=1)
    assert await store.lists.get("1", "dump") is None
    assert await store.lists.get("3", "dump") is not None


async def test_an_import_moves_its_own_lists_only(
    store: Store, database: DatabaseSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Database, "exclusive", _unlocked)
    async with (
        Store.open(database) as other,
        store.imports.start("first", "csv"),
        other.imports.start("second", "csv") as second,
    ):
        await second.add([fragment("3")])
        async with store.imports.start("third", "csv") as third:
            await third.add([fragment("4")])
            assert await third.finish({}) == Changes(new=1)
    assert await store.lists.get("3", "dump") is None


async def test_an_import_without_lists_succeeds(store: Store) -> None:
    async with store.imports.start("empty", "csv") as running:
        assert await running.finish({}) == Changes()


async def test_lists_of_people_who_have_opted_out_are_not_imported(store: Store) -> None:
    await store.opt_outs.add("Gone", datetime.now(UTC))
    async with store.imports.start("lists", "csv") as running:
        await running.add([fragment("gone", "mal"), fragment("here", "mal"), fragment("gone")])
        assert await running.finish({}) == Changes(new=1)
        assert (running.n_opted_out, running.n_entries_out) == (2, 4)
    assert await store.lists.get("gone") is None
    assert await store.lists.get("gone", "dump") is None


async def test_opting_out_removes_staged_lists_and_the_import_goes_on(store: Store) -> None:
    async with store.imports.start("lists", "csv") as running:
        await running.add([fragment("gone"), fragment("gone"), fragment("here")])
        await store.opt_outs.add("Gone", datetime.now(UTC))
        await running.add([fragment("gone"), fragment("here")])
        await running.end_file()
        assert await running.finish({}) == Changes(new=1)
        assert running.n_opted_out == 1
    assert await store.lists.get("gone", "dump") is None
    assert await store.lists.get("here", "dump") is not None


async def test_a_number_of_a_dump_is_nobody_who_can_opt_out(store: Store) -> None:
    await store.opt_outs.add("12", datetime.now(UTC))
    async with store.imports.start("lists", "csv") as running:
        await running.add([fragment("12"), fragment("12", "mal")])
        assert await running.finish({}) == Changes(new=1)
    assert await store.lists.get("12") is None
    assert await store.lists.get("12", "dump") is not None


async def test_imports_are_refused_while_others_are_reserved(
    store: Store, database: DatabaseSettings
) -> None:
    async with Store.open(database) as other, store.imports.reserve():
        async with store.imports.start("first", "csv") as first:
            await first.add([fragment("1")])
            assert await first.finish({}) == Changes(new=1)
        with pytest.raises(StoreError, match="another process") as refused:
            async with other.imports.reserve():
                pass
        assert refused.value.is_busy
