from tests.reko_api.conftest import Api, FakeRecommender


async def test_a_client_that_has_the_response_is_told_so(api: Api) -> None:
    for path in ("/openapi.json", "/docs", "/titles?q=acca", "/genres"):
        await assert_revalidated(api, path)


async def assert_revalidated(api: Api, path: str) -> None:
    first, body = await api.send("GET", path)
    etag = first.headers["ETag"]

    again, nothing = await api.send("GET", path, headers={"If-None-Match": f'"other", {etag}'})

    assert body
    assert (again.status, nothing) == (304, b"")
    assert again.headers["ETag"] == etag
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert first.headers["Cache-Control"].endswith("no-cache")
    assert "Content-Encoding" not in again.headers


async def test_another_etag_gets_the_whole_response(api: Api) -> None:
    response, body = await api.send("GET", "/docs", headers={"If-None-Match": 'W/"other"'})
    assert (response.status, body != b"") == (200, True)

    response, body = await api.send("GET", "/docs", headers={"If-None-Match": "not quoted"})
    assert (response.status, body != b"") == (200, True)


async def test_the_etag_of_a_compressed_response_is_the_same(api: Api) -> None:
    etags = {
        (await api.send(method, "/docs", headers={"Accept-Encoding": accepted}))[0].headers["ETag"]
        for accepted in ("gzip", "identity")
        for method in ("GET", "HEAD")
    }

    assert len(etags) == 1
    assert etags.pop().startswith('W/"')


async def test_what_is_not_cached_has_no_etag(api: Api, recommender: FakeRecommender) -> None:
    answers = [
        await api.send("GET", "/healthz"),
        await api.send("GET", "/nothing"),
        await api.send("GET", "/titles"),
        await api.send(
            "POST", "/recommendations", json={"user_name": "A_B"}, headers={"If-None-Match": "*"}
        ),
    ]

    assert [response.status for response, _ in answers] == [200, 404, 400, 200]
    for response, _ in answers:
        assert "ETag" not in response.headers
        assert response.headers["Cache-Control"] == "no-store"
    assert len(recommender.asked) == 1
