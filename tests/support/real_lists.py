"""A model of some real lists, and users held out of them: fitted once per run, for all tests."""

import asyncio
import pickle
from datetime import date
from pathlib import Path

from reko_core.community.importers import import_file
from reko_core.evaluation.holdout.hold_out import Split, choose_users, hold_out
from reko_core.settings import CommunitySettings, DatabaseSettings
from reko_core.snapshots.builder.load_lists import load_lists
from reko_core.store import Store
from reko_core.store.database.file_lock import file_lock

N_LISTS, N_HELD_OUT, MIN_SCORED, SEED = 4000, 340, 20, 5
TODAY = date(2023, 1, 1)


def hold_out_real(data: Path, directory: Path) -> Split:
    """Return the split kept in a directory; fit it first, unless another process has."""
    directory.mkdir(exist_ok=True)
    kept = directory / "split.pickle"
    with file_lock(kept, "test"):
        if not kept.exists():
            asyncio.run(_fit(data, directory, kept))
    split: Split = pickle.loads(kept.read_bytes())
    model = split.model
    for part in (model.rows, model.items, model.columns, model.factors):
        part.freeze()  # as fitted: pickled arrays can be written to
    return split


async def _fit(data: Path, directory: Path, kept: Path) -> None:
    import polars as pl

    ratings = pl.read_parquet(data / "ratings.parquet")
    users = ratings["user"].unique().sort().sample(N_LISTS, seed=SEED)
    some = directory / "some.parquet"
    ratings.filter(pl.col("user").is_in(users.to_list())).write_parquet(some)
    url = f"sqlite+aiosqlite:///{directory / 'reko.sqlite3'}"
    async with Store.open(DatabaseSettings(url=url)) as store:
        for path in (some, data / "anime.parquet"):
            await import_file(store, path)
        gathered = await load_lists(store, CommunitySettings(), lambda *_: None)
        titles = {anime.id: anime for anime in await store.catalogue.all()}
    held_out = choose_users(gathered, N_HELD_OUT, MIN_SCORED, SEED)
    split = hold_out(gathered, held_out, titles, TODAY, lambda *_: None)
    # Returned, it would be written out as a text when the loop ends, which takes a second.
    await asyncio.to_thread(kept.write_bytes, pickle.dumps(split))
