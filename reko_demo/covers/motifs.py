"""What a drawn cover shows, by genre."""

from collections.abc import Mapping
from types import MappingProxyType

from reko_core.domain.models import Anime
from reko_demo.covers import emblems, landscapes
from reko_demo.covers.brush import Motif

__all__ = ["motif_of"]

MOTIFS: Mapping[str, Motif] = MappingProxyType(
    {
        "Racing": landscapes.speed,
        "Sports": emblems.ball,
        "Mecha": emblems.robot,
        "Music": emblems.sound,
        "Performing Arts": emblems.sound,
        "Horror": landscapes.dead_wood,
        "Vampire": landscapes.dead_wood,
        "Space": landscapes.planet,
        "Samurai": landscapes.rising_sun,
        "Historical": landscapes.rising_sun,
        "Psychological": emblems.rings,
        "Avant Garde": emblems.rings,
        "Mystery": emblems.keyhole,
        "Suspense": emblems.keyhole,
        "Isekai": landscapes.castle,
        "Romance": emblems.hearts,
        "Iyashikei": landscapes.sunny_hills,
        "Slice of Life": landscapes.sunny_hills,
        "CGDCT": landscapes.sunny_hills,
        "Childcare": landscapes.sunny_hills,
        "Sci-Fi": landscapes.skyline,
        "Martial Arts": emblems.burst,
        "Super Power": emblems.burst,
        "Fantasy": landscapes.castle,
        "Comedy": emblems.confetti,
        "Action": emblems.burst,
        "Adventure": landscapes.peaks,
        "Drama": landscapes.sunny_hills,
    }
)
"""Genre -> motif; the first genre that a title bears decides, in this order."""


def motif_of(anime: Anime) -> Motif:
    """Return what the cover of a title shows."""
    found = (motif for genre, motif in MOTIFS.items() if genre in anime.genres)
    return next(found, landscapes.peaks)
