"""The parts of a soak of several processes: each invariant can fail, each fault does as named."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from soak.cluster.database_link import DatabaseLink
from soak.cluster.job_runs import JobRun, leader_in, longest_pause_s, overlaps, read_runs
from soak.cluster.request_rate import excess_of

RUNS = """\
1.0 71 leader begin
1.1 71 lists begin
1.2 71 lists end
3.0 72 leader begin
3.1 72 lists begin
3.2 72 lists end
"""


def test_runs_of_a_job_in_two_processes_at_once_are_found(tmp_path: Path) -> None:
    path = tmp_path / "runs.txt"
    path.write_text(RUNS)

    runs = read_runs(path, {71: 2.5})
    assert overlaps(runs) == []
    assert leader_in(runs) == 72
    assert longest_pause_s(runs) == 0.5

    runs = read_runs(path, {71: 3.5})
    assert overlaps(runs) == [(JobRun("leader", 71, 1.0, 3.5), JobRun("leader", 72, 3.0))]


@pytest.mark.parametrize(
    ("arrivals", "excess"),
    [
        ([0, 0, 0, 0.5, 1.0, 1.5], 0),
        ([0, 0, 0, 0], 1),
        ([0, 0, 0, 0.25, 0.5, 0.75, 1.0], 2),
        ([0, 5, 5, 5, 5], 1),
    ],
)
def test_requests_beyond_a_rate_are_counted(arrivals: list[float], excess: float) -> None:
    assert excess_of(arrivals, rate=2, burst=3) == pytest.approx(excess)


@pytest.fixture
async def link(tmp_path: Path) -> AsyncIterator[DatabaseLink]:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while chunk := await reader.read(100):
            writer.write(chunk)
        writer.close()

    path = str(tmp_path / "socket")
    async with await asyncio.start_unix_server(echo, path):
        link = DatabaseLink(path)
        async with link.serve():
            yield link


async def test_a_partition_holds_everything_back_until_it_is_healed(link: DatabaseLink) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", link.port)
    writer.write(b"before")
    assert await reader.read(100) == b"before"

    link.partition()
    writer.write(b"meanwhile")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(reader.read(100), 0.05)

    link.heal()
    assert await reader.read(100) == b"meanwhile"
    await link.reset()
    with suppress(ConnectionResetError):
        assert await reader.read(100) == b""
    writer.close()
