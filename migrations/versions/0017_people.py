"""Who may see a person, in three levels; who has used the bot in which server."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("accounts", sa.Column("visibility", sa.Text))
    op.execute("UPDATE accounts SET visibility = 'everybody' WHERE is_shared")
    op.drop_column("accounts", "is_shared")
    op.create_table(
        "guild_people",
        sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column(
            "discord_id",
            sa.BigInteger,
            sa.ForeignKey("accounts.discord_id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("used_at", sa.Float, nullable=False),
    )
    op.create_index("ix_guild_people_discord_id", "guild_people", ["discord_id"])
