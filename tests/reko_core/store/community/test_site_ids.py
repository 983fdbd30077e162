from reko_core.domain.sites import Site
from reko_core.store import Store


async def test_titles_of_other_sites_are_found_by_their_ids(store: Store) -> None:
    ids = store.site_ids
    await ids.put_many(Site.ANILIST, {site_id: site_id + 10_000 for site_id in range(1, 1203)})
    await ids.put_many(Site.KITSU, {5: 7, 6: 7})
    await ids.put_many(Site.KITSU, {})

    assert await ids.mal_ids(Site.KITSU, [5, 6, 8]) == {5: 7, 6: 7}
    found = await ids.mal_ids(Site.ANILIST, range(2000))
    assert (len(found), found[1202]) == (1202, 11_202)


async def test_what_is_learnt_replaces_nothing_and_imports_do(store: Store) -> None:
    await store.site_ids.learn(Site.KITSU, {5: 7, 6: 8})
    await store.site_ids.learn(Site.KITSU, {5: 1, 9: 9})
    await store.site_ids.put_many(Site.KITSU, {6: 2})

    assert await store.site_ids.mal_ids(Site.KITSU, [5, 6, 9]) == {5: 7, 6: 2, 9: 9}
