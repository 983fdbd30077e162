from datetime import date

import pytest

from reko_core.domain.season import Season


@pytest.mark.parametrize(
    ("day", "season"),
    [
        (date(2026, 1, 1), Season(2026, "winter")),
        (date(2026, 3, 31), Season(2026, "winter")),
        (date(2026, 4, 1), Season(2026, "spring")),
        (date(2026, 9, 30), Season(2026, "summer")),
        (date(2026, 12, 31), Season(2026, "fall")),
    ],
)
def test_seasons_are_quarters_of_the_year(day: date, season: Season) -> None:
    assert Season.of(day) == season
    assert season.first_day <= day < season.next.first_day


def test_seasons_follow_each_other_over_the_turn_of_the_year() -> None:
    assert Season(2026, "fall").next == Season(2027, "winter")
    assert Season(2027, "winter").previous == Season(2026, "fall")
    assert Season(2026, "spring").next.previous == Season(2026, "spring")


@pytest.mark.parametrize(
    ("start_date", "expected"),
    [
        ("2026-10-03", True),
        ("2026-12", True),
        ("2027-01-01", False),
        ("2026-09-30", False),
        ("2026", False),
        (None, False),
    ],
)
def test_a_title_is_new_in_the_season_of_its_first_month(
    start_date: str | None, expected: object
) -> None:
    assert Season(2026, "fall").has_start(start_date) is expected
