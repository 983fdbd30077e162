from pathlib import Path

import pytest
from pydantic import ValidationError

from reko_core.errors import ConfigurationError
from reko_core.settings import MalSettings, Settings, load_settings

SECRETS = """
[mal]
client_id = "hush-client"
[community]
hash_secret = "hush-hash"
[discord]
token = "hush-token"
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "reko.toml"


@pytest.fixture(autouse=True)
def somewhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the working copy, which may contain a `config.toml`."""
    monkeypatch.chdir(tmp_path)


def refusal(path: Path | None = None, **environ: str) -> ConfigurationError:
    with pytest.raises(ConfigurationError) as caught:
        load_settings(path, environ)
    return caught.value


def test_without_a_file_the_defaults_hold() -> None:
    assert load_settings(None, {}) == Settings()


def test_a_file_changes_what_it_names_and_nothing_else(config: Path) -> None:
    config.write_text("[api]\nport = 9000\n")

    settings = load_settings(config, {})

    assert settings.api.port == 9000
    assert settings.api.host == Settings().api.host
    assert settings.mal == Settings().mal


def test_config_toml_in_the_working_directory_is_read(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[api]\nport = 9000\n")

    assert load_settings(None, {}).api.port == 9000


def test_the_environment_can_name_another_file(config: Path, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[api]\nport = 9000\n")
    config.write_text("[api]\nport = 9001\n")

    assert load_settings(None, {"REKO_CONFIG": str(config)}).api.port == 9001


def test_an_explicit_path_overrides_the_environment(config: Path, tmp_path: Path) -> None:
    config.write_text("[api]\nport = 9001\n")

    environ = {"REKO_CONFIG": str(tmp_path / "other.toml")}

    assert load_settings(config, environ).api.port == 9001


def test_an_empty_file_name_is_ignored() -> None:
    assert load_settings(None, {"REKO_CONFIG": ""}) == Settings()


def test_the_environment_wins_over_the_file(config: Path) -> None:
    config.write_text('[api]\nport = 9000\nhost = "::1"\n')

    settings = load_settings(config, {"REKO_API__PORT": "9001"})

    assert (settings.api.port, settings.api.host) == (9001, "::1")


def test_the_process_environment_is_read_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REKO_LOG__LEVEL", "debug")

    assert load_settings().log.level == "debug"


def test_variables_of_other_programs_are_left_alone() -> None:
    environ = {"PATH": "/bin", "OTHER__KEY": "1", "API__PORT": "9000", "REKO_DATA": "data"}

    assert load_settings(None, environ) == Settings()


def test_an_unknown_section_is_refused_by_name(config: Path) -> None:
    config.write_text("[discrod]\ntoken = 'x'\n")

    error = refusal(config)

    assert (error.key, error.reason) == ("discrod", "unknown key")


def test_an_unknown_key_is_refused_by_name(config: Path) -> None:
    config.write_text("[api]\nprot = 9000\n")

    error = refusal(config)

    assert (error.key, error.reason) == ("api.prot", "unknown key")


def test_an_unknown_key_of_the_environment_is_refused_by_name() -> None:
    assert refusal(REKO_API__PROT="9000").key == "api.prot"
    assert refusal(REKO_DISCROD__TOKEN="x").key == "discrod"


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("REKO_API__PORT", "65536", "api.port"),
        ("REKO_API__PORT", "many", "api.port"),
        ("REKO_MAL__BASE_URL", "ftp://mal.example", "mal.base_url"),
        ("REKO_MAL__REQUESTS_PER_SECOND", "0", "mal.requests_per_second"),
        ("REKO_MAL__REQUESTS_PER_SECOND", "nan", "mal.requests_per_second"),
        ("REKO_ENGINE__WORKERS", "1.5", "engine.workers"),
        ("REKO_LOG__LEVEL", "loud", "log.level"),
        ("REKO_DISCORD__SHARDS", "0,1", "discord.shards"),
        ("REKO_DISCORD__SHARDS", "3-0", "discord.shards"),
        ("REKO_DISCORD__SHARDS", "0-3", "discord.shard_count"),
    ],
)
def test_a_value_out_of_range_is_refused_by_name(name: str, value: str, key: str) -> None:
    error = refusal(**{name: value})

    assert error.key == key
    assert error.reason


