"""Users to try Reko with: lists with an obvious taste, or an obvious difficulty."""

from collections.abc import Mapping

import numpy as np

from reko_core.domain.models import MAX_SCORE, UNKNOWN_EPISODES, Anime, Entries, Status

__all__ = ["DEMO_USERS", "demo_lists"]

DEMO_USERS: Mapping[str, str] = {
    "demo_sports": "loves team sports and boxing, shrugs at the rest",
    "demo_mecha": "loves giant robots and space",
    "demo_romance": "loves romance, at school and after it",
    "demo_cosy": "loves quiet, funny, comforting series",
    "demo_dark": "loves mysteries and psychological horror",
    "demo_newcomer": "has seen three titles",
    "demo_empty": "has an empty list",
    "demo_unscored": "loves fantasy and other worlds, and never scores",
    "demo_all_tens": "gives everything a ten",
    "demo_planner": "has seen little and plans to watch a lot",
}

# Title -> score; 0 = unscored.
_SCORES: Mapping[str, Mapping[int, int]] = {
    "demo_sports": {20583: 10, 28891: 10, 32935: 9, 11771: 9, 16894: 9, 170: 10, 263: 9, 264: 8}
    | {18689: 8, 37965: 9, 15: 8, 16498: 7, 1535: 7, 20: 6, 11757: 5, 4224: 5, 9253: 6},
    "demo_mecha": {80: 9, 85: 10, 2581: 8, 1575: 9, 2904: 9, 30: 10, 32: 10, 2001: 9, 3572: 8}
    | {182: 7, 1: 8, 16498: 7, 20: 5, 4224: 4, 20583: 5, 38000: 6},
    "demo_romance": {4224: 9, 6045: 10, 9656: 9, 38680: 10, 40417: 10, 7054: 8, 2167: 8, 4181: 9}
    | {853: 9, 37999: 8, 23273: 9, 32281: 8, 16498: 5, 20: 4, 1535: 6, 2001: 5},
    "demo_cosy": {34798: 10, 17549: 9, 5680: 9, 7791: 9, 10165: 8, 4081: 9, 5300: 9, 523: 10}
    | {10162: 8, 457: 9, 16498: 4, 22319: 3, 1535: 5},
    "demo_dark": {1535: 9, 19: 10, 13601: 8, 13125: 9, 339: 9, 437: 10, 934: 8, 22535: 8, 9253: 9}
    | {37779: 8, 11111: 7, 4224: 5, 5680: 3, 20583: 5},
    "demo_newcomer": {1535: 9, 16498: 10, 199: 8},
    "demo_empty": {},
    "demo_unscored": dict.fromkeys(
        (11757, 21881, 19815, 31240, 30831, 32937, 29803, 17265, 14513, 6702, 16498, 5114), 0
    ),
    "demo_planner": {1535: 9, 19: 9, 437: 8, 43: 8, 339: 7, 205: 8},
    "demo_all_tens": dict.fromkeys((5114, 11061, 16498, 9253, 32281, 28851, 199, 2001, 4181), 10),
}
_PLANNED: Mapping[str, tuple[int, ...]] = {
    "demo_planner": (1, 20, 30, 47, 226, 263, 329, 457, 5114, 11757, 16498, 21881, 22319, 38000)
}
_MAX_DROPPED_SCORE = 4


def demo_lists(titles: Mapping[int, Anime]) -> Mapping[str, Entries]:
    """Return the lists of the demo users: name -> entries.

    What is not planned is completed, except for titles scored 1 to 4: those were dropped half way.
    Raises KeyError when a title is not in the catalogue.
    """
    return {name: _entries(_SCORES[name], _PLANNED.get(name, ()), titles) for name in DEMO_USERS}


def _entries(
    scores_by_id: Mapping[int, int], planned_ids: tuple[int, ...], titles: Mapping[int, Anime]
) -> Entries:
    ids = np.array([*scores_by_id, *planned_ids], np.int64)
    scores = np.array([*scores_by_id.values(), *(0 for _ in planned_ids)], np.int64)
    assert ((scores >= 0) & (scores <= MAX_SCORE)).all()
    is_planned = np.arange(len(ids)) >= len(scores_by_id)
    is_dropped = (scores > 0) & (scores <= _MAX_DROPPED_SCORE)
    lengths = np.array([titles[anime_id].n_episodes or UNKNOWN_EPISODES for anime_id in ids])
    watched = np.where(is_dropped & (lengths > 1), lengths // 2, lengths)
    statuses = np.where(is_dropped, Status.DROPPED, Status.COMPLETED)
    return Entries.build(
        ids,
        scores,
        np.where(is_planned, Status.PLAN_TO_WATCH, statuses),
        np.where(is_planned, 0, watched),
    )
