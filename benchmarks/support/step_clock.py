"""How long each step of a recommendation takes."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from unittest import mock

from reko_core.engine import scoring, selection
from reko_core.engine.prediction import ease, expected_score, factors
from reko_core.engine.ranking import candidates, recommenders
from reko_core.engine.similarity import search

__all__ = ["STEPS", "StepClock"]

STEPS: dict[str, Callable[..., object]] = {
    "scan": search.measure_taste,
    "compare": search.compare_scores,
    "other similarity": search.find_similar,
    "fold in": factors.fold_in,
    "neighbours": expected_score.neighbour_residuals,
    "deviations": factors.UserFactors.deviation,
    "item model": ease.predict_ease,
    "other scoring": scoring.score_catalogue,
    "candidates": candidates.find_candidates,
    "recommenders": recommenders.find_recommenders,
    "other selection": selection.select,
}
"""The functions that are timed; the time of one called by another counts for the called one."""


class StepClock:
    """Adds up the processor time of each step, in the thread that runs it, while `running`."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(STEPS, 0.0)
        self._inside: list[float] = []

    @contextmanager
    def running(self) -> Iterator[None]:
        """Wrap every step, in all modules of the engine that import it."""
        with ExitStack() as stack:
            for step, work in STEPS.items():
                timed = self._timed(step, work)
                for owner in (factors.UserFactors, *_engine_modules()):
                    for name in [name for name, value in vars(owner).items() if value is work]:
                        stack.enter_context(mock.patch.object(owner, name, timed))
            yield

    def _timed(self, step: str, work: Callable[..., object]) -> Callable[..., object]:
        def timed(*args: object, **named: object) -> object:
            self._inside.append(0.0)
            started = time.thread_time()
            try:
                return work(*args, **named)
            finally:
                taken = time.thread_time() - started
                self.seconds[step] += taken - self._inside.pop()
                if self._inside:
                    self._inside[-1] += taken

        return timed


def _engine_modules() -> list[object]:
    return [
        sys.modules[name] for name in sorted(sys.modules) if name.startswith("reko_core.engine")
    ]
