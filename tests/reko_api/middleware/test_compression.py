import gzip
import json

from reko_api.openapi.document import openapi_document
from reko_api.openapi.examples import example_response
from reko_core.contract.recommend import Request, Response
from tests.reko_api.conftest import Api, FakeRecommender, StartApi


async def read(api: Api, path: str, accepted: str) -> tuple[dict[str, str], bytes]:
    """Return headers and body as sent: the client does not decompress."""
    async with api.session.get(
        api.url + path, headers={"Accept-Encoding": accepted}, auto_decompress=False
    ) as response:
        return dict(response.headers), await response.read()


async def test_a_text_is_compressed_for_a_client_that_accepts_gzip(api: Api) -> None:
    for accepted in ("gzip", "br, GZIP;q=0.5", "deflate,gzip ; q=1.0 , *;q=0"):
        headers, body = await read(api, "/openapi.json", accepted)

        assert headers["Content-Encoding"] == "gzip", accepted
        assert headers["Vary"] == "Accept-Encoding"
        assert int(headers["Content-Length"]) == len(body) < 50_000
        assert json.loads(gzip.decompress(body)) == openapi_document()


async def test_other_clients_get_it_as_it_is(api: Api) -> None:
    for accepted in ("", "identity", "br", "gzip;q=0", "gzip;q=0.000, deflate"):
        headers, body = await read(api, "/openapi.json", accepted)

        assert "Content-Encoding" not in headers, accepted
        assert headers["Vary"] == "Accept-Encoding"
        assert json.loads(body) == openapi_document()


async def test_what_is_small_or_compressed_already_is_not_compressed(api: Api) -> None:
    health, _ = await read(api, "/healthz", "gzip")
    picture, body = await api.send(
        "POST", "/taste.png", json={"user_name": "A_B"}, headers={"Accept-Encoding": "gzip"}
    )

    assert "Content-Encoding" not in health
    assert "Vary" not in health
    assert len(body) > 1024
    assert "Content-Encoding" not in picture.headers


async def test_recommendations_are_compressed_and_vary_by_origin_too(
    start_api: StartApi, recommender: FakeRecommender
) -> None:
    async def answer_with_many(_: Request) -> Response:
        example = example_response()
        return example.model_copy(update={"rekos": example.rekos * 24})

    recommender.answer = answer_with_many
    api = await start_api(cors_origins=["https://app.example"])

    response, body = await api.ask()

    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["Vary"] == "Origin, Accept-Encoding"
    assert len(json.loads(body)["rekos"]) == 24
