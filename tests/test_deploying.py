"""compose.yaml and docs/deploying.md match the code and the Dockerfile."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import invite_url
from reko_cli.app import COMMANDS
from reko_core.settings import Settings

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "deploying.md").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}


def test_ports_are_open_to_this_machine_only() -> None:
    published = [port for service in SERVICES.values() for port in service.get("ports", ())]

    assert published == ["127.0.0.1:8080:8080"]


@pytest.mark.parametrize("service", OURS.values(), ids=OURS)
def test_services_of_ours_cannot_write_outside_of_the_volume(service: dict[str, Any]) -> None:
    assert service["read_only"] is True
    assert service["tmpfs"] == ["/tmp"]
    assert service["volumes"][0] == "reko-data:/data"
    assert all(volume.endswith(":ro") for volume in service["volumes"][1:])
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert "user" not in service
    assert re.search(r"^USER reko$", DOCKERFILE, re.MULTILINE)


@pytest.mark.parametrize("service", OURS.values(), ids=OURS)
def test_services_of_ours_are_targets_of_the_dockerfile(service: dict[str, Any]) -> None:
    assert f" AS {service['build']['target']}\n" in DOCKERFILE


def test_only_the_server_starts_by_itself() -> None:
    assert [name for name, service in SERVICES.items() if "profiles" not in service] == ["reko"]


def test_a_stop_waits_for_running_requests() -> None:
    grace = int(SERVICES["reko"]["stop_grace_period"].removesuffix("s"))
    settings = Settings()

    assert grace > settings.api.shutdown_grace_s
    assert grace > settings.discord.shutdown_grace_s


def test_the_check_of_health_asks_the_port_that_is_served() -> None:
    (check,) = [part for part in SERVICES["reko"]["healthcheck"]["test"] if "/healthz" in part]

    assert f"http://127.0.0.1:{Settings().api.port}/healthz" in check
    compile(check, "healthcheck", "exec")


def test_secrets_and_dumps_are_kept_out_of_git_and_of_the_image() -> None:
    ignored = (ROOT / ".gitignore").read_text().splitlines()
    sent = (ROOT / ".dockerignore").read_text().splitlines()

    assert {SERVICES["reko"]["env_file"], "dumps/"} <= set(ignored)
    assert "*" in sent
    assert not {"!reko.env", "!dumps", "!."} & set(sent)


def test_the_guide_shows_the_address_that_invites_the_bot() -> None:
    shown = invite_url(1150).replace("1150", "APPLICATION_ID")

    assert shown in GUIDE


def test_the_guide_names_only_commands_and_services_that_exist() -> None:
    lines = re.findall(r"^    (.+)$", GUIDE, re.MULTILINE)
    commands = [match for line in lines for match in re.findall(r"^reko ([a-z-]+)", line)]
    composed = re.findall(r"docker compose (?:run --rm|exec) ([a-z]+) (\S+)", GUIDE)

    assert set(commands) >= {"import", "build", "doctor", "run"}
    assert set(commands) <= COMMANDS.keys()
    assert {service for service, _ in composed} == set(OURS)
    assert {"build", "reko"} >= {what for service, what in composed if service == "reko"}
