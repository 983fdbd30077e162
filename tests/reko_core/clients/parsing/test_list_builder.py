"""Lists assembled from pages."""

from datetime import UTC, datetime
from itertools import permutations

from reko_core.clients.parsing.list_builder import ListBuilder, Row
from reko_core.domain.models import Status
from reko_core.domain.sites import Site

NOW = datetime(2024, 1, 1, tzinfo=UTC)


def test_of_titles_that_are_one_on_mal_the_entry_that_says_most_counts() -> None:
    planned: Row = (1, 0, Status.PLAN_TO_WATCH, 0)
    seen: Row = (1, 0, Status.COMPLETED, 12)
    scored: Row = (1, 7, Status.DROPPED, 3)
    for rows in permutations([planned, seen, scored, (2, 0, Status.UNKNOWN, -1)]):
        builder = ListBuilder(100)
        builder.add(rows[:2], n_unmapped=1)
        builder.add(rows[2:], n_unmapped=2, n_skipped=1)
        fetched = builder.build("anilist:somebody", NOW, Site.ANILIST)

        entries = fetched.user_list.entries
        assert (entries.anime_ids.tolist(), entries.scores.tolist()) == ([1, 2], [7, 0])
        assert (fetched.user_list.source, fetched.user_list.n_unmapped) == ("anilist", 3)
        assert (builder.n_read, fetched.n_skipped, fetched.user_list.n_unmapped) == (8, 1, 3)
