from datetime import date

from reko_core.domain.season import Season
from reko_demo.community.catalogue import load_titles
from reko_demo.community.new_titles import with_new_titles


def test_this_season_and_the_next_have_sequels_and_originals() -> None:
    known = load_titles()
    found = with_new_titles(known, date(2031, 12, 24))
    new = [anime for anime_id, anime in found.items() if anime_id not in known]
    for season in (Season(2031, "fall"), Season(2032, "winter")):
        here = [anime for anime in new if season.has_start(anime.start_date)]
        assert len(here) == 10
        assert sum(bool(anime.relations) for anime in here) == 4
        assert all(one.anime_id in known for anime in here for one in anime.relations)
    assert len({anime.id for anime in new}) == len(new) == 20
    assert {anime.airing for anime in new} == {"currently_airing", "not_yet_aired"}
