"""Users whose lists fail: all faults of AniList, by name."""

import json
from collections.abc import Mapping
from types import MappingProxyType

from reko_demo.fake_server import HTML, Fault

__all__ = ["FAULTS", "errors_body"]

CHALLENGE_PAGE = "<!DOCTYPE html><html><title>Just a moment...</title><body></body></html>"
GATEWAY_PAGE = "<html><head><title>502 Bad Gateway</title></head><body>502</body></html>"
SWITCHED_OFF = (
    "The AniList API has been temporarily disabled due to severe stability issues. "
    "Please check the announcements."
)


def errors_body(status: int, message: str) -> str:
    """Return the body of an error."""
    error = {"message": message, "status": status, "locations": [{"line": 2, "column": 3}]}
    return json.dumps({"errors": [error], "data": {"MediaListCollection": None}})


FAULTS: Mapping[str, Fault] = MappingProxyType(
    {
        "private_user": Fault(404, errors_body(404, "Private User")),
        "slow_down": Fault(429, errors_body(429, "Too Many Requests."), retry_after="1", times=1),
        "slow_down_mute": Fault(429, errors_body(429, "Too Many Requests."), times=1),
        "slow_down_200": Fault(200, errors_body(429, "Too Many Requests."), times=1),
        "switched_off": Fault(403, errors_body(403, SWITCHED_OFF)),
        "challenged": Fault(403, CHALLENGE_PAGE, HTML),
        "gateway_down": Fault(502, GATEWAY_PAGE, HTML),
        "gateway_hiccup": Fault(502, GATEWAY_PAGE, HTML, times=1),
        "server_error": Fault(500, errors_body(500, "Internal Server Error")),
        "errors_with_200": Fault(200, errors_body(500, "Internal Server Error")),
        "stopped_user": Fault(400, errors_body(400, "validation")),
        "sleepy_user": Fault(delay_s=3.0),
        "garbled": Fault(200, '{"data": {"MediaListCollection": {"lists": [{"entries": [{"med'),
    }
)
