"""What a write did, counted in rows."""

from dataclasses import dataclass

__all__ = ["Changes"]


@dataclass(frozen=True, slots=True)
class Changes:
    """Rows that were not there before, that are different now, and that stayed as they were."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def total(self) -> int:
        """All rows that were written or looked at."""
        return self.new + self.changed + self.unchanged

    def __add__(self, other: "Changes") -> "Changes":
        return Changes(
            self.new + other.new, self.changed + other.changed, self.unchanged + other.unchanged
        )
