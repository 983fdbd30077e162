import json
from dataclasses import replace
from pathlib import Path

import pytest

from reko_core.app import open_recommender
from reko_core.contract.recommend import Request
from reko_core.observability.metrics import Metrics
from reko_core.settings import DatabaseSettings
from reko_core.snapshots.storage import current_name, load_snapshot
from reko_core.store import Store, TitleRank
from reko_demo import environment as offline
from reko_demo.community.catalogue import cover_url, load_titles
from reko_demo.community.demo_users import DEMO_USERS
from reko_demo.community.synthetic import make_community
from reko_demo.environment import offline_mal, prepare_demo


async def test_demo_answers_for_its_users_offline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A community of 300 stands for the whole, which takes longer to make."""
    monkeypatch.setattr(
        offline, "make_community", lambda titles: make_community(titles, n_users=300)
    )
    steps: list[str] = []
    settings = await prepare_demo(tmp_path / "demo", lambda step, _done, _all: steps.append(step))
    assert steps[0] == "made-up users"
    name = current_name(settings.community.snapshot_dir)
    async with (
        offline_mal(settings) as served,
        open_recommender(served, Metrics()) as recommender,
    ):
        for user_name in DEMO_USERS:
            response = await recommender.recommend(Request(user_name=user_name))
            assert response.metadata.rekos.sent == 24
            assert all(reko.info.main_image == cover_url(reko.id) for reko in response.rekos)
    steps.clear()
    assert await prepare_demo(tmp_path / "demo", lambda step, *_: steps.append(step)) == settings
    assert steps == []
    assert current_name(settings.community.snapshot_dir) == name
    meta = settings.community.snapshot_dir / str(name) / "meta.json"
    meta.write_text(json.dumps(json.loads(meta.read_text()) | {"format": 1}))
    await prepare_demo(tmp_path / "demo")
    assert load_snapshot(settings.community.snapshot_dir).name != name


async def test_titles_that_an_older_version_left_get_their_covers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offline, "_has_snapshot", lambda _: True)
    url = f"sqlite+aiosqlite:///{tmp_path / 'demo.sqlite3'}"
    async with Store.open(DatabaseSettings(url=url)) as store:
        older = (replace(title, picture=None) for title in load_titles().values())
        await store.catalogue.put_many(older, TitleRank.KAGGLE)
    settings = await prepare_demo(tmp_path)
    async with Store.open(settings.database) as store:
        assert [title.picture for title in (await store.catalogue.get_many([1])).values()] == [
            cover_url(1)
        ]
