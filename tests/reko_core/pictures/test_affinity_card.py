"""The affinity card, and the cache of pictures."""

import io

from PIL import Image

from reko_api.openapi.features.taste import example_affinity_response
from reko_core.contract.affinity import AffinityResponse, SharedTitles
from reko_core.pictures.affinity_card import AffinityLabels, draw_affinity
from reko_core.pictures.picture_cache import PictureCache

EXAMPLE = example_affinity_response()
LONGEST = EXAMPLE.disagree[0].model_copy(update={"title": "W" * 300, "scores": (1, 10)})


def drawn(response: AffinityResponse) -> Image.Image:
    png = draw_affinity(response)
    assert len(png) < 300_000
    return Image.open(io.BytesIO(png))


def test_parts_without_data_are_left_out() -> None:
    full = drawn(EXAMPLE.model_copy(update={"agree": (LONGEST,) * 5, "disagree": (LONGEST,) * 5}))
    assert full.width == 780
    some = drawn(EXAMPLE.model_copy(update={"agree": ()}))
    nothing = EXAMPLE.model_copy(
        update={"agree": (), "disagree": (), "shared": SharedTitles(seen=0, scored=0)}
    )
    assert drawn(nothing).height < some.height < full.height


def test_one_point_apart_is_no_disagreement() -> None:
    near = EXAMPLE.disagree[0].model_copy(update={"scores": (7, 8)})
    without = drawn(EXAMPLE.model_copy(update={"disagree": ()}))
    assert drawn(EXAMPLE.model_copy(update={"disagree": (near,)})).height == without.height


async def test_a_picture_is_drawn_once_for_the_same_content() -> None:
    drawn_for: list[str] = []

    def draw(response: AffinityResponse, labels: AffinityLabels) -> bytes:
        drawn_for.append(f"{response.affinity} {labels.range}")
        return labels.range.encode()

    cache = PictureCache()
    labels = AffinityLabels("a range", "shared", names={1: "One"})
    other = AffinityLabels("a range", "shared", names={1: "Two"})
    assert await cache.draw(draw, EXAMPLE, labels) == b"a range"
    for same in (EXAMPLE, EXAMPLE.model_copy()):
        await cache.draw(draw, same, AffinityLabels("a range", "shared", names={1: "One"}))
    assert len(drawn_for) == 1
    await cache.draw(draw, EXAMPLE, other)
    await cache.draw(draw, EXAMPLE.model_copy(update={"affinity": 1}), labels)
    assert len(drawn_for) == 3
