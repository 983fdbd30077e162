import re

import pytest

from reko_cli.app import main
from reko_cli.arguments.option_names import OPTIONS, in_options, option_of
from reko_core.contract.recommend import Request

# What the command line takes as an argument, or does not offer.
NO_OPTIONS = {"user_name", "entries", "banned_users", "random_seed"}


def options_of(command: str, capsys: pytest.CaptureFixture[str]) -> set[str]:
    main([command, "--help"])
    return set(re.findall(r"--[a-z-]+", capsys.readouterr().out))


def test_every_option_exists(capsys: pytest.CaptureFixture[str]) -> None:
    commands = ("recommend", "group", "season", "import", "evaluate", "demo")
    known = {option for command in commands for option in options_of(command, capsys)}

    named = {option for text in OPTIONS.values() for option in text.split(" and ")}
    assert named <= known


def test_every_option_of_a_recommendation_has_its_field(
    capsys: pytest.CaptureFixture[str],
) -> None:
    offered = options_of("recommend", capsys) - {"--help", "--json", "--config", "--debug"}
    fields = set(Request.model_fields) - NO_OPTIONS

    # The field `entries` is a file here.
    others = {"--verbose", "--version", "--file"}
    assert offered - others == {OPTIONS[name] for name in fields}


def test_fields_are_named_as_options() -> None:
    assert option_of("genres.0") == "--genre"
    assert option_of("user_name") == "user name"
    assert in_options("must not be before year_from") == "must not be before --year-from"
    assert in_options("the genres of it") == "the genres of it"
