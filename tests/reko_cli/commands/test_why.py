"""`reko why`, `like` and `random` as processes, on a synthetic community."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from community import ADULT_ID, SECRET, UNRATED_ADULT_ID, entries_of, working_copy
from PIL import Image

from reko_core.contract.explain import WhyResponse
from reko_core.contract.taste import TasteResponse
from reko_core.domain.models import Anime
from reko_core.settings import Settings
from reko_core.store import Store, TitleRank
from reko_demo.community.catalogue import load_titles
from reko_demo.community.demo_users import demo_lists
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal

Reko = Callable[..., Any]
HAIKYUU, PING_PONG = 20583, 22135
HOSTILE = "Ping \x1b]0;owned\x07 Pong\n\u202e the [bold]End[/]"
TITLES = {**load_titles(), PING_PONG: replace(load_titles()[PING_PONG], title=HOSTILE)}
ADULT_IDS = ADULT_ID, UNRATED_ADULT_ID
ADULT_TITLES = [TITLES[anime_id].title for anime_id in ADULT_IDS]
UNKNOWN_TITLE = Anime(900_001, "Unheard of", mean=6.5)


@pytest.fixture
async def on_community(
    built: Settings, tmp_path: Path, reko: Reko, environ: dict[str, str]
) -> AsyncIterator[Reko]:
    settings = working_copy(built, tmp_path)
    async with Store.open(settings.database) as store:
        await store.catalogue.put_many([TITLES[PING_PONG]], TitleRank.KAGGLE)
    fan = entries_of([1, 5, 6, 199, 5114, *ADULT_IDS], 9)
    fake_mal = FakeMal(
        MappingLists({**demo_lists(TITLES), "fan": fan}),
        {**TITLES, UNKNOWN_TITLE.id: UNKNOWN_TITLE},
    )
    async with fake_mal.serve() as base_url:
        environ |= {
            "REKO_DATABASE__URL": settings.database.url,
            "REKO_COMMUNITY__SNAPSHOT_DIR": str(settings.community.snapshot_dir),
            "REKO_COMMUNITY__HASH_SECRET": SECRET,
            "REKO_MAL__BASE_URL": base_url,
            "REKO_MAL__CLIENT_ID": "test-client",
            "REKO_MAL__MAX_ATTEMPTS": "1",
        }

        async def run(*arguments: str) -> Any:
            return await asyncio.to_thread(reko, *arguments)

        yield run


@pytest.fixture
def why(on_community: Reko) -> Reko:
    return partial(on_community, "why")


async def test_a_seen_title_is_explained_in_a_picture(why: Reko) -> None:
    done = await why("demo_sports", str(HAIKYUU))

    assert done.returncode == 0, done.stderr
    assert not done.stderr
    assert TITLES[HAIKYUU].title in done.stdout
    assert "on their list: completed, scored 10" in done.stdout
    for part in ("Predicted ", "●", "◆", "│", "raise or lower it", "Similar users", "The most"):
        assert part in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


async def test_the_explanation_is_drawn_to_a_file(why: Reko, tmp_path: Path) -> None:
    file = tmp_path / "why.png"
    done = await why("demo_sports", str(HAIKYUU), "--picture", str(file))

    assert done.returncode == 0, done.stderr
    with Image.open(file) as picture:
        assert (picture.format, picture.width) == ("PNG", 780)
    refused = await why("demo_sports", str(HAIKYUU), "--picture", str(tmp_path / "no" / "why.png"))
    assert refused.returncode == 1
    assert "picture" in refused.stderr


async def test_the_answer_of_the_api_is_printed_as_json(why: Reko) -> None:
    done = await why("demo_sports", str(HAIKYUU), "--json")

    answer = WhyResponse.model_validate_json(done.stdout)
    assert answer.info.id == HAIKYUU
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    "title",
    [
        "5114",
        " 5114 ",
        "https://myanimelist.net/anime/5114/Fullmetal_Alchemist__Brotherhood",
        "myanimelist.net/anime/5114",
        "http://www.MyAnimeList.net/anime/5114?q=a",
        "fullmetal alchemist: BROTHERHOOD",
        "metal alchemist: brother",
    ],
)
async def test_a_title_is_given_by_id_url_or_name(why: Reko, title: str) -> None:
    done = await why("demo_dark", title, "--json")

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["info"]["id"] == 5114


@pytest.mark.parametrize(
    ("user", "title", "part"),
    [
        ("demo_dark", "no such title", "anime: no known title matches"),
        ("demo_dark", "  ", "anime: is empty"),
        ("demo_dark", "\x1b\u202e", "anime: is empty"),
        ("demo_dark", "%", "no known title matches"),
        ("demo_dark", "0", "anime id: "),
        ("demo_dark", "9" * 10, "anime id: "),
        ("demo_dark", "9" * 5000, "anime: has too many digits"),
        ("demo_dark", "987654321", "MyAnimeList has no anime 987654321, or no longer."),
        ("nobody_here", "1", "There's no MyAnimeList user nobody_here."),
        ("private_user", "1", "The list of private_user is private."),
        ("no such name!", "1", "user name: "),
    ],
)
async def test_errors_are_reported_in_one_line(why: Reko, user: str, title: str, part: str) -> None:
    done = await why(user, title)

    assert done.returncode == 1
    assert not done.stdout
    assert part in done.stderr
    assert len(done.stderr.splitlines()) == 1


async def test_several_titles_of_one_name_are_listed_with_their_ids(why: Reko) -> None:
    done = await why("demo_dark", "no")

    assert done.returncode == 1
    first, *others, message = done.stderr.splitlines()
    assert message == "reko: Several titles match: give the id of one of these."
    assert first.endswith("  <- the closest")
    assert len(others) == 9
    assert all(re.fullmatch(r" *\d+  .+ \(\w+, \d{4}\)", line) for line in others)


async def test_a_name_with_a_typing_error_finds_the_title_and_says_which(why: Reko) -> None:
    done = await why("demo_dark", "chihayafru", "--json")

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["info"]["title"] == "Chihayafuru"
    assert done.stderr == "10800  Chihayafuru (tv, 2011)\n"


async def test_a_title_cannot_inject_terminal_escapes(why: Reko) -> None:
    for done in (await why("demo_sports", str(PING_PONG)), await why("demo_dark", "the [bold]End")):
        assert done.returncode == 0, done.stderr
        assert "Ping ]0;owned Pong the [bold]End[/]" in done.stdout
        assert not {"\x1b", "\x07", "\u202e"} & set(done.stdout)


async def test_an_unknown_title_states_the_basis_of_its_prediction(why: Reko) -> None:
    done = await why("demo_dark", str(UNKNOWN_TITLE.id))

    assert done.returncode == 0, done.stderr
    assert "based on its mean on MyAnimeList" in done.stdout
    assert "Similar users" not in done.stdout
    assert "What they scored" not in done.stdout


async def test_an_empty_list_gets_the_community_average(why: Reko) -> None:
    done = await why("demo_empty", "1")

    assert done.returncode == 0, done.stderr
    assert "based on the whole community" in done.stdout


async def test_adult_titles_are_named_only_with_adult(
    on_community: Reko, environ: dict[str, str]
) -> None:
    environ["COLUMNS"] = "200"
    for command, status in (
        (("recommend", "demo_dark", "--limit", "100"), 0),
        (("recommend", "demo_dark", "--limit", "100", "--json"), 0),
        (("why", "fan", "19"), 0),
        (("why", "fan", str(ADULT_ID)), 1),
        (("why", "fan", ADULT_TITLES[0]), 1),
        # Part of many titles; they are listed.
        (("why", "fan", ADULT_TITLES[0].lower()[:2]), 1),
    ):
        without, included = await on_community(*command), await on_community(*command, "--adult")
        assert without.returncode == status
        assert not [name for name in ADULT_TITLES if name in without.stdout + without.stderr]
        if len(command[-1]) > 2:
            assert [name for name in ADULT_TITLES if name in included.stdout], command
    refused = await on_community("why", "fan", str(ADULT_ID))
    assert refused.stderr == "reko: anime id: adult titles need --adult.\n"


async def test_a_title_that_is_gone_from_mal_is_not_found(
    why: Reko, built: Settings, tmp_path: Path
) -> None:
    async with Store.open(working_copy(built, tmp_path).database) as store:
        await store.catalogue.mark_missing(HAIKYUU)
    for given in (str(HAIKYUU), TITLES[HAIKYUU].title):
        done = await why("demo_sports", given)
        assert done.returncode == 1
        assert not done.stdout
    # Its sequels are listed.
    assert "28891" in done.stderr
    assert str(HAIKYUU) not in done.stderr


async def test_a_taste_is_printed_and_drawn(on_community: Reko, tmp_path: Path) -> None:
    file = tmp_path / "taste.png"
    done = await on_community("taste", "demo_sports", "--picture", str(file))

    assert done.returncode == 0, done.stderr
    assert "demo_sports  17 seen, 17 scored, mean " in done.stdout
    for part in ("Higher than", "Sports", "Scores given", "Decades", "Favourites that few know"):
        assert part in done.stdout
    with Image.open(file) as picture:
        assert (picture.format, picture.width) == ("PNG", 780)


async def test_the_taste_of_the_api_is_printed_as_json(on_community: Reko) -> None:
    done = await on_community("taste", "demo_empty", "--json")

    assert TasteResponse.model_validate_json(done.stdout).counts.seen == 0


async def test_titles_like_others_are_printed_for_a_user_and_for_everybody(
    on_community: Reko,
) -> None:
    everybody = await on_community("like", str(HAIKYUU), "--limit", "5")
    assert everybody.returncode == 0, everybody.stderr
    lines = [line.split("\t") for line in everybody.stdout.splitlines()]
    assert [line[0] for line in lines] == ["1", "2", "3", "4", "5"]
    assert str(HAIKYUU) not in {line[2] for line in lines}
    done = await on_community("like", "haikyuu", "--unlike", "1", "--user", "fan", "--json")
    response = json.loads(done.stdout)
    assert [one["id"] for one in response["metadata"]["unlike"]] == [1]
    assert response["rekos"][0]["expected"]["score"] > 0
    unclear = await on_community("like", "n")
    assert "Several titles match" in unclear.stderr
    nothing = await on_community("like")
    assert nothing.returncode != 0


async def test_what_one_user_would_tell_another_to_watch(on_community: Reko) -> None:
    done = await on_community("recommend", "fan", "--from", "demo_sports", "--json")
    rekos = json.loads(done.stdout)["rekos"]
    entries = demo_lists(TITLES)["demo_sports"]
    scores = dict(zip(entries.anime_ids.tolist(), entries.scores.tolist(), strict=True))
    assert rekos
    assert [one.get("from_score") or 0 for one in rekos] == [scores[one["id"]] for one in rekos]
    same = await on_community("recommend", "fan", "--from", "Fan")
    assert "--from: must be somebody else" in same.stderr
    missing = await on_community("recommend", "fan", "--from", "no_such_user")
    assert "no_such_user" in missing.stderr


async def test_random_titles_are_drawn_from_the_best(on_community: Reko) -> None:
    best = await on_community("recommend", "fan", "--limit", "100")
    ids = {line.split("\t")[4] for line in best.stdout.splitlines()}
    drawn = await on_community("random", "fan", "--limit", "3")
    found = [line.split("\t")[4] for line in drawn.stdout.splitlines()]
    assert len(found) == 3
    assert set(found) <= ids
