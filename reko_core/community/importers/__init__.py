"""Importers: public dumps of lists and titles, recognised by their header and streamed."""

from reko_core.community.importers.pipeline import Progress, Summary, import_file

__all__ = ["Progress", "Summary", "import_file"]
