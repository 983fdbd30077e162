"""Alembic entry point; `reko_core.store.database.migrate` supplies the connection."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
