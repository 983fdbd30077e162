"""Lists that came in with a request; who asked for an opt-out."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("lists", sa.Column("is_requested", sa.Boolean))
    op.add_column("opt_outs", sa.Column("requested_by", sa.BigInteger))
    # What the crawl has brought before somebody asked for it cannot be told any more.
    op.execute(
        "UPDATE lists SET is_requested = true WHERE source = 'mal' AND name IN"
        " (SELECT name FROM mal_users WHERE asked_at IS NOT NULL)"
    )
