"""The name of a title on a picture."""

import pytest

from reko_core.contract.recommend import Titles
from reko_core.pictures.drawing import fonts
from reko_core.pictures.drawing.names import title_name


@pytest.mark.parametrize(
    ("title", "romaji", "english", "shown"),
    [
        ("進撃の巨人", "Shingeki no Kyojin", "Attack on Titan", "Shingeki no Kyojin"),
        ("Lucky☆Star", "Lucky☆Star", "Lucky Star (TV)", "Lucky☆Star"),
        ("進撃の巨人", "進撃の巨人", "Attack on Titan", "Attack on Titan"),
        ("進撃 2", "進撃 2", None, "進撃 2"),
        ("進撃", "進撃", None, "MyAnimeList #5"),
    ],
)
def test_a_name_that_cannot_be_drawn_gives_way_to_one_that_can(
    title: str, romaji: str, english: str | None, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As without a Japanese font.
    monkeypatch.setattr(fonts, "_has_glyph", lambda one: ord(one) < 0x250)
    titles = Titles(romaji=romaji, english=english, japanese=None)
    assert title_name(5, title, titles) == shown
