"""Metrics of the Discord bot."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from reko_core.observability.metrics.buckets import RESPONSE_S

__all__ = ["DiscordMetrics"]


class DiscordMetrics:
    """Interactions, and the gateway connection."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.interactions = Counter(
            "reko_discord_interactions",
            "Commands, buttons and forms, by outcome: answered, failed, unanswered, or the error "
            "that was reported to the person.",
            ("command", "outcome"),
            registry=registry,
        )
        self.seconds = Histogram(
            "reko_discord_interaction_seconds",
            "Time from an interaction to its complete reply.",
            ("command",),
            buckets=RESPONSE_S,
            registry=registry,
        )
        self.undelivered = Counter(
            "reko_discord_replies_undelivered",
            "Replies that could not be delivered to Discord.",
            registry=registry,
        )
        self.outbox = Counter(
            "reko_discord_outbox_messages",
            "Messages of the outbox, by outcome of an attempt: sent, postponed, given up.",
            ("outcome",),
            registry=registry,
        )
        self.gateway = Counter(
            "reko_discord_gateway_events",
            "Events of the gateway connection, per shard: connect, resumed, disconnect.",
            ("event",),
            registry=registry,
        )
        for event in ("connect", "resumed", "disconnect"):
            self.gateway.labels(event)
        self.identifies_refused = Counter(
            "reko_discord_identifies_refused",
            "IDENTIFYs held back: nearly as many were sent today as Discord allows.",
            registry=registry,
        )
        self.shards = Gauge(
            "reko_discord_shards",
            "Shards of the gateway that this process runs.",
            registry=registry,
        )
        self.connected_shards = Gauge(
            "reko_discord_connected_shards",
            "Shards that are connected to the gateway.",
            registry=registry,
        )
        self.guilds = Gauge(
            "reko_discord_guilds", "Servers that the bot is a member of.", registry=registry
        )
