"""Held-out users: those for the report, and those for tuning."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray
from support.real_lists import Lists, say

from reko_core.domain.models import Anime
from reko_core.engine.model import Model
from reko_core.evaluation.holdout.cases import Case, make_cases
from reko_core.evaluation.holdout.hold_out import choose_users, hold_out
from reko_core.snapshots.builder.load_lists import LoadedLists

__all__ = ["N_TUNING", "HeldOut", "hold_out_reported", "hold_out_tuning"]

N_TUNING = 500


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """Held-out users and a model fitted on all others, which took fit_s seconds."""

    model: Model
    cases: list[Case]
    fit_s: float


def hold_out_reported(lists: Lists, n_users: int, min_scored: int, seed: int) -> HeldOut:
    """Hold out the users that are reported on."""
    users = choose_users(lists.gathered, n_users, min_scored, seed)
    return _hold_out(lists.gathered, users, lists.titles, seed)


def hold_out_tuning(lists: Lists, n_users: int, min_scored: int, seed: int) -> HeldOut:
    """Hold out N_TUNING others: those that are reported on are not even in the community."""
    reported = choose_users(lists.gathered, n_users, min_scored, seed)
    rest = lists.gathered.without(reported)
    others = choose_users(rest, N_TUNING, min_scored, seed + 1)
    return _hold_out(rest, others, lists.titles, seed)


def _hold_out(
    gathered: LoadedLists, users: NDArray[np.int64], titles: Mapping[int, Anime], seed: int
) -> HeldOut:
    say("engine: fitting")
    started = time.perf_counter()
    split = hold_out(gathered, users, titles, datetime.now(UTC).date(), lambda *_: None)
    fit_s = time.perf_counter() - started
    return HeldOut(split.model, make_cases(split, seed), fit_s)
