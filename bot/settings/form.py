"""The form of a server's settings. Rights are checked again when it is submitted."""

import re
from collections.abc import Mapping
from typing import Any

import discord

from bot.formatting.closeness import ACCURACIES
from bot.i18n.texts import Texts
from bot.interactions.forms import FormValues, PersistentForm
from reko_core.guilds.models import GuildSettings

__all__ = ["SettingsInputs"]

_VOTES = (1, 2, 3, 4, 5, 7, 10, 15, 25)


class SettingsInputs(PersistentForm):
    """All settings at once; only those that the person changes are saved."""

    template = (
        r"reko:form:settings:(?P<accuracy>[\d.e+-]+):(?P<per_page>\d+):(?P<rule>moderators|\d+)"
        r":(?P<answers>public|private):(?P<adult>on|off)"
    )

    def __init__(self, settings: GuildSettings, texts: Texts) -> None:
        is_closed = settings.who_may_ban == "moderators"
        shown = {
            "accuracy": repr(settings.accuracy),
            "per-page": str(settings.titles_per_page),
            "rule": "moderators" if is_closed else str(settings.votes_needed),
            "answers": "private" if settings.is_private else "public",
            "adult": "on" if settings.allow_adult else "off",
        }
        super().__init__(texts("settings-title"), ":".join(("reko:form:settings", *shown.values())))
        rules = {"moderators": texts("rule-moderators"), "1": texts("rule-anyone")}
        needed = sorted({*_VOTES, settings.votes_needed} - {1})
        # At full precision, so that another number comes back unchanged.
        accuracies = {repr(value): texts(key) for value, key in ACCURACIES.items()}
        accuracies.setdefault(repr(settings.accuracy), f"{settings.accuracy:g}")
        labels: dict[str, dict[str, str]] = {
            "accuracy": accuracies,
            "per-page": {str(n): str(n) for n in (3, 4, 5)},
            "rule": rules | {str(n): texts("rule-votes", n=n) for n in needed},
            "answers": {"public": texts("settings-public"), "private": texts("settings-private")},
            "adult": {"off": texts("settings-off"), "on": texts("settings-adult-on")},
        }
        for name, options in labels.items():
            key = "settings-ban-rule" if name == "rule" else f"settings-{name}"
            menu = _menu(name, options, shown[name])
            self.add_item(discord.ui.Label(text=texts(key), component=menu))

    @staticmethod
    def changes(state: re.Match[str], values: FormValues) -> dict[str, object]:
        """Return what differs from what the form showed.

        Somebody else may have changed the rest while the form was open.
        """
        before = _settings(state.groupdict())
        chosen = _settings({name.replace("-", "_"): value for name, (value,) in values.items()})
        return {name: value for name, value in chosen.items() if value != before.get(name)}


def _settings(values: Mapping[str, str]) -> dict[str, object]:
    """Return the settings that were chosen."""
    rule = values["rule"]
    settings: dict[str, object] = {
        "accuracy": float(values["accuracy"]),
        "titles_per_page": int(values["per_page"]),
        "who_may_ban": "moderators" if rule == "moderators" else "everyone",
        "is_private": values["answers"] == "private",
        "allow_adult": values["adult"] == "on",
    }
    return settings if rule == "moderators" else {**settings, "votes_needed": int(rule)}


def _menu(name: str, labels: dict[str, str], chosen: str) -> discord.ui.Select[Any]:
    options = [
        discord.SelectOption(label=label, value=value, default=value == chosen)
        for value, label in labels.items()
    ]
    return discord.ui.Select(custom_id=name, options=options)
