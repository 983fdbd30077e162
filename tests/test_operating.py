"""Dashboard, alerts and docs/operating.md match the code."""

import json
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from reko_cli.app import COMMANDS, GROUPS
from reko_core.observability.metrics import Metrics
from reko_core.snapshots.storage import FORMAT

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
DASHBOARD = json.loads((DOCS / "grafana.json").read_text())
ALERTS = yaml.safe_load((DOCS / "alerts.yml").read_text())["groups"][0]["rules"]
GUIDE = (DOCS / "operating.md").read_text()
# Recorded by Prometheus itself.
BUILT_IN = {"up"}
METRIC = re.compile(r"\b(?:reko|process|python)_\w+|\bup\b")


def series() -> set[str]:
    """Return the names of the time series in Prometheus."""
    names = set()
    for family in Metrics().registry.collect():
        suffixes = {
            "counter": ("_total",),
            "histogram": ("_bucket", "_sum", "_count"),
        }.get(family.type, ("",))
        names |= {family.name + suffix for suffix in suffixes}
    return names


def metrics_of(expression: str) -> set[str]:
    return set(METRIC.findall(re.sub(r'"[^"]*"', "", expression)))


def panels() -> list[dict[str, Any]]:
    return list(DASHBOARD["panels"])


def expressions() -> Iterator[str]:
    for panel in panels():
        for target in panel.get("targets", ()):
            yield target["expr"]


def test_every_metric_of_the_dashboard_exists() -> None:
    used = {name for expression in expressions() for name in metrics_of(expression)}

    assert used - series() == set()


def test_every_metric_of_reko_is_on_the_dashboard() -> None:
    shown = " ".join(expressions())
    ours = [family.name for family in Metrics().registry.collect() if family.name[:5] == "reko_"]

    assert [name for name in ours if not re.search(rf"\b{name}(?:_total|_bucket)?\b", shown)] == []


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: rule["alert"])
def test_every_alert_uses_metrics_that_exist_and_is_documented(rule: dict[str, Any]) -> None:
    used = metrics_of(rule["expr"])

    assert used
    assert used - series() - BUILT_IN == set()
    assert rule["alert"] in GUIDE
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert rule["annotations"]["summary"].endswith(".")


def test_panels_have_unique_ids_and_use_the_chosen_data_source() -> None:
    ids = [panel["id"] for panel in panels()]

    assert len(ids) == len(set(ids)) > 20
    assert DASHBOARD["schemaVersion"] >= 39
    (source,) = [one for one in DASHBOARD["templating"]["list"] if one["type"] == "datasource"]
    for panel in panels():
        for target in panel.get("targets", ()):
            assert target["datasource"]["uid"] == f"${{{source['name']}}}"


def test_panels_do_not_overlap_and_fit_the_grid() -> None:
    def spans(panel: dict[str, Any], start: str, length: str) -> range:
        place = panel["gridPos"]
        return range(place[start], place[start] + place[length])

    for panel in panels():
        assert spans(panel, "x", "w").stop <= 24
    for one, other in combinations(panels(), 2):
        is_beside = not set(spans(one, "x", "w")) & set(spans(other, "x", "w"))
        is_below = not set(spans(one, "y", "h")) & set(spans(other, "y", "h"))
        assert is_beside or is_below, (one["title"], other["title"])


def test_every_log_event_is_documented() -> None:
    said = re.compile(r"""\b_?log(?:\.\w+)?\(\s*"([^"]+)\"""")
    sources = [
        path for name in ("reko_core", "reko_api", "bot") for path in (ROOT / name).rglob("*.py")
    ]
    events = {event for path in sources for event in said.findall(path.read_text())}

    assert len(events) > 30
    assert sorted(event for event in events if f"`{event}`" not in GUIDE) == []


def test_rows_cover_every_part() -> None:
    titles = [panel["title"] for panel in panels() if panel["type"] == "row"]

    assert titles == [
        "Requests",
        "Engine",
        "Sites that keep lists",
        "Lists and database",
        "Community",
        "Background",
        "Discord",
        "Process and event loop",
    ]


def test_every_metric_of_reko_is_documented() -> None:
    names = [family.name for family in Metrics().registry.collect() if family.name[:5] == "reko_"]

    assert [name for name in names if name not in GUIDE] == []


def test_the_guide_names_only_metrics_and_commands_that_exist() -> None:
    names = set(re.findall(r"`((?:reko|process|python)_[a-z_]+)", GUIDE))
    known = series() | {family.name for family in Metrics().registry.collect()}

    assert names - known - {"reko_backup"} == set()
    assert set(re.findall(r"`reko ([a-z-]+)", GUIDE)) <= COMMANDS.keys() | GROUPS.keys()


def test_the_guide_names_the_format_of_snapshots_of_this_version() -> None:
    (row,) = [line for line in GUIDE.splitlines() if line.endswith("(this version) |")]

    assert row.startswith(f"| {FORMAT} |")
