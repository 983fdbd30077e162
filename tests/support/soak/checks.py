"""Invariants of a whole run: its log, and resource usage at the end."""

from collections.abc import Collection
from pathlib import Path

from soak.journal import Journal
from soak.lists import NAMES
from soak.program import ResourceUsage, read_log

__all__ = ["check_growth", "check_log"]

MAX_MB_MORE, MAX_HANDLES_MORE, MAX_THREADS_MORE = 150, 40, 12
EXPECTED_ERRORS = (
    "snapshot refused",
    "commands not sent to Discord",
    "Attempting a reconnect",
    # While the database is away: of the outbox, and of the turn to start a session at Discord.
    "outbox failed",
    "Failed to connect for shard_id",
)
QUIET = frozenset({"debug", "info", "warning"})


def check_growth(
    journal: Journal, before: ResourceUsage, after: ResourceUsage, held: object
) -> None:
    """Compare the resource usage of one process at two times; `held` lists its handles."""
    grown = f"from {before} to {after}"
    if after.rss_mb > before.rss_mb + MAX_MB_MORE:
        journal.violation(f"memory: {grown}")
    if after.n_handles > before.n_handles + MAX_HANDLES_MORE:
        journal.violation(f"handles: {grown}: {held}")
    if after.n_threads > before.n_threads + MAX_THREADS_MORE:
        journal.violation(f"threads: {grown}")


def check_log(
    journal: Journal, path: Path, secrets: Collection[str], said: Collection[str] = ()
) -> None:
    """Check a log for secrets, names, tracebacks and unexpected errors.

    said: lines that are no JSON, printed when the program refused to start.
    """
    text = path.read_text(errors="replace")
    for number, secret in enumerate(secrets):
        if secret in text:
            journal.violation(f"log: holds secret {number}")
    if found := NAMES.search(text):
        line = text[text.rfind("\n", 0, found.start()) + 1 :].split("\n", 1)[0]
        journal.violation(f"log: names somebody: {line[:500]}")
    lines, others = read_log(path)
    for line in others:
        if line in said:
            continue
        journal.violation(f"log: {line[:500]}")
    for fields in lines:
        if fields["level"] not in QUIET and not fields["event"].startswith(EXPECTED_ERRORS):
            journal.violation(f"log: {fields}")
