"""What the bot works with; all of it is opened by the caller and passed in."""

from dataclasses import dataclass, field

from reko_core.domain.sites import Site
from reko_core.observability.metrics import DiscordMetrics, Metrics
from reko_core.pictures.picture_cache import PictureCache
from reko_core.runtime.shutdown import GracefulShutdown
from reko_core.service.connections.open_connections import Connections
from reko_core.service.recommender import Recommender
from reko_core.settings import CommunitySettings, DiscordSettings
from reko_core.store import Store

__all__ = ["Services"]


@dataclass(frozen=True, slots=True)
class Services:
    """The core behind the bot. `shutdown` tracks the interactions in progress.

    joining_sites: those whose lists join the community when they are fetched for a request.
    connections: accounts that people connect, None where they cannot.
    """

    recommender: Recommender
    store: Store
    settings: DiscordSettings
    shutdown: GracefulShutdown
    metrics: DiscordMetrics = field(default_factory=lambda: Metrics().discord)
    joining_sites: frozenset[Site] = CommunitySettings().joining_sites
    pictures: PictureCache = field(default_factory=PictureCache)
    connections: Connections | None = None
