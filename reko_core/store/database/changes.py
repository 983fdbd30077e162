"""Changes: rows affected by a write."""

from dataclasses import dataclass

__all__ = ["Changes"]


@dataclass(frozen=True, slots=True)
class Changes:
    """Numbers of rows that were inserted, changed and left as they were."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def total(self) -> int:
        """All rows that were written or compared."""
        return self.new + self.changed + self.unchanged

    def __add__(self, other: "Changes") -> "Changes":
        return Changes(
            self.new + other.new, self.changed + other.changed, self.unchanged + other.unchanged
        )
