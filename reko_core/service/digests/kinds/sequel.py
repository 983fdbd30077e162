"""Sequels of completed titles that start in the period of the digest."""

from reko_core.contract.digest import DigestTitle
from reko_core.domain.models import Anime, Status
from reko_core.service.digests.occasion import Occasion
from reko_core.service.title_infos import anime_info, titles_of

__all__ = ["find", "prequel_ids"]


def find(occasion: Occasion) -> list[DigestTitle]:
    """Return the sequels of what was completed, those of the best scored first."""
    entries = occasion.entries
    completed = entries.statuses == Status.COMPLETED
    ids, scores = entries.anime_ids[completed].tolist(), entries.scores[completed].tolist()
    score_of = dict(zip(ids, scores, strict=True))
    seen = set(entries.anime_ids[entries.is_seen].tolist())
    found = [
        _sequel(anime, occasion.prequels[prequel_id], score_of[prequel_id])
        for anime in occasion.starting
        if anime.id not in seen
        # One is enough: titles rarely have several.
        for prequel_id in prequel_ids(anime)[:1]
        if prequel_id in score_of and prequel_id in occasion.prequels
    ]
    return sorted(found, key=lambda title: (-(title.own_score or 0), title.info.id))


def prequel_ids(anime: Anime) -> list[int]:
    """Return the ids of the prequels of a title."""
    return [one.anime_id for one in anime.relations if one.kind == "prequel"]


def _sequel(anime: Anime, prequel: Anime, score: int) -> DigestTitle:
    return DigestTitle(
        info=anime_info(anime, frozenset(), include_adult=False),
        prequel=titles_of(prequel),
        own_score=score or None,
    )
