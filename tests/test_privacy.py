"""docs/privacy.md against the tables: whatever is stored about people is on the page."""

import re
from pathlib import Path

import pytest

from reko_core.settings import Settings
from reko_core.store.database.tables import metadata

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "privacy.md").read_text()
_, _, TABLES = PAGE.partition("## Every table")
# How a person is told in a column: a Discord ID, a name on MAL, or a hash of one.
PERSON = re.compile(r"(.*_)?(name|discord_id|owner_id|voter_id|user_hash)|.*_by")
# A file, and a title.
NO_PERSON = {("imports", "file_name")}


def columns_on_the_page() -> dict[str, set[str]]:
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", TABLES, re.MULTILINE)
    return {table: set(re.findall(r"`(\w+)`", columns)) for table, columns in rows}


def test_the_page_names_every_table() -> None:
    assert set(re.findall(r"`(\w+)`", TABLES)) >= metadata.tables.keys()
    *_, nameless = TABLES.strip().splitlines()
    named = set(re.findall(r"`(\w+)`", nameless))
    assert named == metadata.tables.keys() - columns_on_the_page().keys()


@pytest.mark.parametrize("table", sorted(columns_on_the_page()))
def test_the_page_names_every_column_of_a_table_about_people(table: str) -> None:
    assert columns_on_the_page()[table] == set(metadata.tables[table].columns.keys())


def test_no_table_that_is_said_to_be_about_nobody_has_a_column_for_people() -> None:
    found = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.columns
        if PERSON.fullmatch(column.name) and table.name not in columns_on_the_page()
    }
    assert found == NO_PERSON


def test_the_settings_that_the_page_names_exist_and_have_the_defaults_it_states() -> None:
    settings = Settings()
    named = re.findall(r"`(\w+)\.(\w+)(?: = \w+)?`", PAGE)
    assert named
    for section, key in named:
        assert hasattr(getattr(settings, section), key)
    assert settings.discord.result_max_age_days == 30
    assert settings.community.include_requested_lists
    assert not settings.jobs.crawls_per_hour
    assert settings.jobs.active_days == 14
    assert settings.community.list_max_age_days == 7


def test_links_of_the_two_pages_lead_somewhere() -> None:
    for page in ("privacy.md", "terms.md"):
        for target in re.findall(r"\]\(([\w-]+\.md)\)", (DOCS / page).read_text()):
            assert (DOCS / target).is_file()
