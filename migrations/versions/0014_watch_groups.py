"""Groups that gather to watch something."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "watch_groups",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("owner_id", sa.BigInteger, nullable=False, index=True),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("locale", sa.Text, nullable=False),
        sa.Column("options", sa.JSON, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False, index=True),
    )
    key = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    group = sa.ForeignKey("watch_groups.id", ondelete="CASCADE")
    op.create_table(
        "watch_group_members",
        sa.Column("id", key, primary_key=True),
        sa.Column("group_id", sa.Text, group, nullable=False),
        sa.Column("discord_id", sa.BigInteger, index=True),
        sa.Column("name", sa.Text, index=True),
        sa.Column("display_name", sa.Text),
        sa.Column("is_invited", sa.Boolean, nullable=False),
        sa.UniqueConstraint("group_id", "discord_id"),
        sa.UniqueConstraint("group_id", "name"),
    )
