"""Users whose lists fail: all faults of Kitsu, by name."""

from collections.abc import Mapping
from types import MappingProxyType

from reko_demo.fake_server import HTML, Fault

__all__ = ["FAULTS"]

CHALLENGE_PAGE = "<!DOCTYPE html><html><title>Just a moment...</title><body></body></html>"
GATEWAY_PAGE = "<html><head><title>502 Bad Gateway</title></head><body>502</body></html>"
SERVER_ERROR = '{"errors": [{"title": "Internal Server Error", "code": "500", "status": "500"}]}'
BAD_PARAMETER = (
    '{"errors": [{"title": "Invalid filter value", "detail": "stopped_user is not valid", '
    '"code": "103", "status": "400"}]}'
)

FAULTS: Mapping[str, Fault] = MappingProxyType(
    {
        "slow_down": Fault(429, "{}", retry_after="1", times=1),
        "slow_down_mute": Fault(429, "{}", times=1),
        "gateway_down": Fault(502, GATEWAY_PAGE, HTML),
        "gateway_hiccup": Fault(502, GATEWAY_PAGE, HTML, times=1),
        "server_error": Fault(500, SERVER_ERROR),
        "challenged": Fault(403, CHALLENGE_PAGE, HTML),
        "stopped_user": Fault(400, BAD_PARAMETER),
        "errors_with_200": Fault(200, BAD_PARAMETER),
        "sleepy_user": Fault(delay_s=3.0),
        "garbled": Fault(200, '{"data": [{"id": "1", "type": "libraryEn'),
        "stray_next": Fault(next_url="https://kitsu.example/api/edge/library-entries"),
    }
)
