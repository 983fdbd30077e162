"""So much an hour, evenly."""

__all__ = ["IDLE_S", "pause_between"]

IDLE_S = 300.0
"""How long a job rests that finds nothing to do."""

_HOUR_S = 3600.0


def pause_between(per_hour: float) -> float:
    """Return the seconds from one piece of work to the next; no work at all is an idle rest."""
    return _HOUR_S / per_hour if per_hour > 0 else IDLE_S
