"""The part of GraphQL that the fake AniList speaks."""

import pytest

from reko_demo.fake_anilist.graphql import GraphQLError, parse_query, select


def test_fields_are_selected_with_arguments_and_variables() -> None:
    query = """
    # A comment.
    query Some_Name($id: Int!, $x: [String]) {
      media(id: $id, all: true, kind: TV) { id name(n: 2) }
    }
    """
    (field,) = parse_query(query, {"id": 7})
    value = {"id": 7, "name": lambda n: "ab" * n, "hidden": 1}

    assert (field.name, field.arguments) == ("media", {"id": 7, "all": True, "kind": "TV"})
    assert select([value, None], field.fields) == [{"id": 7, "name": "abab"}, None]


@pytest.mark.parametrize("query", ["", "query", "{ a", "{ a(b: ) }", "{ a(b: $) }", "{ % }"])
def test_what_is_no_query_is_refused(query: str) -> None:
    with pytest.raises(GraphQLError) as raised:
        parse_query(query, {})
    assert raised.value.status == 400


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(GraphQLError):
        select({"id": 1}, parse_query("{ name }", {}))
