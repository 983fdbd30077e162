"""Choose the settings of a peer, one stage of its grid after the other."""

import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np
from support.held_out_users import say
from support.peer_list import Peer, Setting, Stage
from support.peer_training import Training

from reko_core.evaluation.holdout.cases import Case
from reko_core.evaluation.measures.bootstrap import MEASURES, estimate
from reko_core.evaluation.measures.outcomes import evaluate_model

__all__ = ["tune"]

SHOWN = ("ndcg_10", "ndcg_10_franchise", "recall_24", "rmse", "mae")
LESS_IS_BETTER = {"rmse", "mae"}

Settings = dict[str, Setting]


def tune(peer: Peer, training: Training, cases: Sequence[Case]) -> Iterator[str]:
    """Try the grid of a peer and yield the lines of a table, the choice of each stage below it."""
    chosen: Settings = dict(peer.settings)
    found: dict[str, Mapping[str, float]] = {}
    for stage in peer.stages:
        for settings in _grid(chosen, stage):
            key = name_settings(settings)
            if key not in found:
                say(f"{peer.title}: {key}")
                found[key] = _try(peer, settings, training, cases)
                yield "  ".join([*(_cell(found[key][one]) for one in SHOWN), key])
        sign = 1 if stage.measure in LESS_IS_BETTER else -1
        chosen = min(
            _grid(chosen, stage),
            key=lambda one: sign * found[name_settings(one)][stage.measure],
        )
        yield f"by {stage.measure}: {name_settings(chosen)}"


def name_settings(settings: Mapping[str, Setting]) -> str:
    """Write settings in one line."""
    return ", ".join(f"{name} {value}" for name, value in settings.items())


def _grid(chosen: Settings, stage: Stage) -> Iterator[Settings]:
    for values in product(*stage.values.values()):
        yield {**chosen, **dict(zip(stage.values, values, strict=True))}


def _try(
    peer: Peer, settings: Settings, training: Training, cases: Sequence[Case]
) -> dict[str, float]:
    started = time.perf_counter()
    evaluated = peer.fit(training, **settings)
    fit_s = time.perf_counter() - started
    outcomes = evaluate_model(evaluated, cases, training.model, lambda _: None)
    values = estimate(outcomes, np.ones((1, len(cases)))).values
    return {**dict(zip(MEASURES, values.tolist(), strict=True)), "fit_s": fit_s}


def _cell(value: float) -> str:
    return f"{value:7.4f}" if np.isfinite(value) else "      -"
