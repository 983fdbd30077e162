import io

from PIL import Image, ImageColor

from reko_api.openapi.examples import example_why_response
from reko_core.contract.explain import Influence, WhyResponse
from reko_core.contract.recommend import Titles
from reko_core.pictures.drawing.canvas import ACCENT, DARK, GREEN, RED
from reko_core.pictures.explanation_picture import ExplanationLabels, draw_explanation

EXAMPLE = example_why_response()
LABELS = ExplanationLabels("8,2", "Zu 90 % zwischen 6,4 und 9,6", "Für dich", "Ähnliche Nutzer")
NOTHING = EXAMPLE.model_copy(
    update={
        "influences": (),
        "similar": EXAMPLE.similar.model_copy(update={"scored": 0, "histogram": (0,) * 10}),
    }
)


def drawn(response: WhyResponse) -> Image.Image:
    return Image.open(io.BytesIO(draw_explanation(response, LABELS))).convert("RGB")


def has(picture: Image.Image, colour: str) -> bool:
    """Whether a colour is on a picture, as near as its palette has it."""
    wanted = ImageColor.getrgb(colour)
    colours = picture.getcolors(maxcolors=256)
    assert colours is not None
    return any(
        max(abs(a - b) for a, b in zip(wanted, found, strict=True)) < 12
        for n, found in colours
        if n > 100 and isinstance(found, tuple)
    )


def test_what_raises_lowers_and_was_scored_is_drawn_in_its_colour() -> None:
    picture = drawn(EXAMPLE)
    assert picture.width == 780
    assert all(has(picture, colour) for colour in (DARK, GREEN, RED, ACCENT))


def test_what_is_not_known_is_left_out() -> None:
    picture = drawn(NOTHING)
    assert picture.height < drawn(EXAMPLE).height
    assert has(picture, GREEN)
    assert not has(picture, RED)
    assert not has(picture, ACCENT)


def influence(anime_id: int, title: str, effect: float, english: str | None = None) -> Influence:
    titles = Titles(romaji=title, english=english, japanese=None)
    return Influence(id=anime_id, title=title, titles=titles, score=9, effect=effect)


def test_long_titles_and_many_influences_fit() -> None:
    effects = [0.1 * n for n in range(20, 0, -1)] + [-0.1 * n for n in range(1, 20)]
    influences = tuple(influence(n, "W" * 300, effect) for n, effect in enumerate(effects))
    one = drawn(EXAMPLE.model_copy(update={"influences": influences[:1]}))
    many = drawn(EXAMPLE.model_copy(update={"influences": influences}))
    assert many.height - one.height == 6 * 46