@pytest.mark.parametrize(("shards", "ids"), [("", None), ("5", [5]), ("2-4", [2, 3, 4])])
def test_shards_are_a_range_below_their_number(shards: str, ids: list[int] | None) -> None:
    settings = load_settings(None, {}, changes={"discord": {"shards": shards, "shard_count": 6}})

    assert settings.discord.shard_ids == ids
    with pytest.raises(ConfigurationError, match=r"shard_count must be above .*\(0-6\)"):
        load_settings(None, {}, changes={"discord": {"shards": "0-6", "shard_count": 6}})


def test_a_refused_value_is_not_shown(config: Path) -> None:
    config.write_text('[discord]\ntoken = ["hush-token"]\n')

    error = refusal(config)

    assert error.key == "discord.token"
    assert "hush" not in str(error)


def test_a_section_must_be_a_table(config: Path) -> None:
    config.write_text("api = 9000\n")

    assert refusal(config).key == "api"
    assert refusal(config, REKO_API__PORT="9000").key == "api"


def test_a_file_that_was_named_must_exist(config: Path) -> None:
    for error in (refusal(config), refusal(REKO_CONFIG=str(config))):
        assert (error.key, error.reason) == (str(config), "no such file")


@pytest.mark.parametrize("content", [b"[api\n", b"port = \n", b"\xff\xfe", b"[api]\n[api]\n"])
def test_a_broken_file_is_refused_by_its_path(config: Path, content: bytes) -> None:
    config.write_bytes(content)

    assert refusal(config).key == str(config)


def test_a_directory_is_no_configuration_file(tmp_path: Path) -> None:
    assert refusal(tmp_path).key == str(tmp_path)


def test_secrets_are_read_and_never_shown(config: Path) -> None:
    config.write_text(SECRETS)

    settings = load_settings(config, {})

    assert settings.discord.token.get_secret_value() == "hush-token"
    for shown in (repr(settings), str(settings), settings.model_dump_json()):
        assert "hush" not in shown


def test_settings_do_not_change_once_read() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().api.port = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("written", "origins"),
    [
        ("", ()),
        ("*", ("*",)),
        (
            " https://A.example ,http://b.example:8080,",
            ("https://a.example", "http://b.example:8080"),
        ),
        ("http://[::1]:3000", ("http://[::1]:3000",)),
    ],
)
def test_origins_can_be_listed_in_the_environment(written: str, origins: tuple[str, ...]) -> None:
    assert load_settings(None, {"REKO_API__CORS_ORIGINS": written}).api.cors_origins == origins


@pytest.mark.parametrize(
    "written", ["https://a.example/", "a.example", "null", "https://*.example", "https://a b"]
)
def test_an_invalid_origin_is_refused_by_name(written: str) -> None:
    with pytest.raises(ConfigurationError, match=r"api\.cors_origins\.0 must be scheme://host"):
        load_settings(None, {"REKO_API__CORS_ORIGINS": written})


def test_client_id_is_required_for_requests_to_mal() -> None:
    settings = MalSettings.model_validate({"client_id": " an-id\n"})
    assert settings.required_client_id() == "an-id"
    with pytest.raises(ConfigurationError) as caught:
        MalSettings().required_client_id()
    assert caught.value.key == "mal.client_id"


