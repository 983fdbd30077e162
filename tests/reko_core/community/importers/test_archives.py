"""Archives of several dumps, and files without a usable row."""

import zipfile
from pathlib import Path

import pytest

from reko_core.community.importers import import_file
from reko_core.errors import ImportRefused
from reko_core.store import Changes, Store

RATINGS = "user_id,anime_id,rating\n1,5,8\n1,6,7\n"
STATUSES = "user_id,anime_id,rating,watching_status,watched_episodes\n4,5,8,2,1\n"
TITLES = "anime_id,name,genre,type,episodes,rating,members\n5,Title,,TV,12,7,1\n"


def archive(tmp_path: Path, **members: str) -> Path:
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in members.items():
            file.writestr(f"folder/{name}.csv", text)
    return path


async def test_all_known_files_are_imported_and_the_others_named(
    store: Store, tmp_path: Path
) -> None:
    path = archive(tmp_path, ratings=RATINGS, statuses=STATUSES, titles=TITLES, notes="Hello")
    summary = await import_file(store, path)
    assert set(summary.layout.split(", ")) == {"kaggle2016", "kaggle2020", "kaggle titles"}
    assert (summary.n_rows, summary.n_imported) == (4, 4)
    assert (summary.lists, summary.titles) == (Changes(new=2), Changes(new=1))
    assert summary.unread == ["folder/notes.csv"]


async def test_completed_titles_beside_all_titles_are_left_out(
    store: Store, tmp_path: Path
) -> None:
    path = archive(tmp_path, animelist=STATUSES, rating_complete=RATINGS, titles=TITLES)
    summary = await import_file(store, path)
    assert (summary.n_rows, summary.lists) == (2, Changes(new=1))
    assert summary.unread == [
        "folder/rating_complete.csv (has the completed titles of folder/animelist.csv again)"
    ]

    path = archive(tmp_path, rating_complete=RATINGS, titles=TITLES)
    assert (await import_file(store, path)).lists == Changes(new=1)


async def test_files_with_the_same_lists_are_one(store: Store, tmp_path: Path) -> None:
    summary = await import_file(store, archive(tmp_path, one=RATINGS, two=RATINGS))
    assert summary.lists == Changes(new=1)
    assert summary.skipped == {"duplicate": 2}


async def test_files_with_different_lists_of_a_user_are_refused(
    store: Store, tmp_path: Path
) -> None:
    path = archive(tmp_path, one=RATINGS, two="user_id,anime_id,rating\n1,9,3\n", titles=TITLES)
    with pytest.raises(ImportRefused, match="--source"):
        await import_file(store, path)
    assert await store.lists.count() == 0
    assert await store.catalogue.all() == []


async def test_files_with_disjoint_users_are_both_imported(store: Store, tmp_path: Path) -> None:
    path = archive(tmp_path, one=RATINGS, two="user_id,anime_id,rating\n2,9,3\n")
    assert (await import_file(store, path)).lists == Changes(new=2)


async def test_an_archive_without_dumps_says_why(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="no known header"):
        await import_file(store, archive(tmp_path, notes="Hello", more="a,b\n1,2\n"))


async def test_an_archive_whose_directory_would_fill_the_memory_is_refused(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w") as file:
        for n in range(140):
            file.writestr(f"{n}{'x' * 65_000}", RATINGS)
    with pytest.raises(ImportRefused, match="too many files"):
        await import_file(store, path)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("user_id,anime_id,rating\n", "has no rows"),
        ("user_id,anime_id,rating\n\n\n", "has no rows"),
        ("user_id,anime_id,rating\na,1,2\nb,1,2\n3,1,99\n", "2 of 3 rows: bad user"),
        ("anime_id,name\nx,Title\n", "1 of 1 rows: bad id or title"),
        ('{"lastUpdate": "2024", "data": []}', "has no rows"),
        ('{"lastUpdate": "2024", "deadEntries": ["1"]}', "anime-offline-database.jsonl.zst"),
    ],
)
async def test_a_file_without_a_usable_row_is_refused_with_the_main_reason(
    store: Store, tmp_path: Path, text: str, reason: str
) -> None:
    path = tmp_path / "file"
    path.write_text(text)
    with pytest.raises(ImportRefused) as refused:
        await import_file(store, path)
    assert reason in refused.value.reason
    assert await store.lists.count() == 0
