"""A list that Reko keeps for a person is named by what Reko has stored, never by what is typed."""

import json
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from reko_core.contract.affinity import AffinityRequest
from reko_core.contract.explain import WhyRequest
from reko_core.contract.group import GroupRequest
from reko_core.contract.parsing import parse_as, parse_user_name
from reko_core.contract.recommend import Request
from reko_core.contract.season import SeasonRequest
from reko_core.contract.similar import SimilarRequest
from reko_core.contract.taste import TasteRequest
from reko_core.domain.sites import OwnListName, own_list_name, stored_user_name
from reko_core.errors import BadInput

NAME = own_list_name(42)
REQUESTS: list[tuple[type[BaseModel], dict[str, Any]]] = [
    (Request, {"user_name": NAME}),
    (Request, {"user_name": "Some_User", "from_user": NAME}),
    (WhyRequest, {"user_name": NAME, "anime_id": 1}),
    (TasteRequest, {"user_name": NAME}),
    (SeasonRequest, {"user_name": NAME}),
    (SimilarRequest, {"user_name": NAME, "anime_id": 1}),
    (AffinityRequest, {"user_names": [NAME, "Some_User"]}),
    (GroupRequest, {"user_names": [NAME, "Some_User"]}),
]


@pytest.mark.parametrize(("model", "fields"), REQUESTS)
def test_typed_name_is_refused_and_a_stored_one_taken(
    model: type[BaseModel], fields: dict[str, Any]
) -> None:
    with pytest.raises(BadInput) as refused:
        parse_as(model, json.loads(json.dumps(fields)))
    assert refused.value.field.startswith(("user_name", "from_user"))
    request = parse_as(model, fields)
    assert json.loads(request.model_dump_json())[next(iter(fields))] == fields[next(iter(fields))]


@pytest.mark.parametrize("typed", ["own:42", "OWN: 42", "mal:own:42", "own:42\u200b", "<own:42>"])
def test_no_spelling_of_a_typed_name_is_taken(typed: str) -> None:
    with pytest.raises(BadInput):
        parse_user_name(typed)
    for site in get_args(Request.model_fields["site"].annotation):
        with pytest.raises(BadInput):
            parse_as(Request, {"user_name": typed, "site": site})


def test_request_made_from_another_still_names_the_list() -> None:
    request = Request(user_name=NAME)
    again = Request.model_validate(request.model_dump() | {"limit": 5})
    assert isinstance(again.user_name, OwnListName)


def test_names_of_users_are_stored_as_they_are() -> None:
    assert not isinstance(stored_user_name("Some_User"), OwnListName)
    assert not isinstance(stored_user_name("anilist:Some_User"), OwnListName)
    assert isinstance(stored_user_name("own:42"), OwnListName)
