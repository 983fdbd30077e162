"""The taste card."""

import io
from typing import Any

from PIL import Image

from reko_core.contract.recommend import Titles
from reko_core.contract.taste import (
    DecadeTaste,
    GenreLeaning,
    GenreTaste,
    RareFavourite,
    ScoreHabits,
    Standing,
    TasteMetadata,
    TasteResponse,
    TitleCounts,
)
from reko_core.pictures.taste_card import draw_taste, shown_genres

NOTHING = TasteResponse(
    user_name="some_user",
    metadata=TasteMetadata(user_last_analyzed="2022-12-31T12:00:00.000Z", community=300),
    counts=TitleCounts(seen=0, scored=0, dropped=0, planned=0),
    scores=ScoreHabits(mean=None, spread=None, histogram=(0,) * 10),
    standing=Standing(titles=0, mean=None, spread=None, dropped=None, mainstream=None),
    genres=(),
    generous_on=(),
    harsh_on=(),
    decades=(),
    rare_favourites=(),
)


def favourite(title: str, japanese: str | None = None) -> RareFavourite:
    titles = Titles(romaji=title, english=None, japanese=japanese)
    return RareFavourite(id=5, title=japanese or title, titles=titles, score=10, known_by=0.013)


def everything(**changes: Any) -> TasteResponse:
    """A response whose every part is as long as it may be."""
    name = "W" * 60
    genres = [
        GenreTaste(name=f"{n} {name}", seen=n, share=share, community_share=100 - share)
        for n, share in enumerate((100.0, 90.0, 80.0, 70.0, 60.0, 50.0, 3.0, 2.0, 1.0, 0.0))
    ]
    leaning = GenreLeaning(name=name, scored=5, mean=5.5, difference=-2.31)
    decades = [
        DecadeTaste(first_year=year, seen=3, share=12.5, community_share=3.0)
        for year in range(1910, 2030, 10)
    ]
    fields: dict[str, Any] = {
        "user_name": "Sixteen_letters_",
        "counts": TitleCounts(seen=19_999, scored=19_999, dropped=0, planned=0),
        "scores": ScoreHabits(mean=7.5, spread=1.5, histogram=(19_999,) * 10),
        "standing": Standing(titles=99, mean=0, spread=50, dropped=7, mainstream=99),
        "genres": tuple(genres),
        "generous_on": (leaning,) * 3,
        "harsh_on": (leaning,),
        "decades": tuple(decades),
        "rare_favourites": (favourite("W" * 300), favourite("Shingeki", "進撃の巨人" * 30)),
    }
    return NOTHING.model_copy(update={**fields, **changes})


def drawn(response: TasteResponse) -> Image.Image:
    png = draw_taste(response)
    assert len(png) < 300_000
    return Image.open(io.BytesIO(png))


def test_parts_without_data_are_left_out() -> None:
    full = drawn(everything())
    assert full.width == 780
    for changes in (
        {"genres": ()},
        {"generous_on": (), "harsh_on": ()},
        {"rare_favourites": ()},
        {"standing": NOTHING.standing},
    ):
        assert drawn(everything(**changes)).height < full.height, changes
    assert drawn(NOTHING).height < 250


def test_lists_without_scores_and_dates_are_drawn() -> None:
    changes = {"counts": TitleCounts(seen=1, scored=0, dropped=0, planned=0)}
    unscored = everything(**changes, scores=NOTHING.scores, generous_on=(), harsh_on=())
    undated = unscored.model_copy(update={"decades": ()})
    assert drawn(unscored).height > drawn(undated).height > drawn(NOTHING).height


def test_genres_watched_most_and_least_are_shown() -> None:
    shown = [one.seen for one in shown_genres(everything().genres)]
    assert shown == [0, 1, 2, 3, 7, 8, 9]
    # A genre that hardly anybody watches is not missed.
    rare = GenreTaste(name="Racing", seen=0, share=0, community_share=1.5)
    assert shown_genres([rare]) == []
