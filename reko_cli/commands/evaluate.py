"""`reko evaluate`: quality of the recommendations, as tables, JSON and a picture."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from cyclopts.validators import Number

from reko_cli.arguments.file_path import check_path
from reko_cli.configuration import ConfigPath, configure

if TYPE_CHECKING:
    from reko_core.domain.models import Anime
    from reko_core.evaluation.evaluate import Options
    from reko_core.evaluation.measures.evaluation import Evaluation
    from reko_core.evaluation.tasks.task_report import TaskReport
    from reko_core.runtime.step_progress import StepProgress
    from reko_core.settings import Settings
    from reko_core.snapshots.builder.load_lists import LoadedLists

__all__ = ["evaluate"]

# As in `evaluation.tasks.all_tasks`, whose import would make --help slow.
Task = Literal["recommend", "group", "season", "similar"]


def evaluate(
    *,
    task: Annotated[Task, Parameter(show_default=True)] = "recommend",
    users: Annotated[int, Parameter(validator=Number(gte=1), show_default=True)] = 1500,
    seed: Annotated[int, Parameter(validator=Number(gte=0), show_default=True)] = 1,
    min_scored: Annotated[int, Parameter(validator=Number(gte=2), show_default=True)] = 20,
    cold_start: Annotated[bool, Parameter(negative="--no-cold-start", show_default=True)] = True,
    json_file: Annotated[Path | None, Parameter(name="--json", validator=check_path)] = None,
    picture: Annotated[Path | None, Parameter(validator=check_path)] = None,
    config: ConfigPath = None,
) -> None:
    """Measure the quality of the recommendations on held-out users.

    Users are held out of the stored community and part of their lists is hidden; recommendations
    made from the rest are compared with it, and with simple baselines. A recommendation is right if
    that very title is hidden and liked; the titles that are most often wrong, although others of
    their franchise were seen, are listed by name. The active snapshot is neither read nor changed.
    Takes a few minutes for 20,000 lists.

    The task group measures recommendations to groups of these users: whether something is found
    for everybody, and whether the chance that all like a title is true. The task season measures
    how the titles of the latest three seasons would have been ranked before many had seen them.
    The task similar measures titles like one that a user likes: whether the user likes them, too,
    and whether they are alike.

    Parameters
    ----------
    task
        What to measure: recommend (to one user), group, season or similar.
    users
        How many users to hold out; at most half of the community.
    seed
        The same seed, lists and options give the same results.
    min_scored
        Hold out only users who have scored at least this many titles.
    cold_start
        Also measure with only the first 1 to 40 titles of each list; task recommend only.
    json_file
        Write all results to this file as JSON, with all wrong titles.
    picture
        Draw the main results to this file (.png, .svg or .pdf); task recommend only.

    """
    from reko_cli.views.output import check_writable, write_output
    from reko_core.errors import BadInput
    from reko_core.evaluation.evaluate import Options
    from reko_core.evaluation.measures.evaluation import Evaluation

    settings = configure(config)
    if picture is not None and task != "recommend":
        raise BadInput("picture", "is drawn of the task recommend only")
    for path, option in ((json_file, "json"), (picture, "picture")):
        if path is not None:
            check_writable(path, option)
    if picture is not None:
        from reko_cli.views.evaluation_picture import check_drawable

        check_drawable(picture)
    found = _evaluate(settings, task, Options(users, min_scored, seed, cold_start))
    _print(found)
    if json_file is not None:
        write_output(json_file, _as_json(found), "json")
    if picture is not None:
        from reko_cli.views.evaluation_picture import draw_evaluation

        assert isinstance(found, Evaluation)
        write_output(picture, draw_evaluation(found, picture.suffix), "picture")


def _evaluate(settings: "Settings", task: Task, options: "Options") -> "Evaluation | TaskReport":
    """Read the lists, then measure in this thread, where Ctrl-C interrupts at once."""
    from rich.console import Console

    from reko_cli.views.progress import step_progress
    from reko_core.evaluation.evaluate import evaluate as evaluate_lists
    from reko_core.evaluation.tasks.all_tasks import TASKS

    with step_progress(Console(stderr=True)) as report:
        gathered, titles = asyncio.run(_read(settings, report))
        if task == "recommend":
            return evaluate_lists(gathered, titles, options, report)
        return TASKS[task](
            gathered,
            titles,
            n_users=options.n_users,
            min_scored=options.min_scored,
            seed=options.seed,
            report=report,
        )


async def _read(
    settings: "Settings", report: "StepProgress"
) -> "tuple[LoadedLists, dict[int, Anime]]":
    from reko_core.snapshots.builder.load_lists import load_lists
    from reko_core.store import Store

    async with Store.open(settings.database) as store:
        gathered = await load_lists(store, settings.community, report)
        return gathered, {anime.id: anime for anime in await store.catalogue.all()}


def _print(found: "Evaluation | TaskReport") -> None:
    from rich.console import Console

    from reko_cli.views.evaluation_tables import evaluation_tables
    from reko_cli.views.task_tables import task_tables
    from reko_core.evaluation.tasks.task_report import TaskReport

    tables = task_tables(found) if isinstance(found, TaskReport) else evaluation_tables(found)
    Console(highlight=False).print(tables)


def _as_json(found: "Evaluation | TaskReport") -> bytes:
    import json

    return f"{json.dumps(found.as_json(), indent=1, allow_nan=False)}\n".encode()
