import json
from typing import Any

from jsonschema import Draft202012Validator

from reko_api.openapi.document import openapi_document
from reko_api.openapi.examples import example_response
from reko_api.problem_types import ProblemType
from tests.reko_api.conftest import Api


def resolved(document: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator({**schema, "components": document["components"]})


async def test_the_document_is_served(api: Api) -> None:
    response, body = await api.send("GET", "/openapi.json")

    assert response.content_type == "application/json"
    assert json.loads(body) == openapi_document()


def test_every_schema_is_valid() -> None:
    meta = Draft202012Validator(Draft202012Validator.META_SCHEMA)

    for schema in openapi_document()["components"]["schemas"].values():
        assert list(meta.iter_errors(schema)) == []


def test_every_example_fits_its_schema() -> None:
    document = openapi_document()
    operations = [item for path in document["paths"].values() for item in path.values()]
    parts = [part for operation in operations for part in operation["responses"].values()]
    parts += [operation["requestBody"] for operation in operations if "requestBody" in operation]

    n_examples = 0
    for part in parts:
        for content in part.get("content", {}).values():
            validator = resolved(document, content["schema"])
            for example in content.get("examples", {}).values():
                validator.validate(example["value"])
                n_examples += 1
    assert n_examples > len(ProblemType)


def test_limits_use_json_schema_keywords() -> None:
    schemas = openapi_document()["components"]["schemas"]

    assert schemas["Request"]["properties"]["banned_ids"]["items"]["minimum"] == 1
    assert schemas["Response"]["required"] == list(type(example_response()).model_fields)
    assert '"ge"' not in json.dumps(schemas)


def test_the_declared_problems_name_retry_after_where_it_is_sent() -> None:
    responses = openapi_document()["paths"]["/recommendations"]["post"]["responses"]

    waiting = {status for status, answer in responses.items() if "Retry-After" in answer["headers"]}
    assert set(responses) == {
        "200", "400", "401", "403", "404", "408", "413", "415", "429", "500", "502", "503"
    }  # fmt: skip
    assert waiting == {"429", "503"}
