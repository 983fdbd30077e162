from tests.reko_cli.conftest import Reko


def test_a_key_is_shown_once_listed_and_revoked(reko: Reko) -> None:
    added = reko("key", "add", "partner", "--per-minute", "300", "--burst", "50")
    listed = reko("key", "list")
    revoked = reko("key", "revoke", "partner")

    assert added.returncode == listed.returncode == revoked.returncode == 0
    key = added.stdout.strip()
    assert len(key) == 48
    assert key.startswith("reko_")
    assert listed.stdout.splitlines()[1].split()[:3] == ["partner", "300", "50"]
    assert key not in listed.stdout + listed.stderr
    assert revoked.stdout == "The key partner was revoked.\n"
    assert reko("key", "list").stdout == "There are no keys.\n"


def test_a_key_has_the_default_limits_unless_given_its_own(reko: Reko) -> None:
    reko("key", "add", "partner")

    assert reko("key", "list").stdout.splitlines()[1].split()[:3] == ["partner", "60", "20"]


def test_a_taken_or_invalid_name_and_an_unknown_key_are_reported_in_one_line(reko: Reko) -> None:
    reko("key", "add", "partner")
    for arguments, message in (
        (("add", "partner"), "partner is taken"),
        (("add", "a b"), "must be 1-64 letters"),
        (("revoke", "nobody"), "there is no key nobody"),
    ):
        done = reko("key", *arguments)
        assert done.returncode == 1
        assert message in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_invalid_limits_are_usage_errors(reko: Reko) -> None:
    for option, value in (("--per-minute", "0"), ("--per-minute", "nan"), ("--burst", "0")):
        done = reko("key", "add", "partner", option, value)
        assert done.returncode == 2, (option, value)
        assert len(done.stderr.splitlines()) == 1
