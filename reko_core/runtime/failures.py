"""Troubles of single titles or lists, and of all of them."""

__all__ = ["Troubles"]

_MAX_IN_A_ROW = 3


class Troubles:
    """Bears what fails here and there; what fails each time is MAL's own trouble."""

    def __init__(self) -> None:
        self._n_in_a_row = 0

    def bear(self, error: Exception) -> None:
        """Count a failure. Raises it when it is one too many in a row."""
        self._n_in_a_row += 1
        if self._n_in_a_row >= _MAX_IN_A_ROW:
            self.reset()
            raise error

    def reset(self) -> None:
        """Forget the failures: something worked."""
        self._n_in_a_row = 0
