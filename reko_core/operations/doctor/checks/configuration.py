"""The configuration: whether it can be read, and whether others can read its secrets."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from reko_core.errors import ConfigurationError
from reko_core.operations.doctor.finding import Finding, ok, trouble, warning
from reko_core.settings import DEFAULT_CONFIG, Settings, load_settings

__all__ = ["read_configuration", "secret_files"]

_NAME = "configuration"


def read_configuration(config: Path | None) -> tuple[Settings | None, Finding]:
    """Read the settings; None where that fails."""
    named = config or (Path(os.environ["REKO_CONFIG"]) if os.environ.get("REKO_CONFIG") else None)
    try:
        settings = load_settings(config)
    except ConfigurationError as error:
        told = (
            f"It is wrong at {error.key}: {error.reason}. Compare it with config.example.toml and "
            "the REKO_ variables of the environment."
        )
        return None, trouble(_NAME, told, key=error.key)
    path = named or DEFAULT_CONFIG
    if not path.is_file():
        return settings, ok(_NAME, "There is no config.toml: defaults and the environment hold.")
    return settings, ok(_NAME, f"{path} is read; every key is known.", file=str(path))


def secret_files(settings: Settings, config: Path | None) -> list[Finding]:
    """Look at who may read the files that hold secrets."""
    findings = [_readable_by_others(path) for path in _files(settings, config)]
    open_to_others = [finding for finding in findings if finding is not None]
    return open_to_others or [ok("secrets", "No file with a secret is open to others.")]


def _files(settings: Settings, config: Path | None) -> Iterator[Path]:
    yield settings.community.snapshot_dir / "hash-secret"
    path = config or Path(os.environ.get("REKO_CONFIG") or DEFAULT_CONFIG)
    if _names_secrets(path):
        yield path


def _names_secrets(path: Path) -> bool:
    """Say whether a configuration file holds secrets itself."""
    try:
        written = load_settings(path, {})
    except ConfigurationError:
        return False
    secrets = (written.mal.client_id, written.discord.token, written.community.hash_secret)
    return any(secret.get_secret_value() for secret in secrets)


def _readable_by_others(path: Path) -> Finding | None:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return None
    if not mode & (stat.S_IRWXG | stat.S_IRWXO):
        return None
    told = f"{path} holds a secret and others may read it (mode {mode:o}). Run: chmod 600 {path}"
    return warning("secrets", told, file=str(path))