@pytest.mark.parametrize("text", ["port = " + "9" * 5000, "a = " + "[" * 5000, "a = \xff"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(text.encode("latin-1"))

    with pytest.raises(ConfigurationError, match=r"config\.toml"):
        load_settings(path, {})


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://api.myanimelist.net/v2", "must be https://api.myanimelist.net/v2 for"),
        ("https://api.myanimelist.net", "must be https://api.myanimelist.net/v2 for"),
        ("https://api.myanimelist.net/v1/", "must be https://api.myanimelist.net/v2 for"),
        ("https://myanimelist.net/v2", "must be https://api.myanimelist.net/v2 for"),
        ("api.myanimelist.net/v2", "must be an http or https URL"),
        ("https://", "must be an http or https URL"),
        ("https://mal.example:port/v2", "must be an http or https URL"),
        ("https://mal example/v2", "must be an http or https URL"),
        ("https://mal.example\n/v2", "must be an http or https URL"),
        ("https://[mal/v2", "must be an http or https URL"),
        ("https://name:word@mal.example/v2", "must have no user name, ? or #"),
        ("https://mal.example/v2?key=1", "must have no user name, ? or #"),
        ("https://mal.example/v2#", "must have no user name, ? or #"),
    ],
)
def test_a_wrong_base_url_of_mal_is_refused_by_name(url: str, reason: str) -> None:
    error = refusal(REKO_MAL__BASE_URL=url)

    assert error.key == "mal.base_url"
    assert error.reason.startswith(reason)


@pytest.mark.parametrize(
    "url",
    ["https://api.myanimelist.net/v2/", "http://127.0.0.1:8081/v2", "https://mal.example/api/v2"],
)
def test_mal_may_be_served_by_something_else(url: str) -> None:
    assert load_settings(None, {"REKO_MAL__BASE_URL": url}).mal.base_url == url


WRITTEN = '[api]\nport = 9000\nhost = "::1"\n'


@pytest.mark.parametrize(
    "data",
    [
        WRITTEN.encode(),
        WRITTEN.encode("utf-8-sig"),
        WRITTEN.replace("\n", "\r\n").encode(),
        WRITTEN.replace("\n", "\r\n").encode("utf-8-sig"),
        WRITTEN.rstrip().encode(),
    ],
)
def test_a_file_is_read_as_any_editor_saves_it(config: Path, data: bytes) -> None:
    config.write_bytes(data)

    settings = load_settings(config, {})

    assert (settings.api.port, settings.api.host) == (9000, "::1")


@pytest.mark.parametrize("data", [b"", b"\n\r\n", b"\xef\xbb\xbf", b"# nothing\n", b"[api]\n"])
def test_a_file_without_settings_changes_nothing(config: Path, data: bytes) -> None:
    config.write_bytes(data)

    assert load_settings(config, {}) == Settings()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (WRITTEN.encode("utf-16"), " is UTF-16 or no text: save it as UTF-8"),
        (WRITTEN.encode("utf-16-le"), " is UTF-16 or no text: save it as UTF-8"),
        (b"\xfe\xff", " is UTF-16 or no text: save it as UTF-8"),
        (b"[api]\n# \xe9\n", ", line 2: a character is not in UTF-8: save the file as UTF-8"),
        (b"[api]\nport = 1\nport = 2\n", ", line 3: a key that stands above already"),
        (b"[api]\nport = 1\n[mal]\n[api]\n", ", line 4: a table that stands above already"),
        (b"[api]\nport 1\n", ", line 2: no valid TOML: expected '=' after a key in a key/value"),
        (b"[api\n", ", line 1: no valid TOML: "),
        (b"[api]\nhost = '", " is no valid TOML: "),
        (b"a = " + b"[" * 5000, " is nested too deeply"),
        (b"a = " + b"9" * 5000, " holds a number with too many digits"),
        (b"#" * 2**20 + b"\n", " is larger than 1 MB"),
        (b"api = 1\n", "api must be a table"),
        (b"[api]\nport = 1.5\n", "api.port must be a whole number"),
        (b"[api]\nport = []\n", "api.port must be a whole number"),
        (b"[api]\nport = 9999999999999999999\n", "api.port must be at most 65535"),
        (b"[api]\nport = -1\n", "api.port must be at least 0"),
        (b"[api]\nhost = 1\n", "api.host must be text in quotes"),
        (b"[api]\nrequire_key = 'maybe'\n", "api.require_key must be true or false"),
        (b"[api]\ncors_origins = 1\n", "api.cors_origins must be a list"),
        (b"[community]\nsnapshot_dir = 1\n", "community.snapshot_dir must be a path in quotes"),
        (b"[mal]\ntimeout_s = nan\n", "mal.timeout_s must be at most 300"),
        (b"[mal]\ntimeout_s = 0\n", "mal.timeout_s must be above 0"),
        (b"[mal]\ntimeout_s = 1979-05-27\n", "mal.timeout_s must be a number"),
        (b"[log]\nlevel = 1\n", "log.level must be 'debug', 'info', 'warning' or 'error'"),
        (b"[discord]\ntoken = 1\n", "discord.token must be text in quotes"),
    ],
)
def test_a_wrong_file_is_explained_in_one_sentence(
    config: Path, data: bytes, sentence: str
) -> None:
    config.write_bytes(data)

    error = refusal(config)

    assert str(error).removeprefix(str(config)).startswith(sentence)
    assert len(str(error).splitlines()) == 1
    assert error.is_file == (error.key == str(config))


