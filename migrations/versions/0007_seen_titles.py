"""Hidden titles that count as seen."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "title_bans",
        sa.Column("is_seen", sa.Boolean, nullable=False, server_default=sa.false()),
    )
