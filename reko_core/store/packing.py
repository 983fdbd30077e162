"""One list in one value: the entries of a list as a few bytes each.

A packed list is a head of nine bytes (`<BII`: form, number of entries, CRC-32 of the body)
and a body of two or three columns, one after another:

- the ids as differences to the one before, LEB128;
- one byte an entry: 11 x the rank of the status in `Status` + the score;
- the watched episodes + 1, LEB128; left out when they are unknown throughout.

The body is deflated when that makes it smaller. The checksum tells a damaged value from a
list; what passes it is still checked, so that no value, however made, breaks `Entries`.
"""

import struct
import zlib
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from reko_core.errors import StoreError
from reko_core.models import MAX_SCORE, UNKNOWN_EPISODES, Entries, Status
from reko_core.store import leb128

__all__ = ["Packed", "pack", "unpack"]

VERSION = 1
DEFLATED = 0x10
WITH_EPISODES = 0x20
DIGEST_SIZE = 16
LEVEL = 1

_HEAD = struct.Struct("<BII")
# Five bytes of id, one of score and status, three of episodes.
_MAX_ENTRY_SIZE = 9
_N_SCORES = MAX_SCORE + 1
_STATUSES = np.array(list(Status), np.int8)
_RANK_OF_STATUS = np.full(256, 255, np.int16)
_RANK_OF_STATUS[_STATUSES] = np.arange(len(_STATUSES))
_SCORE_OF_CODE = np.tile(np.arange(_N_SCORES, dtype=np.int8), len(_STATUSES))
_STATUS_OF_CODE = np.repeat(_STATUSES, _N_SCORES)


@dataclass(frozen=True, slots=True)
class Packed:
    """The value of a list, its length, and a digest that is equal for equal entries."""

    value: bytes
    n_entries: int
    digest: bytes


def pack(entries: Entries) -> Packed:
    """Pack a list. Raises StoreError if the entries break the rules of `Entries`."""
    n = len(entries)
    has_episodes = bool((entries.episodes != UNKNOWN_EPISODES).any())
    form = VERSION | (WITH_EPISODES if has_episodes else 0)
    body = _encode(entries, has_episodes=has_episodes)
    # The digest is of the plain body: deflate may differ from one zlib to the next.
    digest = blake2b(body, digest_size=DIGEST_SIZE).digest()
    check = zlib.crc32(body)
    compressor = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    deflated = compressor.compress(body) + compressor.flush()
    if len(deflated) < len(body):
        form, body = form | DEFLATED, deflated
    return Packed(_HEAD.pack(form, n, check) + body, n, digest)


def unpack(value: bytes) -> Entries:
    """Return the entries of a packed list. Raises StoreError if it is damaged."""
    try:
        form, n, check = _HEAD.unpack_from(value)
        if form & ~(DEFLATED | WITH_EPISODES) != VERSION:
            raise StoreError("a packed list is of an unknown version")
        body = value[_HEAD.size :]
        if form & DEFLATED:
            # The bound keeps a damaged value from filling the memory.
            body = zlib.decompressobj(-zlib.MAX_WBITS).decompress(body, n * _MAX_ENTRY_SIZE + 1)
        if zlib.crc32(body) != check:
            raise StoreError("a packed list is damaged")
        columns = np.frombuffer(body, np.uint8)
        return _decode(columns, n, has_episodes=bool(form & WITH_EPISODES))
    except (struct.error, zlib.error, ValueError, MemoryError, OverflowError) as error:
        raise StoreError("a packed list is damaged") from error


def _encode(entries: Entries, *, has_episodes: bool) -> bytes:
    ids = entries.anime_ids.astype(np.int64)
    differences = ids.copy()
    differences[1:] -= ids[:-1]
    codes = _N_SCORES * _RANK_OF_STATUS[entries.statuses] + entries.scores
    if (
        differences.min(initial=1) < 0
        or (differences[1:] == 0).any()
        or codes.max(initial=0) >= len(_SCORE_OF_CODE)
        or entries.scores.min(initial=0) < 0
        or entries.scores.max(initial=0) > MAX_SCORE
        or entries.episodes.min(initial=0) < UNKNOWN_EPISODES
    ):
        raise StoreError("entries are out of order or out of range")
    columns = [leb128.encode(differences), codes.astype(np.uint8).tobytes()]
    if has_episodes:
        columns.append(leb128.encode(entries.episodes.astype(np.int64) + 1))
    return b"".join(columns)


def _decode(columns: NDArray[np.uint8], n: int, *, has_episodes: bool) -> Entries:
    size = leb128.size_of(columns, n)
    differences = leb128.decode(columns[:size], n)
    codes = columns[size : size + n]
    rest = columns[size + n :]
    ids = np.cumsum(differences)
    if has_episodes:
        episodes = leb128.decode(rest, n) + UNKNOWN_EPISODES
    else:
        episodes = np.full(n, UNKNOWN_EPISODES)
    if (
        len(codes) != n
        or (len(rest) and not has_episodes)
        or codes.max(initial=0) >= len(_SCORE_OF_CODE)
        or differences[1:].min(initial=1) < 1
        or ids.max(initial=0) > np.iinfo(np.int32).max
        or episodes.max(initial=0) > np.iinfo(np.int16).max
    ):
        raise StoreError("a packed list is damaged")
    return Entries(
        ids.astype(np.int32),
        _SCORE_OF_CODE[codes],
        _STATUS_OF_CODE[codes],
        episodes.astype(np.int16),
    )
