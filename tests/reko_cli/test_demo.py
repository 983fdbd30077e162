from collections.abc import Callable
from typing import Any

from reko_core.demo.demo_users import DEMO_USERS


def test_the_demo_prints_a_recommendation_and_ends_without_a_terminal(
    reko: Callable[..., Any],
) -> None:
    done = reko("demo", "--directory", "made/up")

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("demo_sports")
    assert "are made up" in done.stdout
    assert "/recommendations" in done.stdout
    assert "/docs" in done.stdout
    assert all(name in done.stdout for name in DEMO_USERS)
