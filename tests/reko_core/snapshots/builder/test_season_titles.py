"""Seasons at a day, and what of the catalogue belongs to them."""

from datetime import date

from reko_core.domain.models import Anime
from reko_core.snapshots.builder.season_titles import season_days, season_titles

TODAY = date(2021, 2, 17)


def test_the_days_are_those_of_four_seasons_and_the_next() -> None:
    epoch = date(1970, 1, 1)
    firsts = [(2020, 4), (2020, 7), (2020, 10), (2021, 1), (2021, 4)]

    expected = [(date(year, month, 1) - epoch).days for year, month in firsts]
    assert season_days(TODAY).tolist() == expected


def test_titles_of_these_seasons_and_of_two_ahead_become_items() -> None:
    starts = {
        1: "2020-03-31",
        2: "2020-04",
        3: "2021-02-01",
        4: "2021-09-30",
        5: "2021-10-01",
        6: "2021",
        7: None,
    }
    titles = {one: Anime(one, "", start_date=start) for one, start in starts.items()}
    titles[8] = Anime(8, "", media_type="music", start_date="2021-02-01")
    titles[9] = Anime(9, "", is_on_mal=False, start_date="2021-02-01")

    assert season_titles(titles, TODAY).tolist() == [2, 3, 4]
