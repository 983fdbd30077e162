"""Results of an evaluation task, as tables."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from reko_core.evaluation.tasks.task_report import Measure, MeasureTable, TaskReport

__all__ = ["task_tables"]

NOTHING = "-"


def task_tables(found: TaskReport) -> RenderableType:
    """Render what was measured on, then each table."""
    about, *details = found.about
    parts: list[RenderableType] = [Text(about, "bold"), *(Text(line, "dim") for line in details)]
    parts.append(Text("± is the standard error", "dim"))
    for table in found.tables:
        parts += [Text(), _table(table)]
    return Group(*parts)


def _table(found: MeasureTable) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("", style="dim", no_wrap=True)
    for name in found.columns:
        table.add_column(name, justify="right", no_wrap=True)
    for row, measures in found.rows.items():
        table.add_row(row, *(_format(measures.get(name)) for name in found.columns))
    # Beside the table, as a title would wrap at its width.
    return Group(Text(found.title, "bold"), table)


def _format(measure: Measure | None) -> str:
    if measure is None:
        return NOTHING
    if measure.error is not None:
        return f"{measure.value:.3f} ±{measure.error:.3f}"
    is_count = float(measure.value).is_integer()
    return f"{measure.value:,.0f}" if is_count else f"{measure.value:.3f}"
