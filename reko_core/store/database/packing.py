"""One list in one value: about two bytes an entry.

A packed list is a head of nine bytes (`<BII`: form, number of entries, CRC-32 of the body)
and a body of two or three columns, one after another:

- the ids as differences to the one before, of two bytes or, where that is too few, four;
  all low bytes come first, then all the higher ones, which are mostly equal and so deflate
  to little;
- one byte an entry: 11 x the rank of the status in `Status` + the score;
- the watched episodes + 1, of one byte or two; left out when unknown throughout.

The body is deflated when that makes it smaller. The checksum detects a damaged value; what
passes it is still validated, so that no value, however made, breaks `Entries`.
"""

import struct
import zlib
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import (
    MAX_SCORE,
    MAX_WATCHED_EPISODES,
    UNKNOWN_EPISODES,
    Entries,
    Status,
)
from reko_core.errors import StoreError

__all__ = ["Packed", "pack", "unpack"]

VERSION = 1
LEVEL = 3
DIGEST_SIZE = 16

# The low four bits of the form are the version, the high ones say how the body is written.
_VERSION_BITS = 0x0F
_DEFLATED = 0x10
_WIDE_IDS = 0x20
_EPISODES = 0x40
_WIDE_EPISODES = 0x80

_HEAD = struct.Struct("<BII")
_MAX_ENTRY_SIZE = 7
_NARROW_ID = 0xFFFF
_NARROW_EPISODES = 0xFF
_MAX_ID = 2**31 - 1

_N_SCORES = MAX_SCORE + 1
_STATUSES = np.array(list(Status), np.int8)
_RANK_OF_STATUS = np.full(256, 99, np.int16)
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
    form, body = _encode(entries)
    # The digest is of the plain body: deflate may differ from one zlib to the next.
    digest = blake2b(bytes((form,)) + body, digest_size=DIGEST_SIZE).digest()
    check = zlib.crc32(body)
    compressor = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    deflated = compressor.compress(body) + compressor.flush()
    if len(deflated) < len(body):
        form, body = form | _DEFLATED, deflated
    return Packed(_HEAD.pack(form, len(entries), check) + body, len(entries), digest)


def unpack(value: bytes) -> Entries:
    """Return the entries of a packed list. Raises StoreError if it is damaged."""
    if len(value) < _HEAD.size or value[0] & _VERSION_BITS != VERSION:
        raise StoreError("a packed list is of an unknown version")
    form, n, check = _HEAD.unpack_from(value)
    body = value[_HEAD.size :]
    if form & _DEFLATED:
        try:
            # The limit keeps a damaged value from exhausting memory.
            body = zlib.decompressobj(-zlib.MAX_WBITS).decompress(body, n * _MAX_ENTRY_SIZE + 1)
        except (zlib.error, MemoryError) as error:
            raise StoreError("a packed list is damaged") from error
    id_width = 4 if form & _WIDE_IDS else 2
    episode_width = (2 if form & _WIDE_EPISODES else 1) if form & _EPISODES else 0
    if zlib.crc32(body) != check or len(body) != n * (id_width + 1 + episode_width):
        raise StoreError("a packed list is damaged")
    return _decode(np.frombuffer(body, np.uint8), n, id_width, episode_width)


def _encode(entries: Entries) -> tuple[int, bytes]:
    n = len(entries)
    if n == 0:
        return VERSION, b""
    ids, scores, episodes = entries.anime_ids, entries.scores, entries.episodes
    differences = ids.copy()
    differences[1:] -= ids[:-1]
    codes = _N_SCORES * _RANK_OF_STATUS[entries.statuses] + scores
    most_episodes = int(episodes.max())
    if (
        ids[0] < 0
        or (ids[1:] <= ids[:-1]).any()
        or scores.min() < 0
        or scores.max() > MAX_SCORE
        or codes.max() >= len(_SCORE_OF_CODE)
        or episodes.min() < UNKNOWN_EPISODES
    ):
        raise StoreError("entries are out of order or out of range")
    form = VERSION
    id_width = 2
    if differences.max() > _NARROW_ID:
        form, id_width = form | _WIDE_IDS, 4
    columns = [_planes(differences, id_width), codes.astype(np.uint8).tobytes()]
    if most_episodes >= _NARROW_EPISODES:
        form |= _EPISODES | _WIDE_EPISODES
        columns.append(_planes(episodes.astype(np.int32) + 1, 2))
    elif most_episodes > UNKNOWN_EPISODES:
        form |= _EPISODES
        columns.append(_planes(episodes + np.int16(1), 1))
    return form, b"".join(columns)


def _decode(body: NDArray[np.uint8], n: int, id_width: int, episode_width: int) -> Entries:
    after_ids, after_codes = n * id_width, n * (id_width + 1)
    differences = _numbers(body[:after_ids], id_width)
    ids = np.cumsum(differences, dtype=np.int64)
    codes = body[after_ids:after_codes]
    if n and (not differences[1:].all() or codes.max() >= len(_SCORE_OF_CODE) or ids[-1] > _MAX_ID):
        raise StoreError("a packed list is damaged")
    if episode_width:
        watched = _numbers(body[after_codes:], episode_width).astype(np.int32) - 1
        if n and watched.max() > MAX_WATCHED_EPISODES:
            raise StoreError("a packed list is damaged")
        episodes = watched.astype(np.int16)
    else:
        episodes = np.full(n, UNKNOWN_EPISODES, np.int16)
    return Entries(ids.astype(np.int32), _SCORE_OF_CODE[codes], _STATUS_OF_CODE[codes], episodes)


def _planes(numbers: NDArray[np.signedinteger], width: int) -> bytes:
    """Write numbers as `width` rows of bytes, the low bytes first."""
    little = numbers.astype(f"<u{width}")
    return little.view(np.uint8).reshape(-1, width).T.tobytes()


def _numbers(planes: NDArray[np.uint8], width: int) -> NDArray[np.unsignedinteger]:
    """Read numbers from `width` rows of bytes."""
    little = np.ascontiguousarray(planes.reshape(width, -1).T)
    return little.view(f"<u{width}").ravel()
