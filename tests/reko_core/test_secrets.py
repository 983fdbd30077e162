"""Secrets do not appear in printed settings, errors, responses or logs."""

import json
from pathlib import Path

import aiohttp
import pytest
import structlog
from structlog.testing import capture_logs

from reko_api import running_api
from reko_cli.errors import error_message
from reko_core.api_keys.key_cache import ApiKeyCache
from reko_core.api_keys.models import make_key
from reko_core.app import open_core
from reko_core.errors import ConfigurationError, RekoError, StoreError
from reko_core.observability.metrics import Metrics
from reko_core.settings import DatabaseSettings, Settings, load_settings
from reko_core.store import Store

SECRETS = {
    "REKO_MAL__CLIENT_ID": "client-id-3f9a",
    "REKO_DISCORD__TOKEN": "token with spaces 3f9a",
    "REKO_COMMUNITY__HASH_SECRET": "hash-secret-3f9a-long",
    "REKO_OAUTH__TOKEN_KEYS": "token-key-3f9a",
    "REKO_OAUTH__MAL_CLIENT_SECRET": "client-secret-3f9a",
    "REKO_OAUTH__ANILIST_CLIENT_SECRET": "client-secret-3f9a",
    "REKO_DATABASE__URL": "sqlite+aiosqlite:///{path}?password=db-3f9a",
}
PASSWORD = "Passw0rd-3f9a"
HINT = "3f9a"


def settings_in(path: Path) -> Settings:
    environ = {name: value.format(path=path / "reko.sqlite3") for name, value in SECRETS.items()}
    environ["REKO_COMMUNITY__SNAPSHOT_DIR"] = str(path)
    environ["REKO_MAL__BASE_URL"] = "http://127.0.0.1:1/v2"
    environ["REKO_MAL__MAX_ATTEMPTS"] = "1"
    return load_settings(None, environ)


@pytest.mark.parametrize("show", [repr, str, lambda value: value.model_dump_json()])
def test_printed_settings_hide_their_secrets(tmp_path: Path, show: object) -> None:
    settings = settings_in(tmp_path)
    assert callable(show)

    assert HINT not in show(settings.mal) + show(settings.discord) + show(settings.oauth)
    assert HINT not in show(settings.community)
    assert HINT not in repr(settings)
    assert HINT not in str(settings)


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql+psycopg://reko:{PASSWORD}@127.0.0.1:1/reko",
        f"postgresql+asyncpg://reko:{PASSWORD}@127.0.0.1:1/reko",
        f"nonsense://reko:{PASSWORD}@host/reko",
        f"reko:{PASSWORD}@host",
        f"sqlite+aiosqlite:////nowhere/{PASSWORD}/../x?password={PASSWORD}",
        f"postgresql+psycopg://reko:{PASSWORD}@127.0.0.1:port/reko",
    ],
)
async def test_database_errors_never_contain_the_password(url: str) -> None:
    error = await error_of_opening(url)

    assert PASSWORD not in f"{error} {error!r} {error.args} {error_message(error)}"


async def error_of_opening(url: str) -> RekoError:
    with pytest.raises((StoreError, ConfigurationError)) as raised:
        async with Store.open(DatabaseSettings(url=url)):
            pytest.fail("there is no such database")
    return raised.value


def test_a_setting_that_is_refused_is_not_quoted(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f'[mal]\nclient_id = ["{PASSWORD}"]\n')

    with pytest.raises(ConfigurationError) as raised:
        load_settings(path, {})

    assert PASSWORD not in f"{raised.value} {raised.value!r} {error_message(raised.value)}"


def test_a_malformed_token_is_not_quoted(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as raised:
        settings_in(tmp_path).discord.required_token()

    assert HINT not in f"{raised.value} {error_message(raised.value)}"


async def test_no_error_reveals_a_secret(tmp_path: Path) -> None:
    environ = SECRETS | {"REKO_DATABASE__URL": f"sqlite+aiosqlite:///{tmp_path / 'reko.sqlite3'}"}
    settings = load_settings(
        None,
        environ
        | {
            "REKO_COMMUNITY__SNAPSHOT_DIR": str(tmp_path),
            "REKO_MAL__BASE_URL": "http://127.0.0.1:1/v2",
            "REKO_API__PORT": "0",
        },
    )
    key = make_key()
    secrets = (HINT, key, key.removeprefix("reko_"))
    output = ""
    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as logs:
        async with (
            open_core(settings, Metrics()) as core,
            running_api(
                core.recommender, settings.api, Metrics(), ApiKeyCache(core.store.api_keys.find)
            ) as url,
            aiohttp.ClientSession() as session,
        ):
            for body in (b'{"user_name": "Some_User"}', b"{", b'{"user_name": 1}'):
                for header in ("Authorization", "X-API-Key", "X-Request-ID"):
                    sent = {header: f"Bearer {key}" if header == "Authorization" else key}
                    sent["Content-Type"] = "application/json"
                    async with session.post(
                        f"{url}/recommendations", data=body, headers=sent
                    ) as answer:
                        # The request id is echoed.
                        headers = {k: v for k, v in answer.headers.items() if k != "X-Request-ID"}
                        output += f"{answer.status} {headers} {await answer.text()}"
            for path in ("/metrics", "/readyz", f"/{key}", f"/problems/{key}"):
                async with session.get(url + path) as answer:
                    output += f"{answer.status} {answer.headers} {await answer.text()}"

    assert output.count("401") >= 6
    assert output.count("503") >= 2
    assert [secret for secret in secrets if secret in output + json.dumps(logs, default=str)] == []
