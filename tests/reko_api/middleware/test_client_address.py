import pytest
from hypothesis import given
from hypothesis import strategies as st

from reko_api.middleware.client_address import client_address

PROXY = "10.0.0.1"


@pytest.mark.parametrize(
    ("forwarded", "trusted", "expected"),
    [
        ([], 0, PROXY),
        (["192.0.2.1"], 0, PROXY),
        (["192.0.2.1"], 1, "192.0.2.1"),
        (["203.0.113.9, 192.0.2.1"], 1, "192.0.2.1"),
        (["203.0.113.9, 192.0.2.1"], 2, "203.0.113.9"),
        (["203.0.113.9", "192.0.2.1"], 2, "203.0.113.9"),
        (["192.0.2.1"], 5, "192.0.2.1"),
        ([], 1, PROXY),
        (["nonsense"], 1, PROXY),
        (["unknown, 192.0.2.1"], 2, "192.0.2.1"),
        (["192.0.2.1:4711"], 1, "192.0.2.1"),
        (["[2001:db8:1:2:3::4]:4711"], 1, "2001:db8:1::/48"),
        (["2001:db8:1:ffff:ffff::1"], 1, "2001:db8:1::/48"),
        (["2001:db8:2::1"], 1, "2001:db8:2::/48"),
        (["fe80::1%eth0"], 1, "fe80::/48"),
        (["::ffff:192.0.2.1"], 1, "192.0.2.1"),
        (["2002:c000:201::1"], 1, "192.0.2.1"),
        (["[2002:c000:201:ffff::9]:4711"], 1, "192.0.2.1"),
        (["2001:0:4136:e378:8000:63bf:3fff:fdfe"], 1, "192.0.2.1"),
        (["64:ff9b::c000:201"], 1, "192.0.2.1"),
    ],
)
def test_the_client_address_is_counted_from_the_right_by_trusted_proxies(
    forwarded: list[str], trusted: int, expected: str
) -> None:
    assert client_address(PROXY, forwarded, trusted) == expected


def test_a_client_without_an_address_is_unknown() -> None:
    assert client_address(None, [], 0) == "unknown"


@given(forwarded=st.lists(st.text(max_size=60), max_size=4), trusted=st.integers(0, 10))
def test_any_header_value_is_handled(forwarded: list[str], trusted: int) -> None:
    assert len(client_address(PROXY, forwarded, trusted)) <= 43
