import asyncio
from typing import Any

import pytest
from structlog.testing import capture_logs

from reko_core.cluster import replicas
from reko_core.cluster.replicas import ShardReplicas


class FakeReplica:
    """Answers with its name; fails or waits as told."""

    def __init__(self, name: str) -> None:
        self.name, self.n_calls, self.n_cancelled = name, 0, 0
        self.fails = False
        self.can_answer = asyncio.Event()
        self.can_answer.set()

    async def call(self, _method: str, *_arguments: object) -> Any:
        self.n_calls += 1
        if self.fails:
            raise ConnectionError
        try:
            await self.can_answer.wait()
        except asyncio.CancelledError:
            self.n_cancelled += 1
            raise
        return self.name


@pytest.fixture
def pair() -> tuple[FakeReplica, FakeReplica]:
    return FakeReplica("first"), FakeReplica("second")


async def test_one_replica_is_asked_when_it_answers(pair: tuple[FakeReplica, FakeReplica]) -> None:
    assert await ShardReplicas(0, pair).ask("closest") == "first"
    assert [one.n_calls for one in pair] == [1, 0]


async def test_a_slow_replica_is_not_waited_for(pair: tuple[FakeReplica, FakeReplica]) -> None:
    pair[0].can_answer.clear()

    assert await ShardReplicas(0, pair).ask("closest") == "second"

    await asyncio.sleep(0)
    assert pair[0].n_cancelled == 1


async def test_the_least_busy_replica_is_asked_first(
    pair: tuple[FakeReplica, FakeReplica], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicas, "_FIRST_DELAY_S", 60)
    shard = ShardReplicas(0, pair)
    pair[0].can_answer.clear()
    waiting = asyncio.create_task(shard.ask("closest"))
    await asyncio.sleep(0.01)

    assert await shard.ask("closest") == "second"

    pair[0].can_answer.set()
    assert await waiting == "first"


async def test_a_failed_replica_is_asked_last_for_a_while(
    pair: tuple[FakeReplica, FakeReplica],
) -> None:
    shard = ShardReplicas(0, pair)
    pair[0].fails = True

    assert [await shard.ask("closest") for _ in range(3)] == ["second"] * 3
    assert [one.n_calls for one in pair] == [1, 3]


async def test_a_shard_that_does_not_answer_is_logged_once_and_when_it_is_back(
    pair: tuple[FakeReplica, FakeReplica], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicas, "_TIMEOUT_S", 0.05)
    shard = ShardReplicas(3, pair)
    pair[0].fails = True
    pair[1].can_answer.clear()

    with capture_logs() as logs:
        assert await shard.ask("closest") is None
        assert await shard.ask("closest") is None
        pair[1].can_answer.set()
        assert await shard.ask("closest") == "second"

    assert [(log["event"], log["shard"]) for log in logs] == [
        ("shard missing", 3),
        ("shard back", 3),
    ]
    assert pair[1].n_cancelled == 2
