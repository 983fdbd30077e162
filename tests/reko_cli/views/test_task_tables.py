"""Tables of an evaluation task."""

import io

from rich.console import Console

from reko_cli.views.task_tables import task_tables
from reko_core.evaluation.tasks.task_report import Measure, MeasureTable, TaskReport


def test_values_come_with_their_errors_and_counts_without() -> None:
    rows = {
        "first": {"nDCG@10": Measure(0.51234, 0.0101), "groups": Measure(1020)},
        "second": {"nDCG@10": Measure(1)},
    }
    report = TaskReport("group", ("1,020 groups", "of users"), (MeasureTable("Rules", rows),))
    console = Console(file=io.StringIO(), width=80, legacy_windows=False, _environ={})

    console.print(task_tables(report))

    assert isinstance(console.file, io.StringIO)
    lines = [line.split() for line in console.file.getvalue().splitlines()]
    assert lines[:2] == [["1,020", "groups"], ["of", "users"]]
    assert lines[4:] == [
        ["Rules"],
        ["nDCG@10", "groups"],
        ["first", "0.512", "±0.010", "1,020"],
        ["second", "1", "-"],
    ]
