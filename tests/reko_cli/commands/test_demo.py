import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from reko_demo import environment
from reko_demo.community.demo_users import DEMO_USERS
from reko_demo.community.synthetic import make_community


@pytest.fixture(autouse=True)
def _few_users(monkeypatch: pytest.MonkeyPatch) -> None:
    """With 300 users: the full community takes longer to build."""
    monkeypatch.setattr(
        environment, "make_community", lambda titles: make_community(titles, n_users=300)
    )


@pytest.fixture
def _stopped_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """SIGTERM arrives as soon as the demo serves."""

    @contextmanager
    def signals() -> Iterator[asyncio.Event]:
        stop = asyncio.Event()
        stop.set()
        yield stop

    monkeypatch.setattr("reko_cli.process.stop_signals", signals)


@pytest.fixture
def _without_simcord(monkeypatch: pytest.MonkeyPatch) -> None:
    """`pip install reko` installs no extra."""
    monkeypatch.setitem(sys.modules, "simcord", None)


def test_the_demo_shows_a_recommendation_and_the_bot_and_ends_without_a_terminal(
    reko: Callable[..., Any],
) -> None:
    done = reko("demo", "--directory", "some/where")

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("demo_sports")
    assert "are synthetic" in done.stdout
    assert "/recommendations" in done.stdout
    assert "/docs" in done.stdout
    assert all(name in done.stdout for name in DEMO_USERS)
    assert "/reko user:demo_sports shows 4 titles" in done.stdout
    assert " demo --serve" in " ".join(done.stdout.split())
    # No logs of libraries.
    assert '"event"' not in done.stderr

    again = reko("demo", "--directory", "some/where")
    assert again.returncode == 0, again.stderr
    assert "shows 4 titles" in again.stdout


@pytest.mark.usefixtures("_stopped_at_once")
def test_the_demo_prints_the_addresses_of_page_and_api_and_serves_until_stopped(
    reko: Callable[..., Any],
) -> None:
    done = reko("demo", "--serve")

    assert done.returncode == 0, done.stderr
    assert "http://127.0.0.1:80" in done.stdout
    page = done.stdout.partition("Open it in a browser")[2]
    assert "  http://127.0.0.1:" in page
    assert "/#" in page
    assert "until Ctrl-C" in page
    assert "export REKO_DATABASE__URL=sqlite" in done.stdout
    assert "export REKO_MAL__BASE_URL=http://127.0.0.1:" in done.stdout


@pytest.mark.usefixtures("_stopped_at_once", "_without_simcord")
def test_without_the_extra_the_demo_serves_the_api_and_says_how_to_get_the_page(
    reko: Callable[..., Any],
) -> None:
    done = reko("demo", "--serve")

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("demo_sports")
    assert "/docs" in done.stdout
    assert "pip install 'reko[demo]'" in done.stdout
    assert "Open it" not in done.stdout
