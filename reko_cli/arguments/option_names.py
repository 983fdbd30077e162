"""The options of the command line, by the fields of requests that they set."""

import re

__all__ = ["OPTIONS", "in_options", "option_of"]

OPTIONS = {
    "accuracy": "--accuracy",
    "popularity": "--popularity",
    "limit": "--limit",
    "offset": "--offset",
    "banned_ids": "--ban",
    "genres": "--genre",
    "exclude_genres": "--exclude-genre",
    "types": "--type",
    "max_episodes": "--max-episodes",
    "year_from": "--year-from",
    "year_to": "--year-to",
    "year": "--year",
    "season": "--season",
    "only_new": "--only-new",
    "years": "--year-from and --year-to",
    "age_ratings": "--age-rating",
    "include_planned": "--planned",
    "only_planned": "--only-planned",
    "from_user": "--from",
    "rule": "--rule",
    "max_seen": "--max-seen",
    "min_planned": "--min-planned",
    "force_list_update": "--refresh",
    "include_adult": "--adult",
    "continue_franchises": "--continue",
    "site": "--site",
    "file": "--file",
    "source": "--source",
    "json": "--json",
    "picture": "--picture",
    "directory": "--directory",
}
# Those that are no word of English: they stand in sentences about other fields.
_IN_SENTENCES = re.compile(rf"\b({'|'.join(name for name in OPTIONS if '_' in name)})\b")


def option_of(field: str) -> str:
    """Return how the command line calls a field, or an item of it such as `genres.0`."""
    name = field.partition(".")[0]
    return OPTIONS.get(name, name.replace("_", " "))


def in_options(sentence: str) -> str:
    """Return a sentence about fields as one about options."""
    return _IN_SENTENCES.sub(lambda found: OPTIONS[found[1]], sentence)
