import socket

import pytest

from reko_core.operations.doctor.checks.cluster import check_cluster
from reko_core.operations.doctor.finding import State
from reko_core.settings import ClusterSettings


@pytest.mark.parametrize(
    ("environ", "part"),
    [
        ({"RAY_AUTH_TOKEN": "a-token"}, "cannot be reached: is the cluster running"),
        ({}, "needs the token of the cluster in RAY_AUTH_TOKEN"),
        ({"RAY_AUTH_TOKEN": "a-token", "RAY_AUTH_MODE": "disabled"}, "RAY_AUTH_MODE=token"),
    ],
)
async def test_what_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], part: str
) -> None:
    for name in ("RAY_AUTH_TOKEN", "RAY_AUTH_TOKEN_PATH", "RAY_AUTH_MODE"):
        # Set first, so that what the check sets is undone.
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
        if name in environ:
            monkeypatch.setenv(name, environ[name])
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        settings = ClusterSettings(address=f"127.0.0.1:{unused.getsockname()[1]}")
        (finding,) = await check_cluster(settings, is_offline=False)

    assert finding.state is State.ERROR
    assert part in finding.message


async def test_without_ray_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)

    (finding,) = await check_cluster(ClusterSettings(address="local"), is_offline=False)

    assert finding.action == "pip install 'reko[cluster]'"
