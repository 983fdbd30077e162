"""Sessions that the bot starts at Discord's gateway."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "gateway_identifies",
        sa.Column("id", key, primary_key=True),
        sa.Column("bucket", sa.Integer, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
    )
    op.create_index("ix_gateway_identifies_at", "gateway_identifies", ["at"])
