import struct
import zlib
from contextlib import suppress
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as stn

from reko_core.domain.models import Entries, Status
from reko_core.errors import StoreError
from reko_core.store.database.packing import pack, unpack

MAX_ID, MAX_EPISODES = 2**31 - 1, 2**15 - 1


@st.composite
def any_entries(draw: st.DrawFn) -> Entries:
    top = draw(st.sampled_from((50, 70_000, MAX_ID)))
    ids = sorted(draw(st.sets(st.integers(1, top), max_size=50)))
    most = draw(st.sampled_from((-1, 3, 254, MAX_EPISODES)))

    def column(values: st.SearchStrategy[int], dtype: type) -> Any:
        return draw(stn.arrays(dtype, len(ids), elements=values))

    return Entries(
        np.array(ids, np.int32),
        column(st.integers(0, 10), np.int8),
        column(st.sampled_from([int(status) for status in Status]), np.int8),
        column(st.integers(-1, most), np.int16),
    )


def entries_of(n: int, step: int = 3) -> Entries:
    numbers = np.arange(n)
    return Entries.build(numbers * step + 1, numbers % 11, np.full(n, 2), numbers % 24)


@given(any_entries())
def test_packed_entries_unpack_unchanged(entries: Entries) -> None:
    packed = pack(entries)
    back = unpack(packed.value)
    assert back == entries
    assert packed.n_entries == len(entries)
    assert [column.dtype for column in back.columns()] == [
        column.dtype for column in entries.columns()
    ]


@given(any_entries(), any_entries())
def test_digests_are_equal_where_entries_are(one: Entries, other: Entries) -> None:
    assert pack(one) == pack(unpack(pack(one).value))
    assert (pack(one).digest == pack(other).digest) == (one == other)


def test_long_list_takes_few_bytes_an_entry() -> None:
    assert len(pack(entries_of(18_000)).value) < 4 * 18_000


def test_widest_differences_and_episodes_unpack_unchanged() -> None:
    entries = Entries.build(
        np.array([1, MAX_ID]), np.array([0, 10]), np.array([0, 6]), np.array([-1, MAX_EPISODES])
    )
    assert unpack(pack(entries).value) == entries


@given(st.binary(max_size=200))
def test_garbage_is_refused_as_a_store_error(value: bytes) -> None:
    with pytest.raises(StoreError):
        unpack(value)


@given(st.integers(0, 255), st.integers(0, 60), st.binary(max_size=200))
def test_garbage_with_a_valid_checksum_is_refused_or_a_valid_list(
    form: int, n: int, body: bytes
) -> None:
    value = struct.pack("<BII", form, n, zlib.crc32(body)) + body
    try:
        entries = unpack(value)
    except StoreError:
        return
    assert (np.diff(entries.anime_ids) > 0).all()
    assert ((entries.scores >= 0) & (entries.scores <= 10)).all()
    assert set(entries.statuses.tolist()) <= {int(status) for status in Status}
    assert (entries.episodes >= -1).all()


@given(st.data())
def test_no_flipped_bit_goes_unnoticed_as_another_list(data: st.DataObject) -> None:
    entries = entries_of(40)
    value = bytearray(pack(entries).value)
    position = data.draw(st.integers(0, len(value) - 1))
    value[position] ^= 1 << data.draw(st.integers(0, 7))
    with suppress(StoreError):
        assert unpack(bytes(value)) == entries


@given(st.integers(0, 200))
def test_a_truncated_value_never_becomes_a_shorter_list(length: int) -> None:
    entries = entries_of(200)
    value = pack(entries).value
    with suppress(StoreError):
        assert unpack(value[: min(length, len(value) - 1)]) == entries


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("scores", 11), ("scores", -1), ("statuses", 5), ("statuses", -1), ("episodes", -2)),
        *(("anime_ids", 4), ("anime_ids", -9)),
    ],
)
def test_entries_that_break_the_rules_are_refused(column: str, value: int) -> None:
    entries = entries_of(3)
    columns = {name: getattr(entries, name).copy() for name in Entries.__slots__}
    columns[column][0] = value
    with pytest.raises(StoreError):
        pack(Entries(**columns))
