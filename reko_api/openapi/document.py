"""The OpenAPI 3.1 document, made from the models and the problem types."""

import json
from importlib.metadata import version

from reko_api.openapi.examples import (
    example_genre_names,
    example_request,
    example_response,
    example_title_matches,
    example_why_request,
    example_why_response,
)
from reko_api.openapi.features.group import recommend_to_group
from reko_api.openapi.features.season import rank_season
from reko_api.openapi.features.service_routes import service_routes
from reko_api.openapi.features.similar import find_similar_titles
from reko_api.openapi.features.taste import compare_users, describe_taste
from reko_api.openapi.features.titles_to_rate import find_titles_to_rate
from reko_api.openapi.operations import picture_operation, post_operation, query_operation
from reko_api.openapi.schemas import JsonObject, component_schemas
from reko_api.problem_types import ProblemType
from reko_core.contract.genres import GenreQuery
from reko_core.contract.title_query import TitleQuery

__all__ = ["openapi_document", "render_document"]

DESCRIPTION = """\
Send the name of a user of MyAnimeList, AniList or Kitsu, or a list itself. Reko finds similar \
users in a community of anime lists, says how similar each one is, and predicts for every title \
the user has not seen the score they would give it and the chance that they enjoy it. Lists \
fetched from these sites are stored to answer later requests; lists sent to Reko, requests and \
answers are not."""

RECOMMENDATION_PROBLEMS = frozenset(ProblemType) - {
    ProblemType.ANIME_NOT_FOUND,
    ProblemType.ROUTE_NOT_FOUND,
    ProblemType.METHOD_NOT_ALLOWED,
    ProblemType.NOT_READY,
    ProblemType.NO_CATALOGUE,
}
TITLE_PROBLEMS = (
    ProblemType.BAD_INPUT,
    ProblemType.MALFORMED_REQUEST,
    ProblemType.KEY_REQUIRED,
    ProblemType.UNKNOWN_KEY,
    ProblemType.TOO_MANY_REQUESTS,
    ProblemType.INTERNAL_ERROR,
    ProblemType.NO_CATALOGUE,
    ProblemType.STORE_FAILED,
    ProblemType.TIMED_OUT,
    ProblemType.SHUTTING_DOWN,
)
TO_RATE_PROBLEMS = frozenset(
    {
        *TITLE_PROBLEMS,
        ProblemType.NO_SNAPSHOT,
        ProblemType.BODY_TIMEOUT,
        ProblemType.BODY_TOO_LARGE,
        ProblemType.WRONG_CONTENT_TYPE,
    }
) - {ProblemType.NO_CATALOGUE}
GENRE_PROBLEMS = frozenset({*TITLE_PROBLEMS, ProblemType.NO_SNAPSHOT}) - {
    ProblemType.NO_CATALOGUE,
    ProblemType.STORE_FAILED,
}
REQUEST_ID_HEADER = {
    "description": "The id of the request: the X-Request-ID that was sent, if valid, or a new one.",
    "required": True,
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9-]{8,64}$"},
}
RETRY_AFTER_HEADER = {
    "description": "Seconds to wait before trying again.",
    "schema": {"type": "integer", "minimum": 1},
}
ETAG_HEADER = {
    "description": "Stands for the content of the response; to be sent as If-None-Match.",
    "schema": {"type": "string"},
}
SECURITY_SCHEMES = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "An API key from the operator, with its own rate limit. Some deployments "
        "require one; an invalid key is always refused.",
    },
    "header": {
        "type": "apiKey",
        "in": "header",
        "name": "X-API-Key",
        "description": "The same key in a header of its own.",
    },
}


