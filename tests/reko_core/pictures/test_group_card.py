"""The group card."""

import io

import pytest
from PIL import Image

from reko_api.openapi.features.group import example_group_response
from reko_core.contract.group import GroupMember, GroupResponse
from reko_core.pictures.group_card import MAX_TITLES, GroupLabels, draw_group

EXAMPLE = example_group_response()


def group(n_members: int, n_titles: int, name: str = "Sixteen_letters_") -> GroupResponse:
    reko = EXAMPLE.rekos[0]
    info = reko.info.model_copy(update={"title": "W" * 300})
    views = [
        reko.members[0].model_copy(update={"planned": k % 2 == 0, "seen": k % 3 == 0})
        for k in range(n_members)
    ]
    members = tuple(
        GroupMember(user_name=f"{name[:-1]}{k}", user_last_analyzed="2022-12-31", n_seen=3)
        for k in range(n_members)
    )
    changed = reko.model_copy(update={"info": info, "members": tuple(views)})
    metadata = EXAMPLE.metadata.model_copy(update={"members": members})
    return EXAMPLE.model_copy(update={"metadata": metadata, "rekos": (changed,) * n_titles})


def drawn(response: GroupResponse, labels: GroupLabels | None = None) -> Image.Image:
    png = draw_group(response, labels)
    assert len(png) < 300_000
    return Image.open(io.BytesIO(png))


@pytest.mark.parametrize("n_members", [2, 5, 10])
def test_long_names_and_titles_fit(n_members: int) -> None:
    picture = drawn(group(n_members, 3))
    assert picture.width == 780
    # Names that do not fit their columns are written upright.
    assert drawn(group(n_members, 3, "b0")).height < picture.height
    assert drawn(group(n_members, 30)).size == drawn(group(n_members, MAX_TITLES)).size


def test_a_group_without_titles_is_told_so() -> None:
    assert drawn(group(3, 0)).height < 250


def test_members_are_named_as_the_front_end_names_them() -> None:
    labels = GroupLabels(members=("A", "B", "C"), names={EXAMPLE.rekos[0].id: "ACCA"})
    assert drawn(group(3, 1), labels).height < drawn(group(3, 1)).height
