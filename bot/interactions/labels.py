"""What interactions are called in figures and logs: one of few words, whatever Discord sends."""

from typing import TYPE_CHECKING, Any

from discord import InteractionType

if TYPE_CHECKING:
    from bot.interactions.reply import Interaction

__all__ = ["BUTTON_WORDS", "kind_of"]

BUTTON_WORDS = frozenset(
    {
        *("ban", "undo", "unvote", "users", "banusers", "refresh", "bans", "lift"),
        *("first", "prev", "count", "next", "last", "forget", "react", "settings", "reset"),
    }
)
"""The second words of the custom_ids of all buttons."""


def kind_of(interaction: "Interaction") -> str:
    """Return the command, `button <word>`, or `form`; `unknown` for what is of no such kind."""
    if interaction.type is InteractionType.modal_submit:
        return "form"
    if interaction.type is InteractionType.component:
        data: Any = interaction.data or {}
        _, _, rest = str(data.get("custom_id", "")).partition(":")
        word = rest.partition(":")[0]
        return f"button {word}" if word in BUTTON_WORDS else "unknown"
    command = interaction.command
    return command.qualified_name if command is not None else "unknown"
