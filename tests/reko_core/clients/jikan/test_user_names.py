"""Names from any response of Jikan."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reko_core.clients.jikan.user_names import NamePage, read_page, read_profile
from reko_demo.fake_jikan.faults import HOSTILE_NAMES, JIKAN_FAULTS

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.sampled_from(["data", "user", "username"]) | st.text(), inner)
    ),
    max_leaves=20,
)


def page(*names: Any, **pagination: Any) -> bytes:
    users = [{"user": {"username": name}} for name in names]
    return json.dumps({"data": users, "pagination": pagination}).encode()


def test_names_are_parsed_in_order_with_the_next_page_flag() -> None:
    assert read_page(page("Some_User", "a-b", has_next_page=True)) == NamePage(
        ("Some_User", "a-b"), has_more=True
    )
    assert read_page(page("ab", has_next_page=False)) == NamePage(("ab",), has_more=False)
    assert read_page(b'{"data": []}') == NamePage((), has_more=False)


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=lambda name: repr(name)[:20])
def test_invalid_names_are_dropped(name: object) -> None:
    assert read_page(page(name, "Somebody")).names == ("Somebody",)
    assert read_profile(json.dumps({"data": {"username": name}}).encode()) is None


def test_a_hostile_page_yields_only_valid_names_once() -> None:
    body = JIKAN_FAULTS["hostile"].body
    assert body is not None
    assert read_page(body.encode()) == NamePage(("Twice",), has_more=False)


def test_a_page_is_read_up_to_a_maximum_length() -> None:
    assert len(read_page(page(*(f"user_{number}" for number in range(3000)))).names) == 500


@given(st.lists(JSON | st.text(max_size=18), max_size=20))
def test_any_page_yields_unique_valid_names(names: list[Any]) -> None:
    found = read_page(page(*names)).names
    assert all(re.fullmatch("[A-Za-z0-9_-]{2,16}", name) for name in found)
    assert len({name.lower() for name in found}) == len(found)
    wanted = {name.lower() for name in names if isinstance(name, str) and is_name(name)}
    assert {name.lower() for name in found} == wanted


def is_name(text: str) -> bool:
    return 2 <= len(text) <= 16 and all(
        char.isascii() and (char.isalnum() or char in "-_") for char in text
    )


@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_malformed_page_is_a_value_error_or_has_no_invalid_name(body: bytes) -> None:
    for read in (read_page, read_profile):
        try:
            found = read(body)
        except ValueError:
            continue
        names = found.names if isinstance(found, NamePage) else filter(None, [found])
        assert all(is_name(name) for name in names)
