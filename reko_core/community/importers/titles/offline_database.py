"""Records of anime-offline-database as `Anime`."""

import codecs
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from reko_core.community.importers.decompress import (
    MAX_LINE_BYTES,
    MAX_TITLE_LINES,
    OpenFile,
)
from reko_core.community.importers.layouts import DOCUMENT_TITLES, Kind, Layout
from reko_core.community.importers.titles.values import known_text, parse_airing
from reko_core.domain.models import Anime, Relation
from reko_core.domain.sanitize import sanitized
from reko_core.domain.sites import Site

__all__ = ["read_offline_database"]

_ID_LIMIT = 2**31
_BLOCK_BYTES = 1 << 17
_SEPARATORS = re.compile(r"[\s,]*")
# Of its sources: the genres of MAL and AniList, and the restrictions of AniDB and Kitsu.
_ADULT_TAGS = frozenset({"hentai", "erotica", "adult", "18 restricted", "pornography"})
_MAL_URL = re.compile(r"^https?://myanimelist\.net/anime/(\d+)")
_SITE_URLS = {
    Site.ANILIST: re.compile(r"^https?://anilist\.co/anime/(\d+)"),
    Site.KITSU: re.compile(r"^https?://kitsu\.(?:app|io)/anime/(\d+)"),
}


def read_offline_database(
    file: OpenFile,
    layout: Layout,
    skipped: Counter[str],
    site_ids: Mapping[Site, dict[int, int]],
) -> Iterator[Anime]:
    """Read the titles of JSON lines or of one document and count skipped records by reason.

    site_ids: by site, gets MAL's id by the id that a title has there.
    """
    is_document = layout.kind is Kind.TITLES_DOCUMENT
    records = _document_records(file) if is_document else _line_records(file, skipped)
    for n_records, record in enumerate(records):
        if n_records > MAX_TITLE_LINES:
            raise file.refusal("has more records than there are titles: it is no dump")
        try:
            made = [sanitized(anime) for anime in _from_record(record)]
            titles = [anime for anime in made if anime is not None]
        except (AttributeError, TypeError, ValueError, OverflowError, RecursionError):
            skipped["bad record"] += 1
            continue
        if not titles:
            skipped["not on MAL"] += 1
        elif len(titles) == 1:
            # Which of several MAL ids is meant is not said.
            _add_site_ids(record, titles[0].id, site_ids)
        yield from titles


def _add_site_ids(
    record: dict[str, Any], anime_id: int, site_ids: Mapping[Site, dict[int, int]]
) -> None:
    for site, ids in site_ids.items():
        ids.update(dict.fromkeys(_ids(_SITE_URLS[site], record["sources"]), anime_id))


def _line_records(file: OpenFile, skipped: Counter[str]) -> Iterator[Any]:
    is_first = True
    for line in file.lines(MAX_TITLE_LINES):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            skipped["no JSON"] += 1
            continue
        is_header = is_first and isinstance(record, dict) and "sources" not in record
        is_first = False
        if not is_header:
            yield record


def _document_records(file: OpenFile) -> Iterator[Any]:
    """Read the array of titles, one title at a time."""
    head = file.peek(MAX_LINE_BYTES)
    start = DOCUMENT_TITLES.search(head)
    assert start is not None
    file.stream.read(start.end())
    decode = codecs.getincrementaldecoder("utf-8")("replace").decode
    scan = json.JSONDecoder().raw_decode
    text, at = "", 0
    while True:
        at = _SEPARATORS.match(text, at).end()  # type: ignore[union-attr]
        if text.startswith("]", at):
            return
        try:
            record, at = scan(text, at)
        except RecursionError as error:
            raise file.refusal("is JSON, nested too deeply") from error
        except ValueError as error:
            block = file.stream.read(_BLOCK_BYTES)
            if not block or len(text) - at > MAX_LINE_BYTES:
                raise file.refusal("is cut off, or no JSON") from error
            text, at = text[at:] + decode(block), 0
        else:
            yield record


def _from_record(record: dict[str, Any]) -> list[Anime]:
    """Return the record once for every MAL id it names; anything may be wrong with it."""
    if not record.get("title"):
        return []
    related = _mal_ids(record.get("relatedAnime", ()))
    return [_make(record, anime_id, related) for anime_id in _mal_ids(record.get("sources", ()))]


def _make(record: dict[str, Any], anime_id: int, related: list[int]) -> Anime:
    year = record.get("animeSeason", {}).get("year")
    duration = (record.get("duration") or {}).get("value")
    mean = (record.get("score") or {}).get("arithmeticMean")
    is_adult = any(str(tag).strip().lower() in _ADULT_TAGS for tag in record.get("tags") or ())
    media_type = (known_text(record.get("type")) or "").lower()
    return Anime(
        id=anime_id,
        title=record["title"],
        synonyms=tuple(record.get("synonyms") or ()),
        media_type=media_type or None,
        n_episodes=int(record.get("episodes") or 0) or None,
        start_date=str(int(year)) if year else None,
        airing=parse_airing(record.get("status")),
        mean=round(float(mean), 2) if mean else None,
        studios=tuple(record.get("studios", ())),
        picture=record.get("picture"),
        duration_min=max(1, round(duration / 60)) if duration else None,
        relations=tuple(Relation(other) for other in related),
        is_marked_adult=True if is_adult else None,
    )


def _mal_ids(urls: list[str]) -> list[int]:
    return _ids(_MAL_URL, urls)


def _ids(pattern: re.Pattern[str], urls: list[str]) -> list[int]:
    ids = (int(match[1]) for url in urls if (match := pattern.match(url)))
    return [one for one in ids if 0 < one < _ID_LIMIT]
