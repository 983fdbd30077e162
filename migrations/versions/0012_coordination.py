"""What processes of several machines agree on: request budgets, who runs, lists being fetched."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "request_budgets",
        sa.Column("site", sa.Text, primary_key=True),
        sa.Column("next_at", sa.Float, nullable=False),
        sa.Column("resume_at", sa.Float, nullable=False),
        sa.Column("granted_at", sa.Float),
        sa.Column("sent_at", sa.JSON().with_variant(ARRAY(sa.Float), "postgresql"), nullable=False),
    )
    op.create_table(
        "processes",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("seen_at", sa.Float, nullable=False),
    )
    op.create_table(
        "list_fetches",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("expires_at", sa.Float, nullable=False),
    )
