"""Which characters can be drawn, and lines that are shortened."""

from collections.abc import Iterator

import pytest

from bot.i18n.texts import LANGUAGES, texts_for
from bot.interactions.pictures import picture_texts
from bot.taste.taste_texts import taste_labels
from reko_api.openapi.features.group import example_group_response
from reko_api.openapi.features.taste import example_taste_response
from reko_core.pictures.drawing import fonts
from reko_core.pictures.drawing.fonts import drawable, fitted, is_drawable, runs, text_width
from reko_core.pictures.group_card import GroupLabels, draw_group
from reko_core.pictures.taste_card import draw_taste


@pytest.fixture
def without_japanese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    fonts._japanese_path.cache_clear()
    monkeypatch.setattr(fonts, "_JAPANESE_PACKAGE", "no_such_package")
    monkeypatch.setattr(fonts, "_SYSTEM_FONTS", ())
    yield
    fonts._japanese_path.cache_clear()


@pytest.mark.usefixtures("without_japanese")
@pytest.mark.parametrize(
    ("title", "shown", "is_whole"),
    [
        ("Lucky☆Star", "Lucky Star", True),
        ("進撃の巨人 Attack on Titan", "Attack on Titan", False),
        ("進撃の巨人", "", False),
        ("Für Élise ½ Ψ", "Für Élise ½ Ψ", True),
        ("a\x1b[0m\u202eb", "a [0m b", True),
    ],
)
def test_characters_that_would_be_boxes_are_left_out(
    title: str, shown: str, *, is_whole: bool
) -> None:
    assert drawable(title) == shown
    assert is_drawable(title) == is_whole


def test_japanese_is_drawn_with_the_font_that_has_it() -> None:
    pytest.importorskip("noto_cjk_sans_jp_regular", reason="the extra `japanese` is not installed")
    text = "K-On! けいおん!! 軽音 ♪"
    assert drawable(text) == text
    assert [part for part, _ in runs(text, 26)] == ["K-On! ", "けいおん", "!! ", "軽音", " ♪"]
    families = {font.getname()[0] for _, font in runs(text, 26, is_bold=True)}
    assert families == {"Source Sans Pro", "Noto Sans CJK JP"}
    # No font has characters of private use.
    assert drawable("a\ue123b") == "a b"


@pytest.mark.parametrize("text", ["W" * 300, "i" * 300, "Über " * 60])
def test_long_lines_are_shortened_to_the_longest_that_fits(text: str) -> None:
    shown = fitted(text, 26, 200)
    assert shown.endswith("…")
    assert text.startswith(shown[:-1])
    assert text_width(shown, 26) <= 200 < text_width(text[: len(shown)] + "W…", 26)
    assert fitted("short", 26, 200) == "short"
    assert fitted("WWW", 26, 1) == "…"


@pytest.mark.usefixtures("without_japanese")
def test_labels_are_english_where_no_font_has_the_readers_letters() -> None:
    english, japanese = texts_for("en-US"), texts_for("ja")
    assert picture_texts(japanese) is english
    for language in set(LANGUAGES) - {"ja"}:
        texts = texts_for(LANGUAGES[language][0])
        assert picture_texts(texts) is texts
    response = example_taste_response()
    labels = taste_labels(response, picture_texts(japanese), "japanese")
    assert labels == taste_labels(response, english, "japanese")
    # Titles have their Latin names, and members without one a number.
    romaji = taste_labels(response, english, "romaji")
    assert draw_taste(response, labels) == draw_taste(response, romaji)
    group = example_group_response()
    n_members = len(group.metadata.members)
    numbers = tuple(f"#{place}" for place in range(1, n_members + 1))
    named = GroupLabels(members=("太郎",) * n_members)
    assert draw_group(group, named) == draw_group(group, GroupLabels(members=numbers))


def test_readers_of_japanese_have_their_labels_where_a_font_has_them() -> None:
    pytest.importorskip("noto_cjk_sans_jp_regular", reason="the extra `japanese` is not installed")
    assert picture_texts(texts_for("ja")) is texts_for("ja")
