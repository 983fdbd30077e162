"""Results of an import, a build or a crawl, as a small table."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from reko_core.domain.text import clean

if TYPE_CHECKING:
    from reko_core.community.crawl import CrawlProgress
    from reko_core.community.importers import Summary
    from reko_core.snapshots.builder.build import BuildReport
    from reko_core.snapshots.remote.publish import PublishReport
    from reko_core.store import Changes

__all__ = ["build_summary", "crawl_summary", "import_summary", "publish_summary"]

MEGABYTE = 1_000_000
MAX_NAMES = 10
_MAX_HEADING = 60


def import_summary(file_name: str, summary: "Summary") -> Table:
    """Render the outcome of importing one file."""
    rows = {
        "format": summary.layout,
        "rows read": f"{summary.n_rows:,}",
        "imported": f"{summary.n_imported:,}",
        **_skipped(summary.skipped),
        **{note: f"{n:,}" for note, n in summary.notes.items() if n},
    }
    if summary.unread:
        rows["files not read"] = _some(summary.unread)
    for name, changes in (("lists", summary.lists), ("titles", summary.titles)):
        if counts := _changes(changes):
            rows[name] = counts
    if summary.n_opted_out:
        rows["lists left out"] = f"{summary.n_opted_out:,}, whose users have opted out"
    rows["time"] = f"{summary.seconds:.1f} s ({summary.rows_per_second:,.0f} rows/s)"
    return _table(file_name, rows)


def build_summary(report: "BuildReport") -> Table:
    """Render the contents of a new snapshot."""
    rows = {
        "users": f"{report.n_users:,}",
        "titles": f"{report.n_items:,}",
        "entries": f"{report.n_entries:,}",
        **_skipped(report.n_skipped),
        "models": "retrained" if report.is_fitted else "reused",
        "size": f"{report.n_bytes / MEGABYTE:,.1f} MB",
        "time": f"{report.seconds:.1f} s",
    }
    return _table(f"snapshot {report.name}", rows)


def publish_summary(report: "PublishReport") -> Table:
    """Render the outcome of publishing a snapshot."""
    rows = {
        "uploaded": f"{report.n_sent / MEGABYTE:,.1f} MB",
        "unchanged": f"{report.n_reused / MEGABYTE:,.1f} MB",
    }
    if report.newer is not None:
        rows["not in use"] = f"{report.newer}, which is newer, was published meanwhile"
    return _table(f"published {report.name}", rows)


def crawl_summary(done: "CrawlProgress") -> Table:
    """Render the outcome of visiting user names."""
    found = ", ".join(f"{n:,} from {source}" for source, n in (done.n_found or {}).items() if n)
    rows = {
        "lists stored": f"{done.n_kept:,}",
        "too small": f"{done.n_small:,}",
        "private": f"{done.n_private:,}",
        "no such user": f"{done.n_missing:,}",
        "failed": f"{done.n_failed:,}",
        "names found": found or "0",
        "names waiting": f"{done.n_waiting:,}",
    }
    return _table("crawl", rows)


def _skipped(n_by_reason: Mapping[str, int]) -> dict[str, str]:
    return {f"skipped: {reason}": f"{n:,}" for reason, n in n_by_reason.items() if n}


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - MAX_NAMES:,} more" if len(names) > MAX_NAMES else ""
    return ", ".join(names[:MAX_NAMES]) + more


def _changes(changes: "Changes") -> str:
    counts = {"new": changes.new, "changed": changes.changed, "unchanged": changes.unchanged}
    return ", ".join(f"{n:,} {word}" for word, n in counts.items()) if any(counts.values()) else ""


def _table(title: str, rows: Mapping[str, str]) -> Table:
    heading = Text(clean(title), "bold")
    table = Table(
        title=heading,
        # A title is wrapped where the rows end: in the middle of a snapshot's name.
        min_width=min(heading.cell_len, _MAX_HEADING),
        title_justify="left",
        show_header=False,
        box=None,
        padding=(0, 2, 0, 0),
    )
    table.add_column(style="dim")
    table.add_column()
    for name, value in rows.items():
        table.add_row(Text(clean(name)), Text(clean(value)))
    return table
