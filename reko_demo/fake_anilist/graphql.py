"""As much of GraphQL as clients of AniList use: fields, arguments and variables."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Field", "GraphQLError", "parse_query", "select"]

_TOKEN = re.compile(r'[A-Za-z_]\w*|\$\w+|-?\d+(?:\.\d+)?|"(?:[^"\\]|\\.)*"|[{}()\[\]:!=]')
_IGNORED = re.compile(r"(?:[\s,]|#[^\n]*)*")
_CONSTANTS = {"true": True, "false": False, "null": None}


class GraphQLError(Exception):
    """An error that AniList puts into the body, with the status of the response."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


@dataclass(frozen=True, slots=True)
class Field:
    """A requested field; `fields` are those of its value."""

    name: str
    arguments: Mapping[str, Any]
    fields: tuple["Field", ...]


def parse_query(query: str, variables: Mapping[str, Any]) -> tuple[Field, ...]:
    """Return the fields at the root of the only operation. Raises GraphQLError."""
    try:
        return _Parser(query, variables).operation()
    except (StopIteration, ValueError) as error:
        raise GraphQLError(400, "Syntax Error GraphQL") from error


def select(value: Any, fields: tuple[Field, ...]) -> Any:
    """Return what was requested of a value; functions are called with the arguments."""
    if isinstance(value, list):
        return [select(item, fields) for item in value]
    if not fields or value is None:
        return value
    found = {}
    for field in fields:
        if field.name not in value:
            raise GraphQLError(400, f'Cannot query field "{field.name}"')
        inner: Any = value[field.name]
        if isinstance(inner, Callable):  # type: ignore[arg-type]
            inner = inner(**field.arguments)
        found[field.name] = select(inner, field.fields)
    return found


class _Parser:
    def __init__(self, query: str, variables: Mapping[str, Any]) -> None:
        self._variables = variables
        self._tokens = _tokens(query)
        self._ahead = next(self._tokens)

    def operation(self) -> tuple[Field, ...]:
        while self._ahead != "{":
            # The name of the operation, and the types of its variables.
            self._advance()
        return self._fields()

    def _advance(self) -> str:
        token, self._ahead = self._ahead, next(self._tokens)
        return token

    def _expect(self, token: str) -> None:
        if self._advance() != token:
            raise ValueError(token)

    def _fields(self) -> tuple[Field, ...]:
        self._expect("{")
        fields = []
        while self._ahead != "}":
            name = self._advance()
            arguments = self._arguments() if self._ahead == "(" else {}
            fields.append(Field(name, arguments, self._fields() if self._ahead == "{" else ()))
        self._advance()
        return tuple(fields)

    def _arguments(self) -> dict[str, Any]:
        self._expect("(")
        arguments = {}
        while self._ahead != ")":
            name = self._advance()
            self._expect(":")
            arguments[name] = self._value()
        self._advance()
        return arguments

    def _value(self) -> Any:
        token = self._advance()
        if token.startswith("$"):
            return self._variables.get(token[1:])
        if token[0].isalpha():
            # A constant, or the value of an enumeration.
            return _CONSTANTS.get(token, token)
        return json.loads(token)


def _tokens(query: str) -> Iterator[str]:
    at = _IGNORED.match(query).end()  # type: ignore[union-attr]
    while at < len(query):
        token = _TOKEN.match(query, at)
        if token is None:
            raise ValueError(query[at])
        yield token[0]
        at = _IGNORED.match(query, token.end()).end()  # type: ignore[union-attr]
    yield ""