def openapi_document(docs_url: str = "") -> JsonObject:
    """Describe every route, every field and every problem.

    docs_url: the folder with the terms and the privacy policy; neither is linked if it is empty.
    """
    folder = docs_url.rstrip("/")
    privacy = {"description": "Privacy", "url": f"{folder}/privacy.md"}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Reko",
            "version": version("reko"),
            "summary": "Anime recommendations from people with your taste.",
            "description": DESCRIPTION,
            "license": {"name": "MIT", "identifier": "MIT"},
            **({"termsOfService": f"{folder}/terms.md"} if folder else {}),
        },
        **({"externalDocs": privacy} if folder else {}),
        "servers": [{"url": "/"}],
        "paths": {
            "/recommendations": {"post": _recommend()},
            **_with_pictures(),
            "/recommendations/similar": {
                "post": find_similar_titles(RECOMMENDATION_PROBLEMS, SECURITY_SCHEMES)
            },
            "/recommendations/why": {"post": _explain()},
            "/titles": {"get": _find_titles()},
            "/genres": {"get": _find_genres()},
            "/titles/to-rate": {"post": find_titles_to_rate(TO_RATE_PROBLEMS, SECURITY_SCHEMES)},
            **{path: {"get": operation} for path, operation in service_routes().items()},
        },
        "components": {
            "schemas": component_schemas(),
            "headers": {
                "X-Request-ID": REQUEST_ID_HEADER,
                "Retry-After": RETRY_AFTER_HEADER,
                "ETag": ETAG_HEADER,
            },
            "securitySchemes": SECURITY_SCHEMES,
        },
    }


def render_document(document: JsonObject) -> bytes:
    """Encode the document as JSON."""
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def _recommend() -> JsonObject:
    return post_operation(
        "recommend",
        "Recommend anime to a MyAnimeList user.",
        "Recommendations come best first. rekos[].users are indexes into users: the similar users "
        "who recommend the title. Their names are never disclosed; a hash identifies each of them, "
        "for banned_users, in responses for the same user_name only. The same request on the same "
        "data gets the same response, byte for byte.",
        example_request(),
        example_response(),
        problems=RECOMMENDATION_PROBLEMS,
        security=SECURITY_SCHEMES,
    )


def _with_pictures() -> JsonObject:
    """Describe the routes whose responses can be had as pictures, too."""
    paths: JsonObject = {}
    for path, describe, name in (
        ("/recommendations/group", recommend_to_group, "drawGroup"),
        ("/recommendations/season", rank_season, "drawSeason"),
        ("/taste", describe_taste, "drawTaste"),
        ("/affinity", compare_users, "drawAffinity"),
    ):
        operation = describe(RECOMMENDATION_PROBLEMS, SECURITY_SCHEMES)
        paths[path] = {"post": operation}
        paths[f"{path}.png"] = {
            "post": picture_operation(
                name, f"The response of {path} as a picture, PNG with English texts.", operation
            )
        }
    return paths


def _explain() -> JsonObject:
    return post_operation(
        "explain",
        "Explain the predicted score of one title.",
        "For one title, seen or not: the predicted score with its 90 % interval, which titles of "
        "the user's own list raise or lower it, and how similar users scored it.",
        example_why_request(),
        example_why_response(),
        problems=RECOMMENDATION_PROBLEMS | {ProblemType.ANIME_NOT_FOUND},
        security=SECURITY_SCHEMES,
    )


def _find_genres() -> JsonObject:
    return query_operation(
        "findGenres",
        "List the genres that can be filtered by.",
        "Those of most titles seen come first; themes and audiences are among them, as on MAL.",
        GenreQuery,
        example_genre_names(),
        problems=GENRE_PROBLEMS,
        security=SECURITY_SCHEMES,
    )


def _find_titles() -> JsonObject:
    return query_operation(
        "findTitles",
        "Find titles by name.",
        "By any of their names, also with typing errors. Exact names come first, then names with a "
        "word that starts with the text, then names with all of its words, each by popularity; "
        "then, if those are fewer than limit, similar names by similarity.",
        TitleQuery,
        example_title_matches(),
        problems=TITLE_PROBLEMS,
        security=SECURITY_SCHEMES,
    )
