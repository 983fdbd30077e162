"""Alembic's entry: the connection comes from `reko_core.store.migrate`, inside its transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
