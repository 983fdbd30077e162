from sqlalchemy import text

from reko_core.observability.metrics import Metrics
from reko_core.settings import DatabaseSettings
from reko_core.store.coordination.processes import Processes
from reko_core.store.database.connection import Database


async def test_processes_that_run_are_counted(postgres_database: DatabaseSettings) -> None:
    metrics = Metrics()
    async with Database.open(postgres_database) as database:
        async with database.write() as connection:
            # Killed long ago.
            await connection.execute(text("INSERT INTO processes VALUES ('killed', 0)"))
        async with Processes.open(database, metrics.store) as first:
            async with Processes.open(database) as second:
                await first.beat()
                assert first.n_seen == second.n_seen == 2
                assert metrics.registry.get_sample_value("reko_processes") == 2
            await first.beat()
            assert first.n_seen == 1
        async with database.read() as connection:
            assert await connection.scalar(text("SELECT count(*) FROM processes")) == 0
