"""Numbers in few characters: digits and lower-case letters."""

__all__ = ["from_base36", "to_base36"]

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def to_base36(number: int, width: int) -> str:
    """Return a number of 0 or more, with leading zeros. Raises ValueError if it is too large."""
    digits = ""
    for _ in range(width):
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    if number:
        raise ValueError("too large")
    return digits


def from_base36(digits: str) -> int:
    """Return the number. Raises ValueError for other characters."""
    return int(digits, len(_DIGITS))
