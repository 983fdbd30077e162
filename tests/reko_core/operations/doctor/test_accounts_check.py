"""What the doctor finds at connected accounts."""

from pathlib import Path

from connected_accounts import KEY

from reko_core.operations.doctor import State
from reko_core.operations.doctor.checks.configuration import secret_files
from reko_core.operations.doctor.checks.oauth_accounts import check_accounts
from reko_core.settings import Settings


def check(mal_id: str = "id", **oauth: str) -> tuple[State, str]:
    sections = {"mal": {"client_id": mal_id}, "oauth": oauth}
    (found,) = check_accounts(Settings.model_validate(sections))
    return found.state, found.message


def test_the_addresses_to_register_are_told() -> None:
    here = {"public_url": "https://reko.example/", "token_keys": KEY}

    assert check()[0] is State.SKIPPED
    state, message = check(**here, anilist_client_id="7")
    assert state is State.OK
    assert "https://reko.example/oauth/mal/callback at MyAnimeList" in message
    assert "https://reko.example/oauth/anilist/callback at AniList" in message
    assert check(public_url="http://reko.example", token_keys=KEY)[0] is State.WARNING


def test_what_is_missing_is_named_and_no_key_quoted() -> None:
    here = {"public_url": "https://reko.example"}

    assert "oauth.token_keys is missing" in check(**here)[1]
    state, message = check(**here, token_keys="made-up-key")
    assert state is State.ERROR
    assert "made-up-key" not in message
    assert "oauth.anilist_client_id" in check("", **here, token_keys=KEY)[1]


def test_a_key_file_that_others_can_read_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    path.write_text(KEY)
    path.chmod(0o644)
    sections = {
        "community": {"snapshot_dir": str(tmp_path)},
        "oauth": {"token_key_file": str(path)},
    }

    findings = secret_files(Settings.model_validate(sections), tmp_path / "none.toml")

    assert any(str(path) in finding.message for finding in findings)
