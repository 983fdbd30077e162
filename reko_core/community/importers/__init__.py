"""Importers of public dumps of lists and titles: atomic per file, idempotent."""

from reko_core.community.importers.pipeline import Progress, Summary, import_file

__all__ = ["Progress", "Summary", "import_file"]
