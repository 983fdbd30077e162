import io

import numpy as np
import pytest
from PIL import Image

from reko_core.domain.models import Anime
from reko_demo.community.catalogue import cover_url, load_titles
from reko_demo.covers.drawing import COVER_SIZE, GENRES, draw_cover, draw_covers, draw_face

TITLES = load_titles()


def picture_of(png: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(png))
    assert picture.format == "PNG"
    return picture


def test_every_title_of_the_catalogue_has_the_address_of_its_cover() -> None:
    assert all(title.picture == cover_url(title.id) for title in TITLES.values())


@pytest.mark.parametrize("genre", [*GENRES, "Unheard Of"])
def test_every_scene_fills_the_picture_above_the_title(genre: str) -> None:
    for anime_id in range(1, 4):
        pixels = np.asarray(picture_of(draw_cover(Anime(anime_id, "Title", genres=(genre,)))))
        assert pixels.shape == (COVER_SIZE[1], COVER_SIZE[0], 3)
        # More than the sky, which is constant from left to right.
        assert (pixels[:200].max(axis=1) != pixels[:200].min(axis=1)).any(axis=1).mean() > 0.5


@pytest.mark.parametrize("title", ["", "★", "86", "Pokémon", "A" * 60, "Of many words " * 20])
def test_any_title_can_be_drawn_on_a_cover(title: str) -> None:
    assert picture_of(draw_cover(Anime(1, title))).size == COVER_SIZE


def test_covers_are_served_by_url_and_deterministic() -> None:
    some = [TITLES[anime_id] for anime_id in (1, 20, 437, 20583)]
    covers = draw_covers(some)
    assert list(covers) == [title.picture for title in some]
    assert len(set(covers.values())) == len(some)
    assert covers == draw_covers(some)


def test_faces_differ() -> None:
    assert draw_face("ann") == draw_face("ann")
    assert draw_face("ann") != draw_face("bob")
    assert picture_of(draw_face("you")).size == (128, 128)
