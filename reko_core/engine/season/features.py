"""The features that a season's titles are ranked by.

latest    the latest earlier main title is seen
other     it is not, but another part of the franchise is
unseen    there are earlier main titles or prerequisites, and nothing of the franchise is seen
r         n / (n + 1) * mean of (s - m) over the n own scores in the franchise
n_seen    ln(1 + titles of the franchise seen)
dropped   one of the franchise was dropped
audience  unseen * ln of the share of the community that has seen any of the franchise
p - m     expected score above the user's mean
b - m     the title's own part of it: mu + b_i above the user's mean
cint      `prediction.content_interest`, in units of _INTEREST_UNIT
members   ln members on MAL - 11, also * unseen and * latest
nk        `season.viewer_share`, also * unseen and * latest
"""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import Items
from reko_core.engine.data.list_shards import ListShard
from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.prediction.own_franchise import FranchiseScores
from reko_core.engine.season.own_titles import OwnTitles
from reko_core.engine.season.viewer_share import viewer_share

__all__ = ["FEATURES", "season_features"]

FEATURES = (
    *("latest", "other", "unseen", "r", "n_seen", "dropped", "audience", "p - m", "b - m", "cint"),
    *("members", "members unseen", "members latest", "nk", "nk unseen", "nk latest"),
)
_INTEREST_UNIT = 0.141
_TYPICAL_LOG_MEMBERS = 11.0

F64 = NDArray[np.float64]


def season_features(
    model: Model,
    profile: Profile,
    titles: NDArray[np.int64],
    own: OwnTitles,
    scores: FranchiseScores,
    expected: NDArray[np.float32],
    by_trait: NDArray[np.float32],
    members: F64 | None,
    viewers: ListShard,
) -> F64:
    """Return (n, len(FEATURES)) of (n,) titles.

    own, scores, expected: of these titles. by_trait: (n_traits,) what each adds to the interest.
    members: (n,) on MAL, NaN where unknown; None = not used. viewers: of the season.
    """
    items = model.items
    franchise = items.franchise[titles]
    unseen = own.has_earlier & (own.n_seen == 0)
    latest = own.has_latest
    interest = model.interest.has_traits(titles) @ by_trait
    known = _log_members(members, len(titles))
    share = np.zeros(len(titles))
    if viewers.n_users:
        share = viewer_share(model, profile, viewers, titles)
    return np.column_stack(
        [
            latest,
            ~latest & (own.n_seen > 0),
            unseen,
            scores.mean[franchise],
            np.log1p(own.n_seen),
            own.is_dropped,
            unseen * _log_share(items, franchise, model.n_users),
            expected - profile.mean,
            model.factors.base[titles] - profile.mean,
            interest / _INTEREST_UNIT,
            *(known, known * unseen, known * latest),
            *(share, share * unseen, share * latest),
        ]
    ).astype(np.float64)


def _log_share(items: Items, franchise: NDArray[np.int32], n_users: int) -> F64:
    return np.log((items.franchise_popularity[franchise] + 1) / (n_users + 1))


def _log_members(members: F64 | None, n_titles: int) -> F64:
    """Return (n,) ln members - 11; titles of unknown number are like the least popular."""
    if members is None or not np.isfinite(members).any():
        return np.zeros(n_titles)
    known = np.log1p(members) - _TYPICAL_LOG_MEMBERS
    return np.where(np.isfinite(known), known, np.nanmin(known))
