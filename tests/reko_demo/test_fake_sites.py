"""The fake sites side by side."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from jikan_settings import fast_jikan_settings
from pydantic import SecretStr

from reko_core.clients.jikan import JikanClient
from reko_core.clients.mal import MalClient
from reko_core.domain.models import Anime
from reko_core.errors import ListPrivate, UserNotFound
from reko_core.observability.metrics import Metrics
from reko_core.settings import MalSettings, Settings
from reko_demo import environment
from reko_demo.community.edge_case_users import make_edge_case_users
from reko_demo.community.synthetic import make_community
from reko_demo.environment import serve_fake_sites

TITLES = {number: Anime(number, f"Title {number}") for number in (1, 2, 3)}


def test_edge_case_users_have_valid_names_and_one_kind_each() -> None:
    users = make_edge_case_users(TITLES)
    assert len(set(users.names)) == len(users.names) == 3 * 24 * 6
    assert all(2 <= len(name) <= 16 for name in users.names)
    assert {len(entries) for entries in users.tiny.values()} == {2}


async def test_mal_knows_the_users_that_jikan_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        environment, "make_community", lambda titles: make_community(titles, n_users=100)
    )
    fast = MalSettings(client_id=SecretStr("any"), requests_per_second=1000, burst=1000)
    lengths: list[int] = []
    outcomes = set()
    async with (
        serve_fake_sites(Settings(mal=fast)) as settings,
        JikanClient.open(fast_jikan_settings(settings.jikan.base_url), Metrics()) as jikan,
        MalClient.open(settings.mal, Metrics()) as mal,
    ):
        for name in (await jikan.anime_user_updates(1)).names:
            try:
                fetched = await mal.fetch_list(name, wanted=no_titles)
            except (ListPrivate, UserNotFound) as error:
                outcomes.add(type(error))
            else:
                lengths.append(len(fetched.user_list.entries))
    assert outcomes == {ListPrivate, UserNotFound}
    assert min(lengths) == 2
    assert max(lengths) > 20


async def no_titles(_: object) -> list[int]:
    return []


@contextmanager
def running_sites() -> Iterator[subprocess.Popen[str]]:
    environ = os.environ | {"PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "reko_demo.fake_sites"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ) as process:
        yield process
        process.kill()


def test_the_program_prints_all_addresses_and_exits_on_sigterm() -> None:
    with running_sites() as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(5)]
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
    assert [line.partition("=")[0] for line in lines] == [
        "export REKO_MAL__BASE_URL",
        "export REKO_MAL__CLIENT_ID",
        "export REKO_JIKAN__BASE_URL",
        "export REKO_ANILIST__BASE_URL",
        "export REKO_KITSU__BASE_URL",
    ]
