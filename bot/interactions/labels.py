"""Labels of interactions in metrics and logs, from a small fixed set."""

from typing import Any

from discord import InteractionType

from bot.client import Interaction

__all__ = ["BUTTON_WORDS", "interaction_label"]

BUTTON_WORDS = frozenset(
    {
        *("ban", "undo", "unvote", "users", "banusers", "refresh", "bans", "lift"),
        *(
            "link",
            "mine",
            "filters",
            "more",
            "titles",
            "log",
            "why",
            "hide",
            "unhide",
            "banhere",
            "hidden",
            "showagain",
        ),
        *("first", "prev", "count", "next", "last", "forget", "react", "settings", "reset"),
        *("opt-out", "group", "neighbours", "who", "whichwho", "toggle", "season", "draw"),
        *("like", "like-title", "digest", "digest-end", "start", "start-keep"),
        *("connect", "plan", "plan-menu", "rate", "score", "unwrite"),
    }
)
"""The second words of the custom_ids of all buttons and menus."""


def interaction_label(interaction: Interaction) -> str:
    """Return the command, `button <word>`, or `form`; `unknown` for anything else."""
    if interaction.type is InteractionType.modal_submit:
        return "form"
    if interaction.type is InteractionType.component:
        data: Any = interaction.data or {}
        _, _, rest = str(data.get("custom_id", "")).partition(":")
        word = rest.partition(":")[0]
        return f"button {word}" if word in BUTTON_WORDS else "unknown"
    command = interaction.command
    return command.qualified_name if command is not None else "unknown"
