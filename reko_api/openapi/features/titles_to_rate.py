"""Titles to rate in the OpenAPI document."""

from collections.abc import Iterable

from reko_api.openapi.examples import EXAMPLE_INFO
from reko_api.openapi.operations import post_operation
from reko_api.openapi.schemas import JsonObject
from reko_api.problem_types import ProblemType
from reko_core.contract.list_entries import InlineEntry
from reko_core.contract.titles_to_rate import RatableTitles, TitlesToRateRequest

__all__ = ["example_titles_to_rate", "find_titles_to_rate"]


def example_titles_to_rate() -> RatableTitles:
    """Return a response of one title."""
    return RatableTitles(titles=(EXAMPLE_INFO,))


def find_titles_to_rate(problems: Iterable[ProblemType], security: Iterable[str]) -> JsonObject:
    """Describe the route."""
    return post_operation(
        "findTitlesToRate",
        "Find well-known anime to rate, for people without a list.",
        "Titles whose rating tells most about a taste, one a franchise, never an adult one. With "
        "the answers so far, titles that the person is likelier to know come first. The ratings "
        "are a list for every other route, as entries. Nothing is kept.",
        TitlesToRateRequest(
            entries=(InlineEntry(anime_id=5114, score=9),), not_seen_ids=(1535,), limit=5
        ),
        example_titles_to_rate(),
        problems=problems,
        security=security,
    )
