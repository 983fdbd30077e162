"""The JSON Schemas of requests, responses and problems."""

from typing import Any, cast

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from reko_api.middleware.problems import Problem
from reko_core.contract.affinity import AffinityRequest, AffinityResponse
from reko_core.contract.explain import WhyRequest, WhyResponse
from reko_core.contract.genres import GenreNames
from reko_core.contract.group import GroupRequest, GroupResponse
from reko_core.contract.recommend import Request, Response
from reko_core.contract.season import SeasonRequest, SeasonResponse
from reko_core.contract.similar import SimilarRequest, SimilarResponse
from reko_core.contract.taste import TasteRequest, TasteResponse
from reko_core.contract.title_query import TitleMatches
from reko_core.contract.titles_to_rate import RatableTitles, TitlesToRateRequest

__all__ = ["JsonObject", "component_schemas", "query_parameters"]

JsonObject = dict[str, Any]

# User names are trimmed before they are checked; the document says what is accepted.
TRIMMED_NAME = r"^[ \t\r\n]*([A-Za-z0-9_-]{2,16}|(anilist|kitsu):[A-Za-z0-9_-]{2,20})[ \t\r\n]*$"


def component_schemas() -> JsonObject:
    """Return the schemas of all models by name."""
    _, definitions = models_json_schema(
        [
            (Request, "validation"),
            (Response, "serialization"),
            (GroupRequest, "validation"),
            (GroupResponse, "serialization"),
            (SimilarRequest, "validation"),
            (SimilarResponse, "serialization"),
            (TasteRequest, "validation"),
            (TasteResponse, "serialization"),
            (AffinityRequest, "validation"),
            (AffinityResponse, "serialization"),
            (WhyRequest, "validation"),
            (WhyResponse, "serialization"),
            (SeasonRequest, "validation"),
            (SeasonResponse, "serialization"),
            (TitleMatches, "serialization"),
            (GenreNames, "serialization"),
            (TitlesToRateRequest, "validation"),
            (RatableTitles, "serialization"),
            (Problem, "serialization"),
        ],
        ref_template="#/components/schemas/{model}",
    )
    schemas = cast(JsonObject, _standard_keywords(definitions["$defs"]))
    for name in ("Request", "SeasonRequest", "TasteRequest", "WhyRequest"):
        schemas[name]["properties"]["user_name"]["pattern"] = TRIMMED_NAME
    for name in ("AffinityRequest", "GroupRequest"):
        schemas[name]["properties"]["user_names"]["items"]["pattern"] = TRIMMED_NAME
    schemas["SimilarRequest"]["properties"]["user_name"]["anyOf"][0]["pattern"] = TRIMMED_NAME
    schemas["Request"]["properties"]["from_user"]["anyOf"][0]["pattern"] = TRIMMED_NAME
    return schemas


def query_parameters(model: type[BaseModel]) -> list[JsonObject]:
    """Return the fields of a request as parameters of a query."""
    schema = cast(JsonObject, _standard_keywords(model.model_json_schema()))
    return [
        {
            "name": name,
            "in": "query",
            "required": name in schema["required"],
            "description": field.pop("description"),
            "schema": field,
        }
        for name, field in schema["properties"].items()
    ]


def _standard_keywords(schema: object) -> object:
    """Give pydantic's limits their JSON Schema names.

    Behind custom validators and on unions pydantic writes `ge` and `le`, which JSON Schema does
    not have.
    """
    names = {"ge": "minimum", "le": "maximum"}
    if isinstance(schema, dict):
        return {names.get(key, key): _standard_keywords(value) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_standard_keywords(value) for value in schema]
    return schema
