"""Print `reko_client/contract.py`: what the OpenAPI document describes, as TypedDicts.

`make client` writes the file; a test compares it. What pydantic writes is all that is
understood here: datamodel-code-generator, which knows everything else, brings a dozen packages.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from textwrap import fill, indent

from reko_api.openapi.document import openapi_document
from reko_api.openapi.schemas import JsonObject

HEADER = '''"""What the API takes and returns: made of its OpenAPI document by `make client`."""

from typing import Literal, NotRequired, TypeAlias, TypedDict
'''
INDENT, WIDTH = " " * 4, 96
REFERENCE = re.compile(r"#/components/schemas/(\w+)")
NAMES = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "None",
}


def render() -> str:
    """Return the module, those that others refer to first."""
    schemas: JsonObject = openapi_document()["components"]["schemas"]
    uses = {name: REFERENCE.findall(str(schema)) for name, schema in schemas.items()}
    order = TopologicalSorter(uses).static_order()
    text = "\n\n".join([HEADER, *(_definition(name, schemas[name]) for name in order)])
    ruff = Path(sys.executable).with_name("ruff")
    command = [ruff, "format", "--stdin-filename", "reko_client/contract.py", "-"]
    done = subprocess.run(command, input=text, text=True, capture_output=True, check=True)  # noqa: S603
    return done.stdout


def _definition(name: str, schema: JsonObject) -> str:
    if "properties" not in schema:
        return f"{name}: TypeAlias = {_type(schema)}\n"
    return "\n".join([f"class {name}(TypedDict):", *_members(schema)])


def _members(schema: JsonObject) -> Iterator[str]:
    description = schema["description"].partition("\n\n")[0]
    yield indent(fill(f'"""{description}"""', WIDTH), INDENT) + "\n"
    for name, field in schema["properties"].items():
        is_required = name in schema.get("required", ())
        kind = _type(field) if is_required else f"NotRequired[{_type(field)}]"
        yield f"{INDENT}{name}: {kind}"


def _type(schema: JsonObject) -> str:
    if "$ref" in schema:
        return str(REFERENCE.fullmatch(schema["$ref"])[1])
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(map(_type, schema["anyOf"])))
    if "enum" in schema or "const" in schema:
        return f"Literal{list(schema.get('enum', [schema.get('const')]))}"
    if schema["type"] == "array":
        return f"list[{_type(schema['items'])}]"
    if schema["type"] == "object":
        return f"dict[str, {_type(schema['additionalProperties'])}]"
    return NAMES[schema["type"]]


if __name__ == "__main__":
    sys.stdout.write(render())
