"""Time and size of each picture, and how long drawing it keeps an event loop waiting.

Worst cases: as many rows as a picture may have, and names of 300 characters, or Japanese ones.
While a service draws pictures, each different, a task that sleeps 5 ms over and over measures how
late it wakes; the first pictures of the process, which load the fonts, are among them. Then one
thread draws them again, one after the other, for their times.
"""

import argparse
import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import TypeVar

import numpy as np
from pydantic import BaseModel
from support.loop_lags import Lags, reference, sampled

from reko_api.openapi.examples import example_why_response
from reko_api.openapi.features.group import example_group_response
from reko_api.openapi.features.season import example_season_response
from reko_api.openapi.features.taste import example_affinity_response, example_taste_response
from reko_core.contract.group import GroupMember
from reko_core.contract.recommend import Titles
from reko_core.contract.taste import DecadeTaste, GenreLeaning, GenreTaste
from reko_core.pictures.affinity_card import draw_affinity
from reko_core.pictures.explanation_picture import ExplanationLabels, draw_explanation
from reko_core.pictures.group_card import draw_group
from reko_core.pictures.picture_cache import PictureCache
from reko_core.pictures.season_sheet import draw_season
from reko_core.pictures.taste_card import draw_taste

WHY_LABELS = ExplanationLabels("8.2", "90 % interval", "For you", "Similar users")
NAMES = {
    "Latin": lambda n: f"{n} " + "Wide and Long " * 21,
    "Japanese": lambda n: f"{n}" + "機動戦士進撃の巨人" * 33,
}
_numbers = count(1)

Title = TypeVar("Title", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Card:
    """A picture: `make` returns a response that differs every time."""

    name: str
    draw: Callable[..., bytes]
    make: Callable[[], BaseModel]
    labels: object = None


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pictures", type=int, default=100, help="of each kind")
    n_pictures = parser.parse_args().pictures
    print(
        f"{'':22}{'wall p50':>9}{'p99':>7}{'CPU p50':>9}{'p99':>7}{'kB':>6}{'lag p99':>9}{'max':>7}"
    )
    for is_busy in (False, True):
        lags = asyncio.run(reference(is_busy=is_busy))
        print(f"{'idle loop, busy thread' if is_busy else 'idle loop':22}{' ' * 38}{_lags(lags)}")
    for card in (*_cards("Latin"), *_cards("Japanese")):
        lags = asyncio.run(_serve(card, n_pictures))
        print(f"{card.name:22}{_times(card, n_pictures)}{_lags(lags)}")


async def _serve(card: Card, n_pictures: int) -> Lags:
    """Draw as a service does, all requested at once."""
    cache, lags = PictureCache(), Lags()
    responses = [card.make() for _ in range(n_pictures)]
    async with sampled(lags):
        for start in range(0, n_pictures, 10):
            batch = responses[start : start + 10]
            await asyncio.gather(*(cache.draw(card.draw, one, card.labels) for one in batch))
    return lags


def _times(card: Card, n_pictures: int) -> str:
    seconds, size = [], 0
    for _ in range(n_pictures):
        response = card.make()
        wall, cpu = time.perf_counter(), time.thread_time()
        drawn = card.draw(response, card.labels)
        seconds.append((time.perf_counter() - wall, time.thread_time() - cpu))
        size = max(size, len(drawn))
    (wall_p50, cpu_p50), (wall_p99, cpu_p99) = 1000 * np.quantile(seconds, (0.5, 0.99), axis=0)
    return f"{wall_p50:9.1f}{wall_p99:7.1f}{cpu_p50:9.1f}{cpu_p99:7.1f}{size / 1000:6.0f}"


def _lags(lags: Lags) -> str:
    return f"{1000 * np.quantile(lags.seconds, 0.99):9.1f}{lags.max_ms:7.1f}"


def _cards(script: str) -> list[Card]:
    kinds = {
        "taste": (draw_taste, _taste, None),
        "affinity": (draw_affinity, _affinity, None),
        "group of 10": (draw_group, _group, None),
        "season": (draw_season, _season, None),
        "why": (draw_explanation, _why, WHY_LABELS),
    }
    return [
        Card(f"{kind}, {script}", draw, partial(make, NAMES[script]), labels)
        for kind, (draw, make, labels) in kinds.items()
    ]


def _renamed(one: Title, name: Callable[[int], str], **changes: object) -> Title:
    """Return a title with another name and id."""
    number = next(_numbers)
    text = name(number)
    titles = Titles(romaji=text, english=text, japanese=text)
    return one.model_copy(update={"id": number, "title": text, "titles": titles, **changes})


def _taste(name: Callable[[int], str]) -> BaseModel:
    response = example_taste_response()
    genre = f"{next(_numbers)} " + "Wide and Long " * 4
    leaning = GenreLeaning(name=genre, scored=5, mean=5.5, difference=-2.31)
    shares = (*range(90, 50, -10), *range(45, 2, -10))
    return response.model_copy(
        update={
            "user_name": "Sixteen_letters_",
            "genres": tuple(
                GenreTaste(name=genre, seen=9, share=share, community_share=100 - share)
                for share in shares
            ),
            "generous_on": (leaning,) * 3,
            "harsh_on": (leaning,) * 3,
            "decades": tuple(
                DecadeTaste(first_year=year, seen=3, share=12.5, community_share=3.0)
                for year in range(1910, 2030, 10)
            ),
            "rare_favourites": tuple(_renamed(response.rare_favourites[0], name) for _ in range(5)),
        }
    )


def _affinity(name: Callable[[int], str]) -> BaseModel:
    response = example_affinity_response()
    agree = tuple(_renamed(response.agree[0], name) for _ in range(5))
    disagree = tuple(_renamed(response.agree[0], name, scores=(1, 10)) for _ in range(5))
    affinity = next(_numbers) % 100
    return response.model_copy(update={"affinity": affinity, "agree": agree, "disagree": disagree})


def _group(name: Callable[[int], str]) -> BaseModel:
    response = example_group_response()
    reko = response.rekos[0]
    views = tuple(
        reko.members[0].model_copy(update={"enjoyment": 10 * n, "planned": True}) for n in range(10)
    )
    members = tuple(
        GroupMember(user_name=f"Sixteen_letter_{n}", user_last_analyzed="2022-12-31", n_seen=3)
        for n in range(10)
    )
    rekos = tuple(
        reko.model_copy(update={"info": _renamed(reko.info, name), "members": views})
        for _ in range(10)
    )
    metadata = response.metadata.model_copy(update={"members": members})
    return response.model_copy(update={"metadata": metadata, "rekos": rekos})


def _season(name: Callable[[int], str]) -> BaseModel:
    season = example_season_response().seasons[0]
    reko = season.rekos[0]
    rekos = tuple(
        reko.model_copy(update={"id": next(_numbers), "info": _renamed(reko.info, name)})
        for _ in range(12)
    )
    return season.model_copy(update={"rekos": rekos})


def _why(name: Callable[[int], str]) -> BaseModel:
    response = example_why_response()
    influences = tuple(
        _renamed(response.influences[0], name, effect=effect)
        for effect in (0.4, 0.3, 0.2, 0.1, -0.1, -0.2, -0.3)
    )
    return response.model_copy(update={"influences": influences})


if __name__ == "__main__":
    main()
