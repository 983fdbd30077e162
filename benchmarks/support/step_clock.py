"""How long each step of an answer takes."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from unittest import mock

from reko_core.engine import choice, score_catalogue
from reko_core.engine.prediction import expected, factors
from reko_core.engine.ranking import cards, item_model, support
from reko_core.engine.similarity import search

__all__ = ["STEPS", "StepClock"]

STEPS: dict[str, Callable[..., object]] = {
    "scan": search.measure_taste,
    "compare": search.compare_scores,
    "other similarity": search.find_similar,
    "fold in": factors.fold_in,
    "votes": expected.neighbour_residuals,
    "deviations": factors.UserFactors.deviation,
    "item model": item_model.score_franchises,
    "other assessing": assess.assess,
    "cards": cards.find_candidates,
    "support": support.find_supporters,
    "other choosing": choice.choose,
}
"""The functions that are timed; what one of them spends in another is the other's."""


class StepClock:
    """Adds up what the steps take in the thread that runs them, while the clock is `running`.

    It measures processor time: on a busy machine, too, that is what a step costs.
    """

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(STEPS, 0.0)
        self._inside: list[float] = []

    @contextmanager
    def running(self) -> Iterator[None]:
        """Put the clock around every step, wherever the engine names it."""
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
