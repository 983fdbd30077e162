import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from stamina import RetryingCaller
from stamina.instrumentation import set_on_retry_hooks

from reko_core.errors import SiteUnavailable
from reko_core.observability.logging import configure_logging
from reko_core.settings import LogSettings


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    root = logging.getLogger()
    before = root.level, list(root.handlers)
    yield
    structlog.reset_defaults()
    set_on_retry_hooks(None)
    root.level, root.handlers = before


@pytest.mark.parametrize("log_format", ["json", "console"])
def test_an_error_of_a_library_is_logged_without_its_message(
    log_format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging(LogSettings.model_validate({"format": log_format}))
    try:
        _ = {}["Hidden_Name"]
    except KeyError:
        logging.getLogger("some.package").exception("It failed for %s", 7)

    output = capsys.readouterr().err
    assert "It failed for 7" in output
    assert "some.package" in output
    assert "KeyError" in output
    assert "Hidden_Name" not in output
    assert "Traceback" not in output


def test_logs_are_lines_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(LogSettings(format="json"))

    logging.getLogger("some.package").warning("careful")
    logging.getLogger("some.package").info("an affair of its own")
    structlog.get_logger("reko").info("done", n=3)

    careful, done = map(json.loads, capsys.readouterr().err.splitlines())
    assert careful["event"] == "careful"
    assert careful["level"] == "warning"
    assert (done["event"], done["n"]) == ("done", 3)


def test_retries_are_logged_as_events_without_the_arguments_of_the_call(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logging(LogSettings(format="json"))

    def fail(_: str) -> None:
        raise SiteUnavailable("status 503")

    with pytest.raises(SiteUnavailable):
        RetryingCaller(attempts=2, wait_initial=0.01, wait_jitter=0)(
            SiteUnavailable, fail, "Hidden_Name"
        )

    (event,) = map(json.loads, capsys.readouterr().err.splitlines())
    del event["timestamp"]
    assert event == {
        "event": "retry scheduled",
        "level": "info",
        "retry": 1,
        "wait_s": 0.01,
        "reason": "status 503",
    }
