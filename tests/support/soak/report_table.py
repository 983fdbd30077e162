"""The report at the end of a run."""

from collections import Counter
from collections.abc import Iterable, Mapping

__all__ = ["table"]


def table(parts: Mapping[str, Mapping[str, object] | Counter[str]]) -> str:
    """Format sections of names and values."""
    width = max(len(name) for part in parts.values() for name in part)
    lines: list[str] = []
    for title, part in parts.items():
        lines += [f"{title}", *_rows(part.items(), width)]
    return "\n".join(lines)


def _rows(items: Iterable[tuple[str, object]], width: int) -> list[str]:
    return [f"  {name:<{width}}  {value}" for name, value in sorted(items)]
