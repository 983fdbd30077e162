from rich.console import Console

from reko_cli.views.summaries import publish_summary
from reko_core.snapshots.remote.publish import PublishReport


def test_the_name_of_a_snapshot_stands_on_one_line() -> None:
    console = Console(width=80)
    with console.capture() as capture:
        name = "20261128T143559866539Z"
        console.print(publish_summary(PublishReport(name=name, n_sent=1, n_reused=2, newer=None)))

    assert capture.get().splitlines()[0].strip() == f"published {name}"
