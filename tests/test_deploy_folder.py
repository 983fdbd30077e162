"""The files in deploy/ name settings, commands and paths that exist, and fit together."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from reko_cli.app import make_app
from reko_core.settings import Settings, load_settings
from reko_core.settings.sections import DiscordSettings

DEPLOY = Path(__file__).parents[1] / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: one for name, one in SERVICES.items() if one["image"].startswith("reko")}
OBJECTS: list[dict[str, Any]] = [
    each
    for path in sorted((DEPLOY / "kubernetes").glob("*.yaml"))
    for each in yaml.safe_load_all(path.read_text())
]
PODS = {
    one["metadata"]["name"]: one["spec"]["template"]
    for one in OBJECTS
    if one["kind"] in {"Deployment", "StatefulSet"}
}
SETTINGS = Settings()
PORTS = {8080: {"/healthz", "/readyz"}, 9090: {"/healthz", "/readyz", "/metrics"}}


def of_kind(kind: str) -> list[dict[str, Any]]:
    return [one for one in OBJECTS if one["kind"] == kind]


def container(name: str) -> dict[str, Any]:
    (found,) = PODS[name]["spec"]["containers"]
    return dict(found)


def kubernetes_environment() -> dict[str, str]:
    (config,), (secret,) = of_kind("ConfigMap"), of_kind("Secret")
    return {**config["data"], **secret["stringData"]}


def environments() -> Iterator[Mapping[str, str]]:
    yield from (service["environment"] for service in OURS.values())
    yield kubernetes_environment()
    for name in PODS:
        yield {one["name"]: str(one.get("value", "")) for one in container(name).get("env", ())}


def parsed(tokens: list[str]) -> None:
    """Parse a command as the command line does. Raises SystemExit, or an error of cyclopts."""
    make_app().parse_args(tokens, exit_on_error=False, print_error=False)


@pytest.mark.parametrize("environment", list(environments()))
def test_settings_in_the_environment_exist(environment: Mapping[str, str]) -> None:
    filled = {
        key: re.sub(r"\$\{.*?\}", "x" * 32, value)
        for key, value in environment.items()
        if key.startswith("REKO_") and value
    }
    settings = load_settings(None, filled)

    for name in filled:
        section, key = name.removeprefix("REKO_").lower().split("__")
        assert hasattr(getattr(settings, section), key)


@pytest.mark.parametrize("service", [name for name, one in OURS.items() if "command" in one])
def test_commands_of_compose_are_those_of_the_command_line(service: str) -> None:
    parsed(OURS[service]["command"])


def test_bots_of_compose_run_every_shard_once() -> None:
    bots = [one for name, one in OURS.items() if name.startswith("bot-")]
    counts = {int(one["environment"]["REKO_DISCORD__SHARD_COUNT"]) for one in bots}
    shards: list[int] = []
    for bot in bots:
        given = bot["command"][bot["command"].index("--shards") + 1]
        shards += DiscordSettings(shards=given, shard_count=max(counts)).shard_ids or ()

    assert sorted(shards) == list(range(*counts))


def test_one_process_of_each_deployment_runs_the_jobs() -> None:
    environment = [one["environment"] for one in OURS.values() if one.get("profiles") is None]
    assert [one.get("REKO_JOBS__ENABLED") for one in environment].count("false") == 4
    assert len(environment) == 5
    assert of_kind("ConfigMap")[0]["data"]["REKO_JOBS__ENABLED"] == "false"
    enabled = [name for name in PODS if "REKO_JOBS__ENABLED" in str(container(name).get("env"))]
    assert enabled == ["builder"]


def test_every_pod_of_the_bot_runs_its_own_shards(tmp_path: Path) -> None:
    (tmp_path / "reko").write_text('#!/bin/sh\necho "$@"\n')
    (tmp_path / "reko").chmod(0o755)
    config = kubernetes_environment()
    (bot,) = of_kind("StatefulSet")
    count, shards = int(config["REKO_DISCORD__SHARD_COUNT"]), []
    for index in range(bot["spec"]["replicas"]):
        environment = {
            **config,
            "POD_INDEX": str(index),
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
        }
        done = subprocess.run(
            container("bot")["command"], env=environment, capture_output=True, text=True, check=True
        )
        tokens = done.stdout.split()
        parsed(tokens)
        shards += DiscordSettings(shards=tokens[-1], shard_count=count).shard_ids or ()

    assert shards == list(range(count))


@pytest.mark.parametrize("name", PODS)
def test_probes_ask_paths_and_ports_that_are_served(name: str) -> None:
    found = container(name)
    ports = {one["name"]: one["containerPort"] for one in found["ports"]}
    probes = [found[f"{kind}Probe"]["httpGet"] for kind in ("startup", "liveness", "readiness")]

    for probe in probes:
        assert probe["path"] in PORTS[ports[probe["port"]]]
    assert ports["metrics"] == int(kubernetes_environment()["REKO_OPERATIONS__METRICS_PORT"])
    assert ports.get("http", SETTINGS.api.port) == SETTINGS.api.port


@pytest.mark.parametrize("name", PODS)
def test_pods_may_finish_what_they_do_and_write_to_their_volumes_only(name: str) -> None:
    spec, found = PODS[name]["spec"], container(name)
    drain_s = found.get("lifecycle", {}).get("preStop", {}).get("sleep", {}).get("seconds", 0)
    grace_s = max(SETTINGS.api.shutdown_grace_s, SETTINGS.discord.shutdown_grace_s)

    assert spec["terminationGracePeriodSeconds"] > drain_s + grace_s
    assert found["securityContext"]["readOnlyRootFilesystem"] is True
    assert spec["securityContext"]["runAsNonRoot"] is True
    assert {one["mountPath"] for one in found["volumeMounts"]} == {"/data", "/tmp"}


def test_selectors_select_pods_that_exist() -> None:
    labels = [pod["metadata"]["labels"] for pod in PODS.values()]
    for one in OBJECTS:
        selector = one.get("spec", {}).get("selector")
        if selector is not None:
            assert selector.get("matchLabels", selector) in labels
    (scaled,) = of_kind("HorizontalPodAutoscaler")
    assert scaled["spec"]["scaleTargetRef"]["name"] in PODS


def test_no_secret_has_a_value() -> None:
    assert not any(of_kind("Secret")[0]["stringData"].values())
    lines = (DEPLOY / "env.example").read_text().splitlines()
    names = {line.removesuffix("=") for line in lines if line and not line.startswith("#")}
    assert all(line.endswith("=") for line in lines if line and not line.startswith("#"))
    assert set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text())) == names


def test_files_that_are_mounted_exist_and_every_process_is_scraped() -> None:
    for service in SERVICES.values():
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            if source.startswith(".") and source != "./dumps":
                assert (DEPLOY / source).is_file()
    scraped = yaml.safe_load((DEPLOY / "prometheus.yml").read_text())["scrape_configs"][0]
    assert scraped["job_name"] == "reko"
    (targets,) = scraped["static_configs"]
    assert set(targets["targets"]) == {f"{name}:9090" for name in OURS if name != "import"}


def test_ports_of_compose_are_open_to_this_machine_only() -> None:
    published = [port for service in SERVICES.values() for port in service.get("ports", ())]

    assert published
    assert all(port.startswith("127.0.0.1:") for port in published)


def test_the_balancer_passes_on_to_the_apis_and_hides_their_metrics() -> None:
    text = (DEPLOY / "nginx.conf").read_text()

    assert set(re.findall(r"server (\S+):8080", text)) == {"api-1", "api-2"}
    (timeout_s,) = re.findall(r"proxy_read_timeout (\d+)s", text)
    assert int(timeout_s) > SETTINGS.api.request_timeout_s
    assert "location = /metrics" in text
