"""`reko import`: lists and titles from public dumps into the store."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from reko_cli.arguments.file_path import check_path
from reko_cli.configuration import ConfigPath, configure
from reko_cli.exit_codes import DONE, FAILED, print_error
from reko_core.errors import ImportRefused

if TYPE_CHECKING:
    from reko_core.settings import Settings

__all__ = ["import_files"]


def import_files(
    files: Annotated[list[Path], Parameter(consume_multiple=True, validator=check_path)],
    /,
    *,
    source: str | None = None,
    config: ConfigPath = None,
) -> int:
    """Import lists or titles from public dumps (CSV or Parquet, also compressed).

    The format of a file is detected from its contents. Each file is imported atomically, and
    importing it again changes nothing. A rejected file does not stop the others. Of a zip, all
    files with a known format are imported. Scores such as 8.5 are rounded half up.

    Parameters
    ----------
    files
        The files to import.
    source
        Where the lists come from; users of different sources are kept apart. By default the
        name of the format. Only with it, a file replaces lists that another file has brought,
        and never those of another file of the same command.

    """
    return asyncio.run(_import_all(configure(config), files, source))


async def _import_all(settings: "Settings", files: list[Path], source: str | None) -> int:
    from rich.console import Console

    from reko_cli.views.progress import file_progress
    from reko_cli.views.summaries import import_summary
    from reko_core.community.importers import import_file
    from reko_core.store import Store

    rejected = []
    has_lists = False
    progress_console = Console(stderr=True)
    async with Store.open(settings.database) as store, store.imports.reserve():
        for path in files:
            try:
                with file_progress(progress_console, path.name) as report:
                    summary = await import_file(
                        store, path, source=source, may_replace=not has_lists, progress=report
                    )
            except ImportRefused as error:
                if len(files) == 1:
                    raise
                rejected.append(error)
            else:
                has_lists = has_lists or summary.lists.total > 0
                Console(highlight=False).print(import_summary(path.name, summary))
    if not rejected:
        return DONE
    reasons = "; ".join(f"{error.path} ({error.reason})" for error in rejected)
    print_error(f"{len(rejected)} of {len(files)} files were rejected: {reasons}")
    return FAILED
