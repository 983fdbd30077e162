"""The season sheet."""

import io

from PIL import Image

from reko_api.openapi.features.season import example_season_response
from reko_core.contract.season import RankedSeason
from reko_core.pictures.season_sheet import SeasonLabels, draw_season, draw_seasons

EXAMPLE = example_season_response()


def season(n_titles: int) -> RankedSeason:
    first = EXAMPLE.seasons[0]
    reko = first.rekos[0]
    info = reko.info.model_copy(update={"title": "W" * 300})
    changed = reko.model_copy(update={"info": info})
    return first.model_copy(update={"rekos": (changed,) * n_titles})


def height(png: bytes) -> int:
    assert len(png) < 300_000
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.width == 780
        return picture.height


def test_the_first_titles_are_drawn() -> None:
    heights = [height(draw_season(season(n))) for n in (0, 1, 12, 30)]
    assert heights[0] < heights[1] < heights[2] == heights[3]


def test_several_seasons_share_a_sheet() -> None:
    both = EXAMPLE.model_copy(update={"seasons": (season(30), season(30))})
    single = height(draw_season(season(12)))
    assert single < height(draw_seasons(both)) < 2 * single


def test_texts_are_those_of_the_front_end() -> None:
    labels = SeasonLabels.english(season(1))
    assert labels.title == "Spring 2017"
    assert labels.notes == {33337: "new, little known, Production I.G, as Koukaku Kidoutai"}
    with_subtitle = SeasonLabels("Herbst 2026", "für some_user", "Legende")
    assert height(draw_season(season(1), with_subtitle)) > height(draw_season(season(1), labels))


def test_unseen_earlier_parts_are_told() -> None:
    first = EXAMPLE.seasons[0]
    misses = first.rekos[0].model_copy(update={"misses_earlier": True, "is_little_known": False})
    labels = SeasonLabels.english(first.model_copy(update={"rekos": (misses,)}))
    assert labels.notes[misses.id].startswith("earlier part unseen, ")
