"""Names of sources, and several files with one of them."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest

from reko_core.community.importers import import_file
from reko_core.errors import BadInput, ImportRefused
from reko_core.store import Changes, Store

Write = Callable[..., Path]

FIRST = "user_id,anime_id,rating\n1,5,8\n"
SECOND = "user_id,anime_id,rating\n1,9,3\n2,9,3\n"


@pytest.mark.parametrize("source", ["", "  ", "mal", " MAL ", "x" * 65, "a\x1b[31mb", "a\nb"])
async def test_bad_names_of_sources_are_refused(store: Store, write: Write, source: str) -> None:
    await import_file(store, write(FIRST))
    with pytest.raises(BadInput):
        await import_file(store, write(SECOND, "second"), source=source)
    assert await store.lists.count() == 1


async def test_white_space_around_a_source_is_removed(store: Store, write: Write) -> None:
    await import_file(store, write(FIRST), source=" club ")
    assert await store.lists.get("1", "club") is not None


async def test_no_file_brings_lists_of_mal_itself(store: Store, write: Write) -> None:
    buffer = BytesIO()
    sources = ["mal", "club", " MAL"]
    columns = {"user": [1, 2, 3], "anime": [5] * 3, "score": [8] * 3, "source": sources}
    pl.DataFrame(columns).write_parquet(buffer)
    summary = await import_file(store, write(buffer.getvalue()))
    assert summary.skipped == {"bad source": 2}
    assert await store.lists.get("1") is None


async def test_a_named_source_is_not_replaced_where_it_must_not_be(
    store: Store, write: Write
) -> None:
    await import_file(store, write(FIRST), source="club")
    second = write(SECOND, "second")
    with pytest.raises(ImportRefused, match="import it by itself"):
        await import_file(store, second, source="club", may_replace=False)
    assert await store.lists.count() == 1
    assert (await import_file(store, second, source="club")).lists == Changes(new=1, changed=1)
