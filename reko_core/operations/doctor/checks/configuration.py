"""The configuration: whether it is valid, and whether other users can read its secrets."""

import os
from collections.abc import Iterator
from pathlib import Path

from reko_core.errors import ConfigurationError
from reko_core.operations.doctor.checks.permissions import Files, access_findings
from reko_core.operations.doctor.finding import Finding, failure, ok, skipped
from reko_core.settings import DEFAULT_CONFIG, Settings, load_settings
from reko_core.snapshots.user_hashes import stored_secret

__all__ = ["read_configuration", "secret_files"]

_NAME = "configuration"


def read_configuration(config: Path | None) -> tuple[Settings | None, Finding]:
    """Load the settings; None if that fails."""
    named = config or (Path(os.environ["REKO_CONFIG"]) if os.environ.get("REKO_CONFIG") else None)
    try:
        settings = load_settings(config)
    except ConfigurationError as error:
        message = (
            f"{str(error).rstrip('.')}. Compare it with config.example.toml and the REKO_ "
            "environment variables."
        )
        return None, failure(_NAME, message, key=error.key)
    path = named or DEFAULT_CONFIG
    if not path.is_file():
        return settings, ok(_NAME, "There is no config.toml: defaults and environment are used.")
    return settings, ok(_NAME, f"{path} is valid.", file=str(path))


def secret_files(settings: Settings, config: Path | None) -> list[Finding]:
    """Check who may read the configuration and the file of the hash secret, if it is there."""
    files = [path for path in _files(settings, config) if path.exists()]
    if not files:
        return [skipped("secrets", "There is no file with a secret.")]
    try:
        stored_secret(settings.community.snapshot_dir)
    except ConfigurationError as error:
        message = f"{error}. Restore it, as from a backup: without it, bans of users match nobody."
        return [failure("secrets", message)]
    findings = access_findings("secrets", Files(files, "a secret", may_be_roots=True))
    return findings or [ok("secrets", "No file with a secret is readable by others.")]


def _files(settings: Settings, config: Path | None) -> Iterator[Path]:
    yield settings.community.snapshot_dir / "hash-secret"
    if settings.oauth.token_key_file:
        yield Path(settings.oauth.token_key_file)
    path = config or Path(os.environ.get("REKO_CONFIG") or DEFAULT_CONFIG)
    if _names_secrets(path):
        yield path


def _names_secrets(path: Path) -> bool:
    """Return whether a configuration file contains secrets; one that is no valid one may."""
    try:
        written = load_settings(path, {})
    except ConfigurationError:
        return True
    secrets = (
        *(written.mal.client_id, written.discord.token, written.community.hash_secret),
        *(written.oauth.token_keys, written.oauth.mal_client_secret),
        written.oauth.anilist_client_secret,
    )
    return any(secret.get_secret_value() for secret in secrets)
