"""All peers: how each is fitted, with which settings, and among which these were chosen.

The settings were found by `python benchmarks/peers.py --tune`, on users who are neither in the
community nor among those reported (1,500 users, seed 1): a peer's stages one after the other, each
over all combinations of its values, the rest as they are. The four best by title (item EASE, ALS,
ItemKNN, UserKNN) were tuned by title, the others by franchise.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from support.peer_ease import fit_item_ease
from support.peer_implicit import fit_implicit_als, fit_implicit_item_knn
from support.peer_lenskit import (
    fit_lenskit_mf,
    fit_lenskit_user_knn,
    fit_lenskit_user_knn_scores,
)
from support.peer_older_reko import fit_reko_2022, fit_reko_2024
from support.peer_pearson import fit_pearson
from support.peer_surprise import fit_surprise_knn, fit_surprise_svd

from reko_core.evaluation.evaluated_models import EvaluatedModel

__all__ = ["PEERS", "Peer", "Setting", "Stage"]

Setting = float | str


@dataclass(frozen=True, slots=True)
class Stage:
    """A grid: all combinations of the values, compared by ndcg_10, which is by title, or rmse."""

    measure: str
    values: Mapping[str, tuple[Setting, ...]]


@dataclass(frozen=True, slots=True)
class Peer:
    """A recommender that Reko is compared with.

    fit: called with the training data and the settings. package: how it is imported, None if it
    is written here. note: explains its row.
    """

    name: str
    title: str
    fit: Callable[..., EvaluatedModel]
    settings: Mapping[str, Setting]
    stages: tuple[Stage, ...] = field(default=())
    package: str | None = None
    note: str = ""


_TRAINED_ON = "trained on the visible parts, too: it cannot fold in"
_READING = "our own reading of it"

PEERS = (
    Peer(
        "reko-2022",
        "Reko of 2022, 8 neighbours",
        fit_reko_2022,
        {"weight": 0.3},
        (Stage("ndcg_10", {"weight": (0.0, 0.3, 1.0, 3.0, 10.0)}),),
        note=_READING,
    ),
    Peer(
        "reko-2024",
        "Reko of 2024, 64-bit hash",
        fit_reko_2024,
        {"slope": 0.5},
        (Stage("ndcg_10", {"slope": (0.0, 0.2, 0.5, 1.0)}),),
        note=_READING,
    ),
    Peer(
        "pearson",
        "raw Pearson user-kNN",
        fit_pearson,
        {"min_shared": 5, "n_neighbours": 5000, "min_shared_votes": 25, "n_raters": 1000},
        (
            Stage("rmse", {"min_shared": (5, 11, 25), "n_neighbours": (50, 200, 1000, 5000)}),
            Stage(
                "ndcg_10",
                {"min_shared_votes": (5, 11, 25, 50), "n_raters": (20, 50, 200, 1000)},
            ),
        ),
    ),
    Peer(
        "surprise-svd",
        "Surprise SVD",
        fit_surprise_svd,
        {"n_factors": 100, "n_epochs": 50, "lr_all": 0.005, "reg_all": 0.08},
        (
            Stage("rmse", {"n_factors": (30, 100), "reg_all": (0.05, 0.08, 0.12)}),
            Stage("rmse", {"n_epochs": (20, 30, 50)}),
        ),
        "surprise",
        _TRAINED_ON,
    ),
    Peer(
        "surprise-knn",
        "Surprise KNNBaseline",
        fit_surprise_knn,
        {"k": 40, "shrinkage": 300, "min_support": 3},
        (
            Stage("rmse", {"shrinkage": (30, 100, 300)}),
            Stage("rmse", {"k": (20, 40, 80)}),
        ),
        "surprise",
        f"by titles; {_TRAINED_ON}",
    ),
    Peer(
        "lenskit-mf",
        "LensKit BiasedMF",
        fit_lenskit_mf,
        {"embedding_size": 50, "epochs": 30, "regularization": 0.1, "damping": 5.0},
        (
            Stage(
                "rmse",
                {"embedding_size": (20, 50), "regularization": (0.05, 0.07, 0.1, 0.14, 0.2, 0.4)},
            ),
            Stage("rmse", {"epochs": (8, 15, 30)}),
        ),
        "lenskit",
    ),
    Peer(
        "lenskit-user-knn",
        "LensKit UserKNN, implicit",
        fit_lenskit_user_knn,
        {"max_nbrs": 100},
        (Stage("ndcg_10", {"max_nbrs": (20, 50, 100, 200, 500)}),),
        "lenskit",
    ),
    Peer(
        "lenskit-user-knn-scores",
        "LensKit UserKNN, explicit",
        fit_lenskit_user_knn_scores,
        {"max_nbrs": 200, "min_nbrs": 10},
        (Stage("rmse", {"max_nbrs": (50, 200, 1000), "min_nbrs": (1, 3, 10)}),),
        "lenskit",
    ),
    Peer(
        "implicit-als",
        "implicit ALS",
        fit_implicit_als,
        {"factors": 128, "regularization": 100.0, "alpha": 3.0, "iterations": 15, "slope": 0.5},
        (
            Stage(
                "ndcg_10", {"factors": (32, 64, 128), "regularization": (1.0, 30.0, 100.0, 300.0)}
            ),
            Stage("ndcg_10", {"alpha": (1.0, 3.0, 10.0)}),
            Stage("ndcg_10", {"slope": (0.0, 0.2, 0.5)}),
        ),
        "implicit",
    ),
    Peer(
        "implicit-item-knn",
        "implicit ItemKNN",
        fit_implicit_item_knn,
        {"weighting": "tfidf", "length_share": 0.0, "k": 500, "slope": 0.5},
        (
            Stage("ndcg_10", {"weighting": ("cosine", "tfidf", "bm25"), "k": (20, 100, 500)}),
            Stage("ndcg_10", {"weighting": ("tfidf", "bm25"), "length_share": (0.0, 0.4)}),
            Stage("ndcg_10", {"slope": (0.0, 0.2, 0.5)}),
        ),
        "implicit",
    ),
    Peer(
        "item-ease",
        "item EASE",
        fit_item_ease,
        {"n_titles": 5000, "ridge": 4000.0, "slope": 0.2},
        (
            Stage("ndcg_10", {"ridge": (200.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0, 16000.0)}),
            Stage("ndcg_10", {"slope": (0.0, 0.2, 0.5)}),
        ),
    ),
)
"""In the order of the tables."""
