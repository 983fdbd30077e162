import json
from dataclasses import replace
from pathlib import Path

import pytest
from community import copy_installation

from reko_core.app import open_recommender
from reko_core.contract.recommend import Request
from reko_core.observability.metrics import Metrics
from reko_core.settings import DatabaseSettings, Settings
from reko_core.snapshots.storage import current_name, load_snapshot
from reko_core.store import Store, TitleRank
from reko_demo import environment
from reko_demo.community.catalogue import cover_url, load_titles
from reko_demo.community.demo_users import DEMO_USERS
from reko_demo.community.synthetic import make_community
from reko_demo.environment import prepare_demo, serve_fake_mal


async def test_demo_users_get_recommendations_offline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With 300 users: the full community takes longer to build."""
    monkeypatch.setattr(
        environment, "make_community", lambda titles: make_community(titles, n_users=300)
    )
    steps: list[str] = []
    settings = await prepare_demo(tmp_path / "demo", lambda step, _done, _all: steps.append(step))
    assert steps[0] == "synthetic users"
    name = current_name(settings.community.snapshot_dir)
    async with (
        serve_fake_mal(settings) as served,
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


async def test_titles_stored_by_an_older_version_get_their_covers(
    tmp_path: Path, built: Settings
) -> None:
    copy_installation(built, tmp_path)
    url = f"sqlite+aiosqlite:///{tmp_path / 'demo.sqlite3'}"
    async with Store.open(DatabaseSettings(url=url)) as store:
        older = (replace(title, picture=None) for title in load_titles().values())
        await store.catalogue.put_many(older, TitleRank.KAGGLE)
    settings = await prepare_demo(tmp_path)
    async with Store.open(settings.database) as store:
        assert [title.picture for title in (await store.catalogue.get_many([1])).values()] == [
            cover_url(1)
        ]
