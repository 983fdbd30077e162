"""Faults of Jikan, by name."""

import json
from collections.abc import Mapping
from types import MappingProxyType

from reko_demo.fake_server import HTML, Fault

__all__ = ["HOSTILE_NAMES", "JIKAN_FAULTS"]

GATEWAY_PAGE = "<html><head><title>504 Gateway Time-out</title></head><body>504</body></html>"

HOSTILE_NAMES: tuple[object, ...] = (
    *(
        "",
        "a",
        "a" * 17,
        "x" * 100_000,
        "two words",
        "name\n",
        "\u202eeman",
        "n\u0000me",
        "\x1b[31m",
    ),
    *("**bold**", "[a](https://evil.example)", "@everyone", "<@1234>", "<script>", "a&b", "a%2Fb"),
    *("../../anime", "a/b", "a?b=c", "a#b", "'; drop table lists; --", "ünïcode", "\u0430nna"),
    *(None, 7, 1.5, True, [], {}, ["name"], {"username": "inner"}),
)

_HOSTILE_PAGE: Mapping[str, object] = {
    "data": [
        *({"user": {"username": name}} for name in HOSTILE_NAMES),
        *({"user": {"username": name}} for name in ("Twice", "tWICE", "twice")),
        *(None, 7, "user", [], {}, {"user": None}, {"user": "text"}, {"user": {}}),
    ],
    "pagination": {"last_visible_page": "many", "has_next_page": "yes"},
}

JIKAN_FAULTS: Mapping[str, Fault] = MappingProxyType(
    {
        "slow_down": Fault(429, '{"status": "429"}', retry_after="1", times=1),
        "slow_down_mute": Fault(429, '{"status": "429"}', times=1),
        "gateway_down": Fault(504, GATEWAY_PAGE, HTML),
        "gateway_hiccup": Fault(504, GATEWAY_PAGE, HTML, times=1),
        "sleepy": Fault(delay_s=3.0),
        "garbled": Fault(200, '{"data": [{"user": {"userna'),
        "hostile": Fault(200, json.dumps(_HOSTILE_PAGE)),
    }
)
