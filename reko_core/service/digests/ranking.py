"""The recommendations at the last digest, for the comparison with those of the next."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from reko_core.contract.recommend import Response

__all__ = ["Ranking"]


class Ranking(BaseModel):
    """Titles in their order, each with the indexes (in `users`) of its recommenders.

    linked_at: of the list, since rankings of two lists cannot be compared. users: hashes for the
    asker, which name nobody.
    """

    model_config = ConfigDict(frozen=True)

    linked_at: datetime
    users: tuple[str, ...]
    titles: tuple[tuple[int, tuple[int, ...]], ...]

    @classmethod
    def of(cls, linked_at: datetime, response: Response) -> "Ranking":
        """Return the ranking of a response."""
        return cls(
            linked_at=linked_at,
            users=tuple(user.hash for user in response.users),
            titles=tuple((reko.id, reko.users) for reko in response.rekos),
        )

    @classmethod
    def read(cls, stored: Mapping[str, Any] | None, linked_at: datetime) -> "Ranking | None":
        """Return a stored ranking, None if there is none of the list that was linked then."""
        if stored is None:
            return None
        try:
            ranking = cls.model_validate(stored)
        except ValidationError:
            # Of another version.
            return None
        return ranking if ranking.linked_at == linked_at else None

    @property
    def ranks(self) -> dict[int, int]:
        """The rank of each title, from 1."""
        return {anime_id: rank for rank, (anime_id, _) in enumerate(self.titles, 1)}

    @property
    def recommenders(self) -> dict[int, frozenset[str]]:
        """The hashes of those who recommend each title."""
        return {
            anime_id: frozenset(self.users[index] for index in indexes)
            for anime_id, indexes in self.titles
        }
