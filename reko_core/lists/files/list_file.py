"""A list from an uploaded file."""

from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from reko_core.contract.list_entries import MAX_LIST_ENTRIES
from reko_core.domain.models import Entries
from reko_core.errors import ListFileRefused
from reko_core.lists.files.unpacked import plain_chunks
from reko_core.lists.files.xml_entries import XmlEntries

__all__ = ["MAX_FILE_BYTES", "ListFile", "read_list_file"]

MAX_FILE_BYTES = 10 << 20
"""As Discord allows an attachment to be; larger exports are much smaller packed."""

# A token is scanned anew with every chunk, and a tag of many attributes is one call that blocks the
# other threads.
_MAX_TOKEN_BYTES = 1 << 17
# An entry has 25 elements, each with a start, an end, text in it and text after it.
_MAX_EVENTS = 150 * MAX_LIST_ENTRIES


@dataclass(frozen=True, slots=True)
class ListFile:
    """The entries of a file; `n_unmapped` more have no MAL id. Nothing else of it is kept."""

    entries: Entries
    n_unmapped: int = 0


def read_list_file(data: bytes) -> ListFile:
    """Read an XML export of MAL, plain or gzip; AniList and Kitsu write the same.

    Takes up to two seconds, so call it in a thread. Raises ListFileRefused.
    """
    if len(data) > MAX_FILE_BYTES:
        raise ListFileRefused("too_large")
    found = XmlEntries()
    parser = XMLParser(target=found, forbid_dtd=True)
    n_events = n_pending = 0
    try:
        for chunk in plain_chunks(data):
            parser.feed(chunk)
            n_pending = 0 if found.n_events > n_events else n_pending + len(chunk)
            n_events = found.n_events
            if n_pending > _MAX_TOKEN_BYTES:
                raise ListFileRefused("no_export")
            if n_events > _MAX_EVENTS:
                raise ListFileRefused("too_large")
        parser.close()
    except ParseError as error:
        # Without an element it was something else from the start.
        raise ListFileRefused("damaged" if found.n_events else "no_export") from error
    # An encoding that there is not, or that the parser does not read.
    except (DefusedXmlException, ValueError, LookupError) as error:
        raise ListFileRefused("no_export") from error
    return ListFile(Entries.of_rows(found.rows), found.n_unmapped)