def test_a_path_that_is_no_file_is_named(config: Path) -> None:
    config.mkdir()
    assert refusal(config).reason == "cannot be read: it is a directory, not a file"
    assert refusal(config / "\0").reason == "no such file"
    assert refusal(config / ("x" * 300)).reason == "cannot be read: file name too long"
    link = config / "link"
    link.symlink_to(link)
    assert refusal(link).reason == "cannot be read: too many levels of symbolic links"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[database]\nurl = "sqlite:///a\\u0000b"', "database.url has a NUL character"),
        ('[community]\nsnapshot_dir = "a\\u0000b"', "community.snapshot_dir has a NUL character"),
        ('[api]\nhost = "\\u0000"', "api.host has a NUL character"),
        ('[api]\nhost = ""', "api.host must not be empty"),
        ('[mal]\nclient_id = "two words"', "mal.client_id is malformed; copy it again"),
        ('[mal]\nclient_id = "an\\nid"', "mal.client_id is malformed; copy it again"),
        ('[mal]\nclient_id = "é"', "mal.client_id is malformed; copy it again"),
    ],
)
def test_text_that_cannot_be_used_is_refused(config: Path, text: str, sentence: str) -> None:
    config.write_text(text)

    assert str(refusal(config)).startswith(sentence)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "s3://reko-snapshots",
        "s3://reko.snapshots/of/production/",
        "gs://bucket/a",
        "az://container/a",
        "file:///mnt/reko",
    ],
)
def test_snapshot_urls_are_accepted(url: str) -> None:
    settings = load_settings(environ={"REKO_COMMUNITY__SNAPSHOT_URL": url})

    assert settings.community.snapshot_url == url


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("/mnt/reko", "must be s3://"),
        ("http://host/bucket", "must be s3://"),
        ("s3://", "must be s3://"),
        ("s3://bucket//a", "must be s3://"),
        ("file://host/mnt", "must be s3://"),
        # It would be the root directory, with its locks in the current one.
        ("file://", "must be s3://"),
        ("file:///mnt/../etc", "must be s3://"),
        ("s3://key:secret@bucket/a", "must have no credentials"),
        ("az://container?sig=x", "must have no credentials"),
    ],
)
def test_other_snapshot_urls_are_refused(url: str, reason: str) -> None:
    with pytest.raises(ConfigurationError, match=f"community.snapshot_url {reason}") as caught:
        load_settings(environ={"REKO_COMMUNITY__SNAPSHOT_URL": url})

    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("address", ["", "local", "10.0.0.1:6379", "node-1:6379", "[::1]:6379"])
def test_addresses_of_clusters_are_accepted(address: str) -> None:
    assert load_settings(environ={"REKO_CLUSTER__ADDRESS": address}).cluster.address == address


@pytest.mark.parametrize("address", ["auto", "ray://host:10001", "host", "host:port", "a b:1"])
def test_other_addresses_of_clusters_are_refused(address: str) -> None:
    with pytest.raises(ConfigurationError, match="must be HOST:PORT or local"):
        load_settings(environ={"REKO_CLUSTER__ADDRESS": address})
