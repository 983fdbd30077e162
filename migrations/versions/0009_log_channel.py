"""Settings of guilds: the channel that is told of bans and changed settings."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("guild_settings", sa.Column("log_channel_id", sa.BigInteger))
