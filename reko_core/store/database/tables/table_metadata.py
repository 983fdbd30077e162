"""What all tables share."""

from sqlalchemy import BigInteger, Integer, MetaData

__all__ = ["Key", "metadata"]

metadata = MetaData()

# The database numbers the rows.
Key = BigInteger().with_variant(Integer, "sqlite")
