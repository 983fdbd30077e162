"""Made-up people beside the made-up community: their lists are hidden, tiny, or gone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reko_core.domain.models import Anime, Entries, Status
from reko_demo.community.user_names import ANIMALS
from reko_demo.fake_mal.faults import FAULTS, Fault

__all__ = ["EdgeCaseUsers", "make_edge_case_users"]

N_OF_A_KIND = 6
TINY_LENGTH = 2


@dataclass(frozen=True, slots=True)
class EdgeCaseUsers:
    """Names by kind: `private` and `gone` have no list to read, those of `tiny` hardly any."""

    private: Sequence[str]
    gone: Sequence[str]
    tiny: Mapping[str, Entries]

    @property
    def names(self) -> Sequence[str]:
        """All of them."""
        return (*self.private, *self.gone, *self.tiny)

    @property
    def faults(self) -> Mapping[str, Fault]:
        """How the stand-in for MAL answers for those who hide their list."""
        return dict.fromkeys(self.private, FAULTS["private_user"])


def make_edge_case_users(
    titles: Mapping[int, Anime], n_of_a_kind: int = N_OF_A_KIND
) -> EdgeCaseUsers:
    """Make up so many people of each kind and animal: `shy_otter_2`, `gone_otter_2`, ..."""
    numbered = [f"{animal}_{number}" for animal in ANIMALS for number in range(n_of_a_kind)]
    ids = np.array(sorted(titles)[:TINY_LENGTH], np.int32)
    tiny = Entries.build(ids, np.full_like(ids, 7), np.full_like(ids, Status.COMPLETED))
    return EdgeCaseUsers(
        private=[f"shy_{name}" for name in numbered],
        gone=[f"gone_{name}" for name in numbered],
        tiny={f"new_{name}": tiny for name in numbered},
    )
