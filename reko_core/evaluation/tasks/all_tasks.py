"""The tasks by name."""

from collections.abc import Callable, Mapping

from reko_core.evaluation.tasks.group_task import evaluate_groups
from reko_core.evaluation.tasks.season_task import evaluate_seasons
from reko_core.evaluation.tasks.similar_task import evaluate_similar
from reko_core.evaluation.tasks.task_report import TaskReport

__all__ = ["TASKS"]

TASKS: Mapping[str, Callable[..., TaskReport]] = {
    "group": evaluate_groups,
    "season": evaluate_seasons,
    "similar": evaluate_similar,
}
"""Called with lists, titles, n_users, min_scored, seed and report, as `evaluate_groups`."""
