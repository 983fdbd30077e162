"""Each kind of news, on small made-up lists."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest

from reko_core.contract.digest import DigestTitle
from reko_core.contract.explain import ExpectedRange
from reko_core.contract.recommend import (
    Algorithm,
    Expected,
    Metadata,
    NeighbourRekos,
    Recommendation,
    RekoCounts,
    Response,
    SimilarUser,
    UserCounts,
)
from reko_core.contract.season import OwnTitle, SeasonReason, SeasonRecommendation
from reko_core.domain.digest_schedule import DigestSchedule
from reko_core.domain.models import Anime, Entries, Relation, Status
from reko_core.service.digests.join import join_news
from reko_core.service.digests.kinds import airing, loved, movement, new_titles, sequel
from reko_core.service.digests.occasion import Occasion, Period
from reko_core.service.digests.ranking import Ranking
from reko_core.service.title_infos import anime_info, titles_of
from reko_core.store.discord.digest_subscriptions import DigestSubscription

LINKED = datetime(2025, 1, 1, 12, 30, 15, 123_457, UTC)
HASHES = [f"{number:032x}" for number in range(4)]
P, C, W = Status.PLAN_TO_WATCH, Status.COMPLETED, Status.WATCHING


def entries_of(*rows: tuple[int, int, Status]) -> Entries:
    ids, scores, statuses = np.array(rows, np.int32).reshape(-1, 3).T
    return Entries.build(ids, scores, statuses)


def title(anime_id: int, start: str | None = None, prequel: int | None = None) -> Anime:
    relations = () if prequel is None else (Relation(prequel, "prequel"),)
    return Anime(anime_id, f"Title {anime_id}", start_date=start, relations=relations)


def response_of(*titles: tuple[int, tuple[int, ...]], users: list[str] = HASHES) -> Response:
    """Return a response with these titles and the indexes of their recommenders."""
    return Response(
        metadata=Metadata(
            user_last_analyzed="2022-12-31T12:00:00.000Z",
            users=UserCounts(found=len(users), banned=()),
            rekos=RekoCounts(sent=len(titles), found=len(titles), banned=()),
            algorithm=Algorithm(passages=1, accuracy=100),
        ),
        users=tuple(
            SimilarUser(hash=one, affinity=80, rekos=NeighbourRekos(sent=1, found=1))
            for one in users
        ),
        rekos=tuple(
            Recommendation(
                id=anime_id,
                info=anime_info(title(anime_id), frozenset(), include_adult=False),
                match=80,
                expected=Expected(score=8, enjoyment=70),
                users=recommenders,
            )
            for anime_id, recommenders in titles
        ),
    )


def new_title(
    anime_id: int, match: int, reason: SeasonReason | None = None, *, misses_earlier: bool = False
) -> SeasonRecommendation:
    return SeasonRecommendation(
        id=anime_id,
        info=anime_info(title(anime_id), frozenset(), include_adult=False),
        match=match,
        expected=ExpectedRange(score=8, enjoyment=70, low=6, high=9),
        reason=reason,
        is_new=True,
        is_planned=False,
        is_little_known=True,
        misses_earlier=misses_earlier,
        n_lists=0,
    )


def ids_of(titles: list[DigestTitle]) -> list[int]:
    return [one.info.id for one in titles]


def test_planned_titles_that_start_are_told_in_their_order() -> None:
    entries = entries_of((1, 0, P), (2, 0, P), (3, 0, W), (4, 0, P))
    starting = (title(1, "2026-01-08"), title(2, "2026-01-06"), title(3, "2026-01-07"))

    assert ids_of(airing.find(Occasion(entries, starting))) == [2, 1]


def test_sequels_of_completed_titles_are_told_with_the_score_of_what_they_follow() -> None:
    entries = entries_of((1, 7, C), (2, 9, C), (3, 9, W), (5, 0, C), (6, 8, C))
    prequels = {one: title(one) for one in (1, 2, 3, 5)}
    starting = (
        title(10, prequel=1),
        title(20, prequel=2),
        title(30, prequel=3),
        title(50, prequel=5),
        title(6, prequel=2),
        title(70),
    )

    found = sequel.find(Occasion(entries, starting, prequels))

    assert ids_of(found) == [20, 10, 50], "neither of what is not completed, nor what was seen"
    assert [one.own_score for one in found] == [9, 7, None]
    assert [one.prequel.romaji for one in found if one.prequel] == ["Title 2", "Title 1", "Title 5"]


def test_new_titles_of_the_season_are_told_if_they_fit() -> None:
    own = OwnTitle(id=9, title="A", titles=titles_of(title(9)), score=8)
    rekos = (
        new_title(1, 90, SeasonReason(kind="sequel", own=own, names=())),
        new_title(2, 80, misses_earlier=True),
        new_title(3, 50, SeasonReason(kind="studio", own=own, names=("B",))),
        new_title(4, 49),
    )

    found = new_titles.find(Occasion(entries_of(), season=rekos))

    assert [(one.info.id, one.match, one.own_score) for one in found] == [(1, 90, 8), (3, 50, None)]


def test_a_similar_user_who_recommends_a_title_now_is_news() -> None:
    before = Ranking.of(LINKED, response_of((1, (0,)), (2, (0, 1)), (3, ()), (4, (0,))))
    now = response_of((2, (1,)), (3, (2,)), (1, (0, 1)), (9, (0, 1, 2)), (4, (0, 3)))
    before = before.model_copy(update={"users": tuple(HASHES[:3])})

    found = loved.find(Occasion(entries_of(), response=now, before=before))

    assert ids_of(found) == [3, 1], "9 was not ranked, and the user behind 4 was not similar"


def test_titles_that_rose_to_the_top_are_news() -> None:
    before = Ranking.of(LINKED, response_of(*((one, ()) for one in range(1, 31))))
    # 12 rose by 2 places, 25 from far below, 99 from nowhere, 10 was among the first.
    now = response_of(*((one, ()) for one in (10, 2, 25, 99, 1, 3, 4, 5, 6, 12, 7, 30)))

    found = movement.find(Occasion(entries_of(), response=now, before=before))

    assert [(one.info.id, one.rank) for one in found] == [(25, 3), (99, 4)]


@pytest.mark.parametrize("kind", [loved, movement])
def test_first_digest_has_nothing_to_compare_with(kind: Any) -> None:
    assert kind.find(Occasion(entries_of(), response=response_of((1, (0,))))) == []


def test_a_ranking_is_compared_with_that_of_the_same_list_alone() -> None:
    stored = Ranking.of(LINKED, response_of((1, (0, 2)))).model_dump(mode="json")

    ranking = Ranking.read(stored, LINKED)
    assert ranking is not None
    assert ranking.recommenders == {1: {HASHES[0], HASHES[2]}}
    assert Ranking.read(stored, datetime(2025, 2, 1, tzinfo=UTC)) is None
    assert Ranking.read({"of": "another version"}, LINKED) is None
    assert Ranking.read(None, LINKED) is None


def test_a_period_is_from_the_last_digest_until_before_the_next() -> None:
    now = datetime(2026, 1, 9, 17, 3, tzinfo=UTC)
    schedule = DigestSchedule("weekly", 4, 18, "Europe/Berlin")
    first = DigestSubscription(1, 2, None, 3, schedule, "de", now)

    assert Period.of(first, now) == Period(date(2026, 1, 2), date(2026, 1, 16))
    late = Period.of(replace(first, last_at=datetime(2025, 12, 19, tzinfo=UTC)), now)
    assert late == Period(date(2025, 12, 19), date(2026, 1, 16))
    days = [one for one in range(1, 32) if late.has(f"2026-01-{one:02}")]
    assert days == list(range(1, 16))
    assert not late.has("2026-01")
    assert not late.has(None)


LIMITS = {"airing": 2, "season": 2}


def told(*anime_ids: int, **parts: Any) -> list[DigestTitle]:
    return [
        DigestTitle(info=anime_info(title(one), frozenset(), include_adult=False), **parts)
        for one in anime_ids
    ]


def test_no_title_is_told_twice_and_no_kind_has_too_many() -> None:
    digest = join_news([{"airing": told(1, 2, 3), "season": told(2, 4, 5, 6)}], LIMITS)  # type: ignore[arg-type]

    assert digest is not None
    assert digest.kinds == {1: "airing", 2: "airing", 4: "season", 5: "season"}


def test_news_of_several_people_are_counted() -> None:
    people = [
        {"airing": told(1, 2), "season": told(5, match=90)},
        {"airing": told(2)},
        {"season": told(6, 5, match=71)},
    ]

    digest = join_news(people, LIMITS)  # type: ignore[arg-type]

    assert digest is not None
    assert digest.n_people == 3
    (airing_titles, season_titles) = (section.titles for section in digest.sections)
    assert [(one.info.id, one.n_people) for one in airing_titles] == [(2, 2), (1, 1)]
    assert [(one.info.id, one.match) for one in season_titles] == [(5, 80), (6, 71)]


def test_without_news_there_is_no_digest() -> None:
    assert join_news([{"airing": []}, {}], LIMITS) is None  # type: ignore[arg-type]
