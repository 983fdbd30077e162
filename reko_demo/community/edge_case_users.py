"""Users beside the synthetic community whose lists are private, tiny, or deleted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reko_core.domain.models import Anime, Entries, Status
from reko_demo.community.user_names import ANIMALS

__all__ = ["EdgeCaseUsers", "make_edge_case_users"]

N_PER_ANIMAL = 6
TINY_LENGTH = 2


@dataclass(frozen=True, slots=True)
class EdgeCaseUsers:
    """Names by kind: lists of `private` and `gone` cannot be read, those of `tiny` are short."""

    private: Sequence[str]
    gone: Sequence[str]
    tiny: Mapping[str, Entries]

    @property
    def names(self) -> Sequence[str]:
        """All of them."""
        return (*self.private, *self.gone, *self.tiny)


def make_edge_case_users(
    titles: Mapping[int, Anime], n_per_animal: int = N_PER_ANIMAL
) -> EdgeCaseUsers:
    """Make users of each kind, `n_per_animal` each: `shy_otter_2`, `gone_otter_2`, ..."""
    numbered = [f"{animal}_{number}" for animal in ANIMALS for number in range(n_per_animal)]
    ids = np.array(sorted(titles)[:TINY_LENGTH], np.int32)
    tiny = Entries.build(ids, np.full_like(ids, 7), np.full_like(ids, Status.COMPLETED))
    return EdgeCaseUsers(
        private=[f"shy_{name}" for name in numbered],
        gone=[f"gone_{name}" for name in numbered],
        tiny={f"new_{name}": tiny for name in numbered},
    )
