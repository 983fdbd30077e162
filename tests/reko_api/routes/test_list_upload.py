"""Lists that come with a request: as a file, or as thousands of entries."""

import asyncio
import gzip
import io
import json
from collections.abc import AsyncIterator
from random import Random

import aiohttp
import pytest
from list_files import bad_list_file, list_file, mal_entry

from reko_api.routes import body as body_module
from reko_api.routes.list_upload import MAX_UPLOAD_BYTES
from reko_core.contract.list_entries import MAX_LIST_ENTRIES
from reko_core.contract.user_request import ListFields
from reko_core.lists.files.list_file import MAX_FILE_BYTES
from tests.reko_api.conftest import Answer, Api, FakeRecommender

FILE = list_file([mal_entry(5, 9), mal_entry(1, 7), mal_entry(0)])
ROUTES = ("/recommendations", "/recommendations/season", "/taste", "/taste.png")
WITH_TITLE = ("/recommendations/why", "/recommendations/similar")


async def upload(
    api: Api, file: bytes | None = FILE, request: object = None, path: str = "/recommendations"
) -> Answer:
    form = aiohttp.FormData(default_to_multipart=True)
    if file is not None:
        form.add_field("file", io.BytesIO(file), filename="animelist.xml.gz")
    if request is not None:
        is_raw = isinstance(request, str)
        form.add_field("request", request if is_raw else json.dumps(request))
    return await api.send("POST", path, data=form)


async def as_stream(request: object) -> AsyncIterator[bytes]:
    """Yield the JSON of a large request in parts."""
    body = json.dumps(request).encode()
    for start in range(0, len(body), 1 << 18):
        yield body[start : start + (1 << 18)]


def errors(answer: Answer) -> dict[str, str]:
    response, body = answer
    assert response.status == 400, body
    return {one["field"]: one["reason"] for one in json.loads(body)["errors"]}


async def test_every_route_about_a_list_takes_a_file(
    api: Api, recommender: FakeRecommender
) -> None:
    for path in ROUTES + WITH_TITLE:
        request = {"anime_id": 20} if path in WITH_TITLE else None
        for file in (FILE, gzip.compress(FILE)):
            response, body = await upload(api, file, request, path)
            assert response.status == 200, (path, body)
    requests = recommender.asked + recommender.seasons.asked
    assert len(requests) == 12
    for asked in requests:
        assert isinstance(asked, ListFields)
        assert asked.inline_list is not None
        assert asked.inline_list.entries.anime_ids.tolist() == [1, 5]
        assert asked.inline_list.n_unmapped == 1
        assert asked.inline_list.user_name == ""


async def test_fields_of_the_request_stand_in_a_part_of_their_own(
    api: Api, recommender: FakeRecommender
) -> None:
    response, _ = await upload(api, request={"limit": 5, "genres": ["Drama"]})
    assert response.status == 200
    (asked,) = recommender.asked
    assert asked.model_dump(include={"limit", "genres"}) == {"limit": 5, "genres": ("Drama",)}


BAD_UPLOADS = (
    (None, {}, "file"),
    (b"", {}, "file"),
    (b"<html></html>", {}, "file"),
    (FILE[:-20], {}, "file"),
    (FILE.replace(b"anime>", b"manga>"), {}, "file"),
    (FILE, {"user_name": "Some_User"}, "file"),
    (FILE, {"entries": []}, "file"),
    (FILE, {"limit": 0}, "limit"),
    (FILE, {"file": 1}, "file"),
    (FILE, [], "body"),
    (FILE, "{", "body"),
    (FILE, "[" * 3000, "body"),
)


async def test_bad_upload_names_the_field(api: Api) -> None:
    for file, request, field in BAD_UPLOADS:
        assert list(errors(await upload(api, file, request))) == [field], (file, request)


NO_PARTS = (
    b"",
    b"x",
    b"--b--\r\n",
    b"--b\r\n\r\nx\r\n--b--\r\n",
    b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nx',
    b'--b\r\nContent-Disposition: form-data; name="other"\r\n\r\nx\r\n--b--\r\n',
    b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n' * 2 + b"--b--\r\n",
    b'--b\r\nContent-Disposition: form-data; name="_charset_"\r\n\r\n' + b"x" * 99,
    b"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\n\r\n--c--\r\n--b--",
    b"--b\r\n" + b"A: b\r\n" * 300 + b"\r\n",
    b"--b\r\n" + b"A" * 20_000 + b"\r\n\r\n",
    b"--b\r\nbad header\r\n\r\nx\r\n--b--\r\n",
)


async def test_anything_but_the_parts_is_refused(api: Api) -> None:
    for sent in NO_PARTS:
        for parameter in ("; boundary=b", "", '; boundary=""'):
            answer = await api.ask_raw(sent, f"multipart/form-data{parameter}")
            assert errors(answer).keys() <= {"body", "file"}, (sent, parameter)


async def test_nothing_is_read_line_by_line_before_the_first_part(api: Api) -> None:
    """Aiohttp does, and a million lines keep everybody waiting for seconds."""
    part = b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\n%s\r\n--b--\r\n' % FILE
    media_type = "multipart/form-data; boundary=b"
    assert errors(await api.ask_raw(b"x\r\n" * 300_000 + part, media_type)).keys() == {"body"}
    response, _ = await api.ask_raw(part + b"after the last one\r\n", media_type)
    assert response.status == 200


async def test_group_and_affinity_take_no_file(api: Api) -> None:
    for path in ("/recommendations/group", "/affinity"):
        response, _ = await upload(api, path=path)
        assert response.status == 415


async def test_upload_is_bounded(api: Api) -> None:
    response, _ = await upload(api, b"x" * (MAX_FILE_BYTES + 1))
    assert response.status == 413
    response, _ = await upload(api, b"x" * (MAX_UPLOAD_BYTES + 1))
    assert response.status == 413


async def test_twenty_thousand_entries_are_taken(api: Api, recommender: FakeRecommender) -> None:
    entry = {"score": 10, "status": "plan_to_watch", "episodes": 1000}
    entries = [{"anime_id": 60_000 + n, **entry} for n in range(MAX_LIST_ENTRIES)]
    response, body = await api.ask_raw(as_stream({"entries": entries}))
    assert response.status == 200, body
    (asked,) = recommender.asked
    assert isinstance(asked, ListFields)
    assert asked.inline_list is not None
    assert len(asked.inline_list.entries) == MAX_LIST_ENTRIES
    more = {"entries": [*entries, entries[0]]}
    assert "entries" in errors(await api.ask_raw(as_stream(more)))


async def test_large_bodies_are_decoded_in_threads_a_few_at_a_time(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    n_now, n_most = 0, 0
    in_thread = asyncio.to_thread

    async def counted(*args: object) -> object:
        nonlocal n_now, n_most
        n_now += 1
        n_most = max(n_most, n_now)
        try:
            return await in_thread(*args)  # type: ignore[arg-type]
        finally:
            n_now -= 1

    monkeypatch.setattr(body_module.asyncio, "to_thread", counted)
    answers = await asyncio.gather(*(upload(api) for _ in range(8)))
    assert [response.status for response, _ in answers] == [200] * 8
    assert n_most == body_module.MAX_THREADS


async def test_bad_files_are_refused_or_answered(api: Api) -> None:
    rng = Random(18)
    statuses = set()
    for _ in range(100):
        response, body = await upload(api, bad_list_file(rng))
        statuses.add(response.status)
        assert response.status == 200 or set(errors((response, body))) == {"file"}
    assert statuses == {200, 400}
