"""What the store tells the metrics."""

from reko_core.observability.metrics import Metrics
from reko_core.settings import DatabaseSettings
from reko_core.store.database.connection import Database


async def test_connections_in_use_are_counted(database: DatabaseSettings) -> None:
    metrics = Metrics()
    async with Database.open(database, metrics.store) as opened:
        async with opened.read():
            assert metrics.registry.get_sample_value("reko_database_connections") == 1
        assert metrics.registry.get_sample_value("reko_database_connections") == 0
