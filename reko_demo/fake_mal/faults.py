"""Users whose lists fail: all faults of MAL, by name."""

from collections.abc import Mapping
from types import MappingProxyType

from reko_demo.fake_server import HTML, Fault

__all__ = ["FAULTS"]

GATEWAY_PAGE = "<html><head><title>502 Bad Gateway</title></head><body>502</body></html>"
ATTACK_PAGE = "<html><body><h1>Forbidden</h1>Unusual traffic was detected.</body></html>"

FAULTS: Mapping[str, Fault] = MappingProxyType(
    {
        "private_user": Fault(403, '{"message": "", "error": "not_permitted"}'),
        "nobody_here": Fault(404, '{"message": "", "error": "not_found"}'),
        "slow_down": Fault(429, "{}", retry_after="1", times=1),
        "slow_down_mute": Fault(429, "{}", times=1),
        "gateway_down": Fault(502, GATEWAY_PAGE, HTML),
        "gateway_hiccup": Fault(502, GATEWAY_PAGE, HTML, times=1),
        "attacked": Fault(403, ATTACK_PAGE, HTML),
        "sleepy_user": Fault(delay_s=3.0),
        "garbled": Fault(200, '{"data": [{"node": {"id": 1, "ti'),
        "stray_next": Fault(next_url="https://mal.example/v2/users/stray_next/animelist"),
        "sparse_user": Fault(is_sparse=True),
    }
)
