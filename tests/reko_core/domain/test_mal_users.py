from datetime import UTC, datetime, timedelta

import pytest

from reko_core.domain.mal_users import FAILURE_PAUSE, ListStatus, MalUser

START = datetime(2026, 1, 5, tzinfo=UTC)
DAY = timedelta(days=1)


def test_found_user_is_due_at_once_under_a_lower_case_name() -> None:
    user = MalUser.found(" Some_User ", START)
    assert (user.name, user.display_name) == ("some_user", "Some_User")
    assert (user.status, user.due_at, user.checked_at) == (ListStatus.NEW, START, None)


@pytest.mark.parametrize("status", [ListStatus.MISSING, ListStatus.FAILING, ListStatus.PRIVATE])
def test_no_failing_name_is_due_twice_in_a_week(status: ListStatus) -> None:
    user = MalUser.found("somebody", START).visited(status, START)
    assert user.due_at >= START + FAILURE_PAUSE == START + 7 * DAY


def test_only_a_list_that_was_read_whole_counts_as_fetched() -> None:
    user = MalUser.found("somebody", START).visited(ListStatus.LISTED, START)
    assert user.fetched_at == START
    probed = user.visited(ListStatus.LISTED, START + DAY, is_whole=False)
    assert (probed.fetched_at, probed.checked_at) == (START, START + DAY)
    assert user.visited(ListStatus.PRIVATE, START + DAY).fetched_at == START


def test_misses_over_days_make_a_user_deleted() -> None:
    user = MalUser.found("somebody", START)
    for days, is_deleted in ((0, False), (7, False), (14, True)):
        user = user.visited(ListStatus.MISSING, START + days * DAY)
        assert user.is_deleted is is_deleted
    assert (user.n_failures, user.missing_since) == (3, START)


def test_many_misses_within_an_hour_do_not_count_as_deleted() -> None:
    user = MalUser.found("somebody", START)
    for minutes in range(50):
        user = user.visited(ListStatus.MISSING, START + timedelta(minutes=minutes))
    assert not user.is_deleted


@pytest.mark.parametrize("status", [ListStatus.LISTED, ListStatus.PRIVATE, ListStatus.FAILING])
def test_any_other_outcome_between_misses_resets_the_count(status: ListStatus) -> None:
    user = MalUser.found("somebody", START)
    for days in (0, 7):
        user = user.visited(ListStatus.MISSING, START + days * DAY)
    user = user.visited(status, START + 10 * DAY).visited(ListStatus.MISSING, START + 14 * DAY)
    assert user.missing_since == START + 14 * DAY
    assert not user.is_deleted
