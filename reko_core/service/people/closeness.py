"""How close several users are to one."""

from collections.abc import Sequence
from dataclasses import dataclass

from reko_core.domain.models import UserList
from reko_core.engine.similarity.profile_comparison import compare_profiles
from reko_core.service.engine_adapter import fold_in
from reko_core.snapshots.storage import Snapshot

__all__ = ["Closeness", "measure_closeness"]


@dataclass(frozen=True, slots=True)
class Closeness:
    """A user, and how close they are to another.

    affinity: 0-100. low, high: its 90 % interval. n_shared: titles that both have seen.
    is_by_scores: whether both have scored enough of these for the scores to count.
    """

    user_name: str
    affinity: int
    low: int
    high: int
    n_shared: int
    is_by_scores: bool


def measure_closeness(
    snapshot: Snapshot, own: UserList, others: Sequence[UserList]
) -> list[Closeness]:
    """Return the users who have seen a title in common with `own`, in the order given."""
    model, profile = snapshot.model, fold_in(snapshot, own)
    found = []
    for other in others:
        compared = compare_profiles(
            profile, fold_in(snapshot, other), model.items, model.scale, model.n_users
        )
        if compared.n_shared:
            found.append(
                Closeness(
                    user_name=other.user_name,
                    affinity=round(compared.affinity),
                    low=round(compared.low),
                    high=round(compared.high),
                    n_shared=compared.n_shared,
                    is_by_scores=compared.agreement is not None,
                )
            )
    return found
