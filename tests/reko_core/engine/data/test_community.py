from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from reko_core.engine.data.community import FranchiseColumns
from reko_core.engine.model import Model


def test_ids_are_found_and_unknown_ones_are_minus_one(model: Model) -> None:
    ids = np.array([795, 5, 0, 6, 796, 2**31 - 1, 15])

    assert model.items.index(ids).tolist() == [79, 0, -1, -1, -1, -1, 1]


def test_no_id_is_found_in_an_empty_catalogue(make_model: Callable[..., Model]) -> None:
    assert make_model([], n_items=0).items.index(np.array([1, 2])).tolist() == [-1, -1]


def test_a_row_holds_the_entries_of_one_user(make_model: Callable[..., Model]) -> None:
    rows = make_model([{0: 8}, {}, {1: 6, 3: 0}], n_items=4).rows

    assert rows.n_users == 3
    assert [rows.row(user)[0].tolist() for user in range(3)] == [[0], [], [1, 3]]
    assert [(mark & 15, mark >> 4) for mark in rows.row(2)[1]] == [(6, 2), (0, 2)]


def test_arrays_are_listed_by_name(model: Model) -> None:
    named = model.columns.as_dict()

    assert (
        list(named)
        == list(FranchiseColumns.names())
        == [
            *("dense", "indptr"),
            *("users", "weights", "norms"),
        ]
    )
    assert named["norms"] is model.columns.norms


def test_columns_for_another_number_of_users_are_refused(model: Model) -> None:
    columns: dict[str, Any] = model.columns.as_dict() | {"norms": np.zeros(16_385, np.float32)}

    with pytest.raises(AssertionError):
        FranchiseColumns(**columns)


def test_an_empty_community_has_no_blocks(make_model: Callable[..., Model]) -> None:
    columns = make_model([], n_items=3).columns

    assert columns.indptr.shape == (0, 4)
    assert len(columns.users) == len(columns.norms) == 0


def test_gathered_entries_are_the_rows_concatenated(model: Model) -> None:
    users = np.array([40, 3, 40, 149])
    owners, items, packed = model.rows.gather(users)
    rows = [model.rows.row(user) for user in users.tolist()]

    assert owners.tolist() == [k for k, (seen, _) in enumerate(rows) for _ in seen]
    np.testing.assert_array_equal(items, np.concatenate([seen for seen, _ in rows]))
    np.testing.assert_array_equal(packed, np.concatenate([given for _, given in rows]))
    assert [len(part) for part in model.rows.gather(users[:0])] == [0, 0, 0]
