"""Draw the cards of the demo: docs/pictures/taste-card.png and the like.

.venv/bin/python docs/draw_cards.py

The same pictures as the API's, of synthetic users.
"""

import asyncio
import tempfile
from pathlib import Path

from reko_core.app import open_recommender
from reko_core.contract.affinity import AffinityRequest
from reko_core.contract.group import GroupRequest
from reko_core.contract.season import SeasonRequest
from reko_core.contract.taste import TasteRequest
from reko_core.observability.metrics import Metrics
from reko_core.pictures.affinity_card import draw_affinity
from reko_core.pictures.group_card import draw_group
from reko_core.pictures.season_sheet import draw_seasons
from reko_core.pictures.taste_card import draw_taste
from reko_demo.environment import prepare_demo, serve_fake_mal

PICTURES = Path(__file__).parent / "pictures"
PAIR = "demo_romance", "demo_all_tens"
NAMES = "demo_sports", "demo_dark", "demo_mecha", "demo_romance"


async def main() -> None:
    """Draw them all."""
    with tempfile.TemporaryDirectory() as directory:
        settings = await prepare_demo(Path(directory))
        async with (
            serve_fake_mal(settings) as served,
            open_recommender(served, Metrics()) as recommender,
        ):
            taste = await recommender.tastes.describe(TasteRequest(user_name=NAMES[0]))
            pair = await recommender.affinities.compare(AffinityRequest(user_names=PAIR))
            group = await recommender.groups.recommend(GroupRequest(user_names=NAMES, limit=8))
            seasons = await recommender.seasons.recommend(SeasonRequest(user_name=NAMES[0]))
    for name, picture in (
        ("taste-card", draw_taste(taste)),
        ("affinity-card", draw_affinity(pair)),
        ("group-card", draw_group(group)),
        ("season-sheet", draw_seasons(seasons)),
    ):
        (PICTURES / f"{name}.png").write_bytes(picture)
        print(name, len(picture))


asyncio.run(main())
