"""Figures of the Discord bot."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from reko_core.observability.metrics.buckets import ANSWER_S

__all__ = ["DiscordMetrics"]


class DiscordMetrics:
    """Interactions, and the connection that they come by."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.interactions = Counter(
            "reko_discord_interactions",
            "Commands, presses of buttons and forms, by how they ended: answered, failed, "
            "unanswered, or the error that the person was told of.",
            ("command", "outcome"),
            registry=registry,
        )
        self.seconds = Histogram(
            "reko_discord_interaction_seconds",
            "Time from an interaction to its whole answer.",
            ("command",),
            buckets=ANSWER_S,
            registry=registry,
        )
        self.undelivered = Counter(
            "reko_discord_answers_undelivered",
            "Answers that Discord did not take.",
            registry=registry,
        )
        self.gateway = Counter(
            "reko_discord_gateway_events",
            "What happened to the connection: connect, resumed, disconnect.",
            ("event",),
            registry=registry,
        )
        for event in ("connect", "resumed", "disconnect"):
            self.gateway.labels(event)
        self.connected = Gauge(
            "reko_discord_connected",
            "1 while the bot is connected to the gateway.",
            registry=registry,
        )
        self.guilds = Gauge("reko_discord_guilds", "Servers that the bot is in.", registry=registry)
