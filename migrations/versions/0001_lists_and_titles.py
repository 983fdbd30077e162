"""Lists, imports and the catalogue of titles."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "lists",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("display_name", sa.Text, nullable=False),
        sa.Column("packed", sa.LargeBinary, nullable=False),
        sa.Column("n_entries", sa.Integer, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("fetched_at", sa.Float, nullable=False),
        sa.UniqueConstraint("source", "name"),
    )
    op.create_table(
        "imports",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("layout", sa.Text, nullable=False),
        sa.Column("started_at", sa.Float, nullable=False),
        sa.Column("finished_at", sa.Float),
        sa.Column("counts", sa.JSON),
    )
    op.create_table(
        "import_staging",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column(
            "import_id", _KEY, sa.ForeignKey("imports.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("packed", sa.LargeBinary, nullable=False),
        sa.Column("n_entries", sa.Integer, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_import_staging_source_name", "import_staging", ["source", "name"])
    op.create_table(
        "catalogue",
        sa.Column("anime_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("rank", sa.SmallInteger, nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
        sa.Column("updated_at", sa.Float, nullable=False),
    )
