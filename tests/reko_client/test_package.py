"""The client as a distribution of its own: its types, its page, its version."""

import importlib.util
import re
import tomllib
from pathlib import Path

import pytest

from tests.reko_api.conftest import Api

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "python-client.md").read_text()


def test_the_types_are_those_of_the_openapi_document() -> None:
    spec = importlib.util.spec_from_file_location("made", ROOT / ".ci" / "client_contract.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)

    written = (ROOT / "reko_client" / "contract.py").read_text()
    assert made.render() == written, "the API has changed: run `make client`"


def test_it_has_the_version_of_the_server() -> None:
    server, client = (
        tomllib.loads((ROOT / folder / "pyproject.toml").read_text())["project"]
        for folder in (".", "reko_client")
    )

    assert client["version"] == server["version"]
    assert client["requires-python"] == server["requires-python"]
    assert client["dependencies"] == [
        one for one in server["dependencies"] if one.startswith("aiohttp")
    ]


async def test_the_program_on_its_page_runs(api: Api, capsys: pytest.CaptureFixture[str]) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    program = program.replace("http://127.0.0.1:8080", api.url).replace("asyncio.run(main())", "")
    names: dict[str, object] = {}
    exec(program, names)
    await names["main"]()

    assert "ACCA: 13-ku Kansatsu-ka" in capsys.readouterr().out


def test_its_page_names_every_method() -> None:
    client = (ROOT / "reko_client" / "client.py").read_text()
    methods = re.findall(r"async def ([a-z]\w+)\(", client)

    assert len(methods) > 10
    assert [name for name in methods if f"`{name}`" not in PAGE] == []
